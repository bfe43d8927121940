"""How values are spread: how many municipalities lie where, and the classes that part them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from wallonia_map.views.classing import Scale

#: Different values that are worth a histogram.
FEWEST = 4
#: Bins of a histogram.
BINS = 24
#: Whole numbers have a bar each, up to so many.
MOST_WHOLE = 40


@dataclass(frozen=True)
class Histogram:
    """How many municipalities lie between two edges; `edges` has one more than `counts`."""

    edges: tuple[float, ...] = ()
    counts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Spread:
    """A histogram and the classes over it, if any; `aside` says how far its edges stand beside the values that they mean."""

    histogram: Histogram = Histogram()
    scale: Scale | None = None
    aside: float = 0.0


def histogram(values: pd.Series, *, whole: bool = False) -> Histogram:
    """The known values in bins of equal width; empty where fewer than two different ones are known.

    `whole` numbers lie in the middle of a bin each, from half below to half above, unless they are too far apart for that.
    """
    known = values.dropna().to_numpy(dtype="float64")
    if len(np.unique(known)) < 2:
        return Histogram()
    each = whole and known.max() - known.min() < MOST_WHOLE
    counts, edges = np.histogram(known, bins=np.arange(known.min() - 0.5, known.max() + 1) if each else BINS)
    return Histogram(tuple(edges.tolist()), tuple(int(count) for count in counts))
