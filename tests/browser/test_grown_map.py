"""A seventh programme and more groups than there are letters: the map names every one of them."""

import os
import shutil

import pytest
from playwright.sync_api import expect

from tests.app.test_grown import NAMES, rows_of, write
from tests.browser.conftest import ROOT, running_app, settled
from wallonia_map import vocabulary
from wallonia_map.cli.main import main
from wallonia_map.i18n import Language
from wallonia_map.tables.atlas import load
from wallonia_map.tables.catalog import GEODATA
from wallonia_map.tables.vocabulary import vocabulary_of

pytestmark = pytest.mark.slow
PROGRAMME, GROUPS = "leader-2028-2033", 40


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """The app on a copy of the data with a programme of forty groups, each of one municipality."""
    checkout = tmp_path_factory.mktemp("many") / "atlas"
    shutil.copytree(ROOT, checkout, ignore=shutil.ignore_patterns(".git", "tests", "docs", "__pycache__", ".*_cache"))
    folder = checkout / "geodata"
    at = ["--geodata", str(folder)]
    names = [word for language, name in NAMES.items() for word in (f"--name-{language}", name)]
    years = ["--first-year", "2028", "--last-year", "2033", "--published-projects", str(GROUPS), "--source-url", "https://example.org/lags"]
    assert main(["new-programme", PROGRAMME, "--family", "lag", *names, *years, *at]) == 0
    places = [row["name_fr"] for row in rows_of(GEODATA / "source" / "municipalities.csv")][:GROUPS]
    groups = [
        {"initiative_id": f"{PROGRAMME}-{number}", "title": f"GAL no {number}", "title_basis": "published", "lead_type": "lag",
         "scope": "municipal", "partner_municipalities": place, "stage": "running", "start_year": 2028, "confidence": "high",
         "source_urls": "https://example.org/gal"}
        for number, place in enumerate(places, 1)
    ]  # fmt: skip
    assert main(["add", str(write(folder.parent / "groups.csv", groups)), "--programme", PROGRAMME, "--yes", *at]) == 0
    with running_app(folder=checkout, env={**os.environ, "PYTHONPATH": str(checkout)}) as app:
        yield app, places
    vocabulary.tell(vocabulary_of(load(GEODATA).tables))


def test_the_last_of_forty_groups_and_the_seventh_programme_are_named_and_no_other_place_is(many, visit):
    app, places = many
    page = visit.page
    page.goto(f"{app.url}/explore?show=lag-2028-2033&lang={Language.FR}")
    settled(page)
    frame = page.frame_locator("iframe").first
    shapes = frame.locator("path.leaflet-interactive")
    expect(shapes.first).to_be_attached()
    tooltips = {}
    for place in (places[0], places[35], places[36], places[39], "Arlon"):
        tooltips[place] = frame.locator("body").evaluate(
            """(body, place) => { for (const layer of window.walloniaMap.layers()) {
              const tooltip = layer.getTooltip().getContent()(layer).innerText;
              if (tooltip.startsWith(place)) { return tooltip; } } return ''; }""",
            place,
        )
    for number in (1, 36, 37, 40):
        assert f"GAL no {number}" in tooltips[places[number - 1]]
        assert "1 × Groupes d'action locale 2028–2033" in tooltips[places[number - 1]]
    assert "GAL no" not in tooltips["Arlon"]
