"""Words for levels of territory, in headers and cells: municipality, arrondissement, province, and what is none of the three."""

from enum import StrEnum

from wallonia_map.tables.name_text import normalise


class Level(StrEnum):
    """The levels at which a table can be joined."""

    MUNICIPALITY = "municipality"
    ARRONDISSEMENT = "arrondissement"
    PROVINCE = "province"


_WORDS: dict[Level | None, str] = {
    Level.MUNICIPALITY: "commune communes gemeente gemeenten gemeinde gemeinden municipality municipalities ville villes entite",
    Level.ARRONDISSEMENT: "arrondissement arrondissements arrondissementen arr bezirk bezirke district districts",
    Level.PROVINCE: "province provinces provincie provincies provinz provinzen prov",
    None: "region regions gewest gewesten country pays land canton cantons kanton kantons",
}
_LEVEL_OF: dict[str, Level | None] = {word: level for level, words in _WORDS.items() for word in words.split()}


def levels_said(text: str) -> set[Level | None]:
    """The levels that the words of a header or a cell name; None stands for one that is not joined (a region, a country)."""
    return {_LEVEL_OF[word] for word in normalise(text.replace("_", " ")).split() if word in _LEVEL_OF}


def names_wider_level(header: str) -> bool:
    """Whether a header is about provinces, arrondissements or regions, and not about municipalities."""
    said = levels_said(header)
    return bool(said) and Level.MUNICIPALITY not in said
