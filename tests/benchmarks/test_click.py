"""From a click on the map to the municipality's panel, beside a bare Streamlit rerun in the same browser. Fails on what is left over it."""

import statistics

import pytest
from playwright.sync_api import sync_playwright

from tests.benchmarks.serving import ROOT, served, told
from tests.browser.conftest import FLAGS, chromium

pytestmark = pytest.mark.benchmark
CHOSEN = ("62063", "92094", "52011", "53053", "57081", "25072", "81001", "63079", "83034", "91034")
FRAME = "document.querySelector('iframe[src*=\"streamlit_folium\"]')"
#: A real click in the middle of a municipality; the time is taken where the panel's heading becomes another one.
CLICK = f"""nis => {{ const inside = {FRAME}.contentWindow;
 const layer = inside.walloniaMap.layers().find(one => one.feature.properties.nis === nis);
 const head = () => (document.querySelector('section[data-told] h2') || {{}}).textContent;
 const before = head(), began = performance.now();
 layer.getElement().dispatchEvent(new inside.MouseEvent('click', {{bubbles: true, view: inside}}));
 return new Promise(done => {{ const look = () => head() && head() !== before ? done(performance.now() - began) : setTimeout(look, 2); look(); }}); }}"""
QUIET = "() => document.querySelector('[data-test-script-state]').dataset.testScriptState === 'notRunning'"


def clicks(url: str) -> list[float]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{url}/explore?lang=fr")
        page.wait_for_function(
            f"() => {{ const f = {FRAME}; return f && f.contentWindow.walloniaMap && f.contentWindow.walloniaMap.painted(); }}"
        )
        times = []
        for nis in CHOSEN:
            page.wait_for_function(QUIET)
            times.append(page.evaluate(CLICK, nis))
        browser.close()
    return times


def bare_changes(url: str) -> list[float]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(url)
        page.get_by_role("combobox").wait_for()
        times = []
        for number in range(1, len(CHOSEN) + 1):
            page.get_by_role("combobox").press("ArrowDown")
            page.get_by_role("option", name=f"Indicator {number}", exact=True).wait_for()
            times.append(page.evaluate(
                """name => { const option = [...document.querySelectorAll('[role=option]')].find(one => one.textContent === name);
                const said = () => [...document.querySelectorAll('[data-testid=stMarkdown] p')].some(p => p.textContent === name);
                const began = performance.now(); option.click();
                return new Promise(done => { const look = () => said() ? done(performance.now() - began) : setTimeout(look, 2); look(); }); }""",
                f"Indicator {number}",
            ))  # fmt: skip
            page.wait_for_function(QUIET)
        browser.close()
    return times


def test_a_click_on_the_map_opens_its_panel_within_a_fifth_of_a_second_of_a_bare_rerun(pages):
    with served(pages / "bare_page.py", pages) as server:
        bare = bare_changes(server.url)
    with served(ROOT / "app.py", ROOT) as server:
        ours = clicks(server.url)
    found = {"bare_ms": statistics.median(bare), "click_to_panel_ms": statistics.median(ours[1:]), "first_click_ms": ours[0]}
    told({**found, "over the bare rerun, ms": found["click_to_panel_ms"] - found["bare_ms"]})
    # what is asked is 200 ms over a bare rerun, which takes 25-30 ms in a browser: eight times as much in all
    assert found["click_to_panel_ms"] <= 8 * found["bare_ms"]
