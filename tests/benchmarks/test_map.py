"""Four ways of drawing the same map, in the same run: bytes, server time, click to repaint, flash, zoom. Fails on a ratio, never on a time."""

import asyncio
import statistics
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.benchmarks.serving import served, told
from tests.benchmarks.shown import MUNICIPALITIES
from tests.benchmarks.visitor import visitor
from tests.browser.conftest import FLAGS, chromium

pytestmark = pytest.mark.benchmark
CHANGES = 11
WAYS = ("choropleth", "geodataframe", "leaflet", "explore")

#: The fills of the municipalities, wherever the way of drawing keeps them; empty while they are not there.
FILLS = f"""() => {{ const frame = document.querySelector('iframe[src*="streamlit_folium"]');
 const at = frame ? frame.contentDocument : document;
 const paths = at ? [...at.querySelectorAll('.leaflet-overlay-pane path.leaflet-interactive')] : [];
 return paths.length === {MUNICIPALITIES} ? paths.map(path => path.getAttribute('fill')).join() : ''; }}"""
#: Notes when the map went blank and when it was whole again, on every frame.
WATCH = f"""() => {{ const fills = {FILLS}; window.__blank = 0; let gone = null;
 const step = now => {{ const there = fills() !== ''; if (!there && gone === null) gone = now;
  if (there && gone !== null) {{ window.__blank += now - gone; gone = null; }} requestAnimationFrame(step); }};
 requestAnimationFrame(step); }}"""
ZOOM = """() => { const frame = document.querySelector('iframe[src*="streamlit_folium"]');
 const map = frame ? frame.contentWindow.map : window.__map; return map ? map.getZoom() : null; }"""
ZOOM_IN = """() => { const frame = document.querySelector('iframe[src*="streamlit_folium"]');
 const map = frame ? frame.contentWindow.map : window.__map; map.setZoom(map.getZoom() + 1, {animate: false}); return map.getZoom(); }"""


def painted(page) -> float:
    """Milliseconds since the page began to load, once all municipalities are there."""
    return page.wait_for_function(f"() => ({FILLS})() && performance.now()", polling=5, timeout=60_000).json_value()


def in_a_browser(url: str) -> dict[str, float]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(url)
        cold = painted(page)
        page.goto("about:blank")
        page.goto(url)
        warm = painted(page)
        zoomed = page.evaluate(ZOOM_IN)
        page.evaluate(WATCH)
        times = [change(page, f"Indicator {number}") for number in range(1, CHANGES + 1)]
        kept = page.evaluate(ZOOM) == zoomed
        blank = page.evaluate("() => window.__blank") / CHANGES
        browser.close()
    return {
        "first_paint_cold_ms": cold,
        "first_paint_warm_ms": warm,
        "repaint_ms": statistics.median(times),
        "blank_ms": blank,
        "zoom_kept": kept,
    }


def change(page, wanted: str) -> float:
    """Milliseconds from the click on another indicator to the first new colour of the whole map."""
    page.get_by_role("combobox").press("ArrowDown")
    option = page.get_by_role("option", name=wanted, exact=True)
    option.wait_for()
    before = page.evaluate(FILLS)
    began = page.evaluate(
        "name => { const option = [...document.querySelectorAll('[role=option]')].find(o => o.textContent === name);"
        " const now = performance.now(); option.click(); return now; }",
        wanted,
    )
    ended = page.wait_for_function(
        f"before => {{ const now = ({FILLS})(); return now && now !== before ? performance.now() : 0; }}", arg=before, polling="raf"
    )
    page.get_by_text(wanted, exact=True).last.wait_for()
    return ended.json_value() - began


async def on_the_wire(port: int) -> dict[str, float]:
    """Server time and bytes of a change, without a browser in the way."""
    async with visitor(port) as tab:
        await tab.run()
        runs = [await tab.choose("Indicator", f"Indicator {number}") for number in range(1, CHANGES + 1)]
    return {"server_ms": statistics.median(run.ms for run in runs), "bytes": statistics.median(run.size for run in runs),
            "map_bytes": statistics.median(run.map_size for run in runs)}  # fmt: skip


def measure(folder: Path, way: str) -> dict[str, float]:
    with served(folder / f"{way}_page.py", folder) as server:
        return {**in_a_browser(server.url), **asyncio.run(on_the_wire(server.port))}


def test_a_change_of_indicator_is_small_and_quick_beside_the_other_ways(pages):
    found = {way: measure(pages, way) for way in WAYS}
    ours, theirs, bound = found["explore"], found["choropleth"], found["leaflet"]
    ratios = {
        "repaint, folium.Choropleth to ours": theirs["repaint_ms"] / ours["repaint_ms"],
        "repaint, ours to raw Leaflet": ours["repaint_ms"] / bound["repaint_ms"],
        "first paint, ours to folium.Choropleth": ours["first_paint_cold_ms"] / theirs["first_paint_cold_ms"],
        "second paint, ours to raw Leaflet": ours["first_paint_warm_ms"] / bound["first_paint_warm_ms"],
        "server, folium.Choropleth to ours": theirs["server_ms"] / ours["server_ms"],
        "bytes, folium.Choropleth to ours": theirs["bytes"] / ours["bytes"],
    }
    told({"ways": found, "ratios": ratios})
    assert ours["zoom_kept"]
    assert ours["blank_ms"] == 0
    assert ours["map_bytes"] <= 4_096
    assert ratios["first paint, ours to folium.Choropleth"] < 1
    assert ratios["second paint, ours to raw Leaflet"] <= 1.5
    assert ratios["repaint, ours to raw Leaflet"] <= 1.2
    assert ratios["repaint, folium.Choropleth to ours"] >= 4
    assert ratios["server, folium.Choropleth to ours"] >= 10
    assert ratios["bytes, folium.Choropleth to ours"] >= 100
