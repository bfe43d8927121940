"""The frame around the pages: menu, titles, language."""

from collections.abc import Mapping

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from wallonia_map.app_folder import APP_FOLDER
from wallonia_map.i18n import Language, say
from wallonia_map.ui.frame import address, glossary

PAGES = APP_FOLDER / "pages"
_PAGES = "_pages"
#: File name (which is the URL) → icon, in menu order.
MENU = {
    "home": ":material/home:",
    "explore": ":material/map:",
    "municipality": ":material/location_city:",
    "place": ":material/travel_explore:",
    "initiative": ":material/fact_check:",
    "organisation": ":material/apartment:",
    "compare": ":material/compare_arrows:",
    "white_spots": ":material/join_inner:",
    "stage": ":material/slideshow:",
    "your_data": ":material/upload_file:",
    "data": ":material/table:",
}

#: Pages that are a row of questions over a map beside its key: to the eye, the menu names them. Each with its heading, and its lead if it has one.
OF_ONE_SCREEN = {
    "explore": ("explore.heading",), "compare": ("compare.heading", "compare.lead"), "white_spots": ("white_spots.heading", "white_spots.lead"),
}  # fmt: skip
#: Pages that have an address and no place in the menu: lists lead to them.
NOT_IN_MENU = frozenset({"initiative", "organisation"})


def pages(language: Language) -> dict[str, StreamlitPage]:
    """Every page by name, titled in `language`; URLs are file names, so they never change.

    No icons: Streamlit fetches a page's icon from outside to make the browser's tab icon of it. A session keeps its pages: each of them looks
    for its file.
    """
    kept: dict[Language, dict[str, StreamlitPage]] = st.session_state.setdefault(_PAGES, {})
    if language not in kept:
        kept[language] = {
            name: st.Page(
                PAGES / f"{name}.py", title=say(f"page.{name}", language), default=name == "home",
                visibility="hidden" if name in NOT_IN_MENU else "visible",
            )
            for name in MENU
        }  # fmt: skip
    return kept[language]


def unseen_heading(page: StreamlitPage, language: Language) -> tuple[str, ...]:
    """The heading of a page that shows none, and its lead where it has one; nothing of any other page."""
    return tuple(say(text, language) for text in OF_ONE_SCREEN.get(page.url_path, ()))


def link(params: Mapping[str, str], language: Language) -> dict[str, str]:
    """The parameters of a link to another page, with the language where it is not the default."""
    return dict(params) if language is Language.FR else {"lang": language.value, **params}


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
