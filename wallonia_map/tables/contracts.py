"""The rules that every table keeps, checked cell by cell; a broken one names file, row, column and value."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from wallonia_map.errors import DataContractError

FIRST_DATA_ROW = 2
LIST_SEPARATOR = ";"
FLAGS = {"true": True, "false": False}
_PATTERNS = {"code": r"\d{5}", "integer": r"-?\d+", "number": r"-?\d+(\.\d+)?", "flag": "true|false"}
_RULES = {
    "code": "is not a five-digit REFNIS code", "integer": "is not a whole number",
    "number": "is not a number (decimal point, no spaces)", "flag": "is neither true nor false",
}  # fmt: skip


@dataclass(frozen=True)
class Field:
    """One column: its type and what its values must satisfy. An empty cell is « not known »."""

    name: str
    type: str
    constraints: tuple[str, ...] = ()

    @property
    def required(self) -> bool:
        """Whether an empty cell breaks the rule."""
        return "required" in self.constraints

    def constraint(self, prefix: str) -> str | None:
        """What follows `prefix` in the constraint that starts with it."""
        return next((rule.removeprefix(prefix) for rule in self.constraints if rule.startswith(prefix)), None)

    @cached_property
    def _limits(self) -> tuple[str | None, str | None, str | None, str | None]:
        return self.constraint("in:"), self.constraint("like:"), self.constraint(">="), self.constraint("<=")

    def problem(self, value: str) -> str | None:
        """The rule that one value breaks, or None."""
        pattern = _PATTERNS.get(self.type)
        if pattern and not re.fullmatch(pattern, value):
            return _RULES[self.type]
        allowed, like, least, most = self._limits
        if allowed is not None and value not in allowed.split("|"):
            return f"is not one of {', '.join(allowed.split('|'))}"
        if like is not None and not re.fullmatch(like, value):
            return f"does not look like {like}"
        if least is not None and float(value) < float(least):
            return f"is below {least}"
        if most is not None and float(value) > float(most):
            return f"is above {most}"
        return None


@dataclass(frozen=True)
class Schema:
    """The columns of a table, in order, and its primary key."""

    fields: tuple[Field, ...]
    key: tuple[str, ...] = field(default=())

    @property
    def names(self) -> list[str]:
        """The column names in order."""
        return [column.name for column in self.fields]


def values_of(column: Field, cell: str) -> list[str]:
    """The values in one cell: several for a list, none for an empty cell."""
    if column.type == "list":
        return [part.strip() for part in cell.split(LIST_SEPARATOR) if part.strip()]
    return [cell] if cell else []


def problems(table: pd.DataFrame, schema: Schema, path: Path) -> Iterator[DataContractError]:
    """Every cell of `table` (all text, read from `path`) that breaks `schema`, foreign keys aside."""
    if list(table.columns) != schema.names:
        missing = [name for name in schema.names if name not in table.columns]
        extra = [name for name in table.columns if name not in schema.names]
        told = f"missing: {', '.join(missing) or 'none'}; not expected: {', '.join(extra) or 'none'}"
        yield DataContractError(path, 1, "header", ",".join(table.columns), f"is not the expected header ({told})")
        return
    for column in schema.fields:
        codes, different = pd.factorize(table[column.name])
        rules = [_broken(column, cell) for cell in different.tolist()]  # each distinct text is judged once
        found = np.flatnonzero(np.array([rule is not None for rule in rules], dtype=bool)[codes]) if any(rules) else np.array([], dtype=int)
        for position in found[np.argsort(codes[found], kind="stable")]:
            number = codes[position]
            yield DataContractError(path, FIRST_DATA_ROW + int(position), column.name, different[number], rules[number] or "")
        if "unique" in column.constraints:
            yield from _repeated(table, [column.name], path)
    if len(schema.key) > 1:
        yield from _repeated(table, list(schema.key), path)


def _broken(column: Field, cell: str) -> str | None:
    if cell == "":
        return "is empty but required" if column.required else None
    return next((rule for value in values_of(column, cell) if (rule := column.problem(value))), None)


def _repeated(table: pd.DataFrame, names: list[str], path: Path) -> Iterator[DataContractError]:
    again = table.duplicated(names).to_numpy().nonzero()[0]
    for position, cells in zip(again, table[names].iloc[again].itertuples(index=False), strict=True):
        value = ", ".join(cells)
        if value:
            yield DataContractError(path, FIRST_DATA_ROW + int(position), ", ".join(names), value, "appears more than once")


def foreign_problems(table: pd.DataFrame, schema: Schema, path: Path, tables: Mapping[str, pd.DataFrame]) -> Iterator[DataContractError]:
    """Every value of `table` that points to a row that another of `tables` does not have."""
    for column in schema.fields:
        target = column.constraint("->")
        if target is None:
            continue
        name, _, other = target.partition(".")
        known = set(tables[name][other].tolist())
        codes, different = pd.factorize(table[column.name])
        strays = [[value for value in values_of(column, cell) if value not in known] for cell in different.tolist()]
        if not any(strays):
            continue
        for position in np.flatnonzero(np.array([bool(values) for values in strays], dtype=bool)[codes]):
            for value in strays[codes[position]]:
                yield DataContractError(path, FIRST_DATA_ROW + int(position), column.name, value, f"is not in {name} ({other})")


def typed(table: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """The same table with numbers as numbers (missing where empty) and flags as booleans; codes stay text."""
    columns: dict[str, pd.Series] = {}
    for column in schema.fields:
        cells = table[column.name]
        if column.type == "integer":
            columns[column.name] = pd.to_numeric(cells).astype("Int64") if (cells == "").any() else cells.astype("int64")
        elif column.type == "number":
            columns[column.name] = pd.to_numeric(cells)
        elif column.type == "flag":
            columns[column.name] = cells == "true"
        else:
            columns[column.name] = cells
    return pd.DataFrame(columns)


def schema_from(fields: Sequence[Sequence[str]], key: Sequence[str]) -> Schema:
    """A schema from rows of name, type and constraints, as the catalogue writes them."""
    return Schema(tuple(Field(name, kind, tuple(rules)) for name, kind, *rules in fields), tuple(key))
