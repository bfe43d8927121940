"""The territories of a map as a sheet: the columns of the table of territories in the reader's words, what is known, the class on the map."""

import pandas as pd

from wallonia_map.export.planner_tables import WordedTable, worded
from wallonia_map.export.territory_rows import territory_rows
from wallonia_map.i18n import say
from wallonia_map.questions.territories import COMPARE_COLUMNS
from wallonia_map.questions.territory import TerritoryKind
from wallonia_map.views.official_territories import OfficialTerritorySummary
from wallonia_map.views.territory_summary import TerritorySummary


def territory_sheet(summary: TerritorySummary) -> WordedTable:
    """One row per territory in view, then one per municipality in view that belongs to none, as `territory_rows` has them.

    What the atlas counts itself is a column of the table of territories already; an official figure is one of its own, with its rule
    and of how many municipalities it is known.
    """
    language = summary.language
    found = pd.DataFrame(territory_rows(summary).drop(columns="geometry"))
    rows = found[["code"]].assign(
        territory=found["name"],
        kind=[
            say(f"compare.kind.{summary.level if code in summary.names else TerritoryKind.MUNICIPALITY}", language)
            for code in found["code"]
        ],
        state=[say(f"workbook.state.{state}", language) for state in found["state"]],
        map_class=found["class"],
    )
    if isinstance(summary, OfficialTerritorySummary):
        bases = {name: say(f"official.basis_{name}", language) for name in found["basis"].dropna().unique()}
        rows = rows.assign(figure=found["value"], basis=found["basis"].map(bases), municipalities_known=found["municipalities_known"])
    rows = rows.join(found[[name for name in COMPARE_COLUMNS if name not in rows]])
    names = {name: say(f"theme.{name.removeprefix('theme_')}", language) for name in rows if name.startswith("theme_")}
    names |= {
        "state": say("workbook.territory.state", language),
        "map_class": say("workbook.territory.map_class", language, name=summary.figure),
    }
    names |= {
        "figure": summary.caption,
        "basis": say("official.basis_label", language),
        "municipalities_known": say("official.known_label", language),
    }
    return worded(rows, language, names)
