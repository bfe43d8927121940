"""The addresses of the data: same figures and bytes as the pages, bounded, and plain about what they do not know."""

import io
import json
import re
import subprocess
import sys

import pandas as pd
import pytest
from starlette.applications import Starlette

from tests.asking import ask
from wallonia_map.export.csv import plain_csv, spreadsheet_csv
from wallonia_map.export.tables import RowKind, table_of
from wallonia_map.i18n import say
from wallonia_map.model import Selection, Vintage
from wallonia_map.questions.coverage import coverage_of
from wallonia_map.questions.selection import select
from wallonia_map.server.api import Api
from wallonia_map.server.api_files import TABLES
from wallonia_map.server.query import NAMES
from wallonia_map.server.rate_limit import MOST_ADDRESSES, RateLimit

CHOSEN = Selection(programmes=("leader-2014-2020",), vintage=Vintage("2019"))
QUERY = "programme=leader-2014-2020&vintage=2019"


@pytest.fixture(scope="module")
def app():
    return Starlette(routes=Api(RateLimit(burst=10_000)).routes())


@pytest.mark.parametrize("what", list(RowKind))
def test_a_table_is_byte_for_byte_the_page_s_download(app, atlas, what):
    table = table_of(what, atlas, select(atlas, CHOSEN), "nl")
    plain = ask(app, f"/api/v1/{what}.csv", query=f"{QUERY}&lang=nl")
    assert (plain.status, plain.content) == (200, plain_csv(table))
    assert ask(app, f"/api/v1/{what}.csv", query=f"{QUERY}&lang=nl&form=spreadsheet").content == spreadsheet_csv(table, "nl")
    assert len(json.loads(ask(app, f"/api/v1/{what}.json", query=QUERY).content)) == len(table)


def test_coverage_is_what_the_core_and_the_command_say(app, atlas):
    read = pd.read_csv(io.BytesIO(ask(app, "/api/v1/coverage.csv", query=QUERY).content))
    assert read["municipalities_covered"].tolist() == [coverage_of(atlas, CHOSEN).municipalities_covered]
    provinces = pd.read_csv(io.BytesIO(ask(app, "/api/v1/coverage.csv", query=f"{QUERY}&by=province").content))
    command = [sys.executable, "-m", "wallonia_map", "coverage", "--programme", "leader-2014-2020", "--vintage", "2019", "--by", "province", "--format", "csv"]  # fmt: skip
    told = pd.read_csv(io.StringIO(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    pd.testing.assert_frame_equal(provinces, told)


def test_shapes_open_in_a_gis_with_the_values_of_the_map(app, tmp_path):
    import pyogrio

    answer = ask(app, "/api/v1/municipalities.geojson", query=f"{QUERY}&show=covered")
    assert answer.header("content-type") == "application/geo+json"
    path = tmp_path / "layer.geojson"
    path.write_bytes(answer.content)
    layer = pyogrio.read_dataframe(path)
    assert len(layer) == 262
    assert layer["is_covered"].sum() == 111
    assert {"class", "colour", "value"} <= set(layer.columns)


def test_one_initiative_and_none(app, atlas):
    name = atlas.initiatives.index[0]
    told = json.loads(ask(app, f"/api/v1/initiatives/{name}.json", query="lang=en").content)
    assert told["initiative_id"] == name
    missing = ask(app, "/api/v1/initiatives/none.json")
    assert (missing.status, missing.header("cache-control")) == (404, "no-store")
    assert "initiatives.csv" in missing.content.decode()


def test_what_is_known_already_is_not_sent_again(app):
    answer = ask(app, "/api/v1/initiatives.csv", query=QUERY)
    tag = answer.header("etag")
    again = ask(app, "/api/v1/initiatives.csv", query=QUERY, if_none_match=f"W/{tag}")
    assert (again.status, again.content, again.header("etag")) == (304, b"", tag)
    assert ask(app, "/api/v1/initiatives.csv", query="theme=mobility", if_none_match=tag).status == 200
    assert "max-age" in answer.header("cache-control")
    assert answer.header("access-control-allow-origin") == "*"
    for rel in ("license", "service-desc", "describedby"):
        assert f'rel="{rel}"' in answer.header("link")


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-9", slice(0, 10)), ("bytes=5-", slice(5, None)), ("bytes=-7", slice(-7, None)), ("bytes=0-999999999", slice(None)),
        ("bytes=2-1", None), ("bytes=99999999-", None),
    ],
)  # fmt: skip
def test_a_part_of_a_file_is_answered_as_gdal_asks_for_it(app, asked, part):
    whole = ask(app, "/api/v1/coverage.csv", query=QUERY)
    answer = ask(app, "/api/v1/coverage.csv", query=QUERY, range=asked)
    if part is None:
        assert (answer.status, answer.header("content-range")) == (416, f"bytes */{len(whole.content)}")
        return
    assert (answer.status, answer.content) == (206, whole.content[part])
    assert answer.header("content-range").endswith(f"/{len(whole.content)}")
    assert int(answer.header("content-length")) == len(answer.content)


@pytest.mark.parametrize(
    "headers", [{"range": "lines=1-2"}, {"range": "bytes=-"}, {"range": "bytes=0-1,5-6"}, {"range": "bytes=0-1", "if_range": '"older"'}]
)
def test_a_range_that_means_nothing_here_gets_the_whole(app, headers):
    whole = ask(app, "/api/v1/coverage.csv", query=QUERY)
    answer = ask(app, "/api/v1/coverage.csv", query=QUERY, **headers)
    assert (answer.status, answer.content, answer.header("accept-ranges")) == (200, whole.content, "bytes")


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("theme=magic", "mobility"), ("programme=leader", "leader-2014-2020"), ("vintage=1830", "2019"), ("by=planet", "province"), ("colour=red", "programme"),
        ("municipality=99999", "municipalities.csv"), ("from=soon", "1990 to 2040"), ("year=1830", "2019"), ("lang=xx", "fr"), ("province=90000&province=1", "90000"),
    ],
)  # fmt: skip
def test_a_slip_is_told_in_one_sentence_with_the_valid_values(app, query, named):
    answer = ask(app, "/api/v1/coverage.csv", query=query)
    assert answer.status == 400
    told = answer.content.decode()
    assert named in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("query", ["q=%22%3E%3Cscript%3E", "q=%00%ff", "theme=" + "x" * 5_000, "&".join(["a=b"] * 900), "nis=%F0%9F%92%A9"])
def test_hostile_questions_are_answered_or_refused(app, query):
    answer = ask(app, "/api/v1/initiatives.csv", query=query)
    assert answer.status in (200, 400)
    assert len(answer.content) < 3_000 or answer.status == 200


def test_the_data_package_leads_to_its_files(app, atlas):
    told = json.loads(ask(app, "/api/v1/datapackage.json").content)
    table = next(item for item in told["resources"] if item["name"] == "programmes")
    assert ask(app, f"/api/v1/{table['path']}").content == atlas.catalog.resources["programmes"].read()
    for path in ("source/../../app.py", "source/catalog.toml", "built/.env", "nothing"):
        assert ask(app, f"/api/v1/{path}").status == 404


@pytest.mark.parametrize("what", TABLES)
def test_metadata_beside_a_csv_name_its_columns_in_their_order(app, what):
    answer = ask(app, f"/api/v1/{what}.csv", query=f"{QUERY}&lang=de")
    (beside,) = re.findall(r'<([^>]+)>; rel="describedby"; type="application/csvm\+json"', answer.header("link"))
    path, _, query = beside.partition("?")
    told = ask(app, path, query=query)
    assert (told.status, told.header("content-type")) == (200, "application/csvm+json")
    metadata = json.loads(told.content)
    assert metadata["url"] == f"{what}.csv?{query}"
    header = pd.read_csv(io.BytesIO(answer.content), nrows=3, dtype=str)
    columns = metadata["tableSchema"]["columns"]
    assert [column["titles"] for column in columns] == list(header.columns)
    for column in columns:
        if column["datatype"] == "boolean":
            assert set(header[column["name"]].dropna()) <= {"true", "false"}
    words = {column["name"]: column.get("dc:title", {}).get("@value") for column in columns}
    if "initiative_id" in words:
        assert words["initiative_id"] == say("column.initiative_id", "de")


def test_metadata_beside_a_file_of_the_package_say_what_its_columns_hold(app, atlas):
    for resource in atlas.catalog.resources.values():
        beside = ask(app, f"/api/v1/{resource.told['path']}-metadata.json")
        if not resource.is_table:
            assert beside.status == 404
            continue
        metadata = json.loads(beside.content)
        assert metadata["url"] == resource.path.name
        assert [column["name"] for column in metadata["tableSchema"]["columns"]] == [field.name for field in resource.schema.fields]
        assert all(column["dc:description"] for column in metadata["tableSchema"]["columns"])
        assert metadata["tableSchema"]["primaryKey"] == resource.told["schema"]["primaryKey"]


def test_every_file_of_the_package_answers_at_its_path(app, atlas):
    for resource in atlas.catalog.resources.values():
        assert ask(app, f"/api/v1/{resource.told['path']}").content == resource.read(), resource.name


def test_every_address_is_described_and_answers(app):
    told = json.loads(ask(app, "/api/v1/openapi.json").content)
    assert {"name": "programme", "in": "query"}.items() <= told["paths"]["/coverage.csv"]["get"]["parameters"][0].items()
    assert [item["name"] for item in told["paths"]["/coverage.csv"]["get"]["parameters"]] == list(NAMES)
    for path in told["paths"]:
        if "{" not in path:
            assert ask(app, f"/api/v1{path}", query="province=80000").status == 200
    graph = json.loads(ask(app, "/api/v1/dcat.jsonld").content)["@graph"]
    listed = {item["@id"] for item in graph if item["@type"] == "dcat:Distribution"}
    assert listed == {f"http://atlas.example/api/v1{path}" for path in told["paths"] if "{" not in path}


def test_who_asks_too_often_waits_and_nobody_else_does():
    now = [0.0]
    limit = RateLimit(burst=3, per_second=1, clock=lambda: now[0])
    assert [limit.allows("one") for _ in range(4)] == [True, True, True, False]
    assert limit.allows("other")
    now[0] = 1.5
    assert [limit.allows("one") for _ in range(2)] == [True, False]
    for number in range(MOST_ADDRESSES + 5):
        limit.allows(str(number))
    assert len(limit._left) == MOST_ADDRESSES
    app = Starlette(routes=Api(RateLimit(burst=1, per_second=0)).routes())
    assert [ask(app, "/api/v1/openapi.json").status for _ in range(2)] == [200, 429]
    assert ask(app, "/api/v1/openapi.json", x_real_ip="198.51.100.7").status == 429  # not from a proxy of ours
