"""A table whose texts are written once for all who see it: pandas writes every cell anew each time a page runs, which took half of some runs."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pandas as pd
from numpy.typing import NDArray
from pandas.io.formats.style import Styler

_CELL = re.compile(r"row(\d+)_col(\d+)")


def written_table(rows: pd.DataFrame, written: Mapping[str, Callable[[float], str]], uuid: str) -> Styler:
    """Rows with figures as a language writes them; to be shared by all visitors and changed by nobody.

    Streamlit asks a `Styler` (that class and no heir of it) for its styles and texts each time it sends the table. There are no styles to
    work out, which two visitors at once could disturb, and the texts stay what they were. Where pandas or Streamlit come to ask
    otherwise, they are only written anew.

    Parameters
    ----------
    rows
        The rows, with a plain index.
    written
        How each column of figures is written.
    uuid
        What tells this table from any other.
    """
    styler = Styler(rows, uuid=uuid).format(dict(written), na_rep="")
    styler._compute = lambda: styler
    plain = rows.astype(str).to_numpy()
    whole = styler._translate

    @cache
    def translate(*asked: bool) -> dict[str, Any]:
        told = whole(*asked)
        return {**told, "body": [[cell for cell in row if not _is_plain(cell, plain)] for row in told["body"]]}

    styler._translate = translate
    return styler


def _is_plain(cell: Mapping[str, Any], plain: NDArray[Any]) -> bool:
    """Whether a cell says what its value says by itself: Streamlit puts the written texts among those one by one."""
    place = _CELL.fullmatch(cell.get("id") or "")
    return place is not None and cell.get("display_value") == plain[int(place[1]), int(place[2])]
