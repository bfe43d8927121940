"""The form for an official series: which, from whom, what it holds, and what the atlas cannot know of it."""

from dataclasses import dataclass

import streamlit as st

from wallonia_map.curation.origins import LICENCES, LONGEST, ODWB, SOURCES, WALSTAT
from wallonia_map.curation.walstat_series import LANGUAGES, LONGEST_NAME, SeriesNames, known_as
from wallonia_map.i18n import Language, say
from wallonia_map.model import Direction, Programme
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import widgets

FIGURES, MEMBERS = "figures", "members"
#: Letters of a code, of a year, of lists of pairs.
_LONGEST_CODE, _LONGEST_YEAR, _LONGEST_PAIRS = 100, 10, 4_000
_NONE = "none"


@dataclass(frozen=True)
class Asked:
    """What the form holds, as it came from the browser: the functions of `curation` judge it."""

    source: str
    code: str
    use: str
    period: str
    publisher: str = ""
    licence: str = ""
    programme: str = ""
    groups: str = ""
    column: str = ""
    keep: str = ""
    identifier: str = ""
    names: SeriesNames | None = None


def ask_for_series(atlas: Atlas, language: Language) -> Asked:
    """Draw the form."""
    pick = say("explore.pick", language)
    with st.container(horizontal=True):
        sources = {name: say(f"keeper.official.source_{name}", language) for name in SOURCES}
        source = widgets.selectbox(say("keeper.official.source", language), sources, key="official_source", width=320, placeholder=pick)
        code = _text("code", "official_code", language, _LONGEST_CODE, say("keeper.official.code_help", language))
    with st.container(horizontal=True):
        uses = {name: say(f"keeper.official.use_{name}", language) for name in (FIGURES, MEMBERS)}
        use = widgets.selectbox(say("keeper.official.use", language), uses, key="official_use", width=320, placeholder=pick)
        period = _text("period", "official_period", language, _LONGEST_YEAR, say("keeper.official.period_help", language))
    source, use = source or WALSTAT, use or FIGURES
    publisher, licence = _publisher(language) if source == ODWB else ("", "")
    if use == MEMBERS:
        programmes = {str(one): say(f"programme_long.{one}", language) for one in reversed(Programme.groups())}
        programme = widgets.selectbox(
            say("keeper.official.programme", language), programmes, key="official_programme", width=420, placeholder=pick
        )
        groups = _pairs("groups", language)
        return Asked(source, code, use, period, publisher, licence, programme or next(iter(programmes), ""), groups)
    if known_as(atlas, code.replace("-", "_", 1) if source == WALSTAT else code):
        return Asked(source, code, use, period, publisher, licence, names=SeriesNames())
    identifier, names = _names(language)
    return Asked(source, code, use, period, publisher, licence, identifier=identifier, names=names)


def ask_for_columns(language: Language) -> tuple[str, str]:
    """What of a file cannot be recognised: the column of values, and the rows to keep."""
    column = _text("column", "official_column", language, LONGEST_NAME, say("keeper.official.column_help", language))
    return column, _pairs("keep", language)


def _text(message: str, key: str, language: Language, most: int, help_: str | None = None) -> str:
    return st.text_input(say(f"keeper.official.{message}", language), key=key, max_chars=most, width=320, help=help_).strip()


def _pairs(message: str, language: Language) -> str:
    return st.text_area(
        say(f"keeper.official.{message}", language), key=f"official_{message}", max_chars=_LONGEST_PAIRS, height=80,
        help=say(f"keeper.official.{message}_help", language),
    )  # fmt: skip


def _publisher(language: Language) -> tuple[str, str]:
    with st.container(horizontal=True):
        publisher = _text("publisher", "official_publisher", language, LONGEST)
        licences = {name: name for name in LICENCES}
        licence = widgets.selectbox(
            say("keeper.official.licence", language), licences, key="official_licence", width=320, clearable=True,
            placeholder=say("explore.pick", language),
        )  # fmt: skip
    return publisher, licence or ""


def _names(language: Language) -> tuple[str, SeriesNames]:
    """What a figure that the atlas does not have is called, and how its values are read."""
    st.caption(say("keeper.official.names", language))
    pick = say("explore.pick", language)
    names: dict[str, str] = {}
    units: dict[str, str] = {}
    for code in LANGUAGES:
        spoken = say(f"keeper.untranslated.{code}", language)
        with st.container(horizontal=True):
            for kind, told, label in (
                ("name", names, say("keeper.programme.name_in", language, spoken=spoken)),
                ("unit", units, say("keeper.official.unit_in", language, spoken=spoken)),
            ):
                told[code] = st.text_input(label, key=f"official_{kind}_{code}", max_chars=LONGEST_NAME, width=320).strip()
    with st.container(horizontal=True):
        directions = {str(one.value): say(f"keeper.official.direction_{one.value}", language) for one in Direction}
        direction = widgets.selectbox(
            say("keeper.official.direction", language), directions, key="official_direction", width=320, clearable=True, placeholder=pick
        )
        symbols = {_NONE: say("keeper.official.symbol_none", language), "%": "%", "€": "€"}
        symbol = widgets.selectbox(say("keeper.official.symbol", language), symbols, key="official_symbol", width=160, placeholder=pick)
        decimals = st.number_input(say("keeper.official.decimals", language), 0, 4, 1, key="official_decimals", width=160)
    identifier = _text("identifier", "official_id", language, LONGEST_NAME, say("keeper.official.identifier_help", language))
    sign = "" if symbol in (None, _NONE) else str(symbol)
    return identifier, SeriesNames(names, {}, units, {}, direction or "", sign, int(decimals))
