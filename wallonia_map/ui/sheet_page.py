"""The municipality's sheet, laid out."""

import streamlit as st

from wallonia_map.atlas import Atlas
from wallonia_map.i18n import Language, say
from wallonia_map.measures import Measure, measured
from wallonia_map.model import RoleRule, Selection, Vintage
from wallonia_map.sheet import sheet
from wallonia_map.ui import map_panel, page_parts, robust, sheet_parts, talk_state
from wallonia_map.ui.glossary import meaning
from wallonia_map.ui.sheet_choice import Chosen, download, paper
from wallonia_map.view import View, view_params


def show(atlas: Atlas, chosen: Chosen, language: Language) -> None:
    """The sheet of the chosen municipality."""
    nis, vintage, rule = chosen.nis, Vintage(chosen.vintage), RoleRule(chosen.rule)
    with st.container():  # always there, so that the map below keeps its place
        if chosen.old_code:
            told_by = "code_changed" if chosen.old_code.isdecimal() else "name_led"
            st.info(say(f"municipality.{told_by}", language, old=chosen.old_code[:80], new=nis), icon=":material/swap_horiz:")
    told = sheet(atlas, nis, vintage, chosen.year, rule=rule, language=language)
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
    left, right = st.columns([6, 5], gap="large")
    with left:
        sheet_parts.identity(atlas, told, language)
    with right:
        shown = measured(atlas, Selection(rule=rule, vintage=vintage, population_year=chosen.year), Measure.INITIATIVES)
        map_panel.draw(atlas, shown, language, key="sheet_map", chosen=nis, height=360, on_choose=chosen.choose, label="map_label.sheet")
        view = View(Selection(rule=rule, vintage=vintage, population_year=chosen.year), municipality=nis)
        talk_state.add_button("explore", view_params(view), atlas.municipality_name(nis, vintage, language), language)
        download(atlas, told, language)
    left, right = st.columns([6, 5], gap="large")
    with left:
        st.header(say("municipality.initiatives", language, n=len(told.initiatives)), anchor=False)
        sheet_parts.initiatives(atlas, told, language)
    with right:
        st.header(say("municipality.standing", language), anchor=False, help=meaning("peers", language))
        sheet_parts.standing(told, language)
        robust.does_the_count_hold(atlas, nis, Selection(rule=rule, vintage=vintage), language)
        st.header(say("municipality.neighbours", language), anchor=False)
        sheet_parts.neighbours(told, language)
        sheet_parts.around(atlas, told, language)
