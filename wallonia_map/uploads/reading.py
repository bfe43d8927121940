"""Any table that a visitor has: what was recognised in the file is told beside its cells, and can be corrected."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import geopandas as gpd
import numpy as np
import pandas as pd

from wallonia_map.uploads.columns import ColumnType, ReadColumn, column_of, number_cells, signs_of
from wallonia_map.uploads.coordinate_systems import system
from wallonia_map.uploads.coordinates import shapes_in_cells
from wallonia_map.uploads.file_form import FileFormat, format_of
from wallonia_map.uploads.header_rows import under_header
from wallonia_map.uploads.limits import UnusableFile, shown_name
from wallonia_map.uploads.mojibake import repaired
from wallonia_map.uploads.number_text import DecimalSign
from wallonia_map.uploads.records import read_records
from wallonia_map.uploads.structured_files import read_structured


@dataclass(frozen=True)
class Recognised:
    """What was recognised in a file; each can be given to `read_table` instead (`layer` as `sheet`).

    What has to be told: `repaired` cells whose letters were spoilt (one stood as `spoilt` and is read as `meant`), `uncalculated`
    formulas without a value, and the rows that the file says there are (`announced`), where it holds fewer.
    `notes` are what else has to be told of it: (message `own_read.note_…`, value).
    """

    form: FileFormat
    encoding: str | None
    delimiter: str | None
    decimal: str
    sheet: str | None
    sheets: tuple[str, ...]
    header_row: int
    crs: str | None
    columns: tuple[ReadColumn, ...]
    repaired: int = 0
    spoilt: str = ""
    meant: str = ""
    uncalculated: int = 0
    announced: int = 0
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ReadTable:
    """A table as read: `cells` are text, a row number of the file (its first row is 1) for each, and shapes where it has them.

    `typed` has, by column, the numbers (float64, missing elsewhere) that came as numbers: they need no decimal sign.
    `came_as_cells` tells that the shapes were made of cells (latitude and longitude, or WKT).
    """

    name: str
    cells: pd.DataFrame
    rows: np.ndarray
    recognised: Recognised
    shapes: gpd.GeoSeries | None = None
    typed: dict[str, pd.Series] = field(default_factory=dict)
    came_as_cells: bool = False
    _numbers: dict[str, pd.Series] = field(default_factory=dict, repr=False, compare=False)

    def column(self, name: str) -> ReadColumn:
        """What is known of a column."""
        return next(column for column in self.recognised.columns if column.name == name)

    def numbers(self, name: str) -> pd.Series:
        """A column as float, missing where it holds no number."""
        if name not in self._numbers:
            read = number_cells(self.cells[name], self.column(name).decimal)
            values = pd.Series([read[text].value for text in self.cells[name]], index=self.cells.index, dtype="float64")
            came = self.typed.get(name)
            self._numbers[name] = values if came is None else came.where(came.notna(), values)
        return self._numbers[name]

    def flags(self, name: str) -> pd.Series:
        """What stands beside the numbers of a column, or why a cell has none; empty where there is nothing to tell."""
        read = number_cells(self.cells[name], self.column(name).decimal)
        told = pd.Series([read[text].flag for text in self.cells[name]], index=self.cells.index, dtype="str")
        came = self.typed.get(name)
        return told if came is None else told.where(came.isna(), "")


def read_table(
    content: bytes, name: str, *, sheet: str | None = None, encoding: str | None = None, delimiter: str | None = None,
    decimal: str | None = None, header_row: int | None = None, crs: str | None = None, types: Mapping[str, ColumnType] | None = None,
) -> ReadTable:  # fmt: skip
    """The table in a file; what is not given is recognised.

    Parameters
    ----------
    content, name
        The file's bytes, and its name, of which only the ending counts.
    sheet
        The sheet of a workbook, the layer of a file that has several, or the list of records in a JSON file.
    decimal
        ``,`` or ``.``.
    header_row
        The number of the row that holds the names, in the file's own counting.
    crs
        A coordinate system by its code (``EPSG:31370``), URN or URI, instead of what a file with shapes declares.
    types
        Column → type, where what was recognised is wrong.

    Raises
    ------
    UnusableFile
        With the reason and its details, whatever the bytes are.
    """
    form = format_of(content, name)
    if form in (FileFormat.CSV, FileFormat.XLSX, FileFormat.ODS):
        found = read_records(content, name, sheet=sheet, encoding=encoding, delimiter=delimiter)
    else:
        found, header_row = read_structured(content, form, sheet, crs), 1
    right = repaired(found.rows)
    under = under_header(right.rows, header_row, keep_empty=found.shapes is not None)
    header, rows, cells, typed = under.header_row, under.rows, under.cells, under.typed
    if decimal not in (None, ",", "."):
        raise UnusableFile("decimal", {"decimal": str(decimal)[:10]})
    usual = "," if found.delimiter in (";", "\t") else "."
    signs = signs_of(cells, typed, usual) if decimal is None else dict.fromkeys(cells, DecimalSign(decimal, True, False))
    columns = tuple(column_of(name, cells[name], signs[name], typed.get(name), (types or {}).get(name)) for name in cells)
    sign = decimal or _usual_sign(columns, usual)
    told = Recognised(
        found.form, found.encoding, found.delimiter, sign, found.sheet, found.sheets, header, found.crs, columns,
        right.count, right.spoilt, right.meant, found.uncalculated, found.announced,
        (*(("own_read.note_passed_sheet", sheet) for sheet in found.passed), *under.notes),
    )  # fmt: skip
    table = ReadTable(shown_name(name), cells, rows, told, found.shapes, typed)
    return table if found.shapes is not None else with_coordinates(table, crs)


def _usual_sign(columns: tuple[ReadColumn, ...], default: str) -> str:
    """The decimal sign of most number columns: what is said of the file as a whole."""
    counts = Counter(column.decimal for column in columns if column.type is ColumnType.NUMBER)
    return default if counts[","] == counts["."] else max(counts, key=counts.__getitem__)


def with_coordinates(table: ReadTable, crs: str | None = None) -> ReadTable:
    """The table with a shape per row, where two of its columns are latitude and longitude, or one holds WKT; else as it is.

    `crs` is the system that the visitor says they are in, instead of degrees.
    """
    shapes = shapes_in_cells(table.cells, table.numbers)
    if shapes is None:
        return table
    if crs is not None:
        shapes = shapes.set_crs(system(crs), allow_override=True)
    recognised = replace(table.recognised, crs=str(shapes.crs))
    return replace(table, recognised=recognised, shapes=shapes, came_as_cells=True)
