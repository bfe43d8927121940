"""The map of one organisation: what each municipality is to the initiatives that it leads or takes part in."""

from dataclasses import dataclass
from functools import cached_property

from wallonia_map.i18n import Language
from wallonia_map.model import RoleRule, Selection
from wallonia_map.questions.organisation_profile import OrganisationProfile, organisation_profile
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.initiative_summary import InitiativeSummary
from wallonia_map.views.measures import Measure
from wallonia_map.views.organisation_words import organisation_names
from wallonia_map.views.view import View


@dataclass(frozen=True)
class OrganisationSummary(InitiativeSummary):
    """As the map of one initiative, of all those of an organisation: of several roles of a municipality the strongest."""

    organisation_id: str = ""

    @property
    def slug(self) -> str:
        """The organisation's own identifier."""
        return self.organisation_id

    @cached_property
    def roles(self) -> dict[str, str]:
        """The strongest role of each municipality, by `nis`."""
        return organisation_profile(self.atlas, self.organisation_id, self.view.selection.vintage).roles

    @property
    def title(self) -> str:
        """What the organisation is called."""
        return organisation_names(self.atlas, self.language)[self.organisation_id]


def organisation_summary(atlas: Atlas, profile: OrganisationProfile, language: Language) -> OrganisationSummary | None:
    """The map of an organisation; None where no municipality of its initiatives is known."""
    places = tuple(sorted(profile.roles))
    if not places:
        return None
    asked = Selection(rule=RoleRule.EXTENDED, municipalities=places, vintage=profile.vintage)
    return OrganisationSummary(atlas, View(asked, Measure.COVERED), language, organisation_id=profile.organisation_id)
