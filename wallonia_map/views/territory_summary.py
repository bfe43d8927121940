"""What summaries of maps by territory have in common: a figure of each province, arrondissement, community or group, beside those that are of none."""

from abc import abstractmethod
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from wallonia_map.i18n import listing, number, say
from wallonia_map.model import Programme
from wallonia_map.questions.level_members import LevelMembers, level_members
from wallonia_map.questions.selection import Selected, select
from wallonia_map.questions.territories import by_level
from wallonia_map.questions.territory import TerritoryKind
from wallonia_map.views.classing import MISSING, NOT_APPLICABLE, LegendRow, Scale, classes, legend
from wallonia_map.views.intervals import interval
from wallonia_map.views.legend_line import LegendLine
from wallonia_map.views.measure_view import MeasureSummary
from wallonia_map.views.measures import Measured, distinct_by_programme
from wallonia_map.views.palette import NOT_APPLICABLE as DOTTED
from wallonia_map.views.palette import NOT_KNOWN
from wallonia_map.views.sentences import describe_coverage


def level_name(level: TerritoryKind, language: str) -> str:
    """What the territories of a level are called: groups by their programme."""
    programme = _programme(level)
    return say(f"programme_long.{programme}" if programme else f"level.{level}", language)


def by_territory(level: TerritoryKind, language: str) -> str:
    """« By province », as it follows the name of a figure."""
    programme = _programme(level)
    return (
        say("level.by_group", language, name=say(f"programme.{programme}", language)) if programme else say(f"level.by_{level}", language)
    )


def _programme(level: TerritoryKind) -> Programme | None:
    return next((item for item in Programme.groups() if item.membership_map == level.value), None)


@dataclass(frozen=True)
class TerritorySummary(MeasureSummary):
    """A figure of each territory of a level. `measured` is indexed by the codes of the territories in view, not by municipalities."""

    @property
    @abstractmethod
    def values(self) -> pd.Series:
        """The figure of each territory in view, by its code; missing is not known."""

    @property
    @abstractmethod
    def scale(self) -> Scale:
        """The classes of the figures."""

    @property
    def level(self) -> TerritoryKind:
        """What the map is drawn by."""
        return self.view.level

    @property
    def territories(self) -> LevelMembers:
        """The municipalities of every territory of the level, and those that belong to none."""
        return level_members(self.atlas, self.level, self.view.selection.vintage)

    @cached_property
    def table(self) -> pd.DataFrame:
        """The table of territories, which page, address and command write."""
        return by_level(self.atlas, self.level, self.view.selection, self.view.counting, language=self.language)

    @cached_property
    def names(self) -> dict[str, str]:
        """What each territory in view is called."""
        return {str(code): str(name) for code, name in self.table["territory"].items()}

    @cached_property
    def unsure(self) -> tuple[str, ...]:
        """The municipalities in view that may be of a territory, and are known to be of none."""
        return tuple(nis for nis in self.territories.unsure if nis in self.selected.places)

    @cached_property
    def outside(self) -> tuple[str, ...]:
        """The municipalities in view that are of no territory: the figure is not applicable to them."""
        return tuple(nis for nis in self.territories.outside if nis in self.selected.places)

    @cached_property
    def selected(self) -> Selected:
        """The rows that the filters leave."""
        return select(self.atlas, self.view.selection)

    @cached_property
    def measured(self) -> Measured:
        """Figures and classes by territory; what circles and dots say stays by municipality."""
        values, selected = self.values, self.selected
        inhabitants = self.atlas.population(selected.selection.vintage, selected.selection.population_year)
        people = pd.Series(
            {code: int(inhabitants.reindex(list(self.territories.members[str(code)])).sum()) for code in values.index}, dtype="int64"
        )
        numbers = classes(values, self.scale)
        rows = [row for row in legend(numbers, self.scale, people) if row.number != MISSING and (row.number or row.municipalities)]
        missing = numbers.index[numbers == MISSING]
        unsure, outside = (int(inhabitants.reindex(list(found)).sum()) for found in (self.unsure, self.outside))
        if len(missing) or self.unsure:
            rows.append(LegendRow(MISSING, NOT_KNOWN, None, None, len(missing), int(people.reindex(missing).sum()) + unsure))
        if self.outside:
            rows.append(LegendRow(NOT_APPLICABLE, DOTTED, None, None, 0, outside))
        return Measured(
            self.view.measure, selected, values, numbers, self.scale.colours, tuple(rows), distinct_by_programme(selected), scale=self.scale
        )

    @cached_property
    def classed(self) -> pd.Series:
        """The class of each territory in view, and of each municipality in view that is of none."""
        apart = dict.fromkeys(self.unsure, MISSING) | dict.fromkeys(self.outside, NOT_APPLICABLE)
        return pd.concat([self.measured.classes, pd.Series(apart, dtype="int64")])

    @property
    def slug(self) -> str:
        """What the map shows, and by what."""
        return f"{super().slug}-{self.level.value}"

    @property
    def name(self) -> str:
        """What the map shows, and by what."""
        return f"{self.figure}, {by_territory(self.level, self.language)}"

    @property
    def figure(self) -> str:
        """What is said of each territory."""
        return super().name

    @property
    def caption(self) -> str:
        """The figure by what, and its unit where that says more."""
        if self.unit.lower() == self.figure.lower():
            return self.name
        return say("panel.labelled", self.language, name=self.name, value=self.unit)

    @property
    def circles_told(self) -> str:
        """What the circles mean: they stay by municipality."""
        return say("level.circles", self.language)

    @property
    def count_heading(self) -> str:
        """What the classes of the legend count."""
        return say("level.groups" if _programme(self.level) else f"level.{self.level}", self.language)

    def class_label(self, row: LegendRow) -> str:
        """An interval, closed above; zero, « not known » and « not applicable » by name."""
        if row.number == NOT_APPLICABLE:
            return say("level.not_applicable", self.language, n=len(self.outside))
        if row.number == MISSING:
            return say("value.not_known" if row.municipalities else "legend.possible_member", self.language)
        return self.interval_label(row)

    def interval_label(self, row: LegendRow) -> str:
        """What a class of figures is called."""
        lowest = next((line.number for line in self.measured.legend if line.number > 0), 1)
        return interval(row, self.language, is_lowest=row.number == lowest == 1)

    @property
    def legend_there(self) -> tuple[LegendLine, ...]:
        """The lines that have something on the map."""
        return tuple(line for line in self.legend if line.municipalities or line.inhabitants) or self.legend

    @property
    def class_names(self) -> pd.Series:
        """The class of each territory, and of each municipality in view that belongs to none, by code."""
        apart = dict.fromkeys(self.unsure, say("legend.possible_member", self.language))
        apart |= dict.fromkeys(self.outside, say("legend.no_lag", self.language))
        return pd.concat([super().class_names, pd.Series(apart, dtype="object")])

    @property
    def written(self) -> dict[str, str]:
        """Each figure as the map writes it, by code."""
        return {str(code): self.write_value(value) for code, value in self.values.items()}

    def note(self, code: str) -> str:
        """What stands below the figure of a territory: how many of its municipalities are covered, and of how many that is not known."""
        row = self.table.loc[code]
        if pd.isna(row["municipalities"]):
            return ""
        of = number(row["municipalities"], self.language)
        covered, unsure = row["municipalities_covered"], row["municipalities_not_known"]
        told = [] if pd.isna(covered) else [say("level.covered_of", self.language, n=int(covered), of=of)]
        return " · ".join([*told, *([say("level.unsure_of", self.language, n=int(unsure))] if unsure else [])])

    @cached_property
    def sentence(self) -> str:
        """From what to what the figures go, of how many that is not known or not applicable; then the coverage of the whole."""
        return f"{self.point} {describe_coverage(self.atlas, self.view.selection, self.language)}"

    @cached_property
    def point(self) -> str:
        """The same without the coverage: where a list has gaps, no territory is called the first or the last."""
        language, known = self.language, self.values.dropna()
        low, high = (self.write_value(known.min()), self.write_value(known.max())) if len(known) else ("", "")
        if not low:
            said = say("level.nothing", language, name=self.name)
        elif low == high:
            said = say("level.same", language, name=self.name, value=low)
        elif self.counts_known_only:
            said = say("level.range_known", language, name=self.name, low=low, high=high)
        else:
            least, most = (self._named(known.index[known == edge]) for edge in (known.min(), known.max()))
            said = say("level.range", language, name=self.name, low=low, least=least, high=high, most=most)
        unknown, outside = int(self.values.isna().sum()), len(self.outside)
        parts = [said, *([say("level.unknown", language, n=unknown)] if unknown and low else [])]
        return " ".join([*parts, *([say("level.outside", language, n=outside)] if outside else [])])

    def _named(self, codes: pd.Index) -> str:
        """The names of territories; of many, the first two and how many more."""
        names = [self.names[str(code)] for code in codes]
        more = [say("level.more", self.language, n=len(names) - 2)] if len(names) > 3 else []
        return listing([*names[:2], *more] if more else names, self.language)

    @property
    def counts_known_only(self) -> bool:
        """Whether figures are of what is known alone."""
        return self.is_partial

    @property
    def source_line(self) -> str:
        """What it rests on, that territories count whole, and how the classes are drawn."""
        return f"{super().source_line} {say('level.whole', self.language)} {self.classes_told}".rstrip()

    @property
    def classes_told(self) -> str:
        """How the classes are drawn."""
        return say("official.classes", self.language)

    @property
    def terms(self) -> tuple[str, ...]:
        """What an initiative is, the vintage, and what « not known » means where it is there."""
        return self._terms("initiative")
