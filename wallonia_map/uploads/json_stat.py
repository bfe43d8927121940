"""JSON-stat: a cube of values by dimensions, as statistical offices give it, as one row per cell of the cube."""

import math
from itertools import product

from wallonia_map.uploads.delimited_text import Record
from wallonia_map.uploads.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, UnusableFile
from wallonia_map.uploads.record_set import cell_of

Dataset = dict[str, object]
VALUE, STATUS = "value", "status"


def dataset_in(told: Dataset) -> Dataset | None:
    """The dataset of a parsed file in its version 2.0 (or within `dataset`, as 1.x had it); None where it is no JSON-stat."""
    inner = told.get("dataset")
    if isinstance(inner, dict) and isinstance(inner.get("dimension"), dict):
        dimension = inner["dimension"]
        return {"id": dimension.get("id"), "size": dimension.get("size")} | inner
    is_one = told.get("class") == "dataset" or "size" in told
    return told if is_one and isinstance(told.get("dimension"), dict) and "id" in told else None


def dataset_records(dataset: Dataset) -> list[Record]:
    """A header, then one record per cell of the cube, the last dimension changing first.

    A dimension gives a column of its codes, and a second one of their names where it has any; `value` stays a number, and is
    empty where the cube has none; `status` appears where the cube has one.

    Raises
    ------
    UnusableFile
        If the cube contradicts itself or is too large.
    """
    names, sizes, dimensions = dataset.get("id"), dataset.get("size"), dataset.get("dimension")
    if not (isinstance(names, list) and isinstance(sizes, list) and isinstance(dimensions, dict) and len(names) == len(sizes) > 0):
        raise UnusableFile("unreadable")
    if (
        len(names) > MAX_COLUMNS
        or not all(isinstance(name, str) for name in names)
        or not all(type(size) is int and size >= 0 for size in sizes)
    ):
        raise UnusableFile("unreadable")
    rows = math.prod(sizes)
    if rows > MAX_ROWS:
        raise UnusableFile("too_many_rows", {"limit": MAX_ROWS})
    axes = [_axis(dimensions.get(name), str(name), size) for name, size in zip(names, sizes, strict=True)]
    header: list[str | float] = [column for columns, _ in axes for column in columns]
    if rows * (len(header) + 2) > MAX_CELLS:
        raise UnusableFile("too_many_cells", {"limit": MAX_CELLS})
    given = dataset.get(VALUE)
    if isinstance(given, list) and len(given) != rows:
        raise UnusableFile("unreadable")
    values = _cells(given, rows)
    status = _cells(dataset.get(STATUS), rows) if dataset.get(STATUS) else None
    found: list[Record] = [(1, [*header, VALUE, *([] if status is None else [STATUS])])]
    for place, places in enumerate(product(*(categories for _, categories in axes))):
        said: list[str | float] = [text for texts in places for text in texts]
        found.append((place + 2, [*said, values[place], *([] if status is None else [status[place]])]))
    return found


def _axis(dimension: object, name: str, size: int) -> tuple[list[str], list[tuple[str, ...]]]:
    """The columns of a dimension, and the texts of each of its categories in them."""
    category = dimension.get("category") if isinstance(dimension, dict) else None
    if not isinstance(dimension, dict) or not isinstance(category, dict):
        raise UnusableFile("unreadable")
    index, labels = category.get("index"), category.get("label")
    if isinstance(index, dict):
        places = {place: str(code) for code, place in index.items() if isinstance(place, int)}
        codes = [places.get(place, "") for place in range(size)] if len(places) == size else []
    else:
        codes = [str(code) for code in (index if isinstance(index, list) else labels if isinstance(labels, dict) else [])]
    if len(codes) != size or len(set(codes)) != size or "" in codes:
        raise UnusableFile("unreadable")
    if not isinstance(labels, dict) or all(str(labels.get(code, code)) == code for code in codes):
        return [name], [(code,) for code in codes]
    label = str(dimension.get("label") or "")
    second = label if label and label != name else f"{name} (label)"
    return [name, second], [(code, str(labels.get(code, ""))) for code in codes]


def _cells(given: object, rows: int) -> list[str | float]:
    """One cell per place of the cube, out of a list, an object of the places that are filled, or one text for all."""
    if isinstance(given, list) and len(given) in (rows, 1):
        return [cell_of(value) for value in (given if len(given) == rows else given * rows)]
    if isinstance(given, dict):
        cells: list[str | float] = [""] * rows
        for place, value in given.items():
            if not str(place).isdecimal() or int(place) >= rows:
                raise UnusableFile("unreadable")
            cells[int(place)] = cell_of(value)
        return cells
    if isinstance(given, str):
        return [given] * rows
    raise UnusableFile("unreadable")
