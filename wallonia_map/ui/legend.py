"""The legend, outside the map: swatch, interval, municipalities, inhabitants; from the rows that the map is painted with."""

from html import escape

import streamlit as st

from wallonia_map.atlas import Atlas
from wallonia_map.classing import MISSING, LegendRow
from wallonia_map.i18n import number, say
from wallonia_map.measures import Measure, Measured
from wallonia_map.naming import class_label


def legend(atlas: Atlas, measured: Measured, language: str, *, circles: bool = False) -> None:
    """Draw the legend of what the map shows."""
    st.html(legend_html(atlas, measured, language, circles=circles))


def legend_html(atlas: Atlas, measured: Measured, language: str, *, circles: bool = False) -> str:
    """The legend as a table with caption and header, then what it rests on."""
    chosen = measured.selected.selection
    body = "".join(_row(row, class_label(atlas, row, measured.measure, language), language) for row in measured.legend)
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
    if circles:
        note = f"○ {say('explore.circles', language)}. {note}"
    return f'<div class="scroll">{table}</div><p class="note">{escape(note)}</p>'


def _row(row: LegendRow, text: str, language: str) -> str:
    paint = 'class="swatch not-known"' if row.number == MISSING else f'class="swatch" style="background:{row.colour}"'
    counts = "".join(f'<td class="n">{escape(number(count, language))}</td>' for count in (row.municipalities, row.inhabitants))
    return f"<tr><td><span {paint}></span>{escape(text)}</td>{counts}</tr>"
