"""A table whose texts are written once for all who see it: pandas writes every cell anew each time a page runs, which took half of some runs."""

from collections.abc import Callable, Mapping
from functools import cache

import pandas as pd
from pandas.io.formats.style import Styler


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
    styler._translate = cache(styler._translate)
    return styler
