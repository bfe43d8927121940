"""The data as catalogues of data describe them, from the data package's own descriptor: DCAT-AP to harvest, schema.org in a page."""

import json
from typing import Any

from wallonia_map.i18n import Language, say
from wallonia_map.server.api_files import TABLES
from wallonia_map.tables.catalog import Catalog

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_AUTHORITY = "http://publications.europa.eu/resource/authority"
#: Kind of file → how the European vocabulary of file types calls it, and its media type.
FILE_TYPES = {"csv": "CSV", "json": "JSON", "geojson": "GEOJSON"}
MEDIA = {"csv": "text/csv", "json": "application/json", "geojson": "application/geo+json"}
_LANGUAGES = {Language.FR: "FRA", Language.EN: "ENG", Language.NL: "NLD", Language.DE: "DEU"}
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#", "vcard": "http://www.w3.org/2006/vcard/ns#",
}  # fmt: skip
#: Tables that no download is called after.
_CALLED = {
    "coverage": "address.coverage", "territories": "address.territories", "indicators": "address.indicators",
    "organisations": "resource.organisations",
}  # fmt: skip
WALLONIA = f"{_AUTHORITY}/atu/BEL_REG_3000"


def files() -> list[str]:
    """The names of the addresses that answer with the data of a view."""
    return [f"{name}.{ending}" for name in TABLES for ending in ("csv", "json")] + ["municipalities.geojson"]


def _name(file: str, language: Language) -> str:
    """What a file is called: table and kind."""
    table, _, ending = file.rpartition(".")
    return f"{say(_CALLED.get(table, f'download.{table}'), language)} ({FILE_TYPES[ending]})"


def _said(message: str) -> list[dict[str, str]]:
    return [{"@language": language.value, "@value": say(message, language)} for language in Language]


def _authority(table: str, code: str) -> dict[str, str]:
    return {"@id": f"{_AUTHORITY}/{table}/{code}"}


def dcat(catalog: Catalog, api: str) -> bytes:
    """A catalogue of one dataset and its files, as DCAT-AP asks; `api` is the address of the data, with a slash at its end.

    A point of contact is named only where the descriptor knows one.
    """
    site = api.removesuffix("api/v1/")
    publisher = {"@type": "foaf:Agent", "@id": f"{api}dcat.jsonld#publisher", "foaf:name": _said("cite.author")}
    shared = {
        "dct:title": _said("app.title"), "dct:description": _said("home.lead"), "dct:publisher": {"@id": publisher["@id"]},
        "dct:language": [_authority("language", code) for code in _LANGUAGES.values()], "dct:license": {"@id": LICENCE},
    }  # fmt: skip
    contact = {"dcat:contactPoint": {"@type": "vcard:Kind", "vcard:fn": _said("cite.author"), "vcard:hasEmail": {"@id": f"mailto:{catalog.contact}"}}} if catalog.contact else {}  # fmt: skip
    dataset = {
        "@type": "dcat:Dataset", "@id": f"{api}dcat.jsonld#dataset", **shared, **contact,
        "dct:identifier": catalog.told.get("id", catalog.told["name"]), "owl:versionInfo": catalog.version,
        "dcat:keyword": [{"@language": "en", "@value": word} for word in catalog.told.get("keywords", [])],
        "dcat:theme": [_authority("data-theme", "REGI"), _authority("data-theme", "GOVE")], "dct:spatial": {"@id": WALLONIA},
        "dct:accessRights": _authority("access-right", "PUBLIC"), "dcat:landingPage": {"@id": f"{site}data", "@type": "foaf:Document"},
        "foaf:page": {"@id": f"{api}openapi.json", "@type": "foaf:Document"},
        "dct:source": [{"@id": source["path"]} for source in catalog.told.get("sources", []) if source.get("path")],
        "dcat:distribution": [{"@id": f"{api}{name}"} for name in files()],
    }  # fmt: skip
    catalogue = {
        "@type": "dcat:Catalog", "@id": f"{api}dcat.jsonld", **shared, "foaf:homepage": {"@id": site, "@type": "foaf:Document"},
        "dcat:dataset": {"@id": dataset["@id"]},
    }  # fmt: skip
    told = {"@context": _CONTEXT, "@graph": [catalogue, dataset, publisher, *(_distribution(name, api) for name in files())]}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _distribution(name: str, api: str) -> dict[str, Any]:
    ending = name.rpartition(".")[2]
    return {
        "@type": "dcat:Distribution", "@id": f"{api}{name}",
        "dct:title": [{"@language": language.value, "@value": _name(name, language)} for language in Language],
        "dcat:accessURL": {"@id": f"{api}{name}"}, "dcat:downloadURL": {"@id": f"{api}{name}"}, "dct:license": {"@id": LICENCE},
        "dct:format": _authority("file-type", FILE_TYPES[ending]),
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{MEDIA[ending]}"},
    }  # fmt: skip


def schema_org(catalog: Catalog | None, told: str, language: Language, site: str) -> dict[str, Any]:
    """The data as schema.org describes a dataset, with the sentence `told` of the page that it stands in.

    Of data that cannot be used (`catalog` is None) it says what does not depend on them.
    """
    api = f"{site}api/v1/"
    described: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "Dataset", "@id": f"{api}dcat.jsonld#dataset", "name": say("app.title", language),
        "description": f"{say('home.lead', language)} {told}", "url": site, "license": LICENCE, "isAccessibleForFree": True,
        "inLanguage": [item.value for item in Language], "creator": {"@type": "Organization", "name": say("cite.author", language)},
        "spatialCoverage": {"@type": "Place", "name": say("cite.place", language), "sameAs": WALLONIA},
        "distribution": [
            {"@type": "DataDownload", "name": _name(name, language), "contentUrl": f"{api}{name}", "encodingFormat": MEDIA[name.rpartition(".")[2]]}
            for name in files()
        ],
    }  # fmt: skip
    if catalog is not None:
        described |= {"version": catalog.version, "identifier": catalog.told.get("id", catalog.told["name"])}
        described |= {"keywords": catalog.told.get("keywords", [])}
    return described
