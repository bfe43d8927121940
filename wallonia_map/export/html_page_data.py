"""What the HTML page's script reads: words, places with what happens there, initiatives in the order of their table."""

import json
from collections.abc import Sequence
from typing import Any

import pandas as pd

from wallonia_map.export.html_page_map import Drawing
from wallonia_map.export.html_page_rows import InitiativeRow, MunicipalityRow
from wallonia_map.i18n import area, message_ids, number, say
from wallonia_map.i18n.formats import locale
from wallonia_map.model import Programme, Role
from wallonia_map.views.measures import distinct_by_programme
from wallonia_map.views.summary import ViewSummary

#: As many rows as a table shows before it is asked for all.
ROWS_AT_FIRST = 20
#: What a script element must not hold as it stands: a text could close the element, or break the line for old parsers.
_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
#: Messages that the script fills in itself, plural forms included.
_SAID = (
    "html_page.found_municipalities", "html_page.found_initiatives", "html_page.shown", "html_page.nothing", "html_page.show_all",
    "html_page.show_first", "html_page.jump", "html_page.scale", "panel.more", "panel.inferred", "panel.close", "legend.outside",
)  # fmt: skip


def embedded(value: object) -> str:
    """`value` as JSON that no text in it can break out of."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(_UNSAFE)


def data_of(summary: ViewSummary, municipalities: Sequence[MunicipalityRow], initiatives: Sequence[InitiativeRow], drawing: Drawing) -> str:
    """Everything that the script needs to know, as JSON that may stand in a script element."""
    atlas, language, vintage = summary.atlas, summary.language, summary.view.selection.vintage
    places = _places(summary, municipalities, initiatives)
    outside = [nis for nis in atlas.municipalities(vintage).index if nis not in places]
    return embedded({
        "language": language.value, "locale": str(locale(language)).replace("_", "-"), "first": ROWS_AT_FIRST,
        "counts": summary.counts_initiatives, "home": drawing.home, "whole": drawing.whole, "words": _words(summary), "places": places,
        "outside": {nis: atlas.municipality_name(nis, vintage, language) for nis in outside},
        "chosen": summary.view.municipality if summary.view.municipality in places else "",
        "initiatives": [_initiative(row, summary) for row in initiatives],
    })  # fmt: skip


def _words(summary: ViewSummary) -> dict[str, Any]:
    """What the script says; messages with gaps as they stand in the catalogue, for only the script knows what fills them."""
    language, catalogue = summary.language, message_ids(summary.language)
    return {
        **{message.rpartition(".")[2]: catalogue[message] for message in _SAID},
        "none": f"{say('panel.none', language)} {say('panel.none_not_evidence', language)}" if summary.lists_initiatives else "",
        "roles": {role.value: say(f"role.{role.value}", language) for role in Role},
        "facts": [
            say(f"panel.{name}", language)
            for name in (*(["initiatives"] if summary.lists_initiatives else []), "population", "area", "density")
        ],
    }


def _initiative(row: InitiativeRow, summary: ViewSummary) -> list[Any]:
    sure = say("filter.confidence_chip", summary.language, name=row.confidence)
    return [
        row.title,
        row.programme,
        [text for text in (*row.themes, row.years, row.stage, sure) if text],
        row.told,
        row.inferred,
        row.sources,
    ]


def _places(summary: ViewSummary, municipalities: Sequence[MunicipalityRow], initiatives: Sequence[InitiativeRow]) -> dict[str, Any]:
    """Per municipality in view: names, what the tooltip and the panel say, and its initiatives with its role in each."""
    language, listed = summary.language, summary.lists_initiatives
    made = distinct_by_programme(summary.selected)
    mine = _participations(summary, initiatives)
    every = summary.atlas.participations(summary.view.selection.vintage).groupby("nis")["initiative_id"].nunique()
    programmes = [say(f"programme.{item.value}", language) for item in Programme]
    places: dict[str, Any] = {}
    for row in municipalities:
        counts = made.loc[row.nis].tolist()
        also = int(every.get(row.nis, 0)) - len(mine.get(row.nis, ())) if listed else 0
        made_of = [_made(count, name, language) for count, name in zip(counts, programmes, strict=True)]
        where = (
            say("panel.nis", language, nis=row.nis), say("panel.arrondissement", language, name=row.arrondissement),
            say("panel.province", language, name=row.province),
        )  # fmt: skip
        places[row.nis] = {
            "name": row.name, "others": row.others, "where": " · ".join(where),
            "told": row.class_name if summary.is_categorical else say("panel.labelled", language, name=summary.name, value=row.value.written),
            "made": " · ".join(text for text in made_of if text),
            "facts": [*([row.initiatives.written] if listed else []), row.inhabitants.written, area(float(row.area.sorts), language), row.density],
            "mine": mine.get(row.nis, []), "also": say("panel.also", language, n=also) if also else "",
        }  # fmt: skip
    return places


def _made(count: object, programme: str, language: str) -> str:
    """How many initiatives of a programme; that it is not known where there may be one."""
    if pd.isna(count):
        return say("panel.labelled", language, name=programme, value=say("not_known.label", language))
    return f"{number(int(str(count)), language)} × {programme}" if count else ""


def _participations(summary: ViewSummary, initiatives: Sequence[InitiativeRow]) -> dict[str, list[tuple[int, str]]]:
    """Row of the initiative and role, per municipality: what it leads first, then partnerships, then perimeters; newest first."""
    position = {row.identifier: index for index, row in enumerate(initiatives)}
    pairs = pd.concat([summary.selected.participations, summary.selected.possible])
    pairs = pairs[pairs["initiative_id"].isin(position)]  # those without a year are not listed where a year is asked for
    year = pairs["initiative_id"].map(summary.atlas.initiatives["start_year"]).astype("float64")
    ordered = pairs.assign(year=year).sort_values(["role", "year"], ascending=[True, False], na_position="last", kind="stable")
    mine: dict[str, list[tuple[int, str]]] = {}
    for nis, identifier, role in zip(ordered["nis"], ordered["initiative_id"], ordered["role"], strict=True):
        mine.setdefault(nis, []).append((position[identifier], str(role)))
    return mine
