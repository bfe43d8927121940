"""The rebuild step: check, derive, describe, and report what changed."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from wallonia_map.errors import WalloniaMapError, raise_all
from wallonia_map.rebuild.derive import derive, question
from wallonia_map.rebuild.descriptor import initiative_columns, read_declared, write_descriptor
from wallonia_map.rebuild.keeper_files import KeeperFile, read_keeper_file
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
    MissingDataError, DataContractError, SeveralProblemsError
        With everything that is wrong in the keeper's tables. The descriptor is then left as it was, so that nothing
        half-made passes for a good tree.
    """
    before = _described(geodata)
    declared = read_declared(geodata)
    say("checking the keeper's tables")
    _check_keeper_tables(geodata, declared, say)
    derive(geodata, initiative_columns(declared), say)
    say("checking what points from table to table")
    _check_references(geodata, declared)
    say("descriptor")
    write_descriptor(geodata, declared)
    return _changes(before, _described(geodata))


def _check_keeper_tables(geodata: Path, declared: dict[str, Any], say: Callable[[str], None]) -> None:
    """Raise every broken rule of the keeper's tables; where there is none, write those that a spreadsheet saved otherwise as we do."""
    files: list[KeeperFile] = []
    wrong: list[WalloniaMapError] = []
    for told in declared["table"]:
        if not told["keeper"]:
            continue
        path, schema = geodata / told["path"], schema_from(told["fields"], told["key"])
        try:
            file = read_keeper_file(path, schema)
        except WalloniaMapError as error:
            wrong.append(error)
            continue
        named = {problem.row for problem in file.problems}
        wrong += file.problems
        wrong += [problem for problem in problems(file.table, schema, path) if problem.row not in named]
        files.append(file)
    raise_all(wrong)
    for file in files:
        if file.saved_as:
            say(f"{file.path.name} was saved with {file.saved_as}: written as UTF-8 with commas")
            file.mend()


def _check_references(geodata: Path, declared: dict[str, Any]) -> None:
    """Raise every value that points to a row that is nowhere, with what it may have been meant for."""
    tables, schemas, paths = {}, {}, {}
    for told in declared["table"]:
        name, path = str(told["name"]), geodata / told["path"]
        tables[name], schemas[name], paths[name] = parsed_file(path), schema_from(told["fields"], told["key"]), path
    wrong: list[WalloniaMapError] = []
    keepers = {str(told["name"]) for told in declared["table"] if told["keeper"]}
    for name, table in sorted(tables.items(), key=lambda item: item[0] not in keepers):
        if name not in keepers and wrong:
            break  # what was derived only says it again
        for problem in foreign_problems(table, schemas[name], paths[name], tables):
            field = next(field for field in schemas[name].fields if field.name == problem.column)
            target, _, column = (field.constraint("->") or "").partition(".")
            wrong.append(replace(problem, rule=problem.rule + question(str(problem.value), tables[target][column])))
    raise_all(wrong)


def parsed_file(path: Path) -> pd.DataFrame:
    """The table at `path`, every cell as text."""
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
