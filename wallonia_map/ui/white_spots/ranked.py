"""White spots in the order of need: the figures to choose, the sentence, the ranks with their parts, the file."""

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from wallonia_map.export.planner_tables import WordedTable, need_ranks_table
from wallonia_map.i18n import Language, decimal, listing, number, say
from wallonia_map.model import Selection
from wallonia_map.questions.indicators import indicator_values
from wallonia_map.questions.need_ranks import MOST_CRITERIA, NeedRanks, criteria_of, criterion_text, every_criterion, need_ranks
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import page_parts, widgets
from wallonia_map.ui.frame.page_state import Values, key
from wallonia_map.ui.shared import tables
from wallonia_map.ui.shared.row_choice import RowChoice
from wallonia_map.ui.shared.row_order import RowOrder, order_control, ordered
from wallonia_map.ui.shared.table_download import take_away
from wallonia_map.views.indicator_words import period_notes, write_figure
from wallonia_map.views.need_words import criterion_name, describe_ranks

#: Columns of the file that the table on the page leaves out: the code and the periods, which a note says where they differ.
_ONLY_IN_FILE = ("nis", "period_")


def check(values: Values) -> Values:
    """The page's values with the criteria that go together: each figure once, three at most."""
    return values | {"need": tuple(map(criterion_text, criteria_of(values["need"])))}


def ranked(atlas: Atlas, selection: Selection, chosen: Sequence[str], choice: RowChoice, language: Language) -> None:
    """The white spots of `selection` ranked by the `chosen` criteria, with the `choice` of rows; what to choose, where there are none."""
    options = {text: criterion_name(item, language) for text, item in every_criterion().items()}
    widgets.multiselect(
        say("need.ranked_choose", language), options, key=key("white", "need"), max_selections=MOST_CRITERIA, select_all=False,
        placeholder=say("need.ranked_placeholder", language),
    )  # fmt: skip
    criteria = criteria_of(chosen)
    if not criteria:
        st.caption(say("need.ranked_nothing", language))
        return
    found = need_ranks(atlas, selection, criteria, language=language)
    said = describe_ranks(found, language)
    page_parts.result(said)
    table = need_ranks_table(atlas, found, selection, language)
    names = {item: say(f"need.order_{item}", language) for item in (RowOrder.HIGH, RowOrder.LOW)}
    order = order_control("need_order", language, names=names) or RowOrder.HIGH
    stamp = f"ranked {atlas.catalog.fingerprint} {selection} {criteria} {order}"
    tables.show(stamp, language, lambda: _display(found, table, said, order, language), choice=choice)
    st.caption(" ".join([say("need.ranked_note", language), *_other_periods(atlas, found, selection, language)]))
    take_away(
        atlas, table, selection, language, name="white-spots-need", called=say("need.ranked_slug", language), said=said,
    )  # fmt: skip


def _display(found: NeedRanks, table: WordedTable, said: str, order: RowOrder, language: Language) -> tables.DisplayTable:
    names = {
        str(name): title for name, title in zip(table.rows.columns, table.header, strict=True) if not str(name).startswith(_ONLY_IN_FILE)
    }
    rows = table.rows.set_index("nis")[list(names)]
    if order is not RowOrder.HIGH:  # position 1 is the greatest need, and the table comes in that order
        position = ordered(rows.assign(need=-rows["position"]), "need", order)
        rows = rows.loc[position.index]
    written: dict[str, Callable[[float], str]] = {}
    for name in names:
        if name.startswith(("position", "best", "worst", "inhabitants")):
            written[name] = partial(number, language=language)
        elif name.startswith(("rank_", "score")):
            written[name] = partial(decimal, language=language, digits=2)
    for place, item in enumerate(found.criteria, start=1):
        written[f"value_{place}"] = partial(write_figure, indicator=item.indicator, language=language)
    unknown = say("value.not_known", language)
    missing = {name: [unknown] * len(rows) for name in names if pd.api.types.is_numeric_dtype(rows[name].dtype)}
    return tables.DisplayTable(rows, names, written, said, missing=missing, placeholder=unknown)


def _other_periods(atlas: Atlas, found: NeedRanks, selection: Selection, language: Language) -> list[str]:
    """Which values are of another period than most, by municipality."""
    notes: dict[str, str] = {}
    for item in found.criteria:
        values = indicator_values(atlas, item.indicator, selection.vintage, selection.population_year)
        notes |= period_notes(values, map(str, found.table.index))
    named = [f"{found.table.at[nis, 'municipality']} ({period})" for nis, period in notes.items()]
    return [say("official.other_period", language, names=listing(named, language))] if named else []
