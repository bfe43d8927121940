"""The real app in a real browser, with the network cut: whatever tries to leave the machine is noted and refused."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, TimeoutError, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
#: Streamlit as the command starts it, which writes what each of its threads is doing when it is sent SIGUSR1.
START = """import faulthandler, signal
if hasattr(signal, "SIGUSR1"): faulthandler.register(signal.SIGUSR1)
from streamlit.web.cli import main
main()"""
RUNNING: "list[App]" = []
#: Whether a test went wrong.
FAILED = pytest.StashKey[bool]()
#: Long, since a test asks what comes, never how soon: a machine that shares its cores may pause a server for seconds.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
#: The last two cut the network: what is not on this machine goes through a proxy that nobody is. A route of Playwright's would
#: do the same, but with one a browser keeps nothing that it has fetched, and compiles all scripts of a page anew for each test.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run",
    "--proxy-server=http://127.0.0.1:1", "--proxy-bypass-list=127.0.0.1;localhost",
]  # fmt: skip
#: One process draws all tabs of a window (per site): what it has compiled for one it has for the next. A visitor's browser does not.
ONE_PROCESS = "--process-per-site"


def chromium() -> str | None:
    given = os.environ.get("ATLAS_CHROMIUM")
    return given or next((path for name in NAMES if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    found = chromium()
    for item in items:
        if Path(__file__).parent not in Path(item.fspath).parents:
            continue
        item.add_marker(pytest.mark.browser)
        if found is None and not os.environ.get("CI"):
            item.add_marker(pytest.mark.skip(reason="no Chromium found: browser tests did not run (set ATLAS_CHROMIUM to its path)"))


@dataclass
class App:
    """A running app and the process behind it."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def doing(self) -> str:
        """What the app wrote, and where each of its threads is now."""
        if self.process.poll() is None and hasattr(signal, "SIGUSR1"):
            self.process.send_signal(signal.SIGUSR1)
            process_wait(self.process)
        return self.log.read_text(encoding="utf-8", errors="replace")[-20_000:]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A failed browser test says what the apps behind it were doing."""
    report = yield
    if report.failed and call.when == "call":
        item.stash[FAILED] = True
        report.sections.extend((f"app {app.url} for {item.name}", app.doing()) for app in RUNNING)
    return report


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Try a failed browser test once more: two workers share the cores of a small machine with servers and browsers."""
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    if any(report.failed for report in reports):
        item.stash[FAILED] = False
        item._initrequest()  # fixtures of the test alone are made anew
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_app(
    *options: str, port: int | None = None, folder: Path = ROOT, env: dict[str, str] | None = None, through: tuple[str, ...] = (),
    by_uvicorn: bool = False,
) -> Iterator[App]:  # fmt: skip
    """Start the app that is in `folder`, on a free port unless one is given, and wait until it answers.

    `through` is a command that starts it; `by_uvicorn` starts it by that server's own command, not by Streamlit's.
    """
    port = port or free_port()
    command = [*through, sys.executable, "-c", START, "run", "app.py", "--server.address=127.0.0.1", f"--server.port={port}", *options]
    if by_uvicorn:
        command = [*through, sys.executable, "-m", "uvicorn", "app:app", "--host=127.0.0.1", f"--port={port}", *options]
    url = f"http://127.0.0.1:{port}"
    with tempfile.NamedTemporaryFile(suffix=".log") as log:
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=log, stderr=subprocess.STDOUT)
        app = App(url, process, Path(log.name))
        RUNNING.append(app)
        yield from _answering(app)


def _answering(app: App) -> Iterator[App]:
    """The app from its first answer on; ended when the test has done with it."""
    url, process = app.url, app.process
    try:
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1) as reply:
                    if reply.read() == b"ok":
                        break
            except OSError:
                if process.poll() is not None:
                    pytest.fail("the app ended before it answered")
                process_wait(process)
        yield app
    finally:
        RUNNING.remove(app)
        process.terminate()
        process.wait(15)


def process_wait(process: subprocess.Popen[bytes]) -> None:
    """Give the app a moment, unless it ends."""
    try:
        process.wait(0.1)
    except subprocess.TimeoutExpired:
        return


@pytest.fixture(scope="session")
def app() -> Iterator[App]:
    """One app for the tests that do not mind earlier visitors."""
    with running_app() as started:
        yield started


@pytest.fixture
def fresh_app() -> Iterator[App]:
    """An app that nobody has visited yet."""
    with running_app() as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS, ONE_PROCESS])
        yield launched
        launched.close()


@dataclass
class Visit:
    """A tab, what it asked from outside, and what went wrong in it."""

    page: Page
    outside: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)


class Window:
    """One browser for the visits, one after another: it keeps the scripts that it fetched and compiled, and nothing of a visitor.

    An empty tab of the apps' site stays open behind those of the visitors, for the process that has compiled the scripts ends with its last tab.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._context: BrowserContext | None = None
        self._kept: Page | None = None

    def open(self) -> Page:
        """The tab of somebody who was never here."""
        if self._context is None:
            self._context = self._browser.new_context(viewport={"width": 1440, "height": 900}, locale="fr-BE", accept_downloads=True)
            self._kept = self._context.new_page()
            self._kept.route("**", lambda asked: asked.fulfill(body=""))
            self._kept.goto("http://127.0.0.1/")
        return self._context.new_page()

    def leave(self, page: Page, *, spoilt: bool) -> None:
        """Forget what the visitor left; after a visit that went wrong, everything."""
        context = page.context
        if spoilt:
            self._context = None
            context.close()
            return
        context.clear_cookies()
        protocol = context.new_cdp_session(page)
        for app in RUNNING:
            protocol.send("Storage.clearDataForOrigin", {"origin": app.url, "storageTypes": "local_storage,indexeddb,cache_storage"})
        for tab in context.pages:
            if tab is not self._kept:
                tab.close()

    def close(self) -> None:
        if self._context is not None:
            self._context.close()


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[Window]:
    opened = Window(browser)
    yield opened
    opened.close()


@pytest.fixture
def visit(window: Window, request: pytest.FixtureRequest) -> Iterator[Visit]:
    page = window.open()
    page.set_default_timeout(PATIENCE)
    made = Visit(page)

    def note(asked: Request) -> None:
        if not asked.url.startswith(("http://127.0.0.1", "data:", "blob:")):
            made.outside.add(asked.url)

    page.on("request", note)
    page.on("pageerror", lambda error: made.errors.append(str(error)))
    read = {app.url: app.log.stat().st_size for app in RUNNING}
    yield made
    window.leave(page, spoilt=request.node.stash.get(FAILED, False))
    for app in RUNNING:  # a page that fails says one sentence, which the test may not have looked for
        _, failed, how = app.log.read_bytes()[read.get(app.url, 0) :].decode(errors="replace").partition("a page failed")
        assert not failed, f"{app.url}: {how[:4000]}"


#: Nothing runs and nothing has been redrawn for a while: a map that reports its size, or a heading that is announced, runs the page once more.
QUIET = """() => {
  const now = performance.now(), app = document.querySelector('[data-test-script-state]');
  if (!window.__quiet) {
    window.__quiet = {since: now};
    new MutationObserver(() => { window.__quiet.since = performance.now(); }).observe(document.body, {childList: true, subtree: true});
  }
  if (!app || app.dataset.testScriptState !== 'notRunning' || document.querySelector('[data-stale="true"]')) { window.__quiet.since = now; }
  return now - window.__quiet.since > 400;
}"""


def settled(page: Page) -> None:
    """Wait until the page has run to its end and its maps are painted."""
    page.locator("footer.foot, footer.stage-foot").first.wait_for(state="attached")
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    for frame in page.locator('iframe[src*="streamlit_folium"]').all():
        inside = frame.element_handle().content_frame()
        inside.wait_for_function("() => window.walloniaMap && window.walloniaMap.painted && window.walloniaMap.painted()")
    page.wait_for_function(QUIET)


def open_filter(page: Page, name: str) -> Locator:
    """Open one of Explore's filters; what is in it."""
    page.locator(".st-key-ask").get_by_role("button", name=re.compile(f"^{name}")).click()
    return page.get_by_test_id("stPopoverBody")


def open_part(page: Page, name: str) -> None:
    """Open one of the parts below Explore's map."""
    page.get_by_role("tab", name=name, exact=True).click()


def choose(page: Page, label: str, option: str) -> None:
    """Choose `option` in the select box `label` by keyboard; a page that is still being drawn may close the list once."""
    for _ in range(8):
        page.get_by_role("combobox", name=label).last.press("ArrowDown")
        wanted = page.get_by_role("option", name=option, exact=True)
        try:
            wanted.wait_for(timeout=3_000)
            wanted.click(timeout=3_000)
        except TimeoutError:
            continue
        return
    pytest.fail(f"the list of {label!r} never offered {option!r}")
