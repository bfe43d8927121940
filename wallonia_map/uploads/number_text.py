"""Numbers out of the ways in which people write them: signs, groups, units, and the flags that statistical offices add."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

#: What people and programs write for « not known »: no number, and no error either.
NOT_KNOWN = frozenset({
    "", "-", "–", "—", ".", "..", "...", ":", "?", "/", "na", "n/a", "n.a.", "nd", "n.d.", "nan", "null", "none", "s.o.", "n.b.", "k.a.", "nvt",
    "#n/a", "#ref!", "#div/0!", "#value!", "#name?", "#null!", "#num!", "#nv", "#valeur!", "#nom?", "non disponible", "onbekend", "unbekannt",
    "inconnu", "unknown",
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
#: A flag behind or before a number (provisional, estimated, break, secret …), a footnote mark, or a unit in letters.
_FLAGGED = re.compile(
    r"^(?P<number>[-+(\d][\d.,'’\s\u202f\u00a0\u2009)]*?)\s*(?P<flag>[*†‡§°¹²³]+|\(?[a-z]{1,2}\)?|\[\d{1,2}\]|hab\.?|habitants?|inw\.?|inwoners|einw\.?|einwohner"
    r"|inh\.?|inhabitants|km²|km2|m²|m2|ha|k€|m€|pers\.?|unités?|pcs|stuks?|st\.?)$",
    re.IGNORECASE,
)
#: « : c », « (c) »: a value that is withheld; « <5 »: known only to lie below a bound.
_WITHHELD = re.compile(r"^(?::\s*[a-z]{1,2}|\([a-z]{1,2}\))$", re.IGNORECASE)
_BOUNDED = re.compile(
    r"^(?:[<>≤≥]=?|moins de|plus de|minder dan|meer dan|weniger als|mehr als|less than|more than)\s*(?P<number>[\d.,\s]+)$", re.IGNORECASE
)
_TRAILING_MINUS = re.compile(r"^(?P<number>\d[\d.,\s]*)-$", re.ASCII)
_LONGEST = 80


@dataclass(frozen=True)
class NumberCell:
    """A cell as a number: `value` is None where there is none; `flag` is what stood beside it, or why it is left out."""

    value: float | None
    flag: str = ""


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


def number_cell(text: str, decimal: str) -> NumberCell:
    """The number in a cell with what stands beside it: « 12 p » is 12 flagged « p », « <5 » and « : c » are no number and say so.

    `value` None and an empty `flag` mean that the text is no number in any way that is read here.
    """
    value = number(text, decimal)
    if value is not None or text.lower() in NOT_KNOWN or len(text) > _LONGEST:
        return NumberCell(value)
    plain = text.strip().replace("\u2212", "-")
    minus = _TRAILING_MINUS.match(plain)
    if minus:
        value = number(minus.group("number").strip(), decimal)
        return NumberCell(None if value is None else -value, "-" if value is not None else "")
    flagged = _FLAGGED.match(plain)
    if flagged:
        value = number(flagged.group("number").strip(), decimal)
        if value is not None:
            return NumberCell(value, flagged.group("flag"))
    if _WITHHELD.match(plain) or (_BOUNDED.match(plain) and any(letter.isdigit() for letter in plain)):
        return NumberCell(None, plain)
    return NumberCell(None)


@dataclass(frozen=True)
class DecimalSign:
    """The decimal sign of a column, and whether a cell proves it: « 1,5 » does, « 1,234 » may be either."""

    sign: str
    is_proven: bool
    is_ambiguous: bool


def decimal_sign(texts: Iterable[str], default: str) -> DecimalSign:
    """Decide the decimal sign of one column from the cells that admit one reading only; `default` where none does.

    It is ambiguous where cells could be read either way and none decides.
    """
    votes, either = {",": 0, ".": 0}, False
    for text in texts:
        plain = text.strip().replace("\u2212", "-")
        body = _FLAGGED.match(plain)
        shown = (body.group("number").strip() if body else plain)[:_LONGEST]
        around = _AROUND.match(shown)
        shown = around.group("number") if around else shown
        if not any(letter.isdigit() for letter in shown) or not ("," in shown or "." in shown):
            continue
        fits = {sign: bool(pattern.fullmatch(shown)) for sign, pattern in _BODY.items()}
        if fits[","] != fits["."]:
            votes["," if fits[","] else "."] += 1
        elif fits[","]:
            either = True
    if votes[","] == votes["."]:
        return DecimalSign(default, False, either)
    return DecimalSign("," if votes[","] > votes["."] else ".", True, False)


class Percent(float):
    """A share as its cell shows it: 12.5 for 0.125 in a percent format."""

    @classmethod
    def of_share(cls, share: float) -> "Percent":
        """The percentage of a share, without the digits that multiplying floats adds (0.07 is 7, not 7.000000000000001)."""
        return cls(Decimal(repr(float(share))) * 100)


def cell_text(value: float) -> str:
    """A number as its cell shows it: whole numbers without « .0 », percentages with their sign."""
    text = str(int(value)) if value.is_integer() and abs(value) < 1e15 else float.__repr__(value)
    return f"{text} %" if isinstance(value, Percent) else text
