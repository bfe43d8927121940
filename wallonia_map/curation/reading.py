"""A filled template as header and rows of text; a file that is none is one clear problem."""

from dataclasses import dataclass

from wallonia_map.curation.problems import Problem
from wallonia_map.uploads.cage import records_caged
from wallonia_map.uploads.limits import UnusableFile
from wallonia_map.uploads.number_text import cell_text

#: A keeper's table is small: what is larger is something else.
MAX_BYTES = 10_000_000
MAX_ROWS = 5_000
MAX_COLUMNS = 200
#: Why a file cannot be used → what a keeper is told; the others are no table.
_TOLD = {
    "too_large": "too_large", "zip_bomb": "too_large", "encrypted": "encrypted", "old_format": "encrypted", "too_many_rows": "too_many",
    "too_many_columns": "too_many", "too_many_cells": "too_many", "no_rows": "no_header", "too_heavy": "too_heavy", "too_slow": "too_heavy",
}  # fmt: skip


@dataclass(frozen=True)
class Worksheet:
    """What was read: `rows` are the filled ones with their numbers as a spreadsheet shows them."""

    header: tuple[str, ...] = ()
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    decimal_comma: bool = False
    problems: tuple[Problem, ...] = ()


def read_sheet(content: bytes) -> Worksheet:
    """Read a filled table in a process of its own. It never raises: what is wrong with the file stands in `problems`."""
    if len(content) > MAX_BYTES:
        return _unusable("too_large")
    try:
        read = records_caged(content, formulas=True, most_rows=MAX_ROWS + 1, most_columns=MAX_COLUMNS)
    except UnusableFile as error:
        return _unusable(_TOLD.get(error.reason, "not_a_table"))
    filled = [(number, [cell_text(cell) if isinstance(cell, float) else cell for cell in cells]) for number, cells in read.rows]
    if not filled:
        return _unusable("no_header")
    return _shaped(filled, decimal_comma=read.delimiter == ";")


def _unusable(reason: str) -> Worksheet:
    return Worksheet(problems=(Problem(0, "", "", reason),))


def _shaped(filled: list[tuple[int, list[str]]], *, decimal_comma: bool) -> Worksheet:
    """The first filled row as header, and the others as wide as it is; what does not fit is named."""
    (at, first), *rows = filled
    header = tuple(cell.strip() for cell in first)
    while header and not header[-1]:
        header = header[:-1]
    problems = [Problem(at, name, "", "header_twice") for name in sorted({name for name in header if name and header.count(name) > 1})]
    problems += [Problem(at, f"{place + 1}", "", "header_empty") for place, name in enumerate(header) if not name]
    shaped = []
    for number, cells in rows:
        beyond = [cell for cell in cells[len(header) :] if cell.strip()]
        if beyond:
            problems.append(Problem(number, header[-1], beyond[0], "cell_beyond"))
        shaped.append((number, (*cells, *("",) * len(header))[: len(header)]))
    if not rows:
        problems.append(Problem(0, "", "", "no_rows"))
    return Worksheet(header, tuple(shaped), decimal_comma, tuple(problems))
