"""The figures of the view by province, arrondissement, community, character or group: a row each, the territory as a whole."""

from collections.abc import Callable

import streamlit as st

from wallonia_map.export.planner_tables import compared_table
from wallonia_map.i18n import Language, decimal, euro, number, percent, say
from wallonia_map.questions.completeness import is_partial
from wallonia_map.questions.indicators import indicator_values
from wallonia_map.questions.territories import by_level, levels
from wallonia_map.questions.territory import TerritoryKind
from wallonia_map.ui.explore import choices
from wallonia_map.ui.frame import navigation, widgets
from wallonia_map.ui.shared import tables
from wallonia_map.ui.shared.row_order import order_control, ordered
from wallonia_map.ui.shared.table_download import take_away
from wallonia_map.views.indicator_words import short_name, write_figure
from wallonia_map.views.measures import Measure
from wallonia_map.views.official_territories import figure_called, official_figures
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.territory_summary import level_name
from wallonia_map.views.view import View, query

#: The key of the box of levels in the tab: it shows what the page holds.
LEVEL, _CHANGED = "explore_level", "_explore_level_changed"
#: What the table shows of the file's columns: what is not known beside what is covered.
_SHOWN = (
    "territory", "municipalities", "municipalities_covered", "share_municipalities", "municipalities_not_known", "inhabitants",
    "share_inhabitants", "initiatives", "per_10000", "subsidy_eur", "subsidy_eur_per_inhabitant",
)  # fmt: skip

#: What the map shows → the column of the table that says it of a territory; for any other measure, how much of it is covered.
_RANKED_BY = {
    Measure.INITIATIVES: "initiatives", Measure.PER_10000: "per_10000", Measure.SUBSIDY: "subsidy_eur_per_inhabitant",
}  # fmt: skip


def territories(summary: ViewSummary) -> None:
    """The level to choose, which is the map's; its territories with a way to the page of each, the file."""
    atlas, language, view = summary.atlas, summary.language, summary.view
    if st.session_state.pop(_CHANGED, False):
        st.rerun()  # the tab runs by itself; the map is drawn, and the link written, outside it
    is_wide = view.level is not TerritoryKind.MUNICIPALITY
    st.session_state[LEVEL] = view.level.value if is_wide else None
    widgets.selectbox(
        say("level.label", language), {level.value: level_name(level, language) for level in levels()}, key=LEVEL, width=340, clearable=True,
        placeholder=say("level.pick", language), on_change=_note_change,
    )  # fmt: skip
    level = view.level if is_wide else TerritoryKind.PROVINCE
    table = by_level(atlas, level, view.selection, view.counting, language=language)
    worded, title = compared_table(table, language), level_name(level, language)
    indicator = view.measure.indicator
    by = "value" if indicator else _RANKED_BY.get(view.measure, "share_municipalities")
    header = dict(zip(map(str, worded.rows.columns), worded.header, strict=True))
    if indicator:
        found = indicator_values(atlas, indicator, view.selection.vintage, view.selection.population_year)
        header["value"] = figure_called(short_name(indicator, language), found, language)
    order = order_control("territory_order", language, column=header[by], as_listed=True)
    st.caption(f"{say('level.note', language)} {say('level.follows' if is_wide else 'level.choose', language)}")

    def make() -> tables.DisplayTable:
        rows = worded.rows.set_index("code")[list(_SHOWN)]
        if indicator:  # beside the figures that programmes have, that of the map
            rows.insert(1, "value", official_figures(atlas, level, indicator, view.selection)["value"].reindex(rows.index))
        rows = ordered(rows, by, order, ("inhabitants",)) if order else rows
        written = _written(language, partial=is_partial(atlas, view.selection))
        written |= {"value": lambda value: write_figure(value, indicator, language)} if indicator else {}
        names = {"page": say("table.page", language)} | {name: header[name] for name in rows.columns}
        rows.insert(
            0, "page", [f"place?{query({'code': [str(code)], 'vintage': [view.selection.vintage.value]}, language)}" for code in rows.index]
        )
        return tables.DisplayTable(
            rows, names, written, title, placeholder=say("value.not_known", language),
            links={"page": tables.OPEN},
        )  # fmt: skip

    tables.show(f"level {level} {by} {indicator} {order} {view.counting} {atlas.catalog.fingerprint} {view.selection}", language, make)
    take_away(
        atlas, worded, view.selection, language, name="level", called=f"{say('slug.compare', language)}_{level.value}", said=title,
    )  # fmt: skip


def _written(language: Language, *, partial: bool) -> dict[str, Callable[[float], str]]:
    """How each column writes its figures; zero is « none known » where a list has gaps."""

    def counted(write: Callable[[float], str], none: str = "certainty.none_known") -> Callable[[float], str]:
        return lambda value: say(none, language) if partial and not value else write(value)

    plain = _in(number, language)
    amounts = {"subsidy_eur": _in(euro, language), "subsidy_eur_per_inhabitant": lambda value: euro(value, language, 2)}
    return {
        **dict.fromkeys(("municipalities", "municipalities_not_known", "inhabitants"), plain),
        **dict.fromkeys(("municipalities_covered", "initiatives"), counted(plain)),
        **dict.fromkeys(("share_municipalities", "share_inhabitants"), counted(_in(percent, language))),
        "per_10000": counted(_in(decimal, language)),
        **{name: counted(write, "certainty.no_amount") for name, write in amounts.items()},
    }


def _in(write: Callable[[float, Language], str], language: Language) -> Callable[[float], str]:
    """`write` in one language."""
    return lambda value: write(value, language)


def _note_change() -> None:
    choices.choose_level(st.session_state[LEVEL] or TerritoryKind.MUNICIPALITY.value)
    st.session_state[_CHANGED] = True


def open_clicked(view: View, language: Language) -> None:
    """Open the page of the territory that was clicked on the map, as its row in the table does."""
    code = choices.opened_territory()
    if code is not None:
        params = navigation.link({"code": code, "vintage": view.selection.vintage.value}, language)
        st.switch_page(navigation.pages(language)["place"], query_params=params)


def stays_told(view: View, language: Language) -> str:
    """Why the map stays by municipality though a level is chosen; empty where it follows."""
    if view.level is TerritoryKind.MUNICIPALITY or view.measure.is_of_territories:
        return ""
    return say("level.stays", language, name=say(f"measure.{view.measure}", language))
