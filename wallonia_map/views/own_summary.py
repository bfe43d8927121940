"""A visitor's own column: one summary for map, legend, table, stage and files, beside a programme's coverage if asked."""

from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from wallonia_map.i18n import Language, exact, say
from wallonia_map.model import Selection
from wallonia_map.questions.completeness import is_partial
from wallonia_map.questions.coverage import Coverage, coverage_by, coverage_of
from wallonia_map.questions.selection import Selected
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views import circles
from wallonia_map.views.certainty import zero_label
from wallonia_map.views.classing import FEWEST_DIGITS, MISSING, LegendRow, classes, legend, rounded
from wallonia_map.views.intervals import interval
from wallonia_map.views.legend_line import LegendLine, line_of
from wallonia_map.views.measures import Measure, Measured
from wallonia_map.views.meter_lines import MeterLine
from wallonia_map.views.own_column import OwnColumn
from wallonia_map.views.own_display import ColumnDisplay
from wallonia_map.views.own_values import OwnValues
from wallonia_map.views.own_words import described, figure
from wallonia_map.views.palette import CIRCLE
from wallonia_map.views.spread import Spread, histogram
from wallonia_map.views.view import View

#: The size of the circle of the largest value, and of one that only says « covered ».
LARGEST_CIRCLE, COVERED_CIRCLE = circles.LARGEST, 2


def own_summary(column: OwnColumn, look: ColumnDisplay, atlas: Atlas, language: Language) -> "OwnColumnSummary":
    """The summary of a column under a look."""
    asked = Selection(programmes=(look.programme,) if look.programme else (), rule=look.rule, vintage=column.vintage)
    summary = OwnColumnSummary(atlas, View(asked, Measure.PER_10000), language, column, look)
    return replace(summary, view=replace(summary.view, circles=summary.has_circles))


@dataclass(frozen=True)
class OwnColumnSummary(OwnValues):
    """Everything that is said about a visitor's column.

    A rate is a fill, and coverage circles upon it; a number is circles, and coverage the fill below them, unless it is divided by
    inhabitants or can be negative: a colour would say that large places have more, and no circle is smaller than none.
    """

    @property
    def spread(self) -> Spread:
        """How the values are spread; over the classes of the fill, where they are what is filled."""
        return Spread(histogram(self.values), None if self.as_circles else self.scale)

    @cached_property
    def measured(self) -> Measured:
        """What the map paints: classes of the fill, and the circles' sizes."""
        filled = self.values
        if self.as_circles:  # the fill says coverage, or only what is known
            told = (
                self.covered.astype("float64").mask(self.places.isin(self.asked.not_known))
                if self.look.programme
                else pd.Series(1.0, index=self.places)
            )
            filled = told.where(self.values.notna())
        numbers = classes(filled, self.scale)
        rows = [row for row in legend(numbers, self.scale, self.inhabitants) if row.number or row.municipalities]
        return Measured(
            Measure.PER_10000,
            replace(self.asked, places=self.places),
            self.values,
            numbers,
            self.scale.colours,
            tuple(rows),
            self._sizes(),
            scale=self.scale,
        )

    def _sizes(self) -> pd.DataFrame:
        """Circle sizes, their area by the value: a value that is not zero has a circle, one that is not known has none."""
        if not self.as_circles:
            sizes = self.covered.astype("int64") * COVERED_CIRCLE
        else:
            most = float(self.values.max()) if self.values.notna().any() else 0.0
            sizes = (self.values.fillna(0) / (most or 1) * LARGEST_CIRCLE).round().astype("int64")
            sizes = sizes.mask(self.values.gt(0) & (sizes == 0), 1)
        return pd.DataFrame({"own": sizes if self.has_circles else sizes * 0})

    @cached_property
    def circle_key(self) -> tuple[tuple[float, str], ...]:
        """Two or three circles of known values, or the one that says « covered »."""
        if not self.as_circles:
            return ((COVERED_CIRCLE, say("legend.covered", self.language)),)
        most = float(self.values.max()) if self.values.notna().any() else 0.0
        return tuple((value / most * LARGEST_CIRCLE, figure(value, self.language)) for value in circles.key_values(most))

    @property
    def selected(self) -> Selected:
        """The programme's rows over the municipalities in view."""
        return self.measured.selected

    @cached_property
    def coverage(self) -> Coverage:
        """Coverage by the programme; without one, by municipalities with a known value."""
        if self.look.programme:
            return coverage_of(self.atlas, self.view.selection)
        return coverage_by(self.atlas, self.values.dropna().index, self.view.selection, within=self.places)

    @cached_property
    def meter(self) -> tuple[MeterLine, MeterLine, MeterLine]:
        """The three denominators, each saying of what."""
        message = "own.meter_covered" if self.look.programme else "own.meter_known"
        one, two, three = (replace(line, figures=say(message, self.language, told=line.figures)) for line in super().meter)
        return one, two, three

    @property
    def scene_meter(self) -> tuple[MeterLine, ...]:
        """The meter, each line of which says of what it speaks."""
        return self.meter

    @property
    def slug(self) -> str:
        """What file names call it: never the visitor's own words."""
        return say("own.slug", self.language)

    @property
    def lists_initiatives(self) -> bool:
        """Only beside a programme does the atlas say something of its own."""
        return bool(self.look.programme)

    @property
    def title(self) -> str:
        """The column, and what it is compared with or narrowed to."""
        if not self.look.programme:
            return self.value_name
        said = say("own.beside", self.language, name=self.value_name, programme=self.programme_name)
        return f"{said} — {say(f'own.only_{self.look.only}', self.language)}" if self.look.only else said

    @property
    def name(self) -> str:
        """The column."""
        return self.value_name

    @property
    def has_value_column(self) -> bool:
        """No other column of a table says what a visitor's does."""
        return True

    @property
    def unit(self) -> str:
        """What the fill means."""
        if self.as_circles and self.look.programme:
            return say("own.coverage_by", self.language, programme=self.programme_name)
        return self.value_name

    @property
    def circle_colour(self) -> str:
        """What circles are filled in: white over coverage."""
        return CIRCLE if self.as_circles and not self.look.programme else super().circle_colour

    @property
    def circles_told(self) -> str:
        """What the circles mean."""
        if self.as_circles:
            return say("own.circles_value", self.language, name=self.value_name)
        return say("own.circles_covered", self.language, programme=self.programme_name)

    @property
    def rows(self) -> tuple[LegendLine, ...]:
        """The classes of the fill, « not known » last."""
        return tuple(line_of(row, self._label(row)) for row in self.measured.legend)

    def _label(self, row: LegendRow) -> str:
        if row.number == MISSING:
            return say("value.not_known", self.language)
        if self.as_circles:
            if not self.look.programme:
                return say("own.known", self.language)
            partial = is_partial(self.atlas, self.asked.selection)
            return say("legend.covered", self.language) if row.number else zero_label(Measure.COVERED, self.language, partial=partial)
        return interval(row, self.language, is_lowest=row.number == 1)

    def shown(self, value: float) -> float:
        """A value with as many digits as the eye can use, and as its class needs."""
        return rounded(value, FEWEST_DIGITS) if self.as_circles else self.scale.shown(value)

    def write_value(self, value: float) -> str:
        """A value as it is shown."""
        return say("value.not_known", self.language) if pd.isna(value) else exact(self.shown(value), self.language)

    @cached_property
    def sentence(self) -> str:
        """What is known of the column, its middle and ends, and how it stands to coverage."""
        return described(self)

    @property
    def source_line(self) -> str:
        """Where the values come from: a visitor's file, not the atlas."""
        chosen = self.view.selection
        rule = say(f"rule.{chosen.rule.value}.in_sentence", self.language)
        line = say("own.source", self.language, file=self.column.file, vintage=chosen.vintage.value, year=str(self.year))
        line = f"{line} {say('own.source_coverage', self.language, rule=rule)}" if self.look.programme else line
        return line if self.as_circles else f"{line} {say('legend.closed', self.language)}"
