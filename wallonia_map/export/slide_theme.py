"""What every slide wears: fonts and colours as the deck's own theme, and the few things that python-pptx leaves to XML.

Import this module late: it brings python-pptx.
"""

import re
from dataclasses import dataclass

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.presentation import Presentation as Deck
from pptx.shapes.autoshape import Shape as AutoShape
from pptx.shapes.base import BaseShape
from pptx.table import _Cell
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Emu, Inches, Pt

from wallonia_map.export import map_theme
from wallonia_map.export.map_theme import MapTheme
from wallonia_map.export.slide_text import CELL_SIDES, HEIGHT_IN, WIDTH_IN
from wallonia_map.views import palette
from wallonia_map.views.legend_line import LegendLine


def _hex(colour: str) -> str:
    """A colour as the file format writes it."""
    return colour.removeprefix("#").upper()


@dataclass(frozen=True)
class SlideTheme:
    """The colours of slides, as the file format writes them, and those of the maps on them.

    `track` is the empty part of a bar, `edge` the outline of a swatch; a title is written in `ink` on `paper`, notes in `soft`.
    """

    ink: str
    paper: str
    soft: str
    accent: str
    track: str
    edge: str
    map: MapTheme

    @property
    def is_dark(self) -> bool:
        """Whether it is light on black."""
        return self.map is map_theme.HALL


LIGHT = SlideTheme(
    ink=_hex(palette.INK), paper=_hex(palette.PAPER), soft=_hex(palette.SOFT), accent=_hex(palette.ACCENT), track=_hex(palette.TRACK),
    edge=_hex(palette.DRAWN_PALE), map=map_theme.LIGHT,
)  # fmt: skip
#: For a dark hall, as the stage is there.
HALL = SlideTheme(
    ink=_hex(palette.HALL_INK), paper=_hex(palette.HALL_PAPER), soft=_hex(palette.HALL_SOFT), accent=_hex(palette.DARK_ACCENT),
    track=_hex(palette.HALL_TRACK), edge=_hex(palette.HALL_EDGE), map=map_theme.HALL,
)  # fmt: skip
#: The table style « no style, no grid »: every line and fill is our own.
PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_TITLE_ONLY = "Title Only"
_FONTS = {"majorFont": "Georgia", "minorFont": "Calibri"}


def dressed_deck(worn: SlideTheme) -> Deck:
    """An empty 16:9 deck with our fonts and colours as its theme, so that what a speaker adds looks like the rest."""
    deck = Presentation()
    wider = Inches(WIDTH_IN) / (deck.slide_width or Inches(10))
    deck.slide_width, deck.slide_height = Inches(WIDTH_IN), Inches(HEIGHT_IN)
    for layout in list(deck.slide_layouts):
        if layout.name != _TITLE_ONLY:
            deck.slide_layouts.remove(layout)
    for page in (deck.slide_master, *deck.slide_layouts):
        for shape in page.placeholders:
            if shape.element.spPr.find(qn("a:xfrm")) is not None:  # the others follow their master
                shape.left, shape.width = Emu(round(shape.left * wider)), Emu(round(shape.width * wider))
    for level in deck.slide_master.element.iter(qn("p:titleStyle")):
        level.find(qn("a:lvl1pPr")).set("algn", "l")
    if worn.is_dark:  # the theme's dark colours are its ground, its light ones its text
        for name, colour in {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}.items():
            deck.slide_master.element.find(qn("p:clrMap")).set(name, colour)
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _themed(theme.blob.decode("utf-8"), worn).encode("utf-8")  # python-pptx has no public way to a theme
    return deck


def _themed(theme: str, worn: SlideTheme) -> str:
    on, ground = ("lt", "dk") if worn.is_dark else ("dk", "lt")
    colours = {
        f"{on}1": worn.ink, f"{ground}1": worn.paper, f"{on}2": worn.accent, f"{ground}2": worn.track, "accent1": worn.accent, "hlink": worn.accent,
        "folHlink": worn.soft,
    }  # fmt: skip
    for name, colour in colours.items():
        theme = re.sub(rf"<a:{name}>.*?</a:{name}>", f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>', theme, flags=re.DOTALL)
    for name, font in _FONTS.items():
        theme = re.sub(rf'(<a:{name}><a:latin typeface=")[^"]*', rf"\g<1>{font}", theme)
    return theme


def settled(frame: TextFrame, anchor: MSO_ANCHOR) -> TextFrame:
    """A frame without margins that wraps and never changes the size of its text."""
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
    return frame


def tell(shape: BaseShape, alternative: str) -> None:
    """Give a shape its alternative text."""
    shape.element.xpath(".//p:cNvPr")[0].set("descr", alternative)


def margins(cell: _Cell, anchor: MSO_ANCHOR, ends: float) -> None:
    """Narrow margins, `ends` inches above and below together, text at `anchor`."""
    cell.margin_left = cell.margin_right = Inches(CELL_SIDES / 2)
    cell.margin_top = cell.margin_bottom = Inches(ends / 2)
    cell.vertical_anchor = anchor


def ruled(cell: _Cell, sides: str, colour: str, weight: float = 0.75) -> None:
    """Draw lines at some sides of a cell: letters of `LRTB`. Lines come first in a cell's properties, in this order."""
    properties = cell._tc.get_or_add_tcPr()
    for position, side in enumerate(letter for letter in "LRTB" if letter in sides):
        line = OxmlElement(f"a:ln{side}")
        line.set("w", str(Pt(weight)))
        fill = OxmlElement("a:solidFill")
        value = OxmlElement("a:srgbClr")
        value.set("val", colour)
        fill.append(value)
        line.append(fill)
        properties.insert(position, line)


def swatched(cell: AutoShape | _Cell, line: LegendLine, worn: SlideTheme) -> None:
    """Fill a shape or a cell as the map fills the class: its colour, the hatching of « not known », or the dots of « not applicable »."""
    if not line.is_applicable:
        dotted(cell, worn)
    elif line.is_known:
        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor.from_string(line.colour.removeprefix("#").upper())
    else:
        hatched(cell, worn)


def hatched(shape: AutoShape | _Cell, worn: SlideTheme) -> None:
    """Fill a shape or a cell with the hatching of « not known »."""
    shape.fill.patterned()
    shape.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    shape.fill.fore_color.rgb = RGBColor.from_string(_hex(worn.map.hatch_line))
    shape.fill.back_color.rgb = RGBColor.from_string(_hex(worn.map.hatch_ground))


def dotted(shape: AutoShape | _Cell, worn: SlideTheme) -> None:
    """Fill a shape or a cell with the dots of « not applicable »."""
    shape.fill.patterned()
    shape.fill.pattern = MSO_PATTERN.PERCENT_10
    shape.fill.fore_color.rgb = RGBColor.from_string(_hex(worn.map.hatch_line))
    shape.fill.back_color.rgb = RGBColor.from_string(_hex(worn.map.dotted_ground))


def emptied(paragraph: _Paragraph, size: int) -> None:
    """Make a paragraph without text as high as its size, not as the theme's 18 points."""
    end = OxmlElement("a:endParaRPr")
    end.set("sz", str(size * 100))
    paragraph._p.append(end)


def hung(paragraph: _Paragraph, indent: Emu, *, has_mark: bool) -> None:
    """Let every line of a paragraph begin at `indent`, but its mark, where it has one."""
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(int(indent)))
    properties.set("indent", str(-int(indent) if has_mark else 0))


def text_on(colour: str) -> str:
    """Black or white, whichever reads better on `colour` (`#rrggbb`): 4.5:1 at least, since one of them always has it."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in (red, green, blue)]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "000000" if (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) else "FFFFFF"
