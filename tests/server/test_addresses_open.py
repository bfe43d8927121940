"""The addresses of the data open where analysts work: pandas, GDAL (QGIS' library), LibreOffice; over loopback, with no page between."""

import csv
import http.client
import json
import os
import re
import shutil
import subprocess
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pandas as pd
import pyogrio
import pytest

from tests.unit.test_previews import Head
from wallonia_map.i18n import Language, say
from wallonia_map.model import Selection, Vintage
from wallonia_map.questions.coverage import coverage_of
from wallonia_map.tables.catalog import read_catalog
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.view import view_from_params

QUERY = "programme=leader-2014-2020&vintage=2019"
CHOSEN = Selection(programmes=("leader-2014-2020",), vintage=Vintage("2019"))
#: Views whose previews are read, as the parameters of their links.
VIEWS = {
    "covered": {"programme": ["leader-2014-2020"], "vintage": ["2019"], "show": ["covered"]},
    "a province": {"province": ["90000"], "vintage": ["2025"], "theme": ["mobility"]},
    "a group": {"show": ["lag-2023-2027"], "circles": ["1"], "vintage": ["2019"]},
}


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    """Loopback is asked directly, whatever the machine says of proxies."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def got(url: str) -> tuple[int, dict[str, str], bytes]:
    """What any HTTP client gets of an address: status, headers and content, redirections not followed."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
    connection.request("GET", f"{parts.path}?{parts.query}" if parts.query else parts.path)
    answer = connection.getresponse()
    try:
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def test_pandas_reads_a_table_by_its_address(served, atlas):
    rows = pd.read_csv(f"{served.url}/api/v1/municipalities.csv?{QUERY}", dtype={"nis": str})
    assert len(rows) == len(atlas.municipalities(CHOSEN.vintage))
    assert rows["nis"].str.fullmatch(r"\d{5}").all()
    assert rows["is_covered"].sum() == coverage_of(atlas, CHOSEN).municipalities_covered


def test_pandas_reads_a_spreadsheet_s_csv_and_json_too(served):
    german = pd.read_csv(f"{served.url}/api/v1/initiatives.csv?{QUERY}&lang=de&form=spreadsheet", sep=";", encoding="utf-8-sig", dtype=str)
    assert german.columns[0] == say("column.initiative_id", "de")
    records = pd.read_json(f"{served.url}/api/v1/initiatives.json?{QUERY}", dtype=False)
    assert len(records) == len(german) > 10


def test_pandas_follows_an_address_with_today_s_version_and_is_stopped_by_an_older_one(served):
    here = pd.read_csv(f"{served.url}/v/{read_catalog().version}/api/v1/coverage.csv?{QUERY}")
    assert here.equals(pd.read_csv(f"{served.url}/api/v1/coverage.csv?{QUERY}"))
    with pytest.raises(urllib.error.HTTPError) as refused:
        pd.read_csv(f"{served.url}/v/2026.11.0/api/v1/coverage.csv?{QUERY}")
    assert refused.value.code == 410
    assert json.loads(refused.value.read())["current_version"] == read_catalog().version


def test_gdal_opens_the_map_as_a_layer_by_its_address(served, atlas):
    layer = pyogrio.read_dataframe(f"/vsicurl/{served.url}/api/v1/municipalities.geojson?{QUERY}&show=covered")
    assert layer.crs.to_epsg() == 4326
    assert len(layer) == len(atlas.municipalities(CHOSEN.vintage))
    assert layer["is_covered"].sum() == coverage_of(atlas, CHOSEN).municipalities_covered
    assert layer.geometry.is_valid.all()
    assert {"class", "colour", "value"} <= set(layer.columns)


def test_libreoffice_opens_a_table_by_its_address(served, tmp_path):
    office = shutil.which("soffice")
    if office is None or not (shutil.which("localc") or shutil.which("scalc")):
        pytest.skip("LibreOffice with its tables (soffice, localc) is not installed here: it was not tried")
    address = f"{served.url}/api/v1/municipalities.csv?{QUERY}&lang=en&form=spreadsheet"
    command = [
        office, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--infilter=CSV:44,34,76,1",
        "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", str(tmp_path), address,
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=240, env={**os.environ, "HOME": str(tmp_path)})
    (made,) = tmp_path.glob("*.csv")
    with made.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    told = pd.read_csv(address, encoding="utf-8-sig", dtype=str)
    assert rows[0] == list(told.columns)
    assert len(rows) == len(told) + 1
    assert [row[1] for row in rows[1:]] == told.iloc[:, 1].tolist()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", VIEWS)
def test_a_preview_says_the_view_in_the_language_of_its_link(served, atlas, name, language):
    params = VIEWS[name]
    query = "&".join([f"lang={language.value}", *(f"{key}={value}" for key, values in params.items() for value in values)])
    status, headers, content = got(f"{served.url}/explore?{query}")
    assert (status, headers["content-type"].partition(";")[0]) == (200, "text/html")
    summary = view_summary(atlas, view_from_params(params, atlas), language)
    head = Head(content.decode("utf-8")).meta
    assert head["description"] == head["og:description"] == summary.sentence
    assert head["og:title"] == summary.title
    assert head["og:image:alt"] == say("preview.alt", language, title=summary.title)
    assert head["twitter:card"] == "summary_large_image"
    assert re.search('<html lang="(..)"', content.decode("utf-8"))[1] == language.value
    (dataset,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', content.decode("utf-8"), re.DOTALL)
    assert json.loads(dataset)["version"] == atlas.catalog.version
    if language is Language.NL:  # each picture costs a second
        status, headers, picture = got(head["og:image"])
        assert (status, headers["content-type"], picture[:8]) == (200, "image/png", b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("page", ["", "data", "municipality?nis=92094", "white_spots", "compare", "stage"])
def test_every_page_says_what_it_is_before_any_script(served, page, language):
    path, _, query = page.partition("?")
    status, _, content = got(f"{served.url}/{path}?{query}&lang={language.value}")
    head = Head(content.decode("utf-8")).meta
    assert status == 200
    assert head["og:title"] == say(f"page.{path}" if path else "app.title", language)
    assert len(head["description"]) > 20
    assert head["og:image"].startswith(f"{served.url}/preview/")


def test_what_catalogues_harvest_is_answered(served):
    for name in ("datapackage.json", "dcat.jsonld", "openapi.json", "initiatives.csv-metadata.json", "source/programmes.csv-metadata.json"):
        status, _, content = got(f"{served.url}/api/v1/{name}")
        assert status == 200, name
        assert json.loads(content)
