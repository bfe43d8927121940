"""Shapes → the municipalities they lie in: points in one, polygons in each by their share of area."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wallonia_map.crs import METRIC_CRS
from wallonia_map.model import Vintage
from wallonia_map.questions.engine import engine
from wallonia_map.questions.spatial_join import kinds
from wallonia_map.tables.atlas import Atlas
from wallonia_map.uploads.match_report import MatchedRow, MatchOutcome, MatchReport
from wallonia_map.uploads.reading import ReadTable

#: Outlines are generalised: a part below this share of a polygon is a seam between two drawings, not a place.
SLIVER_TOLERANCE = 0.01


def match_shapes(table: ReadTable, atlas: Atlas, vintage: Vintage = Vintage.V2019) -> MatchReport:
    """Where every shape of `table` lies; the key of a row is its point or the middle of its polygon, in degrees.

    Several points in one municipality are no duplicates: that is what points are for.

    Raises
    ------
    ValueError
        If the table has no shapes.
    """
    if table.shapes is None:
        raise ValueError(f"{table.name} has no shapes")
    metric = gpd.GeoSeries(_usable(table.shapes), crs=table.shapes.crs).to_crs(METRIC_CRS)
    boundaries = atlas.shapes(f"boundaries_{vintage.value}").geometry.to_crs(METRIC_CRS)
    names = atlas.municipalities(vintage)["name_fr"].to_dict()
    parts = _parts(engine().placed(metric, boundaries))
    lines = [_line(kind, parts.get(place, ()), names) for place, kind in enumerate(_kinds(metric))]
    return MatchReport(vintage, table.rows, tuple(_keys(metric)), tuple(lines), names)


def _usable(shapes: gpd.GeoSeries) -> np.ndarray:
    """Flat and valid shapes; None where nothing can be placed."""
    flat: np.ndarray = np.asarray(shapely.force_2d(shapes.to_numpy()), dtype=object)
    finite = np.array([shape is not None and not shape.is_empty and np.isfinite(shape.bounds).all() for shape in flat], dtype=bool)
    flat[~finite] = None
    broken = finite & ~shapely.is_valid(flat)
    flat[broken] = shapely.make_valid(flat[broken])
    return flat


def _kinds(metric: gpd.GeoSeries) -> list[str]:
    """`point`, `polygon`, `other` or `none` for each shape."""
    return kinds(metric.to_numpy()).tolist()  # type: ignore[no-any-return]


def _keys(metric: gpd.GeoSeries) -> list[str]:
    middles = gpd.GeoSeries(shapely.point_on_surface(metric.to_numpy()), crs=METRIC_CRS).to_crs("EPSG:4326")
    return ["" if point is None or point.is_empty or not np.isfinite(point.x) else f"{point.y:.5f}, {point.x:.5f}" for point in middles]


def _parts(placed: pd.DataFrame) -> dict[int, tuple[tuple[str, float], ...]]:
    """Municipality and share of every shape that has any, the largest share first."""
    found: dict[int, list[tuple[str, float]]] = {}
    for place, nis, share in zip(placed["place"].tolist(), placed["nis"].tolist(), placed["share"].tolist(), strict=True):
        found.setdefault(place, []).append((nis, share))
    return {place: _without_seams(parts) for place, parts in found.items()}


def _without_seams(parts: list[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """The parts that are places; they take over what the seams had, and the whole where hardly anything lies outside."""
    total = sum(share for _, share in parts)
    kept = [(nis, share) for nis, share in parts if share >= SLIVER_TOLERANCE * total]
    whole = 1.0 if total >= 1 - SLIVER_TOLERANCE else total
    factor = whole / sum(share for _, share in kept)
    return tuple(sorted(((nis, share * factor) for nis, share in kept), key=lambda part: (-part[1], part[0])))


def _line(kind: str, parts: tuple[tuple[str, float], ...], names: dict[str, str]) -> MatchedRow:
    if kind in ("none", "other"):
        return MatchedRow(MatchOutcome.UNKNOWN, reason="no_shape" if kind == "none" else "shape_kind")
    if not parts or sum(share for _, share in parts) < SLIVER_TOLERANCE:
        return MatchedRow(MatchOutcome.OUTSIDE, reason="outside_place")
    told = ", ".join(f"{names[nis]} {100 * share:.1f} %" for nis, share in parts)
    sources = frozenset(nis for nis, _ in parts)
    if len(parts) == 1 and parts[0][1] == 1.0:
        return MatchedRow(MatchOutcome.MATCHED, parts, sources, "location", "location", {"name": names[parts[0][0]]})
    return MatchedRow(MatchOutcome.MATCHED, parts, sources, "location", "shares", {"names": told})
