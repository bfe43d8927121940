"""What is wrong with data that cannot be used, in the visitor's language; the rule's own words beside it, as the commands say them."""

from html import escape

import streamlit as st

from wallonia_map.errors import DataContractError, MissingDataError, WalloniaMapError
from wallonia_map.i18n import say
from wallonia_map.sharing.problems import SharedDataError
from wallonia_map.ui.frame import markup
from wallonia_map.ui.frame.page_parts import plain

#: Of a value that breaks a rule, as much as tells it apart.
LONGEST = 80


def sentence(error: WalloniaMapError, language: str) -> str:
    """Which file, row, column and value is to blame, or which shared database."""
    match error:
        case DataContractError(path=path, row=0):
            return say("app.broken_file", language, file=path.name)
        case DataContractError(path=path, row=row, column=column, value=value):
            return say("app.broken_cell", language, file=path.name, row=row, column=column[:LONGEST], value=str(value)[:LONGEST])
        case MissingDataError(path=path):
            return say("app.broken_missing", language, file=path.name)
        case SharedDataError(reason=reason):
            return say(f"shared.{reason.value}", language)
    return say("app.broken", language)


def tell(error: WalloniaMapError, language: str) -> None:
    """The sentence, what to do, and the technical detail, marked as English."""
    st.error(plain(sentence(error, language)), icon=":material/error:")
    st.caption(say("app.broken_help", language))
    detail = escape(say("app.broken_detail", language))
    markup.html(f'<p class="note">{detail} <span lang="en">{escape(str(error)[:500])}</span></p>')
