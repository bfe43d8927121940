"""The profile of a place, laid out."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.questions.place_profile import PlaceProfile
from wallonia_map.questions.territory import TerritoryKind
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import navigation, page_parts, widgets
from wallonia_map.ui.frame.glossary import meaning
from wallonia_map.ui.frame.page_state import key
from wallonia_map.ui.place import files, helpers, sections
from wallonia_map.ui.place.choice import HELP, PAGE, PlaceChoice, choose_municipality
from wallonia_map.ui.shared import map_panel, part_tabs, scene_button, tables
from wallonia_map.ui.shared.legend import legend
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.place_lines import listed_sentence, neighbours_heading, place_kind, place_name, place_sentence, spots_sentence
from wallonia_map.views.view import View, view_params

MAP_KEY = "place_map"
_TAB = "place_part"


def show(atlas: Atlas, profile: PlaceProfile, chosen: PlaceChoice, language: Language) -> None:
    """Everything about the place: what it is, its map with the municipality that is `chosen` there, and a section for each question."""
    page_parts.result(place_sentence(atlas, profile, language))
    left, right = st.columns([6, 7], gap="large")
    with left:
        sections.identity(atlas, profile, language)
    with right:
        view = View(profile.map_selection, municipality=chosen.nis)
        summary = view_summary(atlas, view, language)
        map_panel.draw(summary, key=MAP_KEY, height=400, presets=False, on_choose=choose_municipality, label="map_label.place")
        _chosen(atlas, profile, chosen.nis, language)
        legend(summary, map_key=MAP_KEY)
        with st.container(horizontal=True, vertical_alignment="center"):
            scene_button.add_button(
                "explore", view_params(replace(view, municipality=None)), place_name(atlas, profile, language), language
            )
            sections.to_compare(profile, language)
    files.papers(atlas, profile, language)
    if profile.has_members:
        _parts(atlas, profile, chosen.help_theme, language)
    else:
        _initiatives(atlas, profile, language)
    st.header(say("report.unknown", language), anchor=False)
    sections.unknown(atlas, profile, language)
    files.rows(atlas, profile, language, said=f"{place_name(atlas, profile, language)} ({place_kind(profile, language)})")


def _chosen(atlas: Atlas, profile: PlaceProfile, nis: str | None, language: Language) -> None:
    """The way to the page of the municipality that is chosen on the map."""
    if nis is None:
        return
    vintage = profile.map_selection.vintage
    st.page_link(
        navigation.pages(language)["municipality"], label=atlas.municipality_name(nis, vintage, language), icon=navigation.MENU["municipality"],
        query_params=navigation.link({"nis": nis, "vintage": vintage.value}, language),
    )  # fmt: skip


def _parts(atlas: Atlas, profile: PlaceProfile, help_theme: str, language: Language) -> None:
    """The questions to a place, one tab a part; what is closed stands for paper alone (ui/frame/screens.css), so that a print holds the whole page."""
    draw: dict[str, Callable[[], None]] = {
        "spots": partial(_spots, atlas, profile, help_theme, language),
        "figures": partial(_figures, atlas, profile, language),
        "initiatives": partial(_initiatives, atlas, profile, language),
        "around": partial(_around, atlas, profile, language),
    }
    titles = {part: say(f"place.part_{part}", language) for part in draw}
    part, tab = part_tabs.open_part(_TAB, titles)
    with tab:
        draw.pop(part)()
    if part != "spots":
        widgets.repeat(key(PAGE, HELP))  # of a widget that is no longer drawn, Streamlit would hold what the session knew before it was
        draw["spots"] = partial(_spots, atlas, profile, help_theme, language, is_paper=True)
    with st.container(key="for_paper"):
        for closed in draw.values():
            closed()


def _figures(atlas: Atlas, profile: PlaceProfile, language: Language) -> None:
    left, right = st.columns([6, 7], gap="large")
    with left:
        st.header(say("place.themes", language), anchor=False)
        with st.container(key="place_themes"):  # by this name its head may break into lines
            sections.themes(profile, language)
        st.header(say("place.money", language), anchor=False)
        sections.money(profile, language)
    with right:
        st.header(say("official.heading", language), anchor=False)
        sections.official(atlas, profile, language)


def _initiatives(atlas: Atlas, profile: PlaceProfile, language: Language) -> None:
    st.header(say("municipality.initiatives", language, n=len(profile.initiatives)), anchor=False)
    if profile.has_members:
        st.caption(listed_sentence(profile, language))
    tables.initiative_table(atlas, list(profile.initiatives["initiative_id"]), language, name=place_name(atlas, profile, language))


def _spots(atlas: Atlas, profile: PlaceProfile, help_theme: str, language: Language, *, is_paper: bool = False) -> None:
    if profile.territory.kind is TerritoryKind.PERIMETER:
        st.header(say("place.against_groups", language), anchor=False)
        sections.against_groups(atlas, profile, language)
    st.header(spots_sentence(profile, language), anchor=False, help=meaning("white_spot", language))
    sections.spots(atlas, profile, language)
    st.header(say("place.helpers", language), anchor=False, help=meaning("peers", language))
    (helpers.table if is_paper else helpers.show)(atlas, profile, help_theme, language)


def _around(atlas: Atlas, profile: PlaceProfile, language: Language) -> None:
    left, right = st.columns([6, 7], gap="large")
    with left:
        st.header(neighbours_heading(profile, language), anchor=False)
        sections.neighbours(profile, language)
    with right:
        st.header(say("municipality.organisations", language), anchor=False)
        sections.organisations(atlas, profile, language)
