"""A table whose texts are written once for all who see it: written anew for each run of a page, they took a third of some runs.

So are its columns for Arrow, in which Streamlit sends rows and texts: made anew, they took another tenth.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pyarrow as pa
from pandas.io.formats.style import Styler

_CELL = re.compile(r"row(\d+)_col(\d+)")


def written_table(rows: pd.DataFrame, written: Mapping[str, Callable[[float], str]], uuid: str) -> Styler:
    """Rows with figures as a language writes them; to be shared by all visitors and changed by nobody.

    Streamlit asks a `Styler` (that class and no heir of it) for its styles and texts each time it sends the table: it has the rows
    written as text, and puts what the styler writes differently over that, cell by cell. Here the rows' own text is what the styler
    writes, nothing is left to put over it, and there are no styles to work out, which two visitors at once could disturb. A test
    compares what Streamlit then sends with what it sends of a plain styler.

    Parameters
    ----------
    rows
        The rows, with a plain index.
    written
        How each column of figures is written.
    uuid
        What tells this table from any other.
    """
    styler = Styler(_Rows(rows.copy()), uuid=uuid).format(dict(written), na_rep="")
    told = styler._translate(False, False)
    texts = _Rows(_texts(rows, told["body"])).with_columns_for_arrow()
    styler.data.with_columns_for_arrow()
    styler.data.astype = lambda *_, **__: texts
    styler._compute = lambda: styler
    styler._translate = lambda *_: {**told, "body": []}
    return styler


class _Column(pd.Series):  # type: ignore[misc] # pandas has no types here
    """A column that gives Arrow what was made of it once."""

    _metadata = ["for_arrow"]  # noqa: RUF012 (pandas' own form: an attribute, not a column)

    def __arrow_array__(self, type: Any = None) -> pa.Array:  # noqa: ANN401 (Arrow's own form)
        made: pa.Array = self.for_arrow
        return made


class _Rows(pd.DataFrame):  # type: ignore[misc]
    """Rows that hand out the same columns each time they are asked for them by name."""

    _metadata = ["by_name"]  # noqa: RUF012

    def with_columns_for_arrow(self) -> "_Rows":
        """Have the columns ready; from now on nothing may change them."""
        self.by_name = {}
        for name in self.columns:
            column = _Column(super().__getitem__(name))
            column.for_arrow = pa.array(super().__getitem__(name), from_pandas=True)
            self.by_name[name] = column
        return self

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401 (as pandas has it)
        """A column by name, or whatever else pandas gives for `key`."""
        ready = self.__dict__.get("by_name")
        return ready[key] if ready and isinstance(key, str) and key in ready else super().__getitem__(key)


def _texts(rows: pd.DataFrame, body: list[list[dict[str, Any]]]) -> pd.DataFrame:
    """`rows` as text: each cell as it is to be read."""
    texts = rows.astype(str).astype(object).to_numpy()
    for row in body:
        for cell in row:
            place = _CELL.fullmatch(cell.get("id") or "")
            if place is not None:
                texts[int(place[1]), int(place[2])] = str(cell["display_value"])
    return pd.DataFrame(texts, index=rows.index, columns=rows.columns).astype(str)
