"""One calm notice above a page whose link said something that was not understood."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import markup
from wallonia_map.ui.frame.page_state import PageState
from wallonia_map.views.link_check import not_understood, notice_text


def notice(atlas: Atlas, state: PageState, language: Language, valid: Mapping[str, Sequence[str]] | None = None) -> None:
    """Say what the link to this page said that was not understood; it stays until it is closed, or another link is followed."""
    given, chosen = state.arrival
    if not given:
        return
    fields = {name: list(map(str, field.valid)) for name, field in state.fields.items() if field.valid is not None}
    found = not_understood(given, chosen, atlas, fields | dict(valid or {}))
    if not found:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{state.page}_notice"):
        markup.html(f'<p class="notice" role="status">{escape(notice_text(found, language))}</p>')
        st.button(
            say("link.close", language), key=f"{state.page}_notice_close", type="tertiary", icon=":material/close:", on_click=state.settle
        )
