"""A filled table checked: every row with its outcome, every problem named, nothing invented."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

import pandas as pd

from wallonia_map.curation.checking import Checker, Row
from wallonia_map.curation.keeper_tables import Cells, keeper_table, rows_of
from wallonia_map.curation.problems import Note, Problem
from wallonia_map.curation.reading import Worksheet, read_sheet
from wallonia_map.i18n import say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.contracts import Schema
from wallonia_map.tables.name_text import normalise


class RowOutcome(StrEnum):
    """What a proposed row would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True)
class ProposedRow:
    """One row of the filled table: `cells` as they would be written, `before` as they are written now."""

    number: int
    outcome: RowOutcome
    cells: Cells
    before: Cells | None = None

    @property
    def identifier(self) -> str:
        """The row's identifier, given or made; empty where it could not be made."""
        return self.cells.get("initiative_id", "")

    @property
    def changed_columns(self) -> tuple[str, ...]:
        """The columns in which an existing row would change."""
        before = self.before or {}
        return tuple(name for name, cell in self.cells.items() if before and before[name] != cell)


@dataclass(frozen=True)
class Proposal:
    """A filled table of one programme, row by row: as many rows as the file has."""

    programme: str
    name: str
    rows: tuple[ProposedRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    columns: tuple[str, ...] = field(default=())

    @property
    def writes(self) -> list[Cells]:
        """The rows that would be written: new ones and changed ones, without those that a problem refuses."""
        return [row.cells for row in self.rows if row.outcome in (RowOutcome.NEW, RowOutcome.CHANGED)]

    @property
    def counts(self) -> dict[RowOutcome, int]:
        """How many rows have each outcome."""
        found = Counter(row.outcome for row in self.rows)
        return {outcome: found[outcome] for outcome in RowOutcome}

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong with it: only then it can be packed or added."""
        return not self.problems

    def rows_table(self, language: str) -> pd.DataFrame:
        """Row, identifier, title, outcome and what changes, one line per row of the file, in words."""
        records = [
            (row.number, row.identifier, row.cells.get("title", ""), say(f"keeper.outcome.{row.outcome.value}", language),
             ", ".join(row.changed_columns))
            for row in self.rows
        ]  # fmt: skip
        names = ["row", "initiative_id", "title", "outcome", "changes"]
        return pd.DataFrame(records, columns=names).astype(dict.fromkeys(names[1:], "str"))

    def problems_table(self, language: str) -> pd.DataFrame:
        """Row, column, value and reason of every problem, in words."""
        records = [(problem.row, problem.column, problem.value, problem.why(language)) for problem in self.problems]
        names = ["row", "column", "value", "reason"]
        return pd.DataFrame(records, columns=names).astype(dict.fromkeys(names[1:], "str"))


def check_rows(content: bytes, name: str, programme: str, atlas: Atlas) -> Proposal:
    """Check a filled table of `programme` row by row against the contracts of `geodata/` and against `atlas`.

    `name` is what the file is called; what it is (CSV or XLSX) is read from its first bytes. It never raises for what
    stands in the file: problems say it. A row whose identifier exists replaces the whole row, so an empty cell erases
    (and a note says so); a column that the file does not have keeps what the row holds.

    Raises
    ------
    UnknownValueError
        If there is no such programme.
    """
    described = keeper_table(atlas.catalog, programme)
    schema = described.schema
    sheet = read_sheet(content)
    header = tuple(column.casefold() for column in sheet.header)
    problems = [*sheet.problems, *_header_problems(header, sheet, schema)]
    if problems:  # cells under a heading that is not understood would be lost
        return Proposal(programme, name, _unread(sheet), tuple(problems), (), header)
    existing = {row["initiative_id"]: row for row in rows_of(described)}
    checker = Checker(atlas, schema, programme, sheet.decimal_comma)
    rows = [Row(number, dict(zip(header, cells, strict=True))) for number, cells in sheet.rows]
    made = set()
    for row in rows:
        given = row.cells.get("initiative_id", "").strip()
        absent = existing.get(given, {})
        row.cells |= {column: absent.get(column, "") for column in schema.names if column not in header}
        checker.check(row)
        if not given and row.cells["initiative_id"]:
            made.add(row.number)
    times = Counter(row.cells["initiative_id"] for row in rows)
    told = tuple(
        _judged(row, atlas, schema, existing, twice=times[row.cells["initiative_id"]] > 1, made=row.number in made) for row in rows
    )
    return Proposal(
        programme, name, told, tuple(problem for row in rows for problem in row.problems),
        tuple(note for row in rows for note in row.notes), tuple(schema.names),
    )  # fmt: skip


def _header_problems(header: tuple[str, ...], sheet: Worksheet, schema: Schema) -> list[Problem]:
    if not header:
        return []
    problems = [
        Problem(1, name, "", "column_unknown", {"known": ", ".join(schema.names)}) for name in header if name and name not in schema.names
    ]
    needed = [column.name for column in schema.fields if column.required and column.name not in ("initiative_id", "stage")]
    if not any(problem.reason in ("no_header", "no_rows") for problem in sheet.problems):
        problems += [Problem(1, name, "", "column_missing") for name in needed if name not in header]
    return problems


def _unread(sheet: Worksheet) -> tuple[ProposedRow, ...]:
    return tuple(ProposedRow(number, RowOutcome.REFUSED, {}) for number, _ in sheet.rows)


def _judged(row: Row, atlas: Atlas, schema: Schema, existing: dict[str, Cells], *, twice: bool, made: bool) -> ProposedRow:
    """The row beside what exists: new, changed, the same, or refused."""
    identifier = row.cells["initiative_id"]
    before = existing.get(identifier)
    if identifier and twice:
        row.refuse("initiative_id", identifier, "identifier_twice")
    if before is None and identifier in atlas.initiatives.index:
        row.refuse("initiative_id", identifier, "identifier_taken", programme=str(atlas.initiatives.at[identifier, "programme"]))
    cells = {column: row.cells[column] for column in schema.names}
    if before is not None:
        cells = {column.name: before[column.name] if _equal(column.type, before[column.name], cells[column.name]) else cells[column.name]
                 for column in schema.fields}  # fmt: skip
    if before is not None and before != cells and made:
        row.refuse("initiative_id", "", "identifier_collides", identifier=identifier)
    if row.problems:
        return ProposedRow(row.number, RowOutcome.REFUSED, cells, before)
    if before is not None:
        for column in schema.names:
            if before[column] and not cells[column]:
                row.note(column, before[column], "erased")
        return ProposedRow(row.number, RowOutcome.SAME if before == cells else RowOutcome.CHANGED, cells, before)
    _warn_of_twin(row, atlas)
    return ProposedRow(row.number, RowOutcome.NEW, cells)


def _equal(kind: str, before: str, after: str) -> bool:
    """Whether two cells say the same: 275000.00 is 275000, and « a; b » is « a;b »."""
    if kind == "number" and before and after:
        return float(before) == float(after) if _is_number(before) and _is_number(after) else before == after
    if kind == "list":
        return [part.strip() for part in before.split(";") if part.strip()] == [part for part in after.split(";") if part]
    return before == after


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal() and text.isascii()


def _warn_of_twin(row: Row, atlas: Atlas) -> None:
    """Say where another row has the same title: it may be the same initiative, which would then count twice."""
    title = normalise(row.cells["title"])
    if title:
        titles = atlas.initiatives["title"]
        twins = [str(identifier) for identifier, known in titles.items() if normalise(known) == title]
        if twins:
            row.note("title", row.cells["title"], "same_title", others=", ".join(twins))
