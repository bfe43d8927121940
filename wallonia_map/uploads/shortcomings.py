"""What a joined table does not say: parts that are missing, rates that were left out, numbers read one way of two, marks beside them."""

from collections.abc import Sequence

import pandas as pd

from wallonia_map.i18n import say
from wallonia_map.uploads.joining import Joined
from wallonia_map.uploads.match_report import MatchReport
from wallonia_map.uploads.reading import ReadTable
from wallonia_map.uploads.sharing_out import SplitKey
from wallonia_map.uploads.variable_kinds import Variable, VariableKind

#: Municipalities or marks that one sentence names; the rest are counted.
MOST_NAMED = 12
#: A reader in a process of its own may only say what is meant for it.
_NOTE = "own_read.note_"


def shortcomings(joined: Joined, table: ReadTable, variables: Sequence[Variable], report: MatchReport, language: str) -> list[str]:
    """Sentences for the page and for the command: what a reader of the joined table has to know.

    Parameters
    ----------
    joined, table, variables, report
        What was joined, from what, as what, and where its rows went.
    language
        The reader's language.
    """
    found = _of_reading(table, language)
    found += [say(message, language, value=value) for message, value in table.recognised.notes if message.startswith(_NOTE)]
    wider = sum(line.reason in ("territory", "other_level") for line in report.lines)
    if wider:
        found.append(say("own_read.other_level", language, n=wider))
    for message, pairs in (("partial", joined.partial), ("left_out", joined.left_out)):
        for column in dict.fromkeys(column for column, _ in pairs):
            names = [str(report.names[nis]) for name, nis in pairs if name == column]
            more = say("your_data.more_places", language, n=len(names) - MOST_NAMED) if len(names) > MOST_NAMED else ""
            found.append(say(f"your_data.{message}", language, column=column, names=f"{', '.join(names[:MOST_NAMED])}{more}"))
    for name in [one.column for one in variables if one.kind is not VariableKind.TEXT]:
        read = table.column(name)
        if read.is_ambiguous:
            sign = say(f"own_read.decimal_{'comma' if read.decimal == ',' else 'point'}", language)
            found.append(say("your_data.ambiguous", language, column=name, sign=sign))
        if read.flagged:
            marks = table.flags(name).loc[lambda flags: flags != ""].value_counts().index[:MOST_NAMED]
            found.append(say("your_data.flagged", language, column=name, n=read.flagged, marks=", ".join(f"« {mark} »" for mark in marks)))
    return found


def _of_reading(table: ReadTable, language: str) -> list[str]:
    """What became of the file as a whole: letters put right, formulas without a value, rows that it announces and does not hold."""
    read, found = table.recognised, []
    if read.repaired:
        found.append(say("your_data.repaired", language, n=read.repaired, spoilt=read.spoilt[:40], meant=read.meant[:40]))
    if read.uncalculated:
        found.append(say("your_data.uncalculated", language, n=read.uncalculated))
    if read.announced:
        found.append(say("your_data.announced", language, n=read.announced, rows=len(table.cells)))
    return found


def how_joined(report: MatchReport, split_by: SplitKey | None, language: str) -> str:
    """How many rows came to a municipality, and by what the values of several together were shared out."""
    placed = sum(line.outcome.placed for line in report.lines)
    told = say("your_data.rows_told", language, rows=say("download.rows", language, n=len(report.lines)), n=placed)
    shared = say(f"your_data.shared_{split_by or 'none'}", language)
    return f"{told}. {shared}"


def with_flags(rows: pd.DataFrame, table: ReadTable, variables: Sequence[Variable]) -> pd.DataFrame:
    """The report's rows with a column `flag`: what stood beside the row's numbers, or why there is none; as they were where nothing did."""
    names = [one.column for one in variables if one.kind is not VariableKind.TEXT and table.column(one.column).flagged]
    if not names:
        return rows
    flags = pd.DataFrame({name: table.flags(name).to_numpy() for name in names}, index=table.rows)
    said = flags.apply(lambda row: "; ".join(f"{name}: {flag}" for name, flag in row.items() if flag), axis=1)
    return rows.assign(flag=rows["row"].map(said).fillna(""))
