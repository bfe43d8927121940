"""Coverage against need: what the filters of the page cover of each fifth of an official figure, which the visitor chooses."""

from html import escape

import pandas as pd
import streamlit as st

from wallonia_map.export.planner_tables import worded
from wallonia_map.i18n import Language, listing, say
from wallonia_map.model import Indicator
from wallonia_map.questions.coverage import Coverage
from wallonia_map.questions.need import NEED_COLUMNS, NeedByFifths, need_by_fifths, need_scatter
from wallonia_map.ui.frame import widgets
from wallonia_map.ui.shared import drawing
from wallonia_map.ui.shared.meter import bar_html
from wallonia_map.ui.shared.table_download import take_away
from wallonia_map.views.indicator_words import indicator_name, write_figure
from wallonia_map.views.meter_lines import meter_of
from wallonia_map.views.need_words import describe_need, describe_scatter
from wallonia_map.views.summary import ViewSummary

STATES = ("not-covered", "covered", "not-known")
#: The columns of a row of `NeedByFifths.table` in the order of the fields of `Coverage`.
_OF_COVERAGE = {
    name: name.replace("area_km2_covered", "area_covered_km2").replace("area_km2_not_known", "area_not_known_km2")
    for name in NEED_COLUMNS[3:]
}


def need(summary: ViewSummary) -> None:
    """The figure to choose, the sentence with its caution, the fifths as bars, their municipalities, the file."""
    atlas, language, chosen = summary.atlas, summary.language, summary.view.selection
    shown = summary.view.measure.indicator
    names = {item.value: indicator_name(item, language) for item in Indicator}
    held = widgets.selectbox(say("need.choose", language), names, key="need_indicator", default=shown.value if shown else None, width=480)
    indicator = Indicator(held or next(iter(names)))
    found = need_by_fifths(atlas, indicator, chosen)
    said = describe_need(atlas, found, language)
    st.html(f'<p class="said" role="note">{escape(said)}</p>{fifths_html(found, language)}')
    scatter = need_scatter(atlas, indicator, chosen, language=language)
    st.html(f'<p class="note">{escape(describe_scatter(indicator, scatter, language))}</p>{_places(summary, found)}')
    take_away(
        atlas, worded(found.table, language), chosen, language, name="need", called=f"{say('need.file_name', language)}_{indicator.value}", said=said,
    )  # fmt: skip


def coverage_of_fifth(row: pd.Series) -> Coverage:
    """The coverage of a fifth: the same figures under the names that every meter reads."""
    return Coverage(**{field: row[name] for name, field in _OF_COVERAGE.items()})


def fifths_html(found: NeedByFifths, language: Language) -> str:
    """The fifths as a table of bars with their figures, the highest values first."""
    header = [
        say("need.fifth", language),
        say("need.values", language),
        *(say(f"need.{name}", language) for name in ("municipalities", "inhabitants", "area")),
    ]
    rows = []
    for row in reversed(list(found.table.to_dict("records"))):
        if not row["municipalities"]:
            continue
        ends = tuple(write_figure(row[end], found.found.indicator, language) for end in ("lowest", "highest"))
        bars = [
            f'{bar_html(line)}<span class="share">{escape(line.share_written)}</span> <span class="note">{escape(line.figures)}</span>'
            for line in meter_of(coverage_of_fifth(pd.Series(row)), language)
        ]
        rows.append(
            [escape(say(f"need.part.{row['fifth']}", language)), escape(say("need.from_to", language, low=ends[0], high=ends[1])), *bars]
        )
    return f'<div class="meter fifths">{drawing.stack(header, rows, thirds=(3, 3, 3, 3, 3))}</div>'


def _places(summary: ViewSummary, found: NeedByFifths) -> str:
    """The municipalities of each cell, by name, to unfold."""
    language, vintage = summary.language, summary.view.selection.vintage
    parts = []
    for fifth in reversed(range(1, len(found.table) + 1)):
        told = ""
        for state in STATES:
            places = [summary.atlas.municipality_name(nis, vintage, language) for nis in found.municipalities_of(fifth, state)]
            if places:
                told += f"<p>{escape(say(f'need.{state}', language, n=len(places)))} {escape(listing(sorted(places), language))}</p>"
        parts.append(f'<details class="more"><summary>{escape(say(f"need.part.{fifth}", language))}</summary>{told}</details>')
    return "".join(parts)
