"""A table as text that fits a terminal: cells and headings folded in narrow columns, and what is still too wide in blocks."""

import textwrap
from collections.abc import Sequence

import pandas as pd

GAP = "  "
#: No text is folded into a column that is narrower than this, in characters.
NARROWEST = 16
#: A column of text keeps this much where the table is cut into blocks.
WIDEST_IN_BLOCKS = 30
#: Decimals of numbers by how large the largest of their column is: beyond these, no reader compares.
_DECIMALS = ((10.0, 1), (1.0, 2), (0.0, 3))


def terminal_table(table: pd.DataFrame, width: int | None = None) -> str:
    """Return `table` as lines of at most `width` characters (without end where None), each column aligned.

    Parameters
    ----------
    table
        Numbers, texts, or both; what is missing is empty.
    width
        Characters of a line. Text is folded, never cut: every character of a cell is there.
    """
    columns = [_Column(str(name), table[name]) for name in table.columns]
    if not columns:
        return "\n"
    if width is None or _width(columns) <= width:
        return _block(columns)
    for column in columns:
        column.fold_heading()
    texts = [column for column in columns if column.is_text]
    if _width(columns) - sum(column.width - column.least for column in texts) > width:
        return "\n".join(map(_block, _blocks(columns, width)))
    while _width(columns) > width:
        max(texts, key=lambda column: column.width - column.least).width -= 1
    return _block(columns)


class _Column:
    """A column as texts, and the width in which they are written."""

    def __init__(self, name: str, values: pd.Series) -> None:
        self.is_text = not pd.api.types.is_numeric_dtype(values.dtype) or pd.api.types.is_bool_dtype(values.dtype)
        self.heading = [name]
        self.cells = _texts(values)
        self.natural = max(map(len, self.cells), default=0)
        self.width = max(len(name), self.natural)

    @property
    def least(self) -> int:
        """The narrowest that it can be made."""
        return max(min(self.natural, NARROWEST), *map(len, self.heading))

    def fold_heading(self) -> None:
        """Write a heading of several words on several lines."""
        parts = self.heading[0].split("_")
        self.heading = [f"{part}_" for part in parts[:-1]] + parts[-1:]
        self.width = max(self.natural, *map(len, self.heading))

    def narrow(self, width: int) -> None:
        """Fold texts that are wider; numbers stay whole."""
        self.width = max(self.least, min(self.width, width)) if self.is_text else self.width

    def lines(self, cell: str) -> list[str]:
        """The lines of a cell, padded."""
        texts = textwrap.wrap(cell, self.width) if len(cell) > self.width else [cell]
        return [text.ljust(self.width) if self.is_text else text.rjust(self.width) for text in texts]


def _width(columns: Sequence[_Column]) -> int:
    return sum(column.width for column in columns) + len(GAP) * (len(columns) - 1)


def _blocks(columns: list[_Column], width: int) -> list[list[_Column]]:
    """The columns in groups that fit, each led by the first column, which names the rows."""
    for column in columns:
        column.narrow(min(WIDEST_IN_BLOCKS, width))
    blocks = [columns[:1]]
    for column in columns[1:]:
        if _width([*blocks[-1], column]) > width and len(blocks[-1]) > 1:
            blocks.append(columns[:1])
        blocks[-1] = [*blocks[-1], column]
    return blocks


def _block(columns: Sequence[_Column]) -> str:
    heading = [column.heading for column in columns]
    tallest = max(map(len, heading))
    lines = [_line(columns, [[""] * (tallest - len(parts)) + parts for parts in heading], number) for number in range(tallest)]
    for cells in zip(*(column.cells for column in columns), strict=True):
        row = [column.lines(cell) for column, cell in zip(columns, cells, strict=True)]
        lines += [_line(columns, row, number) for number in range(max(map(len, row)))]
    return "".join(f"{line}\n" for line in lines)


def _line(columns: Sequence[_Column], row: Sequence[Sequence[str]], number: int) -> str:
    texts = [cell[number] if number < len(cell) else "" for cell in row]
    padded = [text.ljust(column.width) if column.is_text else text.rjust(column.width) for column, text in zip(columns, texts, strict=True)]
    return GAP.join(padded).rstrip()


def _texts(values: pd.Series) -> list[str]:
    """Each value as text; a number with as many decimals as its column can use, whatever is missing empty."""
    if not pd.api.types.is_float_dtype(values.dtype):
        return ["" if missing else str(value) for value, missing in zip(values, values.isna(), strict=True)]
    largest = float(values.abs().max()) if values.notna().any() else 0.0
    most = next(decimals for least, decimals in _DECIMALS if largest >= least)
    texts = ["" if missing else f"{value:.{most}f}" for value, missing in zip(values, values.isna(), strict=True)]
    while texts and "." in "".join(texts) and all(text.endswith("0") or not text for text in texts):
        texts = [text[:-1].removesuffix(".") for text in texts]
    return texts
