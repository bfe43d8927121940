"""A table of any page as a file, with its receipt."""

import datetime
from collections.abc import Collection
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from wallonia_map.export.csv import spreadsheet_csv
from wallonia_map.export.planner_tables import WordedTable
from wallonia_map.export.receipt import File, receipt_of
from wallonia_map.i18n import Language, say
from wallonia_map.model import Selection
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import address
from wallonia_map.views.view import versioned


def here() -> str:
    """The address of this view, defaults included, as the visitor's browser reaches the app."""
    given = urlsplit(st.context.url or "http://localhost:8501/")
    pairs = [(name, value) for name, values in address.whole().items() for value in values]
    return urlunsplit((given.scheme, given.netloc, given.path, urlencode(pairs), ""))


def take_away(
    atlas: Atlas,
    table: WordedTable,
    chosen: Selection,
    language: Language,
    *,
    name: str,
    called: str,
    said: str,
    cited: Collection[str] = (),
) -> None:
    """Two buttons: the table as CSV for a spreadsheet, in the reader's language, and the receipt that says what it is.

    `name` tells the buttons of a page apart; `called` is what the file's name says is inside.
    """
    rows = table.rows
    file_name = f"{say('download.name.atlas', language)}_{called}_{chosen.vintage.value}.csv"
    link, today = versioned(here(), atlas), datetime.date.today()

    def content() -> bytes:
        return spreadsheet_csv(rows, language, table.header)

    def proof() -> bytes:
        file = File(file_name, "text/csv", content())
        return receipt_of(
            file, len(rows), said=said, filters=said, chosen=chosen, cited=cited, atlas=atlas, permalink=link, day=today, language=language
        ).content

    with st.container(horizontal=True):
        st.download_button(
            say("download.file", language, rows=say("download.rows", language, n=len(rows))), content, file_name, "text/csv", key=f"take-{name}",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        st.download_button(
            say("download.receipt", language), proof, file_name.removesuffix(".csv") + f"_{say('receipt.file_name', language)}.txt", "text/plain",
            key=f"receipt-{name}", on_click="ignore", icon=":material/receipt_long:", type="tertiary",
        )  # fmt: skip
