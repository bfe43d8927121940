"""A programme more, proposed on the page: the form, what is wrong with it, what the command would write, and that as a file."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from wallonia_map.curation.keeper_tables import folder_of
from wallonia_map.curation.new_programme import (
    FAMILIES,
    FIRST_YEAR,
    LANGUAGES,
    LAST_YEAR,
    LONGEST_ADDRESS,
    LONGEST_ID,
    LONGEST_NAME,
    NewProgramme,
    packed_programme,
    propose_programme,
)
from wallonia_map.curation.problems import RefusedError
from wallonia_map.i18n import Language, say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import widgets

_CHECKED = "_new_programme"
#: More than any call has selected or granted; the box cannot show more digits.
_MOST = 10**12


def new_programme(atlas: Atlas, language: Language) -> None:
    """The form; and for what was checked last, unless it was changed since, one sentence for each fault or what would be written."""
    st.write(say("keeper.programme.lead", language))
    told = _asked(language)
    if st.button(say("keeper.programme.check", language), key="new_check", icon=":material/fact_check:"):
        st.session_state[_CHECKED] = told
    if st.session_state.get(_CHECKED) != told:
        return
    try:
        proposed = propose_programme(folder_of(atlas.catalog), told, language=language.value)
        made = packed_programme(proposed, language.value)
    except RefusedError as error:
        st.error(say("your_data.problems", language), icon=":material/error:")
        st.html(_list(error.reasons))
        return
    st.success(say("keeper.programme.row", language), icon=":material/check_circle:")
    st.html(_row(proposed.row))
    for total in proposed.totals:
        st.markdown(f"**{say('keeper.programme.totals', language)}**")
        st.html(_row(total))
    st.markdown(f"**{say('keeper.programme.files', language)}**")
    st.html(_list(proposed.sentences(language.value)))
    st.download_button(
        say("your_data.pack", language), made, f"geodata-{told.programme}.zip", "application/zip", key="new_pack", on_click="ignore",
        icon=":material/folder_zip:",
    )  # fmt: skip


def _asked(language: Language) -> NewProgramme:
    """What the form holds, as it came from the browser: `propose_programme` judges it."""
    families = {name: say(f"keeper.programme.family_{name}", language) for name in FAMILIES}
    with st.container(horizontal=True):
        identifier = st.text_input(
            say("keeper.programme.identifier", language), key="new_id", max_chars=LONGEST_ID, width=320,
            help=say("keeper.programme.identifier_help", language),
        )  # fmt: skip
        family = widgets.selectbox(
            say("keeper.programme.family_label", language), families, key="new_family", width=320, placeholder=say("explore.pick", language)
        )
    names: dict[str, str] = {}
    short: dict[str, str] = {}
    for spoken in LANGUAGES:
        with st.container(horizontal=True):
            for kind, held, help_ in (("name", names, None), ("short", short, say("keeper.programme.short_help", language))):
                label = say(f"keeper.programme.{kind}_in", language, spoken=say(f"keeper.untranslated.{spoken}", language))
                held[spoken] = st.text_input(label, key=f"new_{kind}_{spoken}", max_chars=LONGEST_NAME, width=320, help=help_).strip()
    numbers: dict[str, int | None] = {}
    with st.container(horizontal=True):
        for name, least, most in (
            ("first_year", FIRST_YEAR, LAST_YEAR), ("last_year", FIRST_YEAR, LAST_YEAR), ("published_projects", 0, _MOST),
            ("published_eur", 0, _MOST),
        ):  # fmt: skip
            numbers[name] = st.number_input(
                say(f"keeper.programme.{name}", language), min_value=least, max_value=most, value=None, step=1, key=f"new_{name}", width=320,
            )  # fmt: skip
    page = st.text_input(
        say("keeper.programme.source_url", language), key="new_source_url", max_chars=LONGEST_ADDRESS, placeholder="https://"
    )
    return NewProgramme(identifier.strip(), family or "", names, short, **numbers, source_url=page.strip())


def _row(cells: Mapping[str, str]) -> str:
    """A row as the table holds it: its columns under their own names, one a line."""
    lines = "".join(f'<tr><th scope="row">{escape(name)}</th><td>{escape(cell)}</td></tr>' for name, cell in cells.items() if cell)
    return f'<table class="atlas-table" translate="no"><tbody>{lines}</tbody></table>'


def _list(sentences: tuple[str, ...] | list[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences) + "</ul>"
