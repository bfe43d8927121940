"""The rows of a text file with delimiters or of a workbook, all cells as text: one way in for visitors, keepers and the rebuild."""

from wallonia_map.uploads.delimited_text import decoded, records
from wallonia_map.uploads.file_form import FileFormat, format_of
from wallonia_map.uploads.limits import UnusableFile
from wallonia_map.uploads.record_set import Records
from wallonia_map.uploads.spreadsheets import read_workbook


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
        return Records(book.records, form, sheet=book.sheet, sheets=book.sheets, passed=book.passed, uncalculated=book.uncalculated)
    if form not in (FileFormat.CSV, FileFormat.JSON):  # text in braces is a table to those who ask for one of cells
        raise UnusableFile("unreadable")
    text, used_encoding = decoded(content, encoding)
    rows, used_delimiter = records(text, delimiter, blank=blank)
    return Records(rows, FileFormat.CSV, used_encoding, used_delimiter)
