"""The keeper's tables as a spreadsheet saved them: read like any other table, and written again in the one form of `geodata/`."""

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from wallonia_map.errors import DataContractError, MissingDataError
from wallonia_map.rebuild.writing import write_rows
from wallonia_map.tables.contracts import FIRST_DATA_ROW, Schema
from wallonia_map.tables.loading import wrong_width
from wallonia_map.uploads.delimited_text import decoded, records
from wallonia_map.uploads.limits import UnusableFile

_DECIMAL_COMMA = re.compile(r"-?\d+,\d+")


@dataclass(frozen=True)
class KeeperFile:
    """A keeper's table: its cells as text, what is wrong with its rows, and how it was saved where that is not as `geodata/` has it."""

    path: Path
    table: pd.DataFrame
    problems: tuple[DataContractError, ...] = ()
    saved_as: str = ""

    def mend(self) -> None:
        """Write it as UTF-8 with commas, if it was saved otherwise."""
        if self.saved_as:
            write_rows(self.path, list(self.table.columns), self.table.to_dict("records"))


def read_keeper_file(path: Path, schema: Schema) -> KeeperFile:
    """Read a keeper's table: UTF-8 with commas, or with the semicolons, the tabs and the encoding of a spreadsheet.

    Semicolons mean a spreadsheet that writes decimal commas: they become points in columns of numbers.

    Raises
    ------
    MissingDataError
        If there is no such file.
    DataContractError
        If it is no table.
    """
    if not path.is_file():
        raise MissingDataError(path)
    try:
        text, encoding = decoded(path.read_bytes())
        first = text.partition("\n")[0]
        lines, delimiter = records(text, max(",;\t", key=first.count), blank=True)
    except UnusableFile as error:
        raise DataContractError(path, 0, "", "", f"cannot be read as a table ({error.reason})") from error
    shown = [[str(cell).strip() for cell in cells] for _, cells in lines]
    header, rows = (shown[0], shown[1:]) if shown else ([], [])
    problems = [
        wrong_width(path, number, header, cells) for number, cells in enumerate(rows, start=FIRST_DATA_ROW) if len(cells) != len(header)
    ]
    whole = [[*cells, *[""] * len(header)][: len(header)] for cells in rows]  # a row of another width is named, and keeps its number
    table = pd.DataFrame(whole, columns=header, dtype="str")
    if delimiter == ";":
        for field in schema.fields:
            if field.type == "number" and field.name in table:
                table[field.name] = table[field.name].map(lambda cell: cell.replace(",", ".") if _DECIMAL_COMMA.fullmatch(cell) else cell)
    plain = delimiter == "," and encoding in ("utf-8", "utf-8-sig")
    return KeeperFile(path, table, tuple(problems), "" if plain else f"{_NAMES[delimiter]}, {encoding}")


_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs"}
