"""What changed from one version of the data to the next, counted row by row: written where every later version can say it."""

import json
from pathlib import Path

from wallonia_map.errors import MissingDataError
from wallonia_map.rebuild.writing import Row, read_rows, write_rows
from wallonia_map.tables.catalog import DESCRIPTOR

TABLE, PATH = "changes", "source/changes.csv"
COLUMNS = ("version", "table", "added", "corrected", "withdrawn", "rows")


def changes_between(before: Path | None, after: Path) -> list[Row]:
    """One row for each table that is not the same in two data folders; without `before`, everything is new.

    A row is the same row where its key is; it was corrected where any other cell differs. A cell of a column that is
    only in one of the two counts as empty in the other.

    Raises
    ------
    MissingDataError
        If a folder has no descriptor, or lacks a file that its descriptor names.
    """
    old, (version, new) = (_tables(before)[1] if before is not None else {}), _tables(after)
    told = []
    for name in sorted(old.keys() | new.keys()):
        was, now = old.get(name, {}), new.get(name, {})
        corrected = sum(1 for key in was.keys() & now.keys() if was[key] != now[key])
        counts = (len(now.keys() - was.keys()), corrected, len(was.keys() - now.keys()))
        if any(counts):
            told.append(dict(zip(COLUMNS, (version, name, *map(str, counts), str(len(now))), strict=True)))
    return told


def record_changes(geodata: Path, before: Path | None) -> list[Row]:
    """Write what changed since the data folder `before` into the table of changes of `geodata`; a second time changes nothing."""
    fresh = changes_between(before, geodata)
    version, _ = _tables(geodata)
    path = geodata / PATH
    kept = [row for row in (read_rows(path) if path.is_file() else []) if row["version"] != version]
    write_rows(path, COLUMNS, [*fresh, *kept])
    return fresh


def _tables(geodata: Path) -> tuple[str, dict[str, dict[tuple[str, ...], Row]]]:
    """The version, and every table as its rows by their key; empty cells left out, so that a new empty column changes no row."""
    path = geodata / DESCRIPTOR
    if not path.is_file():
        raise MissingDataError(path)
    told = json.loads(path.read_text(encoding="utf-8"))
    tables = {}
    for resource in told["resources"]:
        if resource["format"] == "csv" and resource["name"] != TABLE:
            keys = resource["schema"]["primaryKey"]
            rows = read_rows(geodata / resource["path"])
            tables[resource["name"]] = {tuple(row[key] for key in keys): {name: cell for name, cell in row.items() if cell} for row in rows}
    return str(told["version"]), tables
