"""The map itself, drawn on a sheet in millimetres: Belgian Lambert 2008, the classes and colours of the summary.

Import this module late: it brings matplotlib.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import shapely
from matplotlib.collections import PathCollection
from matplotlib.patches import Rectangle

from wallonia_map.export.map_shapes import least_hiding, middle_of, outline_of, territory_shapes, thinned
from wallonia_map.export.map_theme import LIGHT, MapTheme
from wallonia_map.export.symbols import DOT_MM, circle, circle_radius, dot, dotted, hatch
from wallonia_map.export.typography import MM_PER_POINT, SANS, Canvas, Face
from wallonia_map.views.classing import MISSING, NOT_APPLICABLE
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.territory_summary import TerritorySummary

#: Towns that help to find one's way, the most helpful first, by their code of 2019.
TOWNS = ("62063", "52011", "92094", "53053", "57081", "81001", "82003", "25112", "63079", "83034")


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
    def municipalities(self) -> pd.Series:
        """The boundary of every municipality of the vintage, by code; neighbours keep their common border."""
        return thinned(self.summary.atlas.shapes(f"boundaries_{self.summary.view.selection.vintage.value}").geometry)

    @cached_property
    def shapes(self) -> pd.Series:
        """What is filled, by code: municipalities, or territories and the municipalities that are of none."""
        return territory_shapes(self.summary) if isinstance(self.summary, TerritorySummary) else self.municipalities

    @property
    def places(self) -> pd.Index:
        """The shapes in view; every one where the filters leave none, so that there is always a map."""
        there = self.shapes.index.intersection(self.summary.painted.index, sort=False)
        return there if len(there) else self.shapes.index

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
        """Every filled shape that the box shows, in millimetres."""
        return self._placed(self.ground.shapes)

    @cached_property
    def municipalities(self) -> pd.Series:
        """Every municipality that the box shows, in millimetres: what circles, dots and names stand on."""
        return self.shapes if self.ground.shapes is self.ground.municipalities else self._placed(self.ground.municipalities)

    def _placed(self, every: pd.Series) -> pd.Series:
        west, south, east, north = self.ground.bounds
        scale, box = self.mm_per_m, self.box
        left = box.left + (box.width - (east - west) * scale) * self.lean
        top = box.top + (box.height - (north - south) * scale) / 2
        placed = shapely.transform(every.to_numpy(), lambda points: (points - (west, north)) * (scale, -scale) + (left, top))
        return pd.Series(placed, index=every.index)[shapely.intersects(placed, box.shape)]

    def leaves_free(self, box: BoxMm) -> bool:
        """Whether nothing of the map comes near `box`."""
        near = box.shape.buffer(4)
        return not shapely.intersects(self.shapes.to_numpy(), near).any()

    def paint(self, sheet: Canvas, face: Face | None) -> None:
        """Draw the municipalities, provinces, circles, the chosen municipality and names set in `face` (None: no names)."""
        summary, shapes, theme = self.ground.summary, self.shapes, self.theme
        numbers, municipalities = summary.painted.reindex(shapes.index), self.municipalities
        self._fill(sheet, shapes[numbers.isna()], theme.outside, border=theme.outside_border)
        for cls in sorted(numbers.dropna().unique()):
            inside = shapes[numbers == cls]
            if cls == MISSING:
                self._fill(sheet, inside, theme.hatch_ground, border=theme.border, marked=hatch)
            elif cls == NOT_APPLICABLE:
                self._fill(sheet, inside, theme.dotted_ground, border=theme.dotted_ground, marked=dotted)
            else:
                self._fill(sheet, inside, summary.fills[int(cls)], border=theme.border if cls else theme.zero_border)
        provinces = summary.atlas.municipalities(summary.view.selection.vintage)["province_nis"].reindex(municipalities.index)
        whole = [shapely.union_all(municipalities[provinces == nis].to_numpy()) for nis in sorted(provinces.unique())]
        if theme.casing:
            self._outline(sheet, whole, theme.casing, 2.2)
        self._outline(sheet, whole, theme.ink, 0.75)
        radii = self._dots(sheet) | (self._circles(sheet) if summary.has_circles else {})
        chosen = summary.view.municipality
        if chosen in municipalities.index:
            self._outline(sheet, [municipalities[chosen]], theme.halo, 4.2)
            self._outline(sheet, [municipalities[chosen]], theme.ink, 2.2)
        if face is not None:
            self._names(sheet, face, radii)
        if not self.ground.is_whole:
            box = self.box
            sheet.rectangle(box.left, box.top, box.width, box.height, facecolor="none", edgecolor=theme.frame, linewidth=0.6)

    def _fill(
        self, sheet: Canvas, shapes: pd.Series, colour: str, *, border: str,
        marked: Callable[[PathCollection, MapTheme], None] | None = None,
    ) -> None:  # fmt: skip
        if shapes.empty:
            return
        made = PathCollection([outline_of(shape) for shape in shapes], facecolor=colour, edgecolor=border, linewidth=0.4, zorder=2)
        if marked is not None:
            marked(made, self.theme)
        self._add(sheet, made)

    def _outline(self, sheet: Canvas, shapes: list[shapely.Geometry], colour: str, weight: float) -> None:
        outlines = [outline_of(shape) for shape in shapes]
        self._add(sheet, PathCollection(outlines, facecolor="none", edgecolor=colour, linewidth=weight, joinstyle="round", zorder=5))

    def _add(self, sheet: Canvas, made: PathCollection) -> None:
        """Put shapes on the sheet; the map ends where its box does."""
        sheet.axes.add_collection(made, autolim=False)
        spare = 0 if not self.ground.is_whole else 2
        box = self.box
        edge = Rectangle((box.left - spare, box.top - spare), box.width + 2 * spare, box.height + 2 * spare, transform=sheet.axes.transData)
        made.set_clip_path(edge)

    def _circles(self, sheet: Canvas) -> dict[str, float]:
        """The circles, the largest below: of what is filled where they are the values, else of municipalities; returns the radii in millimetres."""
        summary = self.ground.summary
        shapes, sizes = self.shapes if summary.as_circles else self.municipalities, summary.circles
        sizes = sizes[sizes.index.isin(shapes.index)].sort_values(ascending=False, kind="stable")
        radii = {str(code): circle_radius(size) for code, size in sizes.items()}
        for code, radius in radii.items():
            circle(sheet, *middle_of(shapes[code]), radius, summary.circle_colour)
        return radii

    def _dots(self, sheet: Canvas) -> dict[str, float]:
        """A dot per municipality that the filters cover, a ring where that is not known; returns the radii in millimetres."""
        there = {nis: state for nis, state in self.ground.summary.dots.items() if nis in self.municipalities.index}
        for nis, state in there.items():
            dot(sheet, *middle_of(self.municipalities[nis]), state, self.theme)
        return dict.fromkeys(there, DOT_MM)

    def _names(self, sheet: Canvas, face: Face, radii: dict[str, float]) -> None:
        """Names of groups by number, of the chosen municipality and of towns, each only where there is room."""
        summary = self.ground.summary
        taken = [  # circles of territories: what lies on them belongs to no town
            shapely.Point(middle_of(self.shapes[code])).buffer(radius)
            for code, radius in radii.items()
            if code not in self.municipalities.index
        ]
        marks = [shapely.Point(middle_of(shape)).buffer(radii[str(code)]) for code, shape in self.municipalities.items() if code in radii]
        vintage = summary.view.selection.vintage
        tight = Face(SANS, face.size * 0.88, 700)
        for label, x, y in self._group_numbers():
            taken.append(BoxMm(x - 2, y - 2, 4, 4).shape)
            sheet.text(x, y + tight.x_height / 1.4, label, tight, colour=self.theme.ink, align="center", halo=self.theme.halo)
        shapes, inside, bold = self.municipalities, set(summary.selected.places), Face(SANS, face.size, 700)
        towns = summary.atlas.in_vintage(pd.Series(TOWNS), vintage).dropna().unique()
        for nis in dict.fromkeys([summary.view.municipality, *towns]):
            if nis is None or nis not in shapes.index or (inside and nis not in inside and nis != summary.view.municipality):
                continue
            x, y = middle_of(shapes[nis])
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
            if nis == summary.view.municipality and not shapes[nis].contains(_room(*middle, wide, set_in)):
                west, top, east, bottom = shapes[nis].bounds  # its name must not hide it
                sides = [
                    (x - wide / 2, top - 1.2), (east + 1.2, middle[1]), (west - 1.2 - wide, middle[1]),
                    (x - wide / 2, bottom + 1.2 + set_in.leading * 0.7),
                ]  # fmt: skip
            elif nis not in radii:
                sides.insert(0, middle)
            rooms = {side: _room(*side, wide, set_in) for side in sides if 1 < side[0] < sheet.width - wide - 1}
            free = {side: room for side, room in rooms.items() if not shapely.intersects(taken, room).any()}
            if free:
                left, base = least_hiding(free, marks)
                taken.append(rooms[left, base])
                sheet.text(left, base, name, set_in, colour=self.theme.ink, halo=self.theme.halo)

    def _group_numbers(self) -> list[tuple[str, float, float]]:
        """Where the number of each category stands: seven colours do not tell twenty groups apart."""
        summary, found = self.ground.summary, []
        groups = pd.Series(summary.measured.categories, dtype="object")  # none where classes are values
        for line in summary.legend:
            members = [self.shapes[nis] for nis in groups.index[groups == line.category] if nis in self.shapes.index] if line.mark else []
            if members:
                found.append((line.mark, *middle_of(shapely.union_all(members))))
        return found


def _room(left: float, base: float, wide: float, face: Face) -> shapely.Geometry:
    """What a name takes that begins at `left` on the line `base`, in millimetres."""
    return BoxMm(left - 0.8, base - face.size * 0.75 * MM_PER_POINT, wide + 1.6, face.size * MM_PER_POINT).shape
