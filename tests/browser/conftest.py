"""The real app in a real browser, with the network cut: whatever tries to leave the machine is noted and refused."""

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


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


@contextmanager
def running_app(*options: str) -> Iterator[App]:
    """Start the app on a free port and wait until it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address=127.0.0.1", f"--server.port={port}", *options]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1) as reply:
                    if reply.read() == b"ok":
                        break
            except OSError:
                if process.poll() is not None:
                    pytest.fail("the app ended before it answered")
                process_wait(process)
        yield App(url, process)
    finally:
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
        launched = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield launched
        launched.close()


@dataclass
class Visit:
    """A tab, what it asked from outside, and what went wrong in it."""

    page: Page
    outside: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="fr-BE", accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(20_000)
    made = Visit(page)

    def refuse(route, request):
        made.outside.add(request.url)
        route.abort()

    page.route(lambda url: not url.startswith(("http://127.0.0.1", "data:", "blob:")), refuse)
    page.on("pageerror", lambda error: made.errors.append(str(error)))
    yield made
    context.close()


def choose(page: Page, label: str, option: str) -> None:
    """Choose `option` in the select box `label` by keyboard; a page that is still being drawn may close the list once."""
    for _ in range(8):
        page.get_by_role("combobox", name=label).last.press("ArrowDown")
        wanted = page.get_by_role("option", name=option, exact=True)
        try:
            wanted.wait_for(timeout=3_000)
        except TimeoutError:
            continue
        wanted.click()
        return
    pytest.fail(f"the list of {label!r} never offered {option!r}")
