"""Rows of any table → municipalities of a vintage: one line per row, nothing dropped, nothing applied unasked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from wallonia_map.errors import UnknownValueError
from wallonia_map.model import Vintage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.gazetteer import Gazetteer
from wallonia_map.tables.name_text import normalise
from wallonia_map.tables.place_match import PlaceMatch
from wallonia_map.tables.place_words import ALSO_OUTSIDE
from wallonia_map.tables.suggestions import Suggestion, suggest
from wallonia_map.uploads.match_report import MatchedRow, MatchOutcome, MatchReport


def match(
    keys: Sequence[str], atlas: Atlas, vintage: Vintage | None = None, *, rows: Sequence[int] | None = None,
    accepted: Mapping[int, str] | None = None, accept_score: float | None = None, is_wider: Sequence[bool] | None = None,
    is_refnis: bool = False,
) -> MatchReport:  # fmt: skip
    """What every key leads to in `vintage`.

    Parameters
    ----------
    rows
        The file's own number of each row; by default the first key stands in row 2, under a header.
    accepted
        Row number → REFNIS code that a person chose for it.
    accept_score
        Applies suggestions of at least this score (0–100) where just one municipality has it.
    is_wider
        Of each row, whether it is about a province, say, and so about no municipality even where its name is one's.
    is_refnis
        The column says that it holds REFNIS codes: four digits are no postal codes there.

    Raises
    ------
    UnknownValueError
        If an accepted code is no municipality's.
    """
    vintage = vintage or Vintage.default()
    texts = tuple(keys)
    numbers = np.arange(2, len(texts) + 2) if rows is None else np.asarray(rows, dtype="int64")
    known = atlas.gazetteer
    judge = _RowMatcher(atlas, vintage, known)
    distinct = dict.fromkeys(texts)
    found = {key: judge.line(key, known.find(key, is_refnis=is_refnis)) for key in distinct}
    wanting = [key for key, line in found.items() if line.reason == "unknown_name"]
    for key, suggestions in suggest(wanting, known, judge.target_of).items():
        found[key] = judge.offered(replace(found[key], suggestions=suggestions), accept_score)
    lines = [found[key] for key in texts]
    if is_wider is not None:
        lines = [_of_wider(key) if wider else line for key, wider, line in zip(texts, is_wider, lines, strict=True)]
    if accepted:
        lines = [judge.chosen(accepted[row]) if row in accepted else line for row, line in zip(numbers.tolist(), lines, strict=True)]
    names = atlas.municipalities(vintage)["name_fr"].to_dict()
    return MatchReport(vintage, numbers, texts, tuple(judge.in_context(lines, numbers.tolist())), names)


def _of_wider(key: str) -> MatchedRow:
    """The line of a row about a province, an arrondissement or the region."""
    return MatchedRow(MatchOutcome.UNKNOWN, reason="territory", values={"name": key.strip()[:200]})


class _RowMatcher:
    """Makes a line out of what was found, for one vintage."""

    def __init__(self, atlas: Atlas, vintage: Vintage, gazetteer: Gazetteer) -> None:
        self._vintage, self._gazetteer, self._column = vintage, gazetteer, vintage.column
        self.target_of = atlas.codes_by_base(vintage)
        self._parts: dict[str, list[str]] = {}
        for nis, target in self.target_of.items():
            self._parts.setdefault(target, []).append(nis)
        self._name = atlas.municipalities(vintage)["name_fr"].to_dict()

    def line(self, key: str, found: PlaceMatch) -> MatchedRow:
        targets = tuple(dict.fromkeys(self.target_of[nis] for nis in found.candidates))
        if not targets:
            return MatchedRow(MatchOutcome.OUTSIDE if found.outside else MatchOutcome.UNKNOWN, reason=found.reason, values=found.values)
        if len(targets) == 1 and found.reason == "several_named":  # all of them are parts of one
            return self._single(targets[0], frozenset(found.candidates), found)
        if (found.reason and found.reason != "several") or (len(targets) > 1 and not found.code):
            told = {"names": ", ".join(self._name[nis] for nis in targets), "key": key.strip()[:200]} | found.values
            return MatchedRow(
                MatchOutcome.AMBIGUOUS,
                reason=found.reason or "several",
                values=told,
                suggestions=tuple(Suggestion(t, None) for t in targets),
            )
        sources = frozenset(found.candidates)
        if len(targets) > 1:
            names = ", ".join(self._name[nis] for nis in targets)
            return MatchedRow(
                MatchOutcome.MERGED,
                tuple((nis, None) for nis in targets),
                sources,
                found.matched_by,
                "split",
                {"code": found.code, "names": names},
            )
        return self._single(targets[0], sources, found)

    def _single(self, target: str, sources: frozenset[str], found: PlaceMatch) -> MatchedRow:
        parts = ((target, 1.0),)
        told: dict[str, object] = {"name": self._name[target], "nis": target, "code": found.code} | found.values
        if found.code == target:
            way, reason = ("sector", "sector") if found.matched_by == "sector" else (self._column, "code")
            return MatchedRow(MatchOutcome.MATCHED, parts, frozenset(self._parts[target]), way, reason, told)
        former = found.matched_by in ("usual_name", "former_municipality")
        if len(self._parts[target]) > 1 and not former and (found.matched_by != "name" or not self._is_called(target, sources)):
            return MatchedRow(MatchOutcome.MERGED, parts, sources, found.matched_by, "merged", told)
        if found.code:
            return MatchedRow(MatchOutcome.RECODED, parts, sources, found.matched_by, "recoded", told)
        if former:
            return MatchedRow(MatchOutcome.RENAMED, parts, sources, found.matched_by, found.matched_by, told)
        return MatchedRow(MatchOutcome.MATCHED, parts, sources, found.matched_by, found.matched_by, told)

    def _is_called(self, target: str, sources: frozenset[str]) -> bool:
        """Whether the municipality of the vintage bears the name of one of these: Bastogne of 2025 is called as one of its parts."""
        return any(normalise(self._name[target]) in self._gazetteer.of[nis] for nis in sources)

    def offered(self, line: MatchedRow, accept_score: float | None) -> MatchedRow:
        """The line of an unknown name with its suggestions; applied where the score that was asked for is reached by one alone."""
        best = line.suggestions[0]
        alone = len(line.suggestions) == 1 or line.suggestions[1].score != best.score
        if accept_score is None or not alone or best.score is None or best.score < accept_score:
            return replace(line, reason="near", values=line.values | {"name": self._name[best.nis], "score": f"{best.score:g}"})
        told: dict[str, object] = {"name": self._name[best.nis], "nis": best.nis, "score": f"{best.score:g}"}
        return MatchedRow(
            MatchOutcome.RENAMED,
            ((best.nis, 1.0),),
            frozenset(best.sources or self._parts[best.nis]),
            "suggestion",
            "suggestion",
            told,
            line.suggestions,
        )

    def chosen(self, nis: str) -> MatchedRow:
        """The line of a row for which a person chose a municipality."""
        found = self._gazetteer.find(nis) if nis.isdigit() and len(nis) == 5 else PlaceMatch()
        if not found.candidates:
            raise UnknownValueError("municipality code", nis, tuple(self._name))
        line = self.line(nis, found)
        return replace(line, outcome=MatchOutcome.MERGED if line.outcome is MatchOutcome.MERGED else MatchOutcome.RENAMED, matched_by="choice", reason="choice",
                       values={"name": ", ".join(self._name[part] for part, _ in line.parts), "nis": nis})  # fmt: skip

    def in_context(self, lines: list[MatchedRow], rows: list[int]) -> list[MatchedRow]:
        """The same lines, where a part of a merged municipality stands beside the others, and where a row comes again."""
        lines = self._whole_beside_parts(self._twice_and_outside(lines), rows)
        present = {nis for line in lines if line.outcome.placed and len(line.sources) == 1 for nis in line.sources}
        first: dict[str, int] = {}
        told = []
        for row, line in zip(rows, lines, strict=True):
            if not line.outcome.placed or line.matched_by == "location":
                told.append(line)
                continue
            own = {str(line.values["sector"])} if line.matched_by == "sector" else line.sources
            before = min((first[one] for one in own | line.sources if one in first), default=None)
            for one in own:
                first.setdefault(one, row)
            names = ", ".join(self._name[nis] for nis, _ in line.parts)
            if before is not None:
                told.append(replace(line, outcome=MatchOutcome.DUPLICATE, reason="duplicate", values={"name": names, "row": before}))
            elif line.outcome is MatchOutcome.MATCHED and self._others(line) & present:
                told.append(replace(line, outcome=MatchOutcome.MERGED, reason="merged", values={"name": names, "nis": line.parts[0][0]}))
            else:
                told.append(line)
        return told

    def _whole_beside_parts(self, lines: list[MatchedRow], rows: list[int]) -> list[MatchedRow]:
        """A merged municipality beside all its parts, each by its code, as WalStat has it for every year: what counts twice is set aside."""
        coded = [(place, line) for place, line in enumerate(lines) if line.outcome.placed and line.values.get("code")]
        parts = {
            next(iter(line.sources)): place for place, line in coded if len(line.sources) == 1 and line.matched_by == Vintage.base().column
        }
        later = [item.column for item in list(Vintage)[1:]]
        told = list(lines)
        for place, whole in coded:
            if len(whole.sources) < 2 or whole.matched_by not in later or not whole.sources <= parts.keys():
                continue
            if whole.reason == "split":
                names = ", ".join(self._name[nis] for nis, _ in whole.parts)
                told[place] = MatchedRow(MatchOutcome.SET_ASIDE, reason="whole_beside_parts", values={"names": names})
                continue
            for part in whole.sources:
                values: dict[str, object] = {"name": self._name[whole.parts[0][0]], "row": rows[place]}
                told[parts[part]] = MatchedRow(MatchOutcome.SET_ASIDE, reason="part_beside_whole", values=values)
        return told

    def _twice_and_outside(self, lines: list[MatchedRow]) -> list[MatchedRow]:
        """Rows of a name that a place outside Wallonia bears too: where it comes twice, or most rows are outside, it may be that place."""
        by_name = [line for line in lines if line.outcome.placed and line.matched_by == "name" and len(line.sources) == 1]
        counts = Counter(nis for line in by_name for nis in line.sources)
        abroad = sum(line.outcome is MatchOutcome.OUTSIDE for line in lines) > sum(line.outcome.placed for line in lines)
        doubtful = {nis for nis, times in counts.items() if (times > 1 or abroad) and self._gazetteer.of[nis] & ALSO_OUTSIDE}
        if not doubtful:
            return lines
        return [self._doubtful(line) if line.matched_by == "name" and line.sources & doubtful else line for line in lines]

    def _doubtful(self, line: MatchedRow) -> MatchedRow:
        names = ", ".join(self._name[nis] for nis, _ in line.parts)
        offered = tuple(Suggestion(nis, None) for nis, _ in line.parts)
        return MatchedRow(MatchOutcome.AMBIGUOUS, reason="also_outside", values={"key": names, "names": names}, suggestions=offered)

    def _others(self, line: MatchedRow) -> set[str]:
        """The municipalities of the base vintage that its own became one with."""
        return set(self._parts[line.parts[0][0]]) - line.sources
