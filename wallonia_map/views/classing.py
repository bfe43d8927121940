"""Values → classes, colours and legend rows: one object for the web map, the static map and the table."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

import numpy as np
import pandas as pd

from wallonia_map.views.palette import COVERED, NOBODY, NOT_KNOWN, SEQUENTIAL

ZERO, MISSING = 0, -1
#: Of no territory of a level: nothing is said of it, neither zero nor « not known ».
NOT_APPLICABLE = -2
#: Significant digits of a value that is written: at least so many, and so many say it exactly.
FEWEST_DIGITS, EXACT_DIGITS = 3, 16


INFINITE = float("inf")


def rounded(value: float, digits: int, *, up: bool = False) -> float:
    """`value` to `digits` significant digits, its whole part untouched, to the nearest or `up`; two values keep their order."""
    if not value or not math.isfinite(value):
        return value
    decimals = max(0, digits - 1 - Decimal(value).adjusted())
    return float(Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_CEILING)) if up else round(value, decimals)


@dataclass(frozen=True)
class Scale:
    """Right-closed classes after a class of its own for zero: class i holds values up to and including `upper[i-1]`.

    The last bound may be infinite. `colours` has one colour for zero and one per bound. Where there are values below zero,
    zero is a bound too: the class below it then ends before zero.
    """

    upper: tuple[float, ...]
    colours: tuple[str, ...]

    def class_of(self, value: float | None) -> int:
        """The class of a value: 0 for zero, -1 for None and NaN."""
        if value is None or value != value:
            return MISSING
        return ZERO if value == 0 else min(bisect_left(self.upper, value), len(self.upper) - 1) + 1

    def bounds(self, number: int) -> tuple[float, float]:
        """Lower (open) and upper (closed) bound of class `number`, counted from 1."""
        lowest = 0.0 if self.upper[0] > 0 else -INFINITE
        return (self.upper[number - 2] if number > 1 else lowest), self.upper[number - 1]

    @property
    def in_order(self) -> tuple[int, ...]:
        """The classes from the lowest up, zero in its place."""
        below = bisect_left(self.upper, 0.0) + (0.0 in self.upper)
        return (*range(1, below + 1), ZERO, *range(below + 1, len(self.upper) + 1))

    def shown(self, value: float, *, decimals: int | None = None) -> float:
        """`value` as it may be written: to `FEWEST_DIGITS`, or to `decimals`, and to more where fewer would read as another class."""
        if decimals is None:
            steps = (rounded(value, digits) for digits in range(FEWEST_DIGITS, EXACT_DIGITS))
        else:
            steps = (round(value, more) for more in range(decimals, EXACT_DIGITS))
        return next((near for near in steps if self.class_of(near) == self.class_of(value)), value)


@dataclass(frozen=True)
class LegendRow:
    """One row of the legend: which class, its colour, and how much of the territory it holds."""

    number: int
    colour: str
    low: float | None
    high: float | None
    municipalities: int
    inhabitants: int
    label: str = ""


COUNTS = Scale((1, 2, 5, INFINITE), SEQUENTIAL)
PER_10000 = Scale((1, 2, 5, INFINITE), SEQUENTIAL)
EUR_PER_INHABITANT = Scale((2, 5, 10, INFINITE), SEQUENTIAL)
YES_NO = Scale((INFINITE,), (NOBODY, COVERED))


def classes(values: pd.Series, scale: Scale) -> pd.Series:
    """The class number of each value, same index; -1 where it is not known."""
    given = values.to_numpy(dtype="float64", na_value=np.nan)
    inside = np.minimum(np.searchsorted(scale.upper, given, side="left"), len(scale.upper) - 1) + 1
    numbers = np.where(np.isnan(given), MISSING, np.where(given == 0, ZERO, inside))
    return pd.Series(numbers.astype("int64"), index=values.index, name=values.name)


def legend(numbers: pd.Series, scale: Scale, inhabitants: pd.Series) -> list[LegendRow]:
    """One row per class of `scale`, from the lowest up, with what it holds; « not known » last, where there is any."""
    rows = []
    for number in scale.in_order:
        colour = scale.colours[number]
        low, high = scale.bounds(number) if number else (0.0, 0.0)
        inside = numbers.index[numbers == number]
        rows.append(LegendRow(number, colour, low, high, len(inside), int(inhabitants.reindex(inside).sum())))
    unknown = numbers.index[numbers == MISSING]
    if len(unknown):
        rows.append(LegendRow(MISSING, NOT_KNOWN, None, None, len(unknown), int(inhabitants.reindex(unknown).sum())))
    return rows


def neighbour_colours(touching: Sequence[tuple[str, str]], names: Sequence[str]) -> dict[str, int]:
    """A colour number per name so that names that touch differ (largest number of neighbours first)."""
    import networkx  # comes with mapclassify; a moment to load, for maps of groups alone

    graph = networkx.Graph()
    graph.add_nodes_from(sorted(names))  # this order decides between names with equally many neighbours
    graph.add_edges_from(touching)
    return dict(networkx.greedy_color(graph, strategy="largest_first"))
