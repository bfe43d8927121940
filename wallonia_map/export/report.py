"""The report: two to six pages about a view, tagged, from the same summary as the page."""

import datetime

import pandas as pd

from wallonia_map.export.file_names import document_name
from wallonia_map.export.receipt import File
from wallonia_map.export.report_notes import figures, method, need, sources, unknown, values
from wallonia_map.export.source_links import source_links
from wallonia_map.i18n import area, date_long, number, say
from wallonia_map.model import Level, Programme
from wallonia_map.questions.coverage import coverage_table
from wallonia_map.tables.names import initiative_title
from wallonia_map.views.certainty import amounts_written
from wallonia_map.views.circles import radius_points
from wallonia_map.views.dots import COVERED
from wallonia_map.views.map_alternative import map_alternative
from wallonia_map.views.not_known import share_written
from wallonia_map.views.summary import ViewSummary

#: Six pages hold so much; what is left out is counted.
MOST_INITIATIVES, MOST_WHITE = 60, 40
LONGEST_TITLE, LONGEST_LEAD = 110, 60
#: The drawing in millimetres, as wide as the text: for the whole region, and the highest that it may be for a part of it.
MAP_WIDTH, MAP_HEIGHT = 166, 103
#: The same beside a legend of more lines than this.
_SHORT_LEGEND, _BESIDE_WIDTH, _BESIDE_HEIGHT = 9, 92, 66
#: What a line of the legend takes from the drawing's height in millimetres, beyond so many; circles, and the second line of a title of so many letters.
_LINE, _FREE_LINES, _CIRCLES, _TITLE_LINE, _LONG_TITLE = 5, 4, 8, 10, 40


def report(summary: ViewSummary, *, day: datetime.date, permalink: str) -> File:
    """A PDF about the view of `summary`: figures, map, tables, white spots, initiatives, gaps, method, sources, licence.

    The same summary, day and address give the same bytes.
    """
    from wallonia_map.export.static_map import map_svg  # late: matplotlib and Typst are for those who ask for a report
    from wallonia_map.export.typesetting import typeset

    drawing = map_svg(summary, *_drawing_size(summary)).encode("utf-8")
    content = typeset("report.typ", report_data(summary, day=day, permalink=permalink), svg=drawing, day=day, language=summary.language)
    return File(document_name("report", summary), "application/pdf", content)


def _drawing_size(summary: ViewSummary) -> tuple[float, float]:
    """Width and height of the drawing in millimetres, about as large as the first page has room for: more than that is made smaller there."""
    lines = len(summary.legend) + len(summary.dot_key)
    if lines > _SHORT_LEGEND:
        return _BESIDE_WIDTH, _BESIDE_HEIGHT
    taken = _LINE * (lines - _FREE_LINES) + _CIRCLES * summary.has_circles + _TITLE_LINE * (len(summary.title) > _LONG_TITLE)
    return MAP_WIDTH, MAP_HEIGHT - max(0, taken)


def report_data(summary: ViewSummary, *, day: datetime.date, permalink: str) -> dict[str, object]:
    """Everything that the report says, as plain texts and numbers."""
    language, atlas = summary.language, summary.atlas
    legend = [
        {"colour": line.colour, "label": line.label, "municipalities": number(line.municipalities, language),
         "inhabitants": number(line.inhabitants, language), "known": line.is_known, "number": line.mark, "circle": summary.circle_colour if line.is_circle else ""}
        for line in summary.legend
    ]  # fmt: skip
    return {
        "app": say("app.title", language),
        "title": summary.title,
        "subtitle": say("report.subtitle", language, date=date_long(day, language)),
        "footer": say(
            "report.footer", language, title=say("app.title", language), version=atlas.catalog.version, date=date_long(day, language)
        ),
        "sentence": summary.sentence,
        "alternative": map_alternative(summary),
        "meter": [
            {"share": line.share, "written": line.share_written, "told": line.figures, "unsure": line.not_known} for line in summary.meter
        ],
        "basis": say(
            "meter.basis", language, rule=say(f"rule.{summary.view.selection.rule.value}.in_sentence", language), year=str(summary.year)
        ),
        "link": permalink,
        "words": _words(language) | ({"white": say("certainty.white", language)} if summary.is_partial else {}),
        "unit": summary.unit[:1].upper() + summary.unit[1:],
        "legend": legend,
        "dots": [
            {
                "full": line.state == COVERED,
                "label": line.label,
                "municipalities": number(line.municipalities, language),
                "inhabitants": number(line.inhabitants, language),
            }
            for line in summary.dot_key
        ],
        "need": need(summary),
        "figures": figures(summary),
        "circles": [
            {"radius": radius_points(size), "label": told, "colour": summary.circle_colour, "over": summary.is_over_fill}
            for size, told in (summary.circle_key if summary.has_circles else ())
        ],
        "circles_told": summary.circles_told if summary.has_circles else "",
        "source_line": summary.source_line,
        "values": values(summary) if summary.value_name else None,
        "territories": _territories(summary) if summary.lists_initiatives else [],
        "white": _white_spots(summary) if summary.lists_initiatives else None,
        "initiatives": _initiatives(summary) if summary.lists_initiatives else None,
        "unknown": unknown(summary),
        "method": method(summary),
        **sources(summary),
        "licence": say("receipt.licence_joined" if summary.value_name else "report.licence_text", language),
    }


def _words(language: str) -> dict[str, str]:
    own = (
        "contents",
        "map",
        "territories",
        "territories_note",
        "territory",
        "white",
        "initiatives",
        "unknown",
        "method",
        "sources",
        "licence",
        "municipalities_short",
    )
    words = {name: say(f"report.{name}", language) for name in own}
    table = ("municipality", "arrondissement", "title", "programme", "lead", "stage", "year")
    words |= {name: say(f"table.{name}", language) for name in table}
    words |= {name: say(f"legend.columns_{name}", language) for name in ("class", "municipalities", "inhabitants")}
    words["contents_run"] = say("panel.labelled", language, name=words["contents"], value="").rstrip(" ")
    return words | {"area": say("panel.area", language), "permalink": say("receipt.permalink", language)}


def _territories(summary: ViewSummary) -> list[dict[str, object]]:
    """Coverage by province, and below each its arrondissements where it has several."""
    chosen, language, atlas = summary.view.selection, summary.language, summary.atlas
    levels = {
        level: coverage_table(
            atlas, summary.selected.covered, not_known=summary.selected.not_known, by=level, vintage=chosen.vintage, population_year=chosen.population_year,
            within=summary.selected.places, language=language,
        ).to_dict("records")
        for level in (Level.PROVINCE, Level.ARRONDISSEMENT)
    }  # fmt: skip
    parents = atlas.territories["parent_nis"]
    told: list[dict[str, object]] = []
    for province in levels[Level.PROVINCE]:
        below = [row for row in levels[Level.ARRONDISSEMENT] if parents[row["territory_nis"]] == province["territory_nis"]]
        told.append({"level": "province", "indent": False, "cells": _coverage_cells(province, language)})
        if len(below) > 1:
            told += [{"level": "arrondissement", "indent": True, "cells": _coverage_cells(row, language)} for row in below]
    return told


def _coverage_cells(row: dict[str, object], language: str) -> list[str]:
    cells = [str(row["territory"])]
    for name, share, write in (
        ("municipalities", "municipalities", number),
        ("inhabitants", "inhabitants", number),
        ("area", "area", area),
    ):
        columns = (
            (f"{name}_covered", f"{name}_not_known", name) if name != "area" else ("area_covered_km2", "area_not_known_km2", "area_km2")
        )
        part, perhaps, whole = (float(str(row[column])) for column in columns)
        low, high = number(part, language), number(part + perhaps, language)
        told = low if not perhaps else f"{low}–{high}"
        cells += [
            f"{told} / {write(whole, language)}",
            share_written(float(str(row[f"share_{share}"])), (part + perhaps) / whole, language),
        ]
    return cells


def _white_spots(summary: ViewSummary) -> dict[str, object]:
    """The municipalities with none, the most inhabited first."""
    chosen, language, atlas = summary.view.selection, summary.language, summary.atlas
    none = summary.selected.places.difference(summary.selected.covered).difference(summary.selected.not_known)
    inhabitants = atlas.population(chosen.vintage, chosen.population_year).reindex(none)
    order = inhabitants.sort_values(ascending=False, kind="stable")
    arrondissements = atlas.municipalities(chosen.vintage)["arrondissement_nis"]
    rows = [
        [
            atlas.municipality_name(nis, chosen.vintage, language),
            atlas.territory_name(arrondissements[nis], language),
            number(count, language),
        ]
        for nis, count in order.head(MOST_WHITE).items()
    ]
    rest = len(none) - len(rows)
    left = say("report.white_rest", language, n=rest) + " " if rest else ""
    return {
        "sentence": say(
            "certainty.white_sentence" if summary.is_partial else "report.white_sentence",
            language,
            n=len(none),
            inhabitants=int(order.sum()),
        )
        if len(none)
        else say("report.white_nobody", language),
        "rows": rows,
        "note": left + (say("panel.none_not_evidence", language) if len(none) else ""),
    }


def _initiatives(summary: ViewSummary) -> dict[str, object]:
    """The initiatives of the selection in the order of the programmes, each with amounts and sources; how many are left out of a long list."""
    language, atlas = summary.language, summary.atlas
    rows = summary.selected.initiatives
    order = {item.value: place for place, item in enumerate(Programme)}
    rows = rows.assign(_order=rows["programme"].map(order)).sort_values(["_order"], kind="stable")
    cells = [
        [
            _shortened(initiative_title(atlas, str(identifier), language), LONGEST_TITLE), say(f"programme.{row['programme']}", language),
            _shortened(atlas.texts.say_each(str(row["lead"]), language), LONGEST_LEAD), say(f"stage.{row['stage']}", language),
            "" if pd.isna(row["start_year"]) else str(row["start_year"]), amounts_written(row, language),
        ]
        for identifier, row in rows.head(MOST_INITIATIVES).iterrows()
    ]  # fmt: skip
    links = [source_links(urls) for urls in rows["source_urls"].head(MOST_INITIATIVES)]
    rest = len(rows) - len(cells)
    if rows.empty:
        sentence = say("explore.empty", language)
    else:
        sentence = say("report.initiatives_sentence", language, n=len(rows), distinct=summary.selected.distinct)
    return {"sentence": sentence, "rows": cells, "sources": links, "rest": say("report.initiatives_rest", language, n=rest) if rest else ""}


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
