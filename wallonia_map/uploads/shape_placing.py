"""Shapes of any system → where they lie, with nothing but shapes and outlines: what a reader's process can do on its own."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from wallonia_map.crs import METRIC_CRS
from wallonia_map.questions.spatial_join import kinds, placed

SHAPES, OUTLINES, KINDS, PLACED = "shapes.arrow", "outlines.arrow", "kinds.arrow", "placed.arrow"
#: (shapes, outlines), both in `METRIC_CRS` → a row per shape and municipality (`spatial_join.placed`).
SpatialJoin = Callable[[gpd.GeoSeries, gpd.GeoSeries], pd.DataFrame]


@dataclass(frozen=True)
class Placed:
    """`kinds` and `keys` (a point of each shape, in degrees) per shape; `parts` as `spatial_join.placed` has them."""

    kinds: tuple[str, ...]
    keys: tuple[str, ...]
    parts: pd.DataFrame


def place(shapes: gpd.GeoSeries, outlines: gpd.GeoSeries, join: SpatialJoin = placed) -> Placed:
    """Where every shape lies. `shapes` in any declared system, `outlines` by `nis` in any; areas are measured in `METRIC_CRS`."""
    metric = gpd.GeoSeries(_usable(shapes), crs=shapes.crs).to_crs(METRIC_CRS)
    parts = join(metric, outlines.to_crs(METRIC_CRS))
    return Placed(tuple(map(str, kinds(metric.to_numpy()))), tuple(_keys(metric)), parts)


def _usable(shapes: gpd.GeoSeries) -> np.ndarray:
    """Flat and valid shapes; None where nothing can be placed."""
    flat: np.ndarray = np.asarray(shapely.force_2d(shapes.to_numpy()), dtype=object)
    finite = np.array([shape is not None and not shape.is_empty and np.isfinite(shape.bounds).all() for shape in flat], dtype=bool)
    flat[~finite] = None
    broken = finite & ~shapely.is_valid(flat)
    flat[broken] = shapely.make_valid(flat[broken])
    return flat


def _keys(metric: gpd.GeoSeries) -> list[str]:
    middles = gpd.GeoSeries(shapely.point_on_surface(metric.to_numpy()), crs=METRIC_CRS).to_crs("EPSG:4326")
    return ["" if point is None or point.is_empty or not np.isfinite(point.x) else f"{point.y:.5f}, {point.x:.5f}" for point in middles]


def write_shapes(shapes: gpd.GeoSeries, path: Path) -> None:
    """Write shapes as an Arrow file: `label` (text) and `shape` (WKB, null where there is none); the system in the metadata."""
    wkb = [None if one is None else bytes(one) for one in shapely.to_wkb(shapes.to_numpy())]
    arrays = [pa.array(map(str, shapes.index), type=pa.string()), pa.array(wkb, type=pa.large_binary())]
    schema = pa.schema([("label", pa.string()), ("shape", pa.large_binary())], metadata={b"crs": shapes.crs.to_json()})
    _write(pa.Table.from_arrays(arrays, schema=schema), path)


def read_shapes(path: Path) -> gpd.GeoSeries:
    """Read what `write_shapes` wrote."""
    table = read_arrow(path)
    shapes = shapely.from_wkb(np.array(table.column("shape").to_pylist(), dtype=object))
    return gpd.GeoSeries(shapes, index=table.column("label").to_pylist(), crs=(table.schema.metadata or {})[b"crs"].decode())


def place_file(folder: Path, _asked: dict[str, object]) -> None:
    """Place the shapes of `SHAPES` in the outlines of `OUTLINES`: the result is `PLACED`."""
    shapes = read_shapes(folder / SHAPES).reset_index(drop=True)
    result = place(shapes, read_shapes(folder / OUTLINES))
    rows = pa.Table.from_pandas(result.parts, preserve_index=False)
    _write(pa.table({"kind": pa.array(result.kinds), "key": pa.array(result.keys)}), folder / KINDS)
    _write(rows, folder / PLACED)


def read_placed(folder: Path) -> Placed:
    """Read what `place_file` wrote."""
    described = read_arrow(folder / KINDS)
    parts = (
        read_arrow(folder / PLACED)
        .select(["place", "nis", "share"])
        .to_pandas()
        .astype({"place": "int64", "nis": "str", "share": "float64"})
    )
    return Placed(tuple(described.column("kind").to_pylist()), tuple(described.column("key").to_pylist()), parts)


def _write(table: pa.Table, path: Path) -> None:
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def read_arrow(path: Path) -> pa.Table:
    """Read an Arrow file, every buffer validated: a process that reads strangers' files may have been taken over."""
    with pa.OSFile(str(path), "rb") as source:
        table = pa.ipc.open_file(source).read_all()
    table.validate(full=True)
    return table
