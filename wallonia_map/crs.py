"""Coordinate systems live here: stored in WGS 84, measured in Belgian Lambert 2008."""

import geopandas as gpd
import pandas as pd

STORED_CRS = "EPSG:4326"
METRIC_CRS = "EPSG:3812"
#: Five decimals of a degree are about a metre here.
DECIMALS = 5


def area_km2(shapes: gpd.GeoSeries) -> pd.Series:
    """Area of each shape in km², measured in Belgian Lambert 2008 (EPSG:3812).

    For checks only: figures use the official areas of the municipalities table.

    Raises
    ------
    ValueError
        If `shapes` does not say which coordinate system it is in.
    """
    if shapes.crs is None:
        raise ValueError("cannot measure shapes of unknown coordinate system: set .crs when reading")
    return shapes.to_crs(METRIC_CRS).area / 1_000_000
