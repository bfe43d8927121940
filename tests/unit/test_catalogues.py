"""The data as catalogues of data describe them: what their profiles ask for is there, in every language, from the descriptor."""

import dataclasses
import json

import pytest

from wallonia_map.i18n import Language, say
from wallonia_map.server.catalogues import dcat, files, schema_org
from wallonia_map.tables.catalog import read_catalog

API = "https://atlas.example/sub/api/v1/"
AUTHORITY = "http://publications.europa.eu/resource/authority/"
#: What DCAT-AP 3 makes mandatory or recommends, of what can be known here.
ASKED = {
    "dcat:Catalog": ("dct:title", "dct:description", "dct:publisher", "dcat:dataset", "dct:language", "dct:license", "foaf:homepage"),
    "dcat:Dataset": ("dct:title", "dct:description", "dct:publisher", "dcat:distribution", "dcat:keyword", "dcat:theme", "dct:spatial", "dct:accessRights", "dcat:landingPage"),
    "dcat:Distribution": ("dcat:accessURL", "dcat:downloadURL", "dct:format", "dcat:mediaType", "dct:license", "dct:title"),
    "foaf:Agent": ("foaf:name",),
}  # fmt: skip


@pytest.fixture(scope="module")
def catalog():
    return read_catalog()


def by_kind(content: bytes) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for item in json.loads(content)["@graph"]:
        found.setdefault(item["@type"], []).append(item)
    return found


def test_dcat_has_what_the_profile_asks_for(catalog):
    found = by_kind(dcat(catalog, API))
    assert {kind: len(items) for kind, items in found.items()} == {
        "dcat:Catalog": 1, "dcat:Dataset": 1, "foaf:Agent": 1, "dcat:Distribution": len(files()),
    }  # fmt: skip
    for kind, names in ASKED.items():
        for item in found[kind]:
            assert all(item.get(name) for name in names), item["@id"]
    (dataset,) = found["dcat:Dataset"]
    assert {item["@id"] for item in dataset["dcat:distribution"]} == {item["@id"] for item in found["dcat:Distribution"]}
    assert dataset["dct:publisher"]["@id"] == found["foaf:Agent"][0]["@id"]
    assert found["dcat:Catalog"][0]["dcat:dataset"]["@id"] == dataset["@id"]
    assert (dataset["owl:versionInfo"], dataset["dct:identifier"]) == (catalog.version, catalog.told["id"])
    assert dataset["dcat:landingPage"]["@id"] == "https://atlas.example/sub/data"
    assert all(theme["@id"].startswith(f"{AUTHORITY}data-theme/") for theme in dataset["dcat:theme"])


def test_every_text_of_dcat_is_there_in_every_language_once(catalog):
    for item in json.loads(dcat(catalog, API))["@graph"]:
        for name in ("dct:title", "dct:description", "foaf:name"):
            if name in item:
                assert [text["@language"] for text in item[name]] == [language.value for language in Language]
                assert all(text["@value"] for text in item[name])


def test_every_prefix_is_declared(catalog):
    told = json.loads(dcat(catalog, API))
    used = {name.partition(":")[0] for item in told["@graph"] for name in item if ":" in name}
    assert used <= set(told["@context"])


def test_a_point_of_contact_is_named_only_where_there_is_one(catalog):
    assert "dcat:contactPoint" not in by_kind(dcat(catalog, API))["dcat:Dataset"][0]
    people = [*catalog.told["contributors"], {"title": "contact", "email": "atlas@example.org", "role": "contact"}]
    known = dataclasses.replace(catalog, told=catalog.told | {"contributors": people})
    (dataset,) = by_kind(dcat(known, API))["dcat:Dataset"]
    assert dataset["dcat:contactPoint"]["vcard:hasEmail"]["@id"] == "mailto:atlas@example.org"


@pytest.mark.parametrize("language", Language)
def test_schema_org_says_the_same_in_the_language_of_the_page(catalog, language):
    told = schema_org(catalog, "A sentence.", language, "https://atlas.example/")
    assert (told["name"], told["version"], told["identifier"]) == (say("app.title", language), catalog.version, catalog.told["id"])
    assert told["keywords"] == catalog.told["keywords"]
    assert 50 <= len(told["description"]) <= 5_000
    assert [item["contentUrl"] for item in told["distribution"]] == [f"https://atlas.example/api/v1/{name}" for name in files()]


def test_of_data_that_cannot_be_used_no_version_is_said():
    assert not {"version", "identifier", "keywords"} & set(schema_org(None, "", Language.FR, "https://atlas.example/"))
