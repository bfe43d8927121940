"""The filters: the widgets of each panel, and the chips that show and remove what is chosen."""

from collections.abc import Callable, Iterable
from urllib.parse import urlencode

import streamlit as st

from wallonia_map.i18n import Language, listing, number, say
from wallonia_map.model import Confidence, LeadType, Programme, Selection, Status, Theme
from wallonia_map.questions.coverage import Coverage
from wallonia_map.questions.facets import facets
from wallonia_map.questions.selection import Selected, select, to_params, without
from wallonia_map.questions.start_years import start_years
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.explore import choices
from wallonia_map.ui.explore.choices import STATE, key
from wallonia_map.ui.explore.figure_range import figure_range
from wallonia_map.ui.frame import page_parts, spelling, widgets
from wallonia_map.ui.frame.glossary import meaning
from wallonia_map.ui.shared import place_filters
from wallonia_map.ui.shared.vintage_and_rule import rule_control
from wallonia_map.views.sentences import filters_of

#: Filter → choice → initiatives that it would leave.
Counts = dict[str, dict[str, int]]
#: Filters whose text a visitor typed: a button would read it as Markdown.
_TYPED = ("perimeters", "words")


def panel(name: str, atlas: Atlas, chosen: Selection, language: Language) -> None:
    """Draw the filters of one panel; each choice says how many initiatives it would leave under the other filters."""
    counts = _counts(urlencode(to_params(chosen), doseq=True), atlas.catalog.fingerprint, atlas, chosen)

    def several(field: str, label: str, options: Iterable[str], *, words: str = "", help_text: str | None = None) -> None:
        names = {str(item): say(f"{words or label}.{item}", language) for item in options}
        _choices(field, label, names, counts, language=language, help_text=help_text)

    def stages() -> None:
        several("statuses", "stage", Status, help_text=say("filter.stage_help", language))
        _years(atlas, language)

    def more() -> None:
        rule_control(choices.PAGE, language)
        several("lead_types", "lead", LeadType, words="lead_type", help_text=meaning("agency", language))
        several("confidences", "confidence", Confidence, help_text=meaning("confidence", language))
        st.text_input(say("filter.words", language), key=key("q"), max_chars=80, placeholder=say("filter.words_placeholder", language))
        figure_range(atlas, chosen, language)

    _teach(atlas, chosen, language)
    panels: dict[str, Callable[[], None]] = {
        "programme": lambda: several("programmes", "programme", Programme, help_text=meaning("lag", language)),
        "theme": lambda: several("themes", "theme", Theme), "place": lambda: place_filters.filters(atlas, STATE, chosen, language, counts), "stage": stages, "more": more,
    }  # fmt: skip
    panels[name]()


def _teach(atlas: Atlas, chosen: Selection, language: Language) -> None:
    """Let the filters' lists find words that are typed without their accents."""
    families = (("theme", Theme), ("stage", Status), ("lead_type", LeadType), ("confidence", Confidence))
    words = [say(f"{family}.{item}", language) for family, items in families for item in items]
    spelling.teach([*words, *place_filters.words(atlas, chosen, language)], of="filters-spelled")


@st.cache_data(show_spinner=False, max_entries=512)
def _counts(asked: str, fingerprint: str, _atlas: Atlas, _selection: Selection) -> Counts:  # noqa: ARG001 (the first two are the key)
    return facets(_atlas, _selection)


def _choices(field: str, label: str, names: dict[str, str], counts: Counts, *, language: Language, help_text: str | None = None) -> None:
    labels = {item: say("filter.option", language, name=name, n=counts[field].get(item, 0)) for item, name in names.items()}
    feminine = label in ("stage", "confidence")
    widgets.multiselect(
        say(f"filter.{label}", language), labels, key=key(choices.FIELD_OF[field]), select_all=False,
        placeholder=say("explore.choose_f" if feminine else "explore.choose", language), help=help_text,
    )  # fmt: skip


def _years(atlas: Atlas, language: Language) -> None:
    years = {str(year): str(year) for year in start_years(atlas)}
    with st.container(horizontal=True, gap="small", wrap=False):
        for name, label in (("from", "years"), ("to", "to")):
            widgets.selectbox(
                say(f"filter.{label}", language), years, key=key(name), clearable=True, width="stretch",
                placeholder=say("filter.any_year", language),
            )  # fmt: skip


def chips(atlas: Atlas, chosen: Selection, language: Language) -> None:
    """One removable chip per filter, in what the row leaves free; then undo and clear, which stay in sight however many chips there are."""
    active = filters_of(atlas, chosen, language)
    if active:
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key="chips"):
            for field, value, label in active:
                text = page_parts.plain(label) if field in _TYPED else label
                st.button(
                    text, key=f"chip-{field}-{value}", icon=":material/close:", icon_position="right", on_click=choices.remove, args=(field, value),
                    help=say("filter.remove", language, name=text),
                )  # fmt: skip
    elif not STATE.can_undo():
        return
    with st.container(horizontal=True, gap=None, vertical_alignment="center", key="steps", width="content"):
        for shown, word, icon, act in (
            (STATE.can_undo(), "undo", ":material/undo:", STATE.undo),
            (bool(active), "clear", ":material/backspace:", choices.clear),
        ):
            if shown:
                label = say(f"explore.{word}", language)
                st.button(label, key=word, type="tertiary", icon=icon, on_click=act, help=label)


def when_empty(atlas: Atlas, selected: Selected, language: Language) -> None:
    """Say that nothing answers the filters, which one to drop for how many initiatives, and offer the way back."""
    if not selected.initiatives.empty:
        return
    names: dict[str, list[str]] = {}
    for field, value, name in filters_of(atlas, selected.selection, language):
        label = value if field == "words" else name  # the way back has quotation marks of its own
        names.setdefault(field, []).append(page_parts.plain(label) if field in _TYPED else label)
    ways = {field: len(select(atlas, without(selected.selection, field)).initiatives) for field in names}
    useful = sorted((field for field in ways if ways[field]), key=lambda field: -ways[field])
    hint = say("steps.teach" if useful else "steps.teach_none", language) if len(names) > 1 else ""
    st.info(f"{say('explore.empty', language)} {hint}".strip(), icon=":material/filter_alt_off:")
    with st.container(horizontal=True, gap="small"):
        for field in useful:
            text = say("steps.first", language, name=listing(names[field], language), n=ways[field])
            st.button(text, key=f"without-{field}", icon=":material/close:", on_click=choices.remove, args=(field,))
        if STATE.can_undo():
            st.button(say("explore.undo_last", language), on_click=STATE.undo, key="undo_empty", icon=":material/undo:")


def count_line(selected: Selected, coverage: Coverage, every: int, language: Language) -> str:
    """« N initiatives of M · K municipalities », how many are left once probable duplicates are united, how many have no year.

    K is a range where of some municipalities it is not known whether they are covered.
    """
    shown, distinct, covered = len(selected.initiatives), selected.distinct, coverage.municipalities_covered
    most, _, _ = coverage.most
    few = say("explore.places", language, n=covered)
    places = few if most == covered else say("explore.places_range", language, low=number(covered, language), high=number(most, language))
    text = say("explore.count", language, n=shown, of=number(every, language), places=places)
    more = [say("explore.count_distinct", language, n=distinct)] if distinct != shown else []
    more += [say("explore.count_undated", language, n=len(selected.undated))] if len(selected.undated) else []
    return " · ".join([text, *more])
