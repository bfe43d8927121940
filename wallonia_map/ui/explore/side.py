"""What stands beside the map: the place that is looked for, the answer in figures, the legend."""

from html import escape

from wallonia_map.i18n import Language, say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.ui.explore import choices, territories
from wallonia_map.ui.frame import markup, page_parts
from wallonia_map.ui.shared.legend import legend_html
from wallonia_map.ui.shared.meter import basis, meter_html
from wallonia_map.ui.shared.municipality_panel import panel_html
from wallonia_map.ui.shared.municipality_select import municipality_box
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.view import View


def choose_place(atlas: Atlas, view: View, language: Language) -> None:
    """The list to search, which does all that a click on the map does."""
    municipality_box(atlas, view.selection.vintage, language, key=choices.key("nis"), label_visibility="collapsed")


def answer(summary: ViewSummary, sentence: str) -> None:
    """What was found, the coverage or what the chosen municipality is, the legend, its initiatives: one element, so that no part waits for another."""
    markup.html(_answer(summary.atlas, summary.question, sentence))


@atlas_cache(64)
def _answer(atlas: Atlas, question: tuple[View, Language], sentence: str) -> str:
    summary = view_summary(atlas, *question)
    language, nis = summary.language, summary.view.municipality
    if nis is None:
        told = basis(summary.view.selection.rule, summary.year, language)
        first, last = meter_html(say("home.meter_heading", language), summary.coverage, told, language, level=2), ""
    else:
        first, last = panel_html(summary.atlas, summary.selected, nis, language)
    stays = territories.stays_told(summary.view, language)
    note = f'<p class="note">{escape(stays)}</p>' if stays else ""
    return page_parts.result_html(sentence) + first + note + legend_html(summary) + last
