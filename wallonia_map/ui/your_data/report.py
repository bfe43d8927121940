"""What is shown of the visitor's table: the report and the joined rows."""

import datetime
from html import escape

import streamlit as st

from wallonia_map.export.csv import plain_csv
from wallonia_map.export.joined_table import FORMS, JoinedTable, joined_file, joined_name, joined_receipt
from wallonia_map.export.receipt import File
from wallonia_map.i18n import Language, decimal, number, say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import page_parts, widgets
from wallonia_map.ui.frame.page_parts import plain
from wallonia_map.ui.frame.session_memo import kept
from wallonia_map.ui.shared import drawing, print_table
from wallonia_map.ui.shared.documents import MEDIA_TYPES
from wallonia_map.ui.shared.table_download import here
from wallonia_map.ui.your_data.own_table import OwnTable, counts_line
from wallonia_map.uploads.shortcomings import how_joined, shortcomings, with_flags

#: What is open comes first; the file has every row.
MOST_ROWS = 2_000


def report(own: OwnTable, language: Language) -> None:
    """Counts per outcome, every row with its reason, what is open first; download."""
    st.header(say("your_data.report", language), anchor=False)
    page_parts.result(counts_line(own, language))
    rows = [
        [escape(say(f"join_outcome.{outcome.value}", language)), number(count, language)]
        for outcome, count in own.whole.counts.items()
        if count
    ]
    st.html(drawing.table([say("your_data.outcome", language), say("your_data.count", language)], rows, numbers=(1,)))
    table = kept("report", own.whole, language, lambda: own.whole.table(language.value, undecided_first=True).head(MOST_ROWS))
    shown = table.assign(outcome=table["outcome"].map(lambda name: say(f"join_outcome.{name}", language)))[
        ["row", "key", "outcome", "municipality", "suggestion", "reason"]
    ]
    names = {"row": "your_data.row", "key": "your_data.key_read", "outcome": "your_data.outcome", "municipality": "table.municipality",
             "suggestion": "your_data.suggestion", "reason": "your_data.reason"}  # fmt: skip
    config = {name: say(message, language) for name, message in names.items()}
    st.dataframe(
        shown,
        hide_index=True,
        placeholder="",
        column_config=config,
        height=min(420, 40 + 35 * len(shown)),
        alt=say("your_data.report", language),
    )
    st.html(print_table.on_paper(shown, config, {}, language))
    if len(own.whole.lines) > MOST_ROWS:
        st.caption(say("app.more_rows", language, n=len(own.whole.lines) - MOST_ROWS))
    st.download_button(
        say("your_data.get_report", language), lambda: plain_csv(with_flags(own.whole.table(language.value), own.table, own.variables)), joined_name("plain", own.report.vintage, language, what="report"), "text/csv", key="own_report",
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def joined(atlas: Atlas, own: OwnTable, language: Language) -> None:
    """The totals before and after, and the joined table to take away."""
    st.header(say("your_data.joined", language), anchor=False)
    totals = [
        [
            escape(str(column)),
            decimal(row["before"], language, 2),
            decimal(row["after"], language, 2),
            escape(own.joined.why(str(column), language)),
        ]
        for column, row in own.joined.totals.iterrows()
    ]
    if totals:
        header = [say(f"your_data.{name}", language) for name in ("column", "before", "after", "why")]
        st.html(drawing.table(header, totals, numbers=(1, 2), caption=say("your_data.totals", language)))
    for sentence in own.done:
        st.info(plain(sentence), icon=":material/view_column:")
    for sentence in shortcomings(own.joined, own.table, own.variables, own.report, language):
        st.warning(plain(sentence), icon=":material/report:")
    _take_away(atlas, own, language)


def _take_away(atlas: Atlas, own: OwnTable, language: Language) -> None:
    """The joined table in the form that is chosen, and its receipt; both are made when they are asked for."""
    link, today = here(), datetime.date.today()
    names = {"spreadsheet": "download.spreadsheet", "plain": "download.plain", "xlsx": "documents.xlsx", "gpkg": "documents.gpkg"}
    forms = {form: say(names[form], language) for form in FORMS}
    form = widgets.selectbox(
        say("download.form", language), forms, key="own_form", width=420, placeholder=say("explore.pick", language)
    ) or FORMS[0]  # fmt: skip
    name = joined_name(form, own.report.vintage, language)

    def given() -> JoinedTable:
        notes = [*own.done, *shortcomings(own.joined, own.table, own.variables, own.report, language)]
        return JoinedTable(
            own.joined.table, with_flags(own.whole.table(language.value), own.table, own.variables), own.table.name, own.report.vintage,
            how_joined(own.whole, own.split, language), notes, atlas, language,
        )  # fmt: skip

    def file() -> File:
        return joined_file(form, given(), day=today, permalink=link)

    with st.container(horizontal=True):
        st.download_button(
            say("your_data.get_table", language), lambda: file().content, name, MEDIA_TYPES.get(form, "text/csv"), key="own_table",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        st.download_button(
            say("download.receipt", language), lambda: joined_receipt(file(), given(), day=today, permalink=link).content,
            name.rsplit(".", 1)[0] + f"_{say('receipt.file_name', language)}.txt", "text/plain", key="own_receipt", on_click="ignore",
            icon=":material/receipt_long:", help=say("download.receipt_help", language),
        )  # fmt: skip
