"""The HTML page's map: shapes in Belgian Lambert on a grid of 25 m, written as relative SVG paths."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from wallonia_map.crs import METRIC_CRS
from wallonia_map.questions.level_members import level_shapes
from wallonia_map.views.circles import radius_px
from wallonia_map.views.classing import MISSING, NOT_APPLICABLE
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.territory_summary import TerritorySummary

#: One unit of the drawing: a third of the boundaries' own tolerance of 90 m, so that rounding is never seen.
UNIT_M = 25
#: Air around the places in view, and the least that is shown, in units.
_AIR, _LEAST = 80, 1_600
#: Names on the map before anyone zooms: those of so many places at most, so far apart at least (metres).
_APART_M, _LARGEST = 24_000, 60

#: The radius of a dot on the screen, in pixels.
DOT_PIXELS = 3


@dataclass(frozen=True)
class Shape:
    """One shape: its code, its path, and its paint: a colour, « hatched » for not known, « dotted » for not applicable, empty outside the filter."""

    nis: str
    path: str
    paint: str


@dataclass(frozen=True)
class CircleMark:
    """Something that stands on a point: a circle of `size` pixels, a name, or a dot of `state`; one that `is_far` shows only nearer by."""

    x: int
    y: int
    name: str = ""
    size: float = 0
    is_far: bool = False
    state: str = ""


@dataclass(frozen=True)
class Drawing:
    """Everything that the map shows; `home` is what it opens with, `whole` all there is (x, y, width, height)."""

    shapes: tuple[Shape, ...]
    provinces: tuple[str, ...]
    towns: tuple[CircleMark, ...]
    circles: tuple[CircleMark, ...]
    dots: tuple[CircleMark, ...]
    home: tuple[int, int, int, int]
    whole: tuple[int, int, int, int]


def map_of(summary: ViewSummary) -> Drawing:
    """The map of a view: same classes and colours as every other one."""
    seen, vintage = summary.measured, summary.view.selection.vintage
    stored = summary.atlas.joined(vintage)
    placed = stored.geometry.to_crs(METRIC_CRS)
    corner = placed.total_bounds[0], placed.total_bounds[3]
    apart = {MISSING: "hatched", NOT_APPLICABLE: "dotted"}
    paint = {code: apart.get(number) or summary.fills[number] for code, number in summary.painted.items()}
    drawn = level_shapes(summary.atlas, summary.level, vintage).to_crs(METRIC_CRS) if isinstance(summary, TerritorySummary) else placed
    inside = (
        placed[placed.index.isin(summary.selected.places)]
        if isinstance(summary, TerritorySummary)
        else placed[placed.index.isin(seen.classes.index)]
    )
    provinces = summary.atlas.shapes("provinces").geometry.to_crs(METRIC_CRS)
    points = inside.representative_point()
    middle = {str(nis): _units(np.array([[point.x, point.y]]), corner)[0] for nis, point in points.items()}
    return Drawing(
        shapes=tuple(Shape(str(nis), path_of(shape, corner), paint.get(nis, "")) for nis, shape in drawn.items()),
        provinces=tuple(path_of(shape, corner) for shape in provinces),
        towns=() if summary.has_circles else _towns(summary, middle),
        circles=_circles(summary, drawn if summary.as_circles else inside, corner) if summary.has_circles else (),
        dots=_dots(summary, middle),
        home=_frame(inside.total_bounds if len(inside) else placed.total_bounds, corner),
        whole=_frame(placed.total_bounds, corner),
    )  # fmt: skip


def path_of(shape: shapely.Geometry, corner: tuple[float, float]) -> str:
    """The rings of `shape` as one path; points that fall together are written once, a ring that vanishes not at all."""
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    return "".join(filter(None, (_ring(_units(shapely.get_coordinates(ring), corner)) for ring in rings)))


def _ring(points: np.ndarray) -> str:
    steps = np.diff(points, axis=0)
    steps = steps[steps.any(axis=1)][:-1]  # the last step is what « z » draws
    if len(steps) < 2:
        return ""
    told = "".join(f"{value}" if value < 0 else f" {value}" for value in steps.ravel().tolist())
    return f"M{points[0][0]} {points[0][1]}l{told.lstrip()}z"


def _units(points: np.ndarray, corner: tuple[float, float]) -> np.ndarray:
    """Metres as units of the drawing, counted from its north-western corner downwards."""
    return np.rint((points - corner) / (UNIT_M, -UNIT_M)).astype(np.int64)


def _frame(bounds: np.ndarray, corner: tuple[float, float]) -> tuple[int, int, int, int]:
    (west, north), (east, south) = _units(np.array([[bounds[0], bounds[3]], [bounds[2], bounds[1]]]), corner).tolist()
    wide = max(0, _LEAST - (east - west)) // 2 + _AIR
    high = max(0, _LEAST // 2 - (south - north)) // 2 + _AIR
    return west - wide, north - high, east - west + 2 * wide, south - north + 2 * high


def _towns(summary: ViewSummary, middle: dict[str, np.ndarray]) -> tuple[CircleMark, ...]:
    """The names of the places in view, most inhabitants first: the script shows as many as there is room for."""
    chosen, atlas = summary.view.selection, summary.atlas
    people = atlas.population(chosen.vintage, chosen.population_year).reindex(summary.selected.places)
    marks: list[CircleMark] = []
    kept: list[np.ndarray] = []
    for rank, nis in enumerate(map(str, people.sort_values(ascending=False, kind="stable").index)):
        is_far = rank >= _LARGEST or any(np.hypot(*(middle[nis] - other)) * UNIT_M < _APART_M for other in kept)
        if not is_far:
            kept.append(middle[nis])
        x, y = map(int, middle[nis])
        marks.append(CircleMark(x, y, atlas.municipality_name(nis, chosen.vintage, summary.language), is_far=is_far))
    return tuple(marks)


def _dots(summary: ViewSummary, middle: dict[str, np.ndarray]) -> tuple[CircleMark, ...]:
    """A dot per municipality that the filters cover, or may cover."""
    there = {nis: (int(middle[nis][0]), int(middle[nis][1])) for nis in summary.dots if nis in middle}
    return tuple(CircleMark(x, y, size=DOT_PIXELS, state=summary.dots[nis]) for nis, (x, y) in there.items())


def _circles(summary: ViewSummary, shapes: gpd.GeoSeries, corner: tuple[float, float]) -> tuple[CircleMark, ...]:
    """The circles of places among `shapes`, the largest first, so that it lies below."""
    marks = []
    for code, size in summary.circles[summary.circles.index.isin(shapes.index)].sort_values(ascending=False, kind="stable").items():
        point = shapes[code].representative_point()
        x, y = map(int, _units(np.array([[point.x, point.y]]), corner)[0])
        marks.append(CircleMark(x, y, size=radius_px(size)))
    return tuple(marks)
