"""The map of who could help whom in a place, with one theme or with any."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from wallonia_map.i18n import Language, listing, say
from wallonia_map.model import RoleRule, Selection
from wallonia_map.questions.place_profile import PlaceProfile
from wallonia_map.questions.selection import select
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.categories import categorical
from wallonia_map.views.category_summary import CategorySummary
from wallonia_map.views.legend_line import LegendLine
from wallonia_map.views.measures import Measure, Measured
from wallonia_map.views.palette import HELP
from wallonia_map.views.place_lines import place_name
from wallonia_map.views.view import View


@dataclass(frozen=True)
class HelperSummary(CategorySummary):
    """The municipalities that could help, those that they could help, and those that are both: with one theme one, with another the other."""

    place: str = ""
    theme: str = ""
    kinds: tuple[tuple[str, str], ...] = ()

    @property
    def slug(self) -> str:
        """Who could help."""
        return "helpers"

    @cached_property
    def measured(self) -> Measured:
        """What each municipality is, as the map paints it."""
        selected = select(self.atlas, self.view.selection)
        return categorical(selected.places.to_series().map(dict(self.kinds)), HELP, selected)

    @cached_property
    def labels(self) -> dict[str, str]:
        """What each kind is called, of those that there are."""
        there = {kind for _, kind in self.kinds}
        return {kind: say(f"place.help_{kind}", self.language) for kind in HELP if kind in there}

    @property
    def title(self) -> str:
        """The place, and the theme where it is one."""
        theme = say(f"theme.{self.theme}", self.language) if self.theme else say("place.any_theme", self.language)
        return say("panel.labelled", self.language, name=self.place, value=theme)

    @property
    def unit(self) -> str:
        """What the colours mean."""
        return say("place.help_key", self.language)

    @property
    def sentence(self) -> str:
        """How many municipalities are what."""
        counts = [say("panel.labelled", self.language, name=line.label, value=str(line.municipalities)) for line in self.rows]
        return say("panel.labelled", self.language, name=self.title, value=listing(counts, self.language))

    @property
    def rows(self) -> tuple[LegendLine, ...]:
        """One line per kind."""
        inhabitants = self.atlas.population(self.view.selection.vintage, self.view.selection.population_year)
        codes = pd.Series(dict(self.kinds)).groupby(dict(self.kinds)).groups
        return tuple(
            LegendLine(number, HELP[kind], self.labels[kind], len(codes[kind]), int(inhabitants.reindex(codes[kind]).sum()), kind)
            for number, kind in enumerate(HELP)
            if kind in codes
        )

    @property
    def source_line(self) -> str:
        """Vintage and population year; no rule counts here."""
        return say("initiative.map_note", self.language, vintage=self.view.selection.vintage.value, year=str(self.year))


def helper_summary(atlas: Atlas, profile: PlaceProfile, theme: str, language: Language) -> HelperSummary | None:
    """The map of who could help `profile`'s place with `theme` (any where it is empty); None where nobody could."""
    rows = profile.helpers if not theme else profile.helpers[profile.helpers["theme"] == theme]
    helpers, helped = set(rows["helper_nis"]), set(rows["nis"])
    kinds = {nis: "both" if nis in helpers & helped else "helper" if nis in helpers else "helped" for nis in sorted(helpers | helped)}
    if not kinds:
        return None
    chosen = profile.selection
    places = Selection(rule=RoleRule.EXTENDED, municipalities=tuple(kinds), vintage=chosen.vintage, population_year=chosen.population_year)
    return HelperSummary(atlas, View(places, Measure.COVERED), language, place_name(atlas, profile, language), theme, tuple(kinds.items()))
