"""The question that the page answers, in one row: what is laid over what, where, how it is counted, the ways back and on."""

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.model import Selection
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import widgets
from wallonia_map.ui.frame.page_state import PageState, Values, key, one
from wallonia_map.ui.shared import place_filters, scene_button
from wallonia_map.ui.shared.vintage_and_rule import rule_control, vintage_control
from wallonia_map.ui.white_spots import sections
from wallonia_map.views.category_summary import OverlapSummary
from wallonia_map.views.overlap_parts import part_name

PAGE = "white"
#: The fields that the last popover holds.
_MORE = ("role", "vintage")


def row(atlas: Atlas, state: PageState, chosen: Values, *, plain: Selection, summary: OverlapSummary | None, language: Language) -> None:
    """The row, in the style of Explore's; `summary` is what can be added to a talk."""
    kind = one(dict(chosen), "kind")
    with st.container(horizontal=True, wrap=False, gap="small", key="ask"):
        kinds = {item: say(f"white_spots.kind_{item}", language) for item in ("programmes", "themes")}
        widgets.segmented_control(
            say("white_spots.kind", language), kinds, key=key(PAGE, "kind"), required=True, label_visibility="collapsed"
        )
        widgets.multiselect(
            say(f"white_spots.parts.{kind}", language), {part: part_name(kind, part, language) for part in sections.every(kind)},
            key=key(PAGE, kind), max_selections=3, placeholder=say("explore.pick", language), select_all=False, persist_state="session",
            label_visibility="collapsed",
        )  # fmt: skip
        place_filters.popover(atlas, state, plain, language)
        held, label = state.count(*_MORE), say("explore.popover_more", language)
        label = say("filter.option", language, name=label, n=held) if held else label
        with widgets.popover(label, [key(PAGE, name) for name in _MORE], key=f"{PAGE}_more") as is_open:
            if is_open:
                rule_control(PAGE, language)
                vintage_control(PAGE, language)
        if state.is_changed() or state.can_undo():
            with st.container(key="chips", horizontal=True):
                state.ways_back(language)
        if summary is not None:
            params = {name: chosen[name] for name in ("kind", summary.kind, *_MORE, *place_filters.PARAMETERS.values())}
            scene_button.add_button("white_spots", params, summary.title, language)
