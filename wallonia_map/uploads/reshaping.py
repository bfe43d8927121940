"""A long table as a wide one: one row per place, one column per value of what its rows differ by; every row is accounted for."""

from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import pandas as pd

from wallonia_map.errors import UnknownValueError
from wallonia_map.i18n import say
from wallonia_map.model import Level
from wallonia_map.uploads.columns import ReadColumn, column_of
from wallonia_map.uploads.limits import MAX_CELLS, MAX_COLUMNS, UnusableFile
from wallonia_map.uploads.long_tables import LongChoice, LongForm, is_about_place, places_of, value_names
from wallonia_map.uploads.match_report import MatchedRow, MatchOutcome, MatchReport
from wallonia_map.uploads.number_text import DecimalSign
from wallonia_map.uploads.reading import ReadTable
from wallonia_map.uploads.way_of_matching import WayOfMatching


@dataclass(frozen=True)
class Reshaped:
    """The wide `table`; `positions` has for every row of the long one its place there (int64), −1 where it was set aside.

    `sources` has for each of its columns the one of the long table that it was made of.
    """

    table: ReadTable
    positions: np.ndarray
    sources: dict[str, str]
    form: LongForm
    choice: LongChoice

    def sentences(self, language: str) -> list[str]:
        """What was done with the long table."""
        kept = dict(self.choice.kept)
        told = []
        for name, values in self.form.columns.items():
            if name in kept:
                told.append(say("own_read.long_kept", language, column=name, value=kept[name], n=len(values)))
            else:
                done = "added" if name in self.choice.added_up else "spread"
                told.append(say(f"own_read.long_{done}", language, column=name, n=len(values)))
        return told

    def whole(self, report: MatchReport, long: ReadTable, key: str) -> MatchReport:
        """The report with a line for every row of the long table."""
        aside = MatchedRow(MatchOutcome.SET_ASIDE, reason="set_aside")
        lines = tuple(report.lines[place] if place >= 0 else aside for place in self.positions.tolist())
        return replace(report, rows=long.rows, keys=tuple(long.cells[key].tolist()), lines=lines)


def reshaped(table: ReadTable, way: WayOfMatching, form: LongForm, choice: LongChoice) -> Reshaped:
    """Make a long table wide. A row whose place, year and category another one has too gets a row of its own, and is told as a duplicate.

    Raises
    ------
    UnknownValueError
        If a value that is to be kept is none of its column's.
    UnusableFile
        If it would have too many columns.
    """
    key, place = str(way.key), places_of(table, way)
    names = {name: value_names(table.cells[name]) for name in form.columns}
    kept, keep = pd.Series(True, index=table.cells.index), {}
    for name, asked in choice.kept:
        value = next((one for one in form.columns[name] if one.casefold() == asked.casefold()), None)
        if value is None:
            raise UnknownValueError(f"value of {name}", asked, form.columns[name])
        kept, keep[name] = kept & (names[name] == value), value
    spread = [name for name in form.columns if name not in choice.added_up]
    occurrence = pd.DataFrame({"place": place} | {name: names[name] for name in spread})[kept]
    occurrence["again"] = occurrence.groupby(list(occurrence.columns), sort=False).cumcount()
    alone = np.where(place[kept] < 0, np.arange(int(kept.sum())) + 1, 0)  # rows without a key stay rows
    position = occurrence.assign(alone=alone).groupby(["place", "alone", "again"], sort=False).ngroup()
    positions = np.full(len(table.cells), -1, dtype="int64")
    positions[kept.to_numpy()] = position.to_numpy()
    first = position[~position.duplicated()].index.to_numpy()
    others = [name for name in table.cells.columns if name not in form.columns]
    whole = {
        name for name in others if name in (key, way.level_column) or is_about_place(table, name, value_names(table.cells[name]), place)
    }
    values = {name: ((keep[name],) if name in keep else (*form.columns[name], *_unnamed(names[name][kept]))) for name in spread}
    sets = list(product(*values.values()))
    width = len(whole) + (len(others) - len(whole)) * len(sets)
    if width > MAX_COLUMNS or width * len(first) > MAX_CELLS:
        raise UnusableFile("too_long", {"columns": ", ".join(spread), "n": width})
    made = _Columns(table, len(first))
    for name in others:
        if name in whole:
            made.add(name, name, first, np.arange(len(first)))
            continue
        for told in sets:
            mask = kept & np.logical_and.reduce([names[column] == value for column, value in zip(spread, told, strict=True)] or [True])
            rows = np.flatnonzero(mask)
            if len(rows):
                made.add(name, " ".join([name, *filter(None, told)]), rows, positions[rows])
    shapes = None if table.shapes is None else table.shapes.iloc[first].reset_index(drop=True)
    recognised = replace(table.recognised, columns=tuple(made.columns))
    wide = replace(
        table,
        cells=pd.DataFrame(made.cells, dtype="str"),
        rows=table.rows[first],
        recognised=recognised,
        shapes=shapes,
        typed=made.typed,
        _numbers={},
    )
    return Reshaped(wide, positions, made.sources, form, replace(choice, kept=tuple(keep.items())))


def levels_in(reshaped_table: Reshaped, way: WayOfMatching) -> WayOfMatching:
    """The same way of matching, with the levels of the wide table's rows."""
    if way.levels is None:
        return way
    of: dict[int, Level | None] = {place: way.levels[row] for row, place in enumerate(reshaped_table.positions.tolist()) if place >= 0}
    return replace(way, levels=tuple(of[place] for place in range(len(reshaped_table.table.cells))))


def _unnamed(cells: pd.Series) -> tuple[str, ...]:
    """Rows that say nothing of their year or category get a column of their own, too."""
    return ("",) if bool((cells == "").any()) else ()


class _Columns:
    """The wide table's columns as they are made."""

    def __init__(self, table: ReadTable, length: int) -> None:
        self._table, self._length = table, length
        self.cells: dict[str, pd.Series] = {}
        self.typed: dict[str, pd.Series] = {}
        self.columns: list[ReadColumn] = []
        self.sources: dict[str, str] = {}

    def add(self, source: str, name: str, rows: np.ndarray, places: np.ndarray) -> None:
        """Make a column of `rows` (of the long table's column `source`), each at its place."""
        while name in self.cells:
            name += "_"
        self.sources[name] = source
        cells = np.full(self._length, "", dtype=object)
        cells[places] = self._table.cells[source].to_numpy()[rows]
        self.cells[name] = pd.Series(cells, dtype="str")
        typed = None
        if source in self._table.typed:
            numbers = np.full(self._length, np.nan)
            numbers[places] = self._table.typed[source].to_numpy()[rows]
            typed = self.typed[name] = pd.Series(numbers)
        read = self._table.column(source)
        sign = DecimalSign(read.decimal, not read.is_ambiguous, read.is_ambiguous)
        self.columns.append(column_of(name, self.cells[name], sign, typed, read.type))
