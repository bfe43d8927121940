"""Boundaries: one generalisation for every use, shared borders kept shared, everything larger dissolved from it."""

from pathlib import Path

import geopandas as gpd
import shapely

from wallonia_map.crs import DECIMALS, METRIC_CRS, STORED_CRS
from wallonia_map.errors import DataContractError, MissingDataError
from wallonia_map.file_text import geojson_text
from wallonia_map.rebuild.writing import write_text

#: Metres. 90 m gives about 35,000 vertices over the 262 municipalities: fine on a screen, light on a line.
TOLERANCE_M = 90


def import_boundaries(polygons: Path, path: Path) -> None:
    """Generalise the polygons of municipalities (column `nis`, any CRS that says its name) into `path`, EPSG:4326.

    The coverage is simplified as a whole, so that neighbours keep the same border to the last vertex.
    """
    if not polygons.is_file():
        raise MissingDataError(polygons)
    fine = gpd.read_file(polygons).to_crs(METRIC_CRS).sort_values("nis")
    coarse = fine.set_index("nis").geometry.simplify_coverage(TOLERANCE_M)
    write_shapes(path, rounded(coarse.to_crs(STORED_CRS)))


def rounded(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """The same shapes with coordinates of `DECIMALS` decimals, rings and parts in canonical order."""
    moved = shapely.transform(shapes.values, lambda points: points.round(DECIMALS))
    return gpd.GeoSeries(shapely.normalize(moved), index=shapes.index, crs=shapes.crs)


def write_shapes(path: Path, shapes: gpd.GeoSeries) -> None:
    """Write GeoJSON (RFC 7946), one feature a line, the index as `nis` and id."""
    write_text(path, geojson_text(shapes))


def read_shapes(path: Path) -> gpd.GeoSeries:
    """The shapes of a file that `write_shapes` wrote, by `nis`, EPSG:4326."""
    if not path.is_file():
        raise MissingDataError(path)
    try:
        return gpd.read_file(path)[["nis", "geometry"]].set_index("nis").geometry
    except (KeyError, RuntimeError, ValueError) as error:
        raise DataContractError(path, 0, "", "", "is not readable GeoJSON with a code `nis` per shape") from error


def dissolve(shapes: gpd.GeoSeries, into: dict[str, str]) -> gpd.GeoSeries:
    """Union of the shapes that lead to the same territory; `into` maps each index to its territory."""
    frame = gpd.GeoDataFrame({"nis": [into[nis] for nis in shapes.index]}, geometry=shapes.values, crs=shapes.crs)
    return rounded(frame.dissolve("nis", method="coverage").geometry)
