"""What the app could not show: rules for programmes and vintages that no single cell can break."""

from collections.abc import Iterator, Mapping

import pandas as pd

from wallonia_map.errors import DataContractError
from wallonia_map.tables.catalog import Catalog
from wallonia_map.tables.contracts import FIRST_DATA_ROW

#: A mark must stand out from the light ground and from the dark one (WCAG 2.2, 1.4.11, has 3 for one ground).
_LEAST_CONTRAST = 1.25
_GROUND = "#ffffff"


def vocabulary_problems(catalog: Catalog, tables: Mapping[str, pd.DataFrame]) -> Iterator[DataContractError]:
    """One sentence for every row of the vocabulary that the app could not show."""
    if "programmes" in tables:
        yield from _programmes(catalog, tables["programmes"])
    if {"vintages", "municipalities_source"} <= tables.keys():
        yield from _vintages(catalog, tables["vintages"], set(tables["municipalities_source"].columns))


def _programmes(catalog: Catalog, rows: pd.DataFrame) -> Iterator[DataContractError]:
    path = catalog.resources["programmes"].path
    maps: dict[str, str] = {}
    for number, row in enumerate(rows.to_dict("records"), start=FIRST_DATA_ROW):
        name, shown = row["programme"], row["membership_map"]
        if (row["family"] == "lag") != bool(shown):
            rule = "is needed: the members of a group have a map" if not shown else "belongs to programmes of the family 'lag' only"
            yield DataContractError(path, number, "membership_map", shown, rule)
        if shown and shown in maps:
            yield DataContractError(path, number, "membership_map", shown, f"is the map of {maps[shown]} already")
        maps[shown] = name
        if row["first_year"] and row["last_year"] and int(row["last_year"]) < int(row["first_year"]):
            yield DataContractError(path, number, "last_year", row["last_year"], "lies before first_year")
        if _contrast(row["colour"], _GROUND) < _LEAST_CONTRAST:
            yield DataContractError(path, number, "colour", row["colour"], "cannot be told from the page's ground")
        if f"keeper-{name}" not in catalog.resources:
            yield DataContractError(path, number, "programme", name, "has no table of initiatives")


def _vintages(catalog: Catalog, rows: pd.DataFrame, columns: set[str]) -> Iterator[DataContractError]:
    path = catalog.resources["vintages"].path
    defaults = [row["vintage"] for row in rows.to_dict("records") if row["is_default"] == "true"]
    if len(defaults) != 1:
        yield DataContractError(path, 0, "is_default", ", ".join(defaults), "must be true in exactly one row")
    for number, row in enumerate(rows.to_dict("records"), start=FIRST_DATA_ROW):
        name = row["vintage"]
        if f"nis_{name}" not in columns:
            yield DataContractError(path, number, "vintage", name, f"has no column nis_{name} in municipalities.csv")
        if f"boundaries_{name}" not in catalog.resources:
            yield DataContractError(path, number, "vintage", name, "has no boundaries")
        if row["valid_to"] and row["valid_to"] <= row["valid_from"]:
            yield DataContractError(path, number, "valid_to", row["valid_to"], "lies before valid_from")


def _contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, as WCAG 2.2 defines it: from 1 to 21."""
    lights = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
