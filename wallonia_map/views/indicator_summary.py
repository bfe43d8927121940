"""The summary of an official figure of the municipalities: what map, legend, table, sentence and file say of it."""

from dataclasses import dataclass
from functools import cached_property

from wallonia_map.i18n import say
from wallonia_map.questions.indicator_figures import territory_figures
from wallonia_map.views.classing import MISSING, LegendRow
from wallonia_map.views.indicator_words import describe_indicator, period_notes
from wallonia_map.views.intervals import interval
from wallonia_map.views.official_summary import OfficialSummary
from wallonia_map.views.spread import FEWEST, Spread


@dataclass(frozen=True)
class IndicatorSummary(OfficialSummary):
    """An official figure in classes. Programmes do not change it: what they cover stands beside it, in meter and circles."""

    @property
    def has_value_column(self) -> bool:
        """No other column of a table says it."""
        return True

    @property
    def point(self) -> str:
        """From what to what it goes: coverage is not what is shown."""
        return f"{self.sentence} {self.chosen_told('point.chosen_figure')}".rstrip()

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
