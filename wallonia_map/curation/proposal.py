"""A filled table checked: every row with its outcome, every problem named, nothing invented."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from wallonia_map.curation.checking import Checker, Row
from wallonia_map.curation.keeper_tables import ACTION, WITHDRAW, Cells, Key, keeper_table, key_of, programmes_of, rows_of
from wallonia_map.curation.plausible import Plausibility
from wallonia_map.curation.problems import Note, Problem, Question
from wallonia_map.curation.reading import Worksheet, read_sheet
from wallonia_map.curation.table_checking import TableChecker
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.contracts import Schema
from wallonia_map.tables.name_text import normalise


class RowOutcome(StrEnum):
    """What a proposed row would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


@dataclass(frozen=True)
class ProposedRow:
    """One row of the filled table: `cells` as they would be written, `before` as they are written now."""

    number: int
    outcome: RowOutcome
    cells: Cells
    before: Cells | None = None
    key: Key = ("initiative_id",)

    @property
    def identifier(self) -> str:
        """What names the row, given or made; empty where it could not be made."""
        return " ".join(filter(None, (self.cells.get(column, "") for column in self.key)))

    @property
    def changed_columns(self) -> tuple[str, ...]:
        """The columns in which an existing row would change."""
        before = self.before or {}
        return tuple(name for name, cell in self.cells.items() if before and before[name] != cell)


@dataclass(frozen=True)
class Proposal:
    """A filled table of one programme, or of another keeper's table, row by row: as many rows as the file has.

    `beside` are proposals for other tables that the same file makes; they are accepted together or not at all.
    """

    programme: str
    name: str
    rows: tuple[ProposedRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    columns: tuple[str, ...] = field(default=())
    questions: tuple[Question, ...] = ()
    beside: tuple["Proposal", ...] = ()

    @property
    def writes(self) -> list[Cells]:
        """The rows that would be written: new ones and changed ones, without those that a problem refuses."""
        return [row.cells for row in self.rows if row.outcome in (RowOutcome.NEW, RowOutcome.CHANGED)]

    @property
    def withdraws(self) -> list[Cells]:
        """The rows that would be taken out, as they stand now."""
        return [row.cells for row in self.rows if row.outcome is RowOutcome.WITHDRAWN]

    @property
    def changes_anything(self) -> bool:
        """Whether a row of any table would be written or taken out."""
        return bool(self.writes or self.withdraws) or any(one.changes_anything for one in self.beside)

    @property
    def counts(self) -> dict[RowOutcome, int]:
        """How many rows have each outcome."""
        found = Counter(row.outcome for row in self.rows)
        return {outcome: found[outcome] for outcome in RowOutcome}

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong with it: only then it can be packed or added."""
        return not self.problems


def check_rows(content: bytes, name: str, programme: str, atlas: Atlas) -> Proposal:
    """Check a filled table of `programme` (or of another keeper's table) row by row against the contracts and against `atlas`.

    `name` is what the file is called; what it is (CSV or XLSX) is read from its first bytes. It never raises for what
    stands in the file: problems say it. A row whose key exists replaces the whole row, so an empty cell erases (and a
    note says so); a column that the file does not have keeps what the row holds. A row with « withdraw » in the column
    `action` takes the row out.

    Raises
    ------
    UnknownValueError
        If there is no such programme or table.
    """
    schema = keeper_table(atlas.catalog, programme).schema
    sheet = read_sheet(content)
    header = tuple(column.casefold() for column in sheet.header)
    existing = _existing(atlas, programme)
    problems = [*sheet.problems, *_header_problems(header, sheet, schema, existing)]
    if problems:  # cells under a heading that is not understood would be lost
        return Proposal(programme, name, _unread(sheet), tuple(problems), (), header)
    rows = [Row(number, dict(zip(header, cells, strict=True))) for number, cells in sheet.rows]
    return check_cells(rows, name, programme, atlas, decimal_comma=sheet.decimal_comma)


def check_cells(rows: list[Row], name: str, programme: str, atlas: Atlas, *, decimal_comma: bool = False) -> Proposal:
    """As `check_rows`, for rows that are read already; the columns of each are those of the contract, or some of them."""
    schema = keeper_table(atlas.catalog, programme).schema
    existing = _existing(atlas, programme)
    is_initiative = programme in programmes_of(atlas.catalog)
    checker = (Checker if is_initiative else TableChecker)(atlas, schema, programme, decimal_comma)
    made, gone = set(), set()
    for row in rows:
        given = _given_key(row.cells, schema)
        absent = existing.get(given, {})
        action = row.cells.pop(ACTION, "").strip()
        if action:
            gone.add(row.number)
            row.cells = dict(absent) or dict.fromkeys(schema.names, "") | dict(zip(schema.key, given, strict=True))
            _withdrawal(row, action, given, absent, atlas)
            continue
        row.cells |= {column: absent.get(column, "") for column in schema.names if column not in row.cells}
        checker.check(row)
        if is_initiative and not given[0] and row.cells["initiative_id"]:
            made.add(row.number)
    times = Counter(key_of(row.cells, schema.key) for row in rows)
    plausibility = Plausibility(atlas, programme)
    told: list[ProposedRow] = []
    questions: list[Question] = []
    for row in rows:
        twice = times[key_of(row.cells, schema.key)] > 1
        judged = _judged(row, atlas, schema, existing, twice=twice, made=row.number in made, gone=row.number in gone)
        told.append(judged)
        if judged.outcome in (RowOutcome.NEW, RowOutcome.CHANGED):
            questions += plausibility.questions(row.number, judged.cells, judged.before)
    return Proposal(
        programme, name, tuple(told), tuple(problem for row in rows for problem in row.problems),
        tuple(note for row in rows for note in row.notes), tuple(schema.names), tuple(questions),
    )  # fmt: skip


def _existing(atlas: Atlas, programme: str) -> dict[Key, Cells]:
    table = keeper_table(atlas.catalog, programme)
    return {key_of(row, table.schema.key): row for row in rows_of(table)}


def _given_key(cells: Cells, schema: Schema) -> Key:
    return tuple(cells.get(column, "").strip() for column in schema.key)


def _withdrawal(row: Row, action: str, given: Key, absent: Cells, atlas: Atlas) -> None:
    """Hold a row that is to be taken out to what must be so: it is there, and nothing else points to it."""
    named = " ".join(filter(None, given))
    if action.casefold() != WITHDRAW:
        row.refuse(ACTION, action, "action", allowed=WITHDRAW)
    elif not absent:
        row.refuse(ACTION, named, "withdraw_unknown")
    elif "initiative_id" in absent and len(given) == 1:
        links = atlas.tables["initiative_links"]
        linked = links[(links["initiative_a"] == named) | (links["initiative_b"] == named)]
        others = {str(other) for pair in linked[["initiative_a", "initiative_b"]].to_numpy() for other in pair} - {named}
        if others:
            row.refuse(ACTION, named, "withdraw_linked", others=", ".join(sorted(others)))


def _header_problems(header: tuple[str, ...], sheet: Worksheet, schema: Schema, existing: dict[Key, Cells]) -> list[Problem]:
    if not header:
        return []
    known = (*schema.names, ACTION)
    problems = [Problem(1, name, "", "column_unknown", {"known": ", ".join(known)}) for name in header if name and name not in known]
    if any(problem.reason in ("no_header", "no_rows") for problem in sheet.problems):
        return problems
    given = {_given_key(dict(zip(header, cells, strict=True)), schema) for _, cells in sheet.rows}
    if set(schema.key) <= set(header) and given <= set(existing):  # only what changes has to be there
        return problems
    needed = [column.name for column in schema.fields if column.required and column.name not in ("initiative_id", "stage")]
    return [*problems, *(Problem(1, name, "", "column_missing") for name in needed if name not in header)]


def _unread(sheet: Worksheet) -> tuple[ProposedRow, ...]:
    return tuple(ProposedRow(number, RowOutcome.REFUSED, {}) for number, _ in sheet.rows)


def _judged(
    row: Row, atlas: Atlas, schema: Schema, existing: dict[Key, Cells], *, twice: bool, made: bool, gone: bool,
) -> ProposedRow:  # fmt: skip
    """The row beside what exists: new, changed, the same, taken out, or refused."""
    own, first = key_of(row.cells, schema.key), schema.key[0]
    identifier = row.cells[first]
    before = existing.get(own)
    is_initiative = schema.key == ("initiative_id",)
    if any(own) and twice:
        row.refuse(first, identifier, "identifier_twice")
    if gone:
        return ProposedRow(row.number, RowOutcome.REFUSED if row.problems else RowOutcome.WITHDRAWN, row.cells, before, schema.key)
    if is_initiative and before is None and identifier in atlas.initiatives.index:
        row.refuse(first, identifier, "identifier_taken", programme=str(atlas.initiatives.at[identifier, "programme"]))
    cells = {column: row.cells[column] for column in schema.names}
    if before is not None:
        cells = {column.name: before[column.name] if _equal(column.type, before[column.name], cells[column.name]) else cells[column.name]
                 for column in schema.fields}  # fmt: skip
    if before is not None and before != cells and made:
        row.refuse(first, "", "identifier_collides", identifier=identifier)
    if row.problems:
        return ProposedRow(row.number, RowOutcome.REFUSED, cells, before, schema.key)
    if before is not None:
        for column in schema.names:
            if before[column] and not cells[column]:
                row.note(column, before[column], "erased")
        return ProposedRow(row.number, RowOutcome.SAME if before == cells else RowOutcome.CHANGED, cells, before, schema.key)
    if is_initiative:
        _warn_of_twin(row, atlas)
    return ProposedRow(row.number, RowOutcome.NEW, cells, None, schema.key)


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
