import pandas as pd
import pytest

from wallonia_map.i18n import Language, number, say
from wallonia_map.ui.shared.print_table import MOST_ROWS, table_html


def rows(count: int) -> pd.DataFrame:
    return pd.DataFrame({"name": [f"<b>{place}</b>" for place in range(count)], "value": [1234.0] * count})


@pytest.mark.parametrize("language", list(Language))
def test_paper_holds_the_first_rows_and_says_how_many_more_there_are(language):
    html = table_html(rows(MOST_ROWS + 2), {"name": "N", "value": "V"}, {"value": lambda value: number(value, language)}, language)
    assert html.count("<tr>") == MOST_ROWS + 1
    assert say("app.more_rows", language, n=2) in html
    assert "class=n" in html
    assert number(1234, language) in html


def test_all_rows_need_no_note_and_no_cell_is_markup():
    html = table_html(rows(2), {}, {}, Language.EN)
    assert "&lt;b&gt;0&lt;/b&gt;" in html
    assert "<p" not in html


def test_what_is_not_known_stays_empty():
    html = table_html(pd.DataFrame({"value": [None, float("nan")]}), {"value": "V"}, {"value": str}, Language.EN)
    assert "nan" not in html.lower()
    assert "None" not in html
