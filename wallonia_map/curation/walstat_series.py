"""A series of WalStat as an official figure of the atlas: its rows, what they change, and how they are written."""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wallonia_map.curation.copying import take_over
from wallonia_map.curation.problems import RefusedError
from wallonia_map.curation.walstat_rows import Reading, Readings, of_period, placed
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.indicator_rules import ABSENT, NAMES, VALUES

LANGUAGES = ("fr", "en", "nl", "de")
PUBLISHER, PAGE, LICENCE = "IWEPS (WalStat)", "https://walstat.iweps.be/", "CC0-1.0"
Row = dict[str, str]
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
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

    @property
    def lacking(self) -> list[str]:
        """What is still to be told, in words."""
        lacking = [f"the name in {language} (--name-{language})" for language in LANGUAGES if not self.names.get(language, "").strip()]
        lacking += [f"the unit in {language} (--unit-{language})" for language in LANGUAGES if not self.units.get(language, "").strip()]
        return lacking + ([] if self.direction else ["which values mean more need (--direction higher|lower|contextual)"])


def known_as(atlas: Atlas, series: str) -> str:
    """The indicator that holds a series already; empty where none does."""
    rows = atlas.tables[NAMES]
    return next(iter(rows.loc[rows["series"] == series, "indicator"]), "")


def write_series(
    atlas: Atlas, geodata: Path, series: str, rows: Sequence[Reading], told: SeriesNames, *, indicator: str = "", period: str = "last",
    day: datetime.date, dry_run: bool = False,
) -> list[str]:  # fmt: skip
    """Write a series into `geodata` as an indicator, or update the one that holds it, and rebuild. Returns the report.

    Parameters
    ----------
    atlas, geodata
        The data as they are, and their folder.
    series
        Its code, as 811305_0.
    rows
        What was read of it.
    told
        What it is called; needed only for a series that no indicator holds.
    indicator
        The id of a new indicator (default: `walstat-` and the series).
    period
        `all` years, the `last` one, or a year.
    day
        When it was fetched, or saved.
    dry_run
        Work it out, check it, and write nothing.

    Raises
    ------
    RefusedError
        With everything that is wrong or lacking; then nothing was written.
    """
    from wallonia_map.rebuild.writing import read_rows, write_rows  # the app never rebuilds

    if not rows:
        raise RefusedError([f"series {series} has no rows: nothing to write"])
    found = placed(atlas, rows)
    name = known_as(atlas, series) or indicator or f"walstat-{series.replace('_', '-')}"
    is_new = not known_as(atlas, series)
    names = read_rows(geodata / "source" / f"{NAMES}.csv")
    wrong = [f"'{name}' is no id: lower-case letters and digits, with hyphens between"] if not _ID.fullmatch(name) else []
    if is_new:
        wrong += [f"there is an indicator '{name}' already"] if name in {row["indicator"] for row in names} else []
        wrong += [f"missing: {what}" for what in told.lacking]
    if wrong:
        raise RefusedError(wrong)
    fresh = [_row(name, found, reading) for reading in of_period(found, period)]
    values = read_rows(geodata / "source" / f"{VALUES}.csv")
    kept = {_key(row): row for row in values}
    report = [*_met(found), *_changed(kept, fresh)]

    def write(copy: Path) -> None:
        source = copy / "source"
        if is_new:
            order = max((int(row["order"]) for row in names), default=0) + 1
            every = [*names, _named(name, series, told, day, order)]
        else:
            every = [row | {"retrieved": day.isoformat()} if row["indicator"] == name else row for row in names]
        write_rows(source / f"{NAMES}.csv", list(every[0]), every)
        merged = kept | {_key(row): row for row in fresh}
        write_rows(source / f"{VALUES}.csv", list(fresh[0]), [merged[key] for key in sorted(merged)])

    return [f"{'new indicator' if is_new else 'indicator'} {name}", *report, *take_over(geodata, write, dry_run=dry_run)]


def _key(row: Row) -> tuple[str, ...]:
    return row["indicator"], row["nis"], row["vintage"], row["period"]


def _row(name: str, found: Readings, reading: Reading) -> Row:
    return {
        "indicator": name, "nis": reading.nis, "vintage": found.vintage_of[reading.nis], "period": reading.year, "value": reading.value,
        "status": "final" if reading.value else ABSENT,
    }  # fmt: skip


def _named(name: str, series: str, told: SeriesNames, day: datetime.date, order: int) -> Row:
    row = {"indicator": name, "order": str(order)}
    by_column = {
        "name": told.names, "short": {one: told.short.get(one, "").strip() or told.names[one] for one in LANGUAGES}, "unit": told.units,
        "definition": {one: told.definitions.get(one, "").strip() or told.names[one] for one in LANGUAGES},
        "caveat": dict.fromkeys(LANGUAGES, ""),
    }  # fmt: skip
    for column, texts in by_column.items():
        row |= {f"{column}_{language}": texts[language].strip() for language in LANGUAGES}
    return row | {
        "publisher": PUBLISHER, "dataset": series, "source_url": PAGE, "licence": LICENCE, "series": series, "retrieved": day.isoformat(),
        "direction": told.direction, "numerator": "", "denominator": "", "denominator_shift": "", "per": "1", "is_additive": "false",
        "symbol": told.symbol, "decimals": str(told.decimals),
    }  # fmt: skip


def _met(found: Readings) -> list[str]:
    """What was met: how many rows and years, what is not available, absent, or under an older code."""
    years = found.years
    told = [f"{len(found.rows)} rows, {years[0]} to {years[-1]}" if len(years) > 1 else f"{len(found.rows)} rows, {years[0]}"]
    told += [f"{found.not_available} not available: they stay not known"] if found.not_available else []
    told += [f"{number} municipalities have no row for {year}" for year, number in found.absent.items() if number]
    return told + ([f"{found.recoded} rows under a code that has changed"] if found.recoded else [])


def _changed(kept: Mapping[tuple[str, ...], Row], fresh: Sequence[Row]) -> list[str]:
    """Row by row what would be added and what would have another value."""
    added = [row for row in fresh if _key(row) not in kept]
    other = [(kept[_key(row)], row) for row in fresh if _key(row) in kept and not _same(kept[_key(row)]["value"], row["value"])]
    lines = [f"{len(added)} rows added, {len(other)} changed, {len(fresh) - len(added) - len(other)} as they were"]
    lines += [
        f"  {new['nis']} {new['period']}: {old['value'] or 'not known'} → {new['value'] or 'not known'}" for old, new in other[:_MOST_SHOWN]
    ]
    return lines + ([f"  … and {len(other) - _MOST_SHOWN} more"] if len(other) > _MOST_SHOWN else [])


def _same(one: str, other: str) -> bool:
    return one == other or (bool(one) and bool(other) and float(one) == float(other))
