"""Numbers, shares, amounts and dates by language, through Babel."""

import datetime
import re
from decimal import Decimal
from functools import lru_cache

from babel import Locale, dates, lists, numbers

#: Belgian habits where Babel knows them; French from France groups with the same narrow space.
_LOCALES = {"fr": "fr_BE", "en": "en_GB", "nl": "nl_BE", "de": "de_BE"}
#: Below this share one decimal is shown, so that « some » never reads as « none ».
_SMALL_SHARE = 0.1
#: A smaller share is written « < 0,1 % », and one as near to the whole « > 99,9 % ».
_LEAST = 0.001
#: Numbers beyond these have more zeros than the eye can count.
_LEAST_PLAIN, _MOST_PLAIN = 1e-6, 1e16
#: What a figure that a person types is made of.
_FIGURE = re.compile(r"[+-]?[0-9][0-9.,'’]{0,29}", re.ASCII)
#: The true sign of minus, which is as wide as a digit: Babel writes the hyphen that lies on a keyboard, in each of our languages.
_MINUS = "\u2212"
#: Pages say some hundred figures on every rerun.
_remembered = lru_cache(maxsize=8192)


@lru_cache
def locale(language: str) -> Locale:
    """The Babel locale of a language of the atlas."""
    return Locale.parse(_LOCALES[language])


@_remembered
def number(value: float, language: str) -> str:
    """A whole number with the language's thousands separator."""
    return _signed(numbers.format_decimal(round(value), format="#,##0", locale=locale(language)))


@_remembered
def decimal(value: float, language: str, digits: int = 1) -> str:
    """A number with at most `digits` decimals; one that is too small for them is « < 0,1 », never 0."""
    text = _signed(numbers.format_decimal(value, format="#,##0." + "#" * digits, locale=locale(language)))
    if value and text.lstrip(_MINUS) == "0":
        edge, sign = (10.0**-digits, "<") if value > 0 else (-(10.0**-digits), ">")
        return f"{sign}\u00a0{decimal(edge, language, digits)}"
    return text


@_remembered
def fixed(value: float, language: str, digits: int) -> str:
    """A number with just `digits` decimals."""
    return _signed(numbers.format_decimal(value, format="#,##0." + "0" * digits, locale=locale(language)))


@_remembered
def exact(value: float, language: str) -> str:
    """A number with all its digits, and a power of ten where there would be too many zeros."""
    if value and not _LEAST_PLAIN <= abs(value) < _MOST_PLAIN:
        return _signed(numbers.format_scientific(value, format="0." + "#" * 16 + "E0", locale=locale(language)))
    exponent = Decimal(repr(float(value))).as_tuple().exponent
    return decimal(value, language, max(1, -exponent if isinstance(exponent, int) else 1))


def read_decimal(text: str, language: str) -> float | None:
    """The number that a person typed, with the language's own signs; None where it is none, or could be two."""
    plain = "".join(text.replace(_MINUS, "-").split())
    if not _FIGURE.fullmatch(plain):
        return None
    try:
        return float(numbers.parse_decimal(plain, locale=locale(language), strict=True))
    except numbers.NumberFormatError:
        return None


@_remembered
def percent(share: float, language: str) -> str:
    """A share from 0 to 1 as a percentage: no decimals, one below ten per cent; never 0 % or 100 % by rounding."""
    if 0 < share < _LEAST or 1 - _LEAST < share < 1:
        edge, sign = (_LEAST, "<") if share < _LEAST else (1 - _LEAST, ">")
        return f"{sign}\u00a0{percent(edge, language)}"
    digits = "0.#" if 0 < share < _SMALL_SHARE or 1 - _SMALL_SHARE / 20 <= share < 1 else "0"
    text = _signed(numbers.format_percent(share, format=f"#,##{digits}%", locale=locale(language)))
    return per_cent(text.removesuffix("%"), language)


def per_cent(figure: str, language: str) -> str:
    """A figure that is written already, with the sign of per cent as the language sets it."""
    return f"{figure}%" if language in ("en", "nl") else f"{figure}\u202f%"


@_remembered
def euro(value: float, language: str, digits: int = 0) -> str:
    """An amount in euro with `digits` decimals."""
    form = _EURO[language].replace("#,##0", "#,##0." + "0" * digits) if digits else _EURO[language]
    return _signed(numbers.format_currency(value, "EUR", format=form, locale=locale(language), currency_digits=False))


#: Dutch has the sign of minus beside the figure, « € −5 ».
_EURO = {"fr": "#,##0\u00a0¤", "en": "¤#,##0", "nl": "¤\u00a0#,##0;¤\u00a0-#,##0", "de": "#,##0\u00a0¤"}


def _signed(text: str) -> str:
    """A figure as a person reads it, with the true sign of minus, and none before what rounds to zero."""
    return text.replace("-", _MINUS if any(digit in text for digit in "123456789") else "")


def area(value: float, language: str) -> str:
    """An area in km², no decimals."""
    return f"{number(value, language)}\u00a0km²"


@_remembered
def date_long(day: datetime.date, language: str) -> str:
    """A date in words."""
    return dates.format_date(day, format="long", locale=locale(language))


def listed(items: list[str], language: str) -> str:
    """Items as running text: « a, b et c »."""
    return lists.format_list(items, style="standard", locale=locale(language))


@_remembered
def plural_form(count: float, language: str) -> str:
    """CLDR plural category of a count: `one` or `other` in our languages (French counts 0 as one)."""
    return "one" if locale(language).plural_form(count) == "one" else "other"
