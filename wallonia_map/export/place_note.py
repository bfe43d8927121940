"""The note about a place: its municipalities without a known initiative, their neighbours, who could help; a PDF and a table."""

import datetime
import io
import zipfile

import pandas as pd

from wallonia_map.export.csv import spreadsheet_csv
from wallonia_map.export.place_pdf import place_file_name
from wallonia_map.export.planner_tables import WordedTable, worded
from wallonia_map.export.profile_rows import shortened
from wallonia_map.export.receipt import File
from wallonia_map.i18n import Language, date_long, listing, number, say
from wallonia_map.questions.place_profile import PlaceProfile
from wallonia_map.questions.place_tables import covered_neighbours
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import initiative_title
from wallonia_map.tables.organisations import contact_page
from wallonia_map.views.certainty import completeness_note
from wallonia_map.views.helper_lines import helpers_note
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.not_known import why_not_known
from wallonia_map.views.place_lines import place_kind, place_name, spots_sentence
from wallonia_map.views.view import View

#: Municipalities of the PDF; the table has them all.
MOST_SPOTS, LONGEST_TITLE = 80, 90
MAP_WIDTH, MAP_HEIGHT = 174, 92
NOTE_COLUMNS = (
    "nis", "municipality", "inhabitants", "neighbours", "neighbours_covered", "initiatives_next_door", "theme", "helper_nis", "helper",
    "distance", "initiative_id", "title", "contact",
)  # fmt: skip


def note_rows(atlas: Atlas, profile: PlaceProfile, language: Language) -> pd.DataFrame:
    """One row per municipality without a known initiative, theme and helper: `NOTE_COLUMNS`; one row where nobody could help."""
    vintage = profile.selection.vintage
    spots = profile.spots[["municipality", "inhabitants", "neighbours", "neighbours_covered", "initiatives_next_door"]]
    rows = spots.reset_index().merge(profile.helpers[profile.helpers["nis"].isin(spots.index)], on="nis", how="left")
    return rows.assign(
        helper=[None if pd.isna(nis) else atlas.municipality_name(str(nis), vintage, language) for nis in rows["helper_nis"]],
        title=[None if pd.isna(name) else initiative_title(atlas, str(name), language) for name in rows["initiative_id"]],
        contact=[None if pd.isna(name) else contact_page(atlas, str(name)) for name in rows["initiative_id"]],
        theme=[None if pd.isna(theme) else say(f"theme.{theme}", language) for theme in rows["theme"]],
    )[list(NOTE_COLUMNS)]


def note_table(atlas: Atlas, profile: PlaceProfile, language: Language) -> WordedTable:
    """The rows under headers in the reader's language."""
    names = {name: say(f"note.{name}", language) for name in ("theme", "helper_nis", "neighbours_covered")}
    names |= {name: say(f"place.{name}", language) for name in ("helper", "contact")}
    return worded(note_rows(atlas, profile, language), language, names)


def note_csv(atlas: Atlas, profile: PlaceProfile, language: Language) -> File:
    """The table as CSV for a spreadsheet."""
    table = note_table(atlas, profile, language)
    return File(f"{_name(profile, language)}.csv", "text/csv", spreadsheet_csv(table.rows, language, table.header))


def note_pdf(atlas: Atlas, profile: PlaceProfile, language: Language, *, day: datetime.date, permalink: str) -> File:
    """The note as pages of A4: sentence, map, and a table per municipality, the one of most inhabitants first."""
    from wallonia_map.export.static_map import map_svg  # late: matplotlib and Typst are for those who ask for a file
    from wallonia_map.export.typesetting import typeset

    summary = view_summary(atlas, View(profile.map_selection), language)
    name, app = place_name(atlas, profile, language), say("app.title", language)
    left = len(profile.spots) - MOST_SPOTS
    data: dict[str, object] = {
        "app": app, "title": say("note.title", language, name=name), "where": place_kind(profile, language),
        "sentence": spots_sentence(profile, language), "notes": _notes(atlas, profile, language),
        "map": {"title": summary.title, "alt": f"{name}. {summary.sentence}", "source": summary.source_line,
                "legend": [{"colour": line.colour, "label": line.label, "known": line.is_known} for line in summary.legend]},
        "head": [say("note.theme", language), say("note.helper", language)],
        "spots": _spots(atlas, profile, language), "rest": say("report.white_rest", language, n=left) if left > 0 else "",
        "permalink": say("receipt.permalink", language), "link": permalink, "licence": say("geofile.licence", language),
        "footer": say("report.footer", language, title=app, version=atlas.catalog.version, date=date_long(day, language)),
    }  # fmt: skip
    drawing = map_svg(summary, MAP_WIDTH, MAP_HEIGHT).encode("utf-8")
    return File(
        f"{_name(profile, language)}.pdf", "application/pdf", typeset("place_note.typ", data, svg=drawing, day=day, language=language)
    )


def note(atlas: Atlas, profile: PlaceProfile, language: Language, *, day: datetime.date, permalink: str) -> File:
    """PDF and table in one archive, for those who ask once."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in (note_pdf(atlas, profile, language, day=day, permalink=permalink), note_csv(atlas, profile, language)):
            archive.writestr(zipfile.ZipInfo(file.name, (day.year, day.month, day.day, 12, 0, 0)), file.content)
    return File(f"{_name(profile, language)}.zip", "application/zip", out.getvalue())


def _name(profile: PlaceProfile, language: Language) -> str:
    return place_file_name(profile, language, kind="note.file")


def _notes(atlas: Atlas, profile: PlaceProfile, language: Language) -> list[str]:
    """How helpers are chosen, which municipalities are not known, which lists are not complete."""
    return [
        *([helpers_note(profile, language)] if len(profile.spots) else []),
        *why_not_known(atlas, profile.selected, language),
        *filter(None, [completeness_note(atlas, profile.selection, language)]),
    ]


def _spots(atlas: Atlas, profile: PlaceProfile, language: Language) -> list[dict[str, object]]:
    vintage, shown = profile.selection.vintage, profile.spots.head(MOST_SPOTS)
    around, rows = covered_neighbours(atlas, list(shown.index), profile.selection), note_rows(atlas, profile, language)
    found: list[dict[str, object]] = []
    for nis, spot in shown.iterrows():
        names = [atlas.municipality_name(other, vintage, language) for other in around[str(nis)]]
        share = say("place.of", language, n=len(names), of=int(spot["neighbours"]))
        beside = f"{share} ({listing(names, language)})" if names else share
        helpers = rows[(rows["nis"] == nis) & rows["helper"].notna()]
        found.append({
            "name": str(spot["municipality"]),
            "lines": [
                [say("panel.population", language), number(int(spot["inhabitants"]), language)],
                [say("note.neighbours_covered", language), beside],
            ],
            "helpers": [
                [theme, "; ".join(f"{row.helper} ({shortened(str(row.title), LONGEST_TITLE)})" for row in mine.itertuples())]
                for theme, mine in helpers.groupby("theme", sort=False)
            ],
        })  # fmt: skip
    return found
