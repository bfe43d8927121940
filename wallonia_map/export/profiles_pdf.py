"""The sheets of many municipalities as one PDF, a page each: « all 38 of the province »."""

import datetime
from collections.abc import Sequence

from wallonia_map.errors import UnknownValueError
from wallonia_map.export.profile_pdf import MAP_HEIGHT, MAP_WIDTH, sheet_data
from wallonia_map.i18n import Language, date_long, say
from wallonia_map.model import Selection
from wallonia_map.questions.profile import municipality_profile
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.view import View

#: Most sheets of one file: every province has fewer municipalities, and more would keep a visitor waiting for minutes.
MOST_SHEETS = 100


def profiles_pdf(
    atlas: Atlas, codes: Sequence[str], chosen: Selection, language: Language, *, title: str, day: datetime.date, permalink: str
) -> bytes:
    """The sheets of `codes` in the order of their names, a page of A4 each.

    Parameters
    ----------
    atlas
        Where everything comes from.
    codes
        Municipalities of the vintage of `chosen`, at most `MOST_SHEETS`.
    chosen
        Its rule, vintage and population year count; nothing else of it does.
    language
        What the pages are written in.
    title
        What the document is called.
    day
        The date that the pages bear.
    permalink
        The address of the place in the atlas.

    Raises
    ------
    UnknownValueError
        If there are no codes, or too many.
    """
    from wallonia_map.export.static_map import map_svg  # late: matplotlib and Typst are for those who ask for a file
    from wallonia_map.export.typesetting import typeset

    if not 0 < len(codes) <= MOST_SHEETS:
        raise UnknownValueError("number of sheets in one file", len(codes), (f"1 to {MOST_SHEETS}",))
    plain = Selection(rule=chosen.rule, vintage=chosen.vintage, population_year=chosen.population_year)
    sheets, drawings = [], []
    for nis in sorted(codes, key=lambda nis: atlas.municipality_name(nis, chosen.vintage, language)):
        told = municipality_profile(atlas, nis, chosen.vintage, chosen.population_year, rule=chosen.rule, language=language)
        summary = view_summary(atlas, View(plain, municipality=nis), language)
        drawings.append(map_svg(summary, MAP_WIDTH, MAP_HEIGHT, with_fonts=False))
        sheets.append(sheet_data(summary, told, day=day, permalink=permalink))
    app = say("app.title", language)
    footer = say("report.footer", language, title=app, version=atlas.catalog.version, date=date_long(day, language))
    data: dict[str, object] = {"app": app, "title": title, "footer": footer, "sheets": sheets}
    return typeset("profile_pdf.typ", data, svg=b"", day=day, language=language, drawings=drawings)
