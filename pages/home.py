import streamlit as st

from wallonia_map.i18n import say
from wallonia_map.ui.frame import address, app_data, navigation, page_parts
from wallonia_map.ui.frame.glossary import meaning
from wallonia_map.ui.home import sections
from wallonia_map.ui.shared import map_panel, scene_button
from wallonia_map.ui.shared.legend import legend
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.view import BEGINNING, view_params

language = navigation.language()
atlas = app_data.atlas()
address.write({})
summary = view_summary(atlas, BEGINNING, language)

page_parts.heading(say("home.heading", language))
page_parts.lead(say("home.lead", language))
board = st.container(key="board")  # as on Explore (ui/frame/style.css)
with board.container(key="home_find"):  # first for keyboard and phone
    sections.find(atlas, language)
with board:
    map_panel.draw(summary, key="home_map", height=None, label="map_label.home")
    sections.open_clicked("home_map", language)
with board.container(key="board_side"):
    with st.container(key="hint"):
        st.caption(say("home.map_hint", language))
    legend(summary, map_key="home_map")
    scene_button.add_button("explore", view_params(BEGINNING), summary.title, language)
st.header(say("home.meter_heading", language), anchor=False, help=meaning("coverage", language))
sections.meters(atlas, language)
st.header(say("home.knows_heading", language), anchor=False)
sections.what_we_know(atlas, language)
with st.container(key="ways"):
    st.header(say("home.ways_heading", language), anchor=False)
    sections.ways_on(language)
