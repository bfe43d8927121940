"""The parts of a slide of need: one big number, the fifths as native text and bars, and what the map's dots stand for.

Import this module late: it brings python-pptx.
"""

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide as Page

from wallonia_map.export.office import clean
from wallonia_map.export.slide_parts import SMALLEST, SlideWriter
from wallonia_map.export.slide_text import BoxIn, fitted, lines_of, marks_in_rows, width_of
from wallonia_map.i18n import number, say
from wallonia_map.views.dots import DotLine
from wallonia_map.views.legend_line import LegendLine
from wallonia_map.views.need_chart import FifthLine, NeedChart
from wallonia_map.views.summary import ViewSummary

_BIG, _SWATCH, _GAP, _SHARE, _ROW = 36, 0.34, 0.1, 1.2, 0.3
#: The bar of a fifth and the figures beside it, as shares of their line; the height of the bar in inches.
_BAR, _BESIDE, _BAR_HIGH = 0.42, 0.56, 0.12
#: The most that a fifth takes, in inches.
_ROOMY = 0.66


def need_column(hand: SlideWriter, page: Page, summary: ViewSummary, chart: NeedChart, box: BoxIn) -> None:
    """Draw the chart of a scene of need in `box`; its colours are those of the map beside it."""
    top = _big(hand, page, chart, box)
    step = min(_ROOMY, (box.top + box.height - top) / max(len(chart.lines), 1))
    classes = {line.number: line for line in summary.legend}
    for line in chart.lines:
        hand.swatch(page, BoxIn(box.left, top + 0.04, _SWATCH, 0.2), classes[line.number])
        _fifth(hand, page, line, BoxIn(box.left + _SWATCH + _GAP, top, box.width - _SWATCH - _GAP, step))
        top += step


def need_notes(summary: ViewSummary, chart: NeedChart) -> list[str]:
    """What the speaker's notes say: every fifth in the three denominators, then what to beware of."""
    told = []
    for line in chart.lines:
        figures = " · ".join(f"{part.figures} ({part.share_written})" for part in line.meter)
        told.append(say("panel.labelled", summary.language, name=f"{line.name}, {line.values}", value=figures))
    return [*told, *chart.notes, *chart.cautions]


def key_height(summary: ViewSummary, width: float) -> float:
    """How high what the marks on the map stand for is below a map of `width` inches; nothing where it has none."""
    return _ROW * len(_key_rows(summary, width))


def map_key(hand: SlideWriter, page: Page, summary: ViewSummary, box: BoxIn) -> None:
    """What the dots on the map stand for, each as it is there before its words and their number; beside a chart, « not known », too."""
    for place, row in enumerate(_key_rows(summary, box.width)):
        left, top = box.left, box.top + place * _ROW
        for line, words, wide in row:
            if isinstance(line, DotLine):
                hand.dot(page, BoxIn(left + _SWATCH / 2 - 0.06, top + 0.07, 0.12, 0.12), line.state, words)
            else:
                hand.swatch(page, BoxIn(left, top + 0.04, _SWATCH, 0.2), line)
            hand.text(page, BoxIn(left + _SWATCH + _GAP, top, wide, 0.28), words, SMALLEST, name="key")
            left += _SWATCH + 2 * _GAP + wide


def _key_rows(summary: ViewSummary, width: float) -> list[list[tuple[LegendLine | DotLine, str, float]]]:
    """Each mark with its words and their width, as many to a row as there is room for."""
    unknown = [line for line in summary.legend if not line.is_known and summary.scene_chart is not None]
    marks: list[LegendLine | DotLine] = [*summary.dot_key, *unknown]
    named = ((line, f"{line.label} ({number(line.municipalities, summary.language)})") for line in marks)
    return marks_in_rows(named, SMALLEST, width, sample=_SWATCH, gap=_GAP)


def _big(hand: SlideWriter, page: Page, chart: NeedChart, box: BoxIn) -> float:
    """The one number and what it is; returns where the fifths begin."""
    if not chart.big:
        return box.top
    wide = width_of(chart.big, _BIG) * 1.25 + 0.1
    beside, told = box.width - wide, clean(chart.big_told)
    if lines_of(told, SMALLEST, beside) <= 4:
        told, size, high = fitted(told, beside, (SMALLEST,), 4)
        high = max(high, 0.65)
        hand.text(page, BoxIn(box.left + wide, box.top, beside, high), told, size, anchor=MSO_ANCHOR.MIDDLE, name="big's words")
        below = box.top + high + 0.12
    else:
        wide, high = box.width, 0.62
        told, size, more = fitted(told, box.width, (SMALLEST,), 4)
        hand.text(page, BoxIn(box.left, box.top + high, box.width, more), told, size, name="big's words")
        below = box.top + high + more + 0.1
    hand.text(
        page,
        BoxIn(box.left, box.top, wide, high),
        chart.big,
        _BIG,
        colour=hand.theme.accent,
        serif=True,
        anchor=MSO_ANCHOR.MIDDLE,
        name="big",
    )
    return below


def _fifth(hand: SlideWriter, page: Page, line: FifthLine, box: BoxIn) -> None:
    """Values and the share of the inhabitants; below them the bar of that share, and the municipalities."""
    municipalities, inhabitants, _ = line.meter
    hand.text(page, BoxIn(box.left, box.top, box.width - _SHARE, 0.27), line.values, SMALLEST, name="values")
    share = BoxIn(box.left + box.width - _SHARE, box.top, _SHARE, 0.27)
    hand.text(page, share, inhabitants.share_written, SMALLEST, colour=hand.theme.accent, serif=True, align=PP_ALIGN.RIGHT, name="share")
    hand.bar(page, BoxIn(box.left, box.top + 0.32, box.width * _BAR, _BAR_HIGH), inhabitants)
    beside = BoxIn(box.left + box.width * (1 - _BESIDE), box.top + 0.25, box.width * _BESIDE, 0.25)
    hand.text(page, beside, municipalities.figures, SMALLEST, colour=hand.theme.soft, align=PP_ALIGN.RIGHT, name="figure")
