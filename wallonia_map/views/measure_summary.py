"""Summaries of the atlas's own measures: a number, covered or not, membership in a Local Action Group."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from wallonia_map.i18n import Language, decimal, number, say
from wallonia_map.questions.territory import TerritoryKind
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import lag_name
from wallonia_map.views.certainty import zero_label
from wallonia_map.views.classing import INFINITE, MISSING, LegendRow, Scale
from wallonia_map.views.counted_circles import CountedSummary
from wallonia_map.views.counted_territories import CountedTerritorySummary
from wallonia_map.views.indicator_summary import IndicatorSummary
from wallonia_map.views.legend_line import LegendLine
from wallonia_map.views.measure_view import MeasureSummary
from wallonia_map.views.measures import Measure
from wallonia_map.views.official_territories import OfficialTerritorySummary
from wallonia_map.views.spread import FEWEST, Spread
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.territory_summary import TerritorySummary
from wallonia_map.views.view import View

#: A whole number's bar reaches half to either side.
_HALF = 0.5


@dataclass(frozen=True)
class NumberSummary(CountedSummary):
    """A number in classes: initiatives, initiatives per 10,000 inhabitants, or subsidy per inhabitant."""

    @property
    def has_value_column(self) -> bool:
        """A count is a column of its own already."""
        return not self.counts_initiatives

    def class_label(self, row: LegendRow) -> str:
        """An interval, closed above; zero and « not known » by name."""
        language = self.language
        if row.number == MISSING:
            return self._unknown_label
        if row.number == 0 or row.low is None or row.high is None:
            return zero_label(self.view.measure, language, partial=self.is_partial)
        if self.counts_initiatives:
            low = int(row.low) + 1
            if row.high == INFINITE:
                return say("legend.more", language, low=low)
            return number(low, language) if low == row.high else say("legend.range", language, low=low, high=int(row.high))
        if row.high == INFINITE:
            return say("legend.above", language, low=decimal(row.low, language))
        if row.low == 0:
            return say("legend.up_to", language, high=decimal(row.high, language))
        return say("legend.between", language, low=decimal(row.low, language), high=decimal(row.high, language))

    @property
    def _unknown_label(self) -> str:
        """Why a value is missing: no amount is published, or the municipality only may take part; or both, of several."""
        possible = len(self.measured.possible)
        if not possible:
            return say("legend.not_known", self.language)
        both = self.shares_amounts and possible < int((self.measured.classes == MISSING).sum())
        return say("legend.not_known_or_possible", self.language) if both else self.possible_label

    @property
    def spread(self) -> Spread:
        """How the values are spread over the classes of the legend."""
        measured, scale = self.measured, self.measured.scale
        if measured.different < FEWEST:
            return Spread()
        if not self.counts_initiatives:
            return Spread(measured.histogram, scale)
        if self.as_circles:
            return Spread(measured.histogram_of_whole, aside=_HALF)
        # A bar a number: the classes end between two bars, and zero is the first.
        between = Scale((_HALF, *(upper + _HALF for upper in scale.upper)), (scale.colours[0], *scale.colours))
        return Spread(measured.histogram_of_whole, between, aside=_HALF)

    @property
    def terms(self) -> tuple[str, ...]:
        """What an initiative is, how money is counted, the vintage, and what « not known » means where it is there."""
        return self._terms("initiative", *(("counting",) if self.shares_amounts else ()))

    @property
    def source_line(self) -> str:
        """What it rests on, and which bound of a class belongs to it where the map shows classes."""
        line = super().source_line
        return line if self.as_circles else f"{line} {say('legend.closed', self.language)}"


@dataclass(frozen=True)
class CoverageSummary(MeasureSummary):
    """Covered or not."""

    def class_label(self, row: LegendRow) -> str:
        """Yes, no, or not known."""
        if row.number == MISSING:
            return self.possible_label
        return say("legend.covered", self.language) if row.number else zero_label(Measure.COVERED, self.language, partial=self.is_partial)

    @property
    def terms(self) -> tuple[str, ...]:
        """What coverage is, and the vintage."""
        return self._terms("coverage")


@dataclass(frozen=True)
class MembershipSummary(MeasureSummary):
    """Which Local Action Group of a period each municipality is a member of."""

    def class_label(self, row: LegendRow) -> str:
        """The group, that there is none, or that it is not known."""
        if row.number == MISSING:
            return say("legend.possible_member", self.language)
        return lag_name(self.atlas, row.label, self.language) if row.label else say("legend.no_lag", self.language)

    @property
    def labels(self) -> dict[str, str]:
        """What the groups in view are called."""
        return {row.label: self.class_label(row) for row in self.measured.legend if row.label}

    @property
    def short_legend(self) -> tuple[LegendLine, ...]:
        """Of the many groups only « no member » and « not known » fit on a stage."""
        return tuple(line for line in self.legend if not line.category)

    @property
    def class_names(self) -> pd.Series:
        """The group of each municipality: groups that do not touch share a colour, so the class does not name them."""
        labels, none = self.labels, say("legend.no_lag", self.language)
        names = pd.Series(self.measured.categories).map(lambda lag: labels.get(lag, none))
        return names.mask(self.measured.classes == MISSING, say("legend.possible_member", self.language))

    @property
    def terms(self) -> tuple[str, ...]:
        """What a group is, and the vintage."""
        return self._terms("lag")


_KINDS: Mapping[Measure, Callable[[Atlas, View, Language], MeasureSummary]] = {
    Measure.COVERED: CoverageSummary,
}


def view_summary(atlas: Atlas, view: View, language: Language) -> MeasureSummary:
    """The summary of a view of the atlas's own measures, of the kind that its measure is; by the level of the view, where the measure has figures of territories."""
    if view.level is not TerritoryKind.MUNICIPALITY and view.measure.is_of_territories:
        return (OfficialTerritorySummary if view.measure.indicator else CountedTerritorySummary)(atlas, view, language)
    kind = (
        MembershipSummary
        if view.measure.programme
        else IndicatorSummary
        if view.measure.indicator
        else _KINDS.get(view.measure, NumberSummary)
    )
    return kind(atlas, view, language)


def by_municipality(summary: ViewSummary) -> ViewSummary:
    """The same view by municipality, whatever level its map is drawn by: what tables and files of municipalities read."""
    if not isinstance(summary, TerritorySummary):
        return summary
    return view_summary(summary.atlas, replace(summary.view, level=TerritoryKind.MUNICIPALITY), summary.language)
