"""Shapes that stand in cells: a column of latitudes beside one of longitudes, or one of well-known text."""

import re
from collections.abc import Callable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wallonia_map.crs import STORED_CRS
from wallonia_map.tables.name_text import normalise

_LATITUDE = frozenset({"lat", "latitude", "breedtegraad", "breite", "breitengrad", "y lat", "lat wgs84", "latitude wgs84"})
_LONGITUDE = frozenset({"lon", "long", "lng", "longitude", "lengtegraad", "lange", "laenge", "langengrad", "lon wgs84", "longitude wgs84"})
_WKT = re.compile(r"\s*(?:SRID=\d+;)?\s*(?:MULTI)?(?:POINT|POLYGON|LINESTRING)\s*Z?\s*\(", re.IGNORECASE)
#: Where the latitudes and longitudes of Belgium and its neighbours lie, in degrees.
_NEAR_LATITUDES, _NEAR_LONGITUDES = (45.0, 56.0), (-2.0, 13.0)


def shapes_in_cells(cells: pd.DataFrame, numbers: Callable[[str], pd.Series]) -> gpd.GeoSeries | None:
    """One shape per row in EPSG:4326 (None where a row has none), or None where no columns hold shapes.

    Latitude and longitude that were exchanged are recognised by where Belgium lies, and put right.
    """
    by_name = {normalise(str(name)): str(name) for name in cells.columns}
    latitude, longitude = (next((by_name[name] for name in names if name in by_name), None) for names in (_LATITUDE, _LONGITUDE))
    if latitude is not None and longitude is not None:
        y, x = numbers(latitude), numbers(longitude)
        if _within(x, _NEAR_LATITUDES) and _within(y, _NEAR_LONGITUDES):
            y, x = x, y
        if not (_within(y, (-90.0, 90.0)) and _within(x, (-180.0, 180.0))):
            return None
        known = (y.notna() & x.notna()).to_numpy()
        points = np.full(len(cells), None, dtype=object)
        points[known] = shapely.points(x[known].to_numpy(), y[known].to_numpy())
        return gpd.GeoSeries(points, crs=STORED_CRS)
    for name in cells.columns:
        texts = cells[name].head(50)
        filled = texts[texts != ""]
        if len(filled) and filled.map(lambda text: _WKT.match(text) is not None).all():
            plain = cells[name].str.replace(r"^\s*SRID=\d+;", "", regex=True).replace("", None)
            return gpd.GeoSeries(shapely.from_wkt(plain.to_numpy(dtype=object), on_invalid="ignore"), crs=STORED_CRS)
    return None


def _within(values: pd.Series, bounds: tuple[float, float]) -> bool:
    """Whether there are values, and all lie within bounds."""
    known = values.dropna()
    return len(known) > 0 and bool(known.between(*bounds).all())
