"""Words about places that are no row of a table: the character and the language of a municipality, and a perimeter of one's own."""

from dataclasses import dataclass
from enum import StrEnum


class Character(StrEnum):
    """Rural or urban character by density: below 150 inhabitants per km², from 150 to below 500, from 500."""

    RURAL = "rural"
    INTERMEDIATE = "intermediate"
    URBAN = "urban"


class Community(StrEnum):
    """The language community that a municipality belongs to."""

    FRENCH = "french"
    GERMAN = "german"


@dataclass(frozen=True)
class Bounds:
    """What a visitor wants a perimeter to have at least and at most, both included; None is no bound."""

    least_municipalities: int | None = None
    most_municipalities: int | None = None
    least_inhabitants: int | None = None
    most_inhabitants: int | None = None


@dataclass(frozen=True)
class Perimeter:
    """A set of municipalities with a name, made by a visitor: `codes` are those of the vintage of the view, sorted; it is told against `bounds`."""

    name: str
    codes: tuple[str, ...]
    bounds: Bounds = Bounds()


#: The filters of a selection that choose places, as its fields are called.
PLACE_FILTERS = ("provinces", "arrondissements", "communities", "characters", "groups", "perimeters", "municipalities", "indicators")
