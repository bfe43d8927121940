"""JSON in the forms that tables have: feature collections, TopoJSON, JSON-stat, lists of records, and lines of them."""

import json
from collections.abc import Iterator

from wallonia_map.uploads.delimited_text import Record, decoded
from wallonia_map.uploads.file_form import FileFormat
from wallonia_map.uploads.geojson_files import feature_collection
from wallonia_map.uploads.json_stat import dataset_in, dataset_records
from wallonia_map.uploads.limits import MAX_CELLS, MAX_ROWS, UnusableFile
from wallonia_map.uploads.record_set import Records, cell_of, under_names
from wallonia_map.uploads.topojson import topology_records

#: Lists and objects in a file at most: each costs a hundred bytes of memory or more.
MAX_NESTED = 2_000_000
#: Where services put their rows, the surest first, and where they say how many there are in all.
_WRAPPERS = ("results", "records", "features", "data", "items", "rows", "value", "values")
_ANNOUNCED = ("total_count", "nhits", "numberMatched", "totalFeatures", "total", "count", "@odata.count")
#: Objects within the objects of a row become columns of their own down to this depth (« fields.nis »); deeper ones are text.
_DEPTH = 4
Row = dict[str, object]


def read_json(content: bytes, part: str | None = None, crs: str | None = None) -> Records:
    """The rows of a JSON file. `part` names one of several lists in it or one of several layers of a TopoJSON file.

    Raises
    ------
    UnusableFile
        If it is no JSON, holds no rows, or is too much.
    """
    if content.count(b"[") + content.count(b"{") > MAX_NESTED:
        raise UnusableFile("too_many_cells", {"limit": MAX_CELLS})
    text, _ = decoded(content)
    told = _parsed(text)
    if isinstance(told, dict):
        if told.get("type") == "FeatureCollection":
            found = feature_collection(told, crs)
            return _with_announced(found, told)
        if told.get("type") == "Topology":
            return topology_records(told, part, crs)
        dataset = dataset_in(told)
        if dataset is not None:
            return Records(dataset_records(dataset), FileFormat.JSON_STAT)
    return _records(told, part, crs)


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise UnusableFile("unreadable") from error
    except ValueError as broken:
        lines = [line for line in text.splitlines() if line.strip("\x1e \t")]
        if len(lines) < 2 or not all(line.lstrip("\x1e ").startswith(("{", "[")) for line in lines[:50]):
            raise UnusableFile("unreadable") from broken
        try:
            return [json.loads(line.lstrip("\x1e")) for line in lines]
        except (ValueError, RecursionError) as error:
            raise UnusableFile("unreadable") from error


def _records(told: object, part: str | None, crs: str | None) -> Records:
    lists = dict(_lists(told, ""))
    if not lists:
        raise UnusableFile("no_features")
    if part is not None and part not in lists:
        raise UnusableFile("no_sheet", {"sheet": part[:60], "sheets": ", ".join([name or "[ ]" for name in lists][:20])})
    chosen = part if part is not None else _likeliest(lists)
    rows = lists[chosen]
    if all(isinstance(row, dict) and row.get("type") == "Feature" for row in rows):
        return feature_collection({"features": rows}, crs)
    if all(isinstance(row, list) for row in rows):
        found = Records(_of_lists(rows), FileFormat.JSON)
    else:
        found = Records(under_names([dict(_flat(row, "", 0)) for row in rows if isinstance(row, dict)]), FileFormat.JSON)
    names = tuple(lists) if len(lists) > 1 else ()
    return _with_announced(Records(found.rows, found.form, sheet=chosen or None, sheets=names), told)


def _lists(told: object, path: str, depth: int = 0) -> Iterator[tuple[str, list[object]]]:
    """The lists of rows in a file, by the names that lead to them."""
    if isinstance(told, list):
        if told and (all(isinstance(row, dict) for row in told) or all(isinstance(row, list) for row in told)):
            yield path, told
    elif isinstance(told, dict) and depth < _DEPTH:
        for name, value in told.items():
            yield from _lists(value, f"{path}.{name}".lstrip("."), depth + 1)


def _likeliest(lists: dict[str, list[object]]) -> str:
    """The list under a name that services use, else the longest."""
    known = [path for name in _WRAPPERS for path in lists if path.rpartition(".")[2] == name]
    return known[0] if known else max(lists, key=lambda path: len(lists[path]))


def _flat(row: Row, path: str, depth: int) -> Iterator[tuple[str, object]]:
    for name, value in row.items():
        whole = f"{path}{name}"
        if isinstance(value, dict) and value and depth < _DEPTH:
            yield from _flat(value, f"{whole}.", depth + 1)
        else:
            yield whole, value


def _of_lists(rows: list[object]) -> list[Record]:
    if len(rows) > MAX_ROWS + 1:
        raise UnusableFile("too_many_rows", {"limit": MAX_ROWS})
    return [(number, [cell_of(value) for value in row]) for number, row in enumerate(rows, start=1) if isinstance(row, list)]


def _with_announced(found: Records, told: object) -> Records:
    """The records with the number of rows that a service says there are, where the file is one page of them."""
    if not isinstance(told, dict):
        return found
    said = next((told[name] for name in _ANNOUNCED if isinstance(told.get(name), int) and not isinstance(told[name], bool)), 0)
    if not len(found.rows) - 1 < int(str(said)) < 10**9:
        return found
    return Records(**{**found.__dict__, "announced": int(str(said))})
