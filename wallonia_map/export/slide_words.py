"""Slides of the speaker's words alone: a title, a text, a closing with the address of the atlas large and as a code.

Import this module late: it brings python-pptx.
"""

import io

import segno
from pptx.slide import Slide as Page

from wallonia_map.export.html_page_rows import is_web
from wallonia_map.export.office import clean
from wallonia_map.export.slide_foot import BOTTOM, FOOT, FULL, LEFT
from wallonia_map.export.slide_parts import SMALLEST, SlideWriter
from wallonia_map.export.slide_text import WIDTH_IN, BoxIn, fitted
from wallonia_map.export.talk_scene import Slide
from wallonia_map.views.palette import INK
from wallonia_map.views.scene_kinds import KINDS

#: Where words begin, the side of the code and what is left beside it, in inches.
_TOP, _CODE, _GAP = 1.2, 3.4, 0.5
_SIZES = (28, 24, 20, 18, 16, SMALLEST)
_MOST_LINES = 30


def words_slide(hand: SlideWriter, scene: Slide, day: str = "") -> None:
    """Draw a scene of words: title, a line below the other, and at the right the code, where the scene has an address.

    The one that opens the talk says the `day` below its title.
    """
    link = scene.permalink if KINDS[scene.kind].has_address and is_web(scene.permalink) else ""
    width = FULL - (_CODE + _GAP if link else 0)
    title, size, height = fitted(scene.told, width, (44, 40, 36, 32), 3, serif=True)
    page = hand.slide(title, BoxIn(LEFT, _TOP, width, height + 0.1), size)
    hand.rule(page, BoxIn(LEFT, _TOP - 0.35, 1.2, 0.07))
    if day:
        hand.text(page, BoxIn(LEFT, _TOP + height + 0.25, width, 0.4), day, 20, colour=hand.theme.soft)
    top = _TOP + height + (1.0 if day else 0.35)
    room = BOTTOM - top - (0.9 if link else 0)
    for size in _SIZES:
        drawn = [fitted(line, width, (size,), _MOST_LINES) for line in scene.lines]
        if sum(high + 0.08 for _, _, high in drawn) <= room:
            break
    for told, points, high in drawn:
        hand.text(page, BoxIn(LEFT, top, width, high), told, points, name="words")
        top += high + 0.08
    if link:
        _address(hand, page, link, top + 0.1)
    hand.page_number(page, BoxIn(WIDTH_IN - 1.2, FOOT, 0.6, 0.3))
    hand.note(page, [text for text in (*scene.note.splitlines(), *scene.lines, link) if text.strip()])


def _address(hand: SlideWriter, page: Page, link: str, top: float) -> None:
    """The address as text that leads there, and as a code that a telephone reads."""
    shown, size, high = fitted(clean(link), FULL - _CODE - _GAP, (28, 24, 20, 16), 2)
    hand.text(page, BoxIn(LEFT, top, FULL - _CODE - _GAP, high), shown, size, colour=hand.theme.accent, name="address")
    code = io.BytesIO()
    segno.make(link, error="m", micro=False).save(code, kind="png", scale=12, border=2, dark=INK, light="#ffffff")
    hand.picture(page, BoxIn(LEFT + FULL - _CODE, _TOP, _CODE, _CODE), code.getvalue(), link)
