"""A talk as native slides: one per scene with its map, figures and legend, then sources and what is not known.

Import this module late: it brings python-pptx.
"""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from wallonia_map.export.file_names import document_name
from wallonia_map.export.office import clean
from wallonia_map.export.receipt import File
from wallonia_map.export.slide_foot import BOTTOM, FOOT, FULL, LEFT, foot
from wallonia_map.export.slide_legend import (
    ASIDE,
    RIGHT,
    LegendPlace,
    circles_height,
    draw_circles,
    draw_legend,
    legend_apart,
    legend_notes,
    legend_place,
)
from wallonia_map.export.slide_meter import meter_column, meter_height
from wallonia_map.export.slide_need import key_height, map_key, need_column
from wallonia_map.export.slide_opening import opening_slide
from wallonia_map.export.slide_pair import pair_slide
from wallonia_map.export.slide_parts import SMALLEST, SOURCE, Picture, SlideWriter
from wallonia_map.export.slide_text import HEIGHT_IN, WIDTH_IN, BoxIn, fitted, fitted_sentence, fitted_title
from wallonia_map.export.slide_theme import LIGHT, SlideTheme
from wallonia_map.export.slide_words import words_slide
from wallonia_map.export.symbols import MM_PER_INCH
from wallonia_map.export.talk_scene import Slide
from wallonia_map.i18n import Language, date_long, say
from wallonia_map.views.gaps import gap_text
from wallonia_map.views.map_alternative import map_alternative
from wallonia_map.views.scene_kinds import KINDS
from wallonia_map.views.summary import ViewSummary

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def slides(scenes: Sequence[Slide], *, picture: Picture, day: datetime.date, language: Language, theme: SlideTheme = LIGHT) -> File:
    """The scenes as a PPTX of editable slides; `picture` draws the map of a view as PNG, on the ground of `theme`, as wide as it is on its slide.

    Raises
    ------
    ValueError
        If there is no scene: there is nothing to show, and nothing to cite.
    """
    if not scenes:
        raise ValueError("a talk has at least one scene")
    hand = SlideWriter(language, theme)
    opens = KINDS[scenes[0].kind].opens
    if not opens:  # else the talk begins with a title of its own: two would be one too many
        opening_slide(hand, scenes, day)
    for scene in scenes:
        if scene.is_words:
            words_slide(hand, scene, date_long(day, language) if opens and scene is scenes[0] else "")
        elif scene.second is not None:
            pair_slide(hand, scene, picture)
        else:
            _scene(hand, scene, picture)
    _closing(hand, scenes[0].summary)
    core = hand.deck.core_properties
    core.title = say("app.title", language) if len(scenes) > 1 else scenes[0].told
    core.author = core.last_modified_by = say("app.title", language)
    core.language, core.subject, core.revision = language.value, clean(scenes[0].summary.source_line), 1
    core.created = core.modified = datetime.datetime.combine(day, datetime.time())
    return File(document_name("pptx", scenes[0].summary), MEDIA_TYPE, hand.saved(day))


def _scene(hand: SlideWriter, scene: Slide, picture: Picture) -> None:
    summary, language, chart = scene.summary, hand.language, scene.summary.scene_chart
    title, size, height = fitted_title(scene.told, FULL)
    page = hand.slide(title, BoxIn(LEFT, 0.4, FULL, height + 0.05), size)
    top = 0.4 + height + 0.12
    sentence, size, height = fitted_sentence(clean(summary.point), FULL)
    hand.text(page, BoxIn(LEFT, top, FULL, height), sentence, size, name="sentence")
    top += height + 0.15
    place = LegendPlace(RIGHT, ()) if chart else legend_place(summary, top)
    left, wide = place.left, place.left - LEFT - ASIDE
    column, room = BoxIn(left, top, LEFT + FULL - left, BOTTOM - top), BoxIn(LEFT, top, wide, BOTTOM - top)
    key = under = key_height(summary, wide)
    if place.is_whole_height:
        under += meter_height(summary, wide, is_dense=True) + 0.1 + circles_height(summary, wide)
    room = replace(room, height=room.height - under)
    alternative = say("slides.alternative", language, title=clean(summary.title), sentence=clean(map_alternative(summary)))
    scale = hand.picture(page, room, picture(summary, wide * MM_PER_INCH), alternative)
    below = room.top + room.height
    map_key(hand, page, summary, BoxIn(LEFT, below, wide, key))
    if chart is not None:
        need_column(hand, page, summary, chart, column)
    else:
        foot_of = BoxIn(LEFT, below + key + 0.1, wide, BOTTOM - below - key - 0.1) if place.is_whole_height else column
        ends = meter_column(hand, page, summary, foot_of, is_dense=place.is_whole_height) + (0 if place.is_whole_height else 0.1)
        bottom = draw_circles(hand, page, summary, replace(foot_of, top=ends, height=BOTTOM - ends), scale)
        under_meter = replace(column, top=ends, height=bottom - ends)
        if place.columns:
            draw_legend(hand, page, summary, place, column if place.is_whole_height else under_meter)
        else:
            follows = f"{summary.unit}. {say('slides.legend_next', language)}"
            hand.text(page, replace(under_meter, height=0.8), follows, SMALLEST, colour=hand.theme.soft)
            legend_apart(hand, scene, picture)
    foot(hand, scene, page, legend_notes(summary, place, language))


def _closing(hand: SlideWriter, summary: ViewSummary) -> None:
    language = hand.language
    missing = [text for text in [gap_text(summary.atlas, language)] if text]
    named = [source["name"] for source in summary.atlas.catalog.told["sources"] if source["name"] != "atlas"]
    parts = (
        (
            "not_known",
            [*missing, say("slides.not_evidence", language)],
        ),
        ("sources", [say(f"data_source.{name}", language) for name in named]),
        ("licence", [say("geofile.licence", language)]),
    )
    page = hand.slide(say("slides.last_title", language), BoxIn(LEFT, 0.4, FULL, 0.6), 28)
    top = 1.35
    for heading, paragraphs in parts:
        hand.text(page, BoxIn(LEFT, top, FULL, 0.35), say(f"slides.{heading}", language), 20, colour=hand.theme.accent, serif=True)
        size = min(fitted(text, FULL, (16, SMALLEST), 3)[1] for text in paragraphs)
        shown = [fitted(text, FULL, (size,), 3) for text in paragraphs]
        high = sum(height + 0.06 for _, _, height in shown)
        hand.listed(page, BoxIn(LEFT, top + 0.42, FULL, high), [("", told) for told, _, _ in shown], size, spacing=0.06)
        top += 0.42 + high + 0.2
    version = say(
        "app.footer", language, vintage=summary.view.selection.vintage.value, year=str(summary.year), version=summary.atlas.catalog.version
    )
    hand.text(page, BoxIn(LEFT, FOOT, FULL - 0.9, HEIGHT_IN - FOOT - 0.2), version, SOURCE, colour=hand.theme.soft, name="source")
    hand.page_number(page, BoxIn(WIDTH_IN - 1.2, FOOT, 0.6, 0.3))
    hand.note(page, [say("meter.how", language), say("meter.how_text", language), *(text for _, texts in parts for text in texts)])
