"""The tables that stand beside the map, with the same rows and the same figures."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from wallonia_map.i18n import Language, decimal, number, say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.confirmed import confirmed_years
from wallonia_map.tables.names import initiative_title
from wallonia_map.ui.frame import markup
from wallonia_map.ui.shared import print_table
from wallonia_map.ui.shared.row_choice import RowChoice, RowTicks
from wallonia_map.ui.shared.row_order import RowOrder, order_control, ordered
from wallonia_map.ui.shared.written_table import written_table
from wallonia_map.views.initiative_words import initiative_address
from wallonia_map.views.summary import ViewSummary

#: Pixels: the columns of an initiative stand side by side on a screen of 1280, their texts whole; on a wider screen they share what is left.
INITIATIVE_WIDTHS = {
    "page": 58, "title": 236, "programme": 104, "themes": 168, "lead": 186, "year": 67, "stage": 110, "subsidy": 138, "confidence": 121,
    "confirmed": 94,
}  # fmt: skip
#: What stands for the way to an initiative's page, in any language.
OPEN = "→"
#: Pixels a row: four lines, which hold every text at those widths; Streamlit breaks a text into lines from 65 on.
WHOLE_TEXT, ONE_LINE = 84, 35
#: Rows that Streamlit always shows of a table that fills its place; one of no more rows is as high as they are.
LEAST_ROWS = 3


def municipality_rows(summary: ViewSummary, order: RowOrder = RowOrder.HIGH) -> pd.DataFrame:
    """The municipalities in view, highest value first unless asked otherwise: what the map shows, its class, inhabitants, area, province."""
    atlas, language, shown, chosen = summary.atlas, summary.language, summary.measured, summary.view.selection
    rows = atlas.municipalities(chosen.vintage).reindex(shown.values.index)
    table = pd.DataFrame({
        "municipality": [atlas.municipality_name(nis, chosen.vintage, language) for nis in rows.index],
        "value": shown.values,
        "class": summary.class_names,
        "initiatives": shown.initiatives.astype("float64"),
        "inhabitants": atlas.population(chosen.vintage, chosen.population_year).reindex(rows.index),
        "area": rows["area_km2"],
        "province": rows["province_nis"].map(lambda nis: atlas.territory_name(nis, language)),
    }, index=rows.index)  # fmt: skip
    if not summary.has_value_column:
        table = table.drop(columns="value")
    first = "value" if summary.has_value_column else "initiatives"
    return ordered(table, first, order, ("inhabitants",))


@dataclass(frozen=True)
class DisplayTable:
    """A table as it is shown: its rows, the header of each column, how figures are written, and what a screen reader calls it.

    `missing` says on paper why a cell of a column is empty, a word for each row; on the screen, Streamlit writes one `placeholder` in all. `links` are columns of addresses, with what
    stands in their cells; paper has none.
    """

    rows: pd.DataFrame
    names: Mapping[str, str]
    written: Mapping[str, Callable[[float], str]]
    alt: str
    widths: Mapping[str, int] = field(default_factory=dict)
    missing: Mapping[str, Sequence[str]] = field(default_factory=dict)
    placeholder: str = ""
    links: Mapping[str, str] = field(default_factory=dict)


def show(stamp: str, language: Language, make: Callable[[], DisplayTable], *, fills: bool = False, choice: RowTicks | None = None) -> None:
    """Show the table that `make` makes, with translated headers; numbers sort as numbers and read as the language writes them.

    It is made and formatted once for all visitors: whatever `stamp` does not name must not change it. Streamlit then plays the same
    message again, unless the table has a `choice` of rows: its index then holds what each row is of, as text. Where it `fills` its place,
    it is as high as what else stands there leaves (ui/frame/screens.css), and three rows at least.
    """
    if choice is None:
        _replayed(make, stamp, language, fills)
        return
    made = _made(_Asked(stamp, language, make))
    choice.begin(made.codes)
    _draw(made, fills, choice, choice.hint(language))
    choice.offer(language)


@st.cache_data(show_spinner=False, max_entries=128)
def _replayed(_make: Callable[[], DisplayTable], stamp: str, language: Language, fills: bool) -> None:
    _draw(_Made(_make(), stamp, language), fills, None)


@dataclass
class _Asked:
    """A table by what it is of; how it is made is no part of that, and forgotten once it is."""

    stamp: str
    language: Language
    make: Callable[[], DisplayTable] | None = field(compare=False)

    def __hash__(self) -> int:
        return hash((self.stamp, self.language))


@lru_cache(64)
def _made(asked: _Asked) -> "_Made":
    make, asked.make = asked.make, None
    if make is None:
        raise ValueError(asked)
    return _Made(make(), asked.stamp, asked.language)


class _Made:
    """A table with all that is written of it, for the screen and for paper."""

    def __init__(self, table: DisplayTable, stamp: str, language: Language) -> None:
        self.table = table
        written = {name: write for name, write in table.written.items() if name in table.rows}
        rows = table.rows.reset_index(drop=True)  # a named index would stand in the table's own menu
        self.screen = written_table(rows, written, hashlib.sha256(f"{stamp} {language}".encode()).hexdigest()[:12])
        self.paper = print_table.on_paper(table.rows.drop(columns=list(table.links)), table.names, written, language, missing=table.missing)
        self.nothing = say("table.none", language)
        self.codes = tuple(map(str, table.rows.index))
        self.placeholder = table.placeholder if rows.isna().to_numpy().any() else ""  # a table without gaps speaks of none
        self.columns = {name: _column(table, name, label) for name, label in table.names.items()}


def _draw(made: _Made, fills: bool, choice: RowTicks | None, hint: str = "") -> None:
    told = made.table
    if told.rows.empty:  # Streamlit would say so in English
        markup.html(f'<p class="note">{escape(made.nothing)}</p>')
        return
    line, usual = (WHOLE_TEXT, 560) if told.widths else (ONE_LINE, 420)
    whole = 40 + line * max(len(told.rows), 1)
    height = "stretch" if fills and len(told.rows) > LEAST_ROWS else min(usual, whole)
    answers = {"key": choice.key, "on_select": choice.on_select, "selection_mode": "multi-row"} if choice else {}
    st.dataframe(
        made.screen, hide_index=True, placeholder=made.placeholder, height=height, row_height=line, alt=told.alt,
        column_config=made.columns, **answers,
    )  # type: ignore[call-overload]  # fmt: skip
    markup.html(made.paper + (f'<p class="note tick">{escape(hint)}</p>' if hint else ""))


def _column(table: DisplayTable, name: str, label: str) -> Any:  # noqa: ANN401 (what Streamlit takes for a column)
    width = table.widths.get(name)
    if name in table.links:
        return st.column_config.LinkColumn(label, width=width, display_text=table.links[name])
    return st.column_config.Column(label, width=width) if width else label


def municipality_table(summary: ViewSummary, choice: RowChoice) -> None:
    """The municipalities in view as a table that sorts and searches, and chooses on the map."""
    language, order = summary.language, order_control("municipality_order", summary.language) or RowOrder.HIGH

    def make() -> DisplayTable:
        table = municipality_rows(summary, order)
        names = {"value": summary.name}
        config = {name: names.get(name) or say(f"table.{name}", language) for name in table.columns}
        written = {
            "value": summary.write_value, "initiatives": lambda value: number(value, language),
            "inhabitants": lambda value: number(value, language), "area": lambda value: decimal(value, language),
        }  # fmt: skip
        why = next((line.label for line in summary.legend if not line.is_known), say("not_known.label", language))
        return DisplayTable(
            table, config, written, say("explore.table_heading", language), missing=_why_empty(summary, table), placeholder=why
        )

    show(f"municipalities {summary.atlas.catalog.fingerprint} {summary.measured.stamp} {order}", language, make, choice=choice)


def _why_empty(summary: ViewSummary, table: pd.DataFrame) -> dict[str, list[str]]:
    """What stands where a municipality has no value: its class says why; of a number of initiatives, only that it is not known."""
    unknown = say("not_known.label", summary.language)
    possible = set(summary.measured.possible)
    words = {"initiatives": [unknown] * len(table)}
    if "value" in table:
        words["value"] = [unknown if nis in possible else summary.write_value(float("nan")) for nis in table.index]
    return words


def initiative_rows(atlas: Atlas, identifiers: Sequence[str], language: Language) -> pd.DataFrame:
    """Initiatives as they are listed; the year of confirmation only where somebody confirmed one: else it says a hundred times that it is not known."""
    initiatives = atlas.initiatives.loc[list(identifiers)]
    rows = pd.DataFrame({
        "page": [initiative_address(str(identifier), language) for identifier in initiatives.index],
        "title": [initiative_title(atlas, str(identifier), language) for identifier in initiatives.index],
        "programme": [say(f"programme.{programme}", language) for programme in initiatives["programme"]],
        "themes": [", ".join(say(f"theme.{theme}", language) for theme in themes.split(";") if theme) for themes in initiatives["themes"]],
        "lead": [atlas.texts.say_each(lead, language) for lead in initiatives["lead"]],
        "year": _years(initiatives["start_year"], language),
        "stage": [say(f"stage.{stage}", language) for stage in initiatives["stage"]],
        "subsidy": initiatives["subsidy_eur"].to_numpy(),
        "confidence": [say(f"confidence.{value}", language) for value in initiatives["confidence"]],
    }, index=initiatives.index)  # fmt: skip
    confirmed = confirmed_years(atlas, initiatives.index)
    return rows.assign(confirmed=_years(confirmed, language)) if confirmed.notna().any() else rows


def initiative_table(atlas: Atlas, identifiers: Sequence[str], language: Language, *, name: str, ticks: RowTicks | None = None) -> None:
    """Initiatives as a table that sorts and searches; `name` is what a screen reader calls it, `ticks` are the rows that are chosen in it."""

    def make() -> DisplayTable:
        rows = initiative_rows(atlas, identifiers, language)
        names = {column: say(f"table.{column}", language) for column in rows.columns}
        unpublished = say("certainty.not_published", language)
        return DisplayTable(
            rows, names, {"subsidy": lambda value: number(value, language)}, name, INITIATIVE_WIDTHS, {"subsidy": [unpublished] * len(rows)},
            unpublished, {"page": OPEN},
        )  # fmt: skip

    show(f"initiatives {atlas.catalog.fingerprint} {name} {' '.join(identifiers)}", language, make, choice=ticks)


def _years(years: pd.Series, language: Language) -> list[str]:
    """Years as texts, which sort alike; « not known » in words, since the table has one word for all its empty cells."""
    return [say("value.not_known", language) if pd.isna(year) else str(int(year)) for year in years]
