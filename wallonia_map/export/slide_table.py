"""A legend on a slide: a native table of its classes with their swatches, each as the map has it.

Import this module late: it brings python-pptx.
"""

from collections.abc import Sequence

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide as Page
from pptx.util import Inches

from wallonia_map.export.slide_parts import SMALLEST, SlideWriter
from wallonia_map.export.slide_text import CELL_ENDS, BoxIn, row_height
from wallonia_map.export.slide_theme import PLAIN_TABLE, margins, ruled, swatched, tell, text_on
from wallonia_map.i18n import number
from wallonia_map.views import palette
from wallonia_map.views.legend_line import LegendLine


def legend_table(
    hand: SlideWriter, slide: Page, box: BoxIn, lines: Sequence[LegendLine], *, head: Sequence[str], widths: Sequence[float], told: str,
    ends: float = CELL_ENDS,
) -> None:  # fmt: skip
    """The legend as a native table: swatch (with its number), class, municipalities, and inhabitants where `widths` has a column for them.

    Where `head` calls classes nothing, the heading of what they count has the room of both columns.
    """
    shape = slide.shapes.add_table(len(lines) + 1, len(widths), *box.emu)
    tell(shape, told)
    table = shape.table
    table.horz_banding = False
    shape.element.find(f".//{qn('a:tableStyleId')}").text = PLAIN_TABLE
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    rows = [("", *head), *(("●" if line.is_circle else line.mark, line.label, line.count_written(hand.language), number(line.inhabitants, hand.language))
                           for line in lines)]  # fmt: skip
    if not head[0]:
        table.cell(0, 1).merge(table.cell(0, 2))
        rows[0] = ("", head[1], "")
    for place, words in enumerate(rows):
        table.rows[place].height = Inches(row_height(words[1], widths[1] if head[0] or place else sum(widths[1:]), SMALLEST, ends))
        for column, word in enumerate(words[: len(widths)]):
            cell = table.cell(place, column)
            margins(cell, MSO_ANCHOR.MIDDLE if place else MSO_ANCHOR.BOTTOM, ends)
            sample = lines[place - 1] if place and not column else None
            on_swatch = "" if sample is None else palette.CIRCLE.removeprefix("#") if sample.is_circle else text_on(sample.colour)
            colour = on_swatch or (hand.theme.ink if place else hand.theme.soft)
            paragraph = hand.write(cell.text_frame, word, SMALLEST, colour=colour)
            classes = PP_ALIGN.LEFT if place or head[0] else PP_ALIGN.RIGHT
            paragraph.alignment = (PP_ALIGN.CENTER, classes, PP_ALIGN.RIGHT, PP_ALIGN.RIGHT)[column]
            ruled(cell, "LRTB" if place and not column else "B", hand.theme.edge if place == 0 or not column else hand.theme.track)
        if place:
            swatched(table.cell(place, 0), lines[place - 1], hand.theme)
