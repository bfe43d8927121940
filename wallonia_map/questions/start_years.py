"""When initiatives began: the years that there are, and what had begun by the end of one; where no year is known, it is not known."""

import pandas as pd

from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache


@atlas_cache(1)
def start_years(atlas: Atlas) -> tuple[int, ...]:
    """The years in which initiatives began, where they are known, in order."""
    return tuple(sorted({int(year) for year in atlas.initiatives["start_year"].dropna()}))


@atlas_cache(1)
def every_year(atlas: Atlas) -> tuple[int, ...]:
    """Every year from the first known start to the last one, years in which nothing began among them."""
    years = start_years(atlas)
    return tuple(range(years[0], years[-1] + 1)) if years else ()


def begun_by(years: pd.Series, until: int | None) -> tuple[pd.Series, pd.Series]:
    """Which initiatives had begun by the end of `until`, and of which it is not known: two booleans, same index as `years` (Int64).

    Without a year (`until` of None) nothing is asked: all had, and of none it is not known.
    """
    if until is None:
        return pd.Series(True, index=years.index), pd.Series(False, index=years.index)
    return (years <= until).fillna(False).astype("bool"), years.isna()
