"""An official series as a figure of the atlas: its rows, what they change, and how they are written or handed over."""

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wallonia_map.curation.cell_rules import hostile
from wallonia_map.curation.copying import Change, changed_copy, changes, take_over
from wallonia_map.curation.origins import Origin
from wallonia_map.curation.packing import FOLDER, zipped
from wallonia_map.curation.problems import RefusedError, shown
from wallonia_map.curation.walstat_rows import Reading, Readings, of_period, placed
from wallonia_map.export.office import clean
from wallonia_map.i18n import say
from wallonia_map.model import Vintage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.indicator_rules import ABSENT, NAMES, VALUES

LANGUAGES = ("fr", "en", "nl", "de")
#: Letters of a name or a unit, and of a definition.
LONGEST_NAME, LONGEST_TEXT = 160, 600
Row = dict[str, str]
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_ID = 60
_MOST_SHOWN = 12


@dataclass(frozen=True)
class SeriesNames:
    """What a keeper tells of a series: names and units by language, which values mean more need, how a value is written."""

    names: Mapping[str, str] = field(default_factory=dict)
    short: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    direction: str = ""
    symbol: str = ""
    decimals: int = 1

    def problems(self, language: str) -> list[str]:
        """What is still to be told, and what cannot stand in a table, in words."""
        told = []
        for kind, texts, longest in (
            ("name", self.names, LONGEST_NAME), ("unit", self.units, LONGEST_NAME), ("short", self.short, LONGEST_NAME),
            ("definition", self.definitions, LONGEST_TEXT),
        ):  # fmt: skip
            for code in LANGUAGES:
                text = texts.get(code, "").strip()
                what = say(f"keeper.series.{kind}_in", language, spoken=say(f"keeper.untranslated.{code}", language), code=code)
                if not text and kind in ("name", "unit"):
                    told.append(say("keeper.programme.missing", language, what=what))
                reason = hostile(text.lstrip("% ")) if text else None  # « % of households » is a unit
                if len(text) > longest:
                    told.append(say("keeper.programme.long", language, what=what, most=longest))
                elif reason or clean(text) != text:
                    why = say(f"keeper.problem.{reason}", language) if reason else say("keeper.programme.cleaned", language)
                    told.append(say("keeper.programme.text", language, what=what, text=shown(text), why=why))
        return told if self.direction else [*told, say("keeper.series.direction_missing", language)]


@dataclass(frozen=True)
class Series:
    """A series on its way into the atlas.

    `rows` are what was read of `code`, `left_out` a sentence for each row that was not; `indicator` is the id of a new indicator
    (default: the source's name and the code), `period` is `all`, `last` or a year, `day` when it was fetched or saved.
    """

    code: str
    origin: Origin
    rows: Sequence[Reading]
    told: SeriesNames
    day: datetime.date
    indicator: str = ""
    period: str = "last"
    left_out: Sequence[str] = ()


@dataclass(frozen=True)
class ProposedSeries:
    """What would be written: in words, and every file that changes."""

    report: tuple[str, ...]
    changes: tuple[Change, ...]


def known_as(atlas: Atlas, series: str) -> str:
    """The indicator that holds a series already; empty where none does."""
    rows = atlas.tables[NAMES]
    return next(iter(rows.loc[rows["series"] == series, "indicator"]), "") if series else ""


def write_series(atlas: Atlas, geodata: Path, series: Series, *, dry_run: bool = False, language: str = "en") -> list[str]:
    """Write a series into `geodata` as an indicator, or update the one that holds it, and rebuild. Returns the report.

    Raises
    ------
    RefusedError
        With everything that is wrong or lacking, in `language`; then nothing was written.
    """
    report, write = _prepared(atlas, geodata, series, language)
    return [*report, *take_over(geodata, write, dry_run=dry_run)]


def propose_series(atlas: Atlas, geodata: Path, series: Series, language: str) -> ProposedSeries:
    """What `write_series` would write, worked out on a copy that is gone afterwards; `geodata` is only read.

    Raises
    ------
    RefusedError
        As `write_series`.
    """
    report, write = _prepared(atlas, geodata, series, language)
    with changed_copy(geodata, write) as copy:
        return ProposedSeries(tuple(report), tuple(changes(geodata, copy)))


def packed_series(proposed: ProposedSeries, language: str) -> bytes:
    """What was proposed as a ZIP: every file of `geodata/` that changes, `change.diff`, and how to go on."""
    files = [f"{FOLDER}/{change.path}" for change in proposed.changes]
    return zipped(proposed.changes, [say("keeper.pack.how", language), "", *files, "", *proposed.report, ""])


def _prepared(atlas: Atlas, geodata: Path, series: Series, language: str) -> tuple[list[str], Callable[[Path], None]]:
    from wallonia_map.rebuild.writing import read_rows, write_rows  # the app rebuilds only what is proposed

    if not series.rows:
        raise RefusedError([say("keeper.series.no_rows", language, series=series.code), *series.left_out])
    found = placed(atlas, series.rows, language)
    known = known_as(atlas, series.code)
    name = known or series.indicator or series.origin.indicator_id(series.code)
    names = read_rows(geodata / "source" / f"{NAMES}.csv")
    wrong = []
    if not _ID.fullmatch(name) or len(name) > _LONGEST_ID:
        wrong.append(say("keeper.programme.id", language, id=shown(name), most=_LONGEST_ID))
    if not known:
        wrong += [say("keeper.series.taken", language, id=name)] if name in {row["indicator"] for row in names} else []
        wrong += series.told.problems(language)
    if wrong:
        raise RefusedError(wrong)
    fresh = [_row(name, found, reading) for reading in of_period(found, series.period, language)]
    kept = {_key(row): row for row in read_rows(geodata / "source" / f"{VALUES}.csv")}

    def write(copy: Path) -> None:
        source, day = copy / "source", series.day.isoformat()
        if not known:
            every = [*names, _named(name, series, max((int(row["order"]) for row in names), default=0) + 1)]
        else:
            every = [row | {"retrieved": day} if row["indicator"] == name else row for row in names]
        write_rows(source / f"{NAMES}.csv", list(every[0]), every)
        merged = kept | {_key(row): row for row in fresh}
        write_rows(source / f"{VALUES}.csv", list(fresh[0]), [merged[key] for key in sorted(merged)])

    heading = say("keeper.series.known" if known else "keeper.series.new", language, id=name)
    changed = _changed(kept, fresh, lambda row: _named_place(atlas, row, language), language)
    return [heading, *_met(found, language), *series.left_out, *changed], write


def _named_place(atlas: Atlas, row: Row, language: str) -> str:
    return f"{row['nis']} {atlas.municipality_name(row['nis'], Vintage(row['vintage']), language)}"


def _key(row: Row) -> tuple[str, ...]:
    return row["indicator"], row["nis"], row["vintage"], row["period"]


def _row(name: str, found: Readings, reading: Reading) -> Row:
    return {
        "indicator": name, "nis": reading.nis, "vintage": found.vintage_of[reading.nis], "period": reading.year, "value": reading.value,
        "status": "final" if reading.value else ABSENT,
    }  # fmt: skip


def _named(name: str, series: Series, order: int) -> Row:
    told = series.told
    row = {"indicator": name, "order": str(order)}
    by_column = {
        "name": told.names, "short": {one: told.short.get(one, "").strip() or told.names[one] for one in LANGUAGES}, "unit": told.units,
        "definition": {one: told.definitions.get(one, "").strip() or told.names[one] for one in LANGUAGES},
        "caveat": dict.fromkeys(LANGUAGES, ""),
    }  # fmt: skip
    for column, texts in by_column.items():
        row |= {f"{column}_{language}": texts[language].strip() for language in LANGUAGES}
    return row | {
        "publisher": series.origin.publisher, "dataset": series.code, "source_url": series.origin.page, "licence": series.origin.licence,
        "series": series.code, "retrieved": series.day.isoformat(), "direction": told.direction, "numerator": "", "denominator": "",
        "denominator_shift": "", "per": "1", "is_additive": "false", "symbol": told.symbol, "decimals": str(told.decimals),
    }  # fmt: skip


def _met(found: Readings, language: str) -> list[str]:
    """What was met: how many rows and years, what is not available, absent, or under an older code."""
    years = found.years
    span = say("keeper.series.years", language, first=years[0], last=years[-1]) if len(years) > 1 else years[0]
    told = [say("keeper.series.rows", language, n=len(found.rows), years=span)]
    told += [say("keeper.series.not_available", language, n=found.not_available)] if found.not_available else []
    told += [say("keeper.series.absent", language, n=number, year=year) for year, number in found.absent.items() if number]
    return told + ([say("keeper.series.recoded", language, n=found.recoded)] if found.recoded else [])


def _changed(kept: Mapping[tuple[str, ...], Row], fresh: Sequence[Row], place: Callable[[Row], str], language: str) -> list[str]:
    """Row by row what would be added and what would have another value."""
    added = [row for row in fresh if _key(row) not in kept]
    other = [(kept[_key(row)], row) for row in fresh if _key(row) in kept and not _same(kept[_key(row)]["value"], row["value"])]
    same = len(fresh) - len(added) - len(other)
    lines = [say("keeper.series.changed", language, added=len(added), other=len(other), same=same)]
    nothing = say("keeper.series.not_known", language)
    lines += [f"  {place(new)}, {new['period']}: {old['value'] or nothing} → {new['value'] or nothing}" for old, new in other[:_MOST_SHOWN]]
    return lines + ([say("keeper.series.more", language, n=len(other) - _MOST_SHOWN)] if len(other) > _MOST_SHOWN else [])


def _same(one: str, other: str) -> bool:
    return one == other or (bool(one) and bool(other) and float(one) == float(other))
