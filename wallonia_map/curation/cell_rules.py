"""What no cell of a keeper's table may be (a formula, code of a web page, a text without end), and what an address is."""

import re

#: What a spreadsheet would calculate, and what a browser would run: a table in plain words needs neither.
ADDRESS = re.compile(r"https?://[^\s<>\"'`\\{}|^/?#@]+([/?#][^\s<>\"`\\{}|^]*)?")
_FORMULA = re.compile(r"[=+\-@|%]")
_MARKUP = re.compile(r"<\s*[a-zA-Z/!?]|&#|javascript:", re.IGNORECASE)
#: The catalogue's sentence names it too.
_LONGEST = 5_000


def hostile(cell: str, *, is_number: bool = False) -> str | None:
    """Why a cell is refused whatever its column, as a message of `keeper.problem`; None where nothing is wrong with it."""
    if len(cell) > _LONGEST:
        return "too_long"
    if _FORMULA.match(cell) and not (is_number and re.fullmatch(r"-?[\d.,]+", cell)):
        return "formula"
    return "markup" if _MARKUP.search(cell) else None
