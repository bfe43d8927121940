"""The frame around the pages: menu, titles, language, and the guard for a cold deep link."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from wallonia_map.app_folder import APP_FOLDER
from wallonia_map.i18n import Language, say
from wallonia_map.ui.frame import address, glossary

PAGES = APP_FOLDER / "pages"
#: File name (which is the URL) → icon, in menu order.
MENU = {
    "home": ":material/home:",
    "explore": ":material/map:",
    "municipality": ":material/location_city:",
    "compare": ":material/compare_arrows:",
    "white_spots": ":material/join_inner:",
    "stage": ":material/slideshow:",
    "your_data": ":material/upload_file:",
    "data": ":material/table:",
}
_IN_FRAME, _SENT_BACK = "_in_frame", "_sent_back"


def pages(language: Language) -> dict[str, StreamlitPage]:
    """Every page by name, titled in `language`; URLs are file names, so they never change.

    No icons: Streamlit fetches a page's icon from outside to make the browser's tab icon of it.
    """
    return {name: st.Page(PAGES / f"{name}.py", title=say(f"page.{name}", language), default=name == "home") for name in MENU}


def language() -> Language:
    """The visitor's language, as settled by the frame."""
    return address.language_in_state()


def language_choice(spoken: Language) -> None:
    """The glossary and the four languages, top right."""
    if st.session_state.get(address.LANGUAGE_KEY) != spoken.value:
        st.session_state[address.LANGUAGE_KEY] = spoken.value
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="languages"):
        glossary.glossary(spoken)
        st.segmented_control(
            say("language.label", spoken), [item.value for item in Language], format_func=str.upper, required=True,
            key=address.LANGUAGE_KEY, label_visibility="collapsed",
        )  # fmt: skip


@contextmanager
def frame() -> Iterator[None]:
    """Tell the page run inside that `app.py` drew the frame around it."""
    st.session_state[_IN_FRAME] = True
    st.session_state.pop(_SENT_BACK, None)
    try:
        yield
    finally:
        st.session_state.pop(_IN_FRAME, None)


def require_frame() -> None:
    """Hand a page that Streamlit opened by itself over to `app.py`.

    Streamlit lists pages/ on its own until `st.navigation` is first called, so the first visit after a
    start, if it is a deep link, runs the page without the frame.
    """
    if _IN_FRAME in st.session_state:
        return
    if _SENT_BACK in st.session_state:  # there is no app.py here: a test opened the page alone
        del st.session_state[_SENT_BACK]
        return
    st.session_state[_SENT_BACK] = True
    st.navigation(list(pages(address.language()).values()))
    st.rerun()
