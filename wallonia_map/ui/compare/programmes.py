"""Two programmes against each other: map and table of what is gained, kept, lost, never."""

from functools import partial

import streamlit as st

from wallonia_map.export.planner_tables import difference_table, file_word
from wallonia_map.i18n import Language, say
from wallonia_map.model import Programme, Selection
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.compare import sections
from wallonia_map.ui.frame import page_parts, widgets
from wallonia_map.ui.frame.page_state import PageState, key, one
from wallonia_map.ui.shared import map_panel, perimeter, place_filters, sensitivity, talk_state
from wallonia_map.ui.shared.documents import PICTURES, documents
from wallonia_map.ui.shared.row_choice import RowChoice
from wallonia_map.ui.shared.table_download import here, take_away
from wallonia_map.views.category_summary import change_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.view import View

PAGE = "compare"


def show(atlas: Atlas, state: PageState, chosen: dict[str, tuple[str, ...]], plain: Selection, language: Language) -> None:
    """The page in its « programmes » mode; `plain` has its rule, vintage and places."""

    def choose(code: str | None) -> None:
        state.set("nis", *filter(None, [code]))

    programmes = {item.value: say(f"programme_long.{item.value}", language) for item in Programme}
    left, right = st.columns(2)
    for column, name in ((left, "a"), (right, "b")):
        with column:
            widgets.selectbox(
                say(f"compare.{name}", language), programmes, key=key(PAGE, name), placeholder=say("explore.pick", language),
                persist_state="session",
            )  # fmt: skip
    one_, other = one(chosen, "a"), one(chosen, "b")
    if one_ == other:
        st.info(say("compare.same", language), icon=":material/compare_arrows:")
        return
    summary = change_summary(chosen, atlas, language)
    found, names = summary.found, [say(f"programme.{name}", language) for name in (one_, other)]
    left, right = st.columns([7, 6], gap="large")
    with left:
        map_panel.draw(summary, key="compare_map", on_choose=choose, presets=False, label="map_label.quiet")
    with right:
        st.header(summary.title, anchor=False)
        page_parts.result(summary.sentence)
        sections.outcomes(summary)
        talk_state.add_button(
            PAGE,
            {name: chosen[name] for name in ("a", "b", "role", "vintage", *place_filters.PARAMETERS.values())},
            summary.title,
            language,
        )
        sections.notes(atlas, found, names[0], names[1], language)
    sensitivity.does_it_hold(atlas, View(plain.replace(programmes=(other,)), Measure.COVERED), language)
    st.header(say("compare.list", language), anchor=False)
    sections.outcome_list(
        atlas, summary, RowChoice("compare_rows", summary.view.municipality, choose, partial(perimeter.compose_with, PAGE)), language
    )
    cited = summary.selected.initiatives.index
    take_away(
        atlas,
        difference_table(summary),
        summary.view.selection,
        language,
        name="diff",
        called="_".join([summary.slug, *map(file_word, names)]),
        said=summary.sentence,
        cited=cited,
    )
    documents(summary, here(), PICTURES)
