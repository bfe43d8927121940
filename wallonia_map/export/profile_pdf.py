"""A municipality's sheet on paper: what it is on the first page, then every initiative; tagged, from the same rows as the page on the screen."""

import datetime

import pandas as pd

from wallonia_map.export.profile_rows import LONGEST_NAME, around_lists, initiative_rows, neighbour_words, shortened
from wallonia_map.export.receipt import File
from wallonia_map.i18n import Language, area, date_long, decimal, listing, number, say
from wallonia_map.model import Programme, Selection
from wallonia_map.questions.profile import Identity, Profile
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import lag_name
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.official_lines import official_table
from wallonia_map.views.palette import ACCENT
from wallonia_map.views.peer_words import peers_note
from wallonia_map.views.sentences import merger_sentence
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.view import View

#: The lines beside the map hold so much, and what is left out is counted.
MOST_LAGS, MOST_CODES = 3, 4
LONGEST_LAG = 60
#: The locator map and the population line, in millimetres.
MAP_WIDTH, MAP_HEIGHT = 82, 54
LINE_WIDTH, LINE_HEIGHT = 84, 12


def profile_pdf(atlas: Atlas, told: Profile, language: Language, *, day: datetime.date, permalink: str) -> File:
    """The sheet `told` on paper of A4.

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
        A PDF of one page, of more only where the smallest type leaves no room; the same arguments give the same bytes.
    """
    from wallonia_map.export.static_map import map_svg  # late: matplotlib and Typst are for those who ask for a file
    from wallonia_map.export.typesetting import typeset

    who = told.identity
    chosen = Selection(rule=told.rule, vintage=who.vintage, population_year=who.population_year)
    summary = view_summary(atlas, View(chosen, municipality=who.nis), language)
    drawing = map_svg(summary, MAP_WIDTH, MAP_HEIGHT).encode("utf-8")
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
        "initiatives": initiative_rows(atlas, told, language),
        "neighbours": neighbour_words(told, language),
        "around": around_lists(atlas, told, language),
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
