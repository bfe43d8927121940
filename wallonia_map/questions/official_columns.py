"""An official figure beside the figures of territories: its value, by which rule, and of how many municipalities it is known."""

import pandas as pd

from wallonia_map.model import Indicator, Selection
from wallonia_map.questions.indicator_figures import figures_by
from wallonia_map.questions.indicators import indicator_values
from wallonia_map.questions.territory import territory_of
from wallonia_map.tables.atlas import Atlas

#: What is said of the figure; its value is missing where it is not known.
OFFICIAL_COLUMNS = ("indicator", "value", "basis", "municipalities_known")


def with_official(table: pd.DataFrame, atlas: Atlas, indicator: Indicator, selection: Selection) -> pd.DataFrame:
    """A table of territories with `OFFICIAL_COLUMNS` at its end.

    Parameters
    ----------
    table
        Territories by code, as `compare` and `by_level` answer.
    indicator
        Which figure; a territory has the ratio of the totals where both are held, else the median of its municipalities.
    selection
        Says the vintage and the population year: filters on place are left aside, since each territory counts whole.
    """
    found = indicator_values(atlas, indicator, selection.vintage, selection.population_year)
    figures = []
    for code in map(str, table.index):
        members = list(territory_of(atlas, code, selection.vintage).members)
        if members:
            figures.append(figures_by(found, pd.Series(code, index=members, dtype="object")))
    columns = {"value": "float64", "basis": "object", "municipalities_known": "int64"}
    every = pd.concat(figures) if figures else pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})
    every = every.reindex(table.index)
    return table.assign(
        indicator=indicator.value,
        value=every["value"],
        basis=every["basis"],
        municipalities_known=every["municipalities_known"].astype("Int64"),
    )
