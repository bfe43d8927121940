"""What the summaries of an official figure have in common, whatever its map is drawn by."""

from dataclasses import dataclass
from functools import cached_property

from wallonia_map.i18n import listing, say
from wallonia_map.model import Indicator, Selection
from wallonia_map.questions.indicators import IndicatorValues, indicator_values
from wallonia_map.questions.places import with_places_of
from wallonia_map.views.indicator_words import shown_figure, write_figure
from wallonia_map.views.measure_view import MeasureSummary
from wallonia_map.views.sentences import describe_filters


@dataclass(frozen=True)
class OfficialSummary(MeasureSummary):
    """An official figure: its values, its name with their period, its source. Programmes do not change it."""

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
    def title(self) -> str:
        """The indicator with its period, and the places in view; every filter where circles count initiatives."""
        chosen = self.view.selection
        narrowed = chosen if self.view.circles else with_places_of(Selection(vintage=chosen.vintage), chosen)
        filters = describe_filters(self.atlas, narrowed, self.language)
        name = ", ".join(filter(None, (self.name, self.found.period)))
        return name if filters == say("filter.none", self.language) else f"{name} — {filters}"

    def shown(self, value: float) -> float:
        """A value to the decimals that it is written with."""
        return shown_figure(value, self.indicator, self.measured.scale)

    def write_value(self, value: float) -> str:
        """A value with the sign of its unit."""
        return write_figure(value, self.indicator, self.language, self.measured.scale)

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
