"""Shapes → the municipalities they lie in: points in one, polygons in each by their share of area."""

from collections.abc import Callable

import geopandas as gpd
import pandas as pd

from wallonia_map.model import Vintage
from wallonia_map.questions.engine import engine
from wallonia_map.tables.atlas import Atlas
from wallonia_map.uploads.match_report import MatchedRow, MatchOutcome, MatchReport
from wallonia_map.uploads.reading import ReadTable
from wallonia_map.uploads.shape_placing import Placed, place

#: Outlines are generalised: a part below this share of a polygon is a seam between two drawings, not a place.
SLIVER_TOLERANCE = 0.01
#: From this share on a polygon is its municipality, drawn by another hand; the rest is the difference of two drawings.
MAIN_PART = 0.85


#: (shapes, outlines) → where they lie; in the app and the commands a process of its own does it (`cage.place_caged`).
Placing = Callable[[gpd.GeoSeries, gpd.GeoSeries], Placed]


def place_here(shapes: gpd.GeoSeries, outlines: gpd.GeoSeries) -> Placed:
    """Place shapes in this process, by the engine of the setting."""
    return place(shapes, outlines, engine().placed)


def match_shapes(table: ReadTable, atlas: Atlas, vintage: Vintage | None = None, *, placing: Placing = place_here) -> MatchReport:
    """Where every shape of `table` lies; the key of a row is its point or the middle of its polygon, in degrees.

    Several points in one municipality are no duplicates: that is what points are for.

    Raises
    ------
    ValueError
        If the table has no shapes.
    """
    vintage = vintage or Vintage.default()
    if table.shapes is None:
        raise ValueError(f"{table.name} has no shapes")
    found = placing(table.shapes, atlas.shapes(f"boundaries_{vintage.value}").geometry)
    names = atlas.municipalities(vintage)["name_fr"].to_dict()
    parts = _parts(found.parts)
    lines = [_line(kind, parts.get(number, ()), names) for number, kind in enumerate(found.kinds)]
    return MatchReport(vintage, table.rows, found.keys, tuple(lines), names)


def _parts(placed: pd.DataFrame) -> dict[int, tuple[tuple[str, float], ...]]:
    """Municipality and share of every shape that has any, the largest share first."""
    found: dict[int, list[tuple[str, float]]] = {}
    for number, nis, share in zip(placed["place"].tolist(), placed["nis"].tolist(), placed["share"].tolist(), strict=True):
        found.setdefault(number, []).append((nis, share))
    return {number: _without_seams(parts) for number, parts in found.items()}


def _without_seams(parts: list[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """The parts that are places; they take over what the seams had, and the whole where hardly anything lies outside."""
    total = sum(share for _, share in parts)
    largest = max(parts, key=lambda part: part[1])
    if largest[1] >= MAIN_PART:
        return ((largest[0], 1.0),)
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
