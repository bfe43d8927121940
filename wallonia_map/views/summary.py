"""What is said of one view: the object that page, map, legend, stage, slides, report and files all read, so none can disagree.

Its kinds are told apart by their type: a number, yes or no, or membership (`measure_summary`), a figure of territories
(`territory_summary`), a category (`category_summary`), a visitor's own column (`own_summary`). Whoever draws or writes asks a `ViewSummary`.
"""

from abc import abstractmethod
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import pandas as pd

from wallonia_map.i18n import number, say
from wallonia_map.questions.completeness import is_partial
from wallonia_map.questions.coverage import Coverage, coverage_of
from wallonia_map.views.legend_line import LegendLine
from wallonia_map.views.map_marks import MapMarks
from wallonia_map.views.measures import Measure
from wallonia_map.views.meter_lines import MeterLine, meter_of
from wallonia_map.views.need_chart import NeedChart
from wallonia_map.views.not_known import why_not_known
from wallonia_map.views.spread import Spread


@dataclass(frozen=True)
class ViewSummary(MapMarks):
    """Everything that is said about a view, in one language."""

    @property
    def question(self) -> tuple[Any, ...]:
        """What this is the answer to, atlas aside: the same class given the same is the same summary."""
        return tuple(getattr(self, item.name) for item in fields(self) if item.name != "atlas")

    @property
    @abstractmethod
    def slug(self) -> str:
        """What the map shows, as file names say it."""

    @property
    @abstractmethod
    def title(self) -> str:
        """What the map shows, and under which filters."""

    @property
    @abstractmethod
    def unit(self) -> str:
        """The unit of what the map shows, with its denominator; or what its colours mean."""

    @property
    @abstractmethod
    def sentence(self) -> str:
        """The generated sentence that describes the view."""

    @property
    def point(self) -> str:
        """What a scene says of the view: the part of its sentence that proves a title."""
        return self.sentence

    @property
    @abstractmethod
    def rows(self) -> tuple[LegendLine, ...]:
        """The classes of the map in the order of the legend, « not known » last; `legend` adds their marks."""

    @property
    def name(self) -> str:
        """What the map shows, without filters."""
        return self.title

    @property
    def caption(self) -> str:
        """What a legend is headed by."""
        return self.unit

    @cached_property
    def legend(self) -> tuple[LegendLine, ...]:
        """The classes of the map as every legend writes them, categories marked by their number in this order; one that is nowhere on it has none."""
        there = [line.category for line in self.rows if line.category and line.municipalities]
        marks = {category: number(place, self.language) for place, category in enumerate(there, start=1)}
        return tuple(replace(line, mark=marks.get(line.category, "")) for line in self.rows)

    @property
    def count_heading(self) -> str:
        """What the classes of the legend count, as the heading of a column."""
        return say("legend.columns_municipalities", self.language)

    @property
    def legend_there(self) -> tuple[LegendLine, ...]:
        """The lines of the legend that have a municipality on the map; all of them where the map shows none."""
        return tuple(line for line in self.legend if line.municipalities) or self.legend

    @property
    def short_legend(self) -> tuple[LegendLine, ...]:
        """As much of the legend as fits on a stage."""
        return self.legend

    @property
    def labels(self) -> dict[str, str]:
        """What the categories of the map are called, in their order on it; empty where there are none."""
        return {}

    @property
    def is_categorical(self) -> bool:
        """Whether classes are categories, which `labels` names, and not values."""
        return self.measured.categories is not None

    @property
    def class_names(self) -> pd.Series:
        """What the map's key calls the class that each municipality in view is painted as, indexed by its code."""
        painted = self.painted.reindex(self.measured.classes.index)
        return painted.map({line.number: line.label for line in self.legend})

    @property
    def has_value_column(self) -> bool:
        """Whether a table needs a column for the values: a count has one already, yes or no and a category are their class."""
        return False

    @property
    def value_notes(self) -> dict[str, str]:
        """What stands beside single values, by `nis`: the period of one that is of another than the rest."""
        return {}

    @property
    def counts_initiatives(self) -> bool:
        """Whether the values are numbers of initiatives."""
        return False

    @property
    def shares_amounts(self) -> bool:
        """Whether the values are amounts of money, which several municipalities may have to share."""
        return False

    def shown(self, value: float) -> float:
        """The number that `write_value` writes: `value` with the digits that are shown of it."""
        return value

    @abstractmethod
    def write_value(self, value: float) -> str:
        """A value as map, table and sentence write it."""

    @property
    def spread(self) -> Spread:
        """How the values are spread over their classes; empty where they are no numbers, or so few that the legend says it."""
        return Spread()

    @property
    def terms(self) -> tuple[str, ...]:
        """What a newcomer may not know of the legend's words, as the glossary names it."""
        return ()

    @cached_property
    def coverage(self) -> Coverage:
        """Coverage of the places in view by what the map shows."""
        return coverage_of(self.atlas, self.measured.counted.selection)

    @cached_property
    def is_partial(self) -> bool:
        """Whether a programme in view is partial: then an absence is « none known », and nothing is lost."""
        return is_partial(self.atlas, self.measured.counted.selection)

    @property
    def value_name(self) -> str:
        """What the values are called where they are not the atlas's own; empty where they are."""
        return ""

    @property
    def measure_name(self) -> str:
        """What the values are called in data files."""
        return self.value_name or self.view.measure.value

    @property
    def lists_initiatives(self) -> bool:
        """Whether initiatives of the atlas stand behind what is shown."""
        return True

    @cached_property
    def need_chart(self) -> NeedChart | None:
        """Coverage by fifths of an indicator, where the view shows or asks for one."""
        return None

    @property
    def scene_chart(self) -> NeedChart | None:
        """What a scene shows in place of coverage and legend: the fifths, where they are its point."""
        return None

    @cached_property
    def why_not_known(self) -> list[str]:
        """Whose participation is only possible, and why: one sentence an initiative, empty where all is known."""
        return why_not_known(self.atlas, self.measured.counted, self.language)

    @cached_property
    def meter(self) -> tuple[MeterLine, MeterLine, MeterLine]:
        """Coverage in municipalities, inhabitants and km²."""
        return meter_of(self.coverage, self.language)

    @property
    def scene_meter(self) -> tuple[MeterLine, ...]:
        """The meter where no heading above says what it measures: its first line does, unless the whole view is of coverage."""
        if self.view.measure is Measure.COVERED:
            return self.meter
        first, *others = self.meter
        told = say("panel.labelled", self.language, name=say("place.coverage", self.language), value=first.figures)
        return replace(first, figures=told), *others

    @property
    def source_line(self) -> str:
        """Vintage, population year, rule and sources, in one line; bounds where there are any."""
        rule = say(f"rule.{self.view.selection.rule.value}.in_sentence", self.language)
        return say("legend.note", self.language, vintage=self.view.selection.vintage.value, year=str(self.year), rule=rule)
