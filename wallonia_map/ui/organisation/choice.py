"""Which organisation the page is asked for; and what stands there where it is none."""

from dataclasses import dataclass

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import address, page_parts, widgets
from wallonia_map.ui.frame.page_state import Field, PageState, Values, key, one
from wallonia_map.views.organisation_words import PAGE, PARAMETER, organisation_names

STATE = PageState(PAGE, {PARAMETER: Field(undo=False)})
_NOT_FOUND = "_organisation_not_found"
#: So much of an identifier that is not known is repeated.
_SHOWN = 60


@dataclass(frozen=True)
class OrganisationChoice:
    """The organisation of the page, empty where there is none; `not_found` is what was asked for and is not known."""

    identifier: str
    not_found: str = ""


def choice(atlas: Atlas) -> OrganisationChoice:
    """What the link or the list says, looked up."""
    known = set(atlas.tables["organisations"]["organisation_id"])
    if STATE.comes_from_url:
        asked = next(iter(address.parameters().get(PARAMETER, ())), "")
        st.session_state[_NOT_FOUND] = "" if asked in known else asked[:_SHOWN]

    def check(values: Values) -> Values:
        return {PARAMETER: tuple(value for value in values[PARAMETER] if value in known)}

    found = one(STATE.begin(check), PARAMETER)
    return OrganisationChoice(found, "" if found else st.session_state.get(_NOT_FOUND, ""))


def ask(atlas: Atlas, chosen: OrganisationChoice, language: Language) -> None:
    """One sentence, and the list to search."""
    if chosen.not_found:
        page_parts.result(say("organisation.not_found", language, id=chosen.not_found))
    else:
        page_parts.lead(say("organisation.lead", language))
    widgets.selectbox(
        say("organisation.choose", language), organisation_names(atlas, language), key=key(PAGE, PARAMETER), clearable=True,
        placeholder=say("explore.pick", language), width=620,
    )  # fmt: skip
