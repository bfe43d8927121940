"""What the municipality page is asked for, and the sheet as a file."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from wallonia_map.export.profile_pdf import profile_pdf
from wallonia_map.export.profile_table import sheet_table
from wallonia_map.i18n import Language, say
from wallonia_map.model import RoleRule, Selection, Vintage
from wallonia_map.questions.profile import Profile
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import address, page_state
from wallonia_map.ui.frame.glossary import meaning
from wallonia_map.ui.frame.page_state import Choice, key, one
from wallonia_map.ui.shared.municipality_select import municipality_box
from wallonia_map.ui.shared.table_download import here, take_away
from wallonia_map.views.view import municipality_of

PAGE = "municipality"
_CAME_BY = "_came_by"


@dataclass(frozen=True)
class ProfileChoice:
    """The page's choices; `old_code` is the code that was asked for, where it has changed since."""

    nis: str
    vintage: str
    rule: str
    year: int | None
    old_code: str
    choose: Callable[[str], None]


def choose(nis: str) -> None:
    """Make `nis` the municipality of the sheet."""
    st.session_state[key(PAGE, "nis")] = nis


def choices(atlas: Atlas) -> ProfileChoice:
    """Municipality (any code leads to it), vintage, role rule and population year."""
    asked = next(iter(address.parameters().get("nis", ())), "") if address.arrived() else ""
    years = sorted({str(year) for vintage in Vintage for year in atlas.population_years(vintage)})
    every = {code for vintage in Vintage for code in atlas.municipalities(vintage).index} | set(
        atlas.tables["municipalities_source"]["nis_2018"]
    )
    chosen = page_state.begin(PAGE, {
        "nis": Choice(every), "vintage": Choice(list(Vintage), (Vintage.V2019.value,)), "role": Choice(list(RoleRule), (RoleRule.STRICT.value,)),
        "year": Choice(years),
    })  # fmt: skip
    vintage = Vintage(one(chosen, "vintage"))
    found = municipality_of(one(chosen, "nis"), Selection(vintage=vintage), atlas) or ""
    if found != (st.session_state.get(key(PAGE, "nis")) or ""):
        choose(found)
    if asked and not found:  # a name leads there too, in any of its languages
        match = atlas.gazetteer.find(asked[:80])
        found = municipality_of(match.nis_2019 or "", Selection(vintage=vintage), atlas) or ""
        if found:
            choose(found)
    if asked and found and asked != found:
        st.session_state[_CAME_BY] = (asked, found)  # the note stays until another municipality is chosen
    old, led_to = st.session_state.get(_CAME_BY, ("", ""))
    year = int(one(chosen, "year")) if one(chosen, "year") else None
    known = year if year in atlas.population_years(vintage) else None
    return ProfileChoice(found, vintage.value, one(chosen, "role"), known, old if found and led_to == found else "", choose)


def chooser(atlas: Atlas, vintage: Vintage, language: Language) -> None:
    """The searchable list, the vintage and the rule."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        municipality_box(atlas, vintage, language, key=key(PAGE, "nis"), width=380)
        st.segmented_control(
            say("explore.vintage", language), [item.value for item in Vintage], key=key(PAGE, "vintage"), required=True, help=meaning("vintage", language),
        )  # fmt: skip
        st.segmented_control(
            say("filter.rule", language), [item.value for item in RoleRule], key=key(PAGE, "role"), required=True, help=say("meter.how_text", language),
            format_func=lambda rule: say(f"rule.{rule}.short", language),
        )  # fmt: skip


def paper(atlas: Atlas, told: Profile, language: Language) -> None:
    """The sheet as a PDF, or on paper, in one click."""
    who, link, today = told.identity, here(), datetime.date.today()

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
        atlas, sheet_table(atlas, told, language), asked, language, name="sheet", called=_file(told, language), said=said, cited=cited
    )
