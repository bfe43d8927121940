"""The rows of a text file with delimiters or of a workbook, all cells as text: one way in for visitors, keepers and the rebuild."""

from dataclasses import dataclass

from wallonia_map.uploads.delimited_text import Record, decoded, records
from wallonia_map.uploads.limits import FileFormat, format_of
from wallonia_map.uploads.spreadsheets import read_workbook


@dataclass(frozen=True)
class Records:
    """The rows that hold anything, each with the number that the file gives it (from 1), and what was recognised in the file.

    `encoding` and `delimiter` are those of a text file, `sheet` and `sheets` those of a workbook, of which `passed` hold no table and stand
    before the one that was read.
    """

    rows: list[Record]
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()


def read_records(
    content: bytes, name: str = "", *, sheet: str | None = None, encoding: str | None = None, delimiter: str | None = None,
    formulas: bool = False, blank: bool = False,
) -> Records:  # fmt: skip
    """The rows of a table; what is not given is recognised.

    Parameters
    ----------
    content, name
        The file's bytes, and its name, of which only the ending counts: where it has one, it must fit the bytes.
    sheet
        The sheet of a workbook; by default the first visible one that holds a table.
    encoding, delimiter
        Of a text file.
    formulas
        Gives the formula of a workbook's cell (« =A1+1 ») instead of its value.
    blank
        Gives the blank rows of a text file too.

    Raises
    ------
    UnusableFile
        With the reason and its details, whatever the bytes are.
    """
    form = format_of(content, name)
    if form in (FileFormat.XLSX, FileFormat.ODS):
        book = read_workbook(content, sheet, formulas=formulas)
        return Records(book.records, sheet=book.sheet, sheets=book.sheets, passed=book.passed)
    text, used_encoding = decoded(content, encoding)
    rows, used_delimiter = records(text, delimiter, blank=blank)
    return Records(rows, used_encoding, used_delimiter)
