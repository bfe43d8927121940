"""What a column holds: codes, text or numbers; and numbers out of the ways in which people write them."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from wallonia_map.tables.name_text import normalise


class ColumnType(StrEnum):
    """What the cells of a column are."""

    CODE = "code"
    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True)
class ReadColumn:
    """A column as recognised: how many cells are filled, and how many of a number's could not be read as one."""

    name: str
    type: ColumnType
    filled: int
    unread: int = 0


#: What people and programs write for « not known »: no number, and no error either.
NOT_KNOWN = frozenset({
    "", "-", "–", "—", ".", "..", "...", ":", "?", "/", "na", "n/a", "n.a.", "nd", "n.d.", "nan", "null", "none", "s.o.", "n.b.", "k.a.", "nvt",
    "#n/a", "#ref!", "#div/0!", "#value!", "#name?", "#null!", "#num!", "#nv", "#valeur!", "#nom?",
})  # fmt: skip
_SPACES = "\u202f\u00a0\u2009 '’"
_BODY = {
    decimal: re.compile(
        rf"[+-]?(?:\d+|[1-9]\d{{0,2}}(?P<group>[{_SPACES}{re.escape(other)}])\d{{3}}(?:(?P=group)\d{{3}})*)?"
        rf"(?:{re.escape(decimal)}(?P<part>\d+))?(?:[eE][+-]?\d{{1,2}})?",
        re.ASCII,
    )
    for decimal, other in ((".", ","), (",", "."))
}
#: What most cells are: no thousands, no sign before or after.
_PLAIN = {decimal: re.compile(rf"-?\d{{1,15}}(?:{re.escape(decimal)}\d{{1,20}})?", re.ASCII) for decimal in (".", ",")}
_AROUND = re.compile(r"^(?:€|EUR|\$)?\s*(?P<number>.*?)\s*(?:€|EUR|euros?|%|\$)?$", re.IGNORECASE | re.DOTALL)
_CODE = re.compile(r"\d{4,5}(?:[.,]0+)?|\d{1,2}[.\s']\d{3}")
_WALLOON_CODE = re.compile(r"(?:25|5\d|6\d|8\d|9\d)\d{3}(?:\.0)?")
_CODE_WORDS = frozenset(
    {"nis", "ins", "nsi", "refnis", "cp", "code", "codes", "postal", "postcode", "postnummer", "plz", "zip", "nisco", "nis5"}
)
_SAMPLE = 2_000
_LONGEST = 80
#: A column is one of numbers where at least half of what it holds is.
_MOSTLY = 0.5


def number(text: str, decimal: str) -> float | None:
    """The number that a text is, or None. A comma or point that can only be the other sign is taken as such."""
    if _PLAIN[decimal].fullmatch(text):
        return float(text.replace(",", "."))
    if len(text) > _LONGEST:  # before the pattern, which long runs of spaces would keep busy
        return None
    found = _AROUND.match(text.strip().replace("\u2212", "-"))
    body = found.group("number") if found else ""
    if len(body) > 2 and body[0] == "(" and body[-1] == ")":  # how accountants write a debt
        body = f"-{body[1:-1]}"
    if not any(letter.isdigit() for letter in body):
        return None
    for sign in (decimal, "," if decimal == "." else "."):
        if _BODY[sign].fullmatch(body):
            other = "," if sign == "." else "."
            plain = re.sub(f"[{_SPACES}{re.escape(other)}]", "", body).replace(sign, ".")
            try:
                value = float(plain)
            except ValueError:
                return None
            return value if math.isfinite(value) else None
    return None


def decimal_of(columns: Iterable[pd.Series], default: str) -> str:
    """The decimal sign that more cells need: `1,5` cannot be thousands, `1,234` may be."""
    counts = {",": 0, ".": 0}
    for column in columns:
        for text in column.head(_SAMPLE).unique():
            fits = {sign: body.fullmatch(text) for sign, body in _BODY.items()}
            if bool(fits[","]) != bool(fits["."]) and any(letter.isdigit() for letter in text):
                counts["," if fits[","] else "."] += 1
    if counts[","] == counts["."]:
        return default
    return "," if counts[","] > counts["."] else "."


def numbers(column: pd.Series, decimal: str) -> pd.Series:
    """Cells as float; what is empty, « not known » or no number is missing."""
    distinct = {text: number(text, decimal) for text in column.unique()}
    return pd.Series([distinct[text] for text in column], index=column.index, dtype="float64")


def column_of(name: str, cells: pd.Series, decimal: str, given: ColumnType | None = None) -> ReadColumn:
    """What a column is, from its header and its cells, unless `given` says so."""
    counts = Counter(cells)
    read = {text for text in counts if number(text, decimal) is not None}
    distinct = [text for text in counts if text in read or text.lower() not in NOT_KNOWN]
    filled, good = (sum(counts[text] for text in some) for some in (distinct, read))
    kind = given or _type(name, distinct, filled, good)
    return ReadColumn(name, kind, filled, filled - good if kind is ColumnType.NUMBER else 0)


def _type(name: str, distinct: list[str], filled: int, good: int) -> ColumnType:
    if not filled:
        return ColumnType.TEXT
    if set(normalise(name).split()) & _CODE_WORDS and sum(bool(_CODE.fullmatch(text)) for text in distinct) > 0.5 * len(distinct):
        return ColumnType.CODE
    if len(distinct) == filled >= 3 and all(_WALLOON_CODE.fullmatch(text) for text in distinct):
        return ColumnType.CODE
    return ColumnType.NUMBER if good >= _MOSTLY * filled else ColumnType.TEXT
