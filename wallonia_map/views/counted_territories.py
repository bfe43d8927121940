"""The summary of a map by territory of what the atlas counts: each figure is that of the table of territories."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from wallonia_map.i18n import euro, exact, number, percent, say
from wallonia_map.views.certainty import zero_label, zero_value
from wallonia_map.views.class_choice import scale_of_few
from wallonia_map.views.classing import INFINITE, LegendRow, Scale
from wallonia_map.views.counted_circles import CountedSummary
from wallonia_map.views.measures import Measure
from wallonia_map.views.palette import SEQUENTIAL
from wallonia_map.views.territory_summary import TerritorySummary

#: What the map shows → the column of the table of territories that it draws.
COLUMNS: Mapping[Measure, str] = {
    Measure.INITIATIVES: "initiatives", Measure.PER_10000: "per_10000", Measure.COVERED: "share_municipalities",
    Measure.SUBSIDY: "subsidy_eur_per_inhabitant",
}  # fmt: skip
#: Decimals that a figure is written with, and more where fewer would read as of another class.
_DECIMALS = {Measure.PER_10000: 1, Measure.SUBSIDY: 2}
#: Shares of a territory have the same classes everywhere: quarters.
QUARTERS = Scale((0.25, 0.5, 0.75, 1.0), SEQUENTIAL)


@dataclass(frozen=True)
class CountedTerritorySummary(CountedSummary, TerritorySummary):
    """A figure that the atlas counts itself: initiatives, initiatives per 10,000 inhabitants, what is covered, known subsidies."""

    @cached_property
    def values(self) -> pd.Series:
        """The column of the table of territories that the measure is."""
        return self.table[COLUMNS[self.view.measure]].astype("float64").rename("value")

    @cached_property
    def scale(self) -> Scale:
        """Quarters of a share; else as many territories a class, with whole bounds between whole numbers."""
        if self.view.measure is Measure.COVERED:
            return QUARTERS
        return scale_of_few(self.values, whole=self.counts_initiatives)

    @property
    def figure(self) -> str:
        """What is said of each territory: of « covered or not », how much of it is."""
        return say("level.covered", self.language) if self.view.measure is Measure.COVERED else super().figure

    @property
    def unit(self) -> str:
        """The unit of the figure, with its denominator."""
        said = {Measure.COVERED: "level.unit_covered", Measure.INITIATIVES: "level.unit_initiatives"}.get(self.view.measure)
        return say(said, self.language) if said else super().unit

    def interval_label(self, row: LegendRow) -> str:
        """Shares in per cent, whole numbers from the first to the last of a class, others between bounds."""
        language = self.language
        if row.number == 0 or row.low is None or row.high is None:
            return zero_label(self.view.measure, language, partial=self.is_partial)
        if self.view.measure is Measure.COVERED:
            high = percent(row.high, language)
            return (
                say("legend.between", language, low=percent(row.low, language), high=high)
                if row.low
                else say("legend.up_to", language, high=high)
            )
        if not self.counts_initiatives:
            return super().interval_label(row)
        low = int(row.low) + 1
        if row.high == INFINITE:
            return say("legend.more", language, low=number(low, language))
        return number(low, language) if low == row.high else say("legend.range", language, low=low, high=int(row.high))

    def shown(self, value: float) -> float:
        """A figure to the decimals that it is written with."""
        decimals = _DECIMALS.get(self.view.measure)
        return value if decimals is None else self.scale.shown(value, decimals=decimals)

    def write_value(self, value: float) -> str:
        """A figure as map, table and sentence write it; zero of a list with gaps says only that nothing is known."""
        measure, language = self.view.measure, self.language
        if pd.isna(value):
            return say("certainty.not_published" if self.shares_amounts else "value.not_known", language)
        if self.is_partial and not value:
            return zero_value(measure, language)
        if measure is Measure.COVERED:
            return percent(value, language)
        if measure is Measure.INITIATIVES:
            return number(value, language)
        shown = self.shown(value)
        if measure is Measure.PER_10000:
            return exact(shown, language)
        return euro(shown, language, next((places for places in (2, *range(3, 16)) if shown == round(shown, places)), 2))

    @property
    def classes_told(self) -> str:
        """How the classes are drawn: those of shares are the same everywhere; circles have none."""
        if self.as_circles:
            return ""
        return say("legend.closed", self.language) if self.view.measure is Measure.COVERED else super().classes_told

    @property
    def terms(self) -> tuple[str, ...]:
        """What coverage or an initiative is, how money is counted, the vintage."""
        if self.view.measure is Measure.COVERED:
            return self._terms("coverage")
        return self._terms("initiative", *(("counting",) if self.shares_amounts else ()))
