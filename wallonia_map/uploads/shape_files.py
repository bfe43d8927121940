"""GeoJSON and GeoPackage: records with a shape each, in the coordinate system that the file declares."""

import json
import math
import re
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import pyproj
import shapely

from wallonia_map.crs import STORED_CRS
from wallonia_map.uploads.delimited_text import Record
from wallonia_map.uploads.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, UnusableFile
from wallonia_map.uploads.plain_geopackage import plain_copy

#: Lists and objects in a GeoJSON file at most: each costs a hundred bytes of memory or more.
MAX_NESTED = 2_000_000
#: A larger number is no figure about a municipality, and infinity none at all.
MAX_NUMBER = 1e300
_EPSG = re.compile(r"(?:urn:ogc:def:crs:)?(EPSG|OGC):+(?:[\d.]*:)?([A-Za-z0-9]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Shapes:
    """Records whose first is the header, a shape per further record, and where it comes from."""

    records: list[Record]
    shapes: gpd.GeoSeries
    crs: str
    layer: str
    layers: tuple[str, ...]


def read_geojson(content: bytes, crs: str | None = None) -> Shapes:
    """A feature collection. Without a declared system it is in degrees, as RFC 7946 says, unless its numbers cannot be.

    Raises
    ------
    UnusableFile
        If it is no feature collection, has no usable coordinate system, or is too much.
    """
    if content.count(b"[") + content.count(b"{") > MAX_NESTED:
        raise UnusableFile("too_many_cells", {"limit": MAX_CELLS})
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnusableFile("unreadable") from error
    features = told.get("features") if isinstance(told, dict) and told.get("type") == "FeatureCollection" else None
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        raise UnusableFile("no_features")
    if len(features) > MAX_ROWS:
        raise UnusableFile("too_many_rows", {"limit": MAX_ROWS})
    rows = [feature.get("properties") if isinstance(feature.get("properties"), dict) else {} for feature in features]
    texts = [json.dumps(feature["geometry"]) if feature.get("geometry") else None for feature in features]
    geometry = shapely.from_geojson(np.array(texts, dtype=object), on_invalid="ignore")
    declared = _declared(told.get("crs")) if crs is None else _system(crs)
    placed = gpd.GeoSeries(geometry, crs=declared or STORED_CRS)
    if declared is None and not _in_degrees(placed):
        raise UnusableFile("no_crs")
    return Shapes(_as_records(rows), placed, str(placed.crs), "", ())


def _declared(member: object) -> pyproj.CRS | None:
    """The system of the old member `crs`, which many programs still write."""
    properties = member.get("properties") if isinstance(member, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return None if name is None else _system(str(name))


def _system(name: str) -> pyproj.CRS:
    """A system from its EPSG name only: other notations may name files."""
    found = _EPSG.fullmatch(name.strip()[:80])
    try:
        if found is None:
            raise UnusableFile("no_crs")
        return pyproj.CRS.from_user_input(f"{found.group(1).upper()}:{found.group(2)}")
    except pyproj.exceptions.CRSError as error:
        raise UnusableFile("no_crs") from error


def _in_degrees(shapes: gpd.GeoSeries) -> bool:
    bounds = shapes.total_bounds
    return bool(np.isnan(bounds).all() or ((abs(bounds[[0, 2]]) <= 180).all() and (abs(bounds[[1, 3]]) <= 90).all()))


def _as_records(rows: list[dict[str, object]]) -> list[Record]:
    names = list(dict.fromkeys(str(name) for row in rows for name in row))
    if len(names) > MAX_COLUMNS:
        raise UnusableFile("too_many_columns", {"limit": MAX_COLUMNS})
    if len(names) * len(rows) > MAX_CELLS:
        raise UnusableFile("too_many_cells", {"limit": MAX_CELLS})
    cells: list[Record] = [(number, [_cell(row.get(name)) for name in names]) for number, row in enumerate(rows, start=2)]
    return [(1, [*names]), *cells]


def _cell(value: object) -> str | float:
    """A property as it came: a number as float, the rest as text."""
    if value is None or value is False or value is True:
        return "" if value is None else str(value).lower()
    if isinstance(value, int | float | np.integer | np.floating):
        number = float(value)
        return "" if math.isnan(number) or abs(number) > MAX_NUMBER else number
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str).strip('"')


def read_geopackage(content: bytes, layer: str | None = None, crs: str | None = None) -> Shapes:
    """A layer of a GeoPackage (by default the first that has shapes), read from a temporary file that is gone afterwards.

    Raises
    ------
    UnusableFile
        If it is broken, holds no such layer, or its layer declares no coordinate system.
    """
    with tempfile.TemporaryDirectory() as folder:
        given, path = Path(folder) / "given.gpkg", Path(folder) / "layer.gpkg"
        given.write_bytes(content)
        chosen, names = plain_copy(given, path, layer)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what GDAL finds odd is either told by what was recognised, or an error
                frame = pyogrio.read_dataframe(path, layer=chosen, max_features=MAX_ROWS + 1)
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError,
                shapely.errors.GEOSException, pyproj.exceptions.CRSError, ValueError, RuntimeError, TypeError) as error:  # fmt: skip
            raise UnusableFile("unreadable") from error
    if crs is None and (frame.crs is None or not frame.crs.to_authority()):
        raise UnusableFile("no_crs")
    placed = frame.geometry.set_crs(_system(crs), allow_override=True) if crs else frame.geometry
    rows = frame.drop(columns=frame.geometry.name).to_dict("records")
    records = _as_records([{str(name): value for name, value in row.items()} for row in rows])
    return Shapes(records, placed.reset_index(drop=True), ":".join(placed.crs.to_authority() or ()), chosen, names)
