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

#: The column of the shares and what is left beside it; a bar; figures of one line with their bar, and what follows them. In inches.
_SHARE, _ASIDE, _BAR, _ROW = 1.15, 1.2, 0.13, 0.56


def meter_column(hand: SlideWriter, page: Page, summary: ViewSummary, box: BoxIn) -> float:
    """Draw the meter from the upper left of `box`; figures that are wider than it take a second line. Returns where it ends.

    What the meter measures is said where it costs no line: the legend below needs the room.
    """
    top, wide = box.top, box.width - _ASIDE
    says_what = _lines(summary.scene_meter, wide) == _lines(summary.meter, wide)
    for line in summary.scene_meter if says_what else summary.meter:
        more = (lines_of(line.figures, SMALLEST, wide / CALIBRI) - 1) * line_height(SMALLEST)
        share = BoxIn(box.left, top + more / 2 - 0.03, _SHARE, 0.5)
        size = 16 if line.not_known else 24
        hand.text(
            page, share, line.share_written, size, colour=hand.theme.accent, serif=True, anchor=MSO_ANCHOR.MIDDLE, name="share",
            wraps=False,
        )  # fmt: skip
        hand.text(page, BoxIn(box.left + _ASIDE, top, wide, 0.26 + more), line.figures, SMALLEST, anchor=MSO_ANCHOR.BOTTOM, name="figure")
        hand.bar(page, BoxIn(box.left + _ASIDE, top + 0.29 + more, wide, _BAR), line)
        top += _ROW + more
    return top


def _lines(meter: Sequence[MeterLine], wide: float) -> list[int]:
    return [lines_of(line.figures, SMALLEST, wide / CALIBRI) for line in meter]
