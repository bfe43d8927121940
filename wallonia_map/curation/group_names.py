"""The groups of a programme by every name that the atlas knows of them: titles of every period, what stands in brackets, short names."""

import re
from collections import defaultdict
from collections.abc import Mapping

import pandas as pd
from rapidfuzz import fuzz, process

from wallonia_map.model import Programme
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.name_text import normalise

#: Words that say what a group is, and not which: « GAL », « Parc naturel », articles.
_SMALL = frozenset({
    "gal", "lag", "groupe", "groupes", "d", "action", "locale", "lokale", "aktionsgruppe", "aktionsgruppen", "leader", "asbl", "vog", "parc",
    "naturel", "naturpark", "a", "au", "aux", "de", "du", "des", "l", "la", "le", "les", "en", "et", "der", "die", "das", "und",
})  # fmt: skip
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]?")
_LEAST_ALIKE = 70
_OFFERED = 3


def group_key(name: str) -> str:
    """A group's name as it is compared: its own words alone, written as one; a name of nothing but small words as it is."""
    words = normalise(name).split()
    return "".join(word for word in words if word not in _SMALL)


class GroupNames:
    """Which initiative of a programme is meant by a name; a name that may mean two means none."""

    def __init__(self, atlas: Atlas, programme: str, told: Mapping[str, str] | None = None) -> None:
        """Index every name of the groups; `told` are further ones, to the id of their initiative, that a keeper gives."""
        rows = atlas.initiatives
        own = rows[rows["programme"] == programme]
        self.titles: dict[str, str] = {str(name): str(row["title"]) for name, row in own.iterrows()}
        self._of: defaultdict[str, set[str]] = defaultdict(set)
        of_slug: defaultdict[str, set[str]] = defaultdict(set)
        for identifier, row in own.iterrows():
            for slug in _slugs(row):
                of_slug[slug].add(str(identifier))
        other = rows[rows["programme"].isin([str(group) for group in Programme.groups()]) & ~rows.index.isin(own.index)]
        for identifier, row in (*own.iterrows(), *other.iterrows()):
            slugs = _slugs(row)
            meant = {str(identifier)} if str(identifier) in self.titles else {one for slug in slugs for one in of_slug[slug]}
            for name in (str(row["title"]), str(row["lead"]), *slugs):
                for part in _parts(name):
                    self._of[group_key(part)] |= meant
        self._of.pop("", None)
        self._told = {normalise(name): identifier for name, identifier in (told or {}).items()}

    def find(self, name: str) -> tuple[str, ...]:
        """The initiatives that a name may mean, sorted; none where no group is called so."""
        if normalise(name) in self._told:
            return (self._told[normalise(name)],)
        return tuple(sorted(self._of.get(group_key(name), ())))

    def near(self, name: str) -> tuple[str, ...]:
        """The initiatives whose names are nearly alike, best first: offered, never applied."""
        found = process.extract(group_key(name)[:80], list(self._of), scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE, limit=_OFFERED * 2)
        return tuple(dict.fromkeys(one for key, _, _ in found for one in sorted(self._of[key])))[:_OFFERED]


def _slugs(row: pd.Series) -> list[str]:
    """The short names of the groups that a row names."""
    return [slug.strip() for slug in str(row["lags"]).split(";") if slug.strip()]


def _parts(name: str) -> list[str]:
    """A name as a whole, without its brackets, and what stands in them."""
    return [name, _BRACKETS.sub(" ", name), *_BRACKETS.findall(name)]
