"""What the app could not show: rules for the figures of municipalities that no single cell can break."""

from collections.abc import Iterator, Mapping

import pandas as pd

from wallonia_map.errors import DataContractError
from wallonia_map.tables.catalog import Catalog
from wallonia_map.tables.contracts import FIRST_DATA_ROW

NAMES, VALUES = "municipal_indicator_names", "municipal_indicators"
#: What links call the atlas's own measures: an indicator of that name would hide one.
RESERVED = frozenset({"initiatives", "per-10000", "covered", "subsidy"})
ABSENT = "absent"
#: Numerator and denominator that belong together.
_PAIRS = frozenset({("", ""), ("stored", "population"), ("population", "area"), ("population-change", "population-before")})
_LANGUAGES = ("fr", "en", "nl", "de")


def indicator_problems(catalog: Catalog, tables: Mapping[str, pd.DataFrame]) -> Iterator[DataContractError]:
    """One sentence for every row of the indicators that the app could not show. The cells of `tables` are text."""
    if NAMES not in tables:
        return
    maps = set(tables["programmes"]["membership_map"]) if "programmes" in tables else set()
    yield from _names(catalog, tables[NAMES], RESERVED | maps)
    if {VALUES, "vintages", "municipalities_source"} <= tables.keys():
        yield from _values(catalog, tables)


def _names(catalog: Catalog, rows: pd.DataFrame, taken: frozenset[str]) -> Iterator[DataContractError]:
    path = catalog.resources[NAMES].path
    for number, row in enumerate(rows.to_dict("records"), start=FIRST_DATA_ROW):
        pair = (row["numerator"], row["denominator"])
        if row["indicator"] in taken:
            yield DataContractError(path, number, "indicator", row["indicator"], "is what a measure of the atlas is called already")
        if pair not in _PAIRS:
            yield DataContractError(
                path, number, "denominator", row["denominator"], f"does not belong to the numerator '{row['numerator']}'"
            )
        elif (row["denominator_shift"] == "") != (row["denominator"] in ("", "area")):
            lacking = row["denominator_shift"] == ""
            rule = "is needed: how many years after its period the denominator is counted" if lacking else "has no denominator to shift"
            yield DataContractError(path, number, "denominator_shift", row["denominator_shift"], rule)
        if row["is_additive"] == "true" and row["numerator"] not in ("", "stored"):
            yield DataContractError(path, number, "is_additive", "true", "is said of values that are not stored")
        said = [language for language in _LANGUAGES if row[f"caveat_{language}"]]
        if said and len(said) < len(_LANGUAGES):
            yield DataContractError(path, number, "caveat_fr", row["caveat_fr"], f"is written in {', '.join(said)} only")


def _values(catalog: Catalog, tables: Mapping[str, pd.DataFrame]) -> Iterator[DataContractError]:
    rows, places = tables[VALUES], tables["municipalities_source"]
    path = catalog.resources[VALUES].path
    codes = {name: set(places[f"nis_{name}"]) for name in tables["vintages"]["vintage"] if f"nis_{name}" in places}
    derived = set(tables[NAMES].loc[tables[NAMES]["numerator"].str.startswith("population"), "indicator"])
    for number, row in enumerate(rows.to_dict("records"), start=FIRST_DATA_ROW):
        if row["vintage"] in codes and row["nis"] not in codes[row["vintage"]]:
            yield DataContractError(path, number, "nis", row["nis"], f"is no municipality of {row['vintage']}")
        if (row["value"] == "") != (row["status"] == ABSENT):
            rule = "is empty: its status must be 'absent'" if not row["value"] else "stands beside the status 'absent'"
            yield DataContractError(path, number, "value", row["value"], rule)
        if row["value"] and not row["period"]:
            yield DataContractError(path, number, "period", "", "is needed where there is a value")
        if row["indicator"] in derived:
            yield DataContractError(
                path, number, "indicator", row["indicator"], "is worked out from other tables: it has no rows of its own"
            )
