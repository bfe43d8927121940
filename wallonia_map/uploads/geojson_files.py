"""Feature collections: records with a shape each, in the coordinate system that the file declares."""

import json

import geopandas as gpd
import numpy as np
import shapely

from wallonia_map.crs import STORED_CRS
from wallonia_map.uploads.coordinate_systems import declared, name_of, system
from wallonia_map.uploads.delimited_text import Record
from wallonia_map.uploads.file_form import FileFormat
from wallonia_map.uploads.limits import MAX_ROWS, UnusableFile
from wallonia_map.uploads.record_set import Records, under_names


def feature_collection(told: dict[str, object], crs: str | None = None) -> Records:
    """The features of a parsed collection; without a declared system in degrees, as RFC 7946 says, unless their numbers cannot be.

    Raises
    ------
    UnusableFile
        If it is no feature collection, has no usable coordinate system, or is too much.
    """
    features = told.get("features")
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        raise UnusableFile("no_features")
    if len(features) > MAX_ROWS:
        raise UnusableFile("too_many_rows", {"limit": MAX_ROWS})
    rows = [feature.get("properties") if isinstance(feature.get("properties"), dict) else {} for feature in features]
    texts = [json.dumps(feature["geometry"]) if feature.get("geometry") else None for feature in features]
    geometry = shapely.from_geojson(np.array(texts, dtype=object), on_invalid="ignore")
    return placed_records(under_names(rows), geometry, told.get("crs"), crs, FileFormat.GEOJSON)


def placed_records(rows: list[Record], geometry: np.ndarray, member: object, crs: str | None, form: FileFormat) -> Records:
    """Records with their shapes in the system that the visitor says (`crs`), else the file's own `member`, else degrees."""
    known = declared(member) if crs is None else system(crs)
    shapes = gpd.GeoSeries(geometry, crs=known or STORED_CRS)
    if known is None and not _in_degrees(shapes):
        raise UnusableFile("no_crs")
    return Records(rows, form, shapes=shapes, crs=name_of(shapes.crs))


def _in_degrees(shapes: gpd.GeoSeries) -> bool:
    bounds = shapes.total_bounds
    return bool(np.isnan(bounds).all() or ((abs(bounds[[0, 2]]) <= 180).all() and (abs(bounds[[1, 3]]) <= 90).all()))
