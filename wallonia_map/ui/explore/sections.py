"""Parts of Explore: what the map shows, an official figure by territory, the initiatives that the filters leave, the wide ones apart, and what the years left out."""

from html import escape

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.model import CountingRule
from wallonia_map.questions.selection import Selected, select
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.explore.choices import key
from wallonia_map.ui.frame import widgets
from wallonia_map.ui.shared import drawing, questioning, tables
from wallonia_map.views.indicator_summary import IndicatorSummary
from wallonia_map.views.measures import Measure
from wallonia_map.views.not_known import undated_told
from wallonia_map.views.territory_lines import territory_header, territory_lines
from wallonia_map.views.view import View


def measure_choice(view: View, language: Language) -> None:
    """What the map shows and, for money, how an amount shared by several municipalities counts."""
    widgets.selectbox(
        say("measure.label", language), {item.value: say(f"measure.{item}", language) for item in Measure}, key=key("show"), width=250,
        label_visibility="collapsed",
        placeholder=say("explore.pick", language),
    )  # fmt: skip
    if view.measure is Measure.SUBSIDY:
        widgets.selectbox(
            say("counting.label", language), {item.value: say(f"counting.{item}", language) for item in CountingRule}, key=key("share"),
            width=250, label_visibility="collapsed", placeholder=say("explore.pick", language), persist_state="session",
        )  # fmt: skip


def territories_html(summary: IndicatorSummary) -> str:
    """The official figure of the whole and of each province, with what kind of figure it is."""
    language = summary.language
    lines = territory_lines(summary.atlas, summary.indicator, summary.view.selection, language)
    rows = [[escape(text) for text in (line.name, line.value, line.basis, line.known)] for line in lines]
    table = drawing.table(territory_header(language), rows, numbers=(1, 3), caption=say("official.by_territory", language))
    return f'{table}<p class="note">{escape(say("official.by_territory_note", language))}</p>' if rows else ""


def initiatives(atlas: Atlas, selected: Selected, language: Language) -> None:
    """The initiatives with a place, then those of a province or the region: listed, never spread."""
    _without_year(atlas, selected, language)
    everywhere = set(atlas.wide.index)
    placed = [identifier for identifier in selected.identifiers if identifier not in everywhere]
    wide = [identifier for identifier in selected.identifiers if identifier in everywhere]
    tables.initiative_table(atlas, placed, language, name=say("explore.list_heading", language))
    if wide:
        heading = say("explore.wide_heading", language, n=len(wide))
        st.header(heading, anchor=False)
        tables.initiative_table(atlas, wide, language, name=heading)
    questioning.ask(atlas, [*placed, *wide], language, key=key("list"))


def _without_year(atlas: Atlas, selected: Selected, language: Language) -> None:
    """Say how many initiatives the filter on years leaves out because their year is not known: nothing drops in silence."""
    chosen = selected.selection
    if undated := undated_told(selected, language, "years.not_in_list"):
        st.caption(undated)
    if chosen.first_year is None and chosen.last_year is None:
        return
    every = select(atlas, chosen.replace(first_year=None, last_year=None)).initiatives
    unknown = int(every["start_year"].isna().sum())
    if unknown:
        st.caption(say("explore.year_unknown", language, n=unknown))
