"""From opening the address to a painted map over 4 Mbit/s with 100 ms of delay, with and without the proxy, in the same run.

Nothing is intercepted: an intercepted page has no cache, and would make the second visit look like the first.
"""

import json
import statistics
import sys
import time

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.conftest import FLAGS, chromium
from tests.browser.proxy import needs_nginx, running_replicas
from tests.browser.test_explore import map_frame

pytestmark = [pytest.mark.benchmark, needs_nginx]
LINE = {"offline": False, "latency": 100, "downloadThroughput": 500_000, "uploadThroughput": 500_000}
VISITS = 3


def visit(context: BrowserContext, url: str, *, slow: bool = True) -> tuple[float, int]:
    """Seconds until the map's 262 shapes are painted, and bytes that came over the line (websocket included)."""
    page = context.new_page()
    page.set_default_timeout(90_000)
    wire = context.new_cdp_session(page)
    received: list[int] = []
    wire.on("Network.loadingFinished", lambda told: received.append(int(told["encodedDataLength"])))
    page.on("websocket", lambda socket: socket.on("framereceived", lambda payload: received.append(len(payload))))
    wire.send("Network.enable")
    if slow:
        wire.send("Network.emulateNetworkConditions", LINE)
    began = time.perf_counter()
    page.goto(f"{url}/explore", wait_until="commit")
    assert map_frame(page).locator("path.leaflet-interactive").count() == 262
    took = time.perf_counter() - began
    page.close()
    return took, sum(received)


def first_and_second(browser: Browser, url: str) -> dict[str, float]:
    """Medians over some visitors, each with an empty cache at first."""
    found: list[tuple[float, int, float, int]] = []
    for _ in range(VISITS):
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        found.append((*visit(context, url), *visit(context, url)))
        context.close()
    names = ("first_s", "first_bytes", "second_s", "second_bytes")
    return {name: round(statistics.median(column), 2) for name, column in zip(names, zip(*found, strict=True), strict=True)}


def test_through_the_proxy_a_slow_line_has_its_map_in_half_the_time_and_again_in_a_quarter(tmp_path):
    with running_replicas(tmp_path) as replicas, sync_playwright() as playwright:
        elsewhere = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS, elsewhere])
        direct = f"http://127.0.0.1:{replicas.ports['1']}"
        for url in (direct, f"http://127.0.0.1:{replicas.ports['2']}", replicas.url):  # processes that have started are compared
            warm = browser.new_context()
            visit(warm, url, slow=False)
            warm.close()
        without, through = first_and_second(browser, direct), first_and_second(browser, replicas.url)
        browser.close()
    ratios = {"first": through["first_s"] / without["first_s"], "second": through["second_s"] / without["first_s"]}
    sys.stdout.write("\n" + json.dumps({"without": without, "through": through, "ratios": ratios}, indent=1) + "\n")
    assert ratios["first"] <= 0.5
    assert ratios["second"] <= 0.25
