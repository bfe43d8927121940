"""Addresses that name a version of the data: today's leads on, an older one says in the reader's language what has changed since."""

import json
import re
from html import unescape

import pytest
from starlette.applications import Starlette

from tests.asking import ask
from tests.unit.test_page_html import streamlit_like
from wallonia_map.i18n import Language, number, say
from wallonia_map.questions.data_changes import TableChange, changes_since, known_versions, unrecorded_since
from wallonia_map.rebuild import rebuild
from wallonia_map.rebuild.changes import changes_between, record_changes
from wallonia_map.rebuild.writing import read_rows, write_rows
from wallonia_map.server.page_html import PageHtml
from wallonia_map.server.versions import routes
from wallonia_map.tables.catalog import GEODATA, read_catalog
from wallonia_map.views.view import versioned

OLD = "2026.11.0"
ASKED = "programme=leader-2014-2020&vintage=2019"


@pytest.fixture(scope="module")
def app():
    return Starlette(routes=routes("/atlas"))


@pytest.fixture(scope="module")
def today():
    return read_catalog().version


@pytest.mark.parametrize(("rest", "where"), [("/explore", "/atlas/explore"), ("", "/atlas/"), ("/home", "/atlas/"), ("/api/v1/initiatives.csv", "/atlas/api/v1/initiatives.csv")])  # fmt: skip
def test_today_s_version_leads_to_today_s_address_with_all_its_parameters(app, today, rest, where):
    answer = ask(app, f"/atlas/v/{today}{rest}", query=f"lang=nl&{ASKED}&theme=mobility&theme=health")
    assert (answer.status, answer.header("location")) == (302, f"{where}?lang=nl&{ASKED}&theme=mobility&theme=health")
    assert answer.header("cache-control") == "no-cache"


@pytest.mark.parametrize("language", Language)
def test_an_older_version_says_what_has_changed_and_leads_to_today(app, today, language):
    answer = ask(app, f"/atlas/v/{OLD}/explore", query=f"{ASKED}&lang={language.value}")
    text = unescape(answer.content.decode())
    assert (answer.status, answer.header("x-robots-tag")) == (200, "noindex")
    assert f'<html lang="{language.value}">' in text
    assert say("since.lead", language, asked=OLD, current=today) in text
    assert f'href="/atlas/explore?{ASKED}&lang={language.value}"' in text
    (row,) = (one for one in changes_since(read_catalog(), OLD) if one.table == "initiatives")
    cells = [number(count, language) for count in (row.added, row.corrected, row.withdrawn)]
    found = re.search(rf'{re.escape(say("resource.initiatives", language))}</th>((?:<td class="number">[^<]*</td>)+)', text)
    assert re.findall(">([^<]+)</td>", found[1]) == cells
    assert text.count(f'lang="{language.value}"') == 1  # the other languages are offered
    assert text.count("hreflang") == len(Language) - 1


def test_a_script_is_told_the_same_and_cannot_take_it_for_rows(app, today):
    answer = ask(app, f"/atlas/v/{OLD}/api/v1/initiatives.csv", query=ASKED)
    told = json.loads(answer.content)
    assert answer.status == 410
    assert (told["asked_version"], told["current_version"]) == (OLD, today)
    assert told["today"] == f"/atlas/api/v1/initiatives.csv?{ASKED}"
    added = {change["table"]: change["added"] for change in told["changes"]}
    assert added["initiatives"] >= 55


@pytest.mark.parametrize("language", Language)
def test_a_version_that_never_was_is_refused_with_the_ones_that_are(app, language):
    answer = ask(app, "/atlas/v/1830.1.1/explore", query=f"lang={language.value}")
    assert answer.status == 404
    sentence = answer.content.decode()
    assert sentence.count("\n") == 1
    assert all(version in sentence for version in known_versions(read_catalog()))


@pytest.mark.parametrize(
    "rest",
    ["/elsewhere.example", "elsewhere.example/x", "app/static/x", "api/v1/../../app.py", "api/v1/<script>", "explore/x", "_stcore/health"],
)
def test_nothing_leads_on_but_to_what_is_here(app, today, rest):
    for version in (OLD, today):
        answer = ask(app, f"/atlas/v/{version}/{rest}")
        assert (answer.status, answer.header("location")) == (404, None)


def test_hostile_parameters_are_escaped_and_long_versions_cut(app):
    text = ask(app, f"/atlas/v/{OLD}/explore", query="q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&lang=%22%3E").content.decode()
    assert "<script" not in text
    assert len(ask(app, f"/atlas/v/{'9' * 5_000}/explore").content) < 500


def test_the_page_is_no_page_of_streamlit_s():
    app = PageHtml(streamlit_like)
    assert "og:title" not in ask(app, f"/v/{OLD}/explore").content.decode()


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://a.example/explore?lang=nl&nis=1", "https://a.example/v/{}/explore?lang=nl&nis=1"),
        ("https://a.example/sub/white_spots", "https://a.example/sub/v/{}/white_spots"), ("http://localhost:8501/", "http://localhost:8501/v/{}/"),
    ],
)  # fmt: skip
def test_a_link_that_is_kept_names_the_version_of_its_data(atlas, today, link, kept):
    assert versioned(link, atlas) == kept.format(today)


def test_changes_add_up_over_the_versions_after_the_one_that_is_asked(small):
    assert changes_since(small.catalog, "2026.11.0")[:1] == [TableChange("population", 16, 0, 0)]
    assert {one.table: one for one in changes_since(small.catalog, "2026.11.0")}["initiatives"] == TableChange("initiatives", 16, 2, 1)
    assert [one.table for one in changes_since(small.catalog, "2026.11.1") if not one.is_said_elsewhere] == ["initiatives"]
    assert changes_since(small.catalog, "9999.1.1") == []


def test_a_version_of_which_nothing_is_on_record_is_named(small_copy):
    catalog = small_copy / "source/catalog.toml"
    text = catalog.read_text(encoding="utf-8")
    catalog.write_text(re.sub(r'(?m)^version = ".*"', 'version = "2031.1.0"', text), encoding="utf-8")
    rebuild(small_copy)
    told = read_catalog(small_copy)
    assert known_versions(told)[-1] == "2031.1.0"
    assert unrecorded_since(told, "2026.11.1") == ["2031.1.0"]


def test_rows_that_came_changed_and_went_are_counted_by_their_key(small_geodata, small_copy):
    path = small_copy / "source/aliases.csv"
    rows = read_rows(path)
    write_rows(path, list(rows[0]), [*rows[1:], {"nis_2019": "11001", "alias": "Haut-Bois", "kind": "usual"}])
    organisations = small_copy / "source/organisations.csv"
    (row,) = read_rows(organisations)
    write_rows(organisations, list(row), [row | {"name": "Haute École du Nord"}])
    rebuild(small_copy)
    found = {
        row["table"]: (row["added"], row["corrected"], row["withdrawn"], row["rows"]) for row in changes_between(small_geodata, small_copy)
    }
    assert found == {"aliases": ("1", "0", "1", str(len(rows))), "organisations": ("0", "1", "0", "1")}
    record_changes(small_copy, small_geodata)
    rebuild(small_copy)
    version = read_catalog(small_copy).version
    assert {row["table"] for row in read_rows(small_copy / "source/changes.csv") if row["version"] == version} == set(found)
    assert record_changes(small_copy, small_geodata) == changes_between(small_geodata, small_copy)


def test_the_record_of_changes_reaches_from_the_first_version_to_today_s_rows():
    """Where this fails, `python -m wallonia_map changes --before FOLDER` has not been run for this version of the data."""
    catalog = read_catalog()
    listed = re.findall(r"^## (\S+)", (GEODATA / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(known_versions(catalog)) == sorted(listed)
    assert unrecorded_since(catalog, "0") == []
    rows: dict[str, int] = {}
    for row in sorted(read_rows(GEODATA / "source/changes.csv"), key=lambda row: known_versions(catalog).index(row["version"])):
        rows[row["table"]] = rows.get(row["table"], 0) + int(row["added"]) - int(row["withdrawn"])
        assert rows[row["table"]] == int(row["rows"]), row
    for resource in catalog.resources.values():
        if resource.is_table and resource.name != "changes":
            assert rows.get(resource.name, 0) == resource.told["rows"], resource.name
