"""The profile of a place on one page of paper: tagged, from the same words as the page on the screen."""

import datetime

import pandas as pd

from wallonia_map.export.profile_pdf import population_line
from wallonia_map.export.profile_rows import shortened, subsidy
from wallonia_map.export.receipt import File
from wallonia_map.i18n import Language, date_long, say
from wallonia_map.questions.place_profile import PlaceProfile
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import initiative_title
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.meter_lines import meter_of
from wallonia_map.views.place_lines import (
    facts,
    figure_lines,
    money_lines,
    neighbour_lines,
    neighbours_heading,
    place_kind,
    place_name,
    place_notes,
    spots_sentence,
    theme_lines,
    unknown_lines,
)
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.view import View

#: One page holds so much; the page itself shows fewer rows where there is less room, and what is left out is counted.
MOST_INITIATIVES, MOST_NEIGHBOURS, MOST_SPOTS, MOST_NOTES = 12, 8, 24, 3
LONGEST_NAME, LONGEST_TITLE, LONGEST_LINE = 60, 80, 420
#: The map, in millimetres.
MAP_WIDTH, MAP_HEIGHT = 82, 54


def place_pdf(atlas: Atlas, profile: PlaceProfile, language: Language, *, day: datetime.date, permalink: str) -> File:
    """The profile as one page of A4.

    Parameters
    ----------
    atlas
        Where names, titles and boundaries come from.
    profile
        The profile; its rule, vintage and population year are those of the page.
    language
        What the page is written in.
    day
        The date that the page bears.
    permalink
        The address of the profile in the atlas.

    Returns
    -------
    File
        A PDF of exactly one page; the same arguments give the same bytes.
    """
    from wallonia_map.export.static_map import map_svg  # late: matplotlib and Typst are for those who ask for a file
    from wallonia_map.export.typesetting import typeset

    summary = view_summary(atlas, View(profile.map_selection), language)
    drawing = map_svg(summary, MAP_WIDTH, MAP_HEIGHT).encode("utf-8")
    content = typeset("place_pdf.typ", place_data(summary, profile, day=day, permalink=permalink), svg=drawing, day=day, language=language)
    return File(place_file_name(profile, language) + ".pdf", "application/pdf", content)


def place_file_name(profile: PlaceProfile, language: Language, *, kind: str = "place.file") -> str:
    """What a file about the place is called, without its ending: a code of one's own perimeter is its name alone."""
    from wallonia_map.export.planner_tables import file_word

    name = file_word(profile.territory.name)[:40] or profile.territory.code.partition("~")[0] or profile.territory.kind.value
    return "_".join([say("download.name.atlas", language), say(kind, language), name, profile.selection.vintage.value, language.value])


def place_data(summary: ViewSummary, profile: PlaceProfile, *, day: datetime.date, permalink: str) -> dict[str, object]:
    """Everything that the page says, as plain texts and numbers; `summary` is that of its map."""
    language, atlas = summary.language, summary.atlas
    name, app = shortened(place_name(atlas, profile, language), LONGEST_NAME), say("app.title", language)
    themes, figures, around = theme_lines(profile, language), figure_lines(atlas, profile, language), neighbour_lines(profile, language)
    unknown = [shortened(line, LONGEST_LINE) for line in unknown_lines(atlas, profile, language)]
    return {
        "app": app, "name": name, "title": say("panel.labelled", language, name=say("page.place", language), value=name),
        "where": place_kind(profile, language), "facts": [list(pair) for pair in facts(profile, language)],
        "notes": [shortened(line, LONGEST_LINE) for line in place_notes(atlas, profile, language)[:MOST_NOTES]],
        "coverage": {
            "heading": say("place.coverage", language),
            "rows": [
                {"share": line.share, "unsure": line.not_known, "written": line.share_written, "figures": line.figures}
                for line in meter_of(profile.coverage, language)
                if profile.has_members
            ],
        },
        "population": population_line(profile.population, language) if profile.has_members else None,
        "money": {"heading": say("place.money", language), "rows": [list(pair) for pair in money_lines(profile, language)]},
        "themes": {"heading": say("place.themes", language), "head": themes.header, "rows": themes.rows, "note": themes.note},
        "official": {"heading": say("official.heading", language), "head": figures.header, "rows": figures.rows, "note": figures.note},
        "map": {"title": summary.title, "alt": f"{name}. {summary.sentence}", "source": summary.source_line,
                "legend": [{"colour": line.colour, "label": line.label, "known": line.is_known} for line in summary.legend]},
        "spots": {"heading": spots_sentence(profile, language) if profile.has_members else "", "names": _spots(profile)},
        "initiatives": _initiatives(atlas, profile, language),
        "neighbours": {"heading": neighbours_heading(profile, language), "rows": [_around(row, language) for row in around.rows[:MOST_NEIGHBOURS]],
                       "rest": _rest(len(around.rows) - MOST_NEIGHBOURS), "note": around.note},
        "unknown": {"heading": say("report.unknown", language), "rows": unknown},
        "words": {"permalink": say("receipt.permalink", language)},
        "licence": say("geofile.licence", language), "link": permalink,
        "footer": say("report.footer", language, title=app, version=atlas.catalog.version, date=date_long(day, language)),
    }  # fmt: skip


def _rest(left: int) -> str:
    return f"… (+{left})" if left > 0 else ""


def _spots(profile: PlaceProfile) -> str:
    names = [shortened(str(name), LONGEST_NAME) for name in profile.spots["municipality"]]
    return ", ".join([*names[:MOST_SPOTS], *filter(None, [_rest(len(names) - MOST_SPOTS)])])


def _around(row: tuple[str, ...], language: Language) -> str:
    return say("panel.labelled", language, name=shortened(row[0], LONGEST_NAME), value=row[3])


def _initiatives(atlas: Atlas, profile: PlaceProfile, language: Language) -> dict[str, object]:
    """The initiatives, those that count and reach most municipalities first; `rest` tells what is left out after 0, 1, 2… rows."""
    rows = profile.initiatives.sort_values(["is_counted", "municipalities"], ascending=[False, False], kind="stable")
    cells = [
        {
            "title": shortened(initiative_title(atlas, str(row["initiative_id"]), language), LONGEST_TITLE),
            "note": say("role.possible", language) if row["is_possible"] else "" if row["is_counted"] else say("municipality.not_counted", language),
            "cells": [
                say(f"programme.{row['programme']}", language), say(f"stage.{row['stage']}", language),
                "" if pd.isna(row["start_year"]) else str(row["start_year"]), subsidy(row, language),
            ],
        }
        for _, row in rows.head(MOST_INITIATIVES).iterrows()
    ]  # fmt: skip
    left = [len(rows) - shown for shown in range(len(cells) + 1)]
    return {
        "heading": say("municipality.initiatives", language, n=len(rows)),
        "head": [say(f"table.{name}", language) for name in ("title", "programme", "stage", "year", "subsidy")],
        "rows": cells, "rest": [say("panel.more", language, n=n) if n else "" for n in left],
        "none": "" if len(rows) else say("panel.none_not_evidence", language),
    }  # fmt: skip
