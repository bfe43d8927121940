"""A table whose texts are written once says the same as one that pandas writes anew each time."""

import pandas as pd
import pytest
from pandas.io.formats.style import Styler
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.elements.lib.pandas_styler_utils import marshall_styler
from streamlit.proto.ArrowData_pb2 import ArrowData

from wallonia_map.ui.shared.written_table import written_table

WRITTEN = {"count": lambda value: f"{value:,}", "share": lambda value: f"{value:.1f} %"}


def shown(styler: Styler) -> pd.DataFrame:
    told = ArrowData()
    marshall_styler(told, styler, "a")
    return convert_arrow_bytes_to_pandas_df(told.styler.display_values)


@pytest.mark.parametrize("count", [[1, None, 3000], [1, 2, 3], [None, None, None]])
def test_every_cell_reads_as_pandas_writes_it_also_the_second_time(count):
    rows = pd.DataFrame({
        "name": ["Ath", None, "1"], "count": pd.array(count, dtype="Int64"), "share": [1.5, float("nan"), 2.0], "yes": [True, False, True],
    })  # fmt: skip
    table = written_table(rows, WRITTEN, "a")
    expected = shown(Styler(rows, uuid="a").format(WRITTEN, na_rep=""))
    assert expected.loc[2, "share"] == "2.0 %"
    for _ in range(2):
        pd.testing.assert_frame_equal(shown(table), expected)
