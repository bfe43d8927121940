"""Shapes as arcs that neighbours share, in the form of TopoJSON: a border travels once, and every level is drawn from it.

Own code, since a first visitor waits for what is published: the library `topojson` took a second for each vintage, this a
tenth of one, and it moves no point: the whole numbers that travel are the stored coordinates themselves.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from wallonia_map.crs import DECIMALS

#: The arcs of a ring, one after another, as TopoJSON counts them: `~i` is arc `i` walked backwards.
Ring = list[int]
_GRID = 10**DECIMALS


class Topology:
    """The arcs of a coverage, and the rings that they make of each of its shapes.

    Parameters
    ----------
    shapes
        Polygons (EPSG:4326) that share their borders point by point and never overlap, each under a code of its own.
    """

    def __init__(self, shapes: gpd.GeoDataFrame) -> None:
        self._arcs: list[np.ndarray] = []
        self._known: dict[bytes, int] = {}
        turned = shapely.orient_polygons(shapes.geometry.to_numpy())  # outside anticlockwise: a shared border is walked both ways
        parts, owner = shapely.get_parts(turned, return_index=True)
        rings, part = shapely.get_rings(parts, return_index=True)
        points, ring = shapely.get_coordinates(rings, return_index=True)
        whole = np.rint(points * _GRID).astype("int64")
        self._from = whole.min(axis=0) if len(whole) else np.zeros(2, dtype="int64")
        last = np.append(ring[1:] != ring[:-1], True) if len(ring) else np.zeros(0, dtype=bool)
        whole, ring = whole[~last] - self._from, ring[~last]  # the last point of a ring is its first
        starts = np.searchsorted(ring, np.arange(len(rings) + 1))
        ends = _ends(whole, starts)
        self._polygons: dict[str, list[list[Ring]]] = {str(code): [] for code in shapes.index}
        codes, seen = [str(code) for code in shapes.index], -1
        for number, (begin, end) in enumerate(pairwise(starts)):
            if part[number] != seen:
                seen = part[number]
                self._polygons[codes[owner[seen]]].append([])
            self._polygons[codes[owner[seen]]][-1].append(self._cut(whole[begin:end], ends[begin:end]))

    def told(self, levels: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
        """The whole as TopoJSON: each level a collection of what `shape` and `merged` answer."""
        arcs = [np.vstack([arc[:1], np.diff(arc, axis=0)]).tolist() for arc in self._arcs]
        return {
            "type": "Topology",
            "transform": {"scale": [1 / _GRID, 1 / _GRID], "translate": [round(int(least) / _GRID, DECIMALS) for least in self._from]},
            "objects": {name: {"type": "GeometryCollection", "geometries": shapes} for name, shapes in levels.items()},
            "arcs": arcs,
        }

    def shape(self, code: str, properties: dict[str, object]) -> dict[str, Any]:
        """One shape, as TopoJSON has it."""
        return _geometry(self._polygons[code], properties)

    def merged(self, codes: Iterable[str], properties: dict[str, object]) -> dict[str, Any]:
        """What several shapes are together: their borders without those between them."""
        walked = [arc for code in codes for polygon in self._polygons[code] for ring in polygon for arc in ring]
        often = Counter(arc if arc >= 0 else ~arc for arc in walked)
        rings = self._joined([arc for arc in walked if often[arc if arc >= 0 else ~arc] == 1])
        drawn = [shapely.Polygon(self._line(ring)) for ring in rings]
        polygons = [[ring] for ring, shape in zip(rings, drawn, strict=True) if shape.exterior.is_ccw]
        outer = [shape for shape in drawn if shape.exterior.is_ccw]
        for ring, shape in zip(rings, drawn, strict=True):
            if not shape.exterior.is_ccw:
                around = min((number for number, out in enumerate(outer) if out.contains(shape)), key=lambda number: outer[number].area)
                polygons[around].append(ring)
        return _geometry(polygons, properties)

    def _cut(self, points: np.ndarray, ends: np.ndarray) -> Ring:
        """A ring as the arcs between the points where borders part; one that parts nowhere is one arc, from its least point on."""
        at = np.flatnonzero(ends)
        first = int(at[0]) if len(at) else int(np.lexsort((points[:, 1], points[:, 0]))[0])
        points = np.roll(points, -first, axis=0)
        points = np.vstack([points, points[:1]])
        marks = [*(at - first).tolist(), len(points) - 1] if len(at) else [0, len(points) - 1]
        return [self._arc(points[one : other + 1]) for one, other in pairwise(marks)]

    def _arc(self, points: np.ndarray) -> int:
        name, backwards = points.tobytes(), points[::-1].tobytes()
        if name in self._known:
            return self._known[name]
        if backwards in self._known:
            return ~self._known[backwards]
        self._known[name] = len(self._arcs)
        self._arcs.append(points)
        return self._known[name]

    def _joined(self, arcs: Sequence[int]) -> list[Ring]:
        """Arcs put end to end, as rings that meet themselves nowhere."""
        leaving: dict[tuple[int, ...], list[int]] = {}
        for arc in arcs:
            leaving.setdefault(tuple(self._line([arc])[0].tolist()), []).append(arc)
        rings: list[Ring] = []
        while leaving:
            start = next(iter(leaving))
            way, places = [], [start]
            while True:
                waiting = leaving.get(places[-1])
                if not waiting:
                    break
                arc = waiting.pop()
                if not waiting:
                    del leaving[places[-1]]
                way.append(arc)
                here = tuple(self._line([arc])[-1].tolist())
                if here in places:
                    back = places.index(here)
                    rings.append(way[back:])
                    del way[back:], places[back + 1 :]
                else:
                    places.append(here)
        return rings

    def _line(self, ring: Ring) -> np.ndarray:
        """The points of arcs that follow each other, each once but the first, which is the last of a ring."""
        parts = [self._arcs[arc] if arc >= 0 else self._arcs[~arc][::-1] for arc in ring]
        return np.vstack([parts[0], *(part[1:] for part in parts[1:])])


def _geometry(polygons: list[list[Ring]], properties: dict[str, object]) -> dict[str, Any]:
    if len(polygons) == 1:
        return {"type": "Polygon", "arcs": polygons[0], "properties": properties}
    return {"type": "MultiPolygon", "arcs": polygons, "properties": properties}


def _ends(points: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Which points end an arc: those that have other neighbours in another ring, where borders meet or part."""
    _, place = np.unique(points, axis=0, return_inverse=True)
    place = place.reshape(-1)
    order = np.arange(len(points))
    before, after = order - 1, order + 1
    for begin, end in pairwise(starts):
        before[begin], after[end - 1] = end - 1, begin
    pair = np.sort(np.stack([place[before], place[after]], axis=1), axis=1) if len(points) else np.zeros((0, 2), dtype="int64")
    first = np.full(len(points), -1, dtype="int64")
    first[place[::-1]] = order[::-1]  # the first time that each place comes
    differs = (pair != pair[first[place]]).any(axis=1)
    meets = np.zeros(len(points), dtype=bool)
    meets[place[differs]] = True
    return meets[place]
