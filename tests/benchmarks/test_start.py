"""Start-up beside `import geopandas`, from the start of the process to the first map, and what every export costs."""

import statistics
import subprocess
import sys
import time

import pytest
from playwright.sync_api import sync_playwright

from tests.benchmarks.serving import ROOT, kept, served, told
from tests.benchmarks.test_map import painted
from tests.browser.conftest import FLAGS, chromium

pytestmark = pytest.mark.benchmark
EXPORTS = ("csv", "xlsx", "geojson", "gpkg", "svg", "png", "pdf", "html", "report", "pptx")
PLAIN = "import streamlit, geopandas"
CODES = {
    "bare interpreter": "pass",
    "import geopandas": "import geopandas",
    "import and load the atlas": "import wallonia_map.tables.atlas as a; a.load()",
    "import, load and join the boundaries": "import wallonia_map.tables.atlas as a; a.load().joined()",
}
TURNS, FIRST_MAPS = 9, 3


def seconds(code: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    return time.perf_counter() - began


def test_the_atlas_with_its_data_starts_in_less_than_twice_geopandas():
    for code in CODES.values():
        seconds(code)  # from disk into memory
    turns = [{name: seconds(code) for name, code in CODES.items()} for _ in range(TURNS)]  # in turns: what slows the machine slows all
    found = {name: statistics.median(turn[name] for turn in turns) for name in CODES}
    ratios = {name: value / found["import geopandas"] for name, value in found.items()}
    sys.stdout.write("\n" + "".join(f"{name:38} {1000 * found[name]:7.0f} ms  {ratios[name]:5.2f}\n" for name in CODES))
    kept({"seconds": found, "ratios": ratios})
    assert ratios["import, load and join the boundaries"] < 2


def first_map(script, folder, page: str) -> dict[str, float]:
    """From the start of a process to its first visitor's map, and the processor time that the server took; a browser stands ready.

    `first_picture_s`: to the picture that stands for the map until then, where there is one.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        began, started = time.perf_counter(), time.time()
        with served(script, folder) as server:
            tab = browser.new_page(viewport={"width": 1440, "height": 900})
            tab.goto(f"{server.url}/{page}", wait_until="commit")
            painted(tab)
            opened, marks = tab.evaluate(
                "[performance.timeOrigin, performance.getEntriesByName('atlas-first-map').map(mark => mark.startTime)]"
            )
            took = {
                "answers_s": server.seconds_to_answer,
                **({"first_picture_s": (opened + marks[0]) / 1000 - started} if marks else {}),
                "first_map_s": time.perf_counter() - began,
                "server_cpu_s": server.cpu_seconds(),
            }
        browser.close()
    return took


def test_the_first_map_is_there_sooner_than_a_plain_page_s(pages):
    """In turns, since what slows the machine then slows both; the medians are compared."""
    asked = {"ours": (ROOT / "app.py", ROOT, "explore?lang=fr"), "folium.Choropleth": (pages / "choropleth_page.py", pages, "")}
    turns = [{name: first_map(*what) for name, what in asked.items()} for _ in range(FIRST_MAPS)]
    found = {name: {key: statistics.median(turn[name][key] for turn in turns) for key in turns[0][name]} for name in asked}
    told(
        {
            "median of": FIRST_MAPS,
            **found,
            "ours to folium.Choropleth": found["ours"]["first_map_s"] / found["folium.Choropleth"]["first_map_s"],
            "our picture to folium.Choropleth": found["ours"]["first_picture_s"] / found["folium.Choropleth"]["first_map_s"],
        }
    )
    assert found["ours"]["first_picture_s"] < found["folium.Choropleth"]["first_map_s"]
    assert found["ours"]["first_map_s"] < found["folium.Choropleth"]["first_map_s"]


def test_no_export_is_dear_beside_starting_python_with_the_libraries(tmp_path):
    def timed(*command: str) -> float:
        began = time.perf_counter()
        subprocess.run([sys.executable, *command], check=True, cwd=ROOT, capture_output=True)
        return time.perf_counter() - began

    bare = statistics.median(timed("-c", PLAIN) for _ in range(3))
    found = {}
    for kind in EXPORTS:
        out = tmp_path / f"view.{kind}"
        seconds = statistics.median(timed("-m", "wallonia_map", "export", "--what", kind, "--out", str(out)) for _ in range(2))
        found[kind] = {"seconds": seconds, "to bare": seconds / bare, "kB": out.stat().st_size / 1000}
    told({"bare start": bare, "exports": found})
    assert max(row["to bare"] for row in found.values()) < 8
