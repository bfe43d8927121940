"""A talk as one HTML file: every scene with its map, driven by keys, opened from a stick with the network cut.

Jinja escapes every text, the script sets texts as text, and the page's own policy lets nothing run or load but what stands in it.
Without scripts, and on paper, the scenes stand one below the other.
"""

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import segno
from markupsafe import Markup

from wallonia_map.export.html_page_data import embedded
from wallonia_map.export.html_page_map import Drawing, map_of
from wallonia_map.export.html_page_rows import is_web
from wallonia_map.export.receipt import File
from wallonia_map.export.sealed_page import policy, source, template
from wallonia_map.export.talk_scene import Slide
from wallonia_map.export.web_faces import FACES, web_face
from wallonia_map.i18n import Language, date_long, number, say
from wallonia_map.views.map_alternative import map_alternative
from wallonia_map.views.palette import INK
from wallonia_map.views.scene_kinds import KINDS
from wallonia_map.views.summary import ViewSummary


@dataclass(frozen=True)
class DrawnSide:
    """A view and its map: `groups` are colour → the municipalities painted so."""

    summary: ViewSummary
    drawing: Drawing
    vintage: str
    groups: dict[str, list[str]]


@dataclass(frozen=True)
class DrawnScene:
    """A scene and its views, from left to right; `code` leads to the live view."""

    slide: Slide
    sides: tuple[DrawnSide, ...]
    code: Markup


def talk_page(scenes: Sequence[Slide], *, day: datetime.date, language: Language, called: str, is_dark: bool = False) -> File:
    """The scenes as one self-contained HTML file with the name `called`, in `language`; light on black where it `is_dark`.

    Raises
    ------
    ValueError
        If there is no scene: there is nothing to show.
    """
    if not scenes:
        raise ValueError("a talk has at least one scene")
    drawn = [_drawn(scene) for scene in scenes]
    sides = [side for scene in drawn for side in scene.sides]
    shapes: dict[str, dict[str, str]] = {}  # of a vintage those of every level that a scene shows
    for side in sides:
        shapes.setdefault(side.vintage, {}).update({shape.nis: shape.path for shape in side.drawing.shapes})
    provinces = {side.vintage: side.drawing.provinces for side in sides}
    style, script, faces = source("talk_page.css"), source("talk_page.js"), "".join(map(web_face, FACES))
    told = {
        "notes": say("stage.notes", language), "end": say("stage.end_said", language), "last": say("stage.end", language),
        "next": say("stage.next_scene", language, title="{title}"),
        "scenes": [{"title": scene.told, "note": scene.note, "sentence": " ".join(scene.notes)} for scene in scenes],
    }  # fmt: skip
    page = template("talk_page.html").render(
        scenes=drawn, is_dark=is_dark, alternative=map_alternative, shapes=shapes, provinces=provinces, language=language.value, say=partial(_said, language),
        written=partial(number, language=language.value), colours=_colours, day=date_long(day, language), style=Markup(style), faces=Markup(faces),
        script=Markup(script), told=Markup(embedded(told)), policy=policy([faces, style], script, "data:"),
    )  # fmt: skip
    return File(called, "text/html", page.encode("utf-8"))


def _drawn(slide: Slide) -> DrawnScene:
    leads_there = not slide.is_words or KINDS[slide.kind].has_address
    return DrawnScene(slide, tuple(map(_side, slide.sides)), _code(slide.permalink) if leads_there else Markup(""))


def _side(summary: ViewSummary) -> DrawnSide:
    drawing = map_of(summary)
    groups: dict[str, list[str]] = {}
    for shape in drawing.shapes:
        groups.setdefault(shape.paint, []).append(shape.nis)
    return DrawnSide(summary, drawing, summary.view.selection.vintage.value, groups)


def _code(link: str) -> Markup:
    """The QR code that leads to the live view; nothing where there is none."""
    if not is_web(link):
        return Markup("")
    drawn = io.BytesIO()
    segno.make(link, error="m", micro=False).save(
        drawn, kind="svg", scale=4, border=2, dark=INK, light="#ffffff", xmldecl=False, svgns=False, omitsize=True
    )
    return Markup(drawn.getvalue().decode("utf-8"))  # lines and numbers alone: the link is in none of its texts


def _colours(summary: ViewSummary) -> dict[int, str]:
    """The colour of each class of a map."""
    return {line.number: line.colour for line in summary.legend}


def _said(language: str, message: str, **values: object) -> str:
    return say(message, language, **values)
