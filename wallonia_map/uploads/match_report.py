"""What became of the rows of a matched table: one line per row, its outcome and its reason."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import pandas as pd

from wallonia_map.i18n import say
from wallonia_map.model import Level, Vintage
from wallonia_map.tables.suggestions import Suggestion


class MatchOutcome(StrEnum):
    """What became of a row, in the order in which the report shows them: what asks for a decision first."""

    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"
    OUTSIDE = "outside"
    DUPLICATE = "duplicate"
    MERGED = "merged"
    RECODED = "recoded"
    RENAMED = "renamed"
    MATCHED = "matched"
    SET_ASIDE = "set_aside"

    @property
    def resolved(self) -> bool:
        """Whether the row counts as matched."""
        return self in (MatchOutcome.MATCHED, MatchOutcome.RENAMED, MatchOutcome.RECODED, MatchOutcome.MERGED)

    @property
    def placed(self) -> bool:
        """Whether the row's values reach a municipality."""
        return self.resolved or self is MatchOutcome.DUPLICATE


REPORT_COLUMNS = ("row", "key", "outcome", "nis", "municipality", "matched_by", "suggestion", "score", "reason")


@dataclass(frozen=True)
class MatchedRow:
    """What became of a row: `parts` are municipalities of the vintage with the share of the row that each gets (None: not known)."""

    outcome: MatchOutcome
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
    lines: tuple[MatchedRow, ...]
    names: Mapping[str, str]
    level: Level = Level.MUNICIPALITY

    @property
    def counts(self) -> dict[MatchOutcome, int]:
        """How many rows had each outcome; none is left out."""
        counted = Counter(line.outcome for line in self.lines)
        return {outcome: counted.get(outcome, 0) for outcome in MatchOutcome}

    @property
    def complete(self) -> bool:
        """Whether every row was matched, but for those that were set aside as asked."""
        return all(line.outcome.resolved or line.outcome is MatchOutcome.SET_ASIDE for line in self.lines)

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
            order = {outcome.value: number for number, outcome in enumerate(MatchOutcome)}
            frame = frame.sort_values("outcome", key=lambda column: column.map(order), kind="stable")
        return frame

    def _record(self, place: int, line: MatchedRow, language: str) -> tuple[object, ...]:
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
    def reason(line: MatchedRow, language: str) -> str:
        """Why a row had its outcome, as a sentence."""
        # A row number is a name, not a quantity: « 1,234 » would be looked for in vain.
        values = {name: str(value) if name == "row" else value for name, value in line.values.items()}
        return say(f"join_reason.{line.reason}", language, **values)
