"""KML: the placemarks of a file as rows, with their name, their data and their shape; always in degrees of WGS 84.

Nothing that a file points at is opened: no network link, no picture, no style.
"""

import math
from xml.parsers import expat

import geopandas as gpd
import numpy as np
import shapely

from wallonia_map.crs import STORED_CRS
from wallonia_map.uploads.coordinate_systems import name_of
from wallonia_map.uploads.file_form import FileFormat
from wallonia_map.uploads.limits import MAX_CELLS, MAX_ROWS, UnusableFile
from wallonia_map.uploads.record_set import Records, under_names

#: Elements within elements at most, and letters in one text.
_DEEPEST, _LONGEST = 200, 20_000_000
_TOLD = ("name", "description", "address")
_WHOLE, _FRACTION = frozenset({"int", "uint", "short", "ushort"}), frozenset({"float", "double"})
_RINGS = {"outerBoundaryIs": "shell", "innerBoundaryIs": "hole"}


def read_kml(content: bytes) -> Records:
    """The placemarks of a file.

    Raises
    ------
    UnusableFile
        If it is no sound XML, declares entities, holds no placemark, or is too much.
    """
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_entities
    parser.EntityDeclHandler = _refuse_entities
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, shapely.errors.GEOSException, ValueError, LookupError) as error:
        raise UnusableFile("unreadable") from error
    if not reader.rows:
        raise UnusableFile("no_features")
    shapes = gpd.GeoSeries(np.array(reader.shapes, dtype=object), crs=STORED_CRS)
    return Records(under_names(reader.rows), FileFormat.KML, shapes=shapes, crs=name_of(shapes.crs))


def _refuse_entities(*_: object) -> None:
    raise UnusableFile("entities")


class _Reader:
    """What stands between the tags of a file; `rows` and `shapes` hold one entry per placemark."""

    def __init__(self) -> None:
        self.rows: list[dict[str, object]] = []
        self.shapes: list[object] = []
        self._path: list[str] = []
        self._attributes: list[dict[str, str]] = []
        self._texts: list[str] = []
        self._length = self._points = 0
        self._row: dict[str, object] | None = None
        self._collections: list[list[object]] = []
        self._shell: np.ndarray | None = None
        self._holes: list[np.ndarray] = []
        self._types: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        name = tag.rpartition(":")[2]
        if len(self._path) >= _DEEPEST:
            raise UnusableFile("unreadable")
        self._path.append(name)
        self._attributes.append(attributes)
        self._texts, self._length = [], 0
        if name == "Placemark":
            if len(self.rows) >= MAX_ROWS:
                raise UnusableFile("too_many_rows", {"limit": MAX_ROWS})
            self._row, self._collections = {}, [[]]
        elif name == "MultiGeometry":
            self._collections.append([])
        elif name == "Polygon":
            self._shell, self._holes = None, []
        elif name == "SimpleField":
            self._types[attributes.get("name", "")] = attributes.get("type", "")

    def text(self, text: str) -> None:
        """Keep a piece of text of the innermost element."""
        self._length += len(text)
        if self._length > _LONGEST:
            raise UnusableFile("too_large", {"limit": _LONGEST // 1_000_000})
        self._texts.append(text)

    def end(self, _tag: str) -> None:
        """End an element: note what it told, if a placemark is open."""
        name, attributes = self._path.pop(), self._attributes.pop()
        text = "".join(self._texts).strip()
        self._texts = []
        if self._row is None:
            return
        parent = self._path[-1] if self._path else ""
        if name in _TOLD and parent == "Placemark":
            self._row[name] = text
        elif name == "value" and parent == "Data":
            self._row[self._attributes[-1].get("name", "")] = text
        elif name == "SimpleData":
            field = attributes.get("name", "")
            self._row[field] = _typed(text, self._types.get(field, ""))
        elif name == "coordinates":
            self._coordinates(text, parent)
        elif name == "Polygon" and self._shell is not None:
            self._add(_polygon(self._shell, self._holes))
        elif name == "MultiGeometry" and len(self._collections) > 1:
            self._add(_gathered(self._collections.pop()))
        elif name == "Placemark":
            self.rows.append(self._row)
            self.shapes.append(_gathered(self._collections[0]))
            self._row = None

    def _add(self, shape: object) -> None:
        if shape is not None:
            self._collections[-1].append(shape)

    def _coordinates(self, text: str, parent: str) -> None:
        points = _points(text)
        self._points += len(points)
        if self._points > MAX_CELLS:
            raise UnusableFile("too_many_cells", {"limit": MAX_CELLS})
        if parent == "Point" and len(points):
            self._add(shapely.Point(points[0]))
        elif parent == "LineString" and len(points) > 1:
            self._add(shapely.LineString(points))
        elif parent == "LinearRing" and len(points) > 3:
            role = _RINGS.get(self._path[-2]) if len(self._path) > 1 else None
            if role == "shell":
                self._shell = points
            elif role == "hole":
                self._holes.append(points)
            else:
                self._add(shapely.LinearRing(points))


def _points(text: str) -> np.ndarray:
    """Points as KML writes them: longitude, latitude and perhaps height by commas, points by spaces."""
    found = []
    for told in text.split():
        numbers = [float(part) for part in told.split(",")[:2]]
        if len(numbers) != 2 or not all(map(math.isfinite, numbers)):
            raise ValueError(told[:40])
        found.append(numbers)
    return np.array(found, dtype="float64").reshape(-1, 2)


def _polygon(shell: np.ndarray, holes: list[np.ndarray]) -> object:
    return shapely.Polygon(shell, holes)


def _gathered(shapes: list[object]) -> object:
    """The one shape of a placemark; several of a kind are one of many parts; None for none."""
    if len(shapes) < 2:
        return shapes[0] if shapes else None
    kinds = {shape.geom_type for shape in shapes}  # type: ignore[attr-defined]
    if kinds == {"Polygon"}:
        return shapely.MultiPolygon(shapes)
    return shapely.MultiPoint(shapes) if kinds == {"Point"} else shapely.GeometryCollection(shapes)


def _typed(text: str, kind: str) -> object:
    """A value of a schema: a number where its field is one and the text is one, else the text."""
    try:
        return int(text) if kind in _WHOLE and len(text) < 16 else float(text) if kind in _FRACTION else text
    except ValueError:
        return text
