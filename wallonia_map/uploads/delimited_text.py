"""Text files with delimiters: their encoding, their delimiter, their records."""

import codecs
import csv
import io
import re
from collections import Counter

from wallonia_map.uploads.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, UnusableFile

#: Encodings that a visitor may choose, as Python names them.
ENCODINGS = ("utf-8", "utf-16", "cp1252", "iso8859-15", "cp850", "mac-roman")
DELIMITERS = (";", ",", "\t", "|")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
#: Told apart by what they make of the bytes, the likeliest first.
_WIDE, _OF_ONE_BYTE = ("utf-16-le", "utf-16-be"), ("cp1252", "mac-roman", "cp850")
_TELLING_LETTERS = 20
_SAMPLE = 64_000
_SAMPLE_RECORDS = 60
#: Delimiters in a line at most, those within quotation marks among them.
MOST_IN_LINE = 20_000
_SEPARATOR_LINE = re.compile(r"^sep=(.)\r?\n", re.IGNORECASE)
#: Control signs that no table holds: where they are many, the file is not text.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_MOST_CONTROLS = 0.001

#: A row's number in its file, and its cells: text, or a number that came as one.
Record = tuple[int, list[str | float]]


def decoded(content: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text of a file and the encoding it was read with: what its byte order mark says, else UTF-8 if it is, else the likeliest.

    Raises
    ------
    UnusableFile
        If the encoding asked for is none of ours or does not fit, or if the bytes are no text.
    """
    chosen = _guessed(content) if encoding is None else encoding
    if encoding is not None and codec_name(encoding) not in {
        codec_name(known) for known in (*ENCODINGS, "utf-8-sig", "utf-16-le", "utf-16-be", "utf-32")
    }:
        raise UnusableFile("encoding", {"encoding": encoding[:40]})
    if codec_name(chosen) == "utf-8" and content.startswith(codecs.BOM_UTF8):
        chosen = "utf-8-sig"
    try:
        text = content.decode(chosen)
    except (UnicodeDecodeError, UnicodeError) as error:
        raise UnusableFile(
            "not_text" if encoding is None else "encoding", {} if encoding is None else {"encoding": encoding[:40]}
        ) from error
    text = text.removeprefix("\ufeff")
    controls = sum(1 for _ in _CONTROLS.finditer(text))
    if "\x00" in text or controls > max(1, _MOST_CONTROLS * len(text)):
        raise UnusableFile("not_text")
    return text, chosen


def codec_name(encoding: str) -> str:
    """The one name that Python has for an encoding; empty where it knows none."""
    try:
        return codecs.lookup(encoding).name
    except (LookupError, ValueError):
        return ""


def _guessed(content: bytes) -> str:
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    if marked is not None:
        return marked
    if b"\x00" in content[:2000]:
        return _likeliest(content[:_SAMPLE], _WIDE) or "utf-8"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _of_one_byte(content)
    return "utf-8"


def _of_one_byte(content: bytes) -> str:
    """Which encoding of one byte a letter: Windows-1252, unless there are letters enough to tell that it is another.

    charset-normalizer takes one in ten short files in Windows-1252 for one of Mac OS Roman or of DOS, and none with twenty
    accented letters or more; and Windows-1252 is what a spreadsheet saves in western Europe. Lines without an accent
    prove nothing, and it looks at a few places of a long file only: it is given the others alone.
    """
    telling = b"\n".join(line for line in content.splitlines() if not line.isascii())[:_SAMPLE]
    if sum(byte > 127 for byte in telling) < _TELLING_LETTERS and _decodes(content, _OF_ONE_BYTE[0]):
        return _OF_ONE_BYTE[0]
    return _likeliest(telling, _OF_ONE_BYTE) or _OF_ONE_BYTE[0]


def _likeliest(sample: bytes, encodings: tuple[str, ...]) -> str | None:
    """The one of `encodings` that gives the most likely text; None where none gives one."""
    from charset_normalizer import from_bytes  # only a file that is not UTF-8 needs it

    isolated = [codec_name(encoding).replace("-", "_") for encoding in encodings]
    best = from_bytes(sample, cp_isolation=isolated, preemptive_behaviour=False, enable_fallback=False).best()
    return None if best is None else encodings[isolated.index(best.encoding)]


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def records(text: str, delimiter: str | None = None, *, blank: bool = False) -> tuple[list[Record], str]:
    """The records that hold anything (or all, where `blank` is asked for), with their own number (the first is 1), and the delimiter.

    Raises
    ------
    UnusableFile
        If a quotation mark is never closed, or there is too much.
    """
    said = _SEPARATOR_LINE.match(text[:10])  # a line for Excel, which people forget in the file
    chosen = delimiter or (said.group(1) if said else _sniffed(text))
    if len(chosen) != 1 or chosen in '"\r\n':
        raise UnusableFile("delimiter", {"delimiter": chosen[:10]})
    if any(
        line.count(chosen) > MOST_IN_LINE for line in io.StringIO(text, newline="")
    ):  # one record would be built before it could be counted
        raise UnusableFile("too_many_columns", {"limit": MAX_COLUMNS})
    found: list[Record] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=chosen, strict=True)
    cells = number = 0
    try:
        for number, record in enumerate(reader, start=1):
            if (said and number == 1) or not (blank or any(record)):
                continue
            cells += len(record)
            if len(found) > MAX_ROWS + 50:
                raise UnusableFile("too_many_rows", {"limit": MAX_ROWS})
            if cells > MAX_CELLS:
                raise UnusableFile("too_many_cells", {"limit": MAX_CELLS})
            found.append((number, [*record]))
    except csv.Error as error:
        raise UnusableFile("quotes", {"row": number + 1}) from error
    return found, chosen


def _sniffed(text: str) -> str:
    """The delimiter that cuts the first records most evenly into the most cells."""
    sample = text[:_SAMPLE]
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        lengths = Counter(_lengths(sample, delimiter))
        if not lengths:
            continue
        width, times = max(lengths.items(), key=lambda item: (item[1], item[0]))
        score = (times / sum(lengths.values()), width)
        if width > 1 and score > best_score:
            best, best_score = delimiter, score
    return best


def _lengths(sample: str, delimiter: str) -> list[int]:
    lengths: list[int] = []
    try:
        for record in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if record and any(record):
                lengths.append(len(record))
            if len(lengths) >= _SAMPLE_RECORDS:
                break
    except csv.Error:
        return lengths
    return lengths
