"""Ways of drawing the bounds of classes over sorted values."""

import warnings
from enum import StrEnum
from functools import lru_cache

import numpy as np
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
    given = pd.Series(values).to_numpy()
    if method is Method.QUANTILES:  # as mapclassify draws them, without loading it: official figures are shown so at once
        drawn = np.percentile(given, [100 * part / classes for part in range(1, classes + 1)])
        return tuple(sorted({float(f"{bound:.12g}") for bound in drawn}))  # without noise: a bound that is a value equals it
    import mapclassify  # a second to load (scikit-learn): only a visitor who asks « does it hold? » pays for it

    with warnings.catch_warnings():
        # Both are known here: 262 values need no Numba, and few different ones make few classes.
        warnings.filterwarnings("ignore", message="Numba not installed|Not enough unique values", category=UserWarning)
        if method is Method.NATURAL_BREAKS:
            bins = mapclassify.FisherJenks(given, k=classes).bins
        elif method is Method.EQUAL_INTERVAL:
            bins = mapclassify.EqualInterval(given, k=classes).bins
        else:
            bins = mapclassify.HeadTailBreaks(given).bins
    return tuple(float(bound) for bound in bins)
