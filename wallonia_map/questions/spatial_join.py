"""Where shapes lie: the municipality of every point, the share of every polygon in each; a pure function of any batch of shapes."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

_POINT, _POLYGONS = shapely.GeometryType.POINT, (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


def kinds(shapes: np.ndarray) -> np.ndarray:
    """`point`, `polygon`, `other` or `none` for each shape."""
    types = shapely.get_type_id(shapes)
    usable = ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes) & np.isfinite(shapely.bounds(shapes)).all(axis=1)
    told = np.select([~usable, types == _POINT, np.isin(types, _POLYGONS)], ["none", "point", "polygon"], "other")
    return told.astype(object)


def placed(shapes: gpd.GeoSeries, boundaries: gpd.GeoSeries) -> pd.DataFrame:
    """One row per shape and municipality: `place` (the shape's label in its index), `nis`, `share` (of a polygon's area; 1 for a point).

    Sorted by shape, then by municipality; both in one metric coordinate system, `boundaries` indexed by code. A point on a border is in
    the municipality that comes first.
    """
    given, kind = shapes.to_numpy(), kinds(shapes.to_numpy())
    outlines, tree = boundaries.to_numpy(), shapely.STRtree(boundaries.to_numpy())
    points, areas = np.flatnonzero(kind == "point"), np.flatnonzero(kind == "polygon")
    place, number = tree.query(given[points], predicate="intersects")
    order = np.lexsort((number, place))
    first = order[np.diff(place[order], prepend=-1) != 0]
    part, other = tree.query(given[areas], predicate="intersects")
    order = np.lexsort((other, part))
    part, other = part[order], other[order]
    share = shapely.area(shapely.intersection(given[areas[part]], outlines[other])) / shapely.area(given[areas[part]])
    some = share > 0
    row = np.concatenate([points[place[first]], areas[part[some]]])
    order = np.argsort(row, kind="stable")
    return pd.DataFrame({
        "place": shapes.index.to_numpy()[row[order]].astype("int64"),
        "nis": boundaries.index.array.take(np.concatenate([number[first], other[some]])[order]).astype("str"),
        "share": np.concatenate([np.ones(len(first)), share[some]])[order],
    })  # fmt: skip
