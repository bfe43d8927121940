"""One row of a filled table held against the contracts of `geodata/`; what is wrong or was filled in is said."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from wallonia_map.curation.cell_rules import ADDRESS, hostile
from wallonia_map.curation.keeper_tables import ROLE_COLUMNS, STAGE_OF_STATUS, Cells, identifier_prefix
from wallonia_map.curation.problems import Note, Problem
from wallonia_map.errors import UnknownValueError
from wallonia_map.i18n import message_ids
from wallonia_map.model import Scope, Vintage
from wallonia_map.questions.selection import territory_nis
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.contracts import Field, Schema, values_of
from wallonia_map.tables.name_text import normalise
from wallonia_map.tables.suggestions import did_you_mean

_LONGEST_IDENTIFIER = 80


@dataclass
class Row:
    """A row on its way through the check: `cells` become what would be written."""

    number: int
    cells: Cells
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def refuse(self, column: str, value: str, reason: str, **told: str) -> None:
        """Name a broken rule."""
        self.problems.append(Problem(self.number, column, value, reason, told))

    def note(self, column: str, value: str, reason: str, **told: str) -> None:
        """Say what was understood."""
        self.notes.append(Note(self.number, column, value, reason, told))

    @property
    def refused(self) -> set[str]:
        """The columns that a problem was named for: one reason for a cell is enough."""
        return {problem.column for problem in self.problems}


@dataclass
class Checker:
    """The rules for the rows of one programme."""

    atlas: Atlas
    schema: Schema
    programme: str
    decimal_comma: bool = False

    @cached_property
    def _official(self) -> dict[str, str]:
        rows = self.atlas.tables["municipalities_source"]
        return dict(zip(rows[Vintage.base().column], rows["name_fr"], strict=True))

    @cached_property
    def _inferable(self) -> list[str]:
        return sorted(name.removeprefix("inferred.") for name in message_ids("fr") if name.startswith("inferred."))

    def check(self, row: Row) -> None:
        """Fill in what rules fill in, and name every broken rule of the row itself."""
        self._read(row)
        self._own_rules(row)
        for column in self.schema.fields:
            if column.name not in row.refused:
                self._contract(row, column)

    def _own_rules(self, row: Row) -> None:
        """What is asked of an initiative beyond its contract."""
        self._identifier(row)
        self._stage(row)
        self._roles(row)

    def _read(self, row: Row) -> None:
        """Each cell as it would be written; what a spreadsheet or a browser would run is refused."""
        for column in self.schema.fields:
            cell = row.cells[column.name] = self._clean(row, column.name)
            if not cell:
                continue
            reason = hostile(cell, is_number=column.type in ("integer", "number")) if not self._stands(row, column.name, cell) else None
            if reason:
                row.refuse(column.name, cell, reason)
            elif column.type == "list":
                row.cells[column.name] = ";".join(self._several(row, column, cell))
            elif column.type == "number" and self.decimal_comma and re.fullmatch(r"\d+,\d+", cell):
                row.cells[column.name] = cell.replace(",", ".")
                row.note(column.name, cell, "decimal_comma", result=row.cells[column.name])

    def _clean(self, row: Row, column: str) -> str:
        """The cell on one line, composed, without what cannot be seen."""
        cell = unicodedata.normalize("NFC", re.sub(r"[ \t\r\n\v\f\u2028\u2029]+", " ", row.cells.get(column, ""))).strip()
        plain = "".join(letter for letter in cell if not unicodedata.category(letter).startswith("C")).strip()
        if plain != cell:
            row.note(column, plain, "cleaned")
        return plain

    def _stands(self, row: Row, column: str, cell: str) -> bool:  # noqa: ARG002 (a table that may hold such a cell says so)
        """Whether the cell stands in the tables already, however it begins."""
        return False

    def _several(self, row: Row, column: Field, cell: str) -> Iterator[str]:
        for value in values_of(column, cell):
            if column.constraint("->municipalities_source") is not None:
                yield self._municipality(row, column.name, value)
            elif column.constraint("->territories") is not None:
                yield self._province(row, column.name, value)
            else:
                if column.name == "inferred" and value not in self._inferable:
                    row.refuse(column.name, value, "choice", allowed=", ".join(self._inferable))
                yield value

    def _municipality(self, row: Row, column: str, value: str) -> str:
        match = self.atlas.gazetteer.find(value)
        if match.nis is not None:
            name = self._official[match.nis]
            if name != value:
                row.note(column, value, "municipality", result=name)
            return name
        if match.candidates:
            row.refuse(column, value, "ambiguous", candidates=", ".join(self._official[nis] for nis in match.candidates))
        else:
            near = did_you_mean(value, self.atlas.gazetteer, self.atlas.codes_by_base(Vintage.base()))
            told = {"near": ", ".join(self._official[nis] for nis in near)}
            row.refuse(column, value, "municipality_near" if near else "municipality", **(told if near else {}))
        return value

    def _province(self, row: Row, column: str, value: str) -> str:
        try:
            name = self.atlas.territory_name(territory_nis(self.atlas, "province", value), "fr")
        except UnknownValueError as error:
            row.refuse(column, value, "choice", allowed=", ".join(error.valid))
            return value
        if name != value:
            row.note(column, value, "province", result=name)
        return name

    def _identifier(self, row: Row) -> None:
        """Make an identifier from the title where there is none."""
        cells = row.cells
        if cells["initiative_id"]:
            if len(cells["initiative_id"]) > _LONGEST_IDENTIFIER:
                row.refuse("initiative_id", cells["initiative_id"], "identifier")
            return
        words = normalise(cells["title"]).split() if "title" not in row.refused else []
        if not words:
            row.refuse("initiative_id", "", "identifier_needed")
            return
        prefix = identifier_prefix(self.programme)
        cells["initiative_id"] = (prefix + "-".join(words))[:_LONGEST_IDENTIFIER].rstrip("-")
        row.note("initiative_id", "", "identifier_made", result=cells["initiative_id"])

    def _stage(self, row: Row) -> None:
        """Lead the stage from the sources' own status where it is not told."""
        if row.cells["stage"] or "status" in row.refused:
            return
        status = row.cells["status"]
        if status in STAGE_OF_STATUS:
            row.cells["stage"] = STAGE_OF_STATUS[status]
            row.note("stage", "", "stage_led", result=row.cells["stage"])
        else:
            row.refuse("stage", "", "stage_needed", status=status, known=", ".join(name for name in STAGE_OF_STATUS if name))

    def _roles(self, row: Row) -> None:
        """Hold the roles to the rules: one for a municipality, none where an initiative reaches further."""
        seen: dict[str, str] = {}
        for column in ROLE_COLUMNS:
            for name in filter(None, row.cells[column].split(";")):
                if name in seen:
                    row.refuse(column, name, "two_roles", other=seen[name])
                seen[name] = column
        if row.cells["scope"] in (Scope.PROVINCE, Scope.REGION):
            for column in ROLE_COLUMNS:
                if row.cells[column]:
                    row.refuse(column, row.cells[column], "wide", scope=row.cells["scope"])
        if bool(row.cells["possible_municipalities"]) != bool(row.cells["possible_reason"]):
            row.refuse("possible_reason", row.cells["possible_reason"], "possible_reason")

    def _contract(self, row: Row, column: Field) -> None:
        """Name the first rule of `geodata/` that each value breaks."""
        cell = row.cells[column.name]
        if not cell and column.required:
            row.refuse(column.name, "", "required")
        for value in values_of(column, cell):
            reason, told = broken_rule(column, value)
            if reason:
                row.refuse(column.name, value, reason, **told)


def broken_rule(column: Field, value: str) -> tuple[str, dict[str, str]]:
    """The message of the contract that `value` breaks, and its values; empty where it breaks none.

    The contract itself judges, one constraint at a time: only the words are chosen here.
    """
    if column.problem(value) is None:
        address = (column.constraint("like:") or "").startswith("http")
        return ("address", {}) if address and not ADDRESS.fullmatch(value) else ("", {})
    if Field(column.name, column.type).problem(value):
        return {"integer": "integer", "number": "number"}.get(column.type, "type"), {}
    rule = next(rule for rule in column.constraints if Field(column.name, column.type, (rule,)).problem(value))
    if rule.startswith("in:"):
        return "choice", {"allowed": ", ".join(rule.removeprefix("in:").split("|"))}
    if rule.startswith("like:"):
        return ("address" if "http" in rule else "identifier" if column.name == "initiative_id" else "type"), {}
    return ("least" if rule.startswith(">=") else "most"), {"limit": rule[2:]}
