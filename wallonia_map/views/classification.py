"""Ways of drawing the bounds of classes over sorted values."""

import warnings
from enum import StrEnum
from functools import lru_cache

import pandas as pd

#: Natural breaks take some 50 ms without Numba, and visitors ask about the same few views: 64 of four methods each.
_MOST_KEPT = 256


class Method(StrEnum):
    """Other ways of drawing the classes' bounds."""

    QUANTILES = "quantiles"
    NATURAL_BREAKS = "natural-breaks"
    EQUAL_INTERVAL = "equal-interval"
    HEAD_TAIL = "head-tail"


@lru_cache(maxsize=_MOST_KEPT)
def bounds_of(values: tuple[float, ...], method: Method, classes: int) -> tuple[float, ...]:
    """Upper bounds of at most `classes` classes of sorted `values`, the last one the highest value."""
    import mapclassify  # a second to load (scikit-learn): only a visitor who asks « does it hold? » pays for it

    given = pd.Series(values).to_numpy()
    with warnings.catch_warnings():
        # Both are known here: 262 values need no Numba, and equal quantiles of small whole numbers are one bound.
        warnings.filterwarnings("ignore", message="Numba not installed|Not enough unique values", category=UserWarning)
        if method is Method.QUANTILES:
            bins = mapclassify.Quantiles(given, k=classes).bins
        elif method is Method.NATURAL_BREAKS:
            bins = mapclassify.FisherJenks(given, k=classes).bins
        elif method is Method.EQUAL_INTERVAL:
            bins = mapclassify.EqualInterval(given, k=classes).bins
        else:
            bins = mapclassify.HeadTailBreaks(given).bins
    return tuple(float(bound) for bound in bins)
