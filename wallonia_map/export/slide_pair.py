"""A slide of two views side by side: each map with what it is, one figure and its legend.

Import this module late: it brings python-pptx.
"""

from pptx.enum.text import MSO_ANCHOR
from pptx.slide import Slide as Page

from wallonia_map.export.office import clean
from wallonia_map.export.slide_foot import BOTTOM, FULL, LEFT, foot
from wallonia_map.export.slide_parts import SMALLEST, Picture, SlideWriter
from wallonia_map.export.slide_text import BoxIn, fitted, fitted_sentence, fitted_title, line_height, marks_in_rows
from wallonia_map.export.symbols import MM_PER_INCH, circle_radius
from wallonia_map.export.talk_scene import Slide
from wallonia_map.i18n import say
from wallonia_map.views.legend_line import LegendLine
from wallonia_map.views.map_alternative import map_alternative
from wallonia_map.views.summary import ViewSummary

_GAP = 0.4
_WIDTH = (FULL - _GAP) / 2
#: A swatch and what stands beside it, the row of a legend, and the bar of the figure.
_SWATCH, _AFTER, _ROW, _BAR, _SHARE = 0.34, 0.1, 0.28, 0.13, 1.3
#: What circles stand for, and some of them.
_CIRCLES = 0.6


def pair_slide(hand: SlideWriter, scene: Slide, picture: Picture) -> None:
    """Draw the two views of a scene, both maps as large as each other."""
    title, size, height = fitted_title(scene.told, FULL)
    page = hand.slide(title, BoxIn(LEFT, 0.4, FULL, height + 0.05), size)
    top = 0.4 + height + 0.12
    sentence, size, height = fitted_sentence(clean(scene.point), FULL)
    hand.text(page, BoxIn(LEFT, top, FULL, height), sentence, size, name="sentence")
    top += height + 0.15
    headings = [fitted(clean(side.title), _WIDTH, (18, 16, SMALLEST), 2) for side in scene.sides]
    size = min(points for _, points, _ in headings)
    heading = max(fitted(told, _WIDTH, (size,), 2)[2] for told, _, _ in headings)
    keys = [_rows(side) for side in scene.sides]
    lines = line_height(SMALLEST) + _ROW * max(len(rows) for rows in keys)
    below = heading + 0.1 + 0.55 + lines + (_CIRCLES if any(side.has_circles for side in scene.sides) else 0)
    map_high = BOTTOM - top - below - 0.1
    for place, (side, rows) in enumerate(zip(scene.sides, keys, strict=True)):
        left = LEFT + place * (_WIDTH + _GAP)
        alternative = say("slides.alternative", hand.language, title=clean(side.title), sentence=clean(map_alternative(side)))
        scale = hand.picture(page, BoxIn(left, top, _WIDTH, map_high), picture(side, _WIDTH * MM_PER_INCH), alternative)
        under = top + map_high + 0.1
        hand.text(page, BoxIn(left, under, _WIDTH, heading), headings[place][0], size, serif=True, name="side")
        _figure(hand, page, side, BoxIn(left, under + heading + 0.1, _WIDTH, 0.5))
        _legend(hand, page, side, rows, BoxIn(left, under + heading + 0.65, _WIDTH, BOTTOM - under - heading - 0.65))
        if side.has_circles:
            key = [(circle_radius(size) / MM_PER_INCH * scale, told) for size, told in side.circle_key]
            told = fitted(clean(side.circles_told), _WIDTH, (SMALLEST,), 1)[0]
            hand.circles(page, BoxIn(left, under + heading + 0.65 + lines, _WIDTH, _CIRCLES), key, told, colour=side.circle_colour)
    foot(hand, scene, page)


def _figure(hand: SlideWriter, page: Page, side: ViewSummary, box: BoxIn) -> None:
    """The municipalities that are covered: share, figures, bar."""
    line = side.scene_meter[0]
    hand.text(page, BoxIn(box.left, box.top - 0.03, _SHARE, 0.5), line.share_written, 16 if line.not_known else 24, colour=hand.theme.accent, serif=True,
              anchor=MSO_ANCHOR.MIDDLE, name="share", wraps=False)  # fmt: skip
    hand.text(page, BoxIn(box.left + _SHARE, box.top, box.width - _SHARE, 0.26), line.figures, SMALLEST, name="figure")
    hand.bar(page, BoxIn(box.left + _SHARE, box.top + 0.29, box.width - _SHARE, _BAR), line)


def _rows(side: ViewSummary) -> list[list[tuple[LegendLine, str, float]]]:
    """The lines of the legend that are on the map with their words and widths, as many to a row as there is room for."""
    shown = [line for line in side.short_legend if line.municipalities or not line.is_applicable]
    room = _WIDTH - _SWATCH - _AFTER - 0.8
    words = (
        f"{fitted(clean(line.label), room, (SMALLEST,), 1)[0]} ({line.count_written(side.language)})"
        if line.is_applicable
        else fitted(clean(line.label), room, (SMALLEST,), 1)[0]
        for line in shown
    )
    return marks_in_rows(zip(shown, words, strict=True), SMALLEST, _WIDTH, sample=_SWATCH, gap=_AFTER)


def _legend(hand: SlideWriter, page: Page, side: ViewSummary, rows: list[list[tuple[LegendLine, str, float]]], box: BoxIn) -> None:
    """What the colours mean, each before its words."""
    unit = fitted(clean(side.unit), box.width, (SMALLEST,), 1)[0]
    hand.text(page, BoxIn(box.left, box.top, box.width, line_height(SMALLEST)), unit, SMALLEST, name="unit")
    for place, row in enumerate(rows):
        left, top = box.left, box.top + line_height(SMALLEST) + place * _ROW
        for line, words, wide in row:
            hand.swatch(page, BoxIn(left, top + 0.04, _SWATCH, 0.2), line)
            hand.text(page, BoxIn(left + _SWATCH + _AFTER, top, wide, 0.27), words, SMALLEST, name="key")
            left += _SWATCH + 2 * _AFTER + wide
