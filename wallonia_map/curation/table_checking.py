"""The rules for a row of a keeper's table that is none of initiatives: population, indicators, texts, confirmations."""

from dataclasses import dataclass
from functools import cached_property

from wallonia_map.curation.checking import Checker, Row
from wallonia_map.curation.keeper_tables import keeper_table, rows_of

#: Where a name of a municipality is held to those that exist; it may be written as anybody writes it.
_NAMES = "municipalities_source.name_fr"


@dataclass
class TableChecker(Checker):
    """The rules of one such table: those of its contract, and that what it points to exists."""

    def _own_rules(self, row: Row) -> None:
        for column in self.schema.fields:
            cell, target = row.cells[column.name], column.constraint("->")
            if not cell or target is None or column.type == "list" or column.name in row.refused:
                continue
            if target == _NAMES:
                row.cells[column.name] = self._municipality(row, column.name, cell)
            elif cell not in self._known[target]:
                row.refuse(column.name, cell, "reference", table=target.partition(".")[0])

    @cached_property
    def _known(self) -> dict[str, set[str]]:
        """The values that each column may point to."""
        targets = {target for column in self.schema.fields if (target := column.constraint("->")) is not None}
        parts = {target: target.partition(".") for target in targets}
        return {target: set(self.atlas.tables[table][column].astype(str)) for target, (table, _, column) in parts.items()}

    @cached_property
    def _standing(self) -> set[tuple[str, str]]:
        """Each cell of the table by its column: what stands there already is not refused again."""
        rows = rows_of(keeper_table(self.atlas.catalog, self.programme))
        return {(column, cell) for row in rows for column, cell in row.items()}

    def _stands(self, row: Row, column: str, cell: str) -> bool:  # noqa: ARG002 (the row may be a new one)
        return cell.startswith("%") or (column, cell) in self._standing  # « % of households » is a unit, and no spreadsheet calculates it
