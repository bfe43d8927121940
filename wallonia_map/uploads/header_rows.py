"""Which row of a file names its columns, and the cells below it under those names."""

import math
import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd

from wallonia_map.uploads.delimited_text import Record
from wallonia_map.uploads.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, UnusableFile
from wallonia_map.uploads.number_text import cell_text, number

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
#: The named columns of a CSV file of WalStat's open data; the fifth, the value, has no name.
_WALSTAT = ["ins", "type_entite", "entite", "periode"]
_TITLE_ROWS = 20
_YEAR = re.compile(r"(?:19|20)\d\d")
#: As `Record`, with every cell as text.
_TextRecord = tuple[int, list[str]]
#: A header of five digits or with decimals is a first row of data: taken as names, that row would be lost.
_DATA_IN_HEADER = re.compile(r"\d{5,}|-?\d+[.,]\d+")


@dataclass(frozen=True)
class UnderHeader:
    """A table as cells: its header's row number, its rows' numbers, the cells under their names, and the numbers that came as such.

    `notes` tells what a visitor could not know: (message, value) of a name that was given or of two header rows made one.
    """

    header_row: int
    rows: np.ndarray
    cells: pd.DataFrame
    typed: dict[str, pd.Series]
    notes: tuple[tuple[str, str], ...] = ()


def under_header(found: list[Record], header_row: int | None, *, keep_empty: bool) -> UnderHeader:
    """The cells of a file under the names of its header row, which is recognised unless `header_row` gives its number."""
    numbers_in = any(isinstance(cell, float) for _, cells in found for cell in cells)
    cleaned = [(number, [_clean(cell) for cell in cells]) for number, cells in found]
    if not keep_empty:  # a feature without properties still has a shape
        cleaned = [(number, cells) for number, cells in cleaned if any(cells)]
    if not cleaned:
        raise UnusableFile("no_rows")
    place = (
        _header_place(cleaned) if header_row is None else next((i for i, (number, _) in enumerate(cleaned) if number == header_row), None)
    )
    if place is None:
        raise UnusableFile("no_such_row", {"row": header_row})
    header_number, names = cleaned[place][0], [" ".join(name.split()) for name in cleaned[place][1]]
    notes: list[tuple[str, str]] = []
    merged = None if keep_empty else _two_header_rows(cleaned, place)
    if merged is not None:
        names = merged
        notes.append(("own_read.note_two_header_rows", f"{header_number}, {cleaned[place + 1][0]}"))
    body = cleaned[place + (1 if merged is None else 2) :]
    if not body:
        raise UnusableFile("no_rows")
    if len(body) > MAX_ROWS:
        raise UnusableFile("too_many_rows", {"limit": MAX_ROWS})
    width = max(len(names), *(_reach(cells) for _, cells in body))
    if width * len(body) > MAX_CELLS:
        raise UnusableFile("too_many_cells", {"limit": MAX_CELLS})
    _check_ragged(names, body)
    padded = [cells[:width] + [""] * (width - len(cells)) for _, cells in body]
    names = names + [""] * (width - len(names))
    columns = list(zip(*padded, strict=True)) if width else []
    kept = [i for i in range(width) if names[i] or any(columns[i])]
    if len(kept) > MAX_COLUMNS:
        raise UnusableFile("too_many_columns", {"limit": MAX_COLUMNS})
    if not keep_empty:
        given = _name_given(names, kept)
        if given is not None:
            names[given[0]] = given[1]
            notes.append(("own_read.note_name_given", given[1]))
        _check_header([(i + 1, names[i]) for i in kept])
    table = pd.DataFrame({names[i]: list(columns[i]) for i in kept}, index=range(len(body)), dtype="str")
    typed = _typed(found, [number for number, _ in body], {names[i]: i for i in kept}) if numbers_in else {}
    return UnderHeader(header_number, np.array([number for number, _ in body], dtype="int64"), table, typed, tuple(notes))


def _two_header_rows(found: list[_TextRecord], place: int) -> list[str] | None:
    """The names of two header rows made one (« 2023 » above « Hommes », « Femmes »); None where the second is a row of data.

    A name above several columns stands in the first of them; the others are empty above a name of their own.
    """
    if len(found) < place + 3:
        return None
    width = max(len(found[place][1]), len(found[place + 1][1]))
    top, sub = ([" ".join(cell.split()) for cell in found[row][1]] + [""] * (width - len(found[row][1])) for row in (place, place + 1))
    below = [cells for _, cells in found[place + 2 : place + 7]]
    held = {i: [cells[i] for cells in below if i < len(cells) and cells[i]] for i in range(width)}
    numeric = [
        i
        for i in range(width)
        if sub[i] and held[i] and all(number(cell, ",") is not None or number(cell, ".") is not None for cell in held[i])
    ]
    if not numeric or any(
        number(name, ".") is not None and not _YEAR.fullmatch(name) for i in numeric for name in (top[i], sub[i]) if name
    ):
        return None
    names, above = [], ""
    spans = False
    for i in range(width):
        above = top[i] or (above if sub[i] else "")
        spans = spans or bool(not top[i] and above and sub[i])
        names.append(f"{above} {sub[i]}".strip())
        if not sub[i]:  # a name over one column alone (« Commune ») says nothing of its neighbours
            above = ""
    return names if spans else None


def _name_given(names: list[str], kept: list[int]) -> tuple[int, str] | None:
    """The place of the one column without a name, first or last, and a name for it: files of WalStat leave that of the value empty."""
    unnamed = [i for i in kept if not names[i]]
    if len(unnamed) != 1 or unnamed[0] not in (kept[0], kept[-1]) or len(kept) < 2:
        return None
    is_walstat = [names[i].lower() for i in kept[:-1]] == _WALSTAT
    return unnamed[0], "valeur" if is_walstat else f"column {unnamed[0] + 1}"


def _typed(found: list[Record], numbers: list[int], places: dict[str, int]) -> dict[str, pd.Series]:
    """The numbers that came as numbers, by column; columns without any are left out."""
    by_number = dict(found)
    rows = [by_number[number] for number in numbers]
    typed = {}
    for name, place in places.items():
        values = [float(row[place]) if place < len(row) and isinstance(row[place], float) else math.nan for row in rows]
        if not all(map(math.isnan, values)):
            typed[name] = pd.Series(values, dtype="float64")
    return typed


def _clean(cell: str | float) -> str:
    if isinstance(cell, float):
        return cell_text(cell)
    return (_INVISIBLE.sub("", cell) if not cell.isascii() else cell).strip()


def _reach(cells: list[str]) -> int:
    """How many cells a row has up to its last filled one."""
    return next((i for i in range(len(cells), 0, -1) if cells[i - 1]), 0)


def _header_place(found: list[_TextRecord]) -> int:
    """The first row that is no title: a title fills one cell above a table of several columns, or fewer than the row below it.

    Lines of explanation may fill several cells: the header is then the first row after a gap in the file's own numbering that is
    as wide as the rows below it.
    """
    filled = [sum(1 for cell in cells if cell) for _, cells in found[: _TITLE_ROWS * 3]]
    usual = Counter(filled).most_common(1)[0][0] if filled else 1
    start = 0
    for place, ((_, cells), count) in enumerate(zip(found[:_TITLE_ROWS], filled, strict=False)):
        alone = count == 1 and cells[0] and (usual >= 3 or (usual == 2 and len(cells) == 1))
        if not alone:
            start = place
            break
    after_gap = [place for place in range(start + 1, min(len(found) - 1, _TITLE_ROWS)) if found[place][0] > found[place - 1][0] + 1]
    for place in after_gap:
        below = found[place + 1 :]
        if (
            filled[place] == usual
            and all(len([cell for cell in cells if cell]) >= usual - 1 for _, cells in below[:5])
            and _is_header(found, place)
        ):
            return place
    return start


def _is_header(found: list[_TextRecord], place: int) -> bool:
    """Whether a row names what the rows below hold: its cells are texts or years where theirs are numbers."""
    names, below = found[place][1], [cells for _, cells in found[place + 1 : place + 6]]
    numeric = [i for i in range(len(names)) if all(i < len(cells) and number(cells[i], ".") is not None for cells in below)]
    return bool(numeric) and all(number(names[i], ".") is None or _YEAR.fullmatch(names[i]) is not None for i in numeric)


def _check_ragged(names: list[str], body: list[_TextRecord]) -> None:
    """Complain of a row that is longer than the header: usually an unquoted delimiter, which would shift its values."""
    longer = [(number, cells) for number, cells in body if _reach(cells) > len(names)]
    if longer and len(longer) < len(body) / 2:
        raise UnusableFile("ragged", {"row": longer[0][0]})


def _check_header(names: list[tuple[int, str]]) -> None:
    for place, name in names:
        if not name:
            raise UnusableFile("empty_header", {"column": place})
        if _DATA_IN_HEADER.fullmatch(name) and number(name, ".") is not None:
            raise UnusableFile("no_header", {"name": name[:60]})
    twice = [name for name, times in Counter(name for _, name in names).items() if times > 1]
    if twice:
        raise UnusableFile("duplicate_header", {"name": twice[0][:60]})
