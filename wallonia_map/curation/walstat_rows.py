"""What WalStat sends, read row by row: every form of period and value that it is known to use, and nothing else."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from wallonia_map.curation.problems import RefusedError
from wallonia_map.model import Vintage
from wallonia_map.tables.atlas import Atlas

KEYS = ("ins", "type_entite", "entite", "periode", "valeur")
_KIND = "commune"
_NOT_AVAILABLE = "non disponible"
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,10})?", re.ASCII)
#: « année 2023 », « Année 2023 », « 2024 », and the days that stand for a year: the first and the last. No day is read as another.
_PERIODS = (
    re.compile(r"ann[ée]e\s+(\d{4})", re.IGNORECASE), re.compile(r"(\d{4})", re.ASCII), re.compile(r"(?:01/01|31/12)/(\d{4})", re.ASCII),
)  # fmt: skip
#: Of a year so large a share of the municipalities must have a row: less is an answer that broke off.
FLOOR = 0.9
_MOST_NAMED = 8


@dataclass(frozen=True)
class Reading:
    """One figure: the code as it stands, the year, the value as text; an empty value is not available."""

    nis: str
    year: str
    value: str


@dataclass(frozen=True)
class Readings:
    """Everything that a series holds, and what was met on the way.

    `rows` are by code in a vintage of the atlas (`vintage_of`). `recoded` counts rows under a code of before 2019's recoding, `absent`
    the municipalities without a row by year.
    """

    rows: tuple[Reading, ...]
    vintage_of: dict[str, str] = field(default_factory=dict)
    recoded: int = 0
    absent: dict[str, int] = field(default_factory=dict)

    @property
    def years(self) -> list[str]:
        """The years, oldest first."""
        return sorted({row.year for row in self.rows})

    @property
    def not_available(self) -> int:
        """Figures that WalStat says it does not have."""
        return sum(not row.value for row in self.rows)


def read(content: bytes) -> list[Reading]:
    """The rows of an answer, JSON or CSV, with their own codes; none of an empty one.

    Raises
    ------
    RefusedError
        With each thing that is not as WalStat writes it.
    """
    if not content.strip():
        return []
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError(["the answer is not UTF-8"]) from error
    cells = _from_json(text) if text.lstrip()[:1] in ("[", "{") else _from_csv(text)
    wrong: list[str] = []
    rows = []
    for number, (nis, kind, name, period, value) in enumerate(cells, start=1):
        year, figure = _year(period), _figure(value)
        where = f"row {number} ({nis} {name}, {period})"
        if not re.fullmatch(r"\d{5}", nis, re.ASCII):
            wrong.append(f"{where}: {nis!r} is no code of a municipality")
        if kind.strip().casefold() != _KIND:
            wrong.append(f"{where}: is about a {kind!r}, not a Commune")
        if year is None:
            wrong.append(f"{where}: {period!r} is no year that is understood")
        if figure is None:
            wrong.append(f"{where}: {value!r} is neither a number nor « {_NOT_AVAILABLE} »")
        rows.append(Reading(nis, year or "", figure or ""))
    _refuse(wrong)
    return rows


def _from_json(text: str) -> Iterable[Sequence[str]]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RefusedError(["the answer is no readable JSON"]) from error
    if not isinstance(told, list):
        raise RefusedError(["the answer is no list of rows"])
    for number, row in enumerate(told, start=1):
        if not isinstance(row, dict) or set(row) != set(KEYS) or not all(isinstance(cell, str) for cell in row.values()):
            raise RefusedError([f"row {number} does not have the five texts {', '.join(KEYS)}"])
    return [[row[key] for key in KEYS] for row in told]


def _from_csv(text: str) -> Iterable[Sequence[str]]:
    """The CSV twin: its fifth column, the value, has no name; a row that ends before it has no value."""
    header, *rows = list(csv.reader(io.StringIO(text, newline=""))) or [[]]
    if [cell.strip() for cell in header[:4]] != list(KEYS[:4]) or len(header) != len(KEYS):
        raise RefusedError([f"the header is not {','.join(KEYS[:4])} and a column for the value"])
    short = [f"row {number} has {len(row)} cells instead of 5" for number, row in enumerate(rows, start=1) if row and len(row) != len(KEYS)]
    _refuse(short)
    return [row for row in rows if row]


def _year(period: str) -> str | None:
    return next((found[1] for form in _PERIODS if (found := form.fullmatch(period.strip()))), None)


def _figure(value: str) -> str | None:
    """The number as it is written, « » where it is not available, None where it is neither."""
    plain = value.strip()
    if plain.casefold() == _NOT_AVAILABLE:
        return ""
    return plain if _NUMBER.fullmatch(plain) else None


def placed(atlas: Atlas, rows: Sequence[Reading]) -> Readings:
    """The rows under codes of the atlas's vintages: each code in the oldest vintage that has it, so that parts and whole stay apart.

    Raises
    ------
    RefusedError
        If a code is of no Walloon municipality, a municipality has two figures for a year, or a year is not whole.
    """
    vintages = list(Vintage)
    vintage_of = {str(nis): item.value for item in reversed(vintages) for nis in atlas.municipalities(item).index}
    changed = atlas.tables["municipality_changes"]
    recoded = changed[changed["kind"] == "recoded"].set_index("nis_before")["nis_after"].to_dict()
    found = [Reading(recoded.get(row.nis, row.nis) if row.nis not in vintage_of else row.nis, row.year, row.value) for row in rows]
    strangers = sorted({row.nis for row in found if row.nis not in vintage_of})
    wrong = [f"{nis} is no municipality of Wallonia" for nis in strangers]
    counts = Counter((row.nis, row.year) for row in found)
    wrong += [f"{nis} has {number} figures for {year}" for (nis, year), number in sorted(counts.items()) if number > 1]
    absent = {}
    grids = [set(map(str, atlas.municipalities(item).index)) for item in vintages]
    least = FLOOR * max(map(len, grids))
    for year in sorted({row.year for row in found}):
        here = {row.nis for row in found if row.year == year}
        most = max(grids, key=lambda grid: len(grid & here) / len(grid))  # the year is on one grid, or on several at once
        if len(most & here) < least:
            wrong.append(f"{year}: only {len(most & here)} of {len(most)} municipalities have a row; the answer broke off")
        absent[year] = len(most - here)
    _refuse(wrong)
    return Readings(tuple(found), vintage_of, sum(row.nis in recoded and row.nis not in vintage_of for row in rows), absent)


def _refuse(wrong: list[str]) -> None:
    if wrong:
        more = [f"… and {len(wrong) - _MOST_NAMED} more"] if len(wrong) > _MOST_NAMED else []
        raise RefusedError([*wrong[:_MOST_NAMED], *more])


def of_period(readings: Readings, period: str) -> tuple[Reading, ...]:
    """The rows of `all` years, of one year, or of the `last`: the newest, and for who has no figure then its newest known one.

    Raises
    ------
    RefusedError
        If there is no such year.
    """
    if period == "all":
        return readings.rows
    if period != "last":
        rows = tuple(row for row in readings.rows if row.year == period)
        if not rows:
            raise RefusedError([f"there is no {period}; there are {', '.join(readings.years) or 'no years'}"])
        return rows
    newest = readings.years[-1] if readings.rows else ""
    newest_rows = [row for row in readings.rows if row.year == newest]
    lacking = {row.nis for row in readings.rows} - {row.nis for row in newest_rows if row.value}
    older: dict[str, Reading] = {}
    for row in sorted(readings.rows, key=lambda row: row.year):
        if row.nis in lacking and row.value and row.year != newest:
            older[row.nis] = row
    return (*newest_rows, *older.values())
