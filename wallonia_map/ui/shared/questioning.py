"""« Is this right? »: choose an initiative, take its question away as a file or as a letter; nothing is sent by itself."""

import datetime
from collections.abc import Sequence
from html import escape

import streamlit as st

from wallonia_map.export.question_file import question_file, question_mail
from wallonia_map.i18n import Language, listing, say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.confirmed import last_confirmed
from wallonia_map.tables.names import initiative_title
from wallonia_map.ui.frame import widgets


def ask(atlas: Atlas, identifiers: Sequence[str], language: Language, *, key: str) -> None:
    """A panel for the initiatives of a page: each can be questioned where it stands."""
    if not identifiers:
        return
    with st.expander(say("question.label", language), icon=":material/fact_check:", key=f"{key}_question", on_change="rerun") as opened:
        if not opened.open:
            return
        st.write(say("question.lead" if len(identifiers) > 1 else "question.lead_one", language))
        titles = {identifier: initiative_title(atlas, identifier, language) for identifier in dict.fromkeys(identifiers)}
        identifier = next(iter(titles))
        if len(titles) > 1:
            chosen = widgets.selectbox(
                say("question.choose", language), titles, key=f"{key}_questioned", placeholder=say("explore.pick", language)
            )
            identifier = chosen if chosen in titles else identifier
        st.caption(confirmed_sentence(atlas, identifier, language))
        made = question_file(atlas, identifier, language, year=datetime.datetime.now(tz=datetime.UTC).year)
        with st.container(horizontal=True):
            st.download_button(
                say("question.file", language), made.content, made.name, made.media_type, key=f"{key}_question_file", on_click="ignore",
                icon=":material/download:",
            )  # fmt: skip
            st.link_button(say("question.mail", language), question_mail(atlas, identifier, language), icon=":material/mail:")


def confirmed_sentence(atlas: Atlas, identifier: str, language: Language) -> str:
    """In which year the row was last confirmed, and what of it; « not known » where nobody has said so."""
    told = last_confirmed(atlas, identifier)
    if told is None:
        return say("question.not_confirmed", language)
    if not told.fields:
        return say("question.confirmed", language, year=str(told.year))
    names = listing([say(f"column.{field}", language) for field in told.fields], language)
    return say("question.confirmed_fields", language, year=str(told.year), fields=names)


def question_html(atlas: Atlas, identifier: str, language: Language) -> str:
    """Below an initiative: when its row was last confirmed, and the letter that questions it."""
    mail = escape(question_mail(atlas, identifier, language, whole=False), quote=True)
    link = f'<a href="{mail}">{escape(say("question.label", language))}</a>'
    return f'<p class="small">{escape(confirmed_sentence(atlas, identifier, language))} {link}</p>'
