"""`datapackage.json`: the keeper's catalogue, with the hash, the size and the number of rows of every file."""

import json
import tomllib
from pathlib import Path
from typing import Any

from wallonia_map.errors import DataContractError, MissingDataError
from wallonia_map.rebuild import wording
from wallonia_map.rebuild.writing import read_rows, write_json
from wallonia_map.tables.catalog import DESCRIPTOR, sha256

TYPES = {"code": "string", "text": "string", "list": "string", "integer": "integer", "number": "number", "flag": "boolean"}
LICENCES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-2.0": "https://creativecommons.org/licenses/by/2.0/",
}


def read_declared(geodata: Path) -> dict[str, Any]:
    """The keeper's catalogue, its tables per programme written out."""
    path = geodata / "source" / "catalog.toml"
    if not path.is_file():
        raise MissingDataError(path)
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise DataContractError(path, 0, "", "", f"is not readable TOML ({error})") from error
    initiative = told["initiative"]
    for table in told["table"]:
        if table.get("extends") == "initiative":
            own = {field[0]: field for field in table["fields"]}
            table["fields"] = [own.pop("programme"), *initiative["fields"], *own.values()]
    vintages = [row["vintage"] for row in sorted(read_rows(geodata / "source" / "vintages.csv"), key=lambda row: row["valid_from"])]
    base = vintages[0]
    _add_vintages(told, vintages)
    programmes = read_rows(geodata / "source" / "programmes.csv")
    told["programme_names"] = {row["programme"]: row.get("name_en") or row["programme"] for row in programmes}
    for row in programmes:
        path_of = initiative["path"].format(programme=row["programme"])
        table = {"name": f"keeper-{row['programme']}", "path": path_of, "keeper": True, "vintage": base}
        told["table"].append(table | {key: initiative[key] for key in ("sources", "key", "fields")})
    return told


def _add_vintages(told: dict[str, Any], vintages: list[str]) -> None:
    """Codes and boundaries of every vintage: what the catalogue itself declares stands, what a new row asks for is added."""
    base = vintages[0]
    for table in told["table"]:
        if table["name"] == "municipalities_source":
            declared = {field[0] for field in table["fields"]}
            last = max(place for place, field in enumerate(table["fields"]) if field[0].startswith("nis_")) + 1
            table["fields"][last:last] = [[f"nis_{name}", "code", "required"] for name in vintages if f"nis_{name}" not in declared]
        if table["name"] == "municipalities":
            table["fields"] = [
                ["vintage", "text", "required", "in:" + "|".join(vintages)] if field[0] == "vintage" else field for field in table["fields"]
            ]
    shapes = {one["name"] for one in told["shapes"]}
    for name in vintages:
        if f"boundaries_{name}" not in shapes:
            where = "source" if name == base else "built"
            path = f"{where}/boundaries_{name}.geojson"
            told["shapes"].append(
                {"name": f"boundaries_{name}", "path": path, "keeper": name == base, "vintage": name, "table": "municipalities"}
            )


def initiative_columns(declared: dict[str, Any]) -> list[str]:
    """The columns of a keeper's table of initiatives."""
    return [field[0] for field in declared["initiative"]["fields"]]


def write_descriptor(geodata: Path, declared: dict[str, Any]) -> None:
    """Describe every file of `geodata` that the catalogue declares."""
    resources = [_table(geodata, table, declared) for table in declared["table"]]
    resources += [_shapes(geodata, shapes, declared) for shapes in declared["shapes"]]
    package = declared["package"]
    licence = package["licence"]
    contributors = [{"title": package["author"], "role": "author"}] if package.get("author") else []
    contributors += [{"title": "contact", "email": package["contact"], "role": "contact"}] if package.get("contact") else []
    write_json(geodata / DESCRIPTOR, {
        "profile": "data-package", "name": package["name"], **{key: package[key] for key in ("id", "title", "description") if key in package},
        "version": package["version"], "keywords": package.get("keywords", []),
        "licenses": [{"name": licence, "path": LICENCES[licence]}],
        "sources": [_source(name, declared) for name in declared["sources"]],
        **({"contributors": contributors} if contributors else {}),
        "resources": resources,
    })  # fmt: skip


def _source(name: str, declared: dict[str, Any]) -> dict[str, str]:
    told = declared["sources"][name]
    source = {"name": name, "title": told["title"], "licence": told["licence"]}
    return source | ({"path": told["path"]} if told["path"] else {})


def _described(geodata: Path, told: dict[str, Any], form: str, sources: list[str], declared: dict[str, Any]) -> dict[str, Any]:
    path = geodata / told["path"]
    if not path.is_file():
        raise MissingDataError(path)
    content = path.read_bytes()
    licence = declared["package"]["licence"]
    return {
        "name": told["name"], **wording.of_table(str(told["name"]), declared), "path": told["path"], "format": form, "encoding": "utf-8",
        "mediatype": "text/csv" if form == "csv" else "application/geo+json", "hash": sha256(content), "bytes": len(content),
        "atlas:keeper": told["keeper"], "atlas:vintage": told["vintage"],
        "sources": [_source(name, declared) for name in sources], "licenses": [{"name": licence, "path": LICENCES[licence]}],
    }  # fmt: skip


def _table(geodata: Path, told: dict[str, Any], declared: dict[str, Any]) -> dict[str, Any]:
    described = _described(geodata, told, "csv", told["sources"], declared)
    schema: dict[str, Any] = {
        "fields": [_field(field, str(told["name"]), declared) for field in told["fields"]],
        "missingValues": [""],
        "primaryKey": told["key"],
    }
    foreign = [
        {"fields": [field[0]], "reference": {"resource": target[0], "fields": [target[1]]}}
        for field in told["fields"]
        if field[1] != "list"
        for rule in field[2:]
        if rule.startswith("->")
        for target in [rule.removeprefix("->").split(".")]
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    rows = len(read_rows(geodata / told["path"]))
    return described | {"profile": "tabular-data-resource", "rows": rows, "schema": schema, "atlas:fields": told["fields"]}


def _field(told: list[str], table: str, declared: dict[str, Any]) -> dict[str, Any]:
    name, kind, *rules = told
    constraints: dict[str, Any] = {}
    for rule in rules:
        if rule in ("required", "unique"):
            constraints[rule] = True
        elif rule.startswith("in:") and kind != "list":
            constraints["enum"] = rule.removeprefix("in:").split("|")
        elif rule.startswith("like:") and kind != "list":
            constraints["pattern"] = rule.removeprefix("like:")
        elif rule.startswith(">="):
            constraints["minimum"] = float(rule[2:]) if kind == "number" else int(rule[2:])
        elif rule.startswith("<="):
            constraints["maximum"] = float(rule[2:]) if kind == "number" else int(rule[2:])
    if kind == "code":
        constraints["pattern"] = "[0-9]{5}"
    field: dict[str, Any] = {
        "name": name,
        **wording.of_column(name, table, declared, may_be_empty="required" not in rules),
        "type": TYPES[kind],
    }
    return field | ({"constraints": constraints} if constraints else {})


def _shapes(geodata: Path, told: dict[str, Any], declared: dict[str, Any]) -> dict[str, Any]:
    described = _described(geodata, told, "geojson", ["statbel", "bnosac"], declared)
    features = len(json.loads((geodata / told["path"]).read_text(encoding="utf-8"))["features"])
    return described | {"features": features, "atlas:crs": "EPSG:4326", "atlas:table": told["table"]}
