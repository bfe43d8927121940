"""The map of a view as a picture without title or legend: for a slide, and as a thumbnail for a list of scenes."""

from collections.abc import Mapping, Sequence

from wallonia_map.export.map_theme import LIGHT, MapTheme
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.view import query

#: The map of a slide: as high as there is room on one in millimetres, points of its names, pixels to the inch.
_TALLEST_MM, _NAMES_PT, _DPI = 127.0, 12, 200
#: A thumbnail: how large it is shown; it has twice as many pixels, and is drawn large and scaled down, so that its lines are thin.
THUMBNAIL_PX, _THUMBNAIL_MM = (112, 66), (112.0, 66.0)
#: Where thumbnails are, below the app.
THUMBNAIL_PATH = "thumbnail"


def map_picture(summary: ViewSummary, widest: float, theme: MapTheme = LIGHT) -> bytes:
    """The map of a view as PNG, on the slides' ground, `widest` millimetres wide or as high as a slide."""
    return _map(summary, theme, theme.paper, widest, _TALLEST_MM, points=_NAMES_PT, dpi=_DPI)


def draw_thumbnail(summary: ViewSummary) -> bytes:
    """The map of a view as a thumbnail (PNG), no larger than twice `THUMBNAIL_PX`, without words or ground: pages are light or dark."""
    return _map(summary, LIGHT, "none", *_THUMBNAIL_MM, points=0, dpi=round(2 * THUMBNAIL_PX[0] / _THUMBNAIL_MM[0] * 25.4))


def thumbnail_address(page: str, params: Mapping[str, Sequence[str]], atlas: Atlas) -> str:
    """Where the thumbnail of a page's view is, below the app; the hash of the data is in it, so that it may be kept."""
    asked = query(params, "fr")
    return f"{THUMBNAIL_PATH}/{atlas.catalog.fingerprint[:12]}/{page}.png" + (f"?{asked}" if asked else "")


def _map(summary: ViewSummary, theme: MapTheme, paper: str, widest: float, tallest: float, *, points: float, dpi: int) -> bytes:
    """The map in millimetres at most, its names so many points large (0: none)."""
    from wallonia_map.export import cartography, typography

    with typography.drawing():
        ground = cartography.MapExtent(summary)
        width = min(widest, tallest * ground.ratio)
        height = width / ground.ratio
        sheet = typography.Canvas(width, height)
        sheet.figure.set_facecolor(paper)
        face = typography.Face(typography.SANS, points) if points else None
        drawn = cartography.MapDrawing(ground, cartography.BoxMm(1, 1, width - 2, height - 2), theme=theme)
        drawn.paint(sheet, face)
        return sheet.saved("png", dpi=dpi, metadata={"Software": None})
