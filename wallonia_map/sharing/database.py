"""Write a whole `geodata/` into a PostGIS in one transaction, and write the folder again from it, byte for byte."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import geopandas as gpd
from sqlalchemy import Connection, Engine, MetaData, Table, create_engine, delete, insert, inspect, make_url, select, text
from sqlalchemy.engine.interfaces import ReflectedColumn
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from wallonia_map.catalog import DESCRIPTOR, Catalog, Resource, catalog_from, read_catalog
from wallonia_map.contracts import FIRST_DATA_ROW
from wallonia_map.errors import DataContractError, WalloniaMapError
from wallonia_map.file_text import csv_text, geojson_text
from wallonia_map.loading import every_problem, read_cells
from wallonia_map.sharing.problems import Reason, SharedDataError
from wallonia_map.sharing.tables import ROW, SCHEMA, SCHEMA_VERSION, WGS84, cell_of, own_tables, plain_cells, tables_of, value_of

CONNECT_SECONDS, STATEMENT_SECONDS = 5, 60
#: Two pushes wait for each other on this number; it means nothing else.
_LOCK = 5_062_019
_BY_STATE = {
    "42P01": Reason.EMPTY, "3F000": Reason.EMPTY, "42703": Reason.CHANGED, "42501": Reason.FORBIDDEN, "0A000": Reason.FORBIDDEN,
    "58P01": Reason.FORBIDDEN, "42704": Reason.FORBIDDEN,
}  # fmt: skip


@contextmanager
def connected(address: str, *, write: bool = False) -> Iterator[Connection]:
    """One transaction that sees one state of the database, and is undone by any error.

    Raises
    ------
    SharedDataError
        Whatever goes wrong, without the driver's own words: they may repeat the address.
    """
    try:
        with _engine(address, write=write).begin() as connection:
            yield connection
    except DBAPIError as error:
        raise SharedDataError(_reason(error)) from None
    except SQLAlchemyError:
        raise SharedDataError(Reason.FAILED) from None


def _engine(address: str, *, write: bool) -> Engine:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise SharedDataError(Reason.ADDRESS) from None
    if url.get_backend_name() != "postgresql":
        raise SharedDataError(Reason.ADDRESS)
    limits = {"connect_timeout": CONNECT_SECONDS, "client_encoding": "utf8", "options": f"-c statement_timeout={STATEMENT_SECONDS}s"}
    return create_engine(
        url.set(drivername="postgresql+psycopg"), poolclass=NullPool, hide_parameters=True, connect_args=limits,
        isolation_level="READ COMMITTED" if write else "REPEATABLE READ",
    )  # fmt: skip


def _reason(error: DBAPIError) -> Reason:
    state = getattr(error.orig, "sqlstate", None)
    lost = isinstance(error, OperationalError) and (state is None or state[:2] in ("08", "28", "3D", "53", "57"))
    return Reason.UNREACHABLE if lost else _BY_STATE.get(str(state), Reason.FAILED)


def fingerprint(address: str) -> str:
    """The hash of what the database holds, asked without reading it."""
    with connected(address) as connection:
        return str(_package(connection)[0])


def fetch(address: str, folder: Path) -> Path:
    """Write the database's `geodata/` into `folder`, which is empty, every file held to its hash.

    Raises
    ------
    SharedDataError
        If the database does not answer, holds no atlas, one of another layout, or rows that were changed since they were pushed.
    """
    with connected(address) as connection:
        try:
            found = contents(connection)
            catalog = catalog_from(found[DESCRIPTOR], folder)
        except (DataContractError, ValueError, KeyError, TypeError):  # a descriptor or a value that nobody pushed
            raise SharedDataError(Reason.CHANGED) from None
    _write_out(found, catalog, folder)
    return folder


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
    except (WalloniaMapError, DBAPIError):
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
                for number, cells in enumerate(read_cells(wanted[_path(resource)], resource.path)[1], start=FIRST_DATA_ROW)
            ]
            if rows:
                connection.execute(insert(table), rows)
        else:
            shapes = _shapes(wanted[_path(resource)])
            shapes.insert(0, ROW, range(1, len(shapes) + 1))
            shapes.to_postgis(table.name, connection, schema=SCHEMA, if_exists="append")
    connection.execute(delete(files))
    connection.execute(insert(files), [{"path": path, "content": content} for path, content in _as_they_stand(catalog, wanted).items()])
    connection.execute(delete(package))
    held = {"schema_version": SCHEMA_VERSION, "data_version": catalog.version, "fingerprint": catalog.fingerprint}
    connection.execute(insert(package), held | {"descriptor": wanted[DESCRIPTOR]})


def _path(resource: Resource) -> str:
    return str(resource.told["path"])


def _as_they_stand(catalog: Catalog, wanted: dict[str, bytes]) -> dict[str, bytes]:
    """The files that rows and shapes do not give back: those that are neither, and those quoted in another way."""
    given_back = {_path(resource): plain(resource, wanted[_path(resource)]) for resource in catalog.resources.values()}
    return {path: content for path, content in wanted.items() if path != DESCRIPTOR and given_back.get(path) != content}


def plain(resource: Resource, content: bytes) -> bytes:
    """The same rows or shapes as `content`, written as the database gives them back."""
    if resource.is_table:
        header, rows = read_cells(content, resource.path)
        return csv_text(header, plain_cells(resource.schema.fields, rows)).encode("utf-8")
    return geojson_text(_shapes(content).set_index("nis").geometry).encode("utf-8")


def _shapes(content: bytes) -> gpd.GeoDataFrame:
    return gpd.read_file(io.BytesIO(content))[["nis", "geometry"]]


def _package(connection: Connection) -> tuple[str, bytes]:
    """Hash and descriptor of what the database holds."""
    package, _ = own_tables(MetaData(schema=SCHEMA))
    version = connection.execute(select(package.c.schema_version)).scalar()
    if version is None:
        raise SharedDataError(Reason.EMPTY)
    if version != SCHEMA_VERSION:
        raise SharedDataError(Reason.VERSION)
    held = connection.execute(select(package.c.fingerprint, package.c.descriptor)).one()
    return str(held.fingerprint), bytes(held.descriptor)


def contents(connection: Connection) -> dict[str, bytes]:
    """Every file of the folder that the database holds, by its path with « / »."""
    descriptor = _package(connection)[1]
    catalog = catalog_from(descriptor, Path(SCHEMA))
    metadata = MetaData(schema=SCHEMA)
    _, files = own_tables(metadata)
    kept = {str(path): bytes(content) for path, content in connection.execute(select(files.c.path, files.c.content))}
    found = {DESCRIPTOR: descriptor}
    for name, table in tables_of(catalog, metadata).items():
        resource = catalog.resources[name]
        rendered = _rendered(connection, resource, table)
        as_it_stood = kept.pop(_path(resource), None)
        same = as_it_stood is not None and plain(resource, as_it_stood) == rendered
        found[_path(resource)] = as_it_stood if same and as_it_stood is not None else rendered
    return found | kept


def _rendered(connection: Connection, resource: Resource, table: Table) -> bytes:
    if resource.is_table:
        names = resource.schema.names
        rows = connection.execute(select(*(table.c[name] for name in names)).order_by(table.c[ROW]))
        return csv_text(names, ([cell_of(value) for value in row] for row in rows)).encode("utf-8")
    named = connection.dialect.identifier_preparer.format_table(table)
    asked = text(f"SELECT nis, geometry FROM {named} ORDER BY {ROW}")  # as text: read_postgis wants plain WKB
    shapes = gpd.read_postgis(asked, connection, geom_col="geometry")
    if shapes.crs is None or shapes.crs.to_epsg() != WGS84:
        raise SharedDataError(Reason.CHANGED, resource.path.name)
    return geojson_text(shapes.set_index("nis").geometry).encode("utf-8")


def _write_out(found: dict[str, bytes], catalog: Catalog, folder: Path) -> None:
    for resource in catalog.resources.values():
        if not resource.has_hash_of(found[_path(resource)]):
            raise SharedDataError(Reason.CHANGED, resource.path.name)
    for name in found:
        inside = PurePosixPath(name)
        if inside.is_absolute() or ".." in inside.parts or set(name) & set('\\:"'):  # a database is no more trusted than a link
            raise SharedDataError(Reason.CHANGED, inside.name)
    for name, content in found.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
