"""Long tables: a place comes in a row per year, sex or category. They are recognised, and never added up over years unasked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from wallonia_map.tables.name_text import normalise
from wallonia_map.uploads.columns import ColumnType
from wallonia_map.uploads.reading import ReadTable
from wallonia_map.uploads.way_of_matching import WayOfMatching

_MOST_VALUES = 200
#: From this share of rows on that place and columns tell apart, they are what the rows differ by.
_NEARLY_ALL = 0.98
_MOST_TOGETHER = 3
_PERIOD = re.compile(
    r"(?:ann[ée]es?\s+|jaar\s+|jahr\s+|year\s+)?(?:19|20)\d\d(?:[-/ ]?[QTS][1-4])?(?:-\d\d(?:-\d\d)?)?|\d\d?[/.-]\d\d?[/.-](?:19|20)\d\d",
    re.IGNORECASE,
)
_PERIOD_WORDS = frozenset(
    [
        "annee",
        "annees",
        "year",
        "years",
        "jaar",
        "jahr",
        "periode",
        "period",
        "trimestre",
        "quarter",
        "kwartaal",
        "quartal",
        "millesime",
        "exercice",
    ]
)
#: Headers of numbers that name categories (1 for men, 2 for women), as `normalise` leaves them.
_CATEGORY_WORDS = frozenset(
    [
        "sexe",
        "sex",
        "gender",
        "geslacht",
        "geschlecht",
        "genre",
        "age",
        "leeftijd",
        "alter",
        "categorie",
        "category",
        "kategorie",
        "classe",
        "class",
        "klasse",
        "type",
        "groupe",
        "group",
        "groep",
        "gruppe",
    ]
)


@dataclass(frozen=True)
class LongForm:
    """What tells the rows of one place apart: for each such column its values, years in order, others as they come.

    `periods` are those of the columns that hold years or dates; `together` counts the columns that one value of each would make.
    """

    columns: dict[str, tuple[str, ...]]
    periods: tuple[str, ...]
    per_value: int


def places_of(table: ReadTable, way: WayOfMatching) -> pd.Series:
    """A number for every place that rows are about (by key and level), −1 where the key is empty."""
    keys = table.cells[str(way.key)].pipe(value_names).str.casefold()
    if way.levels is not None:
        keys = keys.where(keys == "", keys + "\n" + pd.Series([str(level) for level in way.levels], index=keys.index))
    return pd.Series(pd.factorize(keys.where(keys != ""))[0], index=keys.index)


def long_form(table: ReadTable, way: WayOfMatching) -> LongForm | None:
    """What a long table's rows differ by; None where no place comes twice, or where nothing says by what its rows differ."""
    if way.key is None:
        return None
    place = places_of(table, way)
    given = place[place >= 0]
    if given.is_unique:
        return None
    values = {name: value_names(table.cells[name]) for name in table.cells.columns if name not in (way.key, way.level_column)}
    differing = [name for name in values if not is_constant(values[name], place)]
    periods = _periods(differing, values)
    candidates = [name for name in differing if name not in periods and _may_tell_apart(table, name, values[name], place)]
    found = _telling_apart(given, values, periods, candidates)
    if not found:
        return None
    rest = [name for name in values if name not in found and not is_about_place(table, name, values[name], place)]
    return LongForm({name: _in_order(values[name], name in periods) for name in found}, tuple(p for p in periods if p in found), len(rest))


def declared_form(table: ReadTable, way: WayOfMatching, declared: Sequence[str]) -> LongForm | None:
    """As `long_form`, with the columns that a person declared beside the recognised ones; None where there are none of either."""
    known = long_form(table, way)
    names = list(dict.fromkeys([*(known.columns if known else ()), *declared]))
    if not names:
        return None
    place = places_of(table, way)
    values = {name: value_names(table.cells[name]) for name in table.cells.columns}
    periods = _periods(names, values)
    others = [name for name in values if name not in (*names, way.key, way.level_column)]
    rest = [name for name in others if not is_about_place(table, name, values[name], place)]
    return LongForm({name: _in_order(values[name], name in periods) for name in names}, periods, len(rest))


def value_names(cells: pd.Series) -> pd.Series:
    """The cells with what only case and spaces tell apart (« année 2023 », « Année 2023 ») written alike, as it came first."""
    first: dict[str, str] = {}
    plain = {text: " ".join(str(text).split()) for text in cells.unique()}
    return cells.map({text: first.setdefault(told.casefold(), told) for text, told in plain.items()})


def is_constant(cells: pd.Series, place: pd.Series) -> bool:
    """Whether a column says the same in all rows of a place, and so something about the place alone."""
    frame = pd.DataFrame({"place": place, "cell": cells})[place >= 0]
    return not bool(frame.drop_duplicates()["place"].duplicated().any())


def is_about_place(table: ReadTable, name: str, cells: pd.Series, place: pd.Series) -> bool:
    """Whether a column is kept as it is: a name, a code. Numbers never are: the same number in two years is two numbers."""
    return table.column(name).type is not ColumnType.NUMBER and is_constant(cells, place)


def _periods(names: Sequence[str], values: dict[str, pd.Series]) -> tuple[str, ...]:
    """The columns of years or dates: those that say so, or else those that hold nothing else (2,010 inhabitants are no year)."""
    found = [name for name in names if _is_period(name, values[name])]
    said = [name for name in found if says_period(name)]
    return tuple(said or found)


def says_period(name: str) -> bool:
    """Whether a header says that its column holds years or dates."""
    return bool(set(normalise(name.replace("_", " ")).split()) & _PERIOD_WORDS)


def _is_period(name: str, cells: pd.Series) -> bool:
    filled = [text for text in cells.unique() if text]
    if not 2 <= len(filled) <= _MOST_VALUES:
        return False
    return says_period(name) or all(_PERIOD.fullmatch(text) for text in filled)


def _may_tell_apart(table: ReadTable, name: str, cells: pd.Series, place: pd.Series) -> bool:
    """Whether a column holds categories: few values, most of which come at several places."""
    if table.column(name).type is ColumnType.NUMBER and not set(normalise(name.replace("_", " ")).split()) & _CATEGORY_WORDS:
        return False
    filled = cells[(cells != "") & (place >= 0)]
    distinct = filled.nunique()
    if not 2 <= distinct <= _MOST_VALUES or len(filled) < len(cells[place >= 0]):
        return False
    places = pd.DataFrame({"place": place[filled.index], "cell": filled}).drop_duplicates()["cell"].value_counts()
    return bool((places > 1).mean() > 0.5)


def _telling_apart(given: pd.Series, values: dict[str, pd.Series], periods: tuple[str, ...], candidates: Sequence[str]) -> tuple[str, ...]:
    """Years always, and the fewest further columns with which hardly any row of a place is like another."""
    for extra in range(0 if periods else 1, _MOST_TOGETHER + 1):
        for some in combinations(candidates, extra):
            columns = [*periods, *some]
            frame = pd.DataFrame({"place": given} | {name: values[name][given.index] for name in columns})
            if 1 - frame.duplicated().mean() >= _NEARLY_ALL:
                return tuple(columns)
    return periods


def _in_order(cells: pd.Series, is_period: bool) -> tuple[str, ...]:
    found = [text for text in cells.unique() if text]
    return tuple(sorted(found, key=_moment) if is_period else found)


def _moment(text: str) -> tuple[str, str]:
    """Years and days in their order: the year first, then the rest as it is written (days of « 31/12/2024 » by month)."""
    year = re.search(r"(?:19|20)\d\d", text)
    rest = text if year is None else text[: year.start()] + text[year.end() :]
    return (year.group() if year else "", "".join(reversed(re.split(r"[/.-]", rest))))


@dataclass(frozen=True)
class LongChoice:
    """What becomes of a long table: by column the one value that is `kept`, and the columns that are `added_up`; others are spread."""

    kept: tuple[tuple[str, str], ...] = ()
    added_up: frozenset[str] = frozenset()


#: So many columns can be looked through; a table that would have more shows its last year.
MOST_SPREAD = 24


def usual_choice(form: LongForm) -> LongChoice:
    """One column for each value; where they would be too many, the last year, and the first value of what is too many still."""
    kept: dict[str, str] = {}
    for name in (*form.periods, *(name for name in form.columns if name not in form.periods)):
        made = max(1, form.per_value) * int(np.prod([len(values) for other, values in form.columns.items() if other not in kept]))
        if made <= MOST_SPREAD:
            break
        kept[name] = form.columns[name][-1 if name in form.periods else 0]
    return LongChoice(tuple(kept.items()))
