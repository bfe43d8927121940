"""CSV on the Web: what the columns of a CSV hold, as metadata beside it (`…csv-metadata.json`)."""

import json
from typing import Any

import pandas as pd

from wallonia_map.i18n import Language, message_ids
from wallonia_map.tables.catalog import Catalog, Resource

ENDING, MEDIA_TYPE = "-metadata.json", "application/csvm+json"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
_TYPES = {"string": "string", "integer": "integer", "number": "number", "boolean": "boolean"}
#: Columns that no table of the data package has.
_OF_VIEWS = {
    "basis": "Rule of the official figure: « ratio » of the totals, or « median » of the municipalities.",
    "municipalities_known": "Of how many municipalities of the territory the official figure is known.",
    "territory_nis": "REFNIS code of the territory, five digits, as text.", "territory": "Name of the territory.",
    "municipalities": "Number of municipalities of the territory.", "municipalities_covered": "How many of them are covered.",
    "municipalities_not_known": "Of how many of them it is not known.",
    "share_municipalities": "Covered municipalities as a share of all, from 0 to 1; at least this where of some it is not known.",
    "inhabitants": "Inhabitants on 1 January of the year of the view.", "inhabitants_covered": "Inhabitants of covered municipalities.",
    "inhabitants_not_known": "Inhabitants of municipalities of which it is not known.",
    "share_inhabitants": "Inhabitants of covered municipalities as a share of all, from 0 to 1; at least this where of some it is not known.",
    "area_covered_km2": "Area of covered municipalities in square kilometres.",
    "leads": "Number of initiatives that the organisation leads, alone or with others.",
    "takes_part": "Number of initiatives in which the organisation is named as a partner.",
    "lead_of": "Identifiers of the initiatives that the organisation leads, separated by a semicolon.",
    "partner_of": "Identifiers of the initiatives in which the organisation is a partner, separated by a semicolon.",
    "area_not_known_km2": "Area of municipalities of which it is not known, in square kilometres.",
    "share_area": "Area of covered municipalities as a share of all, from 0 to 1; at least this where of some it is not known.",
    "code": "Code of the territory: REFNIS, the word of a community or a character, or the id of a group.", "kind": "Kind of territory.",
    "initiatives": "Distinct initiatives that touch the territory.", "per_10000": "Initiatives per 10,000 inhabitants of the territory.",
    "initiatives_shared": "Initiatives by the counting rule of the view.", "known_amounts": "How many initiatives have a published amount.",
    "subsidy_eur_per_inhabitant": "Known subsidies by the counting rule of the view, in euro per inhabitant of the territory.",
}  # fmt: skip


def of_resource(resource: Resource, catalog: Catalog) -> bytes:
    """The metadata of a CSV of the data package: its columns in words, and its key."""
    schema = resource.told["schema"]
    lists = _lists(resource)
    columns = [
        _column(field, required=bool(field.get("constraints", {}).get("required")), is_list=field["name"] in lists) for field in schema["fields"]
    ]  # fmt: skip
    told = {"columns": columns, "primaryKey": schema.get("primaryKey", [])}
    return _written(resource.path.name, resource.told.get("title", resource.name), resource.told.get("description", ""), catalog, told)


def of_view(table: pd.DataFrame, url: str, title: str, catalog: Catalog, language: Language) -> bytes:
    """The metadata of a plain CSV of a view, which is at `url` beside it; what a column is called is said in `language` too."""
    tables = [item for item in catalog.resources.values() if item.is_table]
    fields = {field["name"]: field for item in tables for field in item.told["schema"]["fields"]}
    lists = {name for item in tables for name in _lists(item)}
    columns = []
    for name in map(str, table.columns):
        known = str(fields.get(name, {}).get("description", "")) or _OF_VIEWS.get(name, "")
        told = "" if "French" in known else known  # names of places are in the language of the view
        column = _column({"name": name, "type": _type_of(table[name]), "description": told}, is_list=name in lists)
        word = message_ids(language).get(f"column.{name}")
        columns.append(column | ({"dc:title": {"@value": word, "@language": language.value}} if word else {}))
    return _written(url, title, "", catalog, {"columns": columns})


def _column(field: dict[str, Any], *, required: bool = False, is_list: bool = False) -> dict[str, Any]:
    told = {"name": field["name"], "titles": field["name"], "datatype": _TYPES[field["type"]], "null": ""}
    if field.get("title"):
        told["dc:title"] = field["title"]
    if field.get("description"):
        told["dc:description"] = field["description"]
    return told | ({"required": True} if required else {}) | ({"separator": ";"} if is_list else {})


def _type_of(column: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(column):
        return "boolean"
    if pd.api.types.is_integer_dtype(column):
        return "integer"
    return "number" if pd.api.types.is_numeric_dtype(column) else "string"


def _lists(resource: Resource) -> set[str]:
    """The columns whose cells hold several values, with a semicolon between them."""
    return {field[0] for field in resource.told["atlas:fields"] if field[1] == "list"}


def _written(url: str, title: str, description: str, catalog: Catalog, schema: dict[str, Any]) -> bytes:
    told = {
        "@context": _CONTEXT, "url": url, "dc:title": title, **({"dc:description": description} if description else {}),
        "dc:license": {"@id": LICENCE}, "schema:version": catalog.version,
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True}, "tableSchema": schema,
    }  # fmt: skip
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
