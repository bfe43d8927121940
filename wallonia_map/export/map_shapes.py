"""The shapes of a drawn map: thinned for paper, in metres, and what is needed to set them.

Import this module late: it brings matplotlib.
"""

from collections.abc import Mapping, Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from matplotlib.path import Path as Outline

from wallonia_map.crs import METRIC_CRS
from wallonia_map.questions.level_members import level_shapes
from wallonia_map.views.territory_summary import TerritorySummary

#: Boundaries are thinned for paper: a fifth of a millimetre at the scale of the whole region.
THINNED_M = 120


def territory_shapes(summary: TerritorySummary) -> pd.Series:
    """The territories of a map in metres (EPSG:3812), by code, and the municipalities that are of none."""
    return thinned(level_shapes(summary.atlas, summary.level, summary.view.selection.vintage))


def thinned(shapes: gpd.GeoSeries) -> pd.Series:
    """Shapes that share their borders, in metres and with fewer points."""
    metric = shapes.to_crs(METRIC_CRS)
    return pd.Series(shapely.coverage_simplify(metric.to_numpy(), THINNED_M), index=metric.index)


def middle_of(shape: shapely.Geometry) -> tuple[float, float]:
    """A point well inside the largest part of a shape."""
    parts = shapely.get_parts(shape)
    largest = parts[int(np.argmax(shapely.area(parts)))]
    middle = largest.centroid if largest.contains(largest.centroid) else largest.point_on_surface()
    return middle.x, middle.y


def least_hiding(rooms: Mapping[tuple[float, float], shapely.Geometry], marks: Sequence[shapely.Geometry]) -> tuple[float, float]:
    """Of the places that a name may take, the first that hides the smallest shares of circles and dots."""
    whole = shapely.area(marks)
    hidden = {place: round(float((shapely.area(shapely.intersection(marks, room)) / whole).sum()), 2) for place, room in rooms.items()}
    return min(hidden, key=hidden.__getitem__)


def outline_of(shape: shapely.Geometry) -> Outline:
    """The rings of a shape as one path."""
    rings = [ring for part in shapely.get_parts(shape) if part.geom_type == "Polygon" for ring in (part.exterior, *part.interiors)]
    outlines = [Outline(np.round(shapely.get_coordinates(ring), 3), closed=True) for ring in rings]
    return Outline.make_compound_path(*outlines)
