"""A talk as native slides: one per scene with its map, figures and legend, then sources and what is not known.

Import this module late: it brings python-pptx.
"""

import datetime
import math
from collections.abc import Callable, Sequence

from pptx.slide import Slide as Page

from wallonia_map.export.file_names import document_name
from wallonia_map.export.office import clean
from wallonia_map.export.receipt import File
from wallonia_map.export.slide_foot import BOTTOM, FOOT, FULL, LEFT, foot
from wallonia_map.export.slide_meter import meter_column
from wallonia_map.export.slide_need import key_height, map_key, need_column
from wallonia_map.export.slide_pair import pair_slide
from wallonia_map.export.slide_parts import SMALLEST, SOURCE, SlideWriter
from wallonia_map.export.slide_text import (
    CELL_SIDES,
    HEIGHT_IN,
    WIDTH_IN,
    BoxIn,
    fitted,
    fitted_sentence,
    fitted_title,
    line_height,
    lines_of,
    row_height,
    width_of,
)
from wallonia_map.export.slide_theme import LIGHT, SlideTheme
from wallonia_map.export.slide_words import words_slide
from wallonia_map.export.symbols import MM_PER_INCH, circle_radius
from wallonia_map.export.talk_scene import Slide
from wallonia_map.i18n import Language, date_long, say
from wallonia_map.views.gaps import gap_text
from wallonia_map.views.legend_line import LegendLine
from wallonia_map.views.map_alternative import map_alternative
from wallonia_map.views.scene_kinds import KINDS
from wallonia_map.views.summary import ViewSummary

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_RIGHT = 7.95
_SIDE = WIDTH_IN - 0.6 - _RIGHT
#: The widths of a legend's swatch, and of a column of numbers: where its heading is one long word, up to the widest.
_SWATCH, _NUMBERS, _WIDEST = 0.42, 1.15, 2.0
#: Where the legend begins that stands beside its map on slides of its own.
_APART = 6.6
#: Scenes named on the title slide.
_NAMED = 9


def slides(
    scenes: Sequence[Slide], *, picture: Callable[[ViewSummary], bytes], day: datetime.date, language: Language, theme: SlideTheme = LIGHT
) -> File:
    """The scenes as a PPTX of editable slides; `picture` draws the map of a scene as PNG, on the ground of `theme`.

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
        _opening(hand, scenes, day)
    for scene in scenes:
        if scene.is_words:
            words_slide(hand, scene, date_long(day, language) if opens and scene is scenes[0] else "")
        elif scene.second is not None:
            pair_slide(hand, scene, [picture(side) for side in scene.sides])
        else:
            _scene(hand, scene, picture(scene.summary))
    _closing(hand, scenes[0].summary)
    core = hand.deck.core_properties
    core.title = say("app.title", language) if len(scenes) > 1 else scenes[0].told
    core.author = core.last_modified_by = say("app.title", language)
    core.language, core.subject, core.revision = language.value, clean(scenes[0].summary.source_line), 1
    core.created = core.modified = datetime.datetime.combine(day, datetime.time())
    return File(document_name("pptx", scenes[0].summary), MEDIA_TYPE, hand.saved(day))


def _opening(hand: SlideWriter, scenes: Sequence[Slide], day: datetime.date) -> None:
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
    """The scenes by number: in one column, in two, and then how many more there are."""
    named = list(enumerate(titles, 1))
    if len(named) > 2 * _NAMED:
        named = named[: 2 * _NAMED - 1]
    columns = 1 if len(named) <= _NAMED else 2
    rows, width = math.ceil((len(named) + (len(named) < len(titles))) / columns), FULL / columns
    line, aside = min(0.5, (BOTTOM - top) / rows), 0.5
    size = min(fitted(title, width - aside - 0.2, (18, 16), 1)[1] for _, title in named)
    for place, (rank, title) in enumerate(named):
        left, below = LEFT + place // rows * width, top + place % rows * line
        hand.text(page, BoxIn(left, below, aside, line), str(rank), size, colour=hand.theme.accent, serif=True)
        hand.text(page, BoxIn(left + aside, below, width - aside, line), fitted(title, width - aside - 0.2, (size,), 1)[0], size)
    if len(named) < len(titles):
        more = say("slides.more_scenes", hand.language, n=len(titles) - len(named))
        hand.text(page, BoxIn(LEFT + width + aside, top + (rows - 1) * line, width - aside, line), more, 16, colour=hand.theme.soft)


def _scene(hand: SlideWriter, scene: Slide, drawn: bytes) -> None:
    summary, language = scene.summary, hand.language
    title, size, height = fitted_title(scene.told, FULL)
    page = hand.slide(title, BoxIn(LEFT, 0.4, FULL, height + 0.05), size)
    top = 0.4 + height + 0.12
    sentence, size, height = fitted_sentence(clean(summary.point), FULL)
    hand.text(page, BoxIn(LEFT, top, FULL, height), sentence, size, name="sentence")
    top += height + 0.15
    alternative = say("slides.alternative", language, title=clean(summary.title), sentence=clean(map_alternative(summary)))
    wide = _RIGHT - LEFT - 0.3
    below_map = BOTTOM - key_height(summary, wide)
    scale = hand.picture(page, BoxIn(LEFT, top, wide, below_map - top), drawn, alternative)
    map_key(hand, page, summary, BoxIn(LEFT, below_map, wide, BOTTOM - below_map))
    if summary.scene_chart is not None:
        need_column(hand, page, summary, summary.scene_chart, BoxIn(_RIGHT, top, _SIDE, BOTTOM - top))
        foot(hand, scene, page)
        return
    below = meter_column(hand, page, summary, BoxIn(_RIGHT, top, _SIDE, BOTTOM - top)) + 0.1
    bottom = _circles(hand, summary, page, below, scale)
    _legend(hand, scene, page, BoxIn(_RIGHT, below, _SIDE, bottom - below), drawn)
    foot(hand, scene, page)


def _circles(hand: SlideWriter, summary: ViewSummary, page: Page, top: float, scale: float) -> float:
    """What the circles on the map stand for, as large as they are there, at the foot of the column; returns where they begin."""
    if not summary.has_circles or not summary.circle_key:
        return BOTTOM
    key = [(circle_radius(size) / MM_PER_INCH * scale, told) for size, told in summary.circle_key]
    told = clean(summary.circles_told)
    high = lines_of(told, SMALLEST, _SIDE) * line_height(SMALLEST) + 2 * max(radius for radius, _ in key) + 0.1
    begin = max(top, BOTTOM - high)
    hand.circles(page, BoxIn(_RIGHT, begin, _SIDE, high), key, told, colour=summary.circle_colour)
    return begin - 0.05


def _legend(hand: SlideWriter, scene: Slide, page: Page, box: BoxIn, drawn: bytes) -> None:
    """The legend below the figures; on slides of its own where it is longer than that."""
    summary, language = scene.summary, hand.language
    lines = summary.legend_there
    head = (summary.unit, summary.count_heading, say("legend.columns_inhabitants", language))
    told = say("legend.caption", language, measure=clean(summary.title))
    widths = _columns(_SIDE, summary.count_heading, _SWATCH)
    if sum(row_height(label, widths[1], SMALLEST) for label in (summary.unit, *(line.label for line in lines))) <= box.height:
        hand.legend(page, box, lines, head=head, widths=widths, told=told)
        return
    hand.text(
        page,
        BoxIn(box.left, box.top + 0.05, box.width, 0.8),
        f"{summary.unit}. {say('slides.legend_next', language)}",
        SMALLEST,
        colour=hand.theme.soft,
    )
    _legend_apart(hand, scene, drawn, head=head, told=told)


def _columns(width: float, heading: str, swatch: float) -> tuple[float, float, float, float]:
    """The columns of a legend in inches: swatch, class, what `heading` counts, inhabitants; no word of the heading is broken."""
    counted = min(_WIDEST, max(_NUMBERS, *(width_of(word, SMALLEST) + CELL_SIDES for word in heading.split(" "))))
    return swatch, width - swatch - counted - _NUMBERS, counted, _NUMBERS


def _legend_apart(hand: SlideWriter, scene: Slide, drawn: bytes, *, head: Sequence[str], told: str) -> None:
    """A long legend on slides that follow, as much on each as has room beside the map, which each shows again: its numbers are read there."""
    language = hand.language
    alternative = say("slides.alternative", language, title=clean(scene.summary.title), sentence=clean(map_alternative(scene.summary)))
    longest = say("slides.legend_part", language, title=scene.told, n=10, of=10)
    _, size, height = fitted(longest, FULL, (28, 26, 24, 22), 2, serif=True)
    top = 0.7 + height
    width = LEFT + FULL - _APART
    widths = _columns(width, head[1], 0.5)
    pages = _paged(scene.summary.legend_there, head[0], widths[1], BOTTOM - top)
    for place, some in enumerate(pages, 1):
        part = say("slides.legend_part", language, title=scene.told, n=place, of=len(pages))
        whole = say("slides.legend_title", language, title=scene.told)
        title = fitted(part if len(pages) > 1 else whole, FULL, (size,), 2, serif=True)[0]
        page = hand.slide(title, BoxIn(LEFT, 0.4, FULL, height + 0.05), size)
        hand.picture(page, BoxIn(LEFT, top, _APART - LEFT - 0.3, BOTTOM - top), drawn, alternative)
        hand.legend(page, BoxIn(_APART, top, width, BOTTOM - top), some, head=head, widths=widths, told=told)
        foot(hand, scene, page)


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
        top += 0.42
        for text in paragraphs:
            told, size, height = fitted(text, FULL, (16, SMALLEST), 3)
            hand.text(page, BoxIn(LEFT, top, FULL, height), told, size)
            top += height + 0.06
        top += 0.2
    version = say(
        "app.footer", language, vintage=summary.view.selection.vintage.value, year=str(summary.year), version=summary.atlas.catalog.version
    )
    hand.text(page, BoxIn(LEFT, FOOT, FULL - 0.9, HEIGHT_IN - FOOT - 0.2), version, SOURCE, colour=hand.theme.soft, name="source")
    hand.page_number(page, BoxIn(WIDTH_IN - 1.2, FOOT, 0.6, 0.3))
    hand.note(page, [say("meter.how", language), say("meter.how_text", language), *(text for _, texts in parts for text in texts)])
