"""Rows of any table → municipalities of a vintage: one line per row, nothing dropped, nothing applied unasked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
import pandas as pd

from wallonia_map.atlas import Atlas
from wallonia_map.errors import UnknownValueError
from wallonia_map.i18n import say
from wallonia_map.matching_index import Found, Index
from wallonia_map.matching_near import Suggestion, near
from wallonia_map.model import Vintage
from wallonia_map.refnis import normalise


class Outcome(StrEnum):
    """What became of a row, in the order in which the report shows them: what asks for a decision first."""

    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"
    OUTSIDE = "outside"
    DUPLICATE = "duplicate"
    MERGED = "merged"
    RECODED = "recoded"
    RENAMED = "renamed"
    MATCHED = "matched"

    @property
    def resolved(self) -> bool:
        """Whether the row counts as matched."""
        return self in (Outcome.MATCHED, Outcome.RENAMED, Outcome.RECODED, Outcome.MERGED)

    @property
    def placed(self) -> bool:
        """Whether the row's values reach a municipality."""
        return self.resolved or self is Outcome.DUPLICATE


REPORT_COLUMNS = ("row", "key", "outcome", "nis", "municipality", "matched_by", "suggestion", "score", "reason")


@dataclass(frozen=True)
class Line:
    """What became of a row: `parts` are municipalities of the vintage with the share of the row that each gets (None: not known)."""

    outcome: Outcome
    parts: tuple[tuple[str, float | None], ...] = ()
    sources: frozenset[str] = frozenset()
    matched_by: str = ""
    reason: str = ""
    values: dict[str, object] = field(default_factory=dict)
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True)
class MatchReport:
    """One line per row of a table, in its order; `rows` are the file's own row numbers."""

    vintage: Vintage
    rows: np.ndarray
    keys: tuple[str, ...]
    lines: tuple[Line, ...]
    names: Mapping[str, str]

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many rows had each outcome; none is left out."""
        counted = Counter(line.outcome for line in self.lines)
        return {outcome: counted.get(outcome, 0) for outcome in Outcome}

    @property
    def complete(self) -> bool:
        """Whether every row was matched."""
        return all(line.outcome.resolved for line in self.lines)

    def links(self) -> pd.DataFrame:
        """`position` of a row × `nis` × `share` (missing where a row of 2025 leads to several municipalities of 2019)."""
        told = [(place, nis, share) for place, line in enumerate(self.lines) if line.outcome.placed for nis, share in line.parts]
        frame = pd.DataFrame(told, columns=["position", "nis", "share"])
        return frame.astype({"position": "int64", "share": "float64"})

    def table(self, language: str = "en", *, undecided_first: bool = False) -> pd.DataFrame:
        """The report as rows: `REPORT_COLUMNS`, in the table's order or with what asks for a decision first."""
        records = [self._record(place, line, language) for place, line in enumerate(self.lines)]
        frame = pd.DataFrame(records, columns=list(REPORT_COLUMNS))
        if undecided_first:
            order = {outcome.value: number for number, outcome in enumerate(Outcome)}
            frame = frame.sort_values("outcome", key=lambda column: column.map(order), kind="stable")
        return frame

    def _record(self, place: int, line: Line, language: str) -> tuple[object, ...]:
        placed = line.parts if line.outcome.placed else ()
        best = line.suggestions[0] if line.suggestions else None
        offered = [self.names[one.nis] for one in line.suggestions]
        return (
            int(self.rows[place]), self.keys[place], line.outcome.value, ";".join(nis for nis, _ in placed),
            ";".join(self.names[nis] for nis, _ in placed), line.matched_by,
            (offered[0] if best is not None and best.score is not None else ";".join(offered)) if offered else "",
            None if best is None else best.score, self.reason(line, language),
        )  # fmt: skip

    @staticmethod
    def reason(line: Line, language: str) -> str:
        """Why a row had its outcome, as a sentence."""
        # A row number is a name, not a quantity: « 1,234 » would be looked for in vain.
        values = {name: str(value) if name == "row" else value for name, value in line.values.items()}
        return say(f"join_reason.{line.reason}", language, **values)


def match(
    keys: Sequence[str], atlas: Atlas, vintage: Vintage = Vintage.V2019, *, rows: Sequence[int] | None = None,
    accepted: Mapping[int, str] | None = None, accept_score: float | None = None, index: Index | None = None,
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
    index
        Made once with `Index(atlas)` where many tables are matched.

    Raises
    ------
    UnknownValueError
        If an accepted code is no municipality's.
    """
    texts = tuple(keys)
    numbers = np.arange(2, len(texts) + 2) if rows is None else np.asarray(rows, dtype="int64")
    known = index or Index(atlas)
    judge = _Judge(atlas, vintage, known)
    distinct = dict.fromkeys(texts)
    found = {key: judge.line(key, known.find(key)) for key in distinct}
    wanting = [key for key, line in found.items() if line.reason == "unknown_name"]
    for key, suggestions in near(wanting, known, judge.target_of).items():
        found[key] = judge.offered(replace(found[key], suggestions=suggestions), accept_score)
    lines = [found[key] for key in texts]
    if accepted:
        lines = [judge.chosen(accepted[row]) if row in accepted else line for row, line in zip(numbers.tolist(), lines, strict=True)]
    names = atlas.municipalities(vintage)["name_fr"].to_dict()
    return MatchReport(vintage, numbers, texts, tuple(judge.in_context(lines, numbers.tolist())), names)


class _Judge:
    """Makes a line out of what was found, for one vintage."""

    def __init__(self, atlas: Atlas, vintage: Vintage, index: Index) -> None:
        source = atlas.tables["municipalities_source"]
        column = f"nis_{vintage.value}"
        self._vintage, self._index, self._column = vintage, index, column
        self.target_of = dict(zip(source["nis_2019"], source[column], strict=True))
        self._parts: dict[str, list[str]] = {}
        for nis, target in self.target_of.items():
            self._parts.setdefault(target, []).append(nis)
        self._name = atlas.municipalities(vintage)["name_fr"].to_dict()

    def line(self, key: str, found: Found) -> Line:
        targets = tuple(dict.fromkeys(self.target_of[nis] for nis in found.candidates))
        if not targets:
            return Line(Outcome.OUTSIDE if found.outside else Outcome.UNKNOWN, reason=found.reason, values=found.values)
        if (found.reason and found.reason != "several") or (len(targets) > 1 and not found.code):
            told = {"names": ", ".join(self._name[nis] for nis in targets), "key": key.strip()[:200]} | found.values
            return Line(
                Outcome.AMBIGUOUS, reason=found.reason or "several", values=told, suggestions=tuple(Suggestion(t, None) for t in targets)
            )
        sources = frozenset(found.candidates)
        if len(targets) > 1:
            names = ", ".join(self._name[nis] for nis in targets)
            return Line(
                Outcome.MERGED, tuple((nis, None) for nis in targets), sources, found.by, "split", {"code": found.code, "names": names}
            )
        return self._single(targets[0], sources, found)

    def _single(self, target: str, sources: frozenset[str], found: Found) -> Line:
        parts = ((target, 1.0),)
        told: dict[str, object] = {"name": self._name[target], "nis": target, "code": found.code}
        if found.code == target:
            return Line(Outcome.MATCHED, parts, frozenset(self._parts[target]), self._column, "code", told)
        former = found.by in ("usual_name", "former_municipality")
        if len(self._parts[target]) > 1 and not former and (found.by != "name" or not self._is_called(target, sources)):
            return Line(Outcome.MERGED, parts, sources, found.by, "merged", told)
        if found.code:
            return Line(Outcome.RECODED, parts, sources, found.by, "recoded", told)
        if former:
            return Line(Outcome.RENAMED, parts, sources, found.by, found.by, told)
        return Line(Outcome.MATCHED, parts, sources, found.by, found.by, told)

    def _is_called(self, target: str, sources: frozenset[str]) -> bool:
        """Whether the municipality of the vintage bears the name of one of these: Bastogne of 2025 is called as that of 2019."""
        return any(normalise(self._name[target]) in self._index.of[nis] for nis in sources)

    def offered(self, line: Line, accept_score: float | None) -> Line:
        """The line of an unknown name with its suggestions; applied where the score that was asked for is reached by one alone."""
        best = line.suggestions[0]
        alone = len(line.suggestions) == 1 or line.suggestions[1].score != best.score
        if accept_score is None or not alone or best.score is None or best.score < accept_score:
            return replace(line, reason="near", values=line.values | {"name": self._name[best.nis], "score": f"{best.score:g}"})
        told: dict[str, object] = {"name": self._name[best.nis], "nis": best.nis, "score": f"{best.score:g}"}
        return Line(
            Outcome.RENAMED,
            ((best.nis, 1.0),),
            frozenset(best.sources or self._parts[best.nis]),
            "suggestion",
            "suggestion",
            told,
            line.suggestions,
        )

    def chosen(self, nis: str) -> Line:
        """The line of a row for which a person chose a municipality."""
        found = self._index.find(nis) if nis.isdigit() and len(nis) == 5 else Found()
        if not found.candidates:
            raise UnknownValueError("municipality code", nis, tuple(self._name))
        line = self.line(nis, found)
        return replace(line, outcome=Outcome.MERGED if line.outcome is Outcome.MERGED else Outcome.RENAMED, matched_by="choice", reason="choice",
                       values={"name": ", ".join(self._name[part] for part, _ in line.parts), "nis": nis})  # fmt: skip

    def in_context(self, lines: list[Line], rows: list[int]) -> list[Line]:
        """The same lines, where a part of a merged municipality stands beside the others, and where a row comes again."""
        present = {nis for line in lines if line.outcome.placed and len(line.sources) == 1 for nis in line.sources}
        first: dict[str, int] = {}
        told = []
        for row, line in zip(rows, lines, strict=True):
            if not line.outcome.placed or line.matched_by == "location":
                told.append(line)
                continue
            before = min((first[nis] for nis in line.sources if nis in first), default=None)
            for nis in line.sources:
                first.setdefault(nis, row)
            names = ", ".join(self._name[nis] for nis, _ in line.parts)
            if before is not None:
                told.append(replace(line, outcome=Outcome.DUPLICATE, reason="duplicate", values={"name": names, "row": before}))
            elif line.outcome is Outcome.MATCHED and self._others(line) & present:
                told.append(replace(line, outcome=Outcome.MERGED, reason="merged", values={"name": names, "nis": line.parts[0][0]}))
            else:
                told.append(line)
        return told

    def _others(self, line: Line) -> set[str]:
        """The municipalities of 2019 that its own became one with."""
        return set(self._parts[line.parts[0][0]]) - line.sources
