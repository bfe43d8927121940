"""A municipality's sheet on one page of paper: tagged, from the same rows as the page on the screen."""

import datetime

import pandas as pd

from wallonia_map.export.receipt import File
from wallonia_map.i18n import Language, area, date_long, decimal, listing, number, say
from wallonia_map.model import Programme, Role, Selection
from wallonia_map.questions.profile import Identity, Profile
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import initiative_title, lag_name
from wallonia_map.views.certainty import count_written
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.official_lines import official_table
from wallonia_map.views.palette import ACCENT
from wallonia_map.views.peer_words import peers_note
from wallonia_map.views.sentences import merger_sentence
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.view import View

#: One page holds so much; the page itself shows fewer rows where there is less room, and what is left out is counted.
MOST_INITIATIVES, MOST_NEIGHBOURS, MOST_LAGS, MOST_CODES = 14, 14, 3, 4
LONGEST_NAME, LONGEST_LAG, LONGEST_TITLE = 60, 60, 90
#: The locator map and the population line, in millimetres.
MAP_WIDTH, MAP_HEIGHT = 82, 62
LINE_WIDTH, LINE_HEIGHT = 84, 14


def profile_pdf(atlas: Atlas, told: Profile, language: Language, *, day: datetime.date, permalink: str) -> File:
    """The sheet `told` as one page of A4.

    Parameters
    ----------
    atlas
        Where names, titles and boundaries come from.
    told
        The sheet of the municipality; its rule, vintage and population year are those of the page.
    language
        What the page is written in.
    day
        The date that the page bears.
    permalink
        The address of the sheet in the atlas.

    Returns
    -------
    File
        A PDF of exactly one page; the same arguments give the same bytes.
    """
    from wallonia_map.export.static_map import map_alone  # late: matplotlib and Typst are for those who ask for a file
    from wallonia_map.export.typesetting import typeset

    who = told.identity
    chosen = Selection(rule=told.rule, vintage=who.vintage, population_year=who.population_year)
    summary = view_summary(atlas, View(chosen, municipality=who.nis), language)
    drawing = map_alone(summary, MAP_WIDTH, MAP_HEIGHT).encode("utf-8")
    data = sheet_data(summary, told, day=day, permalink=permalink)
    content = typeset("profile_pdf.typ", data, svg=drawing, day=day, language=language)
    parts = [say("download.name.atlas", language), say("municipality.file", language), who.nis, who.vintage.value, language.value]
    return File("_".join(parts) + ".pdf", "application/pdf", content)


def sheet_data(summary: ViewSummary, told: Profile, *, day: datetime.date, permalink: str) -> dict[str, object]:
    """Everything that the page says, as plain texts and numbers; `summary` is that of its map."""
    language, atlas, who = summary.language, summary.atlas, told.identity
    name = shortened(atlas.municipality_name(who.nis, who.vintage, language), LONGEST_NAME)
    app = say("app.title", language)
    return {
        "app": app,
        "name": name,
        "title": say("panel.labelled", language, name=say("municipality.heading", language), value=f"{name} ({who.nis})"),
        "where": " · ".join((
            say("panel.arrondissement", language, name=atlas.territory_name(who.arrondissement_nis, language)),
            say("panel.province", language, name=atlas.territory_name(who.province_nis, language)),
        )),
        "facts": _figures(who, language),
        "lines": _lines(atlas, told, language),
        "population": population_line(who.population, language),
        "standing": _standing(told, language),
        "official": official_table(atlas, told, language),
        "map": {"title": summary.title, "alt": f"{name}. {summary.title}. {summary.sentence}", "source": summary.source_line,
                "legend": [{"colour": line.colour, "label": line.label, "known": line.is_known} for line in summary.legend]},
        "initiatives": _initiatives(atlas, told, language),
        "neighbours": _neighbours(told, language),
        "words": {
            "standing": say("municipality.standing", language),
            "neighbours": say("municipality.neighbours", language),
            "permalink": say("receipt.permalink", language),
            "peers": f"{peers_note(atlas, told, language)} {say('certainty.rank', language) if told.is_partial else ''}".strip(),
        },
        "licence": say("geofile.licence", language),
        "link": permalink,
        "footer": say("report.footer", language, title=app, version=atlas.catalog.version, date=date_long(day, language)),
    }  # fmt: skip


def _figures(who: Identity, language: Language) -> list[list[str]]:
    """Names and values of what is set large."""
    return [
        [f"{say('panel.population', language)} ({who.population_year})", number(who.inhabitants, language)],
        [say("panel.area", language), area(who.area_km2, language)],
        [say("panel.density", language), f"{number(who.inhabitants_per_km2, language)} {say('panel.per_km2', language)}"],
        [say("municipality.character_label", language), say(f"municipality.character.{who.character}", language)],
    ]


def _lines(atlas: Atlas, told: Profile, language: Language) -> list[list[str]]:
    """Codes, language regime, the local action groups of each period, and what a merger changed."""
    who = told.identity
    joined = {year: _joined(list(codes), " + ", MOST_CODES) for year, codes in who.codes.items()}
    codes = ", ".join(say("municipality.codes_told", language, codes=codes, year=year) for year, codes in joined.items())
    regime = say("municipality.german" if who.is_german_speaking_community else "municipality.french", language)
    if who.language_facilities:
        regime += f", {say(f'municipality.facilities_{who.language_facilities}', language)}"
    return [
        [say("municipality.codes", language), codes],
        [say("municipality.language", language), regime],
        *(
            [say("municipality.lag", language, period=programme.period), _lags(atlas, told, programme, language)]
            for programme in Programme.groups()
        ),
        *([say("municipality.merger", language), text] for text in [merger_sentence(atlas, who.nis, told.rule, language)] if text),
    ]


def _lags(atlas: Atlas, told: Profile, programme: Programme, language: Language) -> str:
    names = [shortened(lag_name(atlas, lag, language), LONGEST_LAG) for lag in told.lags.get(programme.value, ())]
    if len(names) > MOST_LAGS:
        return _joined(names, ", ", MOST_LAGS)
    perhaps = [lag_name(atlas, lag, language) for lag in told.possible_lags.get(programme.value, ())]
    if perhaps and not names:
        return say("not_known.member", language, names=listing(perhaps, language))
    return listing(names, language) if names else say("municipality.no_lag", language)


def _joined(parts: list[str], between: str, most: int) -> str:
    """The first parts, and how many are left out."""
    rest = [f"… (+{len(parts) - most})"] if len(parts) > most else []
    return between.join(parts[:most] + rest)


def population_line(years: pd.Series, language: Language) -> dict[str, str]:
    """Title, drawing, its text alternative, and the first and last value."""
    (first, last), values = ((str(years.index[end]) for end in (0, -1)), [number(int(years.iloc[end]), language) for end in (0, -1)])
    return {
        "title": say("municipality.population", language, first=first, last=last),
        "drawing": _line(years),
        "alt": say("municipality.population_alt", language, first=first, last=last, first_value=int(years.iloc[0]), last_value=int(years.iloc[-1])),
        "first": say("panel.labelled", language, name=first, value=values[0]),
        "last": say("panel.labelled", language, name=last, value=values[1]),
    }  # fmt: skip


def _line(years: pd.Series) -> str:
    """A line from the first to the last year as SVG, a tenth of a millimetre a unit, both ends marked."""
    xs, ys = [float(year) for year in years.index], [float(count) for count in years]
    spread_x, spread_y = (max(xs) - min(xs)) or 1.0, (max(ys) - min(ys)) or 1.0
    wide, high = LINE_WIDTH * 10, LINE_HEIGHT * 10
    points = [
        (10 + (x - min(xs)) / spread_x * (wide - 20), high - 12 - (y - min(ys)) / spread_y * (high - 24))
        for x, y in zip(xs, ys, strict=True)
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="{ACCENT}"/>' for x, y in (points[0], points[-1]))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}">'
        f'<polyline points="{path}" fill="none" stroke="{ACCENT}" stroke-width="5" stroke-linejoin="round"/>{dots}</svg>'
    )


def _standing(told: Profile, language: Language) -> list[dict[str, object]]:
    """For each measure its value, and the ranks among all and among peers in words."""
    lines: list[dict[str, object]] = []
    for measure, rows in told.standing.groupby("measure", sort=False):
        write = number if measure == "initiatives" else decimal
        ranks = []
        for row in rows.itertuples():
            place = {"rank": int(row.rank), "of": number(row.of, language), "median": decimal(row.median, language)}
            text = say(f"municipality.standing_{row.among}", language, **place)
            ranks.append(f"{text}, {say('municipality.standing_equal', language, n=int(row.equal))}" if row.equal else text)
        name = say(f"municipality.standing_measure.{measure}", language)
        own = float(rows["value"].iloc[0])
        written = write(own, language) if own or not told.is_partial else say("certainty.none_known", language)
        value = say("panel.labelled", language, name=name, value=written)
        lines.append({"value": value, "ranks": ranks})
    return lines


def _initiatives(atlas: Atlas, told: Profile, language: Language) -> dict[str, object]:
    """The initiatives, the most important first; `rest` tells what is left out after 0, 1, 2… rows."""
    roles = {role.value: place for place, role in enumerate(Role)}
    rows = told.initiatives
    rows = rows.assign(_role=rows["role"].map(roles)).sort_values(["is_counted", "_role"], ascending=[False, True], kind="stable")
    cells = [
        {
            "title": shortened(initiative_title(atlas, str(row["initiative_id"]), language), LONGEST_TITLE),
            "note": "" if row["role"] == Role.POSSIBLE or row["is_counted"] else say("municipality.not_counted", language),
            "cells": [
                say(f"programme.{row['programme']}", language), say(f"role.{row['role']}", language), say(f"stage.{row['stage']}", language),
                "" if pd.isna(row["start_year"]) else str(row["start_year"]), subsidy(row, language),
            ],
        }
        for _, row in rows.head(MOST_INITIATIVES).iterrows()
    ]  # fmt: skip
    left = [len(rows) - shown for shown in range(len(cells) + 1)]
    none = "" if len(rows) else f"{say('municipality.no_programme', language)} {say('panel.none_not_evidence', language)}"
    return {
        "heading": say("municipality.initiatives", language, n=len(rows)),
        "head": [
            *(say(f"table.{name}", language) for name in ("title", "programme")), say("panel.role", language),
            *(say(f"table.{name}", language) for name in ("stage", "year", "subsidy")),
        ],
        "rows": cells,
        "rest": [say("panel.more", language, n=n) if n else "" for n in left],
        "none": none,
    }  # fmt: skip


def subsidy(row: pd.Series, language: Language) -> str:
    """The subsidy where it is known; what it is unless it is the award."""
    if pd.isna(row["subsidy_eur"]):
        return say("certainty.not_published", language)
    told, basis = number(float(row["subsidy_eur"]), language), row["subsidy_basis"]
    return told if basis in ("award", "") else f"{told} ({say(f'basis.{basis}', language)})"


def _neighbours(told: Profile, language: Language) -> list[str]:
    """The neighbours, the longest border first, each with the number of its counted initiatives."""
    rows = told.neighbours.sort_values("border_km", ascending=False, kind="stable")
    parts = [
        _neighbour(shortened(row.municipality, LONGEST_NAME), row.initiatives, language, partial=told.is_partial)
        for row in rows.head(MOST_NEIGHBOURS).itertuples()
    ]
    if len(rows) > len(parts):
        parts.append(f"+ {say('explore.table_rows', language, n=len(rows) - len(parts))}")
    return parts or [say("value.none", language)]


def _neighbour(name: str, count: float, language: Language, *, partial: bool) -> str:
    if pd.isna(count) or (partial and not count):
        return say("panel.labelled", language, name=name, value=count_written(count, language, partial=partial))
    return say("municipality.programme_count", language, name=name, n=int(count))


def shortened(text: str, most: int) -> str:
    """`text`, or its beginning where it is longer than `most` signs."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
