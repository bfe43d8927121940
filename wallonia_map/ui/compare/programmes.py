"""Two programmes against each other: map and key of what is gained, kept, lost, never; then the municipalities one by one."""

from functools import partial

import streamlit as st

from wallonia_map.export.planner_tables import difference_table, file_word
from wallonia_map.i18n import Language, say
from wallonia_map.model import Selection
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.compare import outcomes
from wallonia_map.ui.frame import page_parts
from wallonia_map.ui.frame.page_state import PageState
from wallonia_map.ui.shared import map_panel, perimeter, scene_button, sensitivity
from wallonia_map.ui.shared.documents import PICTURES, documents
from wallonia_map.ui.shared.row_choice import RowChoice
from wallonia_map.ui.shared.table_download import here, take_away
from wallonia_map.views.category_summary import ChangeSummary
from wallonia_map.views.measures import Measure
from wallonia_map.views.view import View

PAGE = "compare"


def show(atlas: Atlas, state: PageState, summary: ChangeSummary | None, plain: Selection, language: Language) -> None:
    """The page in its « programmes » mode; `plain` has its rule, vintage and places, `summary` is None where both are the same."""

    def choose(code: str | None) -> None:
        state.set("nis", *filter(None, [code]))

    if summary is None:
        st.info(say("compare.same", language), icon=":material/compare_arrows:")
        return
    names = [say(f"programme.{name}", language) for name in (summary.a, summary.b)]
    board = st.container(key="board")  # as on Explore (ui/frame/style.css)
    with board.container(key="board_map"):
        map_panel.draw(summary, key="compare_map", height=None, on_choose=choose, label="map_label.quiet")
    with board.container(key="board_side"):
        page_parts.result(summary.sentence)
        st.header(summary.title, anchor=False)
        outcomes.outcomes(summary)
        scene_button.before_after_button(summary, language)
        outcomes.notes(summary)
    st.header(say("compare.list", language), anchor=False)
    outcomes.outcome_list(
        atlas, summary, RowChoice("compare_rows", summary.view.municipality, choose, partial(perimeter.compose_with, PAGE)), language
    )
    take_away(
        atlas, difference_table(summary), summary.view.selection, language, name="diff",
        called="_".join([summary.slug, *map(file_word, names)]), said=summary.sentence, cited=summary.selected.initiatives.index,
    )  # fmt: skip
    sensitivity.does_it_hold(atlas, View(plain.replace(programmes=(summary.b,)), Measure.COVERED), language)
    documents(summary, here(), PICTURES)
