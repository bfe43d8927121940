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
    known = set(zip(table["year"], table["nis_2019"], strict=True)) | set(zip(table["year"], table["nis_2025"], strict=True))
    merged = municipalities["nis_2025"].duplicated(keep=False)
    as_one = set(zip(table["year"], table["nis_in_year"], strict=True))
    for year in sorted(table["year"].unique()):
        for nis_2019, nis_2025, may_merge in zip(municipalities["nis_2019"], municipalities["nis_2025"], merged, strict=True):
            # A pair that is not among the known ones is not among those of 2019 either: only the merged whole may stand for it.
            whole = (year, nis_2019) in known or (may_merge and (year, nis_2025) in as_one)
            if not whole:
                yield DataContractError(path, 0, "population", "", f"has no population of {nis_2019} in {year}")
