"""How the classes of a number are drawn: round bounds, four methods, or bounds that a person types."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
import pandas as pd

from wallonia_map.errors import WalloniaMapError
from wallonia_map.i18n.formats import read_decimal
from wallonia_map.views.classification import Method, bounds_of
from wallonia_map.views.classing import EXACT_DIGITS, FEWEST_DIGITS, INFINITE, ZERO, Scale, classes, rounded
from wallonia_map.views.palette import NEGATIVE, SEQUENTIAL

#: Classes beside zero: as many as the ramp tells apart at a glance, and at most when a person asks for more.
CLASSES, MOST_CLASSES = 4, 6
#: The same on each side of zero, where there are values on both.
CLASSES_EACH = 3
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

    Where there are values below zero, zero is a bound, and what is below it has a hue of its own. Bounds are written as they
    are, with as few digits as leave every value in its class. `bounds` are the upper bounds of `MANUAL`; without any, quantiles
    are drawn.
    """
    known = values[values.notna() & (values != ZERO)].astype("float64")
    has_below, has_above = bool((known < 0).any()), bool((known > 0).any())
    if choice is ClassChoice.MANUAL and bounds:
        inner = checked(bounds)
    else:
        inner = readable(_bounds(known, ClassChoice.QUANTILES if choice is ClassChoice.MANUAL else choice), known)
    if has_below:
        inner = tuple(sorted({*inner, 0.0}))
    upper = inner if has_below and not has_above and inner[-1] == 0 else (*inner, INFINITE)
    below = bisect_right(upper, 0.0) if has_below else 0
    return Scale(upper, (SEQUENTIAL[0], *reversed(ramp(below, NEGATIVE)), *ramp(len(upper) - below)))


def scale_of_few(values: pd.Series, *, whole: bool = False) -> Scale:
    """Quantiles of few values, without classes that hold none; bounds between `whole` numbers are whole."""
    found = scale_of(values, ClassChoice.QUANTILES)
    if (values < 0).any():  # each side of zero has its own hue
        return found
    upper = tuple(float(int(bound)) if whole and bound != INFINITE else bound for bound in found.upper)
    there = set(classes(values, Scale(upper, found.colours)))
    kept = tuple(bound for number, bound in enumerate(upper, start=1) if number in there or bound == INFINITE)
    return Scale(kept, (SEQUENTIAL[0], *ramp(len(kept))))


def _bounds(known: pd.Series, choice: ClassChoice) -> tuple[float, ...]:
    """The bounds between classes of values that are not zero; on each side of it, where there are values on both."""
    below, above = known[known < 0], known[known > 0]
    sides = [side for side in (below, above) if not side.empty]
    each = CLASSES_EACH if len(sides) > 1 else CLASSES
    if choice is ClassChoice.ROUND:
        return _round_bounds(known) if known.nunique() > 1 else ()
    if choice is ClassChoice.EQUAL_INTERVAL and len(sides) > 1:
        step = (float(known.max()) - float(known.min())) / CLASSES
        steps = (step * number for number in range(-CLASSES, CLASSES))
        return tuple(bound for bound in steps if float(known.min()) <= bound < float(known.max()))
    return tuple(bound for side in sides for bound in _drawn(side, Method(choice.value), min(each, side.nunique())))


def _drawn(side: pd.Series, method: Method, wanted: int) -> tuple[float, ...]:
    """The bounds between at most `wanted` classes of values of one sign; the tail of those below zero is the lowest."""
    if wanted <= 1:
        return ()
    if method is Method.HEAD_TAIL and side.iloc[0] < 0:
        return tuple(sorted(-bound for bound in bounds_of(tuple((-side).sort_values()), method, wanted)[:-1][: wanted - 1]))
    return bounds_of(tuple(side.sort_values()), method, wanted)[:-1][: wanted - 1]


def readable(bounds: Sequence[float], values: pd.Series) -> tuple[float, ...]:
    """Each bound with the fewest digits that part the `values` as it does; of bounds that are then alike one is left."""
    found = (_fewest_digits(bound, values[values <= bound].max(), values[values > bound].min()) for bound in bounds)
    return tuple(sorted(set(found)))


def _fewest_digits(bound: float, low: float, high: float) -> float:
    """What is near `bound`, at least `low` and below `high` (missing: no limit), with as few digits as can be."""
    for digits in range(FEWEST_DIGITS, EXACT_DIGITS):
        for near in (rounded(bound, digits), rounded(bound, digits, up=True)):
            if not (near < low or near >= high):
                return near
    return bound


def _round_bounds(known: pd.Series) -> tuple[float, ...]:
    """Bounds evenly apart at 1, 2, 2.5 or 5 times a power of ten, that people can keep in mind."""
    from matplotlib.ticker import MaxNLocator  # what puts round figures on an axis; only who asks pays for it

    least, most = float(known.min()), float(known.max())
    ticks = MaxNLocator(nbins=MOST_CLASSES, steps=[1, 2, 2.5, 5, 10]).tick_values(least, most)
    rounded_ticks = (float(f"{tick:.12g}") for tick in ticks)
    return tuple(bound for bound in rounded_ticks if least <= bound < most)[: MOST_CLASSES - 1]


def ramp(classes: int, steps: tuple[str, ...] = SEQUENTIAL[1:]) -> tuple[str, ...]:
    """One colour per class, from pale to dark; between the ramp's own steps where there are more classes than steps."""
    if classes <= len(steps):
        return steps[:classes]
    known = np.array([[int(colour[place : place + 2], 16) for place in (1, 3, 5)] for colour in steps], dtype="float64")
    where = np.linspace(0, len(steps) - 1, classes)
    mixed = np.stack([np.interp(where, range(len(steps)), known[:, part]) for part in range(3)], axis=1)
    return tuple(f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in mixed.round().astype(int).tolist())
