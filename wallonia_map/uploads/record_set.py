"""Rows as a reader hands them on: cells that are text or numbers, and for some forms a shape each."""

import datetime
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from wallonia_map.uploads.delimited_text import Record
from wallonia_map.uploads.file_form import FileFormat
from wallonia_map.uploads.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, UnusableFile

#: A larger number is no figure about a municipality, and infinity none at all.
MAX_NUMBER = 1e300
#: Whole numbers above it do not fit a float: they are codes, and stay text.
MAX_WHOLE = 2**53


@dataclass(frozen=True)
class Records:
    """The rows that hold anything, each with the number that the file gives it (from 1), and what was recognised in the file.

    `encoding` and `delimiter` are those of a text file, `sheet` and `sheets` those of a workbook (or its layers), of which `passed` hold
    no table and stand before the one that was read. `shapes` has
    one per row below the header, in the system `crs`. `uncalculated` counts formulas of a workbook that no program worked out;
    `announced` is the number of rows that a file says there are, where it holds fewer.
    """

    rows: list[Record]
    form: FileFormat
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    shapes: gpd.GeoSeries | None = None
    crs: str | None = None
    uncalculated: int = 0
    announced: int = 0


def under_names(rows: Iterable[Mapping[str, object]]) -> list[Record]:
    """Rows of named values as records: the first holds all names in the order in which they appear.

    Raises
    ------
    UnusableFile
        If there are too many rows, names or cells.
    """
    listed = list(rows)
    if len(listed) > MAX_ROWS:
        raise UnusableFile("too_many_rows", {"limit": MAX_ROWS})
    names: dict[str, None] = {}
    for row in listed:
        names.update(dict.fromkeys(map(str, row)))
        if len(names) > MAX_COLUMNS:
            raise UnusableFile("too_many_columns", {"limit": MAX_COLUMNS})
    if len(names) * len(listed) > MAX_CELLS:
        raise UnusableFile("too_many_cells", {"limit": MAX_CELLS})
    cells: list[Record] = [(number, [cell_of(row.get(name)) for name in names]) for number, row in enumerate(listed, start=2)]
    return [(1, [*names]), *cells]


def cell_of(value: object) -> str | float:
    """A value as it came: a number as float, the rest as text; not known is empty."""
    if isinstance(value, str):
        return value
    if value is None or value is pd.NaT:
        return ""
    if isinstance(value, bool | np.bool_):
        return str(value).lower()
    if isinstance(value, int | float | np.integer | np.floating):
        if isinstance(value, int | np.integer) and abs(int(value)) > MAX_WHOLE:
            return str(value) if abs(int(value)) < MAX_NUMBER else ""
        number = float(value)
        return "" if math.isnan(number) or abs(number) > MAX_NUMBER else number
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return json.dumps(value, ensure_ascii=False, default=str).strip('"')
