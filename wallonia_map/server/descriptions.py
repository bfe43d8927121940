"""The data and its addresses as catalogues and programs read them: Frictionless, DCAT-AP, OpenAPI."""

import json
from typing import Any

from wallonia_map import __version__
from wallonia_map.i18n import Language, say
from wallonia_map.server.api_files import TABLES
from wallonia_map.server.query import NAMES, valid_values
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.view import View

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
#: Kind of file → how the European vocabulary of file types calls it.
_FILE_TYPES = {"csv": "CSV", "json": "JSON", "geojson": "GEOJSON"}
_MEDIA = {"csv": "text/csv", "json": "application/json", "geojson": "application/geo+json"}
#: The parameters whose values are not written out.
_MANY = ("municipality",)


def _written(told: dict[str, Any]) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def data_package(atlas: Atlas) -> bytes:
    """The data package's own descriptor; its paths lead on from this address."""
    return _written(atlas.catalog.told)


def files() -> list[str]:
    """The names of the addresses that answer with the data of a view."""
    return [f"{name}.{ending}" for name in TABLES for ending in ("csv", "json")] + ["municipalities.geojson"]


def dcat(atlas: Atlas, api: str) -> bytes:
    """The data as DCAT-AP describes a dataset, for catalogues that harvest it; `api` is the address of the data, with a slash at its end."""
    types = "http://publications.europa.eu/resource/authority/file-type/"
    said = {language: {"@language": language.value, "@value": say("app.title", language)} for language in Language}
    leads = [{"@language": language.value, "@value": say("home.lead", language)} for language in Language]
    distributions = [
        {
            "@type": "dcat:Distribution", "@id": api + name, "dct:title": name, "dcat:accessURL": {"@id": api + name}, "dcat:downloadURL": {"@id": api + name},
            "dct:license": {"@id": LICENCE}, "dct:format": {"@id": types + _FILE_TYPES[name.rpartition(".")[2]]},
            "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{_MEDIA[name.rpartition('.')[2]]}"},
        }
        for name in files()
    ]  # fmt: skip
    return _written({
        "@context": {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "owl": "http://www.w3.org/2002/07/owl#"},
        "@type": "dcat:Dataset", "@id": f"{api}dcat.jsonld", "dct:title": list(said.values()), "dct:description": leads,
        "dct:license": {"@id": LICENCE}, "owl:versionInfo": atlas.catalog.version, "dct:spatial": {"@id": "http://publications.europa.eu/resource/authority/atu/BEL_REG_3000"},
        "dct:language": [{"@id": f"http://publications.europa.eu/resource/authority/language/{code}"} for code in ("FRA", "ENG", "NLD", "DEU")],
        "dcat:theme": [{"@id": "http://publications.europa.eu/resource/authority/data-theme/REGI"}], "dcat:distribution": distributions,
    })  # fmt: skip


def open_api(atlas: Atlas, api: str) -> bytes:
    """Every address with its parameters, as OpenAPI 3.1."""
    valid = valid_values(atlas, View().selection.vintage)
    parameters = [
        {
            "name": name, "in": "query", "required": False, "explode": True,
            "schema": {"type": "array", "items": {"type": "string"} | ({"enum": valid[name]} if name in valid and name not in _MANY else {})},
        }
        for name in NAMES
    ]  # fmt: skip
    refused = {"description": "A parameter or a value is not known: one sentence names those that are."}
    paths = {
        f"/{name}": {"get": {
            "summary": name, "parameters": parameters,
            "responses": {
                "200": {"description": "The rows of the view.", "content": {_MEDIA[name.rpartition(".")[2]]: {}}},
                "304": {"description": "As it was."}, "400": refused, "429": {"description": "Too many requests."},
            },
        }}
        for name in files()
    }  # fmt: skip
    paths["/initiatives/{id}.json"] = {"get": {
        "summary": "one initiative", "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
        "responses": {"200": {"description": "Its row and participations."}, "404": {"description": "There is none of that name."}},
    }}  # fmt: skip
    return _written({
        "openapi": "3.1.0", "info": {
            "title": say("app.title", Language.EN), "version": __version__, "license": {"name": "CC BY 4.0 (data)", "url": LICENCE},
        },
        "servers": [{"url": api.rstrip("/")}], "paths": paths,
    })  # fmt: skip
