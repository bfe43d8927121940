import streamlit as st

from wallonia_map.questions.coverage import coverage_of
from wallonia_map.ui.explore import choices, filters, question, side, tabs, territories
from wallonia_map.ui.frame import app_data, link_notice, navigation
from wallonia_map.ui.shared import map_panel
from wallonia_map.views.measure_summary import view_summary

language = navigation.language()
atlas = app_data.atlas()
view = choices.begin(atlas)
territories.open_clicked(view, language)
summary = view_summary(atlas, view, language)

link_notice.notice(atlas, choices.STATE, language)
question.row(atlas, view, summary)
board = st.container(key="board")  # map and answer side by side, or one below the other on a phone (ui/frame/style.css)
with board:
    map_panel.draw(
        summary, key="map", tiles=view.tiles, height=None, on_choose=choices.choose_municipality, on_territory=choices.open_territory
    )
with board.container(key="board_side"):
    side.choose_place(atlas, view, language)
    side.answer(summary, filters.count_line(summary.selected, coverage_of(atlas, view.selection), len(atlas.initiatives), language))
    filters.when_empty(atlas, summary.selected, language)
tabs.tabs(summary)
