"""The summary of a scene of need: the fifths of an indicator as a map, with dots of what is covered, and the chart of the fifths."""

from dataclasses import dataclass, replace
from functools import cached_property

from wallonia_map.i18n import Language, say
from wallonia_map.model import Indicator
from wallonia_map.questions.need import FIFTHS, NeedByFifths, need_by_fifths
from wallonia_map.questions.selection import select
from wallonia_map.questions.territory import TerritoryKind
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.views.class_choice import ramp
from wallonia_map.views.classing import MISSING, LegendRow
from wallonia_map.views.indicator_summary import IndicatorSummary
from wallonia_map.views.indicator_words import short_name, shown_figure, write_figure
from wallonia_map.views.measures import Measure, Measured, distinct_by_programme
from wallonia_map.views.need_chart import NeedChart
from wallonia_map.views.palette import NOT_KNOWN, SEQUENTIAL
from wallonia_map.views.sentences import describe_filters
from wallonia_map.views.spread import Spread
from wallonia_map.views.view import View


def need_summary(atlas: Atlas, view: View, indicator: Indicator, language: Language) -> "NeedSummary":
    """The summary of what `view` covers of the fifths of `indicator`."""
    return NeedSummary(atlas, need_view(view, indicator), language)


def need_view(view: View, indicator: Indicator) -> View:
    """The view that shows `indicator` in fifths below what the filters of `view` cover; its link opens Explore with the same map and tab."""
    return replace(view, measure=Measure(indicator.value), need=indicator, circles=False, dots=True, level=TerritoryKind.MUNICIPALITY)


@dataclass(frozen=True)
class NeedSummary(IndicatorSummary):
    """Coverage against need: the classes are the fifths of the indicator, and every programme that the filters leave covers."""

    @cached_property
    def need(self) -> NeedByFifths:
        """The figures, which are the command's."""
        return need_by_fifths(self.atlas, self.indicator, self.view.selection)

    @cached_property
    def measured(self) -> Measured:
        """The fifth of each municipality in view."""
        return _fifths(self.atlas, self.view)

    @property
    def scene_chart(self) -> NeedChart | None:
        """The chart of the fifths."""
        return self.need_chart

    @property
    def slug(self) -> str:
        """Need, and the indicator."""
        return f"{say('need.file_name', self.language)}-{super().slug}"

    @property
    def title(self) -> str:
        """Coverage against need, by which figure, and by what."""
        filters = describe_filters(self.atlas, self.view.selection, self.language)
        name = say("need.title", self.language, name=short_name(self.indicator, self.language))
        return name if filters == say("filter.none", self.language) else f"{name} — {filters}"

    @property
    def sentence(self) -> str:
        """What is covered of the fifth with the highest values, and of the one with the lowest."""
        return self.chart.sentence

    @property
    def point(self) -> str:
        """The same in its one sentence: what there is to beware of stands below the chart, and is for the speaker."""
        return self.chart.sentence

    @property
    def chart(self) -> NeedChart:
        """The chart of the fifths, which there always is."""
        assert self.need_chart is not None  # an indicator is set
        return self.need_chart

    def class_label(self, row: LegendRow) -> str:
        """From the lowest to the highest value of the fifth."""
        if row.number == MISSING:
            return say("value.not_known", self.language)
        low, high = (self.write_value(float("nan" if end is None else end)) for end in (row.low, row.high))
        return say("need.from_to", self.language, low=low, high=high)

    def shown(self, value: float) -> float:
        """A value to the indicator's decimals."""
        return shown_figure(value, self.indicator)

    def write_value(self, value: float) -> str:
        """A value with the sign of its unit."""
        return write_figure(value, self.indicator, self.language)

    @property
    def spread(self) -> Spread:
        """None: the fifths are as large as each other by their making."""
        return Spread()

    @property
    def classes_told(self) -> str:
        """How the municipalities are cut into fifths."""
        return say("need.classes", self.language)


@atlas_cache(64)
def _fifths(atlas: Atlas, view: View) -> Measured:
    indicator = Indicator(view.measure.value)
    chosen, selected = view.selection, select(atlas, view.selection)
    found = need_by_fifths(atlas, indicator, chosen)
    values = found.found.values.reindex(selected.places)
    numbers = found.fifth_of.reindex(selected.places).fillna(MISSING).astype("int64")
    inhabitants = atlas.population(chosen.vintage, chosen.population_year).reindex(selected.places)
    colours = (SEQUENTIAL[0], *ramp(FIFTHS))
    rows = [
        LegendRow(int(row["fifth"]), colours[int(row["fifth"])], row["lowest"], row["highest"], int(row["municipalities"]), int(row["inhabitants"]))
        for row in found.table.to_dict("records")
    ]  # fmt: skip
    missing = numbers == MISSING
    if missing.any():
        rows.append(LegendRow(MISSING, NOT_KNOWN, None, None, int(missing.sum()), int(inhabitants[missing].sum())))
    return Measured(view.measure, selected, values, numbers, colours, tuple(rows), distinct_by_programme(selected))
