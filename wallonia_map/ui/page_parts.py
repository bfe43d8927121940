"""Parts that several pages share: heading, lead, footer, the page's language."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

import streamlit as st

from wallonia_map.atlas import Atlas
from wallonia_map.i18n import Language, say
from wallonia_map.model import Vintage


def heading(text: str) -> None:
    """The one heading of a page."""
    st.title(text, anchor=False)


def text_alternative(text: str) -> None:
    """What a map says, in words, beside it."""
    st.html(f'<p class="said" role="note">{escape(text)}</p>')


def plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()<>#+-.!|$~:" else sign for sign in text)


def lead(text: str) -> None:
    """What a page is for, in a sentence or two."""
    st.html(f'<p class="lead">{escape(text)}</p>')


@contextmanager
def one_sentence_for_errors(language: Language) -> Iterator[None]:
    """Tell the visitor of an unforeseen error in one sentence of their language, and the log in full."""
    try:
        yield
    except Exception:
        logging.getLogger(__name__).exception("a page failed")
        st.error(say("app.failed", language), icon=":material/error:")


def footer(atlas: Atlas, language: Language) -> None:
    """Licence, vintage, population year and version of what is shown."""
    year = atlas.own_year(Vintage.V2019)
    told = say("app.footer", language, vintage=Vintage.V2019.value, year=str(year), version=atlas.catalog.version)
    st.html(
        f'<footer class="foot">{escape(say("app.title", language))} · {escape(told)}<br>{escape(say("app.footer_sources", language))}</footer>'
    )


def declare_language(language: Language) -> None:
    """Tell the browser and the screen reader which language the page is in: Streamlit always says English.

    The only script of the pages; it holds no word from outside.
    """
    st.html(f"<style>:root {{ --atlas-upload: '{say('app.upload', language)}'; }}</style>")
    st.html(
        f"<script>document.documentElement.lang = '{language.value}'; document.documentElement.translate = false;</script>",
        unsafe_allow_javascript=True,
    )
