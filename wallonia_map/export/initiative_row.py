"""One initiative as a row: what the table of all initiatives says of it, for its file and for its address."""

import pandas as pd

from wallonia_map.export.tables import RowKind, table_of
from wallonia_map.model import Selection
from wallonia_map.questions.selection import select
from wallonia_map.tables.atlas import Atlas


def initiative_row(atlas: Atlas, initiative_id: str, language: str) -> pd.DataFrame:
    """The row of one initiative in the table of the whole atlas, shape (1, …), whatever the view."""
    table = table_of(RowKind.INITIATIVES, atlas, select(atlas, Selection()), language)
    return table[table["initiative_id"] == initiative_id].reset_index(drop=True)
