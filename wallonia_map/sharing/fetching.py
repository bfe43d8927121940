"""Write the folder `geodata/` again from the database, byte for byte."""

import io
from pathlib import Path, PurePosixPath
from typing import Any

import geopandas as gpd
from sqlalchemy import Connection, MetaData, Row, Table, select, text

from wallonia_map.errors import DataContractError
from wallonia_map.file_text import csv_text, geojson_text
from wallonia_map.sharing.connecting import connected
from wallonia_map.sharing.problems import Reason, SharedDataError
from wallonia_map.sharing.tables import ROW, SCHEMA, SCHEMA_VERSION, WGS84, cell_of, own_tables, plain_cells, tables_of
from wallonia_map.tables.catalog import DESCRIPTOR, Catalog, Resource, catalog_from
from wallonia_map.tables.loading import read_cells

#: What reading a descriptor, a file or a value raises that `push` did not write.
NOT_PUSHED = (DataContractError, ValueError, KeyError, TypeError, ArithmeticError, RuntimeError)


def edition(address: str) -> tuple[str, str]:
    """Version and hash of what the database holds, asked without reading it."""
    with connected(address) as connection:
        held = _package(connection)
        return str(held.data_version), str(held.fingerprint)


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
        except NOT_PUSHED:
            raise SharedDataError(Reason.CHANGED) from None
    _write_out(found, catalog, folder)
    return folder


def _write_out(found: dict[str, bytes], catalog: Catalog, folder: Path) -> None:
    for resource in catalog.resources.values():
        if not resource.has_hash_of(found[path_of(resource)]):
            raise SharedDataError(Reason.CHANGED, resource.path.name)
    for name in found:
        inside = PurePosixPath(name)
        if inside.is_absolute() or ".." in inside.parts or set(name) & set('\\:"'):  # a database is no more trusted than a link
            raise SharedDataError(Reason.CHANGED, inside.name)
    for name, content in found.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def plain(resource: Resource, content: bytes) -> bytes:
    """The same rows or shapes as `content`, written as the database gives them back."""
    if resource.is_table:
        header, rows = read_cells(content, resource.path)
        return csv_text(header, plain_cells(resource.schema.fields, rows)).encode("utf-8")
    return geojson_text(shapes_of(content).set_index("nis").geometry).encode("utf-8")


def shapes_of(content: bytes) -> gpd.GeoDataFrame:
    """The shapes of a GeoJSON file, in its order: `nis` and `geometry`, EPSG:4326."""
    return gpd.read_file(io.BytesIO(content))[["nis", "geometry"]]


def _package(connection: Connection) -> Row[Any]:
    """What the database says that it holds."""
    package, _ = own_tables(MetaData(schema=SCHEMA))
    version = connection.execute(select(package.c.schema_version)).scalar()  # alone: another layout may have other columns
    if version is None:
        raise SharedDataError(Reason.EMPTY)
    if version != SCHEMA_VERSION:
        raise SharedDataError(Reason.VERSION)
    return connection.execute(select(package)).one()


def contents(connection: Connection) -> dict[str, bytes]:
    """Every file of the folder that the database holds, by its path with « / »."""
    descriptor = bytes(_package(connection).descriptor)
    catalog = catalog_from(descriptor, Path(SCHEMA))
    metadata = MetaData(schema=SCHEMA)
    _, files = own_tables(metadata)
    kept = {str(path): bytes(content) for path, content in connection.execute(select(files.c.path, files.c.content))}
    found = {DESCRIPTOR: descriptor}
    for name, table in tables_of(catalog, metadata).items():
        resource = catalog.resources[name]
        rendered = _rendered(connection, resource, table)
        as_it_stood = kept.pop(path_of(resource), None)
        same = as_it_stood is not None and plain(resource, as_it_stood) == rendered
        found[path_of(resource)] = as_it_stood if same and as_it_stood is not None else rendered
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


def path_of(resource: Resource) -> str:
    """Where a resource's file is inside the folder, with « / »."""
    return str(resource.told["path"])
