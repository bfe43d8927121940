"""Proportional circles: how large each is, for every map, legend, slide and picture."""

from collections.abc import Callable
from math import sqrt

import pandas as pd

#: The largest size: a larger value shrinks all circles of its map, so that neighbours stay readable.
LARGEST = 40
#: The radius of a circle of size 1, in pixels of a map that is 760 pixels wide, and in points of a printed one.
_PIXELS, _POINTS = 3.6, 2.35
#: The colour of circles that lie on a fill: white lets it be seen.
OVER_FILL = "#ffffff"
#: What smaller circles of a key show, as parts of the largest value.
_PARTS = (1 / 20, 1 / 4)


def radius_px(size: float) -> float:
    """Radius of a circle in pixels; its area is proportional to `size`."""
    return round(_PIXELS * sqrt(size), 1)


def radius_points(size: float) -> float:
    """Radius of a circle in points; its area is proportional to `size`."""
    return _POINTS * sqrt(size)


def factor(most: float) -> float:
    """What a value is multiplied by to give a size, where `most` is the largest value: 1 unless that is larger than `LARGEST`."""
    return min(1.0, LARGEST / most) if most > 0 else 1.0


def sizes(values: pd.Series) -> pd.Series:
    """The size of the circle of each value above zero, in its order; zero and what is not known have none."""
    there = values[values > 0].astype("float64")
    return there * factor(float(there.max()) if len(there) else 0.0)


def key_of(values: pd.Series, write: Callable[[float], str]) -> tuple[tuple[float, str], ...]:
    """Two or three circles for a legend, as size and figure: the largest value, and round ones below it."""
    most = float(values.max()) if values.notna().any() else 0.0
    return tuple((value * factor(most), write(value)) for value in key_values(most))


def key_values(most: float) -> tuple[float, ...]:
    """The values of a legend's circles, smallest first, where `most` is the largest value; none where that is not above zero."""
    if most <= 0:
        return ()
    shown = {most, *(max(1.0, _round(most * part)) for part in _PARTS)} if most > 1 else {most}
    return tuple(sorted(value for value in shown if value <= most))


def _round(value: float) -> float:
    """A value to one significant digit."""
    return float(f"{value:.0e}") if value >= 1 else value
