"""The column of a table by which its rows are most likely matched."""

from wallonia_map.tables.gazetteer import Gazetteer
from wallonia_map.tables.key_text import REFNIS_LABELS, SECTOR
from wallonia_map.tables.name_text import normalise
from wallonia_map.uploads.columns import ColumnType
from wallonia_map.uploads.level_words import names_wider_level
from wallonia_map.uploads.reading import ReadTable

_SAMPLE = 2_000
#: Of a column of numbers, this share must lead somewhere before they are taken for codes.
_CLEARLY = 0.5
_PREFERENCE = {ColumnType.NUMBER: 0, ColumnType.TEXT: 1, ColumnType.CODE: 2}
#: A column of statistical sectors tells more than one of their municipalities, which comes again in row after row.
_SECTOR_PREFERENCE = 3
_POSTAL = frozenset({"postal", "postcode", "postnummer", "postleitzahl", "plz", "cp", "zip"})


def holds_refnis_codes(header: str) -> bool:
    """Whether a header says that its codes are REFNIS codes (« ins », « Code NIS », « refnis_code »)."""
    words = set(normalise(header.replace("_", " ")).split())
    return bool(words & REFNIS_LABELS or words & {"nis5", "ins5"}) and not words & _POSTAL


def guess_key(table: ReadTable, gazetteer: Gazetteer) -> str:
    """The column in which most of a sample of the rows lead to a municipality; of equal ones codes first, then the leftmost."""
    step = max(1, len(table.cells) // _SAMPLE)
    best, best_score = "", (-1.0, 0)
    for column in table.recognised.columns:
        told = table.cells[column.name].iloc[::step].value_counts()
        is_refnis = holds_refnis_codes(column.name)
        worth = sum(int(times) * _worth(str(text), gazetteer, is_refnis) for text, times in told.items())
        if names_wider_level(column.name):  # « Namur » in a column of provinces is no municipality
            worth *= 0.5
        # Numbers of four digits look like postal codes: a column of them must not win over one of names.
        plain = column.type is ColumnType.NUMBER and not is_refnis
        sectors = bool(len(told)) and all(SECTOR.match(str(text).strip()) for text in told.index if text)
        preference = _SECTOR_PREFERENCE if sectors else _PREFERENCE[column.type]
        score = (worth * 0.5 if plain and worth >= _CLEARLY * told.sum() else 0.0 if plain else worth, preference)
        if score > best_score:
            best, best_score = column.name, score
    return best


def share_found(table: ReadTable, key: str, gazetteer: Gazetteer) -> float:
    """The share of a sample of the rows whose key leads to just one municipality, from 0 to 1."""
    step = max(1, len(table.cells) // _SAMPLE)
    counts = table.cells[key].iloc[::step].value_counts()
    is_refnis = holds_refnis_codes(key)
    found = sum(int(times) for text, times in counts.items() if len(gazetteer.find(str(text), is_refnis=is_refnis).candidates) == 1)
    return found / (int(counts.sum()) or 1)


def _worth(text: str, gazetteer: Gazetteer, is_refnis: bool) -> float:
    if not text:
        return 0.0
    found = gazetteer.find(text, is_refnis=is_refnis)
    if len(found.candidates) == 1 or found.code:
        return 1.0
    if found.reason == "territory":
        return 1.0 if text.strip()[:1].isdigit() else 0.5
    return 0.5 if found.candidates else 0.1 if found.outside else 0.0
