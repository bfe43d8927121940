"""Any take-away file of a view by its name; what draws it is imported only when it is asked for."""

import datetime
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from wallonia_map.errors import UnknownValueError
from wallonia_map.export.map_picture import map_picture
from wallonia_map.export.receipt import File
from wallonia_map.i18n import Language
from wallonia_map.views.measure_summary import by_municipality
from wallonia_map.views.summary import ViewSummary

if TYPE_CHECKING:
    from wallonia_map.export.talk_scene import Slide

#: RowKind can be taken away, as the command line calls it.
FORMS = ("png", "svg", "pdf", "report", "pptx", "html", "xlsx", "geojson", "gpkg", "csv")
#: Documents of municipalities, whatever level the map is drawn by.
BY_MUNICIPALITY = ("report", "html")


def export(what: str, summary: ViewSummary, *, day: datetime.date, permalink: str, is_dark: bool = False) -> File:
    """The file `what` of a view; slides light on black where it `is_dark`.

    Raises
    ------
    UnknownValueError
        If there is no such file.
    """
    if what in BY_MUNICIPALITY:
        summary = by_municipality(summary)
    match what:
        case "png" | "svg" | "pdf":
            from wallonia_map.export.static_map import static_map

            return static_map(summary, what, day=day)
        case "report":
            from wallonia_map.export.report import report

            return report(summary, day=day, permalink=permalink)
        case "html":
            from wallonia_map.export.html_page import html_page

            return html_page(summary, day=day, permalink=permalink)
        case "pptx":
            from wallonia_map.export.talk_scene import Slide

            return talk_slides([Slide(summary, None, "", permalink)], day=day, language=summary.language, is_dark=is_dark)
        case "xlsx":
            from wallonia_map.export.workbook import workbook

            return workbook(summary, day=day, permalink=permalink)
        case "geojson" | "gpkg":
            from wallonia_map.export.geofiles import geojson, geopackage

            return geojson(summary, day=day) if what == "geojson" else geopackage(summary, day=day)
        case "csv":
            return _rows(summary)
    raise UnknownValueError("file", what, FORMS)


def talk_slides(scenes: "Sequence[Slide]", *, day: datetime.date, language: Language, is_dark: bool = False) -> File:
    """The scenes as native slides, each with its map drawn alone: title, figures and legend are the slide's own; light on black where it `is_dark`."""
    from wallonia_map.export.slide_theme import HALL, LIGHT
    from wallonia_map.export.slides import slides

    theme = HALL if is_dark else LIGHT
    return slides(scenes, picture=partial(map_picture, theme=theme.map), day=day, language=language, theme=theme)


def _rows(summary: ViewSummary) -> File:
    """The initiatives as a spreadsheet reads them in the reader's language."""
    from wallonia_map.export.csv import spreadsheet_csv
    from wallonia_map.export.file_names import document_name
    from wallonia_map.export.tables import RowKind, table_of

    table = table_of(RowKind.INITIATIVES, summary.atlas, summary.selected, summary.language)
    return File(document_name("csv", summary), "text/csv", spreadsheet_csv(table, summary.language))
