"""A matched table → one row per municipality of a vintage: mergers by kind of variable, totals before and after."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from wallonia_map.errors import UnknownValueError
from wallonia_map.i18n import decimal, say
from wallonia_map.model import Level, Vintage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.uploads.match_report import MatchOutcome, MatchReport
from wallonia_map.uploads.reading import ReadTable
from wallonia_map.uploads.sharing_out import SplitKey, shared_out
from wallonia_map.uploads.variable_kinds import Variable, VariableKind


@dataclass(frozen=True)
class Joined:
    """The joined table and what became of every total.

    `table` has one row per municipality, `nis` and `municipality` first. `partial` lists (column, nis) where a part of the
    municipality is not known: its value stays missing. `together` has the rows left together, `left_out` (column, nis) of rates that
    could not be recomputed. `totals` has, per number column, `before`, `after`, `difference`, and what it is made of: `unmatched`,
    `together`, `elsewhere`, `partial`. `is_whole` tells that no row, no part and no rate was lost.
    """

    table: pd.DataFrame
    totals: pd.DataFrame
    partial: tuple[tuple[str, str], ...]
    left_out: tuple[tuple[str, str], ...]
    together: tuple[tuple[int, tuple[str, ...]], ...]
    has_lost_rows: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether every row, every part and every rate of the file is in the table."""
        return not (self.has_lost_rows or self.partial or self.left_out or self.together)

    def why(self, column: str, language: str) -> str:
        """Why the total of a column differs, as a sentence."""
        row = self.totals.loc[column]
        told = [
            say(f"join.why_{name}", language, value=decimal(row[name], language, 2))
            for name in ("unmatched", "together", "elsewhere", "partial")
            if row[name]
        ]
        told += [say("join.why_unread", language, n=int(row["unread"]))] if row["unread"] else []
        return " ".join(told) or say("join.why_nothing" if self.is_whole else "join.why_equal", language)


def join(
    table: ReadTable,
    report: MatchReport,
    variables: Iterable[Variable],
    atlas: Atlas,
    *,
    split_by: SplitKey | None = None,
    whole: MatchReport | None = None,
) -> Joined:
    """One row per municipality of the report's vintage, or per territory of its level. What is not known stays missing, never zero.

    Parameters
    ----------
    split_by
        By what rows of several municipalities are shared out, where the report does not tell it already.
    whole
        The report on every row of a long table of which `report` is about the wide form.

    Raises
    ------
    UnknownValueError
        If a column is not in the table.
    """
    chosen = tuple(variables)
    for name in {name for one in chosen for name in (one.column, one.numerator, one.denominator) if name is not None}:
        if name not in table.cells.columns:
            raise UnknownValueError("column", name, tuple(table.cells.columns))
    if split_by is not None:
        report = shared_out(report, atlas, split_by)
    work = _Join(table, report, atlas)
    places = pd.Series(dict(report.names))
    out: dict[str, pd.Series] = {"nis": pd.Series(places.index, index=places.index), report.level.value: places}
    totals = {}
    for one in chosen:
        values = (
            work.rate(one)
            if one.kind is VariableKind.RATE
            else work.text(one.column)
            if one.kind is VariableKind.TEXT
            else work.sum(one.column)
        )
        out[_free(one.column, out)] = values.reindex(places.index)
        if one.kind in (VariableKind.AMOUNT, VariableKind.COUNT):
            totals[one.column] = work.total(one.column, values)
    names = ["before", "after", "difference", "unmatched", "together", "elsewhere", "partial", "unread"]
    frame = pd.DataFrame.from_dict(totals, orient="index", columns=names)
    lost = any(not line.outcome.placed for line in (whole or report).lines)
    return Joined(pd.DataFrame(out).reset_index(drop=True), frame, tuple(work.partial), tuple(work.left_out), work.together, lost)


def _free(name: str, taken: dict[str, pd.Series]) -> str:
    """A name that no column has yet: the file's own « nis » stands beside ours."""
    while name in taken:
        name = f"{name}_in_file"
    return name


class _Join:
    """Rows and the municipalities that they lead to, with the share that each gets."""

    def __init__(self, table: ReadTable, report: MatchReport, atlas: Atlas) -> None:
        links = report.links()
        self._table, self._links = table, links
        open_links = links[links["share"].isna()]
        rows = report.rows.tolist()
        self.together = tuple((rows[place], tuple(group["nis"])) for place, group in open_links.groupby("position"))
        self._open = open_links["position"].unique()
        self._unmatched = np.array([not line.outcome.placed for line in report.lines], dtype=bool)
        #: A municipality that several rows, or only a share of a row, lead to: a rate cannot be taken over there.
        share = links.groupby("nis")["share"].agg(["size", "min"])
        self._mixed = set(share.index[(share["size"] > 1) | (share["min"] < 1)])
        self.partial: list[tuple[str, str]] = []
        self._partial_sums: dict[str, float] = {}
        self.left_out: list[tuple[str, str]] = []
        self._lacking = _lacking_parts(report, atlas)

    def _weighted(self, column: str) -> pd.DataFrame:
        values = self._table.numbers(column).to_numpy()
        told = self._links.dropna(subset="share")
        return told.assign(value=values[told["position"]] * told["share"])

    def sum(self, column: str) -> pd.Series:
        """Sums; missing where a part is not known: half a municipality is no value of the whole."""
        told = self._weighted(column)
        sums = told.groupby("nis")["value"].sum(min_count=1)
        gaps = set(told.loc[told["value"].isna(), "nis"]) | self._lacking
        partial = [nis for nis in sums.dropna().index if nis in gaps]
        self.partial += [(column, nis) for nis in partial]
        self._partial_sums[column] = float(sums[partial].sum())
        return sums.mask(sums.index.isin(partial))

    def rate(self, one: Variable) -> pd.Series:
        """Rates as they are where one row leads to a municipality; recomputed, or left out, where several do."""
        told = self._weighted(one.column)
        kept = told[~told["nis"].isin(self._mixed)].set_index("nis")["value"]
        mixed = sorted(set(told["nis"]) & self._mixed)
        if one.numerator is None or one.denominator is None:
            self.left_out += [(one.column, nis) for nis in mixed]
            return kept
        above, below = (self._complete(name).reindex(mixed) for name in (one.numerator, one.denominator))
        again = (above / below.where(below != 0)) * self._scale(one)
        self.left_out += [(one.column, nis) for nis in again.index[again.isna()]]
        return pd.concat([kept, again])

    def _complete(self, column: str) -> pd.Series:
        """Sums of which every part is known."""
        return self._weighted(column).groupby("nis")["value"].agg(lambda part: part.sum(skipna=False))

    def _scale(self, one: Variable) -> float:
        """Per one, per hundred, per thousand…: the power of ten that the table's own rates show."""
        above, below = (self._table.numbers(str(name)) for name in (one.numerator, one.denominator))
        plain = above / below.where(below != 0)
        ratio = (self._table.numbers(one.column) / plain.where(plain != 0)).replace([np.inf, -np.inf], np.nan).dropna()
        ratio = ratio[ratio > 0]
        return 1.0 if ratio.empty else float(10.0 ** round(float(np.log10(ratio.median()))))

    def text(self, column: str) -> pd.Series:
        """Different texts, in the order of the rows, joined by semicolons."""
        told = self._links.assign(value=self._table.cells[column].to_numpy()[self._links["position"]])
        told = told[told["value"] != ""].drop_duplicates(["nis", "value"])
        return told.groupby("nis")["value"].agg("; ".join)

    def total(self, column: str, after: pd.Series) -> tuple[float, ...]:
        """The total in the file and in the result, and what lies between."""
        values = self._table.numbers(column)
        unmatched = float(values[self._unmatched].sum())
        together = float(values.iloc[self._open].sum())
        shares = self._links.groupby("position")["share"].sum(min_count=1).dropna()
        away = (1 - shares).where(lambda rest: rest.abs() > 1e-9, 0.0)
        elsewhere = float((values.iloc[shares.index].to_numpy() * away).sum())
        before, result = float(values.sum()), float(after.sum())
        partial = self._partial_sums.get(column, 0.0)
        return before, result, result - before, unmatched, together, elsewhere, partial, self._table.column(column).unread


def _lacking_parts(report: MatchReport, atlas: Atlas) -> set[str]:
    """Merged municipalities of which the table has a part, but not all."""
    if report.vintage is Vintage.base() or report.level is not Level.MUNICIPALITY:
        return set()
    source = atlas.tables["municipalities_source"]
    given: dict[str, set[str]] = {}
    for line in report.lines:
        if line.outcome.placed and line.matched_by != "location" and (line.outcome is not MatchOutcome.MATCHED or len(line.sources) > 1):
            for nis, _ in line.parts:
                given.setdefault(nis, set()).update(line.sources)
    whole = source.groupby(report.vintage.column)[Vintage.base().column].agg(set)
    return {nis for nis, parts in given.items() if len(whole[nis]) > 1 and whole[nis] - parts}
