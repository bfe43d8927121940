"""The filter on an official figure: which figure, how its values are spread, and the two bounds that a municipality lies between."""

import math

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.model import Indicator, IndicatorRange, Selection
from wallonia_map.questions.indicator_ranges import range_text, ranges
from wallonia_map.questions.indicators import indicator_values
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.explore.choices import STATE, key
from wallonia_map.ui.frame import markup, widgets
from wallonia_map.ui.shared.histogram import histogram
from wallonia_map.views.indicator_words import indicator_name, write_figure
from wallonia_map.views.spread import Spread
from wallonia_map.views.spread import histogram as spread_of

FIGURE = "range_figure"
ENDS = ("low", "high")
#: No bound lies further out: the address writes it with twelve digits.
_FURTHEST = 999_999_999_999.0


def figure_range(atlas: Atlas, chosen: Selection, language: Language) -> None:
    """The figure to choose; once one is chosen, its histogram and its two bounds, either of which may stay empty."""
    held = {asked.indicator: asked for asked in chosen.indicators}
    names = {item.value: indicator_name(item, language) for item in Indicator}
    widgets.repeat(FIGURE)
    figure = widgets.selectbox(
        say("range.figure", language), names, key=FIGURE, default=next((item.value for item in held), None), clearable=True,
        placeholder=say("range.choose", language), persist_state="session",
    )  # fmt: skip
    if figure is None:
        return
    indicator = Indicator(figure)
    values = indicator_values(atlas, indicator, chosen.vintage, chosen.population_year).values
    known = values.dropna()
    asked = held.get(indicator, IndicatorRange(indicator))
    step = 10.0 ** -int(indicator.row["decimals"])
    outermost = {} if known.empty else {"low": known.min(), "high": known.max()}
    with st.container(horizontal=True, gap="small", wrap=False):
        for end, bound in zip(ENDS, (asked.low, asked.high), strict=True):
            widgets.number_or_none(
                say(f"range.{end}", language), bound, key=bound_key(indicator, end), most=_FURTHEST, step=step, on_change=_narrow,
                args=(indicator,), placeholder=write_figure(outermost[end], indicator, language) if outermost else "",
            )  # fmt: skip
    markup.html(histogram(Spread(spread_of(known)), language))
    if len(known) < len(values):
        st.caption(say("range.no_value", language, n=len(values) - len(known)))


def bound_key(indicator: Indicator, end: str) -> str:
    """The session key of a bound."""
    return f"range_{indicator.value}_{end}"


def _narrow(indicator: Indicator) -> None:
    """Write what the two inputs hold into the page's field: none of them is no filter; the lower one is the lower bound."""
    held = [st.session_state.get(bound_key(indicator, end)) for end in ENDS]
    low, high = (
        min(max(float(value), -_FURTHEST), _FURTHEST) if isinstance(value, int | float) and math.isfinite(value) else None for value in held
    )
    if low is not None and high is not None and low > high:
        low, high = high, low
    name = key("indicator")
    others = [asked for asked in ranges(st.session_state.get(name, ())) if asked.indicator != indicator]
    new = [] if low is None and high is None else [IndicatorRange(indicator, low, high)]
    STATE.set("indicator", *map(range_text, [*others, *new]))
