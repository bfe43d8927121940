"""The picture that a messenger shows beside a link: the map large, what it shows, its legend; to be read at half its size."""

from wallonia_map.i18n import say
from wallonia_map.views.map_alternative import map_alternative
from wallonia_map.views.palette import ACCENT_TEXT, SOFT
from wallonia_map.views.summary import ViewSummary

#: What the services that show previews ask for, in pixels.
WIDTH_PX, HEIGHT_PX = 1200, 630
_DPI = 144
_MARGIN_MM, _COLUMN_MM, _GAP_MM = 7.0, 66.0, 4.0
_TITLE_PT, _SMALLEST_TITLE_PT, _TITLE_LINES = 19.0, 13.0, 5
_LEGEND_PT, _SMALLEST_LEGEND_PT = 10.0, 5.0


def preview_picture(summary: ViewSummary) -> bytes:
    """The view of `summary` as a PNG of 1200 × 630 pixels; the same summary gives the same bytes, on any day."""
    from wallonia_map.export.cartography import BoxMm, MapDrawing, MapExtent
    from wallonia_map.export.legend import Legend
    from wallonia_map.export.typography import SANS, SERIF, Canvas, Face, drawing

    language = summary.language
    with drawing():
        sheet = Canvas(WIDTH_PX / _DPI * 25.4, HEIGHT_PX / _DPI * 25.4)
        y = sheet.paragraph(_MARGIN_MM, _MARGIN_MM - 1, Face(SANS, 9, 700).lines(say("app.title", language), _COLUMN_MM), Face(SANS, 9, 700), colour=ACCENT_TEXT)  # fmt: skip
        title = Face(SERIF, _TITLE_PT)
        if len(title.lines(summary.title, _COLUMN_MM)) > _TITLE_LINES - 1:
            title = Face(SERIF, _SMALLEST_TITLE_PT)
        y = sheet.paragraph(_MARGIN_MM, y + 1, title.lines(summary.title, _COLUMN_MM, most=_TITLE_LINES), title) + 3
        small = Face(SANS, 8)
        foot = sheet.height - _MARGIN_MM - small.leading
        told = f"{say('receipt.data_version', language)} {summary.atlas.catalog.version}"
        sheet.paragraph(_MARGIN_MM, foot + 1, [told], small, colour=SOFT)
        left = _MARGIN_MM + _COLUMN_MM + _GAP_MM
        drawn = MapDrawing(MapExtent(summary), BoxMm(left, _MARGIN_MM, sheet.width - left - _MARGIN_MM, sheet.height - 2 * _MARGIN_MM))
        legend = Legend(summary, _LEGEND_PT)
        share = min(1.0, (foot - 2 - y) / legend.height, (_COLUMN_MM - 2) / legend.width)
        legend = Legend(summary, _LEGEND_PT * share)
        if legend.size >= _SMALLEST_LEGEND_PT:  # twenty groups stand in the page that the link leads to
            legend.paint(sheet, _MARGIN_MM, foot - 2 - legend.height, drawn.mm_per_m)
        drawn.paint(sheet, Face(SANS, 9))
        metadata = {"Title": summary.title, "Author": say("app.title", language), "Description": map_alternative(summary), "Software": None}
        return sheet.saved("png", dpi=_DPI, metadata=metadata)
