"""Two replicas behind the shipped nginx configuration: shared, sticky where Streamlit needs it, and no visitor lost with a replica."""

import csv
import io
import json
import re
import ssl
import threading
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from email.message import Message
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, TimeoutError, expect

from tests.browser.conftest import free_port, open_part
from tests.browser.proxy import (
    Replicas,
    accepted,
    make_certificate,
    needs_nginx,
    options,
    running_nginx,
    running_replicas,
    status,
    write_configuration,
)  # fmt: skip
from tests.browser.test_explore import fills, map_frame, repainted
from tests.browser.test_your_data import upload
from wallonia_map.i18n import Language, say
from wallonia_map.server.preload import COMPONENT

pytestmark = [needs_nginx, pytest.mark.slow]
VIEW = "explore?programme=projects&theme=mobility&show=per-10000&nis=92094"


@pytest.fixture(scope="module")
def replicas(tmp_path_factory):
    with running_replicas(tmp_path_factory.mktemp("proxy")) as made:
        yield made


@pytest.fixture(autouse=True)
def both_run(replicas):
    """A test may end a replica; the next one finds two."""
    for name, app in replicas.apps.items():
        if app.process.poll() is not None:
            replicas.start(name)


def connected(page: Page) -> Locator:
    """The page, once Streamlit says that it has its websocket."""
    return page.locator('[data-testid="stApp"][data-test-connection-state="CONNECTED"]')


def replica_of(context: BrowserContext) -> str:
    (cookie,) = (cookie for cookie in context.cookies() if cookie["name"] == "atlas_replica")
    return str(cookie["value"])


def visits(browser, replicas: Replicas, address: str, count: int = 2) -> list[Page]:
    """One new visitor after another, each with their own cookies, at `address`."""
    pages = []
    for _ in range(count):
        page = browser.new_context(viewport={"width": 1440, "height": 900}, locale="fr-BE", accept_downloads=True).new_page()
        page.set_default_timeout(30_000)
        page.goto(f"{replicas.url}/{address}")
        pages.append(page)
    return pages


@dataclass
class Answer:
    """What came back: status, headers, content as it travelled."""

    status: int
    headers: Message
    content: bytes


def fetch(url: str, **headers: str) -> Answer:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=20) as reply:
            return Answer(reply.status, reply.headers, reply.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, error.read())


def test_visitors_from_one_address_are_shared_out_and_each_stays_where_the_websocket_is(replicas, browser):
    pages = visits(browser, replicas, "explore", 4)
    for page in pages:
        map_frame(page)
    assert sorted(replica_of(page.context) for page in pages) == ["1", "1", "2", "2"]
    assert {name: replicas.visitors(name) for name in "12"} == {"1": 2, "2": 2}
    for page in pages:
        before = replica_of(page.context)
        page.reload()
        map_frame(page)
        assert replica_of(page.context) == before
        page.context.close()


@pytest.mark.parametrize("cookie", ["3", "every_replica", "127.0.0.1:1", "1; atlas_replica=2", "../../etc", "<script>", "x" * 3_000])
def test_a_cookie_of_the_visitor_s_own_making_leads_nowhere_else(replicas, cookie):
    assert fetch(f"{replicas.url}/_stcore/health", Cookie=f"atlas_replica={cookie}").content == b"ok"


def test_uploads_and_downloads_meet_their_session_on_every_replica(replicas, browser):
    pages = visits(browser, replicas, "your_data")
    assert {replica_of(page.context) for page in pages} == {"1", "2"}
    for number, page in enumerate(pages, 1):
        upload(page, f"table{number}.csv", f"commune;valeur\nNamur;{number}\nLuik;2\nNulle part;3\n".encode())
    for page in pages:
        expect(page.locator(".result", has_text="3 lignes dans le fichier")).to_be_visible()
        map_frame(page)
        with page.expect_download() as told:
            page.get_by_role("button", name="Télécharger le rapport (CSV)").click()
        rows = list(csv.DictReader(io.StringIO(told.value.path().read_text(encoding="utf-8"))))
        assert [row["key"] for row in rows] == ["Namur", "Luik", "Nulle part"]
        page.context.close()


def take_the_theme_away(page: Page) -> None:
    """Remove a filter. After a change of replica Streamlit runs nothing until something is done, and a button's callback
    is not known yet to the new process: the first press brings it to the view of the address, the second acts."""
    for _ in range(2):
        page.locator(".st-key-chips").get_by_role("button", name="Mobilité").click()
        try:
            page.wait_for_url(lambda url: "theme=" not in url, timeout=8_000)
        except TimeoutError:
            continue
        return
    pytest.fail("the filter was not removed")


class Publisher(BaseHTTPRequestHandler):
    """A replica that has published nothing, or all that it is asked for."""

    def do_GET(self):
        found = self.server.has_all
        self.send_response(200 if found else 404)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_who_keeps_no_cookie_gets_a_file_that_only_one_replica_has_published(tmp_path):
    servers = {name: ThreadingHTTPServer(("127.0.0.1", 0), Publisher) for name in "12"}
    with ExitStack() as ended:
        for name, server in servers.items():
            server.has_all = name == "2"
            threading.Thread(target=server.serve_forever).start()
            ended.callback(server.server_close)
            ended.callback(server.shutdown)
        port = free_port()
        write_configuration(tmp_path, port, {name: server.server_port for name, server in servers.items()})
        with running_nginx(tmp_path, port) as url:
            for number in range(6):
                assert fetch(f"{url}/app/static/map-00000000000{number}.json").status == 200


def downloaded(page: Page) -> int:
    """The number of lines of the view's file."""
    open_part(page, "Télécharger")
    with page.expect_download() as told:
        page.get_by_role("button", name=re.compile(r"Télécharger les données")).click()
    return len(told.value.path().read_text(encoding="utf-8-sig").splitlines())


def test_a_visitor_whose_replica_is_killed_goes_on_with_the_other_in_the_same_view(replicas, browser):
    (page,) = visits(browser, replicas, VIEW, 1)
    colours, heading = fills(map_frame(page)), page.get_by_role("heading", name="Namur", exact=True)
    expect(heading).to_be_visible()
    lines, address, own = downloaded(page), page.url, replica_of(page.context)
    other = {"1": "2", "2": "1"}[own]
    with page.expect_websocket(timeout=60_000):
        replicas.kill(own)
    expect(connected(page)).to_be_visible()
    # No reload: Streamlit's own reconnection, and the view is what it was.
    assert (page.url, fills(map_frame(page)), replica_of(page.context)) == (address, colours, other)
    expect(heading).to_be_visible()
    take_the_theme_away(page)
    assert repainted(page, colours) != colours
    page.get_by_role("button", name="Annuler").click()
    expect(page).to_have_url(re.compile("theme=mobility"))
    # The replica comes back: the visitor stays with the one that has the session, so that downloads go on working.
    replicas.start(own)
    assert downloaded(page) == lines
    page.goto(address)
    assert fills(map_frame(page)) == colours
    expect(heading).to_be_visible()
    assert replica_of(page.context) == other
    page.context.close()


def test_a_rolling_restart_refuses_nobody_and_keeps_every_view(replicas, browser):
    pages = visits(browser, replicas, VIEW)
    colours = [fills(map_frame(page)) for page in pages]
    told: list[int | None] = []
    ended = threading.Event()

    def ask() -> None:
        while not ended.is_set():
            told.append(status(f"{replicas.url}/{VIEW}"))

    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(ask)
        for name in "12":
            moved = [page for page in pages if replica_of(page.context) == name]
            with ExitStack() as reconnected:
                for page in moved:
                    reconnected.enter_context(page.expect_websocket(timeout=60_000))
                replicas.stop(name)
            replicas.start(name)
        ended.set()
        asking.result()
    assert len(told) > 10
    assert set(told) == {200}
    for page, before in zip(pages, colours, strict=True):
        expect(connected(page)).to_be_visible()
        assert fills(map_frame(page)) == before
        take_the_theme_away(page)
        page.goto(f"{replicas.url}/{VIEW}")
        assert fills(map_frame(page)) == before
        page.context.close()


def test_scripts_and_shapes_travel_compressed_and_are_kept_for_good(replicas, browser):
    (page,) = visits(browser, replicas, "explore", 1)
    map_frame(page)
    page.context.close()
    script = re.search(r'src="\./(static/js/index[^"]+)"', fetch(replicas.url).content.decode())
    shapes = re.search(r"app/static/shapes-2025-[0-9a-f]{12}.json", fetch(f"{replicas.url}/app/static/ahead.js").content.decode())
    assert script
    assert shapes
    for path, coding in product((script[1], shapes[0]), ("gzip", "br")):
        whole, packed = (fetch(f"{replicas.url}/{path}", **{"Accept-Encoding": accepted}) for accepted in ("identity", coding))
        assert packed.headers["Content-Encoding"] == coding
        assert "immutable" in packed.headers["Cache-Control"]
        assert len(packed.content) < len(whole.content) / 2
    assert fetch(replicas.url).headers["Cache-Control"] == "no-cache"
    missing = fetch(f"{replicas.url}/app/static/shapes-2025-000000000000.json")
    assert missing.status == 404
    assert "immutable" not in str(missing.headers)
    component = next(path for path in (COMPONENT / "static" / "js").glob("main.*.js"))
    frame = fetch(f"{replicas.url}/component/streamlit_folium.st_folium/static/js/{component.name}")
    assert "immutable" in frame.headers["Cache-Control"]
    assert "immutable" not in str(fetch(f"{replicas.url}/static/js/of-an-older-version.js").headers)


def test_what_is_asked_for_ahead_is_what_a_page_with_a_map_asks_for_anyway(replicas, browser):
    told = fetch(f"{replicas.url}/app/static/ahead.js")
    assert told.headers["Cache-Control"] == "no-cache"
    wanted = json.loads(re.match(r"const WANTED = (.+);", told.content.decode())[1])
    asked: list[str] = []
    from_cache: dict[str, bool] = {}
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.on("request", lambda request: asked.append(urlsplit(request.url).path[1:]))
    wire = context.new_cdp_session(page)
    wire.on("Network.responseReceived", lambda told: from_cache.update({told["response"]["url"]: told["response"]["fromDiskCache"]}))
    wire.send("Network.enable")
    page.goto(f"{replicas.url}/explore")
    map_frame(page)
    context.close()
    # The map's frame finds the shapes in the cache: they came once over the line.
    (shapes,) = (path for path in wanted["files"] if "/shapes-" in path)
    assert asked.count(shapes) == 2
    assert from_cache[f"{replicas.url}/{shapes}"]
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.route("**/ahead.js", lambda route: route.abort())
    page, plain = context.new_page(), []
    page.on("request", lambda request: plain.append(urlsplit(request.url).path[1:]))
    page.goto(f"{replicas.url}/explore")
    map_frame(page)
    context.close()
    assert set(wanted["scripts"] + wanted["files"]) <= set(plain)


def test_who_runs_no_scripts_reads_why_in_four_languages_and_gets_the_atlas_as_one_page(replicas, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{replicas.url}/explore")
    for language in Language:
        expect(page.locator(f"p[lang={language.value}]:visible")).to_contain_text(say("without_scripts.need", language))
    assert "Streamlit" not in page.locator("body").inner_text()
    page.get_by_role("link", name=say("without_scripts.page", Language.NL)).click()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    expect(page.get_by_role("row").filter(has_text="Ciney").first).to_be_visible()
    context.close()


def test_who_knows_no_modules_reads_the_same(replicas, browser):
    context = browser.new_context()
    page = context.new_page()
    page.route("**/static/js/**", lambda route: route.abort())  # so does a browser that passes them over
    page.goto(f"{replicas.url}/explore")
    expect(page.get_by_text(say("without_scripts.need", Language.FR))).to_be_hidden()
    page.evaluate("() => (0, eval)(document.querySelector('script[nomodule]').textContent)")
    for language in Language:
        expect(page.locator(f"p[lang={language.value}]:visible")).to_contain_text(say("without_scripts.need", language))
    context.close()


def test_no_page_breaks_the_security_headers_and_the_metrics_stay_inside(replicas, browser):
    for path in ("_stcore/metrics", "_stcore/metrics?x=1"):
        assert status(f"{replicas.url}/{path}") == 404
    answered = fetch(replicas.url)
    assert "frame-ancestors 'self'" in answered.headers["Content-Security-Policy"]
    for query, framed in (("?embed=true", "frame-ancestors *"), ("?embed=*;script-src", "frame-ancestors 'self'")):
        assert fetch(f"{replicas.url}/explore{query}").headers["Content-Security-Policy"].endswith(framed)
    assert answered.headers["X-Content-Type-Options"] == "nosniff"
    assert re.search(r"HttpOnly; SameSite=Lax", answered.headers["Set-Cookie"])
    assert SimpleCookie(answered.headers["Set-Cookie"])["atlas_replica"].value in "12"
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security Policy" in message.text else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    for path in ("", "explore", "municipality?nis=92094", "compare", "white_spots", "stage", "your_data", "data"):
        page.goto(f"{replicas.url}/{path}")
        expect(page.locator("footer.foot")).to_be_attached(timeout=30_000)
    page.goto(f"{replicas.url}/explore?lang=en")
    map_frame(page)
    assert refused == []
    context.close()


def test_the_app_works_under_the_policy_and_asks_nobody_else(replicas, visit):
    page, held = visit.page, []
    page.on("console", lambda message: held.append(message.text) if "Content Security Policy" in message.text else None)
    answer = page.goto(f"{replicas.url}/your_data")
    assert "connect-src 'self'" in answer.headers["content-security-policy"]
    page.get_by_role("button", name="Essayer avec un exemple").click()
    expect(page.get_by_role("heading", name="Ce que devient chaque ligne")).to_be_visible()
    assert map_frame(page).locator(".leaflet-overlay-pane path.leaflet-interactive").count() >= 261
    assert held == []
    answered = page.evaluate("() => fetch('https://example.org/').then(() => 'left', () => 'held back')")
    assert answered == "held back"
    assert any("connect-src" in text for text in held)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.mark.parametrize("forwarded", [False, True])
def test_nginx_accepts_the_options_that_are_shipped_as_comments(certificate, tmp_path, forwarded):
    write_configuration(tmp_path, 8080, {"1": 8501, "2": 8502}, lambda text: options(text, 8443, certificate, forwarded=forwarded))
    written = (tmp_path / "atlas.conf").read_text(encoding="utf-8")
    assert re.search(r"^    auth_request " if forwarded else r"^    auth_basic ", written, re.MULTILINE)
    ok, told = accepted(tmp_path)
    assert ok, told


def test_with_tls_and_a_password_the_map_is_drawn_for_those_who_know_it(replicas, browser, certificate, tmp_path):
    port, tls = free_port(), free_port()
    write_configuration(tmp_path, port, replicas.ports, lambda text: options(text, tls, certificate))
    with running_nginx(tmp_path, port):
        with pytest.raises(urllib.error.HTTPError, match="401") as refused:
            urllib.request.urlopen(f"https://127.0.0.1:{tls}/explore", context=ssl._create_unverified_context(), timeout=20)
        refused.value.close()
        given = {"username": "planner", "password": "secret"}
        context = browser.new_context(ignore_https_errors=True, http_credentials=given, viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.goto(f"https://127.0.0.1:{tls}/explore")
        assert map_frame(page).locator(".leaflet-overlay-pane path.leaflet-interactive").count() == 261
        (cookie,) = (cookie for cookie in context.cookies() if cookie["name"] == "atlas_replica")
        assert cookie["secure"]
        assert cookie["httpOnly"]
        assert cookie["sameSite"] == "None"
        context.close()
