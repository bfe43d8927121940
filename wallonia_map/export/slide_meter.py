"""Coverage on a slide: a share, a bar and the figures for each of the three denominators.

Import this module late: it brings python-pptx.
"""

from collections.abc import Sequence

from pptx.enum.text import MSO_ANCHOR
from pptx.slide import Slide as Page

from wallonia_map.export.slide_parts import SMALLEST, SlideWriter
from wallonia_map.export.slide_text import CALIBRI, BoxIn, line_height, lines_of
from wallonia_map.views.meter_lines import MeterLine
from wallonia_map.views.summary import ViewSummary

#: The column of the shares and what is left beside it; a bar; figures of one line with their bar, and what follows them, also where room is dear. In inches.
_SHARE, _ASIDE, _BAR, _ROW, _DENSE = 1.15, 1.2, 0.13, 0.56, 0.47


def meter_height(summary: ViewSummary, width: float, *, is_dense: bool = False) -> float:
    """How high the meter is in a column of `width` inches."""
    return sum((_DENSE if is_dense else _ROW) + _more(line, width - _ASIDE) for line in _meter(summary, width - _ASIDE))


def meter_column(hand: SlideWriter, page: Page, summary: ViewSummary, box: BoxIn, *, is_dense: bool = False) -> float:
    """Draw the meter from the upper left of `box`; figures that are wider than it take a second line. Returns where it ends.

    What it measures is said where it costs no line: the legend below needs the room.
    """
    top, wide = box.top, box.width - _ASIDE
    for line in _meter(summary, wide):
        more = _more(line, wide)
        share = BoxIn(box.left, top + more / 2 - 0.03, _SHARE, 0.45 if is_dense else 0.5)
        size = 16 if line.not_known else 24
        hand.text(
            page, share, line.share_written, size, colour=hand.theme.accent, serif=True, anchor=MSO_ANCHOR.MIDDLE, name="share",
            wraps=False,
        )  # fmt: skip
        hand.text(page, BoxIn(box.left + _ASIDE, top, wide, 0.26 + more), line.figures, SMALLEST, anchor=MSO_ANCHOR.BOTTOM, name="figure")
        hand.bar(page, BoxIn(box.left + _ASIDE, top + 0.29 + more, wide, _BAR), line)
        top += (_DENSE if is_dense else _ROW) + more
    return top


def _meter(summary: ViewSummary, wide: float) -> Sequence[MeterLine]:
    """The meter, which says what it measures where that costs no line."""
    says_what = [_more(line, wide) for line in summary.scene_meter] == [_more(line, wide) for line in summary.meter]
    return summary.scene_meter if says_what else summary.meter


def _more(line: MeterLine, wide: float) -> float:
    """What the lines of its figures take beyond one."""
    return (lines_of(line.figures, SMALLEST, wide / CALIBRI) - 1) * line_height(SMALLEST)
