"""Parts of the white spots page: what overlaps, where nothing is known, who could help."""

from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from wallonia_map.export.planner_tables import WordedTable, file_word, helpers_table, overlap_table, white_spots_table
from wallonia_map.i18n import Language, decimal, number, percent, say
from wallonia_map.maps.territory_paint import MARKS, mark_of
from wallonia_map.model import Programme, RoleRule, Selection, Theme, Vintage
from wallonia_map.questions.completeness import is_partial
from wallonia_map.questions.overlaps import NOT_KNOWN, white_spot_columns, white_spots
from wallonia_map.questions.peers import likeness_of, not_compared, who_could_help
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.tables.names import lag_name
from wallonia_map.ui.frame import page_parts, widgets
from wallonia_map.ui.frame.glossary import explained, meaning
from wallonia_map.ui.frame.page_state import PageState, key, one
from wallonia_map.ui.shared import drawing, map_panel, perimeter, tables
from wallonia_map.ui.shared.documents import PICTURES, documents
from wallonia_map.ui.shared.likeness import likeness_choice
from wallonia_map.ui.shared.municipality_panel import initiative_html
from wallonia_map.ui.shared.municipality_select import municipality_box
from wallonia_map.ui.shared.row_choice import RowChoice
from wallonia_map.ui.shared.table_download import here, take_away
from wallonia_map.views.category_summary import OverlapSummary
from wallonia_map.views.classing import MISSING
from wallonia_map.views.peer_words import left_out_note, likeness_definition, likeness_names, own_unknown_note

PAGE = "white"
#: Pixels: what the first screen leaves to the list below the key.
LIST_HEIGHT = 146


def row_choice(state: PageState, table: str, nis: str) -> RowChoice:
    """What a table of the page answers to: the municipality `nis` (or none) that is chosen on the map, and the perimeter that rows become."""

    def choose(code: str | None) -> None:
        state.set("nis", *filter(None, [code]))

    return RowChoice(f"{PAGE}_{table}", nis or None, choose, partial(perimeter.compose_with, PAGE))


def answer(atlas: Atlas, summary: OverlapSummary | None, selection: Selection, choice: RowChoice, language: Language) -> None:
    """The map of combinations, and beside it what it says, its key and the municipalities that nothing covers; map and rows make one `choice`."""
    board = st.container(key="board")  # as on Explore (ui/frame/style.css)
    with board.container(key="board_map"):
        if summary is None:
            st.info(say("white_spots.too_few", language), icon=":material/join_inner:")
        else:
            map_panel.draw(summary, key="white_map", height=None, on_choose=choice.choose, label="map_label.quiet")
    with board.container(key="board_side"):
        if summary is not None:
            page_parts.result(summary.sentence)
            _key(summary)
        _spots(atlas, selection, choice, language)


def overlap_files(atlas: Atlas, summary: OverlapSummary) -> None:
    """The overlap to take away: its table, its documents."""
    asked = summary.view.selection
    cited = summary.selected.initiatives.index
    take_away(
        atlas, overlap_table(summary), asked, summary.language, name="overlap", called=summary.slug, said=summary.sentence, cited=cited
    )
    documents(summary, here(), PICTURES)


def _key(summary: OverlapSummary) -> None:
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
    st.html(drawing.table(header, rows, numbers=(2, 3), map_key="white_map") + note + explained(("coverage", "white_spot"), language))


def _spots(atlas: Atlas, selection: Selection, choice: RowChoice, language: Language) -> None:
    """The municipalities that nothing covers, most inhabitants first, with what is next door."""
    found = white_spots(atlas, selection, language=language)
    said = _spots_said(atlas, selection, len(found), language)
    st.header(said, anchor=False, help=meaning("white_spot", language))

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

    tables.show(f"white spots {atlas.catalog.fingerprint} {selection}", language, make, most=LIST_HEIGHT, choice=choice)


def spots_file(atlas: Atlas, selection: Selection, language: Language) -> None:
    """How the list is to be read, and its file."""
    table = _written_spots(atlas, selection, language)
    st.caption(say("white_spots.spots_note", language))
    said = _spots_said(atlas, selection, len(table.rows), language)
    take_away(atlas, table, selection, language, name="white-spots", called=say("slug.white-spots", language), said=said)


def _spots_said(atlas: Atlas, selection: Selection, count: int, language: Language) -> str:
    return say("certainty.spots" if is_partial(atlas, selection) else "white_spots.spots", language, n=count)


@atlas_cache(16)
def _written_spots(atlas: Atlas, selection: Selection, language: Language) -> WordedTable:
    return white_spots_table(atlas, white_spots(atlas, selection, language=language), language)


def help_choice(atlas: Atlas, vintage: Vintage, language: Language) -> None:
    """For whom, about what, and who is left out."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        municipality_box(atlas, vintage, language, key=key(PAGE, "nis"), width=340)
        themes = {theme.value: say(f"theme.{theme.value}", language) for theme in Theme}
        widgets.selectbox(
            say("white_spots.theme", language), themes, key=key(PAGE, "theme"), width=240, placeholder=say("explore.pick", language)
        )
        same = {name: say(f"white_spots.same_{name}", language) for name in ("province", "language")}
        likeness_choice(key(PAGE, "like"), language)
        widgets.pills(say("explore.filters", language), same, key=key(PAGE, "same"), label_visibility="collapsed")


def helpers(atlas: Atlas, chosen: dict[str, tuple[str, ...]], rule: RoleRule, vintage: Vintage, language: Language) -> None:
    """The peers that have an initiative with the theme, nearest first: the list to take along."""
    nis = one(chosen, "nis")
    if not nis or nis not in atlas.municipalities(vintage).index:
        st.info(say("white_spots.choose", language), icon=":material/person_search:")
        return
    by = likeness_of(chosen["like"])
    left_out = not_compared(atlas, by, vintage)
    found = who_could_help(
        atlas, nis, one(chosen, "theme"), n=8, rule=rule, vintage=vintage, same_province="province" in chosen["same"], same_language="language" in chosen["same"],
        by=by, language=language,
    )  # fmt: skip
    if nis in left_out:
        st.info(own_unknown_note(by, language), icon=":material/help:")
        return
    if by:
        st.caption(
            " ".join(
                filter(
                    None, (say("peers.by", language, names=likeness_names(by, language)), left_out_note(atlas, left_out, vintage, language))
                )
            )
        )
    if found.empty:
        st.info(say("white_spots.no_helper", language))
    body = ""
    for _, rows in found.groupby("nis", sort=False):
        first = rows.iloc[0]
        told = say(
            "white_spots.helper", language, name=str(first["municipality"]), distance=decimal(float(first["distance"]), language, 2), inhabitants=int(first["inhabitants"]),
            character=say(f"municipality.character.{first['character']}", language),
        )  # fmt: skip
        items = "".join(initiative_html(atlas, str(row.initiative_id), str(row.role), language) for row in rows.itertuples())
        shared = f'<p class="small">{escape(say("white_spots.shared", language))}</p>' if rows["is_shared"].any() else ""
        body += f"<h3>{escape(told)}</h3>{shared}{items}"
    st.html(body)
    if not found.empty:
        name = atlas.municipality_name(nis, vintage, language)
        theme = one(chosen, "theme")
        said = say("panel.labelled", language, name=say("white_spots.help", language), value=f"{name}, {say(f'theme.{theme}', language)}")
        said += f". {say('peers.by', language, names=likeness_names(by, language))}" if by else ""
        asked = Selection(themes=(theme,), rule=rule, vintage=vintage)
        take_away(
            atlas,
            helpers_table(atlas, found, language),
            asked,
            language,
            name="peers",
            called=f"{say('slug.peers', language)}_{nis}_{file_word(say(f'theme.{theme}', language))}",
            said=said,
            cited=set(found["initiative_id"]),
        )
    with st.expander(say("white_spots.definition_title", language), icon=":material/help:"):
        st.write(likeness_definition(by, language))


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
