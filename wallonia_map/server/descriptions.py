"""The data and its addresses as programs read them: Frictionless and OpenAPI."""

import json
from typing import Any

from wallonia_map import __version__
from wallonia_map.i18n import Language, say
from wallonia_map.server.catalogues import LICENCE, MEDIA, files
from wallonia_map.server.query import NAMES, values_of
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.view import View

#: The parameters whose values are not written out.
_MANY = ("municipality",)


def _written(told: dict[str, Any]) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def data_package(atlas: Atlas) -> bytes:
    """The data package's own descriptor; its paths lead on from this address."""
    return _written(atlas.catalog.told)


def open_api(atlas: Atlas, api: str) -> bytes:
    """Every address with its parameters, as OpenAPI 3.1."""
    valid = values_of(atlas, View().selection.vintage)
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
                "200": {"description": "The rows of the view.", "content": {MEDIA[name.rpartition(".")[2]]: {}}},
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
