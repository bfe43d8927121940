"""Rows as files for a GIS take them."""

import pandas as pd

from wallonia_map.export.office import clean


def plain_rows(table: pd.DataFrame) -> pd.DataFrame:
    """The same rows with clean text; an empty cell is a missing value, as databases write « not known »."""
    made = table.reset_index(drop=True)
    for name in made.columns:
        if pd.api.types.is_string_dtype(made[name].dtype):
            cells = [None if pd.isna(cell) or cell == "" else clean(str(cell)) for cell in made[name]]
            made[name] = pd.Series(cells, index=made.index, dtype="str")
    return made
