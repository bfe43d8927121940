"""Which columns of a visitor's table are joined, and what each holds: guessed, shown, and corrected."""

from dataclasses import replace
from typing import NamedTuple

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.ui.frame import widgets
from wallonia_map.ui.frame.page_parts import plain
from wallonia_map.ui.frame.session_memo import kept
from wallonia_map.uploads.columns import ColumnType
from wallonia_map.uploads.reading import ReadTable
from wallonia_map.uploads.reshaping import Reshaped
from wallonia_map.uploads.variable_kinds import Variable, VariableKind, guess_variables, guess_wide_variables


class Tokens(NamedTuple):
    """What widgets' keys end in: choices about the `file` outlive another header row, those among its `columns` do not."""

    file: str
    columns: str


def own_variables(long: ReadTable, wide: Reshaped | None, names: list[str], language: Language, token: Tokens) -> tuple[Variable, ...]:
    """The columns to join, and what each is, as guessed and as corrected; of a long table those of the `wide` one."""
    table = long if wide is None else wide.table
    columns = widgets.multiselect(
        say("your_data.columns", language), {name: name for name in names}, default=names, key=f"own_columns_{token.columns}", select_all=False,
        placeholder=say("explore.pick", language),
    )  # fmt: skip
    found = []
    kinds = {item.value: say(f"your_data.kind_{item.value}", language) for item in VariableKind}
    with st.container(horizontal=True):
        asked = tuple(name for name in columns if name in names)
        for guess in kept(
            "variables", table, asked, lambda: guess_variables(table, asked) if wide is None else guess_wide_variables(long, wide, asked)
        ):
            kind = widgets.selectbox(
                say("your_data.kind", language, column=guess.column), kinds, default=guess.kind.value, key=f"own_kind_{token.file}_{guess.column}",
                width=260, placeholder=say("explore.pick", language),
            )  # fmt: skip
            found.append(Variable(guess.column, VariableKind(kind or guess.kind)))
    numbers = [name for name in names if table.column(name).type is ColumnType.NUMBER]
    return tuple(_declared(one, numbers, token.file, language) if one.kind is VariableKind.RATE else one for one in found)


def _declared(rate: Variable, numbers: list[str], token: str, language: Language) -> Variable:
    """A rate with the columns that it is worked out from, where the visitor declares both."""
    others = {"": say("own_read.not_given", language)} | {name: name for name in numbers if name != rate.column}
    if len(others) < 3:
        return rate
    chosen = []
    with st.container(horizontal=True):
        for part in ("numerator", "denominator"):
            chosen.append(
                widgets.selectbox(
                    say(f"own_read.{part}", language, column=rate.column), others, key=f"own_{part}_{token}_{rate.column}", width=320,
                    placeholder=say("explore.pick", language),
                )
            )  # fmt: skip
    above, below = chosen
    if not above or not below or above == below:
        return rate
    st.caption(plain(say("own_read.rate_told", language, column=rate.column, numerator=above, denominator=below)))
    return replace(rate, numerator=above, denominator=below)
