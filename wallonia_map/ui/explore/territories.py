"""The figures of the view by province, arrondissement, community, character or group: a row each, the territory as a whole."""

from collections.abc import Callable

import streamlit as st

from wallonia_map.export.planner_tables import compared_table
from wallonia_map.i18n import Language, decimal, euro, number, percent, say
from wallonia_map.model import Programme
from wallonia_map.questions.completeness import is_partial
from wallonia_map.questions.territories import by_level, levels
from wallonia_map.questions.territory import TerritoryKind
from wallonia_map.ui.explore.choices import key
from wallonia_map.ui.frame import widgets
from wallonia_map.ui.shared import tables
from wallonia_map.ui.shared.row_order import order_control, ordered
from wallonia_map.ui.shared.table_download import take_away
from wallonia_map.views.measures import Measure
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.view import query

_CHANGED = "_explore_level_changed"
#: What the table shows of the file's columns: what is not known beside what is covered.
_SHOWN = (
    "territory", "municipalities", "municipalities_covered", "share_municipalities", "municipalities_not_known", "inhabitants",
    "share_inhabitants", "initiatives", "per_10000", "subsidy_eur", "subsidy_eur_per_inhabitant",
)  # fmt: skip

#: What the map shows → the column of the table that says it of a territory; for any other measure, how much of it is covered.
_RANKED_BY = {
    Measure.INITIATIVES: "initiatives", Measure.PER_10000: "per_10000", Measure.SUBSIDY: "subsidy_eur_per_inhabitant",
}  # fmt: skip


def level_name(level: TerritoryKind, language: Language) -> str:
    """What a level is called: groups by their programme."""
    programme = next((item for item in Programme.groups() if item.membership_map == level.value), None)
    return say(f"programme_long.{programme}" if programme else f"level.{level}", language)


def territories(summary: ViewSummary) -> None:
    """The level to choose, its territories with a way to the page of each, the file."""
    atlas, language, view = summary.atlas, summary.language, summary.view
    held = widgets.selectbox(
        say("level.label", language), {level.value: level_name(level, language) for level in levels()}, key=key("level"), width=340,
        persist_state="session", on_change=_note_change,
    )  # fmt: skip
    if st.session_state.pop(_CHANGED, False):
        st.rerun()  # the tab runs by itself, and the link is written outside it
    level = TerritoryKind(held or TerritoryKind.PROVINCE)
    table = by_level(atlas, level, view.selection, view.counting, language=language)
    worded, title = compared_table(table, language), level_name(level, language)
    by = _RANKED_BY.get(view.measure, "share_municipalities")
    header = dict(zip(map(str, worded.rows.columns), worded.header, strict=True))
    order = order_control("territory_order", language, column=header[by], as_listed=True)
    st.caption(say("level.note", language))

    def make() -> tables.DisplayTable:
        rows = worded.rows.set_index("code")[list(_SHOWN)]
        rows = ordered(rows, by, order, ("inhabitants",)) if order else rows
        names = {"page": say("table.page", language)} | {name: header[name] for name in _SHOWN}
        rows.insert(
            0, "page", [f"place?{query({'code': [str(code)], 'vintage': [view.selection.vintage.value]}, language)}" for code in rows.index]
        )
        return tables.DisplayTable(
            rows, names, _written(language, partial=is_partial(atlas, view.selection)), title, placeholder=say("value.not_known", language),
            links={"page": tables.OPEN},
        )  # fmt: skip

    tables.show(f"level {level} {by} {order} {view.counting} {atlas.catalog.fingerprint} {view.selection}", language, make)
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
    st.session_state[_CHANGED] = True
