"""A scene of need: one big number, and the fifths as bars that are the map's legend, too."""

from html import escape

from wallonia_map.i18n import number, say
from wallonia_map.ui.shared import drawing
from wallonia_map.ui.shared.meter import bar_html
from wallonia_map.views.dots import COVERED
from wallonia_map.views.need_chart import FifthLine, NeedChart
from wallonia_map.views.summary import ViewSummary


def fifths_html(summary: ViewSummary, chart: NeedChart) -> str:
    """The big number, a line a fifth (values, bar, municipalities, share of the inhabitants), the dots, the caution."""
    language = summary.language
    colours = {line.number: line.colour for line in summary.legend}
    big = f'<p class="stage-big"><strong>{escape(chart.big)}</strong> <span>{escape(chart.big_told)}</span></p>' if chart.big else ""
    head = "".join(
        f'<th scope="col">{escape(text)}</th>'
        for text in (say("need.values", language), say("need.municipalities", language), say("need.inhabitants", language))
    )
    rows = "".join(_row(line, colours[line.number]) for line in chart.lines)
    unknown = next((line for line in summary.legend if not line.is_known), None)
    if unknown is not None:
        sample = f'<span class="swatch not-known"></span>{escape(unknown.label)}'
        rows += f'<tr><th scope="row">{sample}</th><td>{escape(number(unknown.municipalities, language))}</td><td></td></tr>'
    dots = "".join(
        f"<span>{drawing.dot(is_covered=is_covered)}{escape(label)} <small>({escape(count)})</small></span>"
        for is_covered, label, count in dots_told(summary)
    )
    table = (
        f'<table class="stage-fifths"><caption>{escape(summary.unit)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )
    notes = "".join(f"<p>{escape(text)}</p>" for text in chart.cautions)
    return f'<section class="stage-need">{big}{table}<p class="stage-dots">{dots}</p><div class="stage-notes">{notes}</div></section>'


def dots_told(summary: ViewSummary) -> list[tuple[bool, str, str]]:
    """Whether each kind of dot is « covered », its label and how many there are."""
    return [(line.state == COVERED, line.label, number(line.municipalities, summary.language)) for line in summary.dot_key]


def _row(line: FifthLine, colour: str) -> str:
    _, inhabitants, _ = line.meter
    return (
        f'<tr><th scope="row">{drawing.swatch(colour)}{escape(line.values)}</th><td>{escape(line.count)}</td>'
        f"<td>{bar_html(inhabitants)}<strong>{escape(inhabitants.share_written)}</strong></td></tr>"
    )
