"""What the municipality page is asked for, and the sheet as a file."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from wallonia_map.export.planner_tables import worded
from wallonia_map.export.profile_pdf import profile_pdf
from wallonia_map.export.profile_table import sheet_table
from wallonia_map.i18n import Language, say
from wallonia_map.model import Indicator, RoleRule, Selection, Vintage
from wallonia_map.questions.peers import MOST_LIKENESS, likeness_of
from wallonia_map.questions.profile import Profile
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import address
from wallonia_map.ui.frame.page_state import Field, PageState, Values, key, one
from wallonia_map.ui.shared.municipality_select import municipality_box
from wallonia_map.ui.shared.table_download import here, take_away
from wallonia_map.ui.shared.vintage_and_rule import rule_control, vintage_control
from wallonia_map.views.view import municipality_of, versioned, vintage_having

PAGE = "municipality"
_CAME_BY = "_came_by"


@dataclass(frozen=True)
class ProfileChoice:
    """The page's choices; `old_code` is the code that was asked for, where it has changed since; `like` by what its peers are alike."""

    nis: str
    vintage: str
    rule: str
    year: int | None
    old_code: str
    choose: Callable[[str], None]
    like: tuple[Indicator, ...] = ()


_FIELDS = {
    "nis": Field(), "vintage": Field(Vintage, lambda: (Vintage.default().value,)), "role": Field(list(RoleRule), (RoleRule.STRICT.value,)),
    "year": Field(), "like": Field(list(Indicator), most=MOST_LIKENESS),
}  # fmt: skip
STATE = PageState(PAGE, _FIELDS)


def choose(nis: str) -> None:
    """Make `nis` the municipality of the sheet."""
    STATE.set("nis", nis)


def choices(atlas: Atlas) -> ProfileChoice:
    """Municipality (any code or name leads to it), vintage, role rule and population year."""
    asked = next(iter(address.parameters().get("nis", ())), "") if STATE.comes_from_url else ""

    def check(values: Values) -> Values:
        vintage = Vintage(next((item for item in values["vintage"] if item in set(Vintage)), Vintage.default()))
        if asked:  # a code says of which vintage it is: led to another one, a merged municipality would lose its parts
            vintage = vintage_having(asked, vintage, atlas)
        years = {str(year) for one_of in Vintage for year in atlas.population_years(one_of)}
        found = _municipality(atlas, one(values, "nis"), Selection(vintage=vintage), by_name=bool(asked))
        return values | {
            "nis": (found,) if found else (),
            "vintage": (vintage.value,),
            "year": tuple(year for year in values["year"] if year in years),
        }

    chosen = STATE.begin(check)
    found, vintage = one(chosen, "nis"), Vintage(one(chosen, "vintage"))
    if asked and found and asked != found:
        st.session_state[_CAME_BY] = (asked, found)  # the note stays until another municipality is chosen
    old, led_to = st.session_state.get(_CAME_BY, ("", ""))
    year = int(one(chosen, "year")) if one(chosen, "year") else None
    known = year if year in atlas.population_years(vintage) else None
    return ProfileChoice(
        found, vintage.value, one(chosen, "role"), known, old if found and led_to == found else "", choose, likeness_of(chosen["like"])
    )


def _municipality(atlas: Atlas, asked: str, selection: Selection, *, by_name: bool) -> str:
    """The municipality of the selection's vintage that a code, or a name in any of its languages, leads to; empty if none does."""
    found = municipality_of(asked, selection, atlas)
    if not found and asked and by_name:
        found = municipality_of(atlas.gazetteer.find(asked[:80]).nis or "", selection, atlas)
    return found or ""


def chooser(atlas: Atlas, vintage: Vintage, language: Language) -> None:
    """The searchable list, the vintage and the rule."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        municipality_box(atlas, vintage, language, key=key(PAGE, "nis"), width=380)
        vintage_control(PAGE, language)
        rule_control(PAGE, language)


def paper(atlas: Atlas, told: Profile, language: Language) -> None:
    """The sheet as a PDF, or on paper, in one click."""
    who, link, today = told.identity, versioned(here(), atlas), datetime.date.today()

    def made() -> bytes:
        return profile_pdf(atlas, told, language, day=today, permalink=link).content

    name = f"{say('download.name.atlas', language)}_{_file(told, language)}_{who.vintage.value}_{language.value}.pdf"
    with st.container(horizontal=True):
        st.download_button(
            say("municipality.pdf", language), made, name, "application/pdf", key="sheet_pdf", on_click="ignore", icon=":material/picture_as_pdf:",
        )  # fmt: skip
        if st.button(say("municipality.print", language), key="sheet_print", icon=":material/print:"):
            st.html("<script>window.print();</script>", unsafe_allow_javascript=True)


def _file(told: Profile, language: Language) -> str:
    return f"{say('municipality.file', language)}_{told.identity.nis}"


def download(atlas: Atlas, told: Profile, language: Language) -> None:
    """Everything on the sheet as one CSV with its receipt."""
    who = told.identity
    asked = Selection(rule=told.rule, vintage=who.vintage, population_year=who.population_year, municipalities=(who.nis,))
    town = f"{atlas.municipality_name(who.nis, who.vintage, language)} ({who.nis})"
    said = say("panel.labelled", language, name=say("municipality.heading", language), value=town)
    cited = set(told.initiatives["initiative_id"])
    take_away(
        atlas,
        worded(sheet_table(atlas, told, language), language),
        asked,
        language,
        name="sheet",
        called=_file(told, language),
        said=said,
        cited=cited,
    )
