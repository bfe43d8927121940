"""What no single table can tell: that every municipality has its outline, and its population in every year."""

import json
from collections.abc import Iterator, Mapping

import pandas as pd

from wallonia_map.errors import DataContractError
from wallonia_map.tables.catalog import Catalog


def outlines(catalog: Catalog, tables: Mapping[str, pd.DataFrame]) -> Iterator[DataContractError]:
    """Every outline without a row, and every row without an outline."""
    for resource in catalog.resources.values():
        if resource.is_table:
            continue
        try:
            features = json.loads(resource.read())["features"]
            drawn = {feature["properties"]["nis"] for feature in features}
        except (ValueError, KeyError, TypeError):
            yield DataContractError(resource.path, 0, "", "", "is not readable GeoJSON with a code `nis` per shape")
            continue
        table = tables.get(str(resource.told["atlas:table"]))
        if table is None:
            continue
        if "vintage" in table:
            wanted = set(table.loc[table["vintage"] == resource.told["atlas:vintage"], "nis"])
        else:
            wanted = set(table.loc[table["level"] == resource.name.removesuffix("s"), "nis"])
        for nis in sorted(wanted - drawn):
            yield DataContractError(resource.path, 0, "nis", nis, f"has no outline for {nis}")
        for nis in sorted(drawn - wanted):
            yield DataContractError(resource.path, 0, "nis", nis, f"has an outline {nis} that no row names")


def population(catalog: Catalog, tables: Mapping[str, pd.DataFrame]) -> Iterator[DataContractError]:
    """Every year in which a municipality has no figure (as merged, from the year of the merger)."""
    if not {"population", "municipalities_source"} <= tables.keys():
        return
    table, municipalities = tables["population"], tables["municipalities_source"]
    path = catalog.resources["population"].path
    columns = [name for name in municipalities.columns if name.startswith("nis_")]
    base = next(name for name in table.columns if name.startswith("nis_") and name in columns)  # the keeper's tables are in its codes
    known = set(zip(table["year"], table[base], strict=True))
    as_one = set(zip(table["year"], table["nis_in_year"], strict=True))
    later = [name for name in columns if municipalities[name].duplicated().any()]
    merged = {name: municipalities[name].duplicated(keep=False) for name in later}
    for year in sorted(table["year"].unique()):
        for place, row in municipalities.iterrows():
            # Where a municipality has no figure of its own, only a merged whole may stand for it.
            whole = (year, row[base]) in known or any(merged[name][place] and (year, row[name]) in as_one for name in later)
            if not whole:
                yield DataContractError(path, 0, "population", "", f"has no population of {row[base]} in {year}")
