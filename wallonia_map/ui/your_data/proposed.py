"""What a proposal would change, on the page: field by field, in coverage, and as a file ready to commit."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.tables.atlas import Atlas

#: Lines of a list that a page can hold; the file and the command have them all.
LISTED = 50


def bullets(sentences: Sequence[str]) -> str:
    """Sentences as a list, escaped."""
    return "<ul>" + "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences) + "</ul>"


def refused(reasons: Sequence[str], language: Language) -> None:
    """Say that something is wrong, and what."""
    st.error(say("your_data.problems", language), icon=":material/error:")
    st.html(bullets(reasons[:LISTED]))


def get_pack(content: bytes, name: str, key: str, language: Language) -> None:
    """Offer a change of `geodata/` as a ZIP."""
    st.download_button(
        say("your_data.pack", language), content, f"geodata-{name}.zip", "application/zip", key=key, on_click="ignore",
        icon=":material/folder_zip:",
    )  # fmt: skip


def show_proposal(atlas: Atlas, proposal: object, language: Language) -> None:
    """Show what a sound proposal would change, and hand it over."""
    from wallonia_map.curation import Proposal, RefusedError, differences, pack, preview

    if not isinstance(proposal, Proposal):
        return
    try:
        seen = preview(atlas, proposal)
        content = pack(proposal, atlas, language=language.value, previewed=seen)
    except RefusedError as error:
        st.error(str(error))
        return
    st.html(bullets([*differences(proposal, language.value)[:LISTED], *seen.sentences(language.value)]))
    get_pack(content, proposal.programme, "propose_pack", language)
