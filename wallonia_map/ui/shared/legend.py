"""The legend, outside the map: swatch, interval, municipalities, inhabitants; from the rows that the map is painted with."""

from html import escape

import streamlit as st

from wallonia_map.i18n import Language, number, say
from wallonia_map.maps.layers import MARKS
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame.glossary import explained
from wallonia_map.ui.shared import drawing
from wallonia_map.ui.shared.histogram import spread_of
from wallonia_map.views.class_labels import class_label
from wallonia_map.views.classing import MISSING, LegendRow
from wallonia_map.views.measures import Measure, Measured
from wallonia_map.views.summary import ViewSummary


def legend(atlas: Atlas, measured: Measured, language: str, *, circles: bool = False, map_key: str = "map", spread: bool = False) -> None:
    """Draw the legend of what the map `map_key` shows; its rows light up their municipalities there. `spread`: with a histogram of its values."""
    drawn = spread_of(measured, Language(language)) if spread else ""
    st.html(legend_html(atlas, measured, language, circles=circles, map_key=map_key) + drawn)


def legend_html(atlas: Atlas, measured: Measured, language: str, *, circles: bool = False, map_key: str = "map") -> str:
    """The legend as a table with caption and header, then what it rests on."""
    chosen = measured.selected.selection
    groups = iter(MARKS)  # the signs that `layers.update_of` gives to the labels, in their order
    body = "".join(
        _row(row, class_label(atlas, row, measured.measure, language), language, next(groups, "") if row.label else "")
        for row in measured.legend
    )
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
    table = f'<table class="legend" data-map="{escape(map_key, quote=True)}"><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    if circles:
        note = f"○ {say('explore.circles', language)}. {note}"
    return f'<div class="scroll">{table}</div><p class="note">{escape(note)}</p>{explained(_terms(measured), Language(language))}'


def _terms(measured: Measured) -> list[str]:
    """What a newcomer may not know of this legend's words."""
    first = "lag" if measured.categories is not None else "coverage" if measured.measure is Measure.COVERED else "initiative"
    unknown = any(row.number == MISSING and row.municipalities for row in measured.legend)
    return [first, *(["counting"] if measured.measure is Measure.SUBSIDY else []), "vintage", *(["not_known"] if unknown else [])]


def facts_legend(summary: ViewSummary) -> str:
    """The legend of any view, from its facts alone: class, municipalities, inhabitants; then circles and sources."""
    language = summary.language
    head = [say(f"legend.columns_{name}", language) for name in ("class", "municipalities", "inhabitants")]
    rows = [
        [
            f'<span class="swatch{"" if line.is_known else " not-known"}"{f" style=background:{line.colour}" if line.is_known else ""}></span>'
            f"{escape(line.label)}",
            escape(number(line.municipalities, language)),
            escape(number(line.inhabitants, language)),
        ]
        for line in summary.legend
    ]
    note = f"○ {summary.circles_told}. {summary.source_line}" if summary.view.circles else summary.source_line
    return f'{drawing.table(head, rows, numbers=(1, 2), caption=summary.unit)}<p class="note">{escape(note)}</p>'


def _row(row: LegendRow, text: str, language: str, group: str) -> str:
    """One class, its button first."""
    sample = '<span class="swatch not-known"></span>' if row.number == MISSING else drawing.swatch(row.colour)
    counts = "".join(f'<td class="n">{escape(number(count, language))}</td>' for count in (row.municipalities, row.inhabitants))
    mark = "x" if row.number == MISSING else MARKS[row.number]
    return f"<tr><td>{drawing.key_button(mark, sample, escape(text), group=group)}</td>{counts}</tr>"
