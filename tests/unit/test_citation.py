"""How the data are cited: the same author, version and licence on the page, in receipts, in the descriptor and for GitHub."""

import datetime
import re
from pathlib import Path

import pytest
import yaml

from wallonia_map.export.citation import CitedPart, bibtex, citation
from wallonia_map.i18n import Language, say
from wallonia_map.tables.catalog import read_catalog

ROOT = Path(__file__).resolve().parents[2]
DAY = datetime.date(2026, 11, 22)
LINK = "https://atlas.example/explore?theme=mobility&q=100%25_{a}\\b"


@pytest.fixture(scope="module")
def catalog():
    return read_catalog()


def test_citation_cff_cites_the_data_as_the_descriptor_and_the_pages_do(catalog):
    (cited,) = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["references"]
    text = citation(catalog, Language.EN, day=DAY)
    assert str(cited["version"]) == catalog.version
    assert cited["license"] == catalog.told["licenses"][0]["name"]
    assert cited["title"] == say("app.title", "en")
    authors = [author["title"] for author in catalog.told["contributors"] if author["role"] == "author"]
    assert [author["name"] for author in cited["authors"]] == authors == [say("cite.author", "en")]
    assert (
        text == f"{cited['authors'][0]['name']} ({cited['year']}). {cited['title']}: data, version {cited['version']}. Licence CC BY 4.0."
    )


@pytest.mark.parametrize("language", Language)
def test_a_citation_says_who_when_what_which_version_and_where(catalog, language):
    text = citation(catalog, language, day=DAY, address="https://atlas.example/explore")
    for fact in (
        say("cite.author", language),
        say("app.title", language),
        catalog.version,
        "CC BY 4.0",
        "https://atlas.example/explore",
        "2026",
    ):
        assert fact in text
    assert text.endswith(").")


@pytest.mark.parametrize("language", Language)
def test_a_part_is_cited_in_the_whole(catalog, language):
    part = CitedPart("a-1", "Caméras & {bornes}")
    text, whole = (citation(catalog, language, day=DAY, address=LINK, part=one) for one in (part, None))
    assert part.title in text
    assert text.endswith(whole)
    entry = bibtex(catalog, language, day=DAY, address=LINK, part=part)
    assert entry.startswith(f"@misc{{wallonia-smart-territory-atlas-{catalog.version}-a-1,\n")
    fields = dict(re.findall(r"^  (\w+) = \{(.*)\},?$", entry, re.MULTILINE))
    assert fields["title"] == "{Caméras \\& bornes}"
    assert fields["howpublished"] == f"{{{say('app.title', language)}}}"


@pytest.mark.parametrize("language", Language)
def test_an_entry_for_bibtex_has_balanced_braces_and_no_sign_that_commands(catalog, language):
    entry = bibtex(catalog, language, day=DAY, address=LINK)
    assert entry.startswith(f"@misc{{wallonia-smart-territory-atlas-{catalog.version},\n")
    fields = dict(re.findall(r"^  (\w+) = \{(.*)\},?$", entry, re.MULTILINE))
    assert fields["version"] == catalog.version
    assert fields["url"] == "https://atlas.example/explore?theme=mobility&q=100%25_ab"
    assert fields["urldate"] == "2026-11-22"
    assert fields["author"] == f"{{{say('cite.author', language)}}}"
    assert entry.count("{") == entry.count("}")
    assert "\\" not in entry
