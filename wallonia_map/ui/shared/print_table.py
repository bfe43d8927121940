"""Tables on paper: Streamlit's own are drawn on a canvas, which prints what happens to be in view."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import Any

import pandas as pd

from wallonia_map.i18n import Language, say
from wallonia_map.ui.shared import drawing

#: About two sheets; who needs more takes the file, which the note says.
MOST_ROWS = 60


def on_paper(
    rows: pd.DataFrame, names: Mapping[str, str], written: Mapping[str, Callable[[Any], str]], language: Language, *,
    missing: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> str:  # fmt: skip
    """The first rows of a table as plain HTML, seen in print only.

    `names` are the headers, `written` tells how a column is written, `missing` what stands in its empty cells, a word for each row.
    """
    return f'<div class="on-paper">{table_html(rows, names, written, language, missing=missing)}</div>'


def table_html(
    rows: pd.DataFrame, names: Mapping[str, str], written: Mapping[str, Callable[[Any], str]], language: Language, *,
    missing: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> str:  # fmt: skip
    """The table as HTML, every text escaped, and how many rows it leaves to the file."""
    first = rows.head(MOST_ROWS)
    numbers = [place for place, name in enumerate(first.columns) if name in written]
    cells = [
        [
            _cell(value, written.get(str(name)), missing[str(name)][place] if name in missing else "")
            for name, value in zip(first.columns, row, strict=True)
        ]
        for place, row in enumerate(first.itertuples(index=False))
    ]
    left = len(rows) - len(first)
    note = f'<p class="note">{escape(say("app.more_rows", language, n=left))}</p>' if left else ""
    return drawing.table([names.get(str(name), str(name)) for name in first.columns], cells, numbers=numbers) + note


def _cell(value: object, write: Callable[[Any], str] | None, missing: str) -> str:
    if pd.isna(value):
        return escape(missing)
    return escape(write(value) if write else str(value))
