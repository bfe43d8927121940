"""What every slide of a scene shares: where things stand, its line of sources, its number, its notes.

Import this module late: it brings python-pptx.
"""

from collections.abc import Sequence

from pptx.slide import Slide as Page

from wallonia_map.export.office import cited, clean
from wallonia_map.export.slide_need import need_notes
from wallonia_map.export.slide_parts import SOURCE, SlideWriter
from wallonia_map.export.slide_text import WIDTH_IN, BoxIn
from wallonia_map.export.talk_scene import Slide
from wallonia_map.i18n import say

#: Left edge, width between the edges, where content ends and the line of sources begins, in inches.
LEFT, FULL, BOTTOM, FOOT = 0.6, WIDTH_IN - 1.2, 6.72, 6.87
#: Pages cited in a note.
_CITED = 12


def foot(hand: SlideWriter, scene: Slide, page: Page, more: Sequence[str] = ()) -> None:
    """Write sources, link and number on a slide, and all that is known of the scene into its notes, with `more` that the slide has no room for."""
    link = (say("slides.live", hand.language), scene.permalink) if scene.permalink else None
    hand.text(page, BoxIn(LEFT, FOOT, FULL - 0.9, 0.4), scene.source_line, SOURCE, colour=hand.theme.soft, name="source", link=link)
    hand.page_number(page, BoxIn(WIDTH_IN - 1.2, FOOT, 0.6, 0.3))
    urls = sorted({url for side in scene.sides for url in cited(side)}) if scene.second else cited(scene.summary)
    others = [say("slides.more_sources", hand.language, n=len(urls) - _CITED)] if len(urls) > _CITED else []
    pages = [say("receipt.sources", hand.language, n=len(urls)), *urls[:_CITED], *others] if urls else []
    where = say("panel.labelled", hand.language, name=say("slides.live", hand.language), value=scene.permalink) if scene.permalink else ""
    chart = scene.summary.scene_chart
    told = [] if chart is None else need_notes(scene.summary, chart)
    views = [text for side in scene.sides for text in (clean(side.title), side.sentence)]
    notes = [*scene.note.splitlines(), *views, *told, *more, scene.source_line, where, *pages]
    hand.note(page, [text for text in notes if text.strip()])
