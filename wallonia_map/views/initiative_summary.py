"""The map of one initiative: what each of its municipalities is to it."""

from dataclasses import dataclass, replace
from functools import cached_property

from wallonia_map.i18n import Language, listing, say
from wallonia_map.model import Role, RoleRule, Selection, Vintage
from wallonia_map.questions.selection import select
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import initiative_title
from wallonia_map.views.categories import categorical
from wallonia_map.views.category_summary import CategorySummary
from wallonia_map.views.classing import MISSING
from wallonia_map.views.legend_line import LegendLine
from wallonia_map.views.measures import Measure, Measured
from wallonia_map.views.palette import NOT_KNOWN, ROLES
from wallonia_map.views.view import View


@dataclass(frozen=True)
class InitiativeSummary(CategorySummary):
    """One initiative and the municipalities that lead it, take part, are within its perimeter, or may take part."""

    initiative_id: str = ""

    @property
    def slug(self) -> str:
        """The initiative's own identifier."""
        return self.initiative_id

    @cached_property
    def roles(self) -> dict[str, str]:
        """The strongest role of each municipality, by `nis`."""
        return roles_of(self.atlas, self.initiative_id, self.view.selection.vintage)

    @cached_property
    def measured(self) -> Measured:
        """The role of each municipality, as the map paints it; what else reaches it is no matter here."""
        selected = select(self.atlas, self.view.selection)
        categories = selected.places.to_series().map(self.roles)
        painted = categorical(categories, ROLES, selected)
        return replace(painted, by_programme=painted.by_programme.iloc[:, :0])

    @cached_property
    def labels(self) -> dict[str, str]:
        """What each role is called, of those that there are."""
        return {role.value: say(f"role.{role.value}", self.language) for role in Role if role.value in set(self.roles.values())}

    @property
    def title(self) -> str:
        """What the initiative is called."""
        return initiative_title(self.atlas, self.initiative_id, self.language)

    @property
    def unit(self) -> str:
        """What the colours mean."""
        return say("panel.role", self.language)

    @property
    def sentence(self) -> str:
        """How many municipalities have which role."""
        lines = [say("panel.labelled", self.language, name=line.label, value=str(line.municipalities)) for line in self.rows]
        return say("panel.labelled", self.language, name=self.title, value=listing(lines, self.language))

    @property
    def rows(self) -> tuple[LegendLine, ...]:
        """One line per role."""
        inhabitants = self.atlas.population(self.view.selection.vintage, self.view.selection.population_year)
        lines = []
        for role, label in self.labels.items():
            places = [nis for nis, own in self.roles.items() if own == role]
            number = list(ROLES).index(role) if role in ROLES else MISSING
            lines.append(
                LegendLine(
                    number, ROLES.get(role, NOT_KNOWN), label, len(places), int(inhabitants.reindex(places).sum()),
                    role if role in ROLES else "",
                )
            )  # fmt: skip
        return tuple(lines)

    @property
    def source_line(self) -> str:
        """Vintage and population year; no rule counts here."""
        return say("initiative.map_note", self.language, vintage=self.view.selection.vintage.value, year=str(self.year))


def roles_of(atlas: Atlas, initiative_id: str, vintage: Vintage) -> dict[str, str]:
    """What each municipality of `vintage` is to an initiative, by `nis`: the strongest role where a merger joins two."""
    rows = atlas.participations(vintage)
    mine = rows[rows["initiative_id"] == initiative_id].sort_values("role", ascending=False)
    return {str(nis): str(role) for nis, role in zip(mine["nis"], mine["role"], strict=True)}


def initiative_summary(atlas: Atlas, initiative_id: str, language: Language) -> InitiativeSummary | None:
    """The map of an initiative in the default vintage; None of one that has no municipalities, but a province or the region."""
    vintage = Vintage.default()
    places = tuple(sorted(roles_of(atlas, initiative_id, vintage)))
    if not places:
        return None
    asked = Selection(rule=RoleRule.EXTENDED, municipalities=places, vintage=vintage)
    return InitiativeSummary(atlas, View(asked, Measure.COVERED), language, initiative_id)
