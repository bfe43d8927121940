"""The words of the atlas: enumerations, what rows of data add to, and the selection that every figure is counted from."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from wallonia_map.place import Perimeter
from wallonia_map.vocabulary import Word


class Vintage(Word):
    """State of municipality codes and boundaries: a row of `vintages.csv`, the oldest first."""

    kind = "vintage"

    @classmethod
    def default(cls) -> "Vintage":
        """The one that is meant where none is asked for: that of the row with `is_default`."""
        return next(item for item in cls if item.row["is_default"])

    @classmethod
    def base(cls) -> "Vintage":
        """The oldest: the keeper's tables are written in its codes, and every other is led from it."""
        return next(iter(cls))

    @classmethod
    def newest(cls) -> "Vintage":
        """The one in force last."""
        return list(cls)[-1]

    @property
    def column(self) -> str:
        """The column of the keeper's municipalities that holds its codes."""
        return f"nis_{self.value}"

    @property
    def boundaries(self) -> str:
        """The resource of its outlines."""
        return f"boundaries_{self.value}"


class Role(StrEnum):
    """What a municipality is to an initiative: `SERVED` is only inside a perimeter, and of `POSSIBLE` no source says whether it takes part."""

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


class Programme(Word):
    """What an initiative belongs to: a row of `programmes.csv`, in the order in which menus show them."""

    kind = "programme"

    @classmethod
    def groups(cls) -> tuple["Programme", ...]:
        """Those whose initiatives are groups of municipalities, the earliest period first."""
        return tuple(sorted((item for item in cls if item.row["family"] == "lag"), key=lambda item: item.row["first_year"] or 0))

    @classmethod
    def newest_groups(cls) -> "Programme | None":
        """The groups of the newest period; None where no programme has groups."""
        return next(reversed(cls.groups()), None)

    @classmethod
    def compared(cls) -> tuple[str, str]:
        """The two that are compared where none is asked for: the groups of the last two periods, else the first two (or one twice)."""
        groups = [item.value for item in cls.groups()][-2:]
        first, last, *_ = groups if len(groups) == 2 else [item.value for item in cls] * 2
        return first, last

    @property
    def is_groups(self) -> bool:
        """Whether its initiatives are groups of municipalities."""
        return bool(self.row["family"] == "lag")

    @property
    def membership_map(self) -> str:
        """What links call the map of its members; empty where it has none."""
        return str(self.row["membership_map"])

    @property
    def short_key(self) -> str:
        """What columns of its period are named by: its first year, else its id."""
        return str(self.row["first_year"] or self.value.replace("-", "_"))

    @property
    def period(self) -> str:
        """Its years as they are written in every language; empty where they are not known."""
        first, last = (str(self.row[name]) if self.row[name] else "" for name in ("first_year", "last_year"))
        return f"{first}–{last}" if first and last else first or last


class Theme(Word):
    """What an initiative is about: a row of `themes.csv`, in menu order."""

    kind = "theme"


class Indicator(Word):
    """An official figure of every municipality: a row of `municipal_indicator_names.csv`, in menu order."""

    kind = "indicator"

    @property
    def is_derived(self) -> bool:
        """Whether it is worked out from the atlas's own tables, and has no stored values."""
        return str(self.row["numerator"]).startswith("population")

    @property
    def is_ratio(self) -> bool:
        """Whether numerator and denominator are held, so that a territory has a figure of its own."""
        return bool(self.row["denominator"])

    @property
    def direction(self) -> "Direction":
        """Which values mean more need."""
        return Direction(self.row["direction"])


class Direction(StrEnum):
    """Which values of an indicator mean more need; « contextual » where neither end does by itself."""

    HIGHER = "higher"
    LOWER = "lower"
    CONTEXTUAL = "contextual"


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
class IndicatorRange:
    """Municipalities whose known value of an indicator lies between two bounds, both included; None is no bound."""

    indicator: Indicator
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Selection:
    """What a view shows. An empty tuple means « all »; the defaults are the atlas's own rule.

    `population_year` of None is the vintage's own year. `statuses` empty means `COUNTING_STATUSES` when
    something is counted, and every stage when initiatives are listed. `until` asks for the state at the end of a year: what had begun
    by then; what has no known start year is then not known, where `first_year` and `last_year` leave it out.
    """

    programmes: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    rule: RoleRule = RoleRule.STRICT
    statuses: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    arrondissements: tuple[str, ...] = ()
    communities: tuple[str, ...] = ()
    characters: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    perimeters: tuple[Perimeter, ...] = ()
    municipalities: tuple[str, ...] = ()
    lead_types: tuple[str, ...] = ()
    confidences: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    words: str = ""
    vintage: Vintage = field(default_factory=Vintage.default)
    population_year: int | None = None
    indicators: tuple[IndicatorRange, ...] = ()
    until: int | None = None

    @property
    def counted_statuses(self) -> frozenset[str]:
        """The stages that count as covering."""
        return frozenset(self.statuses or (stage.value for stage in COUNTING_STATUSES))

    def replace(self, **changes: object) -> "Selection":
        """The same selection with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]
