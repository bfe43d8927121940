"""What every slide wears: fonts and colours as the deck's own theme, and the few things that python-pptx leaves to XML.

Import this module late: it brings python-pptx.
"""

import re

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

from wallonia_map.export.slide_text import CELL_ENDS, CELL_SIDES, HEIGHT_IN, WIDTH_IN
from wallonia_map.views import palette
from wallonia_map.views.legend_line import LegendLine


def _hex(colour: str) -> str:
    """A colour as the file format writes it."""
    return colour.removeprefix("#").upper()


INK, PAPER, ACCENT = _hex(palette.INK), _hex(palette.PAPER), _hex(palette.ACCENT)
SOFT, TRACK, EDGE = _hex(palette.SOFT), _hex(palette.TRACK), _hex(palette.EDGE)
#: The table style « no style, no grid »: every line and fill is our own.
PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_TITLE_ONLY = "Title Only"
_COLOURS = {"dk1": INK, "lt1": PAPER, "dk2": ACCENT, "lt2": TRACK, "accent1": ACCENT, "hlink": ACCENT, "folHlink": SOFT}
_FONTS = {"majorFont": "Georgia", "minorFont": "Calibri"}


def dressed_deck() -> Deck:
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
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _themed(theme.blob.decode("utf-8")).encode("utf-8")  # python-pptx has no public way to a theme
    return deck


def _themed(theme: str) -> str:
    for name, colour in _COLOURS.items():
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


def margins(cell: _Cell, anchor: MSO_ANCHOR) -> None:
    """Narrow margins, text at `anchor`."""
    cell.margin_left = cell.margin_right = Inches(CELL_SIDES / 2)
    cell.margin_top = cell.margin_bottom = Inches(CELL_ENDS / 2)
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


def swatched(cell: AutoShape | _Cell, line: LegendLine) -> None:
    """Fill a shape or a cell as the map fills the class: its colour, the hatching of « not known », or the dots of « not applicable »."""
    if not line.is_applicable:
        dotted(cell)
    elif line.is_known:
        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor.from_string(line.colour.removeprefix("#").upper())
    else:
        hatched(cell)


def hatched(shape: AutoShape | _Cell) -> None:
    """Fill a shape or a cell with the hatching of « not known »."""
    shape.fill.patterned()
    shape.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    shape.fill.fore_color.rgb = RGBColor.from_string(_hex(palette.NOT_KNOWN))
    shape.fill.back_color.rgb = RGBColor.from_string(PAPER)


def dotted(shape: AutoShape | _Cell) -> None:
    """Fill a shape or a cell with the dots of « not applicable »."""
    shape.fill.patterned()
    shape.fill.pattern = MSO_PATTERN.PERCENT_10
    shape.fill.fore_color.rgb = RGBColor.from_string(_hex(palette.NOT_KNOWN))
    shape.fill.back_color.rgb = RGBColor.from_string(PAPER)


def emptied(paragraph: _Paragraph, size: int) -> None:
    """Make a paragraph without text as high as its size, not as the theme's 18 points."""
    end = OxmlElement("a:endParaRPr")
    end.set("sz", str(size * 100))
    paragraph._p.append(end)


def is_dark(colour: str) -> bool:
    """Whether light text reads better than dark on `colour` (`#rrggbb`)."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 110
