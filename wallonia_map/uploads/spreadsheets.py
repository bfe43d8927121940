"""XLSX and ODS, through calamine (Rust, one reader for both), behind a guard that bounds what it can be made to build."""

import datetime
import io
from dataclasses import dataclass, replace

import python_calamine as calamine

from wallonia_map.uploads.cell_marks import Marks, marks_of
from wallonia_map.uploads.delimited_text import Record
from wallonia_map.uploads.formulas import Formulas, formulas_of
from wallonia_map.uploads.limits import MAX_CELLS, MAX_ROWS, UnusableFile
from wallonia_map.uploads.number_text import Percent
from wallonia_map.uploads.number_text import number as number_in
from wallonia_map.uploads.zip_guard import guarded

#: Lines that a sheet of names and what they stand for has at most: author, date, source, contact…
_COVER_ROWS = 25


@dataclass(frozen=True)
class Workbook:
    """The sheet that was read, the names of all that can be chosen, and how many of its formulas nobody worked out.

    `passed` are cover sheets before the one that was read.
    """

    sheet: str
    sheets: tuple[str, ...]
    records: list[Record]
    passed: tuple[str, ...] = ()
    uncalculated: int = 0


def read_workbook(content: bytes, sheet: str | None = None, *, formulas: bool = False) -> Workbook:
    """The records of a sheet that hold anything, with the sheet's own row numbers; by default its first visible sheet with a table.

    `formulas` gives what a cell calculates (« =A1+1 ») instead of its value.

    Raises
    ------
    UnusableFile
        If it is broken, encrypted, too much, or has no such sheet.
    """
    safe = guarded(content)
    try:
        book = _read(safe, sheet)
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise UnusableFile("unreadable") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how a Rust extension says that it met what it never expected
            raise
        raise UnusableFile("unreadable") from error
    if not book.sheet:
        return book
    return _with_formulas(book, formulas_of(safe, book.sheet)) if formulas else _with_marks(book, marks_of(safe, book.sheet))


def _read(content: bytes, sheet: str | None) -> Workbook:
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        visible = [
            told.name for told in book.sheets_metadata
            if told.typ is calamine.SheetTypeEnum.WorkSheet and told.visible is calamine.SheetVisibleEnum.Visible
        ]  # fmt: skip
        names = visible or list(book.sheet_names)
        if sheet is not None and sheet not in book.sheet_names:
            raise UnusableFile("no_sheet", {"sheet": sheet[:60], "sheets": ", ".join(names[:20])})
        records: list[Record] = []
        chosen = sheet or (names[0] if names else "")
        passed: list[str] = []
        for name in [sheet] if sheet is not None else names:
            found = _records(book, name)
            if found and (not records or _holds_numbers(found) or (_is_text(records) and not _is_cover(found))):
                passed, chosen, records = ([*passed, chosen] if records else passed), name, found
            if records and not _is_cover(records):
                break
        return Workbook(chosen, tuple(names), records, tuple(passed))


def _is_cover(records: list[Record]) -> bool:
    """Whether a sheet is no table: a text, or a few lines with a name and what it stands for."""
    if _is_text(records):
        return True
    return (
        max(sum(cell != "" for cell in cells) for _, cells in records) == 2 and len(records) <= _COVER_ROWS and not _holds_numbers(records)
    )


def _is_text(records: list[Record]) -> bool:
    """Whether hardly any row has cells beside each other; the names of three columns and no row are an empty table."""
    filled = [sum(cell != "" for cell in cells) for _, cells in records]
    return sum(count > 1 for count in filled) < 2 and max(filled) < 3


def _holds_numbers(records: list[Record]) -> bool:
    """Whether a column below the widest of the first rows holds a number in most of its rows."""
    wide = max(sum(cell != "" for cell in cells) for _, cells in records)
    start = next(
        place
        for place, (_, cells) in enumerate(records)
        if sum(cell != "" for cell in cells) >= max(2, wide - 1) or place == len(records) - 1
    )
    below = [cells for _, cells in records[start + 1 : start + 21]]
    width = max((len(cells) for cells in below), default=0)
    counts = [sum(_is_number(cells[i]) for cells in below if i < len(cells)) for i in range(width)]
    return bool(below) and max(counts, default=0) * 2 > len(below)


def _is_number(cell: str | float) -> bool:
    return isinstance(cell, float) or number_in(cell.strip(), ",") is not None or number_in(cell.strip(), ".") is not None


def _records(book: calamine.CalamineWorkbook, name: str) -> list[Record]:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height * max(1, sheet.total_width) > MAX_CELLS:
        raise UnusableFile("too_many_cells", {"limit": MAX_CELLS})
    if sheet.height > MAX_ROWS + 50:
        raise UnusableFile("too_many_rows", {"limit": MAX_ROWS})
    if sheet.start is None:
        return []
    top, left = sheet.start
    found: list[Record] = []
    for number, cells in enumerate(sheet.to_python(skip_empty_area=True), start=top + 1):
        texts = [_cell(cell) for cell in cells]
        if any(text != "" for text in texts):
            found.append((number, [*[""] * left, *texts]))
    return found


def _with_formulas(book: Workbook, formulas: Formulas) -> Workbook:
    """The same sheet with its formulas where their values were."""
    rows = dict(book.records)
    for (number, column), formula in formulas.items():
        cells = rows.setdefault(number, [])
        cells.extend([""] * (column - len(cells)))
        cells[column - 1] = formula
    return replace(book, records=sorted(rows.items()))


def _with_marks(book: Workbook, marks: Marks) -> Workbook:
    """The same sheet with its percentages as they are shown, and nothing where a formula has no value yet."""
    if not (marks.percent or marks.uncalculated):
        return book
    records = []
    for number, cells in book.records:
        told = list(cells)
        for place, cell in enumerate(cells):
            if (number, place + 1) in marks.uncalculated:
                told[place] = ""
            elif isinstance(cell, float) and (number, place + 1) in marks.percent:
                told[place] = Percent.of_share(cell)
        records.append((number, told))
    return replace(book, records=records, uncalculated=len(marks.uncalculated))


def _cell(cell: object) -> str | float:
    """A cell as it came: a number as float, days as text in ISO 8601."""
    if isinstance(cell, str | float):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int):
        return float(cell)
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return str(cell)
