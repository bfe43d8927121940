"""How the classes of a number are drawn: round bounds, four methods, or bounds that a person types."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
import pandas as pd

from wallonia_map.errors import WalloniaMapError
from wallonia_map.i18n.formats import read_decimal
from wallonia_map.views.classing import INFINITE, ZERO, Scale
from wallonia_map.views.palette import SEQUENTIAL
from wallonia_map.views.sensitivity import Method, bounds_of

#: Classes beside zero: as many as the ramp tells apart at a glance, and at most when a person asks for more.
CLASSES, MOST_CLASSES = 4, 6
_LONGEST = 200


class ClassChoice(StrEnum):
    """The ways of drawing bounds, in menu order."""

    QUANTILES = "quantiles"
    NATURAL_BREAKS = "natural-breaks"
    EQUAL_INTERVAL = "equal-interval"
    HEAD_TAIL = "head-tail"
    ROUND = "round"
    MANUAL = "manual"


@dataclass(eq=False)
class BoundsError(WalloniaMapError):
    """Bounds that cannot be used: `reason` is the message `class_choice.<reason>`, `text` the part that is wrong."""

    reason: str
    text: str = ""

    def __str__(self) -> str:
        """The reason's id and the text, for the log."""
        return f"{self.reason}: {self.text}"


def read_bounds(text: str, language: str) -> tuple[float, ...]:
    """Upper bounds that a person typed, separated by semicolons, in the decimal sign of `language`.

    Raises
    ------
    BoundsError
        If one is no number, they do not rise, or there are none or too many.
    """
    if len(text) > _LONGEST:
        raise BoundsError("too_many")
    parts = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
    bounds = []
    for part in parts:
        value = read_decimal(part, language)
        if value is None:
            raise BoundsError("no_number", part[:40])
        bounds.append(value)
    return checked(bounds)


def checked(bounds: Sequence[float]) -> tuple[float, ...]:
    """The same bounds, if they rise and are neither none nor too many.

    Raises
    ------
    BoundsError
        If not.
    """
    if not bounds:
        raise BoundsError("none")
    if len(bounds) > MOST_CLASSES - 1:
        raise BoundsError("too_many")
    if any(low >= high for low, high in pairwise(bounds)):
        raise BoundsError("not_rising")
    return tuple(bounds)


def scale_of(values: pd.Series, choice: ClassChoice, bounds: Sequence[float] = ()) -> Scale:
    """Right-closed classes over the known values that are not zero, which has a class of its own; the last class is open.

    `bounds` are the upper bounds of `MANUAL`; without any, quantiles are drawn.
    """
    known = values[values.notna() & (values != ZERO)].astype("float64")
    wanted = min(CLASSES, known.nunique())
    if choice is ClassChoice.MANUAL and bounds:
        upper = checked(bounds)
    elif wanted <= 1:
        upper = ()
    elif choice is ClassChoice.ROUND:
        upper = _round_bounds(known)
    else:
        method = Method.QUANTILES if choice is ClassChoice.MANUAL else Method(choice.value)
        upper = bounds_of(tuple(known.sort_values()), method, wanted)[:-1][: wanted - 1]
    return Scale((*upper, INFINITE), (SEQUENTIAL[0], *ramp(len(upper) + 1)))


def _round_bounds(known: pd.Series) -> tuple[float, ...]:
    """Bounds evenly apart at 1, 2, 2.5 or 5 times a power of ten, that people can keep in mind."""
    from matplotlib.ticker import MaxNLocator  # what puts round figures on an axis; only who asks pays for it

    least, most = float(known.min()), float(known.max())
    ticks = MaxNLocator(nbins=MOST_CLASSES, steps=[1, 2, 2.5, 5, 10]).tick_values(least, most)
    rounded = (float(f"{tick:.12g}") for tick in ticks)
    return tuple(bound for bound in rounded if least <= bound < most)[: MOST_CLASSES - 1]


def ramp(classes: int) -> tuple[str, ...]:
    """One colour per class, from pale to dark; between the ramp's own steps where there are more classes than steps."""
    steps = SEQUENTIAL[1:]
    if classes <= len(steps):
        return steps[:classes]
    known = np.array([[int(colour[place : place + 2], 16) for place in (1, 3, 5)] for colour in steps], dtype="float64")
    where = np.linspace(0, len(steps) - 1, classes)
    mixed = np.stack([np.interp(where, range(len(steps)), known[:, part]) for part in range(3)], axis=1)
    return tuple(f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in mixed.round().astype(int).tolist())
