"""The title slide of a talk that has none of its own: the atlas, the day, and every scene by its number.

Import this module late: it brings python-pptx.
"""

import datetime
import math
from collections.abc import Sequence

from pptx.slide import Slide as Page

from wallonia_map.export.slide_foot import BOTTOM, FULL, LEFT
from wallonia_map.export.slide_parts import SMALLEST, SlideWriter
from wallonia_map.export.slide_text import BoxIn, fitted, line_height, lines_of
from wallonia_map.export.talk_scene import Slide
from wallonia_map.i18n import date_long, say

#: Scenes named in a column.
_NAMED = 9
#: The height of a line of one scene at most, the room of its number, and what is left between two columns, in inches.
_ROOMY, _NUMBER, _GAP = 0.5, 0.5, 0.2


def opening_slide(hand: SlideWriter, scenes: Sequence[Slide], day: datetime.date) -> None:
    """Draw the title of the atlas, the day and what is to come."""
    title, size, height = fitted(say("app.title", hand.language), FULL, (44, 40, 36), 2, serif=True)
    width, top = FULL, 1.5
    while lines_of(title, size, width - 0.25, serif=True) == lines_of(title, size, width, serif=True):
        width -= 0.25  # lines of about one length, no word alone on the second
    page = hand.slide(title, BoxIn(LEFT, top, width, height + 0.1), size)
    hand.rule(page, BoxIn(LEFT, top - 0.35, 1.2, 0.07))
    hand.text(page, BoxIn(LEFT, top + height + 0.25, FULL, 0.4), date_long(day, hand.language), 20, colour=hand.theme.soft)
    top += height + 1.0
    if len(scenes) == 1:
        told, size, _ = fitted(scenes[0].told, FULL, (24, 20), 2)
        hand.text(page, BoxIn(LEFT, top, FULL, 0.8), told, size)
    else:
        _contents(hand, page, top, [scene.told for scene in scenes])


def _contents(hand: SlideWriter, page: Page, top: float, titles: Sequence[str]) -> None:
    """The scenes by number: in one column, in two, and then how many more there are; a long title takes a second line where there is room."""
    named = list(enumerate(titles, 1))
    if len(named) > 2 * _NAMED:
        named = named[: 2 * _NAMED - 1]
    columns = 1 if len(named) <= _NAMED else 2
    rows, width = math.ceil((len(named) + (len(named) < len(titles))) / columns), FULL / columns
    wide, room = width - _NUMBER - _GAP, BOTTOM - top
    size, lines = _sized([title for _, title in named], rows, wide, room)
    line = line_height(size)
    spare = max(0.0, min(_ROOMY - line, (room - line * _most(lines, rows)) / rows))
    shown = [(str(rank), fitted(title, wide, (size,), lines[place])[0]) for place, (rank, title) in enumerate(named)]
    if len(named) < len(titles):
        shown.append(("", say("slides.more_scenes", hand.language, n=len(titles) - len(named))))
    for column in range(columns):
        box = BoxIn(LEFT + column * width, top, width - _GAP, room)
        some = shown[column * rows : (column + 1) * rows]
        hand.listed(page, box, some, size, spacing=spare, indent=_NUMBER, name="contents")


def _sized(titles: Sequence[str], rows: int, width: float, room: float) -> tuple[int, list[int]]:
    """The size in which every title is whole, rather on one line than large, and the lines of each; shortened where there is no such size."""
    for sizes, most in (((18, 16), 1), ((18, 16, SMALLEST), 2)):
        for size in sizes:
            lines = [lines_of(title, size, width) for title in titles]
            if max(lines) <= most and _most(lines, rows) * line_height(size) <= room:
                return size, lines
    return SMALLEST, [1] * len(titles)


def _most(lines: Sequence[int], rows: int) -> int:
    """The lines of the higher of the columns, each of so many `rows`; the last may hold one that says how many more there are."""
    return max(sum(lines[start : start + rows]) + (start > 0) for start in range(0, len(lines), rows))
