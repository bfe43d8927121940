"""Marks that a map and its legend share: circles, hatching, the scale bar.

Import this module late: it brings matplotlib.
"""

from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import Circle, Rectangle

from wallonia_map.export.map_theme import LIGHT, MapTheme
from wallonia_map.export.typography import MM_PER_POINT, Canvas, Face
from wallonia_map.i18n import number
from wallonia_map.views.circles import OVER_FILL, radius_points
from wallonia_map.views.dots import COVERED
from wallonia_map.views.palette import INK, SOFT

#: The radius of a dot, in millimetres.
DOT_MM = 0.85
MM_PER_INCH = 25.4
_BARS_KM = (1, 2, 5, 10, 20, 50, 100)


def circle_radius(size: float) -> float:
    """Radius in millimetres of a circle of `size`."""
    return radius_points(size) * MM_PER_POINT


def circle(sheet: Canvas, x: float, y: float, radius: float, colour: str) -> None:
    """A circle that lets what lies below be seen; a white one has an edge of ink, any other a white one."""
    over = colour == OVER_FILL
    face, edge = to_rgba(colour, 0.72 if over else 0.85), INK if over else OVER_FILL
    sheet.axes.add_artist(Circle((x, y), radius, facecolor=face, edgecolor=edge, linewidth=0.8, zorder=6))


def dot(sheet: Canvas, x: float, y: float, state: str, theme: MapTheme = LIGHT) -> None:
    """A full dot where something is covered, a ring where that is not known."""
    sure = state == COVERED
    face, edge = (theme.ink, theme.halo) if sure else (theme.halo, theme.ink)
    sheet.axes.add_artist(Circle((x, y), DOT_MM, facecolor=face, edgecolor=edge, linewidth=0.6 if sure else 1.0, zorder=6.5))


def bar_km(mm_per_m: float, widest: float) -> int:
    """The longest round length in km that `widest` millimetres hold."""
    return max((km for km in _BARS_KM if km * 1000 * mm_per_m <= widest), default=_BARS_KM[0])


def scale_bar(sheet: Canvas, x: float, y: float, *, km: int, mm_per_m: float, face: Face, language: str) -> None:
    """A scale bar whose line is at `y`, its figures above."""
    long = km * 1000 * mm_per_m
    for part, colour in ((0.0, INK), (0.5, "white")):
        sheet.rectangle(x + long * part, y, long / 2, 1.1, facecolor=colour, edgecolor=INK, linewidth=0.6)
    for part in (0, 1):
        told = number(km * part, language)
        sheet.text(
            x + long * part - (0 if part == 0 else face.width(told) / 2), y - 1.1, told + ("\u00a0km" if part else ""), face, colour=SOFT
        )


def hatch(made: PathCollection | Rectangle, theme: MapTheme = LIGHT) -> None:
    """Hatch what is not known, as the web map does."""
    made.set_hatch("/////")
    made.set_hatchcolor(theme.hatch_line)
    made.set_hatch_linewidth(0.7)


def dotted(made: PathCollection | Rectangle, theme: MapTheme = LIGHT) -> None:
    """Dot what the figure is not applicable to, as the web map does."""
    made.set_hatch("..")
    made.set_hatchcolor(theme.hatch_line)
    made.set_hatch_linewidth(0.7)
