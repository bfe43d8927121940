"""A saved file of an official publisher, in whatever form its site exports it: a value for each municipality and year, read row by row."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from wallonia_map.curation.problems import RefusedError, shown
from wallonia_map.curation.walstat_rows import KEYS, MOST_NAMED, Reading, readings, refuse, year_of
from wallonia_map.i18n import listing, say
from wallonia_map.model import Level, Vintage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.uploads.columns import ColumnType
from wallonia_map.uploads.key_column import guess_key, holds_refnis_codes, share_found
from wallonia_map.uploads.long_tables import says_period
from wallonia_map.uploads.match_report import MatchReport
from wallonia_map.uploads.matching import match
from wallonia_map.uploads.number_text import NOT_KNOWN
from wallonia_map.uploads.reading import ReadTable
from wallonia_map.uploads.way_of_matching import WayOfMatching, way_by

#: Columns that a sentence names at most, and values of one.
_MOST_LISTED = 12


@dataclass(frozen=True)
class Choice:
    """What a keeper tells of a table: the `column` of values, the year of a file that names none, the rows that are kept by column."""

    column: str = ""
    year: str = ""
    kept: Mapping[str, str] | None = None


@dataclass(frozen=True)
class SavedRows:
    """What was read: rows by code and year, and a sentence for each row, or kind of row, that was left out."""

    rows: tuple[Reading, ...]
    left_out: tuple[str, ...]


def is_own_form(table: ReadTable) -> bool:
    """Whether a table has the five columns of WalStat's own answers."""
    return [name.lower() for name in table.cells.columns] == list(KEYS)


def saved_rows(atlas: Atlas, table: ReadTable, choice: Choice, language: str, *, are_names: bool = False) -> SavedRows:
    """The rows of a saved file: strictly where it is an answer of WalStat's, else by what its columns hold.

    Parameters
    ----------
    atlas, table
        The data, and the file as it was read.
    choice
        What the keeper tells of it.
    language
        Of what is said.
    are_names
        Its values are names (of groups), not figures.

    Raises
    ------
    RefusedError
        If a column cannot be told, or a cell is no figure; each thing is named, and nothing is guessed.
    """
    if is_own_form(table):
        told: list[str] = []
        sign = table.column(table.cells.columns[4]).decimal
        cells = [[*row[:4], row[4] if are_names or sign == "." else row[4].replace(",", ".")] for row in table.cells.to_numpy().tolist()]
        rows = readings(list(zip(table.rows.tolist(), cells, strict=True)), language, are_names=are_names, left_out=told)
        return SavedRows(tuple(rows), _counted(told, language))
    return _Reader(atlas, table, choice, language, are_names).read()


def _counted(told: Sequence[str], language: str) -> tuple[str, ...]:
    """The first sentences, and how many rows more are left out."""
    head = [say("keeper.series.left_out", language, n=len(told))] if told else []
    more = [say("keeper.series.more", language, n=len(told) - MOST_NAMED)] if len(told) > MOST_NAMED else []
    return (*head, *told[:MOST_NAMED], *more)


def _plain(value: float) -> str:
    """A number as the table writes it: every digit that the file has, no exponent."""
    text = f"{value:.15g}"
    return text if "e" not in text else f"{value:.10f}".rstrip("0").rstrip(".")


class _Reader:
    """One table, column by column and then row by row."""

    def __init__(self, atlas: Atlas, table: ReadTable, choice: Choice, language: str, are_names: bool) -> None:
        self.atlas, self.table, self.choice, self.language, self.are_names = atlas, table, choice, language, are_names
        key = guess_key(table, atlas.gazetteer) if len(table.cells.columns) else ""
        if not key or not share_found(table, key, atlas.gazetteer):
            raise RefusedError([say("keeper.series.no_key", language)])
        self.way: WayOfMatching = way_by(table, key)
        self.kept = self._kept()
        self.period = self._period()
        self.column = self._column()

    def read(self) -> SavedRows:
        """Every row: read, left out with its reason, or refused."""
        codes, told = self._codes()
        numbers = None if self.are_names else self.table.numbers(self.column)
        wrong, rows = [], []
        lines = zip(self.table.rows.tolist(), self.table.cells.index, strict=True)
        for number, place in lines:
            if place not in codes:
                continue
            text = self.table.cells.at[place, self.column].strip()
            year = year_of(self.table.cells.at[place, self.period]) if self.period else self._year()
            where = say("keeper.series.at", self.language, row=str(number), column=shown(self.column))
            if year is None:
                wrong.append(say("keeper.series.no_year", self.language, row=where, period=shown(self.table.cells.at[place, self.period])))
            if numbers is None:
                rows.append(Reading(codes[place], year or "", text))
            elif pd.notna(numbers[place]):
                rows.append(Reading(codes[place], year or "", _plain(numbers[place])))
            elif text.lower() in NOT_KNOWN:
                rows.append(Reading(codes[place], year or "", ""))
            else:
                wrong.append(say("keeper.series.no_figure", self.language, row=where, value=shown(text), word="non disponible"))
        refuse(wrong, self.language)
        self._once(rows)
        flags = Counter(flag for flag in (self.table.flags(self.column)[list(codes)] if numbers is not None else ()) if flag)
        marks = [say("keeper.series.flagged", self.language, n=n, flag=shown(flag)) for flag, n in flags.most_common(MOST_NAMED)]
        others = int((~self.kept).sum())
        passed = [say("keeper.series.not_kept", self.language, n=others)] if others else []
        return SavedRows(tuple(rows), (*_counted(told, self.language), *passed, *marks))

    def _kept(self) -> pd.Series:
        """The rows that the keeper keeps: those with the values that were told."""
        kept = pd.Series(True, index=self.table.cells.index)
        for name, value in (self.choice.kept or {}).items():
            self._known(name)
            here = self.table.cells[name].str.strip().str.casefold() == value.strip().casefold()
            if not here.any():
                values = listing([shown(one) for one in self.table.cells[name].unique()[:_MOST_LISTED]], self.language)
                raise RefusedError([say("keeper.series.no_value", self.language, column=shown(name), value=shown(value), known=values)])
            kept &= here
        return kept

    def _known(self, name: str) -> None:
        if name not in self.table.cells.columns:
            raise RefusedError(
                [say("keeper.series.no_column", self.language, column=shown(name), known=self._names(self.table.cells.columns))]
            )

    def _names(self, names: Sequence[str] | pd.Index) -> str:
        return listing([shown(str(name)) for name in list(names)[:_MOST_LISTED]], self.language)

    def _period(self) -> str:
        """The column of years; empty where there is none and the keeper tells the year."""
        others = [name for name in self.table.cells.columns if name not in (self.way.key, self.way.level_column, self.choice.column)]
        filled = {name: [text for text in self.table.cells[name].unique() if text.strip()] for name in others}
        found = [name for name in others if filled[name] and all(year_of(text) for text in filled[name])]
        said = [name for name in found if says_period(name)] or [name for name in found if len(filled[name]) < len(self.kept)]
        if len(said) > 1:
            raise RefusedError([say("keeper.series.several_periods", self.language, known=self._names(said))])
        if not said and not self._year():
            raise RefusedError([say("keeper.series.period_missing", self.language)])
        return said[0] if said else ""

    def _year(self) -> str:
        """The year of a file without a column of years: told, or the name of its column."""
        return (year_of(self.choice.year) or "") if self.choice.year else (year_of(self.choice.column) or "")

    def _column(self) -> str:
        """The column of values: told, or the only one that holds numbers."""
        if self.choice.column:
            self._known(self.choice.column)
            return self.choice.column
        taken = {self.way.key, self.way.level_column, self.period, *(self.choice.kept or {})}
        wanted = ColumnType.TEXT if self.are_names else ColumnType.NUMBER
        fits = [
            one.name for one in self.table.recognised.columns
            if one.name not in taken and one.type is wanted and one.filled and not self._is_key(one.name)
        ]  # fmt: skip
        if len(fits) != 1:
            raise RefusedError([say("keeper.series.which_column", self.language, known=self._names(fits or self.table.cells.columns))])
        return fits[0]

    def _is_key(self, name: str) -> bool:
        """Whether a column tells the place once more: its codes, or its name in a language."""
        texts = self.table.cells[name].unique()[: _MOST_LISTED * 4]
        leading = sum(bool(self.atlas.gazetteer.find(str(text), is_refnis=holds_refnis_codes(name)).candidates) for text in texts)
        return holds_refnis_codes(name) or (self.table.column(name).type is ColumnType.TEXT and leading > len(texts) / 2)

    def _codes(self) -> tuple[dict[int, str], list[str]]:
        """The code of each row that is about a municipality, and a sentence for each that is not."""
        key = str(self.way.key)
        cells, levels = self.table.cells[key], self.way.levels
        report = self._matched(cells[self.kept].unique().tolist())
        found, told = {}, []
        known = {
            text: (line, self._code(text, line.parts[0][0] if line.outcome.resolved else ""))
            for text, line in zip(report.keys, report.lines, strict=True)
        }
        for place, (number, text) in enumerate(zip(self.table.rows.tolist(), cells, strict=True)):
            if not self.kept.iloc[place]:
                continue
            line, code = known[text]
            if levels is not None and levels[place] is not Level.MUNICIPALITY:
                reason = say("keeper.series.wider", self.language)
            elif code:
                found[cells.index[place]] = code
                continue
            else:
                reason = report.reason(line, self.language)
            told.append(say("keeper.series.row_left_out", self.language, row=str(number), key=shown(text), why=reason))
        return found, told

    def _code(self, text: str, matched: str) -> str:
        """The REFNIS code that a cell holds, as it stands, so that a municipality and its parts stay apart; else that of its name."""
        read = self.atlas.gazetteer.find(text, is_refnis=holds_refnis_codes(str(self.way.key))).code
        return read if read and (read in self._valid or read in self._recoded) else "" if read else matched

    def _matched(self, keys: list[str]) -> MatchReport:
        """What the names lead to: in the vintage of which most are names of municipalities."""
        vintages = list(Vintage)
        self._valid = {str(nis) for vintage in vintages for nis in self.atlas.municipalities(vintage).index}
        changed = self.atlas.tables["municipality_changes"]
        self._recoded = set(changed.loc[changed["kind"] == "recoded", "nis_before"])
        is_refnis = holds_refnis_codes(str(self.way.key))
        reports = [match(keys, self.atlas, vintage, is_refnis=is_refnis) for vintage in reversed(vintages)]  # of equal ones the newest
        return max(reports, key=lambda report: len({line.parts[0][0] for line in report.lines if line.outcome.resolved}))

    def _once(self, rows: Sequence[Reading]) -> None:
        """Refuse a table of which a municipality has several rows a year: it differs by more than that."""
        counts = Counter((row.nis, row.year) for row in rows)
        if not counts or max(counts.values()) == 1:
            return
        taken = (self.way.key, self.way.level_column, self.period, self.column, *(self.choice.kept or {}))
        differing = []
        for one in self.table.recognised.columns:
            values = self.table.cells.loc[self.kept, one.name].unique()
            if one.name not in taken and 1 < len(values) <= _MOST_LISTED * 2 and not self._is_key(one.name):
                differing.append(f"{shown(one.name)} ({self._names(list(values))})")
        nis, year = next(key for key, number in counts.items() if number > 1)
        raise RefusedError([say("keeper.series.keep", self.language, nis=nis, year=year, known=listing(differing, self.language) or "—")])
