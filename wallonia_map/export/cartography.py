"""The map itself, drawn on a sheet in millimetres: Belgian Lambert 2008, the classes and colours of the summary.

Import this module late: it brings matplotlib.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import shapely
from matplotlib.collections import PathCollection
from matplotlib.patches import Rectangle
from matplotlib.path import Path as Outline

from wallonia_map.crs import METRIC_CRS
from wallonia_map.export.map_theme import LIGHT, MapTheme
from wallonia_map.export.symbols import DOT_MM, circle, circle_radius, dot, hatch
from wallonia_map.export.typography import MM_PER_POINT, SANS, Canvas, Face
from wallonia_map.views.classing import MISSING
from wallonia_map.views.summary import ViewSummary

#: Towns that help to find one's way, the most helpful first, by their code of 2019.
TOWNS = ("62063", "52011", "92094", "53053", "57081", "81001", "82003", "25112", "63079", "83034")
#: Boundaries are thinned for paper: a fifth of a millimetre at the scale of the whole region.
THINNED_M = 120


@dataclass(frozen=True)
class BoxMm:
    """A rectangle on the sheet, in millimetres."""

    left: float
    top: float
    width: float
    height: float

    @property
    def shape(self) -> shapely.Polygon:
        """The same as a polygon."""
        return shapely.box(self.left, self.top, self.left + self.width, self.top + self.height)


@dataclass(frozen=True)
class MapExtent:
    """Where the municipalities are, in metres (EPSG:3812), and which are in view."""

    summary: ViewSummary

    @cached_property
    def shapes(self) -> pd.Series:
        """The boundary of every municipality of the vintage, by code; neighbours keep their common border."""
        kept = self.summary.atlas.shapes(f"boundaries_{self.summary.view.selection.vintage.value}").to_crs(METRIC_CRS)
        return pd.Series(shapely.coverage_simplify(kept.geometry.to_numpy(), THINNED_M), index=kept.index)

    @property
    def places(self) -> pd.Index:
        """The municipalities in view; every one where the filters leave none, so that there is always a map."""
        places = self.summary.selected.places
        return places if len(places) else self.shapes.index

    @property
    def is_whole(self) -> bool:
        """Whether the whole region is in view."""
        return len(self.places) == len(self.shapes)

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of what is in view, in metres; with some surroundings unless it is everything."""
        west, south, east, north = shapely.total_bounds(self.shapes.loc[self.places].to_numpy())
        margin = 0.0 if self.is_whole else 0.06 * max(east - west, north - south)
        return west - margin, south - margin, east + margin, north + margin

    @property
    def ratio(self) -> float:
        """Width by height of what is in view."""
        west, south, east, north = self.bounds
        return (east - west) / (north - south)


@dataclass(frozen=True)
class MapDrawing:
    """The ground placed on the sheet: its shapes in millimetres, the box that they are cut at, and the scale."""

    ground: MapExtent
    box: BoxMm
    #: 0 puts the map at the left of its box, 1 at the right.
    lean: float = 0.5
    theme: MapTheme = LIGHT

    @property
    def mm_per_m(self) -> float:
        """The scale."""
        west, south, east, north = self.ground.bounds
        return min(self.box.width / (east - west), self.box.height / (north - south))

    @cached_property
    def shapes(self) -> pd.Series:
        """Every municipality that the box shows, in millimetres."""
        west, south, east, north = self.ground.bounds
        scale, box = self.mm_per_m, self.box
        left = box.left + (box.width - (east - west) * scale) * self.lean
        top = box.top + (box.height - (north - south) * scale) / 2
        every = self.ground.shapes
        placed = shapely.transform(every.to_numpy(), lambda points: (points - (west, north)) * (scale, -scale) + (left, top))
        return pd.Series(placed, index=every.index)[shapely.intersects(placed, box.shape)]

    def leaves_free(self, box: BoxMm) -> bool:
        """Whether nothing of the map comes near `box`."""
        near = box.shape.buffer(4)
        return not shapely.intersects(self.shapes.to_numpy(), near).any()

    def paint(self, sheet: Canvas, face: Face | None) -> None:
        """Draw the municipalities, provinces, circles, the chosen municipality and names set in `face` (None: no names)."""
        summary, shapes, measured, theme = self.ground.summary, self.shapes, self.ground.summary.measured, self.theme
        numbers = measured.classes.reindex(shapes.index)
        self._fill(sheet, shapes[numbers.isna()], theme.outside, border=theme.outside_border)
        for cls in sorted(numbers.dropna().unique()):
            inside = shapes[numbers == cls]
            if cls == MISSING:
                self._fill(sheet, inside, theme.hatch_ground, border=theme.border, hatched=True)
            else:
                self._fill(sheet, inside, measured.colours[int(cls)], border=theme.border if cls else theme.zero_border)
        provinces = summary.atlas.municipalities(summary.view.selection.vintage)["province_nis"].reindex(shapes.index)
        whole = [shapely.union_all(shapes[provinces == nis].to_numpy()) for nis in sorted(provinces.unique())]
        if theme.casing:
            self._outline(sheet, whole, theme.casing, 2.2)
        self._outline(sheet, whole, theme.ink, 0.75)
        radii = self._dots(sheet) | (self._circles(sheet) if summary.view.circles else {})
        chosen = summary.view.municipality
        if chosen in shapes.index:
            self._outline(sheet, [shapes[chosen]], theme.halo, 4.2)
            self._outline(sheet, [shapes[chosen]], theme.ink, 2.2)
        if face is not None:
            self._names(sheet, face, radii)
        if not self.ground.is_whole:
            box = self.box
            sheet.rectangle(box.left, box.top, box.width, box.height, facecolor="none", edgecolor=theme.frame, linewidth=0.6)

    def _fill(self, sheet: Canvas, shapes: pd.Series, colour: str, *, border: str, hatched: bool = False) -> None:
        if shapes.empty:
            return
        made = PathCollection([_outline_of(shape) for shape in shapes], facecolor=colour, edgecolor=border, linewidth=0.4, zorder=2)
        if hatched:
            hatch(made, self.theme)
        self._add(sheet, made)

    def _outline(self, sheet: Canvas, shapes: list[shapely.Geometry], colour: str, weight: float) -> None:
        outlines = [_outline_of(shape) for shape in shapes]
        self._add(sheet, PathCollection(outlines, facecolor="none", edgecolor=colour, linewidth=weight, joinstyle="round", zorder=5))

    def _add(self, sheet: Canvas, made: PathCollection) -> None:
        """Put shapes on the sheet; the map ends where its box does."""
        sheet.axes.add_collection(made, autolim=False)
        spare = 0 if not self.ground.is_whole else 2
        box = self.box
        edge = Rectangle((box.left - spare, box.top - spare), box.width + 2 * spare, box.height + 2 * spare, transform=sheet.axes.transData)
        made.set_clip_path(edge)

    def _circles(self, sheet: Canvas) -> dict[str, float]:
        """A circle per municipality by its number of projects, the largest below; returns the radii in millimetres."""
        counts = self.ground.summary.measured.circles
        counts = counts[(counts > 0) & counts.index.isin(self.shapes.index)].sort_values(ascending=False, kind="stable")
        radii = {str(nis): circle_radius(count) for nis, count in counts.items()}
        for nis, radius in radii.items():
            circle(sheet, *_middle(self.shapes[nis]), radius)
        return radii

    def _dots(self, sheet: Canvas) -> dict[str, float]:
        """A dot per municipality that the filters cover, a ring where that is not known; returns the radii in millimetres."""
        there = {nis: state for nis, state in self.ground.summary.dots.items() if nis in self.shapes.index}
        for nis, state in there.items():
            dot(sheet, *_middle(self.shapes[nis]), state, self.theme)
        return dict.fromkeys(there, DOT_MM)

    def _names(self, sheet: Canvas, face: Face, radii: dict[str, float]) -> None:
        """Names of groups by number, of the chosen municipality and of towns, each only where there is room."""
        summary, taken = self.ground.summary, []
        vintage = summary.view.selection.vintage
        tight = Face(SANS, face.size * 0.88, 700)
        for label, x, y in self._group_numbers():
            taken.append(BoxMm(x - 2, y - 2, 4, 4).shape)
            sheet.text(x, y + tight.x_height / 1.4, label, tight, colour=self.theme.ink, align="center", halo=self.theme.halo)
        towns = summary.atlas.in_vintage(pd.Series(TOWNS), vintage).dropna().unique()
        bold = Face(SANS, face.size, 700)
        for nis in dict.fromkeys([summary.view.municipality, *towns]):
            if nis is None or nis not in self.shapes.index or (nis not in self.ground.places and nis != summary.view.municipality):
                continue
            x, y = _middle(self.shapes[nis])
            name = summary.atlas.municipality_name(nis, vintage, summary.language)
            set_in = bold if nis == summary.view.municipality else face
            wide, away = set_in.width(name), radii.get(nis, 0.0) + 0.8
            sides = [
                (x - wide / 2, y - away),
                (x + away, y + set_in.x_height / 2),
                (x - away - wide, y + set_in.x_height / 2),
                (x - wide / 2, y + away + set_in.leading * 0.7),
            ]
            middle = (x - wide / 2, y + set_in.x_height / 2)
            if nis == summary.view.municipality and not self.shapes[nis].contains(_room(*middle, wide, set_in)):
                west, top, east, bottom = self.shapes[nis].bounds  # its name must not hide it
                sides = [
                    (x - wide / 2, top - 1.2), (east + 1.2, middle[1]), (west - 1.2 - wide, middle[1]),
                    (x - wide / 2, bottom + 1.2 + set_in.leading * 0.7),
                ]  # fmt: skip
            elif nis not in radii:
                sides.insert(0, middle)
            for left, base in sides:
                room = _room(left, base, wide, set_in)
                if not shapely.intersects(taken, room).any() and 1 < left < sheet.width - wide - 1:
                    taken.append(room)
                    sheet.text(left, base, name, set_in, colour=self.theme.ink, halo=self.theme.halo)
                    break

    def _group_numbers(self) -> list[tuple[str, float, float]]:
        """Where the number of each category stands: seven colours do not tell twenty groups apart."""
        summary, found = self.ground.summary, []
        groups = pd.Series(summary.measured.categories, dtype="object")  # none where classes are values
        for line in summary.legend:
            members = [self.shapes[nis] for nis in groups.index[groups == line.category] if nis in self.shapes.index] if line.mark else []
            if members:
                found.append((line.mark, *_middle(shapely.union_all(members))))
        return found


def _room(left: float, base: float, wide: float, face: Face) -> shapely.Geometry:
    """What a name takes that begins at `left` on the line `base`, in millimetres."""
    return BoxMm(left - 0.8, base - face.size * 0.75 * MM_PER_POINT, wide + 1.6, face.size * MM_PER_POINT).shape


def _middle(shape: shapely.Geometry) -> tuple[float, float]:
    """A point well inside the largest part of a shape."""
    parts = shapely.get_parts(shape)
    largest = parts[int(np.argmax(shapely.area(parts)))]
    middle = largest.centroid if largest.contains(largest.centroid) else largest.point_on_surface()
    return middle.x, middle.y


def _outline_of(shape: shapely.Geometry) -> Outline:
    rings = [ring for part in shapely.get_parts(shape) if part.geom_type == "Polygon" for ring in (part.exterior, *part.interiors)]
    outlines = [Outline(np.round(shapely.get_coordinates(ring), 3), closed=True) for ring in rings]
    return Outline.make_compound_path(*outlines)
