"""What the rows of a visitor's table are about: their level, and what a long table's rows differ by."""

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.model import Level
from wallonia_map.ui.frame import widgets
from wallonia_map.uploads.level_words import JOINED_LEVELS
from wallonia_map.uploads.long_tables import LongChoice, LongForm, usual_choice

_EACH, _SUM, _VALUE = "*", "+", "="


def level(recognised: Level, language: Language, token: str) -> Level:
    """The level at which the rows are joined: as recognised, or as the visitor says."""
    names = {item.value: say(f"own_read.level_{item.value}", language) for item in JOINED_LEVELS}
    chosen = widgets.selectbox(
        say("own_read.level", language), names, key=f"own_level_{token}", default=recognised.value, width=320,
        placeholder=say("explore.pick", language),
    )  # fmt: skip
    return Level(chosen or recognised)


def long_choice(form: LongForm, language: Language, token: str) -> LongChoice:
    """What becomes of each column that tells rows of one place apart: one value, a column for each, or a sum that is asked for."""
    usual = dict(usual_choice(form).kept)
    kept, added = [], []
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for place, (name, values) in enumerate(form.columns.items()):
            options = {_EACH: say("own_read.long_each", language, n=len(values))}
            options |= {f"{_VALUE}{value}": value for value in reversed(values)} | {_SUM: say("own_read.long_sum", language)}
            default = f"{_VALUE}{usual[name]}" if name in usual else _EACH
            chosen = widgets.selectbox(
                say("own_read.long", language, column=name), options, key=f"own_long_{token}_{place}", default=default, width=320,
                placeholder=say("explore.pick", language),
            ) or default  # fmt: skip
            if chosen == _SUM:
                added.append(name)
            elif chosen != _EACH:
                kept.append((name, chosen.removeprefix(_VALUE)))
    return LongChoice(tuple(kept), frozenset(added))
