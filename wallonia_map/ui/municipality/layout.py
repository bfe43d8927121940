"""The municipality's sheet, laid out."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.model import RoleRule, Selection, Vintage
from wallonia_map.questions.profile import Profile, municipality_profile
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import page_parts
from wallonia_map.ui.frame.glossary import meaning
from wallonia_map.ui.frame.page_state import key
from wallonia_map.ui.municipality import sections
from wallonia_map.ui.municipality.choice import PAGE, ProfileChoice, download, paper
from wallonia_map.ui.shared import map_panel, part_tabs, questioning, scene_button, sensitivity
from wallonia_map.ui.shared.legend import legend
from wallonia_map.ui.shared.likeness import likeness_choice
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.sentences import merger_sentence
from wallonia_map.views.view import View, view_params

MAP_KEY = "sheet_map"
_TAB = "municipality_part"
_TITLES = {"initiatives": "explore.part_initiatives", "standing": "municipality.part_standing", "official": "official.heading"}


def show(atlas: Atlas, chosen: ProfileChoice, language: Language) -> None:
    """The sheet of the chosen municipality."""
    nis, vintage, rule = chosen.nis, Vintage(chosen.vintage), RoleRule(chosen.rule)
    with st.container():  # always there, so that the map below keeps its place
        if chosen.old_code:
            told_by = "code_changed" if chosen.old_code.isdecimal() else "name_led"
            st.info(say(f"municipality.{told_by}", language, old=chosen.old_code[:80], new=nis), icon=":material/swap_horiz:")
        merger = merger_sentence(atlas, nis, rule, language)
        if merger:
            st.info(merger, icon=":material/merge:")
    told = municipality_profile(atlas, nis, vintage, chosen.year, rule=rule, by=chosen.like, language=language)
    where = (
        say("panel.arrondissement", language, name=atlas.territory_name(told.identity.arrondissement_nis, language)),
        say("panel.province", language, name=atlas.territory_name(told.identity.province_nis, language)),
    )
    name = atlas.municipality_name(nis, vintage, language)
    page_parts.result(
        " · ".join(where),
        told=say("panel.labelled", language, name=name, value=say("municipality.initiatives", language, n=len(told.initiatives))),
    )
    paper(atlas, told, language)
    sections.places_above(atlas, told, language)
    left, right = st.columns([6, 5], gap="large")
    with left:
        sections.identity(atlas, told, language)
    with right:
        view = View(Selection(rule=rule, vintage=vintage, population_year=chosen.year), municipality=nis)
        summary = view_summary(atlas, view, language)
        map_panel.draw(summary, key=MAP_KEY, height=360, on_choose=chosen.choose, label="map_label.sheet")
        legend(summary, map_key=MAP_KEY)
        scene_button.add_button("explore", view_params(view), atlas.municipality_name(nis, vintage, language), language)
        download(atlas, told, language)
    _parts(atlas, told, Selection(rule=rule, vintage=vintage), language)


def _parts(atlas: Atlas, told: Profile, counted: Selection, language: Language) -> None:
    """The questions to a municipality, one tab a part; what is closed stands for paper alone, so that a print holds the whole sheet."""
    draw: dict[str, Callable[[], None]] = {
        "initiatives": partial(_initiatives, atlas, told, language),
        "standing": partial(_standing, atlas, told, counted, language),
        "official": partial(_official, atlas, told, language),
    }
    part, tab = part_tabs.open_part(_TAB, {part: say(_TITLES[part], language) for part in draw})
    with tab:
        draw.pop(part)()
    with st.container(key="for_paper"):
        for closed in draw.values():
            closed()


def _initiatives(atlas: Atlas, told: Profile, language: Language) -> None:
    st.header(say("municipality.initiatives", language, n=len(told.initiatives)), anchor=False)
    sections.initiatives(atlas, told, language)
    questioning.ask(atlas, [str(name) for name in told.initiatives["initiative_id"]], language, key="sheet")


def _standing(atlas: Atlas, told: Profile, counted: Selection, language: Language) -> None:
    left, right = st.columns([6, 5], gap="large")
    with left:
        st.header(say("municipality.standing", language), anchor=False, help=meaning("peers", language))
        likeness_choice(key(PAGE, "like"), language)
        sections.standing(atlas, told, language)
        sensitivity.does_the_count_hold(atlas, told.identity.nis, counted, language)
    with right:
        st.header(say("municipality.neighbours", language), anchor=False)
        sections.neighbours(told, language)
        sections.around(atlas, told, language)


def _official(atlas: Atlas, told: Profile, language: Language) -> None:
    st.header(say("official.heading", language), anchor=False)  # the whole width: its four columns do not fit into half
    sections.official(atlas, told, language)
