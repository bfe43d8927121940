"""The hand that draws slides: native text, bars and tables, pictures with alternative texts, notes.

Import this module late: it brings python-pptx.
"""

import copy
import datetime
import io
import re
import zipfile
from collections.abc import Callable, Sequence

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.autoshape import Shape as AutoShape
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Emu, Inches, Pt

from wallonia_map.export.office import clean
from wallonia_map.export.slide_text import BoxIn, line_height, lines_of, width_of
from wallonia_map.export.slide_theme import (
    LIGHT,
    SlideTheme,
    dressed_deck,
    emptied,
    hatched,
    hung,
    settled,
    swatched,
    tell,
)
from wallonia_map.views import palette
from wallonia_map.views.dots import COVERED
from wallonia_map.views.legend_line import LegendLine
from wallonia_map.views.meter_lines import MeterLine
from wallonia_map.views.summary import ViewSummary

#: What draws the map of a view as a picture, so many millimetres wide at most: its names are as large as they are written then.
Picture = Callable[[ViewSummary, float], bytes]
#: No text is smaller than 14 points, but the line of sources.
SMALLEST, SOURCE = 14, 11
#: The edge of a circle of the legend, which is white on the map whatever its theme.
_CIRCLE = palette.INK.removeprefix("#")
_LANGUAGES = {
    "fr": MSO_LANGUAGE_ID.BELGIAN_FRENCH, "en": MSO_LANGUAGE_ID.ENGLISH_UK, "nl": MSO_LANGUAGE_ID.BELGIAN_DUTCH,
    "de": MSO_LANGUAGE_ID.GERMAN,
}  # fmt: skip


class SlideWriter:
    """Draws on the slides of one deck, in one language and one theme."""

    def __init__(self, language: str, theme: SlideTheme = LIGHT) -> None:
        self.language, self.theme = language, theme
        self.deck = dressed_deck(theme)

    def slide(self, title: str, box: BoxIn, size: int) -> Slide:
        """A slide with its title in the title's own placeholder, so that outlines and screen readers find it."""
        made = self.deck.slides.add_slide(self.deck.slide_layouts[0])
        holder = made.shapes.title
        assert holder is not None  # the layout is « title only »
        holder.left, holder.top, holder.width, holder.height = box.emu
        self.write(settled(holder.text_frame, MSO_ANCHOR.TOP), title, size)
        return made

    def text(
        self, slide: Slide, box: BoxIn, text: str, size: int, *, colour: str = "", serif: bool = False, align: PP_ALIGN = PP_ALIGN.LEFT,
        anchor: MSO_ANCHOR = MSO_ANCHOR.TOP, name: str = "", link: tuple[str, str] | None = None, wraps: bool = True,
    ) -> None:  # fmt: skip
        """A native text box, in ink unless it has a colour; `link` adds a line that leads to an address. A figure that never `wraps` is never broken."""
        shape = slide.shapes.add_textbox(*box.emu)
        shape.name = name or shape.name
        paragraph = self.write(settled(shape.text_frame, anchor), text, size, colour=colour, serif=serif)
        shape.text_frame.word_wrap = wraps
        paragraph.alignment = align
        if link is not None and re.match(r"https?://", link[1]):
            self._run(shape.text_frame.add_paragraph(), link[0], size, self.theme.accent, serif=serif, address=link[1])

    def write(self, frame: TextFrame, text: str, size: int | None, *, colour: str = "", serif: bool = False) -> _Paragraph:
        """Fill the first paragraph of a frame."""
        paragraph = frame.paragraphs[0]
        self._run(paragraph, text, size, colour, serif=serif)
        return paragraph

    def _run(self, paragraph: _Paragraph, text: str, size: int | None, colour: str, *, serif: bool, address: str = "") -> None:
        if not text:
            emptied(paragraph, size or SMALLEST)
            return
        run = paragraph.add_run()
        run.text = clean(text)
        run.font.language_id = _LANGUAGES[self.language]
        if size is not None:
            run.font.size = Pt(size)
            run.font.color.rgb = RGBColor.from_string(colour or self.theme.ink)
        if serif:
            run.font.name = "+mj-lt"  # the theme's font for titles
        if address:
            run.hyperlink.address = clean(address)

    def picture(self, slide: Slide, box: BoxIn, content: bytes, alternative: str) -> float:
        """A picture as large as `box` lets it be, at its upper left, with its alternative text; returns how many times its own size that is."""
        shape = slide.shapes.add_picture(io.BytesIO(content), Inches(box.left), Inches(box.top))
        scale = min(Inches(box.width) / shape.width, Inches(box.height) / shape.height)
        shape.width, shape.height = Emu(round(shape.width * scale)), Emu(round(shape.height * scale))
        shape.left = Inches(box.left) + (Inches(box.width) - shape.width) // 2
        tell(shape, clean(alternative))
        return float(scale)

    def circles(self, slide: Slide, box: BoxIn, key: Sequence[tuple[float, str]], told: str, *, colour: str) -> None:
        """What circles of some sizes (radius in inches) filled in `colour` stand for: `told`, and below it native circles, each before its words."""
        height = lines_of(told, SMALLEST, box.width) * line_height(SMALLEST)
        self.text(slide, BoxIn(box.left, box.top, box.width, height), told, SMALLEST, colour=self.theme.soft, name="circles")
        largest, left = max((radius for radius, _ in key), default=0.0), box.left
        middle = box.top + height + max(largest, line_height(SMALLEST) / 2)
        for radius, words in key:
            self._oval(slide, BoxIn(left, middle - radius, 2 * radius, 2 * radius), colour.removeprefix("#"), "circle", words, edge=_CIRCLE)
            left += 2 * radius + 0.06
            wide = width_of(words, SMALLEST) + 0.05
            self.text(
                slide, BoxIn(left, middle - line_height(SMALLEST) / 2, wide, line_height(SMALLEST)), words, SMALLEST, name="circle's figure"
            )
            left += wide + 0.12

    def dot(self, slide: Slide, box: BoxIn, state: str, told: str) -> None:
        """A dot of the map's legend: full where something is covered, a ring where that is not known."""
        on, ground = self.theme.ink, self.theme.paper if self.theme.is_dark else "FFFFFF"
        self._oval(slide, box, on if state == COVERED else ground, "dot", told, edge=on)

    def _oval(self, slide: Slide, box: BoxIn, colour: str, name: str, told: str, *, edge: str) -> None:
        shape = slide.shapes.add_shape(MSO_SHAPE.OVAL, *box.emu)
        shape.name = name
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(colour)
        shape.line.color.rgb, shape.line.width = RGBColor.from_string(edge), Pt(1)
        shape.element.remove(shape.element.find(qn("p:style")))
        tell(shape, told)

    def swatch(self, slide: Slide, box: BoxIn, line: LegendLine) -> None:
        """The colour of a class outside a table, or its hatching, with an outline."""
        shape = self._rectangle(slide, box, self.theme.edge, "swatch")
        swatched(shape, line, self.theme)
        shape.line.color.rgb, shape.line.width = RGBColor.from_string(self.theme.edge), Pt(0.75)
        tell(shape, line.label)
        if line.is_circle:
            wide = 0.7 * min(box.width, box.height)
            inner = BoxIn(box.left + (box.width - wide) / 2, box.top + (box.height - wide) / 2, wide, wide)
            self._oval(slide, inner, palette.CIRCLE.removeprefix("#"), "circle of a swatch", line.label, edge="FFFFFF")

    def bar(self, slide: Slide, box: BoxIn, line: MeterLine) -> None:
        """A native bar: a track, and on it the share."""
        told = f"{line.share_written} — {line.figures}"
        for name, width, colour in (("track", box.width, self.theme.track), ("bar", box.width * line.share, self.theme.accent)):
            if width > 0:
                tell(self._rectangle(slide, BoxIn(box.left, box.top, width, box.height), colour, name), told)
        if line.not_known:
            beside = BoxIn(box.left + box.width * line.share, box.top, box.width * line.not_known, box.height)
            shape = self._rectangle(slide, beside, self.theme.track, "not known")
            hatched(shape, self.theme)
            tell(shape, told)

    def rule(self, slide: Slide, box: BoxIn) -> None:
        """A short thick line in the accent: the one ornament."""
        self._rectangle(slide, box, self.theme.accent, "ornament")

    def _rectangle(self, slide: Slide, box: BoxIn, colour: str, name: str) -> AutoShape:
        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.emu)
        shape.name = name
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(colour)
        shape.line.fill.background()
        shape.element.remove(shape.element.find(qn("p:style")))  # the theme's style would add a shadow
        return shape

    def listed(
        self, slide: Slide, box: BoxIn, texts: Sequence[tuple[str, str]], size: int, *, spacing: float, indent: float = 0, name: str = ""
    ) -> None:  # fmt: skip
        """Paragraphs in one native text box, `spacing` inches apart, each behind its mark where texts are indented: one that takes more lines moves the rest."""
        shape = slide.shapes.add_textbox(*box.emu)
        shape.name = name or shape.name
        frame = settled(shape.text_frame, MSO_ANCHOR.TOP)
        for place, (mark, text) in enumerate(texts):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.space_after = Inches(spacing)
            hung(paragraph, Inches(indent), has_mark=bool(mark))
            if mark:
                self._run(paragraph, mark, size, self.theme.accent, serif=True)
                paragraph.runs[0].text += "\t"
            self._run(paragraph, text, size, "", serif=False)

    def note(self, slide: Slide, paragraphs: Sequence[str]) -> None:
        """The speaker's notes."""
        notes = slide.notes_slide.notes_text_frame
        assert notes is not None  # python-pptx's own notes page has one
        for place, text in enumerate(paragraphs):
            paragraph = notes.paragraphs[0] if place == 0 else notes.add_paragraph()
            self._run(paragraph, text, None, "", serif=False)

    def page_number(self, slide: Slide, box: BoxIn) -> None:
        """The slide's number, as the field of the layout that PowerPoint keeps up to date."""
        for holder in slide.slide_layout.placeholders:
            if holder.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER:
                element = copy.deepcopy(holder.element)
                element.nvSpPr.cNvPr.id = max(shape.shape_id for shape in slide.shapes) + 1
                slide.shapes.element.append(element)
                made = slide.shapes[-1]
                made.left, made.top, made.width, made.height = box.emu
                for run in element.iter(qn("a:rPr")):
                    run.set("lang", str(MSO_LANGUAGE_ID.to_xml(_LANGUAGES[self.language])))
                    run.set("sz", str(SMALLEST * 100))

    def saved(self, day: datetime.date) -> bytes:
        """The deck as bytes, the same for the same slides: the archive's clock is stopped at `day`."""
        out, kept = io.BytesIO(), io.BytesIO()
        self.deck.save(out)
        with zipfile.ZipFile(out) as made, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as still:
            for name in made.namelist():
                stopped = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
                still.writestr(stopped, made.read(name), zipfile.ZIP_DEFLATED)
        return kept.getvalue()
