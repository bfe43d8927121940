"""Map bytes per change and time to repaint, ours against `folium.Choropleth`, in the same run. Fails on a ratio, never on a time."""

import json
import shutil
import socket
import statistics
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.conftest import FLAGS, chromium, process_wait
from wallonia_map.atlas import load
from wallonia_map.maps.assets import STATIC, publish

pytestmark = pytest.mark.benchmark
HERE, ROOT = Path(__file__).parent, Path(__file__).resolve().parents[2]
CHANGES = 10


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The two pages in a folder of their own, with the static files that both need."""
    folder = tmp_path_factory.mktemp("pages")
    for name in ("choropleth_page.py", "explore_page.py"):
        shutil.copy(HERE / name, folder / name)
    (folder / "static").symlink_to(STATIC, target_is_directory=True)
    assets = publish(load())
    for name, kept in (("leaflet.js", assets.leaflet_js), ("leaflet.css", assets.leaflet_css)):
        shutil.copy(STATIC / kept.rsplit("/", 1)[1], STATIC / name)
    return folder


def measure(folder: Path, name: str) -> dict[str, float]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--server.address=127.0.0.1", f"--server.port={port}", "--server.enableStaticServing=true", "--server.headless=true"]
    command = [sys.executable, "-m", "streamlit", "run", str(folder / name), *options, "--browser.gatherUsageStats=false"]
    process = subprocess.Popen([*command, "--runner.postScriptGC=false"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                if urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).read() == b"ok":
                    break
            except OSError:
                process_wait(process)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            return changes(page, f"http://127.0.0.1:{port}/")
    finally:
        process.terminate()
        process.wait(15)


def changes(page, url: str) -> dict[str, float]:
    """Change the indicator some times; from key press to the first new colour in the map, and bytes received."""
    received: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda payload: received.append(len(payload))))
    page.goto(url)
    frame = page.frame_locator('iframe[title="streamlit_folium.st_folium"]')
    frame.locator("path.leaflet-interactive").nth(261).wait_for(state="attached")
    box = page.get_by_role("combobox")
    repaint, sizes = [], []
    for number in range(CHANGES):
        wanted = f"Indicator {number + 1}"
        box.press("ArrowDown")
        option = page.get_by_role("option", name=wanted, exact=True)
        option.wait_for()
        before = page.evaluate(COLOURS)
        received.clear()
        began = page.evaluate("() => performance.now()")
        option.click()
        ended = page.wait_for_function(
            f"before => {{ const now = ({COLOURS})(); return now && now !== before ? performance.now() : 0; }}", arg=before, polling=5
        )
        repaint.append(ended.json_value() - began)
        page.get_by_text(wanted, exact=True).last.wait_for()
        sizes.append(sum(received))
    return {"repaint_ms": statistics.median(repaint), "bytes": statistics.median(sizes)}


COLOURS = """() => { const frame = document.querySelector('iframe[title="streamlit_folium.st_folium"]');
 const paths = frame && frame.contentDocument ? [...frame.contentDocument.querySelectorAll('path.leaflet-interactive')] : [];
 return paths.length === 262 ? paths.map(path => path.getAttribute('fill')).join() : ''; }"""


def test_a_change_of_indicator_is_small_and_quick_beside_folium_choropleth(pages):
    found = {name: measure(pages, f"{name}_page.py") for name in ("choropleth", "explore")}
    ours, theirs = found["explore"], found["choropleth"]
    ratios = {key: theirs[key] / ours[key] for key in ours}
    sys.stdout.write("\n" + json.dumps({**found, "ratios": ratios}, indent=1) + "\n")
    assert ratios["repaint_ms"] >= 3
    assert ratios["bytes"] >= 50
    assert ours["bytes"] <= 6_000
