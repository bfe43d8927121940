"""The question that the page answers, in one row: what is compared with what, where, how it is counted, the ways back and on."""

from collections.abc import Callable
from html import escape

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.model import CountingRule, Programme, Selection
from wallonia_map.place import Perimeter
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.compare import sections
from wallonia_map.ui.frame import markup, spelling, widgets
from wallonia_map.ui.frame.glossary import meaning
from wallonia_map.ui.frame.page_state import PageState, Values, key, one
from wallonia_map.ui.shared import perimeter, place_filters, scene_button
from wallonia_map.ui.shared.vintage_and_rule import rule_control, vintage_control
from wallonia_map.views.category_summary import ChangeSummary

PAGE = "compare"
#: Territories side by side, the reference aside.
MOST = 4
#: The fields that the last popover holds in each mode; in the second, the territories are the places.
_MORE = {"programmes": ("role", "vintage"), "territories": ("programme", "share", "role", "vintage")}


def row(
    atlas: Atlas, state: PageState, chosen: Values, *, places: Selection, made: tuple[Perimeter, ...], summary: ChangeSummary | None,
    language: Language,
) -> None:  # fmt: skip
    """Draw the row, in the style of Explore's.

    Parameters
    ----------
    places
        Rule, vintage and the places that two programmes are compared in.
    made
        The perimeters of one's own among the territories that are compared.
    summary
        What can be added to a talk: two programmes against each other.
    """
    mode, own = one(dict(chosen), "mode"), Selection(rule=places.rule, vintage=places.vintage, perimeters=made)
    with st.container(horizontal=True, wrap=False, gap="small", key="ask"):
        modes = {item: say(f"compare.mode_{item}", language) for item in ("programmes", "territories")}
        widgets.segmented_control(say("compare.mode", language), modes, key=key(PAGE, "mode"), required=True, label_visibility="collapsed")
        if mode == "programmes":
            _programmes(language)
            place_filters.popover(atlas, state, places, language)
            _more(state, mode, language, lambda: None)
        else:
            _territories(atlas, own, language)
            _more(state, mode, language, lambda: _counting(atlas, state, own, language))
        if state.is_changed() or state.can_undo():
            with st.container(key="chips", horizontal=True):
                state.ways_back(language)
        if summary is not None:
            params = {name: chosen[name] for name in ("a", "b", *_MORE[mode], *place_filters.PARAMETERS.values())}
            scene_button.add_button(PAGE, params, summary.title, language)
    if mode == "territories":
        perimeter.dialog(atlas, perimeter.PerimeterField(state, "t"), own, language)


def _programmes(language: Language) -> None:
    """From which programme to which; the arrow between them is style's (ui/frame/screens.css)."""
    names = {item.value: say(f"programme_long.{item.value}", language) for item in Programme}
    for name in ("a", "b"):
        widgets.selectbox(
            say(f"compare.{name}", language), names, key=key(PAGE, name), placeholder=say("explore.pick", language), persist_state="session",
            label_visibility="collapsed",
        )  # fmt: skip


def _territories(atlas: Atlas, own: Selection, language: Language) -> None:
    """Which territories, and what they are measured by; `own` has the perimeters of the visitor among them."""
    labels = sections.labels(atlas, own.vintage, own.perimeters, language)
    spelling.teach(labels.values())
    widgets.multiselect(
        say("compare.territories", language), labels, key=key(PAGE, "t"), max_selections=MOST, select_all=False, filter_mode="contains",
        placeholder=say("compare.territories", language), persist_state="session", label_visibility="collapsed",
    )  # fmt: skip
    markup.html(f'<span class="then" aria-hidden="true">{escape(say("compare.reference", language))}</span>', width="content")
    widgets.selectbox(
        say("compare.reference", language), labels, key=key(PAGE, "ref"), placeholder=say("explore.pick", language), persist_state="session",
        label_visibility="collapsed",
    )  # fmt: skip


def _more(state: PageState, mode: str, language: Language, first: Callable[[], None]) -> None:
    """The choices that are rarely made, behind one button that says how many of them are; `first` draws those of the mode alone."""
    held, label = state.count(*_MORE[mode]), say("explore.popover_more", language)
    label = say("filter.option", language, name=label, n=held) if held else label
    with widgets.popover(label, [key(PAGE, name) for name in _MORE[mode]], key=f"{PAGE}_more") as is_open:
        if is_open:
            first()
            rule_control(PAGE, language)
            vintage_control(PAGE, language)


def _counting(atlas: Atlas, state: PageState, own: Selection, language: Language) -> None:
    """What is counted in the territories, how it is shared out, and the perimeters of one's own among them."""
    widgets.multiselect(
        say("filter.programme", language), {item.value: say(f"programme.{item.value}", language) for item in Programme},
        key=key(PAGE, "programme"), help=meaning("lag", language), select_all=False, placeholder=say("explore.choose", language),
        persist_state="session",
    )  # fmt: skip
    rules = {item.value: say(f"counting.{item.value}", language) for item in CountingRule}
    widgets.segmented_control(
        say("counting.label", language), rules, key=key(PAGE, "share"), required=True, help=meaning("counting", language),
        persist_state="session",
    )  # fmt: skip
    perimeter.buttons(atlas, perimeter.PerimeterField(state, "t"), own, language)
