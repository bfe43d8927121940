"""What was recognised in a visitor's file, and the means to correct it; every choice goes to the reader, which refuses what cannot be."""

from collections.abc import Callable

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.ui.frame import widgets
from wallonia_map.ui.frame.session_memo import kept
from wallonia_map.ui.your_data.waiting import progress, was_cancelled
from wallonia_map.uploads.cage import read_caged
from wallonia_map.uploads.coordinate_systems import SYSTEMS
from wallonia_map.uploads.delimited_text import DELIMITERS, ENCODINGS
from wallonia_map.uploads.file_form import PLACED_FORMS, FileFormat, format_of
from wallonia_map.uploads.limits import UnusableFile
from wallonia_map.uploads.reading import ReadTable

_DELIMITERS = dict(zip(DELIMITERS, ("semicolon", "comma", "tab", "bar"), strict=True))
_DECIMALS = {",": "comma", ".": "point"}
_LAST_HEADER_ROW = 1_000


def read(content: bytes, name: str, token: str, language: Language) -> ReadTable | None:
    """The table, with what was recognised in it and the means to correct it; or one sentence why it cannot be used.

    `token` names the upload: what was read last is kept in the session, so that a change of colours does not read the file again.
    """
    asked = {
        part: widgets.held(f"own_{part}_{token}") or None for part in ("sheet", "encoding", "delimiter", "decimal", "header_row", "crs")
    }
    if was_cancelled(token, language):
        return None
    table: ReadTable | None = None
    try:
        with progress(token, language) as waiting:
            table = _kept(content, name, token, asked, waiting)
    except UnusableFile as error:
        st.error(error.sentence(language), icon=":material/error:")
    if table is not None:
        told = table.recognised
        if len(told.sheets) > 1:
            sheets = {name: name for name in told.sheets}
            widgets.selectbox(say("your_data.sheet", language), sheets, key=f"own_sheet_{token}", placeholder=say("explore.pick", language))
        sign = say(f"own_read.delimiter_{_DELIMITERS[told.delimiter]}", language) if told.delimiter in _DELIMITERS else told.delimiter
        named = say("own_read.header_told", language, n=told.header_row) if told.crs is None else None
        more = "".join(f", {part}" for part in (told.encoding, sign, named, told.sheet, told.crs) if part)
        rows = say("download.rows", language, n=len(table.cells))
        st.caption(say("your_data.recognised", language, form=told.form.value.upper(), rows=rows, decimal=told.decimal, more=more))
    try:
        form = format_of(content, name)
    except UnusableFile:  # no correction makes a table of it
        return None
    with st.expander(say("own_read.correct", language), icon=":material/tune:"):
        read_as = form if table is None else table.recognised.form
        _choices(read_as, token, language)
        if read_as in PLACED_FORMS or (table is not None and table.shapes is not None and read_as is not FileFormat.KML):
            _choice("crs", {code: f"{name} ({code})" for code, name in SYSTEMS.items()}, token, language)
    return table


def _kept(content: bytes, name: str, token: str, asked: dict[str, object], waiting: Callable[[], None]) -> ReadTable:
    """What was read last, if it was this file, read so; else read it in a process of its own."""
    return kept("read", None, (token, tuple(asked.items())), lambda: read_caged(content, name, waiting=waiting, **asked))  # type: ignore[arg-type]


def _choices(form: FileFormat, token: str, language: Language) -> None:
    """What can be said of a file of this form."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if form is FileFormat.CSV:
            _choice("encoding", {name: name for name in ENCODINGS}, token, language)
            names = {sign: say(f"own_read.delimiter_{word}", language) for sign, word in _DELIMITERS.items()}
            _choice("delimiter", names, token, language)
        _choice("decimal", {sign: say(f"own_read.decimal_{word}", language) for sign, word in _DECIMALS.items()}, token, language)
        if form in (FileFormat.CSV, FileFormat.XLSX, FileFormat.ODS):
            st.number_input(
                say("own_read.header_row", language), min_value=1, max_value=_LAST_HEADER_ROW, value=None, step=1, width=260,
                key=f"own_header_row_{token}", placeholder=say("own_read.automatic", language),
            )  # fmt: skip


def _choice(part: str, names: dict[str, str], token: str, language: Language) -> None:
    label = say(f"own_read.{part}", language)
    options = {"": say("own_read.automatic", language), **names}
    widgets.selectbox(label, options, key=f"own_{part}_{token}", width=260, placeholder=say("explore.pick", language))
