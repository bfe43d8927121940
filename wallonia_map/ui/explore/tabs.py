"""What lies below the map, one tab a part: only the open one is worked out, and opening one runs nothing else."""

from collections.abc import Callable
from functools import partial
from html import escape

import streamlit as st

from wallonia_map.i18n import say
from wallonia_map.ui.explore import choices, embed, sections
from wallonia_map.ui.explore.initiatives import initiatives
from wallonia_map.ui.explore.need import need
from wallonia_map.ui.explore.territories import territories
from wallonia_map.ui.explore.years import show_years
from wallonia_map.ui.frame import markup, page_parts
from wallonia_map.ui.shared import documents, downloads, part_tabs, perimeter, sensitivity, tables
from wallonia_map.ui.shared.histogram import histogram
from wallonia_map.ui.shared.row_choice import RowChoice
from wallonia_map.views.indicator_summary import IndicatorSummary
from wallonia_map.views.map_alternative import map_alternative
from wallonia_map.views.measure_summary import by_municipality
from wallonia_map.views.summary import ViewSummary

_TAB = "explore_part"


def _words(summary: ViewSummary) -> None:
    markup.html(f'<p class="said" role="note">{escape(map_alternative(summary))}</p>{histogram(summary.spread, summary.language)}')
    if isinstance(summary, IndicatorSummary):
        territories = sections.territories_html(summary)
        if territories:  # no territory has a figure where no place is left
            markup.html(territories)


def _robust(summary: ViewSummary) -> None:
    sensitivity.how_it_holds(summary.atlas, summary.view, summary.language)


def _files(summary: ViewSummary) -> None:
    """All that can be taken away: rows, which are of municipalities whatever the map's level; documents and a figure, which are of the map."""
    downloads.downloads(by_municipality(summary))
    documents.documents(summary, downloads.permalink(summary.atlas, summary.view, summary.language))
    embed.offer(summary)


def _municipalities(summary: ViewSummary) -> None:
    choice = RowChoice(
        "explore_rows",
        summary.view.municipality,
        choices.choose_municipality,
        partial(perimeter.compose_with, choices.PAGE),
        runs_alone=True,
    )
    tables.municipality_table(summary, choice)


#: Part → what draws it, in the order of the tabs.
PARTS: dict[str, Callable[[ViewSummary], None]] = {
    "words": _words,
    "municipalities": _municipalities,
    "territories": territories,
    "initiatives": initiatives,
    "need": need,
    "years": show_years,
    "robust": _robust,
    "download": _files,
}
#: Parts that speak of what the map draws; the others have a row, or a count, per municipality whatever its level.
OF_THE_MAP = ("words", "territories", "download")


@st.fragment
def tabs(summary: ViewSummary) -> None:
    """The tabs of what `summary` shows; what is open stays open from run to run, whatever the language."""
    titles = {part: say(f"explore.part_{part}", summary.language) for part in PARTS}
    part, tab = part_tabs.open_part(_TAB, titles, None if _TAB in st.session_state else _asked(summary))
    # A fragment runs alone: what fails in it does not reach the edge of the page.
    with tab, page_parts.one_sentence_for_errors(summary.language):
        PARTS[part](summary if part in OF_THE_MAP else by_municipality(summary))


def _asked(summary: ViewSummary) -> str | None:
    """The part that a link speaks of: need of a scene of need; of a year, the way on to the next one."""
    return "need" if summary.view.need is not None else "years" if summary.view.selection.until is not None else None
