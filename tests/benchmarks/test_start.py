"""From the start of the process to the first map, and what every export costs beside the plainest one."""

import statistics
import subprocess
import sys
import time

import pytest
from playwright.sync_api import sync_playwright

from tests.benchmarks.serving import ROOT, served, told
from tests.benchmarks.test_map import painted
from tests.browser.conftest import FLAGS, chromium

pytestmark = pytest.mark.benchmark
EXPORTS = ("csv", "xlsx", "geojson", "gpkg", "svg", "png", "pdf", "html", "report", "pptx")
PLAIN = "import streamlit, geopandas"


def test_the_first_map_is_there_soon_after_the_process_began(pages):
    found = {}
    for name, script, folder, page in (
        ("ours", ROOT / "app.py", ROOT, "explore"),
        ("folium.Choropleth", pages / "choropleth_page.py", pages, ""),
    ):
        began = time.perf_counter()
        with served(script, folder) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            tab = browser.new_page()
            tab.goto(f"{server.url}/{page}")
            painted(tab)
            found[name] = {"answers_s": server.seconds_to_answer, "first_map_s": time.perf_counter() - began}
            browser.close()
    told(found)
    assert found["ours"]["first_map_s"] < 4 * found["folium.Choropleth"]["first_map_s"]


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
