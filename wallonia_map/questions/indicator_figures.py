"""Figures of territories, where an indicator allows one: of the region, a province or an arrondissement."""

from collections.abc import Iterable

import pandas as pd

from wallonia_map.model import Indicator, Level, Vintage
from wallonia_map.questions.coverage import REGION
from wallonia_map.questions.indicators import IndicatorValues, indicator_values, shown_digits
from wallonia_map.tables.atlas import Atlas


def territory_figures(
    atlas: Atlas, indicator: Indicator, *, by: Level = Level.REGION, vintage: Vintage | None = None, population_year: int | None = None,
    within: Iterable[str] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """The figure of every territory of level `by`, by its code: `value`, `basis`, `municipalities`, `municipalities_known`.

    `basis` is « ratio » where numerator and denominator are held: both are added up over the municipalities with a value. Else it
    is « median » of their values, for nothing allows more. `within` narrows the whole to some municipalities.
    """
    vintage = vintage or Vintage.default()
    rows = atlas.municipalities(vintage)
    inside = rows.index if within is None else rows.index[rows.index.isin(list(within))]
    keys = {
        Level.REGION: pd.Series(REGION, index=rows.index), Level.PROVINCE: rows["province_nis"],
        Level.ARRONDISSEMENT: rows["arrondissement_nis"], Level.MUNICIPALITY: rows.index.to_series(),
    }[by].reindex(inside)  # fmt: skip
    return figures_by(indicator_values(atlas, indicator, vintage, population_year), keys)


def figures_by(found: IndicatorValues, keys: pd.Series) -> pd.DataFrame:
    """The figure of each territory, as `territory_figures` answers.

    Parameters
    ----------
    found
        The indicator over the municipalities.
    keys
        The code of the territory of each municipality that is asked for, indexed by its own.
    """
    indicator, inside = found.indicator, keys.index
    values = found.values.reindex(inside)
    grouped = values.groupby(keys)
    if found.numerator is None or found.denominator is None:
        value, basis = grouped.median(), "median"
    else:
        known = values.notna()
        above, below = (part.reindex(inside).where(known).groupby(keys).sum(min_count=1) for part in (found.numerator, found.denominator))
        value, basis = shown_digits(above / below * indicator.row["per"]), "ratio"
    table = pd.DataFrame({"value": value, "basis": basis, "municipalities": grouped.size(), "municipalities_known": grouped.count()})
    return table.rename_axis("territory_nis").sort_index()
