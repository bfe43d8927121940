"""The words of the atlas: enumerations and the selection that every figure is counted from."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Vintage(StrEnum):
    """State of municipality codes and boundaries."""

    V2019 = "2019"
    V2025 = "2025"


class Role(StrEnum):
    """What a municipality is to an initiative.

    `SERVED` means only inside a perimeter. `POSSIBLE` means that no source says whether it takes part: no rule counts it as
    covered, and none as not covered.
    """

    LEAD = "lead"
    PARTNER = "partner"
    SERVED = "served"
    POSSIBLE = "possible"


class RoleRule(StrEnum):
    """Which roles count as covered."""

    STRICT = "strict"
    EXTENDED = "extended"

    @property
    def roles(self) -> frozenset[str]:
        """The roles that cover a municipality under this rule."""
        strict = {Role.LEAD.value, Role.PARTNER.value}
        return frozenset(strict if self is RoleRule.STRICT else strict | {Role.SERVED.value})


class CountingRule(StrEnum):
    """How an initiative of several municipalities is shared out when amounts or numbers are summed."""

    FULL = "full"
    EQUAL = "equal"
    POPULATION = "population"


class Programme(StrEnum):
    """What an initiative belongs to, in the order in which menus show them."""

    SMART_REGION_2019 = "smart-region-2019"
    TERRITOIRE_INTELLIGENT_2024 = "territoire-intelligent-2024"
    LEADER_2014 = "leader-2014-2020"
    LEADER_2023 = "leader-2023-2027"
    LEADER_PROJECTS = "leader-projects"
    PROJECTS = "projects"


class Theme(StrEnum):
    """The six smart dimensions of the regional policy, and two wider ones."""

    MOBILITY = "mobility"
    GOVERNANCE = "governance"
    BUILDINGS = "buildings"
    HEALTH = "health"
    EDUCATION = "education"
    ENERGY = "energy-environment"
    ECONOMY = "economy"
    LIVING = "living"


class Status(StrEnum):
    """Where an initiative stands; the sources' own words stay beside it."""

    IDEA = "idea"
    RUNNING = "running"
    FINISHED = "finished"
    NO_RESULT = "no-result"
    UNKNOWN = "unknown"


class Scope(StrEnum):
    """How far an initiative reaches; province- and region-wide ones are listed, never spread."""

    MUNICIPAL = "municipal"
    MULTI = "multi-municipal"
    PERIMETER = "perimeter"
    PROVINCE = "province"
    REGION = "region"


class LeadType(StrEnum):
    """What kind of organisation leads an initiative."""

    MUNICIPALITY = "municipality"
    AGENCY = "agency"
    PROVINCE = "province"
    REGION = "region"
    LAG = "lag"
    OTHER = "other"
    UNKNOWN = "unknown"


class Confidence(StrEnum):
    """How sure a row is: stated, deduced, or doubtful."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Level(StrEnum):
    """Territories that figures are given for."""

    REGION = "region"
    PROVINCE = "province"
    ARRONDISSEMENT = "arrondissement"
    MUNICIPALITY = "municipality"


#: Ideas, and initiatives that ended without result, cover nobody unless the view asks for them.
COUNTING_STATUSES = (Status.RUNNING, Status.FINISHED, Status.UNKNOWN)


@dataclass(frozen=True)
class Selection:
    """What a view shows. An empty tuple means « all »; the defaults are the atlas's own rule.

    `population_year` of None is the vintage's own year. `statuses` empty means `COUNTING_STATUSES` when
    something is counted, and every stage when initiatives are listed.
    """

    programmes: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    rule: RoleRule = RoleRule.STRICT
    statuses: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    arrondissements: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    lead_types: tuple[str, ...] = ()
    confidences: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    words: str = ""
    vintage: Vintage = Vintage.V2019
    population_year: int | None = None

    @property
    def counted_statuses(self) -> frozenset[str]:
        """The stages that count as covering."""
        return frozenset(self.statuses or (stage.value for stage in COUNTING_STATUSES))

    def replace(self, **changes: object) -> "Selection":
        """The same selection with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]
