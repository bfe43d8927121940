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
class Perimeter:
    """A set of municipalities with a name, made by a visitor: `codes` are those of the vintage of the view, sorted."""

    name: str
    codes: tuple[str, ...]


#: The filters of a selection that choose places, as its fields are called.
PLACE_FILTERS = ("provinces", "arrondissements", "communities", "characters", "groups", "perimeters", "municipalities", "indicators")
