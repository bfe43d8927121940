"""The legend, outside the map: swatch, class, municipalities, inhabitants; from the lines that every legend writes."""

from html import escape

from wallonia_map.i18n import number, say
from wallonia_map.maps.territory_paint import mark_of
from wallonia_map.maps.updates import group_signs
from wallonia_map.ui.frame import markup
from wallonia_map.ui.frame.glossary import explained
from wallonia_map.ui.shared import drawing
from wallonia_map.ui.shared.histogram import histogram
from wallonia_map.views.dots import COVERED, DotLine
from wallonia_map.views.legend_line import LegendLine
from wallonia_map.views.summary import ViewSummary


def legend(summary: ViewSummary, *, map_key: str = "map", spread: bool = False, with_basis: bool = True) -> None:
    """Draw the legend of what the map `map_key` shows; its rows light up their municipalities there.

    `spread`: with a histogram of its values; `with_basis`: with what it rests on, which one of several legends says for all.
    """
    drawn = histogram(summary.spread, summary.language) if spread else ""
    markup.html(legend_html(summary, map_key=map_key, with_basis=with_basis) + drawn)


def legend_html(summary: ViewSummary, *, map_key: str = "map", with_basis: bool = True) -> str:
    """The legend as a table with caption and header, then what it rests on."""
    language, signs = summary.language, group_signs(summary)
    body = "".join(_row(line, language, signs.get(line.category, "")) for line in summary.legend)
    body += "".join(
        f"<tr><td>{drawing.dot(is_covered=line.state == COVERED)}{escape(line.label)}</td>{_counts(line, language)}</tr>"
        for line in summary.dot_key
    )
    headings = (say("legend.columns_class", language), summary.count_heading, say("legend.columns_inhabitants", language))
    head = "".join(f'<th scope="col"{" class=n" if place else ""}>{escape(name)}</th>' for place, name in enumerate(headings))
    table = (
        f'<table class="legend" data-map="{escape(map_key, quote=True)}"><caption>{escape(summary.caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
    if not with_basis:
        return f'<div class="scroll">{table}</div>'
    key = drawing.circle_key(summary.circle_key_px, summary.circle_colour)
    note = f"○ {summary.circles_told}. {summary.source_line}" if summary.has_circles else summary.source_line
    terms = explained(summary.terms, language) if summary.terms else ""
    return f'<div class="scroll">{table}</div>{key}<p class="note">{escape(note)}</p>{terms}'


def _row(line: LegendLine, language: str, group: str) -> str:
    """One class, its button first."""
    return f"<tr><td>{drawing.key_button(mark_of(line.number), drawing.class_swatch(line), escape(line.label), group=group)}</td>{_counts(line, language)}</tr>"


def _counts(line: LegendLine | DotLine, language: str) -> str:
    told = [line.count_written(language), number(line.inhabitants, language)]
    return "".join(f'<td class="n">{escape(count)}</td>' for count in told)
