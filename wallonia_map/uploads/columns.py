"""What a column holds: codes, text or numbers, and by which decimal sign its numbers are written."""

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from wallonia_map.tables.name_text import normalise
from wallonia_map.uploads.number_text import NOT_KNOWN, DecimalSign, NumberCell, decimal_sign, number_cell


class ColumnType(StrEnum):
    """What the cells of a column are."""

    CODE = "code"
    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True)
class ReadColumn:
    """A column as recognised.

    `filled` cells hold something, `unread` of a number's could not be read as one, `flagged` have a mark beside their number or
    say why there is none. `decimal` is the sign that its texts were read by; `is_ambiguous` tells that none of them decides it.
    """

    name: str
    type: ColumnType
    filled: int
    unread: int = 0
    flagged: int = 0
    decimal: str = "."
    is_ambiguous: bool = False


_CODE = re.compile(r"\d{4,5}(?:[.,]0+)?|\d{1,2}[.\s']\d{3}")
_WALLOON_CODE = re.compile(r"(?:25|5\d|6\d|8\d|9\d)\d{3}(?:\.0)?")
_CODE_WORDS = frozenset(
    {"nis", "ins", "nsi", "refnis", "cp", "code", "codes", "postal", "postcode", "postnummer", "plz", "zip", "nisco", "nis5"}
)
_SAMPLE = 2_000
#: A column is one of numbers where at least half of what it holds is.
_MOSTLY = 0.5


def signs_of(cells: pd.DataFrame, typed: dict[str, pd.Series], default: str) -> dict[str, DecimalSign]:
    """The decimal sign of every column, decided from its own cells; where none decides, from what the other columns prove.

    Cells that came as numbers (`typed`) are none that a sign is needed for.
    """
    own = {name: decimal_sign(_texts(cells[name], typed.get(name)), default) for name in cells}
    proven = Counter(sign.sign for sign in own.values() if sign.is_proven)
    usual = default if proven[","] == proven["."] else max(proven, key=proven.__getitem__)
    return {name: sign if sign.is_proven else DecimalSign(usual, False, sign.is_ambiguous) for name, sign in own.items()}


def _texts(cells: pd.Series, typed: pd.Series | None) -> list[str]:
    written = cells if typed is None else cells[typed.isna()]
    return [str(text) for text in written.unique()[:_SAMPLE]]


def number_cells(column: pd.Series, decimal: str) -> dict[str, NumberCell]:
    """Every distinct text of a column as a number."""
    return {str(text): number_cell(str(text), decimal) for text in column.unique()}


def column_of(
    name: str, cells: pd.Series, sign: DecimalSign, typed: pd.Series | None = None, given: ColumnType | None = None
) -> ReadColumn:
    """What a column is, from its header and its cells, unless `given` says so."""
    counts = Counter(cells if typed is None else cells[typed.isna()])
    known = 0 if typed is None else int(typed.notna().sum())
    read = {text: number_cell(text, sign.sign) for text in counts}
    good = known + sum(counts[text] for text, cell in read.items() if cell.value is not None)
    flagged = sum(counts[text] for text, cell in read.items() if cell.flag)
    distinct = [text for text, cell in read.items() if cell.value is not None or text.lower() not in NOT_KNOWN]
    filled = known + sum(counts[text] for text in distinct)
    codes = [*distinct, *([] if typed is None else [str(text) for text in cells[typed.notna()].unique()])]
    withheld = sum(counts[text] for text, cell in read.items() if cell.flag and cell.value is None)
    kind = given or _type(name, codes, filled, good + withheld)
    if kind is not ColumnType.NUMBER:
        return ReadColumn(name, kind, filled)
    return ReadColumn(name, kind, filled, filled - good, flagged, sign.sign, sign.is_ambiguous)


def _type(name: str, distinct: list[str], filled: int, good: int) -> ColumnType:
    if not filled:
        return ColumnType.TEXT
    if set(normalise(name).split()) & _CODE_WORDS and sum(bool(_CODE.fullmatch(text)) for text in distinct) > 0.5 * len(distinct):
        return ColumnType.CODE
    if len(distinct) == filled >= 3 and all(_WALLOON_CODE.fullmatch(text) for text in distinct):
        return ColumnType.CODE
    return ColumnType.NUMBER if good >= _MOSTLY * filled else ColumnType.TEXT
