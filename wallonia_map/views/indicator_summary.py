"""The summary of an official figure of the municipalities: what map, legend, table, sentence and file say of it."""

from dataclasses import dataclass
from functools import cached_property

from wallonia_map.i18n import listing, say
from wallonia_map.model import Indicator, Selection
from wallonia_map.questions.indicator_figures import territory_figures
from wallonia_map.questions.indicators import IndicatorValues, indicator_values
from wallonia_map.questions.places import with_places_of
from wallonia_map.views.classing import MISSING, LegendRow
from wallonia_map.views.indicator_words import describe_indicator, period_notes, shown_figure, write_figure
from wallonia_map.views.intervals import interval
from wallonia_map.views.measure_view import MeasureSummary
from wallonia_map.views.sentences import describe_filters
from wallonia_map.views.spread import FEWEST, Spread


@dataclass(frozen=True)
class IndicatorSummary(MeasureSummary):
    """An official figure in classes. Programmes do not change it: what they cover stands beside it, in meter and circles."""

    @property
    def indicator(self) -> Indicator:
        """What is shown."""
        return Indicator(self.view.measure.value)

    @cached_property
    def found(self) -> IndicatorValues:
        """The values of the whole vintage, with the period of each."""
        chosen = self.view.selection
        return indicator_values(self.atlas, self.indicator, chosen.vintage, chosen.population_year)

    @property
    def has_value_column(self) -> bool:
        """No other column of a table says it."""
        return True

    @property
    def title(self) -> str:
        """The indicator with its period, and the places in view; every filter where circles count initiatives."""
        chosen = self.view.selection
        narrowed = chosen if self.view.circles else with_places_of(Selection(vintage=chosen.vintage), chosen)
        filters = describe_filters(self.atlas, narrowed, self.language)
        name = ", ".join(filter(None, (self.name, self.found.period)))
        return name if filters == say("filter.none", self.language) else f"{name} — {filters}"

    @property
    def point(self) -> str:
        """From what to what it goes: coverage is not what is shown."""
        return self.sentence

    @cached_property
    def sentence(self) -> str:
        """From what to what it goes, the figure of the whole where there is one, what is not known and what is older."""
        whole = None
        if self.indicator.is_ratio and len(self.measured.values):
            chosen = self.view.selection
            figures = territory_figures(
                self.atlas,
                self.indicator,
                vintage=chosen.vintage,
                population_year=chosen.population_year,
                within=self.measured.values.index,
            )
            whole = float(figures["value"].iloc[0])
        return describe_indicator(self.atlas, self.found, self.measured.values.index, whole, self.language)

    def class_label(self, row: LegendRow) -> str:
        """An interval, closed above; zero and « not known » by name."""
        if row.number == MISSING:
            return say("value.not_known", self.language)
        return interval(row, self.language, is_lowest=row.number == 1)

    def shown(self, value: float) -> float:
        """A value to the decimals that it is written with."""
        return shown_figure(value, self.indicator, self.measured.scale)

    def write_value(self, value: float) -> str:
        """A value with the sign of its unit."""
        return write_figure(value, self.indicator, self.language, self.measured.scale)

    @property
    def value_notes(self) -> dict[str, str]:
        """The period of each value in view that is of another one than most, by `nis`: it stands beside the value."""
        return period_notes(self.found, self.measured.values.index)

    @property
    def spread(self) -> Spread:
        """How the values are spread over the classes of the legend."""
        return Spread() if self.measured.different < FEWEST else Spread(self.measured.histogram, self.measured.scale)

    @property
    def terms(self) -> tuple[str, ...]:
        """The vintage, and what « not known » means where it is there."""
        return ("vintage", *(("not_known",) if self.measured.values.isna().any() else ()))

    @property
    def meaning(self) -> str:
        """What it measures, which end means more need, and what to beware of."""
        row, language = self.indicator.row, self.language
        parts = (
            row[f"definition_{language}"],
            say(f"need.direction.{self.indicator.direction.value}", language),
            row[f"caveat_{language}"],
        )
        return " ".join(str(part) for part in parts if part)

    @property
    def classes_told(self) -> str:
        """How the classes of the map are drawn."""
        return say("official.classes", self.language)

    @property
    def source_line(self) -> str:
        """Who published it, under which licence, for which period and the municipalities of which vintage; how it is classed."""
        row, vintage = self.indicator.row, self.view.selection.vintage.value
        published = sorted(set(self.found.published_for) - {""}) or [vintage]
        said = say(
            "official.source", self.language, publisher=row["publisher"], dataset=row["dataset"], licence=row["licence"],
            period=self.found.period or "—", published=listing(published, self.language), vintage=vintage, year=str(self.year),
        )  # fmt: skip
        return f"{said} {self.classes_told}"
