"""What the summaries of all measures of the atlas have in common: its own, membership in a group, official indicators."""

from abc import abstractmethod
from dataclasses import dataclass
from functools import cached_property

from wallonia_map.i18n import say
from wallonia_map.questions.need import need_by_fifths
from wallonia_map.views.classing import LegendRow
from wallonia_map.views.legend_line import LegendLine, line_of
from wallonia_map.views.measures import Measured, measured
from wallonia_map.views.need_chart import NeedChart, need_chart
from wallonia_map.views.point import measure_point
from wallonia_map.views.sentences import describe_filters, describe_view, shown_value, write_value
from wallonia_map.views.summary import ViewSummary


@dataclass(frozen=True)
class MeasureSummary(ViewSummary):
    """What all measures of the atlas have in common."""

    @cached_property
    def measured(self) -> Measured:
        """What the map shows: values, classes, colours per municipality in view."""
        return measured(self.atlas, self.view.selection, self.view.measure, self.view.counting)

    @property
    def slug(self) -> str:
        """What the map shows, as file names say it."""
        return say(f"slug.{self.view.measure.value}", self.language)

    @property
    def name(self) -> str:
        """What the map shows, without filters."""
        return say(f"measure.{self.view.measure.value}", self.language)

    @property
    def title(self) -> str:
        """What the map shows, and under which filters."""
        filters = describe_filters(self.atlas, self.view.selection, self.language)
        return self.name if filters == say("filter.none", self.language) else f"{self.name} — {filters}"

    @property
    def unit(self) -> str:
        """The unit of what the map shows, with its denominator."""
        return say(f"measure_unit.{self.view.measure.value}", self.language)

    @property
    def caption(self) -> str:
        """The measure and its unit, unless it is called by it."""
        return self.name if self.name.casefold() == self.unit.casefold() else f"{self.name} ({self.unit})"

    @cached_property
    def sentence(self) -> str:
        """Coverage, strongest and weakest province, how many have none, what is not known."""
        return describe_view(self.atlas, self.view.selection, self.view.measure, self.view.counting, self.language)

    @cached_property
    def need_chart(self) -> NeedChart | None:
        """The chart of the fifths of the indicator that the view sets coverage against, else of the one that it shows."""
        asked = self.view.need or self.view.measure.indicator
        return None if asked is None else need_chart(self.atlas, need_by_fifths(self.atlas, asked, self.view.selection), self.language)

    @property
    def point(self) -> str:
        """Coverage in its three shares, rural beside urban rates, or of how many municipalities no amount is known."""
        point = measure_point(self.atlas, self.measured, self.coverage, self.language, partial=self.is_partial)
        return f"{self.chosen_told('point.chosen')} {point}".lstrip()

    def chosen_told(self, message: str) -> str:
        """What the map says of the municipality that stands out on it; empty where none does, or it is none of those in view."""
        nis = self.view.municipality
        if nis is None or nis not in self.measured.classes.index:
            return ""
        value = self.class_names[nis] if self.is_categorical else self.write_value(self.measured.values[nis])
        place = self.atlas.municipality_name(nis, self.view.selection.vintage, self.language)
        return say(message, self.language, place=place, name=self.name, value=value)

    @property
    def rows(self) -> tuple[LegendLine, ...]:
        """The classes of the map, zero first, « not known » last."""
        return tuple(line_of(row, self.class_label(row)) for row in self.measured.legend)

    @abstractmethod
    def class_label(self, row: LegendRow) -> str:
        """What a class is called."""

    def shown(self, value: float) -> float:
        """A value to the decimals that it is written with."""
        return shown_value(value, self.view.measure)

    def write_value(self, value: float) -> str:
        """A value as map, table and sentence write it."""
        return write_value(value, self.view.measure, self.language, partial=self.is_partial)

    @property
    def source_line(self) -> str:
        """What it rests on, and how many initiatives have no year where the state at the end of one is shown."""
        undated = len(self.selected.undated)
        return f"{super().source_line} {say('years.apart', self.language, n=undated)}" if undated else super().source_line

    @property
    def possible_label(self) -> str:
        """What « not known » is called where a municipality may take part, or its initiative may have begun by the year asked for."""
        return say("legend.possible" if self.view.selection.until is None else "legend.possible_until", self.language)

    def _terms(self, first: str, *more: str) -> tuple[str, ...]:
        unknown = any(not line.is_known and line.municipalities for line in self.legend)
        return (first, *more, "vintage", *(("not_known",) if unknown else ()))
