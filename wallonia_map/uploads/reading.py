"""Any table that a visitor has: what was recognised in the file is told beside its cells, and can be corrected."""

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import geopandas as gpd
import numpy as np
import pandas as pd

from wallonia_map.uploads.columns import ColumnType, ReadColumn, column_of, number_cells, signs_of
from wallonia_map.uploads.coordinates import shapes_in_cells
from wallonia_map.uploads.delimited_text import Record, decoded, records
from wallonia_map.uploads.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, FileFormat, UnusableFile, format_of, shown_name
from wallonia_map.uploads.number_text import DecimalSign, number
from wallonia_map.uploads.shape_files import Shapes, read_geojson, read_geopackage
from wallonia_map.uploads.spreadsheets import read_workbook

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_TITLE_ROWS = 20
_YEAR = re.compile(r"(?:19|20)\d\d")
#: As `Record`, with every cell as text.
_TextRecord = tuple[int, list[str]]
#: A header of five digits or with decimals is a first row of data: taken as names, that row would be lost.
_DATA_IN_HEADER = re.compile(r"\d{5,}|-?\d+[.,]\d+")


@dataclass(frozen=True)
class Recognised:
    """What was recognised in a file; each can be given to `read_table` instead (`layer` as `sheet`)."""

    form: FileFormat
    encoding: str | None
    delimiter: str | None
    decimal: str
    sheet: str | None
    sheets: tuple[str, ...]
    header_row: int
    crs: str | None
    columns: tuple[ReadColumn, ...]


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
    used_encoding = used_delimiter = used_sheet = None
    sheets: tuple[str, ...] = ()
    if form is FileFormat.CSV:
        text, used_encoding = decoded(content, encoding)
        found, used_delimiter = records(text, delimiter)
    elif form in (FileFormat.XLSX, FileFormat.ODS):
        book = read_workbook(content, sheet)
        found, used_sheet, sheets = book.records, book.sheet, book.sheets
    else:
        shapes = read_geojson(content, crs) if form is FileFormat.GEOJSON else read_geopackage(content, sheet, crs)
        found, used_sheet, sheets = shapes.records, shapes.layer or None, shapes.layers
        header_row = 1
    header, rows, cells, typed = _table(found, header_row, keep_empty=shapes is not None)
    if decimal not in (None, ",", "."):
        raise UnusableFile("decimal", {"decimal": str(decimal)[:10]})
    usual = "," if used_delimiter in (";", "\t") else "."
    signs = signs_of(cells, typed, usual) if decimal is None else dict.fromkeys(cells, DecimalSign(decimal, True, False))
    columns = tuple(column_of(name, cells[name], signs[name], typed.get(name), (types or {}).get(name)) for name in cells)
    sign = decimal or _usual_sign(columns, usual)
    told = Recognised(
        form, used_encoding, used_delimiter, sign, used_sheet, sheets, header, None if shapes is None else shapes.crs, columns
    )
    table = ReadTable(shown_name(name), cells, rows, told, None if shapes is None else shapes.shapes, typed)
    return table if shapes is not None else with_coordinates(table)


def _usual_sign(columns: tuple[ReadColumn, ...], default: str) -> str:
    """The decimal sign of most number columns: what is said of the file as a whole."""
    counts = Counter(column.decimal for column in columns if column.type is ColumnType.NUMBER)
    return default if counts[","] == counts["."] else max(counts, key=counts.__getitem__)


def _table(found: list[Record], header_row: int | None, *, keep_empty: bool) -> tuple[int, np.ndarray, pd.DataFrame, dict[str, pd.Series]]:
    """The header's row number, the rows' numbers, the cells under their names, and the numbers among them that came as such."""
    numbers_in = any(isinstance(cell, float) for _, cells in found for cell in cells)
    cleaned = [(number, [_clean(cell) for cell in cells]) for number, cells in found]
    if not keep_empty:  # a feature without properties still has a shape
        cleaned = [(number, cells) for number, cells in cleaned if any(cells)]
    if not cleaned:
        raise UnusableFile("no_rows")
    place = (
        _header_place(cleaned) if header_row is None else next((i for i, (number, _) in enumerate(cleaned) if number == header_row), None)
    )
    if place is None:
        raise UnusableFile("no_such_row", {"row": header_row})
    header_number, names = cleaned[place][0], [" ".join(name.split()) for name in cleaned[place][1]]
    body = cleaned[place + 1 :]
    if not body:
        raise UnusableFile("no_rows")
    if len(body) > MAX_ROWS:
        raise UnusableFile("too_many_rows", {"limit": MAX_ROWS})
    width = max(len(names), *(_reach(cells) for _, cells in body))
    if width * len(body) > MAX_CELLS:
        raise UnusableFile("too_many_cells", {"limit": MAX_CELLS})
    _check_ragged(names, body)
    padded = [cells[:width] + [""] * (width - len(cells)) for _, cells in body]
    names = names + [""] * (width - len(names))
    columns = list(zip(*padded, strict=True)) if width else []
    kept = [i for i in range(width) if names[i] or any(columns[i])]
    if len(kept) > MAX_COLUMNS:
        raise UnusableFile("too_many_columns", {"limit": MAX_COLUMNS})
    if not keep_empty:
        _check_header([(i + 1, names[i]) for i in kept])
    table = pd.DataFrame({names[i]: list(columns[i]) for i in kept}, index=range(len(body)), dtype="str")
    typed = _typed(found, [number for number, _ in body], {names[i]: i for i in kept}) if numbers_in else {}
    return header_number, np.array([number for number, _ in body], dtype="int64"), table, typed


def _typed(found: list[Record], numbers: list[int], places: dict[str, int]) -> dict[str, pd.Series]:
    """The numbers that came as numbers, by column; columns without any are left out."""
    by_number = dict(found)
    rows = [by_number[number] for number in numbers]
    typed = {}
    for name, place in places.items():
        values = [float(row[place]) if place < len(row) and isinstance(row[place], float) else math.nan for row in rows]
        if not all(map(math.isnan, values)):
            typed[name] = pd.Series(values, dtype="float64")
    return typed


def cell_text(value: float) -> str:
    """A number as its cell shows it: whole numbers without « .0 »."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _clean(cell: str | float) -> str:
    if isinstance(cell, float):
        return cell_text(cell)
    return (_INVISIBLE.sub("", cell) if not cell.isascii() else cell).strip()


def _reach(cells: list[str]) -> int:
    """How many cells a row has up to its last filled one."""
    return next((i for i in range(len(cells), 0, -1) if cells[i - 1]), 0)


def with_coordinates(table: ReadTable) -> ReadTable:
    """The table with a shape per row, where two of its columns are latitude and longitude, or one holds WKT; else as it is."""
    shapes = shapes_in_cells(table.cells, table.numbers)
    if shapes is None:
        return table
    recognised = replace(table.recognised, crs=str(shapes.crs))
    return replace(table, recognised=recognised, shapes=shapes, came_as_cells=True)


def _header_place(found: list[_TextRecord]) -> int:
    """The first row that is no title: a title fills one cell above a table of several columns, or fewer than the row below it.

    Lines of explanation may fill several cells: the header is then the first row after a gap in the file's own numbering that is
    as wide as the rows below it.
    """
    filled = [sum(1 for cell in cells if cell) for _, cells in found[: _TITLE_ROWS * 3]]
    usual = Counter(filled).most_common(1)[0][0] if filled else 1
    start = 0
    for place, ((_, cells), count) in enumerate(zip(found[:_TITLE_ROWS], filled, strict=False)):
        alone = count == 1 and cells[0] and (usual >= 3 or (usual == 2 and len(cells) == 1))
        if not alone:
            start = place
            break
    after_gap = [place for place in range(start + 1, min(len(found) - 1, _TITLE_ROWS)) if found[place][0] > found[place - 1][0] + 1]
    for place in after_gap:
        below = found[place + 1 :]
        if (
            filled[place] == usual
            and all(len([cell for cell in cells if cell]) >= usual - 1 for _, cells in below[:5])
            and _is_header(found, place)
        ):
            return place
    return start


def _is_header(found: list[_TextRecord], place: int) -> bool:
    """Whether a row names what the rows below hold: its cells are texts or years where theirs are numbers."""
    names, below = found[place][1], [cells for _, cells in found[place + 1 : place + 6]]
    numeric = [i for i in range(len(names)) if all(i < len(cells) and number(cells[i], ".") is not None for cells in below)]
    return bool(numeric) and all(number(names[i], ".") is None or _YEAR.fullmatch(names[i]) is not None for i in numeric)


def _check_ragged(names: list[str], body: list[_TextRecord]) -> None:
    """Complain of a row that is longer than the header: usually an unquoted delimiter, which would shift its values."""
    longer = [(number, cells) for number, cells in body if _reach(cells) > len(names)]
    if longer and len(longer) < len(body) / 2:
        raise UnusableFile("ragged", {"row": longer[0][0]})


def _check_header(names: list[tuple[int, str]]) -> None:
    for place, name in names:
        if not name:
            raise UnusableFile("empty_header", {"column": place})
        if _DATA_IN_HEADER.fullmatch(name) and number(name, ".") is not None:
            raise UnusableFile("no_header", {"name": name[:60]})
    twice = [name for name, times in Counter(name for _, name in names).items() if times > 1]
    if twice:
        raise UnusableFile("duplicate_header", {"name": twice[0][:60]})
