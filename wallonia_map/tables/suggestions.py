"""Names that are spelt nearly alike, by RapidFuzz: offered with their score, never applied unasked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from wallonia_map.tables.gazetteer import Gazetteer
from wallonia_map.tables.name_text import normalise
from wallonia_map.tables.place_words import PREFIX

#: By the kind of name (official, usual, former): below this, names have little more in common than letters. Municipalities of
#: Flanders, of which most tables of Belgium are full, must not be taken for one of over a thousand former ones of Wallonia.
LEAST_SCORES = (80, 90, 92)
#: Few people misspell the first letter: with another one, a name must be nearly the same.
_OTHER_LETTER = 88
#: Distinct unknown names that suggestions are sought for at most: beyond it, the column is no column of names.
MOST_KEYS = 20_000
_AT_ONCE = 1_000
_LONGEST = 60
#: Below this, texts of a list have little in common.
_LEAST_ALIKE = 70
OFFERED = 3


@dataclass(frozen=True)
class Suggestion:
    """A municipality of the vintage, how alike its name is (0–100; None: a candidate, not a spelling), and what it stands for in 2019."""

    nis: str
    score: float | None
    sources: tuple[str, ...] = ()


def suggest(keys: Sequence[str], gazetteer: Gazetteer, target_of: Mapping[str, str]) -> dict[str, tuple[Suggestion, ...]]:
    """The municipalities with the most alike names, for every key that has any, best first."""
    names = sorted(gazetteer.names)
    least = np.array([LEAST_SCORES[min(gazetteer.names[name])] for name in names], dtype=np.float32)
    letters = np.array([name[:1] for name in names])
    found: dict[str, tuple[Suggestion, ...]] = {}
    few = list(keys)[:MOST_KEYS]
    for start in range(0, len(few), _AT_ONCE):
        some = few[start : start + _AT_ONCE]
        plain = [PREFIX.sub("", normalise(key))[:_LONGEST] for key in some]
        scores = process.cdist(plain, names, scorer=fuzz.ratio, score_cutoff=min(LEAST_SCORES), dtype=np.float32)
        for key, text, line in zip(some, plain, scores, strict=True):
            near = line >= np.where(letters == text[:1], least, np.maximum(least, _OTHER_LETTER))
            best = _best(np.where(near, line, 0), names, gazetteer, target_of)
            if best:
                found[key] = best
    return found


#: How far behind the best score a second suggestion may lie to be worth a sentence.
_MARGIN = 10


def did_you_mean(key: str, gazetteer: Gazetteer, target_of: Mapping[str, str]) -> tuple[str, ...]:
    """The municipalities that a key that leads nowhere may have been meant for: nearly alike names, none for a place outside Wallonia."""
    found = gazetteer.find(key)
    if found.reason in ("disagree", "qualifier"):
        return tuple(dict.fromkeys(target_of[nis] for nis in found.candidates))
    if found.reason != "unknown_name":
        return ()
    offered = suggest([key], gazetteer, target_of).get(key, ())
    least = max((one.score or 0 for one in offered), default=0) - _MARGIN
    return tuple(one.nis for one in offered if (one.score or 0) >= least)


def nearest(value: str, valid: Iterable[str]) -> tuple[str, ...]:
    """The texts of `valid` that `value` may have been meant for, the most alike first; none where none is nearly alike."""
    names = sorted(set(valid))
    found = process.extract(value[:_LONGEST], names, scorer=fuzz.ratio, processor=normalise, score_cutoff=_LEAST_ALIKE, limit=OFFERED)
    least = max((score for _, score, _ in found), default=0) - _MARGIN
    return tuple(name for name, score, _ in found if score >= least)


def _best(scores: np.ndarray, names: list[str], gazetteer: Gazetteer, target_of: Mapping[str, str]) -> tuple[Suggestion, ...]:
    """The best municipalities; of names equally alike, official ones before former ones."""
    told: dict[str, tuple[float, int, set[str]]] = {}
    for place in np.flatnonzero(scores):
        ranks = gazetteer.names[names[place]]
        rank = min(ranks)
        for nis in ranks[rank]:
            target, score = target_of[nis], round(float(scores[place]), 1)
            before = told.get(target)
            if before is None or (-score, rank) < (-before[0], before[1]):
                told[target] = (score, rank, {nis})
            elif (score, rank) == before[:2]:
                before[2].add(nis)
    ordered = sorted(told.items(), key=lambda item: (-item[1][0], item[1][1], item[0]))[:OFFERED]
    return tuple(Suggestion(target, score, tuple(sorted(sources))) for target, (score, _, sources) in ordered)
