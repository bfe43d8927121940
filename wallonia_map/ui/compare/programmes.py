"""Two programmes against each other: map and key of what is gained, kept, lost, never; then tabs."""

from functools import partial

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.model import Selection
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.compare import outcomes, tabs
from wallonia_map.ui.frame.page_state import PageState
from wallonia_map.ui.shared import map_panel, perimeter, scene_button
from wallonia_map.ui.shared.row_choice import RowChoice
from wallonia_map.views.category_summary import ChangeSummary

PAGE = "compare"


def show(atlas: Atlas, state: PageState, summary: ChangeSummary | None, plain: Selection, language: Language) -> None:
    """The page in its « programmes » mode; `plain` has its rule, vintage and places, `summary` is None where both are the same."""

    def choose(code: str | None) -> None:
        state.set("nis", *filter(None, [code]))

    if summary is None:
        st.info(say("compare.same", language), icon=":material/compare_arrows:")
        return
    board = st.container(key="board")  # as on Explore (ui/frame/screens.css)
    with board:
        map_panel.draw(summary, key="compare_map", height=None, on_choose=choose, label="map_label.quiet")
    with board.container(key="board_side"):
        outcomes.outcomes(summary)
        scene_button.before_after_button(summary, language)
    choice = RowChoice("compare_rows", summary.view.municipality, choose, partial(perimeter.compose_with, PAGE))
    tabs.tabs(tabs.Answer(atlas, summary, plain, choice, language))
