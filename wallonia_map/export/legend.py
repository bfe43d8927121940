"""The legend of a drawn map: classes with what they hold, circles, scale; measured before it is placed.

Import this module late: it brings matplotlib.
"""

from dataclasses import dataclass
from functools import cached_property

from matplotlib.patches import Rectangle

from wallonia_map.export.map_theme import LIGHT
from wallonia_map.export.symbols import bar_km, circle, circle_radius, dot, dotted, hatch, scale_bar
from wallonia_map.export.typography import SANS, Canvas, Face
from wallonia_map.i18n import number, say
from wallonia_map.views.dots import DotLine
from wallonia_map.views.legend_line import LegendLine
from wallonia_map.views.palette import HATCH_GROUND, RULE, SOFT
from wallonia_map.views.summary import ViewSummary

_GAP = 3.0


@dataclass(frozen=True)
class Legend:
    """The legend of `summary` with texts of `size` points."""

    summary: ViewSummary
    size: float

    @property
    def face(self) -> Face:
        """How the rows are set."""
        return Face(SANS, self.size)

    @property
    def _head(self) -> Face:
        return Face(SANS, self.size, 700)

    @property
    def _small(self) -> Face:
        return Face(SANS, max(self.size * 0.9, 6.5))

    @property
    def _swatch(self) -> float:
        return self.size * 0.5

    @cached_property
    def _counts(self) -> list[tuple[str, str]]:
        language = self.summary.language
        return [(line.count_written(language), number(line.inhabitants, language)) for line in self._every]

    @cached_property
    def _columns(self) -> tuple[float, float, float]:
        """The widths of label, municipalities and inhabitants."""
        language = self.summary.language
        heads = [self.summary.count_heading, say("legend.columns_inhabitants", language)]
        first, second = (
            max(self._small.width(head), *(self.face.width(row[place]) for row in self._counts)) for place, head in enumerate(heads)
        )
        longest = max(self.face.width(text) for text in [self._outside, *(line.label for line in self._every)])
        labels = min(longest, self.size * (6.8 if self.summary.is_categorical else 4.9))
        return max(labels, self._small.width(say("legend.columns_class", language))), first, second

    @property
    def _every(self) -> tuple[LegendLine | DotLine, ...]:
        """The classes, then the dots."""
        return (*self.summary.legend, *self.summary.dot_key)

    @property
    def _outside(self) -> str:
        """The row of municipalities that the filters leave out, if there are any."""
        every = self.summary.atlas.municipalities(self.summary.view.selection.vintage)
        return say("legend.outside", self.summary.language) if 0 < len(self.summary.selected.places) < len(every) else ""

    @property
    def width(self) -> float:
        """How wide the legend is, in millimetres."""
        return self._swatch + 2 + sum(self._columns) + 2 * _GAP

    @property
    def _title(self) -> list[str]:
        unit = self.summary.unit
        return self._head.lines(unit[:1].upper() + unit[1:], self.width)

    @cached_property
    def _rows(self) -> list[tuple[LegendLine | DotLine, list[str]]]:
        return [(line, self.face.lines(line.label, self._columns[0])) for line in self._every]

    @property
    def _step(self) -> float:
        return self.face.leading * 1.12

    @property
    def _circles_height(self) -> float:
        lines = len(self._small.lines(self.summary.circles_told, self.width))
        return lines * self._small.leading + 2 * circle_radius(self._largest) + 3

    @property
    def _largest(self) -> float:
        return max((size for size, _ in self.summary.circle_key), default=1)

    @cached_property
    def height(self) -> float:
        """How high the legend is, in millimetres."""
        lines = sum(len(lines) for _, lines in self._rows) + bool(self._outside)
        head = len(self._title) * self._head.leading + self._small.leading + 2
        circles = self._circles_height if self.summary.has_circles else 0
        return head + lines * self._step + circles + self._small.leading + 4.6

    def paint(self, sheet: Canvas, x: float, y: float, mm_per_m: float) -> None:
        """Draw the legend from its upper left corner."""
        language = self.summary.language
        y = sheet.paragraph(x, y, self._title, self._head)
        labels, first, _ = self._columns
        text, middle, right = x + self._swatch + 2, x + self._swatch + 2 + labels + _GAP + first, x + self.width
        base = y + self._small.leading * 0.8
        sheet.text(middle, base, self.summary.count_heading, self._small, colour=SOFT, align="right")
        sheet.text(right, base, say("legend.columns_inhabitants", language), self._small, colour=SOFT, align="right")
        y += self._small.leading + 0.4
        sheet.line([(x, y), (right, y)], colour=RULE, weight=0.6)
        y += 1.0
        for (line, lines), (municipalities, inhabitants) in zip(self._rows, self._counts, strict=True):
            if isinstance(line, DotLine):
                dot(sheet, x + self._swatch / 2, y + self._step / 2, line.state)
            else:
                self._key(sheet, x, y, line)
            base = self._base(y)
            for place, part in enumerate(lines):
                sheet.text(text, base + place * self.face.leading, part, self.face)
            sheet.text(middle, base, municipalities, self.face, align="right")
            sheet.text(right, base, inhabitants, self.face, align="right")
            y += self._step * len(lines)
        if self._outside:
            sheet.rectangle(
                x, y + 0.15 * self._step, self._swatch, 0.7 * self._step, facecolor=LIGHT.outside, edgecolor="#c9c9c4", linewidth=0.5
            )
            sheet.text(text, self._base(y), self._outside, self.face, colour=SOFT)
            y += self._step
        if self.summary.has_circles:
            y = self._circles(sheet, x, y + 1)
        y += self._small.leading + 3.5
        km = bar_km(mm_per_m, min(self.width - 6, self.size * 5.6))
        scale_bar(sheet, x, y, km=km, mm_per_m=mm_per_m, face=self._small, language=language)

    def _base(self, y: float) -> float:
        """The baseline of a row that begins at `y`."""
        return y + self._step / 2 + self.face.x_height * 0.68

    def _key(self, sheet: Canvas, x: float, y: float, line: LegendLine) -> None:
        high = 0.7 * self._step
        colour = line.colour if line.is_known else HATCH_GROUND
        key = Rectangle((x, y + 0.15 * self._step), self._swatch, high, facecolor=colour, edgecolor="#8f9a9c", linewidth=0.5, zorder=6)
        sheet.axes.add_artist(key)
        if line.is_circle:
            circle(sheet, x + self._swatch / 2, y + self._step / 2, high * 0.36, self.summary.circle_colour)
        if not line.is_known:
            hatch(key)
        elif not line.is_applicable:
            dotted(key)
        if line.mark:
            tight = Face(SANS, self.face.size * 0.85, 700)
            sheet.text(x + self._swatch / 2, self._base(y) - 0.1, line.mark, tight, align="center", halo=LIGHT.halo)

    def _circles(self, sheet: Canvas, x: float, y: float) -> float:
        y = sheet.paragraph(x, y, self._small.lines(self.summary.circles_told, self.width), self._small, colour=SOFT)
        largest = circle_radius(self._largest)
        for size, told in self.summary.circle_key:
            radius = circle_radius(size)
            circle(sheet, x + radius, y + 1 + largest, radius, self.summary.circle_colour)
            sheet.text(x + 2 * radius + 1, y + 1 + largest + self._small.x_height / 2, told, self._small)
            x += 2 * radius + 4 + self._small.width(told)
        return y + 2 * largest + 2
