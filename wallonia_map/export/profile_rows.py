"""The lists of a municipality's sheet on paper: its initiatives with amounts and sources, its neighbours, what names it."""

import pandas as pd

from wallonia_map.export.profile_table import around
from wallonia_map.export.source_links import source_links
from wallonia_map.i18n import Language, number, say
from wallonia_map.model import Role
from wallonia_map.questions.profile import Profile
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import initiative_title
from wallonia_map.views.certainty import amount_written, count_written

MOST_NEIGHBOURS = 14
LONGEST_NAME, LONGEST_TITLE = 60, 160


def initiative_rows(atlas: Atlas, told: Profile, language: Language) -> dict[str, object]:
    """Every initiative, the most important first: its cells, where it is told, and a note where it does not count."""
    roles = {role.value: place for place, role in enumerate(Role)}
    rows = told.initiatives
    left_out = ~rows["is_counted"].fillna(True).astype(bool)  # empty is a possible membership: neither counted nor left out
    rows = rows.assign(_left_out=left_out, _role=rows["role"].map(roles))
    rows = rows.sort_values(["_left_out", "is_counted", "_role"], ascending=[True, False, True], kind="stable")
    cells = [
        {
            "title": shortened(initiative_title(atlas, str(row["initiative_id"]), language), LONGEST_TITLE),
            "note": say("municipality.not_counted", language) if row["_left_out"] else "",
            "sources": source_links(row["source_urls"]),
            "cells": [
                say(f"programme.{row['programme']}", language), say(f"role.{row['role']}", language), say(f"stage.{row['stage']}", language),
                "" if pd.isna(row["start_year"]) else str(row["start_year"]),
                amount_written(row, "subsidy", language), amount_written(row, "budget", language),
            ],
        }
        for _, row in rows.iterrows()
    ]  # fmt: skip
    none = "" if len(rows) else f"{say('municipality.no_programme', language)} {say('panel.none_not_evidence', language)}"
    return {
        "heading": say("municipality.initiatives", language, n=len(rows)),
        "head": [
            *(say(f"table.{name}", language) for name in ("title", "programme")), say("panel.role", language),
            *(say(f"table.{name}", language) for name in ("stage", "year")), say("panel.subsidy", language), say("panel.budget", language),
        ],
        "rows": cells,
        "none": none,
    }  # fmt: skip


def around_lists(atlas: Atlas, told: Profile, language: Language) -> list[dict[str, object]]:
    """Organisations that are seated here, then published indicators that name it: heading, lines with their sources, and what no line means."""
    found = around(atlas, told, language)
    lists: list[dict[str, object]] = []
    for section, heading in (("organisation", "municipality.organisations"), ("indicator", "municipality.indicators")):
        lines = [
            {"text": say("panel.labelled", language, name=name, value=detail), "sources": source_links(urls)}
            for kind, _, name, detail, urls in found if kind == section
        ]  # fmt: skip
        lists.append({"heading": say(heading, language), "lines": lines, "none": "" if lines else say("municipality.none", language)})
    return lists


def subsidy(row: pd.Series, language: Language) -> str:
    """The subsidy where it is known; what it is unless it is the award."""
    if pd.isna(row["subsidy_eur"]):
        return say("certainty.not_published", language)
    told, basis = number(float(row["subsidy_eur"]), language), row["subsidy_basis"]
    return told if basis in ("award", "") else f"{told} ({say(f'basis.{basis}', language)})"


def neighbour_words(told: Profile, language: Language) -> list[str]:
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
