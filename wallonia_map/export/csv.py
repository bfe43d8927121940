"""CSV in two dialects: for a spreadsheet in the reader's language, and plain RFC 4180."""

import csv
import io
import re
import unicodedata
from collections.abc import Sequence

import numpy as np
import pandas as pd

from wallonia_map.i18n import say

BOM = "\ufeff"
#: Columns whose values are identifiers that the reader's language has words for.
TRANSLATED = {
    "programme": "programme", "lead_type": "lead_type", "scope": "scope", "themes": "theme", "stage": "stage", "role": "role",
    "confidence": "confidence", "subsidy_basis": "basis", "budget_basis": "basis", "inferred": "inferred",
}  # fmt: skip
#: What a spreadsheet would start to calculate.
_FORMULA = re.compile(r"^[=+\-@\t\r\n|%]")


def harmless(text: str) -> str:
    """`text` with a leading apostrophe where a spreadsheet would take it for a formula, without control characters."""
    clean = text
    if not text.isprintable():  # letter by letter is slow, and most texts need none of it
        spaced = "".join(" " if letter in "\t\r\n\v\f" else letter for letter in text)
        clean = "".join(letter for letter in spaced if letter.isprintable() or unicodedata.category(letter) == "Zs")
    return f"'{clean}" if _FORMULA.match(text) or _FORMULA.match(clean.lstrip()) else clean


def plain_csv(table: pd.DataFrame) -> bytes:
    """RFC 4180: UTF-8, comma, decimal point, CRLF, names of the data as header; flags as true and false."""
    return _written(table, list(table.columns), separator=",", comma=False, language=None).encode("utf-8")


def spreadsheet_csv(table: pd.DataFrame, language: str, header: Sequence[str] = ()) -> bytes:
    """For Excel and its like in `language`: UTF-8 with BOM, header and values in words.

    Semicolon and decimal comma, but comma and point in English. `header` names the columns of another table than ours.
    """
    header = [harmless(name) for name in header] or [say(f"column.{name}", language) for name in table.columns]
    english = language == "en"
    text = _written(table, header, separator="," if english else ";", comma=not english, language=language)
    return (BOM + text).encode("utf-8")


def _written(table: pd.DataFrame, header: list[str], *, separator: str, comma: bool, language: str | None) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow(header)
    columns = [_cells(table[name], comma=comma, language=language) for name in table.columns]
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue()


def _cells(column: pd.Series, *, comma: bool, language: str | None) -> list[str]:
    """The cells of a column as written; each distinct value is written once, but for columns of mixed values."""
    name = str(column.name)
    if column.dtype == object:
        return [_cell(value, name, comma=comma, language=language) for value in column.tolist()]
    codes, different = pd.factorize(column)
    cells = [_cell(value, name, comma=comma, language=language) for value in different.tolist()]
    return np.array([*cells, ""], dtype=object)[codes].tolist()  # type: ignore[no-any-return]  # missing has the code -1: the last


def _cell(value: object, name: str, *, comma: bool, language: str | None) -> str:
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, bool):
        return ("true" if value else "false") if language is None else say("answer.yes" if value else "answer.no", language)
    if isinstance(value, float):
        text = repr(int(value)) if value.is_integer() else repr(value)
        return text.replace(".", ",") if comma else text
    if isinstance(value, int):
        return str(value)
    text = str(value)
    if language is not None and name in TRANSLATED and text:
        words = [say(f"{TRANSLATED[name]}.{part}", language) for part in text.split(";")]
        text = ", ".join(words)
    return harmless(text)
