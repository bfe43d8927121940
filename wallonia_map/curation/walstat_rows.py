"""What WalStat sends, read row by row: every form of period and value that it is known to use, and nothing else."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from wallonia_map.curation.problems import RefusedError, shown
from wallonia_map.i18n import say
from wallonia_map.model import Vintage
from wallonia_map.tables.atlas import Atlas

KEYS = ("ins", "type_entite", "entite", "periode", "valeur")
_KIND = "commune"
#: What is written where there is no figure.
NOT_AVAILABLE = "non disponible"
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,10})?", re.ASCII)
#: « année 2023 », « Année 2023 », « 2024 », and the days that stand for a year: the first and the last. No day is read as another.
_PERIODS = (
    re.compile(r"ann[ée]e\s+(\d{4})", re.IGNORECASE), re.compile(r"(\d{4})", re.ASCII), re.compile(r"(?:01/01|31/12)/(\d{4})", re.ASCII),
)  # fmt: skip
#: Of a year so large a share of the municipalities must have a row: less is an answer that broke off.
FLOOR = 0.9
#: Reasons that are named one by one.
MOST_NAMED = 8


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


def read(content: bytes, language: str = "en", *, are_names: bool = False) -> list[Reading]:
    """The rows of an answer, JSON or CSV, with their own codes; none of an empty one. `are_names`: its values are names, not figures.

    Raises
    ------
    RefusedError
        With each thing that is not as WalStat writes it, in `language`.
    """
    if not content.strip():
        return []
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError([say("keeper.series.not_utf8", language)]) from error
    cells = _from_json(text, language) if text.lstrip()[:1] in ("[", "{") else _from_csv(text, language)
    return readings(list(enumerate(cells, start=1)), language, are_names=are_names)


def readings(
    numbered: Sequence[tuple[int, Sequence[str]]], language: str, *, are_names: bool = False, left_out: list[str] | None = None
) -> list[Reading]:
    """Rows of the five cells `KEYS`, each with its number, read one by one.

    Parameters
    ----------
    numbered
        The rows.
    language
        Of what is said of them.
    are_names
        The values are names, not figures.
    left_out
        Takes a sentence for each row about a wider territory: a saved file may hold such rows. None: they are refused.

    Raises
    ------
    RefusedError
        With each thing that is not as WalStat writes it.
    """
    wrong: list[str] = []
    rows = []
    for number, (nis, kind, name, period, value) in numbered:
        year, figure = year_of(period), value.strip() if are_names else _figure(value)
        where = say("keeper.series.row", language, row=str(number), nis=shown(nis), name=shown(name), period=shown(period))
        if kind.strip().casefold() != _KIND:
            reason = say("keeper.series.other_level", language, row=where, kind=shown(kind))
            (wrong if left_out is None else left_out).append(reason)
            continue
        if not re.fullmatch(r"\d{5}", nis, re.ASCII):
            wrong.append(say("keeper.series.no_nis", language, row=where, nis=shown(nis)))
        if year is None:
            wrong.append(say("keeper.series.no_year", language, row=where, period=shown(period)))
        if figure is None:
            wrong.append(say("keeper.series.no_figure", language, row=where, value=shown(value), word=NOT_AVAILABLE))
        rows.append(Reading(nis, year or "", figure or ""))
    refuse(wrong, language)
    return rows


def _from_json(text: str, language: str) -> Iterable[Sequence[str]]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RefusedError([say("keeper.series.no_json", language)]) from error
    if not isinstance(told, list):
        raise RefusedError([say("keeper.series.no_list", language)])
    for number, row in enumerate(told, start=1):
        if not isinstance(row, dict) or set(row) != set(KEYS) or not all(isinstance(cell, str) for cell in row.values()):
            raise RefusedError([say("keeper.series.no_keys", language, row=str(number), keys=", ".join(KEYS))])
    return [[row[key] for key in KEYS] for row in told]


def _from_csv(text: str, language: str) -> Iterable[Sequence[str]]:
    """The CSV twin: its fifth column, the value, has no name; a row that ends before it has no value."""
    header, *rows = list(csv.reader(io.StringIO(text, newline=""))) or [[]]
    if [cell.strip() for cell in header[:4]] != list(KEYS[:4]) or len(header) != len(KEYS):
        raise RefusedError([say("keeper.series.no_header", language, keys=",".join(KEYS[:4]))])
    uneven = [(number, len(row)) for number, row in enumerate(rows, start=1) if row and len(row) != len(KEYS)]
    refuse([say("keeper.series.short_row", language, row=str(number), n=cells) for number, cells in uneven], language)
    return [row for row in rows if row]


def year_of(period: str) -> str | None:
    """The year that a period names in one of the forms of WalStat; None where it names none."""
    return next((found[1] for form in _PERIODS if (found := form.fullmatch(period.strip()))), None)


def _figure(value: str) -> str | None:
    """The number as it is written, « » where it is not available, None where it is neither."""
    plain = value.strip()
    if plain.casefold() == NOT_AVAILABLE:
        return ""
    return plain if _NUMBER.fullmatch(plain) else None


def placed(atlas: Atlas, rows: Sequence[Reading], language: str = "en", *, floor: float = FLOOR) -> Readings:
    """The rows under codes of the atlas's vintages: each code in the oldest vintage that has it, so that parts and whole stay apart.

    `floor` is the share of the municipalities that must have a row each year.

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
    wrong = [say("keeper.series.stranger", language, nis=nis) for nis in strangers]
    counts = Counter((row.nis, row.year) for row in found)
    wrong += [
        say("keeper.series.twice", language, nis=nis, n=number, year=year) for (nis, year), number in sorted(counts.items()) if number > 1
    ]
    absent = {}
    grids = [set(map(str, atlas.municipalities(item).index)) for item in vintages]
    least = floor * max(map(len, grids))
    for year in sorted({row.year for row in found}):
        here = {row.nis for row in found if row.year == year}
        most = max(grids, key=lambda grid: len(grid & here) / len(grid))  # the year is on one grid, or on several at once
        if len(most & here) < least:
            wrong.append(say("keeper.series.broke_off", language, year=year, n=len(most & here), all=len(most)))
        absent[year] = len(most - here)
    refuse(wrong, language)
    return Readings(tuple(found), vintage_of, sum(row.nis in recoded and row.nis not in vintage_of for row in rows), absent)


def refuse(wrong: Sequence[str], language: str) -> None:
    """Raise the first of the reasons, with how many more there are; nothing where nothing is wrong."""
    if wrong:
        more = [say("keeper.series.more", language, n=len(wrong) - MOST_NAMED)] if len(wrong) > MOST_NAMED else []
        raise RefusedError([*wrong[:MOST_NAMED], *more])


def of_period(found: Readings, period: str, language: str = "en") -> tuple[Reading, ...]:
    """The rows of `all` years, of one year, or of the `last`: the newest, and for who has no figure then its newest known one.

    Raises
    ------
    RefusedError
        If there is no such year.
    """
    if period == "all":
        return found.rows
    if period != "last":
        rows = tuple(row for row in found.rows if row.year == period)
        if not rows:
            raise RefusedError([say("keeper.series.no_period", language, period=shown(period), known=", ".join(found.years))])
        return rows
    newest = found.years[-1] if found.rows else ""
    newest_rows = [row for row in found.rows if row.year == newest]
    lacking = {row.nis for row in found.rows} - {row.nis for row in newest_rows if row.value}
    older: dict[str, Reading] = {}
    for row in sorted(found.rows, key=lambda row: row.year):
        if row.nis in lacking and row.value and row.year != newest:
            older[row.nis] = row
    return (*newest_rows, *older.values())
