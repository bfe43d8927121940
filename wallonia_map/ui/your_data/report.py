"""What is shown of the visitor's table: the report and the joined rows."""

from html import escape

import streamlit as st

from wallonia_map.export.csv import plain_csv
from wallonia_map.i18n import Language, decimal, number, say
from wallonia_map.ui.frame import page_parts
from wallonia_map.ui.frame.page_parts import plain
from wallonia_map.ui.frame.session_memo import kept
from wallonia_map.ui.shared import drawing, print_table
from wallonia_map.ui.your_data.own_table import OwnTable, counts_line

#: What is open comes first; the file has every row.
MOST_ROWS = 2_000


def report(own: OwnTable, language: Language) -> None:
    """Counts per outcome, every row with its reason, what is open first; download."""
    st.header(say("your_data.report", language), anchor=False)
    page_parts.result(counts_line(own, language))
    rows = [
        [escape(say(f"join_outcome.{outcome.value}", language)), number(count, language)]
        for outcome, count in own.report.counts.items()
        if count
    ]
    st.html(drawing.table([say("your_data.outcome", language), say("your_data.count", language)], rows, numbers=(1,)))
    table = kept("report", own.report, language, lambda: own.report.table(language.value, undecided_first=True).head(MOST_ROWS))
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
    print_table.table(shown, config, {}, language)
    if len(own.report.lines) > MOST_ROWS:
        st.caption(say("app.more_rows", language, n=len(own.report.lines) - MOST_ROWS))
    st.download_button(
        say("your_data.get_report", language), lambda: plain_csv(own.report.table(language.value)), _called("report", language), "text/csv", key="own_report",
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def joined(own: OwnTable, language: Language) -> None:
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
    for sentence in _not_whole(own, language):
        st.warning(plain(sentence), icon=":material/report:")
    st.download_button(
        say("your_data.get_table", language), lambda: plain_csv(own.joined.table), _called("table", language), "text/csv", key="own_table", on_click="ignore",
        icon=":material/download:",
    )  # fmt: skip


#: Municipalities that one sentence names; the rest are counted.
MOST_NAMED = 12


def _not_whole(own: OwnTable, language: Language) -> list[str]:
    """What the joined table does not say: parts that are missing, rates that were left out, ambiguous numbers, marks beside them."""
    told = []
    for message, pairs in (("partial", own.joined.partial), ("left_out", own.joined.left_out)):
        columns = dict.fromkeys(column for column, _ in pairs)
        for column in columns:
            names = [str(own.report.names[nis]) for name, nis in pairs if name == column]
            more = say("your_data.more_places", language, n=len(names) - MOST_NAMED) if len(names) > MOST_NAMED else ""
            told.append(say(f"your_data.{message}", language, column=column, names=f"{', '.join(names[:MOST_NAMED])}{more}"))
    for read in own.table.recognised.columns:
        if read.name not in {one.column for one in own.variables}:
            continue
        if read.is_ambiguous:
            sign = say(f"own_read.decimal_{'comma' if read.decimal == ',' else 'point'}", language)
            told.append(say("your_data.ambiguous", language, column=read.name, sign=sign))
        if read.flagged:
            told.append(say("your_data.flagged", language, column=read.name, n=read.flagged, marks=_marks(own, read.name)))
    return told


def _marks(own: OwnTable, column: str) -> str:
    """The marks beside a column's numbers, the most frequent first."""
    counts = own.table.flags(column).loc[lambda flags: flags != ""].value_counts()
    return ", ".join(f"« {mark} »" for mark in counts.index[:MOST_NAMED])


def _called(what: str, language: Language) -> str:
    return f"{say('download.name.atlas', language)}_{say('own.slug', language)}_{say(f'slug.{what}', language)}.csv"
