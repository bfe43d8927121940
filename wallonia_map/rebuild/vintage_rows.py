"""The vintages of the data that are being rebuilt, whatever data the app may have loaded."""

from dataclasses import dataclass
from pathlib import Path

from wallonia_map.rebuild.writing import read_rows


@dataclass(frozen=True)
class VintageRow:
    """A row of `vintages.csv`: `last_year` is the last one on whose 1 January the codes were in force, None where they still are."""

    name: str
    first_year: int
    last_year: int | None

    @property
    def column(self) -> str:
        """The column of the keeper's tables that holds its codes."""
        return f"nis_{self.name}"

    @property
    def boundaries(self) -> str:
        """The file of its outlines."""
        return f"boundaries_{self.name}.geojson"


def vintage_rows(source: Path) -> list[VintageRow]:
    """The vintages, the oldest first: the keeper's tables are in its codes."""
    rows = sorted(read_rows(source / "vintages.csv"), key=lambda row: row["valid_from"])
    return [VintageRow(row["vintage"], int(row["valid_from"][:4]), int(row["valid_to"][:4]) if row["valid_to"] else None) for row in rows]
