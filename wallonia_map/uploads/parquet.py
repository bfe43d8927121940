"""Parquet and GeoParquet, through Arrow: typed columns, whose numbers stay numbers, and a shape per row where the file has them."""

import datetime
import decimal
import io
import json

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyproj
import shapely

from wallonia_map.uploads.coordinate_systems import declared, name_of, system
from wallonia_map.uploads.delimited_text import Record
from wallonia_map.uploads.file_form import FileFormat
from wallonia_map.uploads.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, UnusableFile
from wallonia_map.uploads.record_set import Records, cell_of

#: Bytes that the columns say they unpack to; what unpacks to more than it says ends the reader's process.
MAX_UNPACKED = 500_000_000
_BATCH = 10_000
#: GeoParquet that declares nothing is in degrees, longitude first.
_USUAL = "OGC:CRS84"


def read_parquet(content: bytes, crs: str | None = None) -> Records:
    """The rows of a file; lists and structures within a cell become text.

    Raises
    ------
    UnusableFile
        If it is broken or encrypted, too much, or its shapes are in a form or a system that is not told.
    """
    try:
        file = pq.ParquetFile(io.BytesIO(content), memory_map=False, pre_buffer=False)
        _check_sizes(file)
        geo = _geo(file)
        batches = file.iter_batches(batch_size=_BATCH, use_threads=False)
        columns: dict[str, list[object]] = {name: [] for name in file.schema_arrow.names}
        for batch in batches:
            for name, values in columns.items():
                values.extend(_values(batch.column(name), is_shape=name in geo))
    except (pa.ArrowException, ValueError, OSError, OverflowError, TypeError, AttributeError, LookupError, NotImplementedError) as error:
        raise UnusableFile("unreadable") from error
    rows = file.metadata.num_rows
    if any(len(values) != rows for values in columns.values()):
        raise UnusableFile("unreadable")
    plain = [name for name in columns if name not in geo]
    records: list[Record] = [(1, [*plain])]
    records += [(place + 2, [cell_of(columns[name][place]) for name in plain]) for place in range(rows)]
    if not geo:
        return Records(records, FileFormat.PARQUET)
    main, known = next(iter(geo.items()))
    shapes = shapely.from_wkb(np.array(columns[main], dtype=object), on_invalid="ignore")
    declared_by = system(crs) if crs else known
    if declared_by is None:
        raise UnusableFile("no_crs")
    return Records(records, FileFormat.PARQUET, shapes=gpd.GeoSeries(shapes, crs=declared_by), crs=name_of(declared_by))


def _check_sizes(file: pq.ParquetFile) -> None:
    """Complain of more than a table may have, as far as the file says it, before anything is unpacked."""
    told, names = file.metadata, file.schema_arrow.names
    if told.num_rows > MAX_ROWS:
        raise UnusableFile("too_many_rows", {"limit": MAX_ROWS})
    if told.num_columns > MAX_COLUMNS or len(names) > MAX_COLUMNS:
        raise UnusableFile("too_many_columns", {"limit": MAX_COLUMNS})
    if told.num_rows * len(names) > MAX_CELLS:
        raise UnusableFile("too_many_cells", {"limit": MAX_CELLS})
    if len(set(names)) < len(names):
        raise UnusableFile("duplicate_header", {"name": next(name for name in names if names.count(name) > 1)[:60]})
    groups = [told.row_group(place) for place in range(told.num_row_groups)]
    if sum(group.num_rows for group in groups) != told.num_rows:
        raise UnusableFile("unreadable")
    if sum(group.total_byte_size for group in groups) > MAX_UNPACKED:
        raise UnusableFile("zip_bomb")


def _geo(file: pq.ParquetFile) -> dict[str, pyproj.CRS | None]:
    """The columns of shapes, the primary one first, with the system of each; empty for a plain table."""
    told = (file.schema_arrow.metadata or {}).get(b"geo")
    if told is None:
        return {}
    described = json.loads(told)
    columns, primary = described["columns"], described["primary_column"]
    found: dict[str, pyproj.CRS | None] = {}
    for name in sorted(columns, key=lambda name: name != primary):
        if columns[name].get("encoding") != "WKB":
            raise UnusableFile("geoparquet_encoding", {"encoding": str(columns[name].get("encoding"))[:40]})
        found[name] = declared(columns[name]["crs"]) if "crs" in columns[name] else system(_USUAL)
    if primary not in found or not set(found) <= set(file.schema_arrow.names):
        raise UnusableFile("unreadable")
    return found


def _values(column: pa.Array, *, is_shape: bool) -> list[object]:
    """The values of a column as Python has them; decimals as numbers, days as text in ISO 8601, bytes that are no shape as nothing."""
    if isinstance(column, pa.ExtensionArray):
        column = column.storage
    values = column.to_pylist()
    return values if is_shape else [_plain(value) for value in values]


def _plain(value: object) -> object:
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, bytes):
        return None
    return value.isoformat() if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime) else value
