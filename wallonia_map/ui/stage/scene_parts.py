"""The parts that scenes are made of: coverage as bars, the classes as a strip, the code that leads to the live view."""

import io
from html import escape

import segno

from wallonia_map.i18n import Language, say
from wallonia_map.ui.shared import drawing
from wallonia_map.ui.shared.meter import bar_html
from wallonia_map.ui.stage.fifths import dots_told
from wallonia_map.views.meter_lines import MeterLine
from wallonia_map.views.palette import INK
from wallonia_map.views.summary import ViewSummary


def meter_html(lines: tuple[MeterLine, ...]) -> str:
    """Some denominators of coverage: share, bar, figures."""
    rows = "".join(
        f'<div class="row"><div class="share">{escape(line.share_written)}</div>{bar_html(line)}'
        f'<div class="what">{escape(line.figures)}</div></div>'
        for line in lines
    )
    return f'<section class="stage-meter">{rows}</section>'


def legend_html(summary: ViewSummary) -> str:
    """The classes as one strip; as much of it as fits on a stage."""
    items = "".join(
        f"<li>{drawing.class_swatch(line)}<span>{escape(line.label)}{f' <small>({escape(line.count_written(summary.language))})</small>' if line.is_applicable else ''}</span></li>"
        for line in summary.short_legend
        if line.municipalities or not line.is_applicable
    )
    items += "".join(
        f"<li>{drawing.dot(is_covered=is_covered)}<span>{escape(label)} <small>({escape(count)})</small></span></li>"
        for is_covered, label, count in dots_told(summary)
    )
    key = drawing.circle_key(summary.circle_key_px, summary.circle_colour)
    circles = f"<p>○ {escape(summary.circles_told)}</p>{key}" if summary.has_circles else ""
    return f'<div class="stage-legend"><p>{escape(summary.unit)}</p>{circles}<ul>{items}</ul></div>'


def code_html(link: str, language: Language, told: str) -> str:
    """The code that leads to `link`, with the words below it; nothing where there is no link."""
    if not link:
        return ""
    svg = io.BytesIO()
    segno.make(link, error="m", micro=False).save(svg, kind="svg", scale=8, border=2, dark=INK, light="#ffffff", xmldecl=False)
    code = drawing.picture(svg.getvalue().decode("utf-8"), say("stage.qr", language), "code")
    return f'<figure class="stage-code">{code}<figcaption>{escape(told)}</figcaption></figure>'
