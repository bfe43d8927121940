"""A file of « Is this right? » read: what is wrong or missing becomes a changed row, what was read again a confirmation."""

from dataclasses import replace

from wallonia_map.curation.checking import Row
from wallonia_map.curation.keeper_tables import ACTION, WITHDRAW, Cells, keeper_table, rows_of
from wallonia_map.curation.problems import Problem
from wallonia_map.curation.proposal import Proposal, check_cells, check_rows
from wallonia_map.curation.reading import read_sheet
from wallonia_map.export.question_file import ANSWERS, COLUMNS, FIELDS, MISSING, RIGHT
from wallonia_map.tables.atlas import Atlas

CONFIRMATIONS = "confirmations"
_NEEDED = ("initiative_id", "field", "answer")


def check_filled(content: bytes, name: str, programme: str | None, atlas: Atlas) -> Proposal:
    """Check a filled file: of `programme`, or, whatever the programme, one of « Is this right? », which is told by its column `answer`.

    Raises
    ------
    UnknownValueError
        If there is no such programme or table.
    """
    if programme is not None:
        proposal = check_rows(content, name, programme, atlas)
        if not any(problem.reason == "column_unknown" and problem.column == "answer" for problem in proposal.problems):
            return _with_its_confirmations(proposal, atlas)
    return check_answers(content, name, atlas)


def _with_its_confirmations(proposal: Proposal, atlas: Atlas) -> Proposal:
    """A row that is withdrawn takes the confirmations of it along: they would point to nothing."""
    gone = {cells.get("initiative_id") for cells in proposal.withdraws} if proposal.programme != CONFIRMATIONS else set()
    table = keeper_table(atlas.catalog, CONFIRMATIONS)
    rows = [
        Row(number, {**cells, ACTION: WITHDRAW}) for number, cells in enumerate(rows_of(table), start=2) if cells["initiative_id"] in gone
    ]
    return replace(proposal, beside=(check_cells(rows, proposal.name, CONFIRMATIONS, atlas),)) if rows else proposal


def check_answers(content: bytes, name: str, atlas: Atlas) -> Proposal:
    """Check a file of « Is this right? »: each answered line, held to the same rules as a filled template."""
    sheet = read_sheet(content)
    header = tuple(column.casefold() for column in sheet.header)
    problems = list(sheet.problems)
    if not problems:
        problems += [Problem(1, column, "", "column_missing") for column in _NEEDED if column not in header]
        problems += [Problem(1, column, "", "column_unknown", {"known": ", ".join(COLUMNS)}) for column in header if column not in COLUMNS]
    if problems:
        return Proposal(CONFIRMATIONS, name, (), tuple(problems))
    reader = _Reader(atlas)
    for number, cells in sheet.rows:
        told = dict.fromkeys(COLUMNS, "") | {column: cell.strip() for column, cell in zip(header, cells, strict=True)}
        if told["answer"]:
            reader.read(Row(number, told))
    return reader.proposal(name)


class _Reader:
    """The answers so far: changed rows by programme and identifier, and confirmations."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self.edits: dict[str, dict[str, Row]] = {}
        self.confirmed: list[Row] = []
        self.answered: list[Row] = []

    def read(self, row: Row) -> None:
        """Take in one answered line, or name what keeps it from being one."""
        self.answered.append(row)
        told, answer = row.cells, row.cells["answer"].casefold()
        identifier, field = told["initiative_id"], told["field"]
        if told["note"]:
            row.note("note", told["note"], "remark")
        if identifier not in self.atlas.initiatives.index:
            row.refuse("initiative_id", identifier, "reference", table="initiatives")
        elif answer not in ANSWERS:
            row.refuse("answer", told["answer"], "choice", allowed=", ".join(ANSWERS))
        elif field and (field not in FIELDS or field not in self.atlas.initiatives):
            row.refuse("field", field, "column_unknown", known=", ".join(FIELDS))
        elif answer == RIGHT and not told["year"]:
            row.refuse("year", "", "answer_year")
        elif answer != RIGHT and not (field and told["new_value"] and told["source_url"]):
            row.refuse("new_value", told["new_value"], "answer_needs")
        else:
            if answer != RIGHT:
                self._edit(row, identifier, field, answer)
            if told["year"]:
                self._confirm(row, identifier, field)

    def _edit(self, row: Row, identifier: str, field: str, answer: str) -> None:
        known = self.atlas.initiatives.loc[identifier]
        rows = self.edits.setdefault(str(known["programme"]), {})
        cells = rows.setdefault(identifier, Row(row.number, {"initiative_id": identifier, "source_urls": str(known["source_urls"])})).cells
        schema = self.atlas.catalog.resources["initiatives"].schema
        is_list = next(column.type for column in schema.fields if column.name == field) == "list"
        new = row.cells["new_value"]
        before = cells.get(field, str(known[field])) if is_list else ""
        cells[field] = f"{before};{new}".strip(";") if answer == MISSING else new  # of a list, one value may be missing
        urls = [url for url in cells["source_urls"].split(";") if url]
        cells["source_urls"] = ";".join(dict.fromkeys([*urls, row.cells["source_url"]]))

    def _confirm(self, row: Row, identifier: str, field: str) -> None:
        told = row.cells
        cells: Cells = {
            "initiative_id": identifier,
            "field": field,
            "confirmed_year": told["year"],
            "source_url": told["source_url"],
            "note": "",
        }
        self.confirmed.append(Row(row.number, cells))

    def proposal(self, name: str) -> Proposal:
        """What all answers together would change, in as many tables as they are about."""
        parts = [check_cells(list(rows.values()), name, programme, self.atlas) for programme, rows in self.edits.items()]
        if self.confirmed or not parts:
            parts.append(check_cells(self.confirmed, name, CONFIRMATIONS, self.atlas))
        own = [problem for row in self.answered for problem in row.problems]
        if not self.answered:
            own.append(Problem(0, "", "", "no_answers"))
        first, *beside = parts
        return replace(
            first, beside=tuple(beside),
            problems=(*own, *(problem for part in parts for problem in part.problems)),
            notes=(*(note for row in self.answered for note in row.notes), *(note for part in parts for note in part.notes)),
            questions=tuple(question for part in parts for question in part.questions),
        )  # fmt: skip
