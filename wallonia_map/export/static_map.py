"""The static map: one page to print or to project, from the same classes and colours as the web map."""

import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from xml.sax.saxutils import escape

from wallonia_map.export.file_names import document_name
from wallonia_map.export.receipt import File
from wallonia_map.i18n import date_long, say
from wallonia_map.views.map_alternative import map_alternative
from wallonia_map.views.palette import ACCENT_TEXT, RULE, SOFT
from wallonia_map.views.summary import ViewSummary

if TYPE_CHECKING:  # matplotlib costs a third of a second: only who asks for a map pays it
    from wallonia_map.export.cartography import BoxMm, MapDrawing
    from wallonia_map.export.legend import Legend
    from wallonia_map.export.typography import Canvas

Form = Literal["png", "svg", "pdf"]
Page = Literal["a4", "16x9"]
MEDIA_TYPES: dict[Form, str] = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}


@dataclass(frozen=True)
class Format:
    """A page in millimetres and the sizes of its texts in points."""

    width: float
    height: float
    margin: float
    eyebrow: float
    title: float
    sentence: float
    legend: float
    small: float
    #: How wide the sentence is set where it stands beside the map.
    measure: float
    #: Whether sentence and legend may share a column beside the map.
    has_column: bool = False
    #: Dots per inch where the page is made for a screen of a given size.
    dpi: int | None = None


FORMATS: dict[Page, Format] = {
    "a4": Format(297, 210, 15, eyebrow=9, title=22, sentence=10.5, legend=9, small=7.5, measure=80),
    "16x9": Format(
        1920 / 144 * 25.4,
        1080 / 144 * 25.4,
        13,
        eyebrow=12,
        title=27,
        sentence=14,
        legend=12.5,
        small=12,
        measure=84,
        has_column=True,
        dpi=144,
    ),
}


_FURTHER_DIGITS = re.compile(r"(?<=\.\d\d)\d+")
#: Where a legend in a column of its own begins, in millimetres.
_TALL_TOP = 12


def static_map(summary: ViewSummary, form: Form, *, page: Page = "a4", dpi: int = 200, day: datetime.date) -> File:
    """The view of `summary` as one page: title, sentence, map, legend with counts, scale, sources.

    `dpi` is for the PNG of A4; 16:9 always has 1920 × 1080 dots. Text stays text in SVG and PDF; the same summary and day give
    the same bytes.
    """
    from wallonia_map.export import typography

    with typography.drawing():
        sheet = _page(summary, FORMATS[page], day)
        if form == "png":
            content = sheet.saved("png", dpi=FORMATS[page].dpi or dpi, metadata={
                "Title": summary.title, "Author": say("app.title", summary.language), "Description": map_alternative(summary), "Software": None,
            })  # fmt: skip
        else:
            content = told_svg(sheet, summary).encode("utf-8")
    if form == "pdf":
        from wallonia_map.export.typesetting import typeset

        data = {
            "width": sheet.width,
            "height": sheet.height,
            "title": summary.title,
            "author": say("app.title", summary.language),
            "alt": map_alternative(summary),
        }
        content = typeset("static_map.typ", data, svg=content, day=day, language=summary.language)
    return File(document_name(form, summary, page=page), MEDIA_TYPES[form], content)


def map_svg(summary: ViewSummary, width: float, height: float, *, with_fonts: bool = True) -> str:
    """The map without title, legend and sources, as SVG of `width` × `height` mm: for pages that set these themselves.

    Without its fonts it is a quarter as long: for a document of many maps, whose maker has them.
    """
    from wallonia_map.export import typography
    from wallonia_map.export.cartography import BoxMm, MapDrawing, MapExtent
    from wallonia_map.export.symbols import bar_km, scale_bar

    with typography.drawing():
        sheet = typography.Canvas(width, height)
        drawn = MapDrawing(MapExtent(summary), BoxMm(1, 1, width - 2, height - 10), 0.5)
        small = typography.Face(typography.SANS, 7.5)
        drawn.paint(sheet, typography.Face(typography.SANS, 8))
        km = bar_km(drawn.mm_per_m, 40)
        scale_bar(sheet, 1, height - 2.5, km=km, mm_per_m=drawn.mm_per_m, face=small, language=summary.language)
        return told_svg(sheet, summary, with_fonts=with_fonts)


def told_svg(sheet: "Canvas", summary: ViewSummary, *, with_fonts: bool = True) -> str:
    """A sheet as SVG that says its title, description and language, and brings its fonts unless it shall not."""
    from wallonia_map.export.typography import face_rules

    app = say("app.title", summary.language)
    text = sheet.saved(
        "svg", dpi=72, metadata={"Title": summary.title, "Date": None, "Creator": app, "Language": summary.language}
    ).decode()
    # a hundredth of a point is enough
    text = re.sub(r'<path [^>]*?d="[^"]*"', lambda path: _FURTHER_DIGITS.sub("", path[0]), text)
    text = text.replace("</title>", f'</title>\n <desc id="sheet-desc">{escape(map_alternative(summary))}</desc>', 1)
    text = text.replace("<title>", '<title id="sheet-title">', 1)
    text = re.sub(r"<svg ", f'<svg xml:lang="{summary.language}" role="img" aria-labelledby="sheet-title sheet-desc" ', text, count=1)
    if not with_fonts:
        return text
    return text.replace("<defs>", f'<defs>\n  <style type="text/css">{face_rules()}</style>', 1)


def _page(summary: ViewSummary, form: Format, day: datetime.date) -> "Canvas":
    """The page from its head to its foot; the map takes what is left between them."""
    from wallonia_map.export.cartography import BoxMm
    from wallonia_map.export.legend import Legend
    from wallonia_map.export.typography import SANS, SERIF, Canvas, Face

    sheet, legend = Canvas(form.width, form.height), Legend(summary, form.legend)
    bottom, right = _foot(sheet, summary, form, day) - 3, form.width - form.margin
    is_tall = legend.height > 0.62 * (bottom - form.margin)
    if is_tall:  # twenty groups: the legend has a column of its own, from top to bottom
        legend = Legend(summary, form.legend * min(1.0, (bottom - _TALL_TOP) / legend.height))
        right -= legend.width + 10
    wide = right - form.margin
    y = sheet.paragraph(
        form.margin, form.margin - 2, [say("app.title", summary.language)], Face(SANS, form.eyebrow, 700), colour=ACCENT_TEXT
    )
    title = Face(SERIF, form.title)
    if title.width(summary.title) > wide:
        title = Face(SERIF, form.title * 0.8)
    top = sheet.paragraph(form.margin, y + 0.5, title.lines(summary.title, wide, most=2), title) + 1.5
    name = Face(SANS, form.legend * 0.96)
    if is_tall or not (form.has_column and _in_column(sheet, legend, form, top, bottom)):
        sentence = Face(SANS, form.sentence)
        lines = sentence.lines(summary.sentence, wide if is_tall else wide * 0.82)
        top = sheet.paragraph(form.margin, top, lines, sentence) + 5
        drawn = _below(sheet, legend, BoxMm(form.margin, top, wide, bottom - top), is_beside=is_tall)
        drawn.paint(sheet, name)
    return sheet


def _in_column(sheet: "Canvas", legend: "Legend", form: Format, top: float, bottom: float) -> bool:
    """Sentence above legend, the map beside them; false, and nothing drawn, where the column would be too short."""
    from wallonia_map.export.cartography import BoxMm, MapDrawing, MapExtent
    from wallonia_map.export.typography import SANS, Face

    summary, column = legend.summary, max(form.measure, legend.width)
    for size in (form.sentence, form.small):
        sentence = Face(SANS, size)
        lines = sentence.lines(summary.sentence, column)
        if top + 2 + len(lines) * sentence.leading + 5 + legend.height <= bottom:
            sheet.paragraph(form.margin, top + 2, lines, sentence)
            left = form.margin + column + 8
            drawn = MapDrawing(MapExtent(summary), BoxMm(left, top, form.width - form.margin - left, bottom - top))
            legend.paint(sheet, form.margin, bottom - legend.height, drawn.mm_per_m)
            drawn.paint(sheet, Face(SANS, form.legend * 0.96))
            return True
    return False


def _below(sheet: "Canvas", legend: "Legend", box: "BoxMm", *, is_beside: bool) -> "MapDrawing":
    """The map in `box`; the legend in the corner that the map leaves free, else beside it."""
    from wallonia_map.export.cartography import BoxMm, MapDrawing, MapExtent

    ground, foot = MapExtent(legend.summary), box.top + box.height
    if is_beside:
        drawn = MapDrawing(ground, box)
        legend.paint(sheet, box.left + box.width + 10, _TALL_TOP, drawn.mm_per_m)
        return drawn
    drawn = MapDrawing(ground, box, 1.0)
    corner = BoxMm(box.left, foot - legend.height, legend.width, legend.height)
    if ground.is_whole and legend.height < box.height and drawn.leaves_free(corner):
        legend.paint(sheet, corner.left, corner.top, drawn.mm_per_m)
        return drawn
    drawn = MapDrawing(ground, BoxMm(box.left, box.top, box.width - legend.width - 8, box.height))
    legend.paint(sheet, box.left + box.width - legend.width, box.top, drawn.mm_per_m)
    return drawn


def _foot(sheet: "Canvas", summary: ViewSummary, form: Format, day: datetime.date) -> float:
    """What the page rests on, at its foot; returns where it begins."""
    from wallonia_map.export.typography import SANS, Face

    small, wide = Face(SANS, form.small), form.width - 2 * form.margin
    credit = say("static_map.credit", summary.language, version=summary.atlas.catalog.version, date=date_long(day, summary.language))
    lines = [line for text in (summary.source_line, credit) for line in small.lines(text, wide)]
    top = form.height - form.margin + 4 - len(lines) * small.leading
    sheet.line([(form.margin, top - 1.6), (form.width - form.margin, top - 1.6)], colour=RULE, weight=0.6)
    sheet.paragraph(form.margin, top, lines, small, colour=SOFT)
    return top - 1.6
