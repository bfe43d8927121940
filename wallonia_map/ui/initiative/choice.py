"""Which initiative the page is asked for; and what stands there where it is none."""

from dataclasses import dataclass

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import address, navigation, page_parts, widgets
from wallonia_map.ui.frame.page_state import Field, PageState, Values, key, one
from wallonia_map.views.initiative_words import PAGE, PARAMETER, initiatives_to_search

STATE = PageState(PAGE, {PARAMETER: Field(undo=False)})
_NOT_FOUND = "_initiative_not_found"
#: So much of an identifier that is not known is repeated.
_SHOWN = 60


@dataclass(frozen=True)
class InitiativeChoice:
    """The initiative of the page, empty where there is none; `not_found` is what was asked for and is not known."""

    identifier: str
    not_found: str = ""


def choice(atlas: Atlas) -> InitiativeChoice:
    """What the link or the list says, looked up."""
    if STATE.comes_from_url:
        asked = next(iter(address.parameters().get(PARAMETER, ())), "")
        st.session_state[_NOT_FOUND] = "" if asked in atlas.initiatives.index else asked[:_SHOWN]

    def check(values: Values) -> Values:
        return {PARAMETER: tuple(value for value in values[PARAMETER] if value in atlas.initiatives.index)}

    found = one(STATE.begin(check), PARAMETER)
    return InitiativeChoice(found, "" if found else st.session_state.get(_NOT_FOUND, ""))


def ask(atlas: Atlas, chosen: InitiativeChoice, language: Language) -> None:
    """One sentence, the list to search, and the way to the filters."""
    if chosen.not_found:
        page_parts.result(say("initiative.not_found", language, id=chosen.not_found))
    else:
        page_parts.lead(say("initiative.lead", language))
    widgets.selectbox(
        say("initiative.choose", language), initiatives_to_search(atlas, language), key=key(PAGE, PARAMETER), clearable=True,
        placeholder=say("explore.pick", language), width=620,
    )  # fmt: skip
    st.page_link(navigation.pages(language)["explore"], label=say("initiative.to_explore", language), icon=navigation.MENU["explore"])
