"""Make the database hold what a folder `geodata/` holds: all of it in one transaction, or nothing."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, MetaData, Table, delete, insert, inspect, text
from sqlalchemy.engine.interfaces import ReflectedColumn
from sqlalchemy.exc import DBAPIError

from wallonia_map.sharing.connecting import connected
from wallonia_map.sharing.fetching import NOT_PUSHED, contents, path_of, plain, shapes_of
from wallonia_map.sharing.problems import Reason, SharedDataError
from wallonia_map.sharing.tables import ROW, SCHEMA, SCHEMA_VERSION, own_tables, tables_of, value_of
from wallonia_map.tables.catalog import DESCRIPTOR, Catalog, read_catalog
from wallonia_map.tables.contracts import FIRST_DATA_ROW
from wallonia_map.tables.loading import every_problem, read_cells

#: Two pushes wait for each other on this number; it means nothing else.
_LOCK = 5_062_019


def push(address: str, geodata: Path) -> tuple[str, bool]:
    """Make the database hold what `geodata` holds: all of it or nothing. Returns the hash, and whether anything was written.

    Raises
    ------
    WalloniaMapError
        The first thing that is wrong in `geodata`: only sound data is shared.
    SharedDataError
        If the database refuses, or would not give back the same bytes.
    """
    for problem in every_problem(geodata):
        raise problem
    catalog = read_catalog(geodata)
    wanted = {path.relative_to(geodata).as_posix(): path.read_bytes() for path in sorted(geodata.rglob("*")) if path.is_file()}
    with connected(address, write=True) as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
        if _holds(connection, wanted):
            return catalog.fingerprint, False
        _make_tables(connection, catalog)
        _fill(connection, catalog, wanted)
        if not _holds(connection, wanted):
            raise SharedDataError(Reason.FAILED)
    return catalog.fingerprint, True


def _holds(connection: Connection, wanted: dict[str, bytes]) -> bool:
    if not inspect(connection).has_table("atlas_package", schema=SCHEMA):
        return False
    try:
        with connection.begin_nested():  # what cannot be read is written anew
            return contents(connection) == wanted
    except (SharedDataError, DBAPIError, *NOT_PUSHED):
        return False


def _make_tables(connection: Connection, catalog: Catalog) -> None:
    """Make what is missing, and make again what has other columns; the rest keeps its views and its rights."""
    seen = inspect(connection)
    connection.execute(text("CREATE EXTENSION IF NOT EXISTS postgis"))
    if not seen.has_schema(SCHEMA):  # asked first: « if not exists » wants the right to create it either way
        connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
    metadata = MetaData(schema=SCHEMA)
    tables = [*own_tables(metadata), *tables_of(catalog, metadata).values()]
    present = seen.get_table_names(schema=SCHEMA)
    for table in tables:
        if table.name in present and not _fits(seen.get_columns(table.name, schema=SCHEMA), table):
            table.drop(connection)
    metadata.create_all(connection, tables=tables)


def _fits(seen: Sequence[ReflectedColumn], table: Table) -> bool:
    kinds = {column["name"]: column["type"] for column in seen}
    return list(kinds) == list(table.columns.keys()) and all(isinstance(kinds[column.name], type(column.type)) for column in table.columns)


def _fill(connection: Connection, catalog: Catalog, wanted: dict[str, bytes]) -> None:
    metadata = MetaData(schema=SCHEMA)
    package, files = own_tables(metadata)
    for name, table in tables_of(catalog, metadata).items():
        resource = catalog.resources[name]
        connection.execute(delete(table))
        if resource.is_table:
            fields = resource.schema.fields
            rows = [
                {ROW: number} | {field.name: value_of(field, cell) for field, cell in zip(fields, cells, strict=True)}
                for number, cells in enumerate(read_cells(wanted[path_of(resource)], resource.path)[1], start=FIRST_DATA_ROW)
            ]
            if rows:
                connection.execute(insert(table), rows)
        else:
            shapes = shapes_of(wanted[path_of(resource)])
            shapes.insert(0, ROW, range(1, len(shapes) + 1))
            shapes.to_postgis(table.name, connection, schema=SCHEMA, if_exists="append")
    connection.execute(delete(files))
    connection.execute(insert(files), [{"path": path, "content": content} for path, content in _as_they_stand(catalog, wanted).items()])
    connection.execute(delete(package))
    held = {"schema_version": SCHEMA_VERSION, "data_version": catalog.version, "fingerprint": catalog.fingerprint}
    connection.execute(insert(package), held | {"descriptor": wanted[DESCRIPTOR]})


def _as_they_stand(catalog: Catalog, wanted: dict[str, bytes]) -> dict[str, bytes]:
    """The files that rows and shapes do not give back: those that are neither, and those quoted in another way."""
    given_back = {path_of(resource): plain(resource, wanted[path_of(resource)]) for resource in catalog.resources.values()}
    return {path: content for path, content in wanted.items() if path != DESCRIPTOR and given_back.get(path) != content}
