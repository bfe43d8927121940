import streamlit as st

from wallonia_map.i18n import say
from wallonia_map.measures import Measure, measured
from wallonia_map.model import Selection
from wallonia_map.ui import address, data, home_parts, map_panel, navigation, page_parts, talk_state
from wallonia_map.ui.glossary import meaning
from wallonia_map.ui.legend import legend

navigation.require_frame()
language = navigation.language()
atlas = data.atlas()
address.write({})
shown = measured(atlas, Selection(), Measure.INITIATIVES)

page_parts.heading(say("home.heading", language))
page_parts.lead(say("home.lead", language))
home_parts.find(atlas, language)
left, right = st.columns([5, 6], gap="large")
with left:
    st.header(say("home.meter_heading", language), anchor=False, help=meaning("coverage", language))
    home_parts.meters(atlas, language)
with right:
    st.header(say("home.map_heading", language), anchor=False)
    map_panel.draw(atlas, shown, language, key="home_map", height=560, label="map_label.home")
    home_parts.open_clicked("home_map", language)
    with st.container(key="hint"):
        st.caption(say("home.map_hint", language))
    legend(atlas, shown, language, map_key="home_map")
    talk_state.add_button("explore", {}, say("home.map_heading", language), language)
st.header(say("home.knows_heading", language), anchor=False)
home_parts.what_we_know(atlas, language)
with st.container(key="ways"):
    st.header(say("home.ways_heading", language), anchor=False)
    home_parts.ways_on(language)
