"""Downloads of what is filtered: file and receipt, made when they are asked for."""

import datetime
from urllib.parse import urlsplit, urlunsplit

import streamlit as st

from wallonia_map.export.csv import plain_csv, spreadsheet_csv
from wallonia_map.export.receipt import File, receipt
from wallonia_map.export.tables import RowKind, table_of
from wallonia_map.i18n import Language, say
from wallonia_map.questions.selection import Selected, to_params
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import widgets
from wallonia_map.ui.shared.table_address import table_address
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.view import View, query, versioned, whole_params

SPREADSHEET, PLAIN = "spreadsheet", "plain"


def downloads(summary: ViewSummary) -> None:
    """Choose what one row is and the dialect; then the file, and its receipt."""
    language = summary.language
    with st.container(key="downloads"):
        left, right = st.columns(2)
        pick = say("explore.pick", language)
        with left:
            kinds = {item.value: say(f"download.{item}", language) for item in RowKind}
            what = widgets.selectbox(say("download.what", language), kinds, key="download_what", placeholder=pick)
        with right:
            forms = {item: say(f"download.{item}", language) for item in (SPREADSHEET, PLAIN)}
            form = widgets.selectbox(say("download.form", language), forms, key="download_form", placeholder=pick)
        _buttons(summary, what=RowKind(what or RowKind.INITIATIVES), form=form or SPREADSHEET)
        table_address(RowKind(what or RowKind.INITIATIVES), summary.view, language)


def _buttons(summary: ViewSummary, *, what: RowKind, form: str) -> None:
    atlas, selected, language = summary.atlas, summary.selected, summary.language
    rows = _count(what, selected)

    def file() -> bytes:
        return made(what, form, atlas, selected, language).content

    link, today = versioned(permalink(atlas, summary.view, language), atlas), datetime.date.today()

    def proof() -> bytes:
        return receipt(
            made(what, form, atlas, selected, language), rows, atlas=atlas, selected=selected, permalink=link, day=today, language=language,
            said=summary.sentence,
        ).content  # fmt: skip

    name = file_name(what, form, selected, language)
    with st.container(horizontal=True):
        st.download_button(
            say("download.file", language, rows=say("download.rows", language, n=rows)), file, name, "text/csv", key="download_file",
            on_click="ignore", type="primary", icon=":material/download:",
        )  # fmt: skip
        st.download_button(
            say("download.receipt", language), proof, name.rsplit(".", 1)[0] + f"_{say('receipt.file_name', language)}.txt", "text/plain",
            key="download_receipt", on_click="ignore", icon=":material/receipt_long:", help=say("download.receipt_help", language),
        )  # fmt: skip


def _count(what: RowKind, selected: Selected) -> int:
    return {
        RowKind.INITIATIVES: len(selected.initiatives),
        RowKind.PARTICIPATIONS: len(selected.participations),
        RowKind.MUNICIPALITIES: len(selected.places),
    }[what]


def made(what: RowKind, form: str, atlas: Atlas, selected: Selected, language: Language) -> File:
    """The file itself."""
    table = table_of(what, atlas, selected, language)
    content = plain_csv(table) if form == PLAIN else spreadsheet_csv(table, language)
    return File(file_name(what, form, selected, language), "text/csv", content)


def file_name(what: RowKind, form: str, selected: Selected, language: Language) -> str:
    """What is inside: atlas, contents, vintage, filtered or all; the language only where it matters."""
    chosen = selected.selection
    filtered = say("download.name.filtered" if to_params(chosen) else "download.name.all", language)
    parts = [say("download.name.atlas", language), say(f"download.name.{what.value}", language), chosen.vintage.value, filtered]
    return "_".join([*parts, "rfc4180" if form == PLAIN else language.value]) + ".csv"


def permalink(atlas: Atlas, view: View, language: Language) -> str:
    """The address of a view, defaults included, as the visitor's browser reaches the app."""
    given = urlsplit(st.context.url or "http://localhost:8501/explore")
    return urlunsplit((given.scheme, given.netloc, given.path, query(whole_params(view, atlas), language), ""))
