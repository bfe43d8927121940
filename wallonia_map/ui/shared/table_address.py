"""The address of a table of the view, and the lines that open it in a spreadsheet, in pandas, in R and in a GIS."""

from html import escape
from urllib.parse import urlsplit, urlunsplit

import streamlit as st

from wallonia_map.export.tables import RowKind
from wallonia_map.i18n import Language, say
from wallonia_map.ui.frame import markup
from wallonia_map.views.view import View, query, view_params

#: Under the app's own address (server/api.py).
PATH = "api/v1"
#: Tool → the lines that open `{table}` or, for a GIS, `{shapes}` there. No text of ours: the tools' own languages.
LINES = {
    "excel": '= Csv.Document(Web.Contents("{table}"), [Delimiter = ",", Encoding = 65001])',
    "pandas": 'import pandas as pd\nrows = pd.read_csv("{table}", dtype={{"nis": str}})',
    "r": 'rows <- read.csv("{table}", fileEncoding = "UTF-8",\n  colClasses = c(nis = "character"))',
    "qgis": "/vsicurl/{shapes}",
}


def address(name: str, view: View, language: Language, here: str) -> str:
    """Where the table `name` of a view answers, for an app one of whose pages is at `here`."""
    given = urlsplit(here)
    top = given.path.rpartition("/")[0]
    return urlunsplit((given.scheme, given.netloc, f"{top}/{PATH}/{name}", query(view_params(view), language), ""))


def table_address(what: RowKind, view: View, language: Language) -> None:
    """The address, folded away until somebody asks."""
    here = st.context.url or "http://localhost:8501/explore"
    table, shapes = (address(name, view, language, here) for name in (f"{what.value}.csv", "municipalities.geojson"))
    lines = {tool: line.format(table=table, shapes=shapes) for tool, line in LINES.items()}
    items = "".join(
        f"<dt>{escape(say(f'table_address.{tool}', language))}</dt><dd><code>{escape(line)}</code></dd>" for tool, line in lines.items()
    )
    markup.html(
        f"<details class='more addresses'><summary>{escape(say('table_address.heading', language))}</summary>"
        f"<p class=note>{escape(say('table_address.lead', language))}</p><p><a href='{escape(table)}'>{escape(table)}</a></p>"
        f"<dl class=glossary>{items}</dl></details>"
    )
