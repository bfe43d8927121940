"""The answer of the white spots page: what overlaps, where nothing is known, and their files."""

from functools import partial
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from wallonia_map.export.planner_tables import WordedTable, overlap_table, white_spots_table
from wallonia_map.i18n import Language, number, percent, say
from wallonia_map.maps.territory_paint import MARKS, mark_of
from wallonia_map.model import Programme, Selection, Theme
from wallonia_map.questions.completeness import is_partial
from wallonia_map.questions.overlaps import NOT_KNOWN, white_spot_columns, white_spots
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.tables.names import lag_name
from wallonia_map.ui.frame import markup, page_parts
from wallonia_map.ui.frame.glossary import explained, meaning
from wallonia_map.ui.frame.page_state import PageState
from wallonia_map.ui.shared import drawing, map_panel, perimeter, tables
from wallonia_map.ui.shared.row_choice import RowChoice
from wallonia_map.ui.shared.table_download import take_away
from wallonia_map.views.category_summary import OverlapSummary
from wallonia_map.views.classing import MISSING

PAGE = "white"


def row_choice(state: PageState, table: str, nis: str) -> RowChoice:
    """What a table of the page answers to: the municipality `nis` (or none) that is chosen on the map, and the perimeter that rows become."""

    def choose(code: str | None) -> None:
        state.set("nis", *filter(None, [code]))

    return RowChoice(f"{PAGE}_{table}", nis or None, choose, partial(perimeter.compose_with, PAGE))


def answer(atlas: Atlas, summary: OverlapSummary | None, selection: Selection, choice: RowChoice, language: Language) -> None:
    """The map of combinations, and beside it what it says, its key and the municipalities that nothing covers; map and rows make one `choice`."""
    board = st.container(key="board")  # as on Explore (ui/frame/screens.css)
    with board:
        if summary is None:
            st.info(say("white_spots.too_few", language), icon=":material/join_inner:")
        else:
            map_panel.draw(summary, key="white_map", height=None, on_choose=choice.choose, label="map_label.quiet")
    with board.container(key="board_side", height=600, border=False):
        found = white_spots(atlas, selection, language=language)
        said = _spots_said(atlas, selection, len(found), language)
        markup.html(("" if summary is None else _said_and_key(atlas, summary.question)) + _spots_heading(said, language))
        _spots(atlas, selection, found, choice, language, said=said)


def overlap_file(atlas: Atlas, summary: OverlapSummary) -> None:
    """The overlap to take away."""
    asked = summary.view.selection
    cited = summary.selected.initiatives.index
    take_away(
        atlas, overlap_table(summary), asked, summary.language, name="overlap", called=summary.slug, said=summary.sentence, cited=cited
    )


@atlas_cache(32)
def _said_and_key(atlas: Atlas, question: tuple[Any, ...]) -> str:
    """What overlaps, and the combinations as a table that is the map's key."""
    summary = OverlapSummary(atlas, *question)
    found, language = summary.found, summary.language
    header = [
        say("white_spots.combination", language),
        *(say(f"legend.columns_{name}", language) for name in ("municipalities", "inhabitants")),
    ]
    header.append(say("compare.km2", language))
    most = max(int(found.table["municipalities"].max()), 1)
    rows = []
    for index, row in found.table.iterrows():
        code = int(str(index))
        dots = "" if code == NOT_KNOWN else "".join("●" if row[part] else "○" for part in found.parts)
        sample = '<span class="swatch not-known"></span>' if code == NOT_KNOWN else drawing.swatch(summary.colours[code])
        told = f"{number(row['municipalities'], language)} ({percent(float(row['share_municipalities']), language)})"
        rows.append([
            drawing.key_button(
                mark_of(MISSING) if code == NOT_KNOWN else MARKS[code], sample,
                f"<span class='dots' aria-hidden='true'>{dots}</span> {escape(summary.combination(code))}",
            ),
            f"<span class='counted'>{escape(told)}</span>{drawing.bar(row['municipalities'] / most)}", escape(number(row["inhabitants"], language)),
            escape(number(row["area_km2"], language)),
        ])  # fmt: skip
    note = f'<p class="note">{escape(say("certainty.key" if summary.is_partial else "white_spots.key", language))}</p>'
    key = drawing.table(header, rows, numbers=(2, 3), map_key="white_map")
    return page_parts.result_html(summary.sentence) + key + note + explained(("coverage", "white_spot"), language)


def _spots_heading(said: str, language: Language) -> str:
    """The heading of the list, and what opens the meaning of its words beside it, by mouse or keyboard."""
    told = "".join(f"<p>{escape(text)}</p>" for text in (meaning("white_spot", language), say("white_spots.spots_note", language)))
    asked = f'<summary aria-label="{escape(say("glossary.white_spot", language))}">?</summary>'
    return f'<div class="with-term"><h2>{escape(said)}</h2><details class="term">{asked}{told}</details></div>'


def _spots(atlas: Atlas, selection: Selection, found: pd.DataFrame, choice: RowChoice, language: Language, *, said: str) -> None:
    """The municipalities that nothing covers, most inhabitants first, with what is next door; `said` says so."""

    def make() -> tables.DisplayTable:
        table = pd.DataFrame({
            "municipality": found["municipality"], "inhabitants": found["inhabitants"],
            "only_served": found["is_only_served"].map(lambda flag: say("answer.yes" if flag else "answer.no", language)),
            "next_door": found["initiatives_next_door"], "neighbours_covered": found["neighbours_covered"].astype("str") + " / " + found["neighbours"].astype("str"),
            "lag_next_door": found[white_spot_columns()[-1]].map(lambda cell: ", ".join(lag_name(atlas, lag, language) for lag in cell.split(";") if lag)),
            "province": found["province_nis"].map(lambda nis: atlas.territory_name(nis, language)),
        })  # fmt: skip
        names = {name: say(f"table.{name}", language) for name in ("municipality", "inhabitants", "province")}
        names |= {
            name: say(f"white_spots.{name}", language) for name in ("only_served", "next_door", "neighbours_covered", "lag_next_door")
        }
        written = {"inhabitants": lambda value: number(value, language), "next_door": lambda value: number(value, language)}
        return tables.DisplayTable(table, names, written, said)

    tables.show(f"white spots {atlas.catalog.fingerprint} {selection}", language, make, fills=True, choice=choice)


def spots_file(atlas: Atlas, selection: Selection, language: Language) -> None:
    """The list to take away."""
    table = _written_spots(atlas, selection, language)
    said = _spots_said(atlas, selection, len(table.rows), language)
    take_away(atlas, table, selection, language, name="white-spots", called=say("slug.white-spots", language), said=said)


def _spots_said(atlas: Atlas, selection: Selection, count: int, language: Language) -> str:
    return say("certainty.spots" if is_partial(atlas, selection) else "white_spots.spots", language, n=count)


@atlas_cache(16)
def _written_spots(atlas: Atlas, selection: Selection, language: Language) -> WordedTable:
    return white_spots_table(atlas, white_spots(atlas, selection, language=language), language)


def every(kind: str) -> list[str]:
    """The programmes or themes that may be laid over each other."""
    return [item.value for item in (Programme if kind == "programmes" else Theme)]


def first_parts(kind: str) -> tuple[str, ...]:
    """Those that are laid over each other where none is asked for: the programmes of the home page, or the first themes."""
    if kind == "themes":
        return tuple(every(kind)[:3])
    shown = sorted((item for item in Programme if item.row["home_order"]), key=lambda item: item.row["home_order"])
    newest = Programme.newest_groups()
    return tuple(item.value for item in shown if not item.is_groups or item is newest)[:3]
