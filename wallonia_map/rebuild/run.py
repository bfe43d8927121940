"""The rebuild step: check, derive, describe, and report what changed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from wallonia_map.rebuild.derive import derive
from wallonia_map.rebuild.descriptor import initiative_columns, read_declared, write_descriptor
from wallonia_map.rebuild.writing import read_rows
from wallonia_map.tables.catalog import DESCRIPTOR, GEODATA
from wallonia_map.tables.contracts import foreign_problems, problems, schema_from
from wallonia_map.tables.loading import parsed


def rebuild(geodata: Path = GEODATA, *, say: Callable[[str], None] = lambda _: None) -> list[str]:
    """Make everything derived in `geodata` again.

    Running it twice gives the same bytes. `say` hears each step. Returns the report: one line per file that
    changed, with rows before and after, keys added and removed.

    Raises
    ------
    MissingDataError, DataContractError
        At the first keeper's table that is missing or breaks a rule. The descriptor is then left as it was, so
        that nothing half-made passes for a good tree.
    """
    before = _described(geodata)
    declared = read_declared(geodata)
    say("checking the keeper's tables")
    _check_tables(geodata, declared, keeper=True)
    derive(geodata, initiative_columns(declared), say)
    say("checking what points from table to table")
    _check_tables(geodata, declared, keeper=False)
    say("descriptor")
    write_descriptor(geodata, declared)
    return _changes(before, _described(geodata))


def _check_tables(geodata: Path, declared: dict[str, Any], *, keeper: bool) -> None:
    """Raise the first broken rule: cells of the keeper's tables, or else the foreign keys of all."""
    tables, schemas, paths = {}, {}, {}
    for table in declared["table"]:
        if keeper and not table["keeper"]:
            continue
        name, path = str(table["name"]), geodata / table["path"]
        tables[name], schemas[name], paths[name] = parsed_file(path), schema_from(table["fields"], table["key"]), path
    for name, table in tables.items():
        found = problems(table, schemas[name], paths[name]) if keeper else foreign_problems(table, schemas[name], paths[name], tables)
        for problem in found:
            raise problem


def parsed_file(path: Path) -> pd.DataFrame:
    """The keeper's table at `path`, every cell as text."""
    read_rows(path)  # names a missing file, and a row with too many or too few cells
    return parsed(path.read_bytes(), path)


def _described(geodata: Path) -> dict[str, dict[str, Any]]:
    path = geodata / DESCRIPTOR
    if not path.is_file():
        return {}
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {str(resource["path"]): resource | {"hash": resource["hash"]} for resource in told["resources"]}
    except (ValueError, KeyError, TypeError):
        return {}  # a broken descriptor is what the rebuild is there to mend


def _changes(before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> list[str]:
    lines = []
    for path in sorted(before.keys() | after.keys()):
        old, new = before.get(path), after.get(path)
        if old is None and new is not None:
            lines.append(f"created  {path}: {_size(new)}")
        elif new is None:
            lines.append(f"removed  {path}")
        elif old is not None and old["hash"] != new["hash"]:
            lines.append(f"changed  {path}: {_size(old)} → {_size(new)}")
    return lines or ["nothing changed"]


def _size(resource: dict[str, Any]) -> str:
    count = f"{resource['rows']} rows" if "rows" in resource else f"{resource['features']} shapes"
    return f"{count}, {resource['bytes']} bytes"
