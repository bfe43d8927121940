"""A read table as an Arrow file and back: plain columns of text, numbers and WKB, never code."""

import json
from dataclasses import asdict, fields
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyarrow as pa
import shapely

from wallonia_map.uploads.columns import ColumnType, ReadColumn
from wallonia_map.uploads.file_form import FileFormat
from wallonia_map.uploads.reading import ReadTable, Recognised
from wallonia_map.uploads.record_set import Records
from wallonia_map.uploads.shape_placing import read_arrow

_ROW, _SHAPE, _META = "row", "shape", b"atlas"


def write_table(table: ReadTable, path: Path) -> None:
    """Write `table` as an Arrow IPC file.

    Columns: `row` (int64, the file's own row numbers), `c0` … (text, in order), `n3` … (float64: the
    numbers of column 3 that came as numbers), `shape` (WKB, null where a row has none).
    Names and what was recognised travel as JSON in the schema's metadata.
    """
    arrays = [pa.array(table.rows, type=pa.int64())]
    names = [_ROW]
    for place, column in enumerate(table.cells.columns):
        arrays.append(pa.array(table.cells[column].tolist(), type=pa.large_string()))
        names.append(f"c{place}")
    for name, values in table.typed.items():
        arrays.append(pa.array(values.to_numpy(), type=pa.float64(), from_pandas=True))
        names.append(f"n{list(table.cells.columns).index(name)}")
    if table.shapes is not None:
        wkb = shapely.to_wkb(table.shapes.to_numpy())
        arrays.append(pa.array([None if one is None else bytes(one) for one in wkb], type=pa.large_binary()))
        names.append(_SHAPE)
    described = {
        "name": table.name,
        "columns": [str(column) for column in table.cells.columns],
        "recognised": asdict(table.recognised),
        "came_as_cells": table.came_as_cells,
        "crs": None if table.shapes is None else table.shapes.crs.to_json(),
    }
    schema = pa.schema(
        [pa.field(name, array.type) for name, array in zip(names, arrays, strict=True)], metadata={_META: json.dumps(described)}
    )
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, schema) as writer:
        writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def read_table_file(path: Path) -> ReadTable:
    """Read what `write_table` wrote, validating every buffer: the process that wrote it may have been taken over.

    Raises
    ------
    ValueError
        If the file is not such a table (`pyarrow.ArrowInvalid` is one).
    """
    whole = read_arrow(path)
    described = json.loads((whole.schema.metadata or {})[_META])
    names = [str(name) for name in described["columns"]]
    cells = whole.select([f"c{place}" for place in range(len(names))]).rename_columns(names).to_pandas().astype("str")
    typed = {
        names[place]: whole.column(f"n{place}").to_pandas().astype("float64")
        for place in range(len(names))
        if f"n{place}" in whole.column_names
    }
    shapes = None
    if _SHAPE in whole.column_names:
        geometry = shapely.from_wkb(np.array(whole.column(_SHAPE).to_pylist(), dtype=object))
        shapes = gpd.GeoSeries(geometry, crs=described["crs"])
    return ReadTable(
        str(described["name"]),
        cells,
        whole.column(_ROW).to_numpy(),
        _recognised(described["recognised"]),
        shapes,
        typed,
        bool(described["came_as_cells"]),
    )


def _recognised(given: dict[str, object]) -> Recognised:
    """The record of what was recognised, each part of its own type again."""
    plain = dict(given)
    columns = [ReadColumn(**{**column, "type": ColumnType(column["type"])}) for column in plain.pop("columns")]  # type: ignore[attr-defined]
    notes = tuple((str(message), str(value)) for message, value in plain.pop("notes"))  # type: ignore[attr-defined]
    form = FileFormat(str(plain.pop("form")))
    sheets: tuple[str, ...] = tuple(plain.pop("sheets"))  # type: ignore[arg-type]
    return Recognised(form=form, sheets=sheets, columns=tuple(columns), notes=notes, **plain)  # type: ignore[arg-type]


def write_records(found: Records, path: Path) -> None:
    """Write rows as an Arrow IPC file, one row per cell: `row` (int64), `text` (null where it is a number), `number` (float64)."""
    cells = [(number, cell) for number, row in found.rows for cell in row]
    told = {part.name: getattr(found, part.name) for part in fields(found) if part.name != "rows"}
    table = pa.table(
        {
            _ROW: pa.array([number for number, _ in cells], type=pa.int64()),
            "text": pa.array([None if isinstance(cell, float) else cell for _, cell in cells], type=pa.large_string()),
            "number": pa.array([cell if isinstance(cell, float) else None for _, cell in cells], type=pa.float64()),
        }
    ).replace_schema_metadata({_META: json.dumps(told)})
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def read_records_file(path: Path) -> Records:
    """Read what `write_records` wrote.

    Raises
    ------
    ValueError
        If the file is not such a table.
    """
    whole = read_arrow(path)
    told = json.loads((whole.schema.metadata or {})[_META])
    rows: dict[int, list[str | float]] = {}
    for number, text, value in zip(*(whole.column(name).to_pylist() for name in (_ROW, "text", "number")), strict=True):
        rows.setdefault(number, []).append(float(value) if text is None else text)
    return Records(
        list(rows.items()), **{**told, "form": FileFormat(told["form"]), "sheets": tuple(told["sheets"]), "passed": tuple(told["passed"])}
    )
