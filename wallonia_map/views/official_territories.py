"""The summary of a map by territory of an official figure: a ratio of sums, or a median of the municipalities named so."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from wallonia_map.i18n import number, say
from wallonia_map.model import Indicator, Selection
from wallonia_map.questions.indicator_figures import figures_by
from wallonia_map.questions.indicators import IndicatorValues, indicator_values
from wallonia_map.questions.level_members import level_members
from wallonia_map.questions.territory import TerritoryKind
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.views.class_choice import scale_of_few
from wallonia_map.views.classing import Scale
from wallonia_map.views.official_summary import OfficialSummary
from wallonia_map.views.territory_summary import TerritorySummary


@atlas_cache(32)
def official_figures(atlas: Atlas, level: TerritoryKind, indicator: Indicator, selection: Selection) -> pd.DataFrame:
    """The figure of every territory of a level with a member, as `territory_figures` answers; each as a whole, filters on place left aside."""
    members = level_members(atlas, level, selection.vintage).members
    keys = pd.Series({nis: code for code, inside in members.items() for nis in inside}, dtype="object")
    return figures_by(indicator_values(atlas, indicator, selection.vintage, selection.population_year), keys)


def figure_called(name: str, found: IndicatorValues, language: str) -> str:
    """An indicator's name over a territory: a median of its municipalities, where nothing allows more, is called so."""
    if found.numerator is not None:
        return name
    return say("level.median", language, name=name, basis=say("official.basis_median", language))


@dataclass(frozen=True)
class OfficialTerritorySummary(OfficialSummary, TerritorySummary):
    """An official figure of each territory. Programmes do not change it."""

    @property
    def figures(self) -> pd.DataFrame:
        """The figure of each territory in view, what kind of figure it is, and of how many municipalities a value is known."""
        return official_figures(self.atlas, self.level, self.indicator, self.view.selection).reindex(self.table.index)

    @cached_property
    def values(self) -> pd.Series:
        """The figure of each territory in view."""
        return self.figures["value"].astype("float64")

    @cached_property
    def scale(self) -> Scale:
        """Classes of as many territories each."""
        return scale_of_few(self.values)

    @property
    def figure(self) -> str:
        """What is said of each territory; a median of its municipalities is called so."""
        return figure_called(super().figure, self.found, self.language)

    def note(self, code: str) -> str:
        """Of how many of its municipalities a value is known."""
        row = self.figures.loc[code]
        if pd.isna(row["municipalities"]):
            return ""
        return say("level.known_of", self.language, n=int(row["municipalities_known"]), of=number(row["municipalities"], self.language))

    @property
    def sentence(self) -> str:
        """From what to what the figures go: what programmes cover is not what is shown."""
        return self.point

    @property
    def counts_known_only(self) -> bool:
        """Gaps in the lists of programmes are none of an official figure."""
        return False

    @property
    def terms(self) -> tuple[str, ...]:
        """The vintage, and what « not known » means where it is there."""
        return ("vintage", *(("not_known",) if self.values.isna().any() or self.unsure else ()))
