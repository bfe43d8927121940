"""What is shown of the visitor's table: the report, the joined rows, the map."""

from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from wallonia_map.atlas import Atlas
from wallonia_map.classing import INFINITE, MISSING, QUALITATIVE, SEQUENTIAL, Scale, classes, legend
from wallonia_map.export.csv import plain_csv
from wallonia_map.i18n import Language, decimal, number, say
from wallonia_map.joining import Kind
from wallonia_map.measures import Measure, measured
from wallonia_map.model import Selection
from wallonia_map.naming import class_label
from wallonia_map.robustness import Method, scale_by
from wallonia_map.ui import drawing, map_panel
from wallonia_map.ui.own_table import Own, counts_line, number_columns

LARGEST_CIRCLE = 60


def report(own: Own, language: Language) -> None:
    """Counts per outcome, every row with its reason, what is open first; download."""
    st.header(say("your_data.report", language), anchor=False)
    st.html(f'<p class="said" aria-live="polite">{escape(counts_line(own, language))}</p>')
    rows = [
        [escape(say(f"join_outcome.{outcome.value}", language)), number(count, language)]
        for outcome, count in own.report.counts.items()
        if count
    ]
    st.html(drawing.table([say("your_data.outcome", language), say("your_data.count", language)], rows, numbers=(1,)))
    table = own.report.table(language.value, undecided_first=True)
    shown = table.assign(outcome=table["outcome"].map(lambda name: say(f"join_outcome.{name}", language)))[
        ["row", "key", "outcome", "municipality", "suggestion", "reason"]
    ]
    names = {"row": "your_data.row", "key": "your_data.key_read", "outcome": "your_data.outcome", "municipality": "table.municipality",
             "suggestion": "your_data.suggestion", "reason": "your_data.reason"}  # fmt: skip
    config = {name: say(message, language) for name, message in names.items()}
    st.dataframe(
        shown,
        hide_index=True,
        placeholder="",
        column_config=config,
        height=min(420, 40 + 35 * len(shown)),
        alt=say("your_data.report", language),
    )
    st.download_button(
        say("your_data.get_report", language), lambda: plain_csv(own.report.table(language.value)), "rapport-report.csv", "text/csv", key="own_report",
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def joined(own: Own, language: Language) -> None:
    """The totals before and after, and the joined table."""
    st.header(say("your_data.joined", language), anchor=False)
    totals = [
        [
            escape(str(column)),
            decimal(row["before"], language, 2),
            decimal(row["after"], language, 2),
            escape(own.joined.why(str(column), language)),
        ]
        for column, row in own.joined.totals.iterrows()
    ]
    if totals:
        header = [say(f"your_data.{name}", language) for name in ("column", "before", "after", "why")]
        st.html(drawing.table(header, totals, numbers=(1, 2), caption=say("your_data.totals", language)))
    st.download_button(
        say("your_data.get_table", language), lambda: plain_csv(own.joined.table), "tableau-table.csv", "text/csv", key="own_table", on_click="ignore",
        icon=":material/download:",
    )  # fmt: skip


def own_map(atlas: Atlas, own: Own, language: Language) -> None:
    """A column on the map: rates as fill; numbers as circles unless they are divided by inhabitants."""
    st.header(say("your_data.map", language), anchor=False)
    columns = number_columns(own)
    if not columns:
        st.info(say("your_data.none", language))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        column = (
            st.selectbox(
                say("your_data.show", language),
                columns,
                key=f"own_show_{own.table.name}",
                width=320,
                placeholder=say("explore.pick", language),
            )
            or columns[0]
        )
        kind = next(one.kind for one in own.variables if one.column == column)
        per = st.toggle(say("your_data.normalise", language), key="own_per") if kind is not Kind.RATE else False
        method = st.selectbox(
            say("your_data.method", language), list(Method), key="own_method", width=240, placeholder=say("explore.pick", language),
            format_func=lambda item: say(f"robust.method.{item.value}", language),
        )  # fmt: skip
    vintage = own.report.vintage
    plain = measured(atlas, Selection(vintage=vintage), Measure.PER_10000)
    values = own.joined.table.set_index("nis")[column].astype("float64").reindex(plain.values.index)
    inhabitants = atlas.population(vintage)
    as_circles = kind is not Kind.RATE and not per
    if per:
        values = values / inhabitants * 10_000
    scale = (
        Scale((INFINITE,), (SEQUENTIAL[0], SEQUENTIAL[0]))
        if as_circles
        else scale_by(values, Method(method or Method.QUANTILES), len(SEQUENTIAL) - 1)
    )
    scale = replace(scale, colours=scale.colours[: len(scale.upper) + 1])
    numbers = classes(values, scale)
    rows = tuple(legend(numbers, scale, inhabitants))
    most = float(values.abs().max() or 1)
    sizes = (values.abs().fillna(0) / most * LARGEST_CIRCLE).round().astype("int64") if as_circles else values * 0
    shown = replace(plain, values=values, classes=numbers, colours=scale.colours, legend=rows, made_of=pd.DataFrame({"own": sizes}))
    if as_circles:
        st.caption(say("your_data.circles", language))
    map_panel.draw(atlas, shown, language, key="own_map", circles=as_circles, quiet=True, title=column, labels={})
    body = [
        [f"{drawing.swatch(QUALITATIVE[0] if row.number == MISSING else row.colour)}{escape(_label(atlas, row, language))}", number(row.municipalities, language),
         number(row.inhabitants, language)]
        for row in rows if not as_circles or row.number == MISSING
    ]  # fmt: skip
    header = [say(f"legend.columns_{name}", language) for name in ("class", "municipalities", "inhabitants")]
    st.html(drawing.table(header, body, numbers=(1, 2), caption=column))


def _label(atlas: Atlas, row: object, language: Language) -> str:
    number_ = getattr(row, "number", MISSING)
    return say("value.not_known", language) if number_ == MISSING else class_label(atlas, row, Measure.PER_10000, language)  # type: ignore[arg-type]
