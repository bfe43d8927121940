"""A stranger's GeoPackage as data alone: plain tables are copied into a fresh file, which GDAL then reads.

A GeoPackage is a database, and its schema is a program: views, generated columns, virtual tables and triggers can count
for ever or read other files of the machine. Nothing of the schema is carried over but names of tables and columns.
"""

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from wallonia_map.uploads.limits import MAX_COLUMNS, MAX_ROWS, UnusableFile

#: The one virtual table that a layer has (its index), word for word; it is left out of the copy all the same.
_RTREE = re.compile(
    r"\s*CREATE\s+VIRTUAL\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:\"[^\"]+\"|\w+)\s+USING\s+\"?rtree\"?\s*\(\s*[\w\s,\"]+\)\s*", re.IGNORECASE
)
_SYSTEM = ("gpkg_spatial_ref_sys", "gpkg_contents", "gpkg_geometry_columns")
#: SQLite tells ordinary columns (0) from hidden (1) and generated ones (2, 3).
_ORDINARY = 0
_AFFINITY = re.compile(r"[A-Za-z_ ]{0,40}(?:\(\d{1,9}\))?")
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})


def plain_copy(source: Path, target: Path, layer: str | None) -> tuple[str, tuple[str, ...]]:
    """Copy one layer (by default the first) of `source` into the fresh GeoPackage `target`.

    Returns
    -------
    tuple
        The layer's name, and the names of all layers.

    Raises
    ------
    UnusableFile
        If the file is no GeoPackage of plain tables, has no such layer, or too many rows or columns.
    """
    try:
        with contextlib.closing(_opened(source)) as database, contextlib.closing(sqlite3.connect(target)) as copy:
            _refuse_programs(database)
            layers = _layers(database)
            if not layers:
                raise UnusableFile("no_features")
            if layer is not None and layer not in layers:
                raise UnusableFile("no_sheet", {"sheet": layer[:60], "sheets": ", ".join(layers[:20])})
            chosen = layer or layers[0]
            columns = {table: _columns(database, table) for table in (*_SYSTEM, chosen)}
            database.set_authorizer(_only_reading)
            # An id of its own says « GeoPackage » to GDAL; the version is the one that most programs write.
            copy.execute(f"PRAGMA application_id = {int.from_bytes(b'GPKG')}")
            copy.execute("PRAGMA user_version = 10300")
            for table, kinds in columns.items():
                _copy_table(database, copy, table, kinds, chosen)
            copy.commit()
    except sqlite3.Error as error:
        raise UnusableFile("unreadable") from error
    return chosen, layers


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA cell_size_check = ON")
    return database


def _only_reading(action: int, *_about: str | None) -> int:
    """Allow reading of columns and nothing else: no function, no attached file, no setting."""
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


def _refuse_programs(database: sqlite3.Connection) -> None:
    for kind, sql in database.execute("SELECT type, sql FROM sqlite_master"):
        virtual = kind == "table" and re.match(r"\s*CREATE\s+VIRTUAL\b", str(sql), re.IGNORECASE)
        if kind == "view" or (virtual and not _RTREE.fullmatch(str(sql))):
            raise UnusableFile("not_plain")


def _layers(database: sqlite3.Connection) -> tuple[str, ...]:
    """The layers with shapes, in the order of the file."""
    known = {str(name) for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not set(_SYSTEM) <= known:
        raise UnusableFile("unreadable")
    told = database.execute("SELECT table_name FROM gpkg_geometry_columns")
    return tuple(dict.fromkeys(str(name) for (name,) in told if str(name) in known and str(name) not in _SYSTEM))


def _columns(database: sqlite3.Connection, table: str) -> dict[str, str]:
    """Column → declared type; a column that is computed makes the table no plain one."""
    found: dict[str, str] = {}
    for _, name, kind, _, _, _, hidden in database.execute("SELECT * FROM pragma_table_xinfo(?)", (table,)):
        if hidden != _ORDINARY:
            raise UnusableFile("not_plain")
        found[str(name)] = str(kind) if _AFFINITY.fullmatch(str(kind)) else "TEXT"
    if len(found) > MAX_COLUMNS:
        raise UnusableFile("too_many_columns", {"limit": MAX_COLUMNS})
    return found


def _copy_table(database: sqlite3.Connection, copy: sqlite3.Connection, table: str, columns: dict[str, str], layer: str) -> None:
    names = ", ".join(map(_quoted, columns))
    ordered = _declared(table, columns)
    copy.execute(f"CREATE TABLE {_quoted(table)} ({ordered})")
    places = ", ".join("?" * len(columns))
    for number, row in enumerate(_rows(database, table, names, layer, columns)):
        if number >= MAX_ROWS:
            raise UnusableFile("too_many_rows", {"limit": MAX_ROWS})
        copy.execute(f"INSERT INTO {_quoted(table)} VALUES ({places})", row)


def _declared(table: str, columns: dict[str, str]) -> str:
    """The columns' declarations: GDAL takes the first integer column for the row's number, if it is a primary key."""
    declared = []
    for place, (name, kind) in enumerate(columns.items()):
        is_number = place == 0 and table not in _SYSTEM and kind.strip().upper().startswith("INT")
        declared.append(f"{_quoted(name)} INTEGER PRIMARY KEY" if is_number else f"{_quoted(name)} {kind}")
    return ", ".join(declared)


def _rows(database: sqlite3.Connection, table: str, names: str, layer: str, columns: dict[str, str]) -> Iterator[tuple[object, ...]]:
    """The rows; of the tables that list layers, only those of the one that is copied."""
    found = database.execute(f"SELECT {names} FROM {_quoted(table)}")
    about = list(columns).index("table_name") if "table_name" in columns and table in _SYSTEM else None
    for row in found:
        if about is None or row[about] == layer:
            yield row


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
