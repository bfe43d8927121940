"""TopoJSON: shapes whose borders (arcs) are kept once and shared, as web maps have them."""

from collections.abc import Iterator

import numpy as np
import shapely
from shapely.geometry import shape

from wallonia_map.uploads.file_form import FileFormat
from wallonia_map.uploads.geojson_files import placed_records
from wallonia_map.uploads.limits import MAX_CELLS, UnusableFile
from wallonia_map.uploads.record_set import Records, under_names

Told = dict[str, object]
#: Collections within collections at most.
_DEPTH = 20


def topology_records(told: Told, layer: str | None = None, crs: str | None = None) -> Records:
    """The objects of one layer of a parsed topology (by default its first), each with its properties and its shape.

    Raises
    ------
    UnusableFile
        If it has no such layer, refers to arcs that are not there, or would unfold to too many points.
    """
    objects = told.get("objects")
    if not isinstance(objects, dict) or not objects:
        raise UnusableFile("no_features")
    names = tuple(map(str, objects))
    if layer is not None and layer not in objects:
        raise UnusableFile("no_sheet", {"sheet": layer[:60], "sheets": ", ".join(names[:20])})
    chosen = layer if layer is not None else names[0]
    try:
        arcs = _Arcs(told)
        geometries = list(_geometries(objects[chosen], 0))
        rows = [_properties(one) for one in geometries]
        shapes = np.array([arcs.shape(one) for one in geometries], dtype=object)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, shapely.errors.GEOSException) as error:
        raise UnusableFile("unreadable") from error
    placed = placed_records(under_names(rows), shapes, told.get("crs"), crs, FileFormat.TOPOJSON)
    return Records(**{**placed.__dict__, "sheet": chosen, "sheets": names})


def _geometries(told: object, depth: int) -> Iterator[Told]:
    """The geometries of a layer; a collection without properties is a list of rows, one with them is a row."""
    if not isinstance(told, dict) or depth > _DEPTH:
        raise UnusableFile("unreadable")
    if told.get("type") == "GeometryCollection" and not told.get("properties"):
        for one in told.get("geometries") or []:
            yield from _geometries(one, depth + 1)
    else:
        yield told


def _properties(told: Told) -> Told:
    properties = told.get("properties")
    named = dict(properties) if isinstance(properties, dict) else {}
    return ({"id": told["id"]} if "id" in told and "id" not in named else {}) | named


class _Arcs:
    """The arcs of a topology as coordinates, and what is made of them: no more points than `MAX_CELLS` in all."""

    def __init__(self, told: Told) -> None:
        transform = told.get("transform")
        self._transform = transform if isinstance(transform, dict) else None
        arcs = told.get("arcs")
        self._arcs = [self._unfolded(arc) for arc in (arcs if isinstance(arcs, list) else [])]
        self._left = MAX_CELLS

    def _unfolded(self, arc: list[list[float]]) -> np.ndarray:
        points = np.array([point[:2] for point in arc], dtype="float64").reshape(-1, 2)
        return points if self._transform is None else self._transformed(points.cumsum(axis=0))

    def _transformed(self, points: np.ndarray) -> np.ndarray:
        assert self._transform is not None
        placed: np.ndarray = points * np.array(self._transform["scale"]) + np.array(self._transform["translate"])
        return placed

    def _point(self, given: list[float]) -> list[float]:
        self._spend(1)
        point = np.array(given[:2], dtype="float64")
        return list(point if self._transform is None else self._transformed(point))

    def _spend(self, points: int) -> None:
        self._left -= points
        if self._left < 0:
            raise UnusableFile("too_many_cells", {"limit": MAX_CELLS})

    def _line(self, numbers: list[int]) -> np.ndarray:
        """Arcs one behind another, each beginning where the one before ends; ~n is arc n backwards."""
        parts: list[np.ndarray] = []
        for number in numbers:
            arc = self._arcs[number] if number >= 0 else self._arcs[~number][::-1]
            self._spend(len(arc) + 1)
            parts.append(arc[1:] if parts else arc)
        return np.concatenate(parts) if parts else np.empty((0, 2))

    def shape(self, told: Told, depth: int = 0) -> object:
        """The shape of a geometry; None where it has none, or one that cannot be (a ring of two points)."""
        try:
            return self._shape(told, depth)
        except (ValueError, shapely.errors.GEOSException):
            return None

    def _shape(self, told: Told, depth: int) -> object:
        kind, arcs, points = told.get("type"), told.get("arcs"), told.get("coordinates")
        if kind == "GeometryCollection" and depth < _DEPTH:
            inner = [self.shape(one, depth + 1) for one in told.get("geometries") or []]  # type: ignore[attr-defined]
            return shapely.GeometryCollection([one for one in inner if one is not None])
        if kind == "Point" and isinstance(points, list):
            return shape({"type": kind, "coordinates": self._point(points)})
        if kind == "MultiPoint" and isinstance(points, list):
            return shape({"type": kind, "coordinates": [self._point(point) for point in points]})
        if not isinstance(arcs, list):
            return None
        if kind == "LineString":
            return shape({"type": kind, "coordinates": self._line(arcs)})
        if kind in ("MultiLineString", "Polygon"):
            return shape({"type": kind, "coordinates": [self._line(line) for line in arcs]})
        if kind == "MultiPolygon":
            return shape({"type": kind, "coordinates": [[self._line(line) for line in polygon] for polygon in arcs]})
        return None
