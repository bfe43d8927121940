"""Letters that were read in the wrong encoding once and saved so (« LiÃ¨ge »): put right, and counted so that it can be told."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wallonia_map.uploads.delimited_text import Record

#: Encodings in which letters of UTF-8 were misread, the likeliest first.
_MISREAD_AS = ("cp1252", "mac-roman", "cp850")
#: First bytes of the letters of western Europe in UTF-8 (two bytes; 0xC4 has none, and « Ä » is a letter of its own) and of quotation marks, dashes and « € » (three).
_FIRST_OF_TWO, _FIRST_OF_THREE = (0xC2, 0xC3, 0xC5), (0xE2,)
_FOLLOWING = range(0x80, 0xC0)
#: What may come out: letters and signs that western European tables hold.
_MEANT = frozenset([*map(chr, range(0xA0, 0x100)), *"ŒœŠšŽžŸ‘’‚“”„–—…€™†‡•‹›\u202f\u2009"])
#: « Ã » is in no name that is meant; a word is put right twice where it was spoilt twice.
_TIMES = 2


def _signs(encoding: str) -> dict[int, str]:
    """The letter that each byte from 128 on was misread as; Windows shows its five unused bytes as they are."""
    found = {}
    for byte in range(0x80, 0x100):
        try:
            found[byte] = bytes([byte]).decode(encoding)
        except UnicodeDecodeError:
            found[byte] = chr(byte)
    return found


def _pattern(signs: Mapping[int, str]) -> re.Pattern[str]:
    two, three, following = ("".join(re.escape(signs[byte]) for byte in part) for part in (_FIRST_OF_TWO, _FIRST_OF_THREE, _FOLLOWING))
    return re.compile(f"[{two}][{following}]|[{three}][{following}]{{2}}")


_TABLES = {encoding: _signs(encoding) for encoding in _MISREAD_AS}
_PATTERNS = {encoding: _pattern(signs) for encoding, signs in _TABLES.items()}
_BYTES = {encoding: {sign: byte for byte, sign in signs.items()} for encoding, signs in _TABLES.items()}
#: Signs with which a spoilt letter can begin: most cells have none, and are not looked at further.
_BEGINNING = re.compile(
    "[" + "".join(re.escape(signs[byte]) for signs in _TABLES.values() for byte in (*_FIRST_OF_TWO, *_FIRST_OF_THREE)) + "]"
)


@dataclass(frozen=True)
class Repaired:
    """The rows as they were meant, how many cells were spoilt, and the first of them as it stood and as it was read."""

    rows: list[Record]
    count: int = 0
    spoilt: str = ""
    meant: str = ""


def repaired(rows: Iterable[Record]) -> Repaired:
    """The rows with every spoilt cell put right; the same ones where none was."""
    given = list(rows)
    found: dict[str, str] = {}
    for _, cells in given:
        for cell in cells:
            if isinstance(cell, str) and not cell.isascii() and cell not in found and _BEGINNING.search(cell):
                found[cell] = meant(cell)
    spoilt = {cell: text for cell, text in found.items() if text != cell}
    if not spoilt:
        return Repaired(given)
    count = sum(cell in spoilt for _, cells in given for cell in cells)
    first = next(iter(spoilt))
    told = [(number, [spoilt.get(cell, cell) if isinstance(cell, str) else cell for cell in cells]) for number, cells in given]
    return Repaired(told, count, first, spoilt[first])


def meant(text: str) -> str:
    """The text as it was meant: « Liège » for « LiÃ¨ge », and any other as it is."""
    for _ in range(_TIMES):
        before = text
        for encoding, pattern in _PATTERNS.items():
            text = pattern.sub(lambda spoilt, known=_BYTES[encoding]: _letter(spoilt[0], known), text)  # type: ignore[misc]
        if text == before:
            return text
    return text


def _letter(spoilt: str, known: dict[str, int]) -> str:
    try:
        letter = bytes(known[sign] for sign in spoilt).decode("utf-8")
    except UnicodeDecodeError:
        return spoilt
    return letter if letter in _MEANT else spoilt
