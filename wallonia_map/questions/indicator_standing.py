"""Where a municipality stands in each official figure: its value, its rank, and the median of those that are like it."""

from collections.abc import Sequence

import pandas as pd

from wallonia_map.model import Indicator, Vintage
from wallonia_map.questions.indicators import indicator_values
from wallonia_map.tables.atlas import Atlas

OFFICIAL_COLUMNS = ("indicator", "value", "period", "rank", "equal", "of", "peers_median", "peers_known")


def indicator_standing(
    atlas: Atlas, nis: str, peers: Sequence[str], *, vintage: Vintage, population_year: int | None = None
) -> pd.DataFrame:
    """One row per indicator in menu order: `OFFICIAL_COLUMNS`.

    Rank 1 is the highest value; `equal` others share it; `of` counts the municipalities whose value is known. `peers_median` is that
    of the `peers_known` of `peers`, the municipality itself left out. Where its own value is not known, `value`, `rank` and
    `equal` are missing and `period` is empty.
    """
    rows = []
    for indicator in Indicator:
        found = indicator_values(atlas, indicator, vintage, population_year)
        known, own = found.values.dropna(), found.values[nis]
        alike = known.reindex(list(peers)).dropna()
        told = not pd.isna(own)
        rows.append((
            indicator.value, own, found.periods[nis], int((known > own).sum()) + 1 if told else None,
            int((known == own).sum()) - 1 if told else None, len(known), alike.median(), len(alike),
        ))  # fmt: skip
    return pd.DataFrame(rows, columns=list(OFFICIAL_COLUMNS)).astype({"rank": "Int64", "equal": "Int64"})
