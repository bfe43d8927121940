"""Rows of a table of provinces or arrondissements → the territory that each is about: one line per row, as for municipalities."""

from collections.abc import Sequence

import numpy as np

from wallonia_map.model import Level, Vintage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.key_text import FIVE, undressed
from wallonia_map.tables.name_text import normalise
from wallonia_map.tables.place_words import TERRITORY, TOTALS, WIDER
from wallonia_map.uploads.level_words import levels_said
from wallonia_map.uploads.match_report import MatchedRow, MatchOutcome, MatchReport

_LANGUAGES = ("fr", "nl", "de", "en")
#: Names of twenty arrondissements in a few languages; a table with more keys is one of municipalities.
_MOST_TERRITORIES = 100


def match_level(
    keys: Sequence[str], atlas: Atlas, level: Level, vintage: Vintage | None = None, *, rows: Sequence[int], levels: Sequence[Level | None] | None = None,
) -> MatchReport:  # fmt: skip
    """What every key leads to among the territories of `level` (no municipalities).

    `levels` tells of each row of which level it is, where the table says so: rows of another one are told, not joined.
    """
    vintage = vintage or Vintage.default()
    found = _index(atlas, level)
    names = {nis: str(atlas.territories.at[nis, "name_fr"]) for nis in atlas.territories_of(level.value)}
    lines, first = [], dict[str, int]()
    for place, (key, row) in enumerate(zip(keys, rows, strict=True)):
        other = levels is not None and levels[place] is not level
        line = (
            MatchedRow(MatchOutcome.UNKNOWN, reason="other_level", values={"name": key.strip()[:200]})
            if other
            else _line(key, found, names, level)
        )
        if line.outcome.placed:
            nis = line.parts[0][0]
            if nis in first:
                line = MatchedRow(
                    MatchOutcome.DUPLICATE, line.parts, line.sources, line.matched_by, "duplicate", {"name": names[nis], "row": first[nis]}
                )
            first.setdefault(nis, int(row))
        lines.append(line)
    return MatchReport(vintage, np.asarray(rows, dtype="int64"), tuple(keys), tuple(lines), names, level)


def level_of_keys(keys: Sequence[str], atlas: Atlas) -> Level:
    """The level of a table whose header says none: that of which all keys are territories, if one of them is no municipality.

    Totals, the region and empty keys are left aside. « Liège » alone may be all three, and is then a municipality.
    """
    plain = dict.fromkeys(normalise(undressed(key)) for key in keys)
    some = [key for key in plain if key and key not in TOTALS and key not in WIDER]
    if len(some) > _MOST_TERRITORIES:
        return Level.MUNICIPALITY
    for level in (Level.PROVINCE, Level.ARRONDISSEMENT):
        found = _index(atlas, level)
        places = {found.get(key) or found.get(TERRITORY.sub("", key)) for key in some if not _says_other(key, level)}
        all_known = len(places) > 1 and None not in places and not any(_says_other(key, level) for key in some)
        if all_known and any(not atlas.gazetteer.find(key).candidates for key in some):
            return level
    return Level.MUNICIPALITY


def _says_other(key: str, level: Level) -> bool:
    return bool(levels_said(key) - {level})


def _index(atlas: Atlas, level: Level) -> dict[str, str]:
    """Code or name, as `normalise` leaves it → the territory's code."""
    wanted = atlas.territories.loc[list(atlas.territories_of(level.value))]
    named = {normalise(str(row[f"name_{language}"])): str(nis) for nis, row in wanted.iterrows() for language in _LANGUAGES}
    return named | {str(nis): str(nis) for nis in wanted.index}


def _line(key: str, found: dict[str, str], names: dict[str, str], level: Level) -> MatchedRow:
    text = undressed(key)
    code = FIVE.match(text)
    plain = "".join(code.groups()[1:]) if code else normalise(text)
    nis = found.get(plain) or found.get(TERRITORY.sub("", plain))
    told: dict[str, object] = {"name": key.strip()[:200], "key": key.strip()[:200]}
    if nis is None or _says_other(plain, level):
        reason = (
            "empty" if not plain else "total" if plain in TOTALS else "other_level" if nis or plain in WIDER else f"unknown_{level.value}"
        )
        return MatchedRow(MatchOutcome.UNKNOWN, reason=reason, values=told)
    return MatchedRow(
        MatchOutcome.MATCHED,
        ((nis, 1.0),),
        frozenset({nis}),
        "code" if code else "name",
        "code" if code else "name",
        {"name": names[nis], "nis": nis},
    )
