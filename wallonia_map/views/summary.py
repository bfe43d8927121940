"""One view as summary: the object that page, stage, static map, slides, report and files all read, so none can disagree."""

from dataclasses import dataclass
from functools import cached_property

from wallonia_map.i18n import Language, area, number, percent, say
from wallonia_map.questions.coverage import Coverage, coverage_of
from wallonia_map.questions.selection import Selected
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import lag_name
from wallonia_map.views.class_labels import class_label
from wallonia_map.views.classing import MISSING
from wallonia_map.views.measures import Measure, Measured, measured
from wallonia_map.views.sentences import describe_filters, describe_view
from wallonia_map.views.view import View


@dataclass(frozen=True)
class LegendLine:
    """One class as a legend writes it; `is_known` is false for « not known », which is hatched, never coloured."""

    colour: str
    label: str
    municipalities: int
    inhabitants: int
    is_known: bool


@dataclass(frozen=True)
class MeterLine:
    """One denominator of coverage: share from 0 to 1, the share as written, and what it is a share of."""

    share: float
    share_written: str
    told: str


@dataclass(frozen=True)
class ViewSummary:
    """Everything that is said about a view, in one language."""

    atlas: Atlas
    view: View
    language: Language

    @cached_property
    def measured(self) -> Measured:
        """What the map shows: values, classes, colours per municipality in view."""
        return measured(self.atlas, self.view.selection, self.view.measure, self.view.counting)

    @property
    def selected(self) -> Selected:
        """The rows that the filters leave."""
        return self.measured.selected

    @cached_property
    def coverage(self) -> Coverage:
        """Coverage of the places in view by what the map shows."""
        return coverage_of(self.atlas, self.measured.counted.selection)

    @property
    def year(self) -> int:
        """The population year used."""
        return self.view.selection.population_year or self.atlas.own_year(self.view.selection.vintage)

    @property
    def labels(self) -> dict[str, str]:
        """What the categories of a categorical map are called; empty for the others."""
        return {row.label: lag_name(self.atlas, row.label, self.language) for row in self.measured.legend if row.label}

    @property
    def slug(self) -> str:
        """What the map shows, as file names say it."""
        return say(f"slug.{self.view.measure.value}", self.language)

    @property
    def value_name(self) -> str:
        """What the values are called where they are not the atlas's own; empty where they are."""
        return ""

    @property
    def lists_initiatives(self) -> bool:
        """Whether initiatives of the atlas stand behind what is shown."""
        return True

    @property
    def circles_told(self) -> str:
        """What the circles mean, where there are any."""
        return say("explore.circles", self.language)

    @cached_property
    def circle_key(self) -> tuple[tuple[int, str], ...]:
        """Sizes of circles (as `Measured.circles` has them) that the legend shows, with what each stands for."""
        sizes = self.measured.circles
        most = int(sizes.max()) if len(sizes) else 0
        counts = sorted({1, 5, most} & set(range(1, max(most, 1) + 1)))
        return tuple((count, number(count, self.language)) for count in counts)

    @property
    def title(self) -> str:
        """What the map shows, and under which filters."""
        name = say(f"measure.{self.view.measure.value}", self.language)
        filters = describe_filters(self.atlas, self.view.selection, self.language)
        return name if filters == say("filter.none", self.language) else f"{name} — {filters}"

    @property
    def unit(self) -> str:
        """The unit of what the map shows, with its denominator."""
        return say(f"measure_unit.{self.view.measure.value}", self.language)

    @cached_property
    def sentence(self) -> str:
        """The generated sentence that describes the view."""
        return describe_view(self.atlas, self.view.selection, self.view.measure, self.view.counting, self.language)

    @cached_property
    def legend(self) -> tuple[LegendLine, ...]:
        """The classes of the map, zero first, « not known » last."""
        return tuple(
            LegendLine(
                row.colour, class_label(self.atlas, row, self.view.measure, self.language), row.municipalities, row.inhabitants,
                row.number != MISSING,
            )
            for row in self.measured.legend
        )  # fmt: skip

    @cached_property
    def meter(self) -> tuple[MeterLine, MeterLine, MeterLine]:
        """Coverage in municipalities, inhabitants and km²."""
        it, language = self.coverage, self.language
        told = (
            say("meter.municipalities", language, n=it.municipalities_covered, of=it.municipalities),
            say("meter.inhabitants", language, n=it.inhabitants_covered, of=it.inhabitants),
            say("meter.area", language, n=area(it.area_covered_km2, language), of=area(it.area_km2, language)),
        )
        one, two, three = (MeterLine(share, percent(share, language), text) for share, text in zip(it.shares, told, strict=True))
        return one, two, three

    @property
    def source_line(self) -> str:
        """Vintage, population year, rule and sources, in one line; bounds where there are any."""
        chosen = self.view.selection
        rule = say(f"rule.{chosen.rule.value}.in_sentence", self.language)
        line = say("legend.note", self.language, vintage=chosen.vintage.value, year=str(self.year), rule=rule)
        closed = self.view.measure in (Measure.INITIATIVES, Measure.PER_10000, Measure.SUBSIDY)
        return f"{line} {say('legend.closed', self.language)}" if closed else line
