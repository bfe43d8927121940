"""The only reader of `geodata/`: hash first, then rules, then types."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import geopandas as gpd
import pandas as pd

from wallonia_map.errors import DataContractError, MissingDataError, WalloniaMapError
from wallonia_map.tables.catalog import GEODATA, Catalog, Resource, read_catalog
from wallonia_map.tables.completeness import outlines, population
from wallonia_map.tables.contracts import FIRST_DATA_ROW, foreign_problems, problems, typed
from wallonia_map.tables.indicator_rules import indicator_problems
from wallonia_map.tables.organisation_rules import organisation_problems
from wallonia_map.tables.vocabulary_rules import vocabulary_problems

#: What the figures need; the keeper's own tables are read by `rebuild` and `check`.
CORE_TABLES = (
    "programmes", "territories", "municipalities", "municipalities_source", "municipality_changes", "population", "aliases",
    "postal_codes", "initiatives", "participations", "initiative_links", "organisations", "organisation_aliases", "indicators", "control_totals",
    "texts", "sources", "citations", "confirmations", "vintages", "themes", "stages", "municipal_indicator_names", "municipal_indicators",
)  # fmt: skip


def as_text(content: bytes) -> pd.DataFrame:
    """A CSV table with every cell as text; an empty cell is the empty text."""
    return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, encoding="utf-8-sig", skip_blank_lines=False)


def read_cells(content: bytes, path: Path) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a CSV file, cell by cell, as a spreadsheet shows them.

    Raises
    ------
    DataContractError
        If it is not UTF-8, or a row has more or fewer cells than the header.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        rule = "is not UTF-8: save the file as « CSV UTF-8 »"
        raise DataContractError(path, row, "", content[error.start : error.start + 1], rule) from error
    header, *rows = list(csv.reader(io.StringIO(text, newline=""))) or [[]]
    for number, cells in enumerate(rows, start=FIRST_DATA_ROW):
        if len(cells) != len(header):
            raise wrong_width(path, number, header, cells)
    return header, rows


def wrong_width(path: Path, row: int, header: Sequence[str], cells: Sequence[str]) -> DataContractError:
    """The error of a row with more or fewer cells than its header: a row with none is blank."""
    if not any(cell.strip() for cell in cells):
        return DataContractError(path, row, header[0] if header else "", "", "is a blank row: take it out")
    return DataContractError(path, row, header[0] if header else "", len(cells), f"cells instead of the header's {len(header)}")


def parsed(content: bytes, path: Path) -> pd.DataFrame:
    """As `as_text`, told cell by cell: a file that is no table raises `DataContractError` with the row."""
    header, rows = read_cells(content, path)
    return pd.DataFrame(rows, columns=header, dtype="str")


def read_table(resource: Resource) -> pd.DataFrame:
    """One table, checked and typed.

    Raises
    ------
    MissingDataError
        If the file is not there.
    DataContractError
        If its bytes are not those of the descriptor: names the first cell that breaks a rule, or the hash
        where every cell keeps its rules.
    """
    content = resource.read()
    if not resource.has_hash_of(content):  # slow and exact: name the cell
        for problem in problems(parsed(content, resource.path), resource.schema, resource.path):
            raise problem
        raise wrong_hash(resource)
    return typed(as_text(content), resource.schema)


def verify(resource: Resource) -> None:
    """Raise what is wrong with a file that figures are not read from."""
    content = resource.read()
    if resource.has_hash_of(content):
        return
    if resource.is_table:
        for problem in problems(parsed(content, resource.path), resource.schema, resource.path):
            raise problem
    raise wrong_hash(resource)


def wrong_hash(resource: Resource) -> DataContractError:
    """The error of a file that changed since the last rebuild."""
    rule = "has changed since the last rebuild (its hash differs): run 'python -m wallonia_map rebuild', or restore it"
    return DataContractError(resource.path, 0, "", "", rule)


def read_tables(catalog: Catalog) -> dict[str, pd.DataFrame]:
    """Every table that the atlas counts from, checked and typed, by name.

    The other files (keeper's tables, shapes) are held to their hash: a half-true atlas is worse than none.
    """
    for resource in catalog.resources.values():
        if resource.name not in CORE_TABLES:
            verify(resource)
    return {name: read_table(_resource(catalog, name)) for name in CORE_TABLES}


def read_shapes(catalog: Catalog, name: str) -> gpd.GeoDataFrame:
    """The shapes of one resource: columns `nis` and `geometry`, EPSG:4326, sorted by `nis`."""
    resource = _resource(catalog, name)
    if not resource.has_hash_of(resource.read()):
        raise wrong_hash(resource)
    return gpd.read_file(resource.path)[["nis", "geometry"]].sort_values("nis", ignore_index=True)


def every_problem(folder: Path = GEODATA) -> Iterator[WalloniaMapError]:
    """Everything that is wrong in `folder`: missing files, hashes, cells, keys and foreign keys."""
    catalog = read_catalog(folder)
    tables: dict[str, pd.DataFrame] = {}
    for resource in catalog.resources.values():
        try:
            content = resource.read()
            if not resource.is_table:
                if not resource.has_hash_of(content):
                    yield wrong_hash(resource)
                continue
            table = parsed(content, resource.path)
        except WalloniaMapError as error:
            yield error
            continue
        found = list(problems(table, resource.schema, resource.path))
        yield from found
        if not found:
            tables[resource.name] = table
        if not found and not resource.has_hash_of(content):
            yield wrong_hash(resource)
    for name, table in tables.items():
        resource = catalog.resources[name]
        if all(rule.split(".")[0] in tables for field in resource.schema.fields if (rule := field.constraint("->"))):
            yield from foreign_problems(table, resource.schema, resource.path, tables)
    yield from outlines(catalog, tables)
    yield from population(catalog, tables)
    yield from vocabulary_problems(catalog, tables)
    yield from indicator_problems(catalog, tables)
    yield from organisation_problems(catalog, tables)


def _resource(catalog: Catalog, name: str) -> Resource:
    if name not in catalog.resources:
        raise MissingDataError(GEODATA / name)
    return catalog.resources[name]
