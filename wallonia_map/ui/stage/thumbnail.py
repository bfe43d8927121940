"""Thumbnails of scenes, beside their titles: the map as on a slide, or lines where a scene is words."""

import base64
from typing import TypedDict

from wallonia_map.export.map_picture import THUMBNAIL_PX, draw_thumbnail, thumbnail_address
from wallonia_map.export.talk_scene import Slide
from wallonia_map.i18n import say
from wallonia_map.ui.frame import session_memo
from wallonia_map.views.map_alternative import map_alternative
from wallonia_map.views.palette import DRAWN_PALE
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.talk import Scene

_WIDE, _HIGH = THUMBNAIL_PX
#: Length of the lines that stand for words, as shares of the picture.
_LINES = (0.7, 0.9, 0.55, 0.8)


class Thumbnail(TypedDict):
    """A picture as the browser shows it: its address, what it shows in words, its width and height in pixels."""

    src: str
    alt: str
    wide: int
    high: int


def thumbnails(scene: Scene, slide: Slide) -> list[Thumbnail]:
    """The views of `scene` from left to right; what they show is said in words too, since the title beside may be the speaker's own."""
    views = () if slide.is_words else tuple(zip((scene, scene.second), slide.sides, strict=False))
    pictures = [_picture(_source(side, summary), _told(summary), _WIDE // len(views)) for side, summary in views if side is not None]
    return pictures or [_picture(_data("svg+xml", _words().encode()), "", _WIDE)]


def _picture(source: str, alternative: str, wide: int) -> Thumbnail:
    return {"src": source, "alt": alternative, "wide": wide, "high": _HIGH}


def _told(summary: ViewSummary) -> str:
    return say("slides.alternative", summary.language, title=summary.title, sentence=map_alternative(summary))


def _source(scene: Scene, summary: ViewSummary) -> str:
    """The address of the picture, which the browser asks for when the page stands; what a visitor brought has none, and is drawn here."""
    if scene.own is None:
        return thumbnail_address(scene.page, scene.params, summary.atlas)
    drawn = session_memo.kept(f"thumbnail {summary.title}", summary.atlas, summary.question, lambda: draw_thumbnail(summary))
    return _data("png", drawn)


def _data(kind: str, content: bytes) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def _words() -> str:
    lines = "".join(
        f'<rect x="8" y="{8 + 14 * row}" width="{share * (_WIDE - 16):.0f}" height="5" rx="2" fill="{DRAWN_PALE}"/>'
        for row, share in enumerate(_LINES)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDE}" height="{_HIGH}">{lines}</svg>'
