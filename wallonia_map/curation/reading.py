"""A filled table as header and rows of text, from CSV or XLSX; a file that is no table is one clear problem."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

from wallonia_map.curation.problems import Problem

#: A keeper's table is small: what is larger is something else.
MAX_BYTES = 10_000_000
MAX_UNPACKED_BYTES = 100_000_000
MAX_ROWS = 5_000
MAX_COLUMNS = 200
_XLSX, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Worksheet:
    """What was read: `rows` are the filled ones with their numbers as a spreadsheet shows them."""

    header: tuple[str, ...] = ()
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    decimal_comma: bool = False
    problems: tuple[Problem, ...] = ()


class _UnreadableError(Exception):
    """A file that is no table: the message without its section."""


def read_sheet(content: bytes) -> Worksheet:
    """Read a filled table. It never raises: what is wrong with the file stands in `problems`."""
    try:
        if len(content) > MAX_BYTES:
            raise _UnreadableError("too_large")
        if content.startswith(_OLD_OFFICE):  # the old format, or an encrypted one
            raise _UnreadableError("encrypted")
        comma = False
        if content.startswith(_XLSX):
            lines = list(_xlsx(content))
        else:
            lines, comma = _csv(content)
    except _UnreadableError as error:
        return Worksheet(problems=(Problem(0, "", "", str(error)),))
    filled = [(number, cells) for number, cells in lines if any(cell.strip() for cell in cells)]
    if not filled:
        return Worksheet(problems=(Problem(0, "", "", "no_header"),))
    (at, first), *rows = filled
    header = tuple(cell.strip() for cell in first)
    while header and not header[-1]:
        header = header[:-1]
    problems = [Problem(at, name, "", "header_twice") for name in sorted({name for name in header if name and header.count(name) > 1})]
    problems += [Problem(at, f"{place + 1}", "", "header_empty") for place, name in enumerate(header) if not name]
    shaped = []
    for number, cells in rows:
        beyond = [cell for cell in cells[len(header) :] if cell.strip()]
        if beyond:
            problems.append(Problem(number, header[-1], beyond[0], "cell_beyond"))
        shaped.append((number, (*cells, *("",) * len(header))[: len(header)]))
    if not rows:
        problems.append(Problem(0, "", "", "no_rows"))
    return Worksheet(header, tuple(shaped), comma, tuple(problems))


def _csv(content: bytes) -> tuple[list[tuple[int, tuple[str, ...]]], bool]:
    """The rows of a CSV file, and whether its separator says that numbers have a decimal comma."""
    text = _decoded(content)
    first = text.lstrip("\n\r").partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        lines = []
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        for number, cells in enumerate(reader, start=1):
            lines.append((number, tuple(cells)))
            if number > MAX_ROWS + 1 or len(cells) > MAX_COLUMNS:
                raise _UnreadableError("too_many")
    except csv.Error as error:
        raise _UnreadableError("not_a_table") from error
    return lines, separator == ";"


def _decoded(content: bytes) -> str:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if wide else ["utf-8-sig", "cp1252"]  # the last: a spreadsheet's plain « CSV » in western Europe
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _UnreadableError("not_a_table")


def _xlsx(content: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of a workbook's first sheet, read as a stream: a cell far below or far right costs nothing."""
    import openpyxl  # slow to load, and needed for workbooks only
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            _check_parts(parts)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of drop-down lists that it leaves out
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            page = book.worksheets[0]
            page.reset_dimensions()  # never trust the size that the file says it has
            given = page.iter_rows(max_row=MAX_ROWS + 2, max_col=MAX_COLUMNS, values_only=True)
            yield from _limited((number, tuple(map(_text, cells))) for number, cells in enumerate(given, start=1))
    except (zipfile.BadZipFile, InvalidFileException, ParseError, LookupError, ValueError, TypeError, AttributeError,
            OSError, EOFError, RuntimeError, ArithmeticError) as error:  # what openpyxl lets through of a broken file  # fmt: skip
        raise _UnreadableError("not_a_table") from error


def _limited(lines: Iterable[tuple[int, tuple[str, ...]]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, cells in lines:
        if number > MAX_ROWS + 1 and any(cells):
            raise _UnreadableError("too_many")
        yield number, cells


def _check_parts(parts: zipfile.ZipFile) -> None:
    """Refuse what unpacks to far more than a table, and XML that declares entities."""
    infos = parts.infolist()
    if sum(info.file_size for info in infos) > MAX_UNPACKED_BYTES or len(infos) > 1_000:
        raise _UnreadableError("too_large")
    if not any(info.filename == "xl/workbook.xml" for info in infos):
        raise _UnreadableError("not_a_table")
    for info in infos:
        if info.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in parts.read(info):
            raise _UnreadableError("not_a_table")


def _text(value: object) -> str:
    """A cell as it would stand in a CSV file: whole numbers without decimals, flags in lower case."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
