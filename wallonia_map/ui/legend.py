"""The legend, outside the map: swatch, interval, municipalities, inhabitants; from the rows that the map is painted with."""

from html import escape

import streamlit as st

from wallonia_map.atlas import Atlas
from wallonia_map.classing import INFINITE, MISSING, LegendRow
from wallonia_map.i18n import decimal, number, say
from wallonia_map.measures import Measure, Measured


def legend(atlas: Atlas, measured: Measured, language: str) -> None:
    """Draw the legend of what the map shows."""
    st.html(legend_html(atlas, measured, language))


def legend_html(atlas: Atlas, measured: Measured, language: str) -> str:
    """The legend as a table with caption and header, then what it rests on."""
    chosen = measured.selected.selection
    body = "".join(_row(row, label(atlas, row, measured.measure, language), language) for row in measured.legend)
    head = "".join(
        f'<th scope="col"{" class=n" if name != "class" else ""}>{escape(say(f"legend.columns_{name}", language))}</th>'
        for name in ("class", "municipalities", "inhabitants")
    )
    caption = f"{say(f'measure.{measured.measure.value}', language)} ({say(f'measure_unit.{measured.measure.value}', language)})"
    year = chosen.population_year or atlas.own_year(chosen.vintage)
    rule = say(f"rule.{chosen.rule.value}.in_sentence", language)
    note = say("legend.note", language, vintage=chosen.vintage.value, year=str(year), rule=rule)
    if measured.measure in (Measure.INITIATIVES, Measure.PER_10000, Measure.SUBSIDY):
        note += f" {say('legend.closed', language)}"
    table = f'<table class="legend"><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="scroll">{table}</div><p class="note">{escape(note)}</p>'


def _row(row: LegendRow, text: str, language: str) -> str:
    paint = 'class="swatch not-known"' if row.number == MISSING else f'class="swatch" style="background:{row.colour}"'
    counts = "".join(f'<td class="n">{escape(number(count, language))}</td>' for count in (row.municipalities, row.inhabitants))
    return f"<tr><td><span {paint}></span>{escape(text)}</td>{counts}</tr>"


def label(atlas: Atlas, row: LegendRow, measure: Measure, language: str) -> str:
    """What a class is called: an interval, a LAG, yes or no."""
    if row.number == MISSING:
        return say("legend.not_known", language)
    if measure.programme is not None:
        return lag_name(atlas, row.label, language) if row.label else say("legend.no_lag", language)
    if measure is Measure.COVERED:
        return say("legend.covered" if row.number else "legend.not_covered", language)
    if row.number == 0 or row.low is None or row.high is None:
        return say("legend.zero", language)
    if measure is Measure.INITIATIVES:
        low = int(row.low) + 1
        if row.high == INFINITE:
            return say("legend.more", language, low=low)
        return number(low, language) if low == row.high else say("legend.range", language, low=low, high=int(row.high))
    if row.high == INFINITE:
        return say("legend.above", language, low=decimal(row.low, language))
    if row.low == 0:
        return say("legend.up_to", language, high=decimal(row.high, language))
    return say("legend.between", language, low=decimal(row.low, language), high=decimal(row.high, language))


def lag_name(atlas: Atlas, initiative_id: str, language: str) -> str:
    """The short name of a LAG: without the remarks in brackets."""
    return atlas.texts.say(atlas.initiatives.at[initiative_id, "title"], language).split(" (")[0]
