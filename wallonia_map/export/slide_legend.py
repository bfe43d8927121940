"""The legend of a scene beside its map: in one column, in two where it is long, and on slides of its own where no slide could hold it.

Import this module late: it brings python-pptx.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pptx.slide import Slide as Page

from wallonia_map.export.office import clean
from wallonia_map.export.slide_foot import BOTTOM, FULL, LEFT, foot
from wallonia_map.export.slide_meter import meter_height
from wallonia_map.export.slide_parts import SMALLEST, Picture, SlideWriter
from wallonia_map.export.slide_table import legend_table
from wallonia_map.export.slide_text import CALIBRI, CELL_ENDS, CELL_SIDES, BoxIn, fitted, line_height, lines_of, row_height, width_of
from wallonia_map.export.symbols import MM_PER_INCH, circle_radius
from wallonia_map.export.talk_scene import Slide
from wallonia_map.i18n import number, say
from wallonia_map.views.legend_line import LegendLine
from wallonia_map.views.map_alternative import map_alternative
from wallonia_map.views.summary import ViewSummary

#: Where the column beside a map begins; the edges that are tried until a legend fits below the meter, and those of one in two columns.
RIGHT = 7.95
_EDGES, _LONG_EDGES = (RIGHT, 7.7, 7.4, 7.1, 6.8, 6.5), (6.5, 6.2, 5.9, 5.6, 5.3, 5.0)
#: What is left between map and legend, and between the columns of one.
ASIDE = 0.3
#: The widths of a legend's swatch, also in two columns, and of a column of numbers: where its heading is one long word, up to the widest.
_SWATCH, _SLIM, _NUMBERS, _WIDEST = 0.42, 0.36, 1.15, 2.0
#: The ends of a cell of a legend in two columns, above and below together.
_TIGHT = 0.02
#: Where the legend begins that stands beside its map on slides of its own.
_APART = 6.6


@dataclass(frozen=True)
class LegendPlace:
    """Where a legend stands: its left edge, and its lines a column; without any it has slides of its own.

    It begins below the meter, unless it needs the whole height: then the meter stands below the map.
    """

    left: float
    columns: tuple[tuple[LegendLine, ...], ...]
    is_whole_height: bool = False

    @property
    def is_long(self) -> bool:
        """Whether it needs two columns, which have no room for inhabitants."""
        return len(self.columns) > 1


def legend_place(summary: ViewSummary, top: float) -> LegendPlace:
    """Where the legend fits from `top` on, beside as large a map as it can."""
    lines = summary.legend_there
    for left in _EDGES:
        width = LEFT + FULL - left
        used = meter_height(summary, width) + 0.1 + circles_height(summary, width) + 0.05
        if top + used + _table_height(lines, summary.unit, _columns(width, summary.count_heading, _SWATCH)[1]) <= BOTTOM:
            return LegendPlace(left, (lines,))
    for left in _EDGES:
        if top + _table_height(lines, summary.unit, _columns(LEFT + FULL - left, summary.count_heading, _SWATCH)[1]) <= BOTTOM:
            return LegendPlace(left, (lines,), is_whole_height=True)
    for left in _LONG_EDGES:
        width = LEFT + FULL - left
        name = _narrow(summary, width)[1]
        columns = _halved(lines, name)
        if top + _unit_height(summary, width) + max(_table_height(some, "", name, _TIGHT) for some in columns) <= BOTTOM:
            return LegendPlace(left, columns, is_whole_height=True)
    return LegendPlace(RIGHT, ())


def draw_legend(hand: SlideWriter, page: Page, summary: ViewSummary, place: LegendPlace, box: BoxIn) -> None:
    """Draw the legend in `box`, in as many columns as it has."""
    told = say("legend.caption", hand.language, measure=clean(summary.title))
    if not place.is_long:
        whole = _columns(box.width, summary.count_heading, _SWATCH)
        legend_table(hand, page, box, place.columns[0], head=_head(summary), widths=whole, told=told)
        return
    high = _unit_height(summary, box.width)
    hand.text(page, BoxIn(box.left, box.top, box.width, high), summary.unit, SMALLEST, colour=hand.theme.soft, name="unit")
    widths, left = _narrow(summary, box.width), box.left
    for some in place.columns:
        beside = BoxIn(left, box.top + high, sum(widths), box.height - high)
        legend_table(hand, page, beside, some, head=("", summary.count_heading), widths=widths, told=told, ends=_TIGHT)
        left += sum(widths) + ASIDE


def legend_notes(summary: ViewSummary, place: LegendPlace, language: str) -> list[str]:
    """What the notes say of each class where its line has no room for its inhabitants."""
    if not place.is_long:
        return []
    people = say("legend.columns_inhabitants", language)
    return [
        " · ".join((
            line.label,
            say("panel.labelled", language, name=summary.count_heading, value=line.count_written(language)),
            say("panel.labelled", language, name=people, value=number(line.inhabitants, language)),
        ))
        for line in summary.legend_there
    ]  # fmt: skip


def circles_height(summary: ViewSummary, width: float, scale: float = 1) -> float:
    """How high the circles of the map and what they stand for are in `width` inches, on a map `scale` times as large as it was drawn: at most once."""
    if not summary.has_circles or not summary.circle_key:
        return 0
    largest = max(radius for radius, _ in _circle_key(summary, scale))
    return lines_of(clean(summary.circles_told), SMALLEST, width) * line_height(SMALLEST) + max(2 * largest, line_height(SMALLEST)) + 0.1


def draw_circles(hand: SlideWriter, page: Page, summary: ViewSummary, box: BoxIn, scale: float) -> float:
    """What the circles on the map stand for, as large as they are there, at the foot of `box`; returns where they begin."""
    high = circles_height(summary, box.width, scale)
    if not high:
        return box.top + box.height
    begin = max(box.top, box.top + box.height - high)
    under = BoxIn(box.left, begin, box.width, high)
    hand.circles(page, under, _circle_key(summary, scale), clean(summary.circles_told), colour=summary.circle_colour)
    return begin - 0.05


def legend_apart(hand: SlideWriter, scene: Slide, picture: Picture) -> None:
    """A long legend on slides that follow, as much on each as has room beside the map, which each shows again: its numbers are read there."""
    language, summary = hand.language, scene.summary
    alternative = say("slides.alternative", language, title=clean(summary.title), sentence=clean(map_alternative(summary)))
    longest = say("slides.legend_part", language, title=scene.told, n=10, of=10)
    _, size, height = fitted(longest, FULL, (28, 26, 24, 22), 2, serif=True)
    top = 0.7 + height
    width = LEFT + FULL - _APART
    widths = _columns(width, summary.count_heading, 0.5)
    map_wide = _APART - LEFT - ASIDE
    drawn = picture(summary, map_wide * MM_PER_INCH)
    pages = _paged(summary.legend_there, summary.unit, widths[1], BOTTOM - top)
    for place, some in enumerate(pages, 1):
        part = say("slides.legend_part", language, title=scene.told, n=place, of=len(pages))
        whole = say("slides.legend_title", language, title=scene.told)
        title = fitted(part if len(pages) > 1 else whole, FULL, (size,), 2, serif=True)[0]
        page = hand.slide(title, BoxIn(LEFT, 0.4, FULL, height + 0.05), size)
        hand.picture(page, BoxIn(LEFT, top, map_wide, BOTTOM - top), drawn, alternative)
        told = say("legend.caption", language, measure=clean(summary.title))
        legend_table(hand, page, BoxIn(_APART, top, width, BOTTOM - top), some, head=_head(summary), widths=widths, told=told)
        foot(hand, scene, page)


def _head(summary: ViewSummary) -> tuple[str, str, str]:
    return summary.unit, summary.count_heading, say("legend.columns_inhabitants", summary.language)


def _circle_key(summary: ViewSummary, scale: float) -> list[tuple[float, str]]:
    return [(circle_radius(size) / MM_PER_INCH * scale, told) for size, told in summary.circle_key]


def _columns(width: float, heading: str, swatch: float) -> tuple[float, float, float, float]:
    """The columns of a legend in inches: swatch, class, what `heading` counts, inhabitants; no word of the heading is broken."""
    counted = min(_WIDEST, max(_NUMBERS, *(width_of(word, SMALLEST) + CELL_SIDES for word in heading.split(" "))))
    return swatch, width - swatch - counted - _NUMBERS, counted, _NUMBERS


def _narrow(summary: ViewSummary, width: float) -> tuple[float, float, float]:
    """The columns of one of two tables side by side: swatch, class, how many it holds."""
    counted = max(width_of(line.count_written(summary.language), SMALLEST) for line in summary.legend_there) + CELL_SIDES
    return _SLIM, (width - ASIDE) / 2 - _SLIM - counted, counted


def _unit_height(summary: ViewSummary, width: float) -> float:
    return lines_of(summary.unit, SMALLEST, width / CALIBRI) * line_height(SMALLEST)


def _table_height(lines: Sequence[LegendLine], unit: str, width: float, ends: float = CELL_ENDS) -> float:
    """How high a table of these lines is below its head, where classes have `width` inches."""
    return sum(row_height(label, width, SMALLEST, ends) for label in (unit, *(line.label for line in lines)))


def _halved(lines: tuple[LegendLine, ...], width: float) -> tuple[tuple[LegendLine, ...], ...]:
    """The lines in two columns, the higher of them as low as can be."""
    cuts = [(lines[:cut], lines[cut:]) for cut in range(1, len(lines))]
    return min(cuts, key=lambda parts: max(_table_height(part, "", width) for part in parts), default=(lines,))


def _paged(lines: Sequence[LegendLine], unit: str, width: float, height: float) -> list[list[LegendLine]]:
    """The lines of a legend in parts that are no higher than `height` inches each, with their heads."""
    pages: list[list[LegendLine]] = [[]]
    used = first = row_height(unit, width, SMALLEST)
    for line in lines:
        high = row_height(line.label, width, SMALLEST)
        if pages[-1] and used + high > height:
            pages.append([])
            used = first
        pages[-1].append(line)
        used += high
    return pages
