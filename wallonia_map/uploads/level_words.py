"""Words for levels of territory, in headers and cells: municipality, arrondissement, province, and what is none of the three."""

from wallonia_map.model import Level
from wallonia_map.tables.name_text import normalise

#: The levels at which a table can be joined.
JOINED_LEVELS = (Level.MUNICIPALITY, Level.ARRONDISSEMENT, Level.PROVINCE)
_WORDS: dict[Level | None, str] = {
    Level.MUNICIPALITY: "commune communes gemeente gemeenten gemeinde gemeinden municipality municipalities ville villes entite",
    Level.ARRONDISSEMENT: "arrondissement arrondissements arrondissementen arr bezirk bezirke district districts",
    Level.PROVINCE: "province provinces provincie provincies provinz provinzen prov",
    Level.REGION: "region regions gewest gewesten",
    None: "country pays land canton cantons kanton kantons",
}
_LEVEL_OF: dict[str, Level | None] = {word: level for level, words in _WORDS.items() for word in words.split()}


def levels_said(text: str) -> set[Level | None]:
    """The levels that the words of a header or a cell name; None stands for one that the atlas has not (a country, a canton)."""
    return {_LEVEL_OF[word] for word in normalise(text.replace("_", " ")).split() if word in _LEVEL_OF}


def names_wider_level(header: str) -> bool:
    """Whether a header is about provinces, arrondissements or regions, and not about municipalities."""
    said = levels_said(header)
    return bool(said) and Level.MUNICIPALITY not in said
