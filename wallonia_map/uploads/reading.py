"""Any table that a visitor has: what was recognised in the file is told beside its cells, and can be corrected."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import geopandas as gpd
import numpy as np
import pandas as pd

from wallonia_map.uploads.columns import ColumnType, ReadColumn, column_of, number_cells, signs_of
from wallonia_map.uploads.coordinates import shapes_in_cells
from wallonia_map.uploads.header_rows import under_header
from wallonia_map.uploads.limits import FileFormat, UnusableFile, format_of, shown_name
from wallonia_map.uploads.number_text import DecimalSign
from wallonia_map.uploads.records import Records, read_records
from wallonia_map.uploads.shape_files import Shapes, read_geojson, read_geopackage


@dataclass(frozen=True)
class Recognised:
    """What was recognised in a file; each can be given to `read_table` instead (`layer` as `sheet`).

    `notes` are what has to be told of it: (message `own_read.note_…`, value).
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
        The sheet of a workbook or the layer of a GeoPackage.
    decimal
        ``,`` or ``.``.
    header_row
        The number of the row that holds the names, in the file's own counting.
    crs
        ``EPSG:`` and a number, instead of what a file with shapes declares.
    types
        Column → type, where what was recognised is wrong.

    Raises
    ------
    UnusableFile
        With the reason and its details, whatever the bytes are.
    """
    form = format_of(content, name)
    shapes: Shapes | None = None
    if form in (FileFormat.GEOJSON, FileFormat.GPKG):
        shapes = read_geojson(content, crs) if form is FileFormat.GEOJSON else read_geopackage(content, sheet, crs)
        found = Records(shapes.records, sheet=shapes.layer or None, sheets=shapes.layers)
        header_row = 1
    else:
        found = read_records(content, name, sheet=sheet, encoding=encoding, delimiter=delimiter)
    under = under_header(found.rows, header_row, keep_empty=shapes is not None)
    header, rows, cells, typed = under.header_row, under.rows, under.cells, under.typed
    if decimal not in (None, ",", "."):
        raise UnusableFile("decimal", {"decimal": str(decimal)[:10]})
    usual = "," if found.delimiter in (";", "\t") else "."
    signs = signs_of(cells, typed, usual) if decimal is None else dict.fromkeys(cells, DecimalSign(decimal, True, False))
    columns = tuple(column_of(name, cells[name], signs[name], typed.get(name), (types or {}).get(name)) for name in cells)
    sign = decimal or _usual_sign(columns, usual)
    told = Recognised(
        form,
        found.encoding,
        found.delimiter,
        sign,
        found.sheet,
        found.sheets,
        header,
        None if shapes is None else shapes.crs,
        columns,
        (*(("own_read.note_passed_sheet", sheet) for sheet in found.passed), *under.notes),
    )
    table = ReadTable(shown_name(name), cells, rows, told, None if shapes is None else shapes.shapes, typed)
    return table if shapes is not None else with_coordinates(table)


def _usual_sign(columns: tuple[ReadColumn, ...], default: str) -> str:
    """The decimal sign of most number columns: what is said of the file as a whole."""
    counts = Counter(column.decimal for column in columns if column.type is ColumnType.NUMBER)
    return default if counts[","] == counts["."] else max(counts, key=counts.__getitem__)


def with_coordinates(table: ReadTable) -> ReadTable:
    """The table with a shape per row, where two of its columns are latitude and longitude, or one holds WKT; else as it is."""
    shapes = shapes_in_cells(table.cells, table.numbers)
    if shapes is None:
        return table
    recognised = replace(table.recognised, crs=str(shapes.crs))
    return replace(table, recognised=recognised, shapes=shapes, came_as_cells=True)
