"""Files with the same bytes on every machine: sorted, LF, UTF-8, fixed precision."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from wallonia_map.errors import MissingDataError
from wallonia_map.file_text import csv_text
from wallonia_map.tables.loading import read_cells

Row = dict[str, str]
LIST_SEPARATOR = ";"


def read_rows(path: Path) -> list[Row]:
    """The rows of a UTF-8 comma-separated file, every cell as stripped text.

    Raises
    ------
    MissingDataError
        If there is no such file.
    DataContractError
        If it is not UTF-8, or a row has more or fewer cells than the header.
    """
    if not path.is_file():
        raise MissingDataError(path)
    header, rows = read_cells(path.read_bytes(), path)
    return [{name: cell.strip() for name, cell in zip(header, cells, strict=True)} for cells in rows]


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write `rows` in the given order with the given columns; None becomes an empty cell."""
    write_text(path, csv_text(columns, ([row.get(column) for column in columns] for row in rows)))


def write_json(path: Path, value: object) -> None:
    """Write readable JSON with a final newline."""
    write_text(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 with LF whatever the platform, replacing the old file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes(text.encode("utf-8"))
    fresh.replace(path)


def split(cell: str) -> list[str]:
    """The values of a cell that holds several."""
    return [part.strip() for part in cell.split(LIST_SEPARATOR) if part.strip()]
