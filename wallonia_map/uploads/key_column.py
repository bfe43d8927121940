"""The column of a table by which its rows are most likely matched."""

from wallonia_map.tables.gazetteer import Gazetteer
from wallonia_map.uploads.columns import ColumnType
from wallonia_map.uploads.reading import ReadTable

_SAMPLE = 2_000
#: Of a column of numbers, this share must lead somewhere before they are taken for codes.
_CLEARLY = 0.5
_PREFERENCE = {ColumnType.NUMBER: 0, ColumnType.TEXT: 1, ColumnType.CODE: 2}


def guess_key(table: ReadTable, gazetteer: Gazetteer) -> str:
    """The column in which most of a sample of the rows lead to a municipality; of equal ones codes first, then the leftmost."""
    step = max(1, len(table.cells) // _SAMPLE)
    best, best_score = "", (-1.0, 0)
    for column in table.recognised.columns:
        told = table.cells[column.name].iloc[::step].value_counts()
        worth = sum(int(times) * _worth(str(text), gazetteer) for text, times in told.items())
        # Numbers of four digits look like postal codes: a column of them must not win over one of names.
        plain = column.type is ColumnType.NUMBER
        score = (worth * 0.5 if plain and worth >= _CLEARLY * told.sum() else 0.0 if plain else worth, _PREFERENCE[column.type])
        if score > best_score:
            best, best_score = column.name, score
    return best


def share_found(table: ReadTable, key: str, gazetteer: Gazetteer) -> float:
    """The share of a sample of the rows whose key leads to just one municipality, from 0 to 1."""
    step = max(1, len(table.cells) // _SAMPLE)
    counts = table.cells[key].iloc[::step].value_counts()
    found = sum(int(times) for text, times in counts.items() if len(gazetteer.find(str(text)).candidates) == 1)
    return found / (int(counts.sum()) or 1)


def _worth(text: str, gazetteer: Gazetteer) -> float:
    if not text:
        return 0.0
    found = gazetteer.find(text)
    if len(found.candidates) == 1 or found.code:
        return 1.0
    return 0.5 if found.candidates else 0.1 if found.outside else 0.0
