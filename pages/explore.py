import streamlit as st

from wallonia_map.i18n import say
from wallonia_map.questions.coverage import coverage_of
from wallonia_map.ui.explore import choices, embed, filters, sections
from wallonia_map.ui.explore.map_options import map_options
from wallonia_map.ui.frame import app_data, navigation, page_parts
from wallonia_map.ui.shared import documents, downloads, map_panel, sensitivity, tables, talk_state
from wallonia_map.ui.shared.legend import legend
from wallonia_map.ui.shared.meter import basis, meter
from wallonia_map.ui.shared.municipality_panel import panel
from wallonia_map.ui.shared.municipality_select import municipality_box
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.view import view_params

language = navigation.language()
atlas = app_data.atlas()
view = choices.begin(atlas)
chosen = view.selection
summary = view_summary(atlas, view, language)
selected = summary.selected
coverage = coverage_of(atlas, chosen)

page_parts.heading(say("explore.heading", language))
filters.filter_column(atlas, chosen, language)
with st.container(horizontal=True, vertical_alignment="bottom"):
    sections.measure_choice(view, language)
    map_options(atlas, view, language)
    talk_state.add_button("explore", view_params(view), summary.name, language)
with st.container():  # always there: were the map to move up or down the page, the browser would load it anew
    filters.chips(atlas, chosen, language)
page_parts.result(filters.count_line(selected, coverage, len(atlas.initiatives), language))
with st.container():
    filters.when_empty(atlas, selected, language)

board = st.container(key="board")  # map and list side by side or stacked, as the width allows (ui/frame/style.css)
with board.container(key="board_map"):
    map_panel.draw(summary, key="map", tiles=view.tiles, on_choose=choices.choose_municipality)
    legend(summary, spread=True)
    page_parts.text_alternative(summary.sentence)
with board.container(key="board_side"):
    municipality_box(atlas, chosen.vintage, language, key=choices.key("nis"))
    if view.municipality is not None:
        panel(summary, view.municipality)
    else:
        meter(say("home.meter_heading", language), summary.coverage, basis(chosen.rule, summary.year, language), language, level=2)
        with st.container(key="hint"):
            st.caption(say("explore.panel_hint", language))
    sensitivity.does_it_hold(atlas, view, language)

with board.container(key="board_list"):
    st.header(say("explore.table_heading", language), anchor=False)
    tables.municipality_table(summary)
st.header(say("explore.list_heading", language), anchor=False)
sections.initiatives(atlas, selected, language)
downloads.downloads(summary)
documents.documents(summary, downloads.permalink(atlas, view, language))
embed.offer(summary)
