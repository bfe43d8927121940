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
    """The text of a file and the encoding it was read with: its byte order mark, UTF-8, else Windows-1252.

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
    start = content[:2000]
    zeros = len(start) // 5
    if start[1::2].count(0) > zeros and len(content) % 2 == 0:  # Latin letters in UTF-16 have a zero beside each
        return "utf-16-le"
    if start[::2].count(0) > zeros and len(content) % 2 == 0:
        return "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def records(text: str, delimiter: str | None = None) -> tuple[list[Record], str]:
    """The records that hold anything, with their own number (the first is 1), and the delimiter.

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
            if (said and number == 1) or not any(record):
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
