"""What goes wrong around a running app: it says one sentence or goes on, and its log stays clean."""

import asyncio
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.benchmarks.visitor import visitor
from tests.browser.conftest import ROOT
from tests.browser.test_explore import fills, map_frame
from wallonia_map.maps.assets import STATIC


def test_a_port_that_is_taken_is_told_and_nothing_runs_on(app):
    port = urlsplit(app.url).port
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address=127.0.0.1", f"--server.port={port}"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert told.returncode != 0
    assert str(port) in told.stdout + told.stderr
    assert "Traceback" not in told.stdout + told.stderr


def test_visitors_who_leave_in_the_middle_leave_no_trace_in_the_log(fresh_app, visit):
    port = urlsplit(fresh_app.url).port

    async def come_and_go() -> None:
        for _ in range(12):
            async with visitor(port, "explore") as tab:
                asked = asyncio.create_task(tab.run())
                await asyncio.wait([asked], timeout=0.05)
                asked.cancel()

    with ThreadPoolExecutor() as aside:  # the browser's own loop runs in this thread
        aside.submit(lambda: asyncio.run(come_and_go())).result()
    visit.page.goto(f"{fresh_app.url}/explore")
    map_frame(visit.page)
    assert "Traceback" not in fresh_app.log.read_text(encoding="utf-8")


def test_the_map_comes_back_after_its_files_were_deleted_while_the_app_ran(fresh_app, visit):
    page = visit.page
    page.goto(f"{fresh_app.url}/explore")
    before = fills(map_frame(page))
    for published in STATIC.glob("*-*.*"):
        published.unlink()
    page.goto(f"{fresh_app.url}/explore?lang=en")
    assert fills(map_frame(page)) == before
    expect(page.get_by_role("heading", name="Explore", exact=True)).to_be_visible()
