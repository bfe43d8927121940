"""From opening the address to a painted map over 4 Mbit/s with 100 ms of delay, with and without the proxy, in the same run.

Nothing is intercepted, and no password is given: such a page has no cache, and the second visit would look like the first.
What a first visit through the proxy saves: compression, and the rounds that `ahead.js` spares (wallonia_map/ui/frame/preload.py). What is left is
Streamlit's scripts (0.9 MB compressed) and fonts (1.0 MB of WOFF2, compressed already), which compete with the map for the line.
"""

import re
import statistics
import time
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.benchmarks.serving import told
from tests.browser.conftest import FLAGS, chromium, free_port, running_app
from tests.browser.proxy import (
    make_certificate,
    needs_nginx,
    options,
    public_key_hash,
    running_nginx,
    running_replicas,
    write_configuration,
)  # fmt: skip
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


def test_through_the_proxy_a_slow_line_has_its_map_sooner_and_again_in_a_quarter_of_the_time(tmp_path):
    """With TLS the browser speaks HTTP/2: the hundred small scripts do not queue for six connections."""
    certificate, port, tls = make_certificate(tmp_path), free_port(), free_port()
    (tmp_path / "plain").mkdir()
    (tmp_path / "secure").mkdir()
    with ExitStack() as running:
        replicas = running.enter_context(running_replicas(tmp_path / "plain"))
        write_configuration(
            tmp_path / "secure", port, replicas.ports, lambda text: re.sub("auth_basic.*;", "", options(text, tls, certificate))
        )
        running.enter_context(running_nginx(tmp_path / "secure", port))
        playwright = running.enter_context(sync_playwright())
        flags = [
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            f"--ignore-certificate-errors-spki-list={public_key_hash(certificate)}",
        ]
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS, *flags])
        plain = running.enter_context(running_app()).url  # as the README starts it for one person
        one, other = (f"http://127.0.0.1:{used}" for used in replicas.ports.values())
        urls = {"without": plain, "http": replicas.url, "https": f"https://127.0.0.1:{tls}"}
        for url in (one, other, *urls.values()):  # processes that have started are compared
            warm = browser.new_context()
            visit(warm, url, slow=False)
            warm.close()
        found = {name: first_and_second(browser, url) for name, url in urls.items()}
        browser.close()
    base = found["without"]["first_s"]
    ratios = {name: {visit: round(told[visit] / base, 2) for visit in ("first_s", "second_s")} for name, told in found.items()}
    told({**found, "of a first visit without the proxy": ratios})
    for through in ("http", "https"):
        assert found[through]["first_bytes"] <= 0.6 * found["without"]["first_bytes"]  # websocket frames counted unpacked
        assert ratios[through]["first_s"] <= 0.45
        assert ratios[through]["second_s"] <= 0.25
