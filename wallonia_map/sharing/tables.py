"""The tables of `geodata/` as those of a database: typed, in order, unknown as NULL; and back to the same cells."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import BigInteger, Boolean, Column, DateTime, Integer, LargeBinary, MetaData, Numeric, Table, Text, func
from sqlalchemy.types import TypeEngine

from wallonia_map.tables.catalog import Catalog, Resource
from wallonia_map.tables.contracts import FLAGS, Field

#: The schema that holds the atlas, and the version of its layout.
SCHEMA, SCHEMA_VERSION = "atlas", 1
#: The place of a row in its file.
ROW = "_row"
WGS84 = 4326
_TYPES: dict[str, type[TypeEngine[Any]]] = {"integer": BigInteger, "number": Numeric, "flag": Boolean}


def own_tables(metadata: MetaData) -> tuple[Table, Table]:
    """The table that says what is held (one row), and the files that are neither rows nor shapes, as they stand."""
    package = Table(
        "atlas_package", metadata,
        Column("schema_version", Integer, nullable=False), Column("data_version", Text, nullable=False),
        Column("fingerprint", Text, nullable=False), Column("descriptor", LargeBinary, nullable=False),
        Column("pushed_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    )  # fmt: skip
    files = Table("atlas_files", metadata, Column("path", Text, primary_key=True), Column("content", LargeBinary, nullable=False))
    return package, files


def table_of(resource: Resource, metadata: MetaData) -> Table:
    """The table of one resource: `keeper-projects` becomes `keeper_projects`."""
    name = resource.name.replace("-", "_")
    order: Column[Any] = Column(ROW, Integer, primary_key=True, autoincrement=False)
    if resource.is_table:
        columns: Iterable[Column[Any]] = (Column(field.name, _TYPES.get(field.type, Text)) for field in resource.schema.fields)
    else:
        columns = (Column("nis", Text, nullable=False), Column("geometry", Geometry("GEOMETRY", srid=WGS84), nullable=False))
    return Table(name, metadata, order, *columns)


def tables_of(catalog: Catalog, metadata: MetaData) -> dict[str, Table]:
    """The table of every resource, by the resource's name."""
    return {name: table_of(resource, metadata) for name, resource in catalog.resources.items()}


def value_of(field: Field, cell: str) -> object:
    """What the database holds for a cell that keeps its contract: None (NULL) where it is empty, that is, not known."""
    if cell == "":
        return None
    if field.type == "integer":
        return int(cell)
    if field.type == "number":
        return Decimal(cell)
    return FLAGS[cell] if field.type == "flag" else cell


def cell_of(value: object) -> str:
    """The cell that a value of the database came from; numbers keep every digit."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def plain_cells(fields: Sequence[Field], rows: Iterable[Sequence[str]]) -> list[list[str]]:
    """Rows of cells as they come back from a database: a number without leading zeros, say."""
    return [[cell_of(value_of(field, cell)) for field, cell in zip(fields, cells, strict=True)] for cells in rows]
