"""What goes wrong around a running app: it says one sentence or goes on, and its log stays clean.

Elsewhere: replicas that end (test_replicas), browsers without scripts (there too), a slow line (test_stage, benchmarks/test_slow_line), half an hour of
visitors (benchmarks/test_steady), a database that does not answer (database/).
"""

import asyncio
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.benchmarks.visitor import visitor
from tests.browser.conftest import ROOT, choose, open_part, running_app, settled
from tests.browser.image import as_another, build, read_only_image
from tests.browser.test_explore import fills, map_frame, repainted
from wallonia_map.app_folder import STATIC_VARIABLE
from wallonia_map.i18n import Language, message_ids, say

#: Notes each state of Streamlit's connection from now on.
STATES = """() => {
  const app = document.querySelector('[data-test-connection-state]');
  window.__states = [];
  new MutationObserver(() => window.__states.push(app.dataset.testConnectionState))
    .observe(app, {attributeFilter: ['data-test-connection-state']});
}"""

#: What is written over Streamlit's own words, which are English.
OVER = "() => getComputedStyle(document.querySelector('[data-testid=stDownloadButtonError]'), '::after').content"


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


def test_the_map_comes_back_after_its_files_were_deleted_while_the_app_ran(tmp_path, visit):
    page, files = visit.page, tmp_path / "files"
    with running_app(env={**os.environ, STATIC_VARIABLE: str(files)}) as app:
        page.goto(f"{app.url}/explore")
        before = fills(map_frame(page))
        for published in list(files.glob("*-*.*")):
            published.unlink()
        page.goto(f"{app.url}/explore?lang=en")
        assert fills(map_frame(page)) == before
        expect(page.get_by_role("heading", name="Explore", exact=True)).to_be_visible()


def test_new_data_reach_visitors_who_are_there_and_broken_data_reach_nobody(tmp_path, visit):
    build(tmp_path)
    page, table = visit.page, tmp_path / "geodata" / "built" / "participations.csv"
    sound = table.read_bytes()
    with running_app(folder=tmp_path) as app:
        page.goto(f"{app.url}/explore?lang=en")
        before = fills(map_frame(page))
        table.write_bytes(sound.replace(b",partner\n", b",chef\n", 1))
        page.goto(f"{app.url}/explore?lang=en&theme=mobility")
        expect(page.get_by_text("participations.csv")).to_be_visible()
        banner = page.get_by_text("participations.csv").bounding_box()
        questions = page.locator(".st-key-ask").bounding_box()
        assert banner["y"] + banner["height"] <= questions["y"]  # the page draws it last, its style sets it above
        assert repainted(page, before) != before  # the old data answer every question
        table.write_bytes(sound)
        page.locator(".st-key-chips").get_by_role("button", name="Mobility").click()
        expect(page.get_by_text("participations.csv")).to_be_hidden()
        assert "Traceback" not in app.log.read_text(encoding="utf-8")


def test_where_the_map_s_files_cannot_be_written_the_rest_of_the_page_stands(visit):
    nowhere = {"HOME": "/nonexistent", STATIC_VARIABLE: os.devnull + "/files"}
    with read_only_image() as folder, running_app(folder=folder, through=as_another(), env=nowhere) as app:
        page = visit.page
        page.goto(f"{app.url}/explore?programme=leader-2014-2020")
        expect(page.get_by_text(say("map_missing.told", Language.FR))).to_be_visible()
        expect(page.get_by_text("111 à 112 communes couvertes").first).to_be_visible()
        expect(page.locator("table.legend")).to_be_visible()
        expect(page.locator("footer.foot")).to_be_attached()
        assert "Traceback" not in app.log.read_text(encoding="utf-8")


def test_a_file_for_which_there_is_no_room_is_told_and_the_next_one_made(fresh_app, visit):
    resource = pytest.importorskip("resource", reason="no limits on this system: the full disk was not tried")
    page = visit.page
    page.goto(f"{fresh_app.url}/explore?programme=leader-2014-2020")
    map_frame(page)
    open_part(page, "Télécharger")
    # No file may grow any more: what the disk says when it is full, to this process alone.
    limit = fresh_app.log.stat().st_size + 50_000
    resource.prlimit(fresh_app.process.pid, resource.RLIMIT_FSIZE, (limit, limit))
    choose(page, "Document", message_ids("fr")["documents.gpkg"])
    page.locator(".st-key-document_gpkg").get_by_role("button").click()
    expect(page.locator(".stDownloadButton[data-again=failed]")).to_be_visible()  # asked for twice
    assert page.evaluate(OVER) == f'"{say("app.not_made", Language.FR)}"'
    expect(page.locator("#atlas-live")).to_have_text(say("app.not_made", Language.FR))
    choose(page, "Document", message_ids("fr")["documents.png"])
    with page.expect_download() as told:
        page.locator(".st-key-document_png").get_by_role("button").click()
    assert told.value.path().stat().st_size > limit
    assert "could not be written" in fresh_app.log.read_text(encoding="utf-8")


#: The page's script does nothing at all; or ends in the middle with an error.
WITHOUT_SCRIPT = "Object.defineProperty(window, 'atlasPage', {value: () => {}})"
BROKEN_SCRIPT = "Object.defineProperty(window, '__atlasWatch', {get() { throw new Error('broken on purpose'); }})"


@pytest.mark.parametrize("fault", [WITHOUT_SCRIPT, BROKEN_SCRIPT, None], ids=["without", "broken", "sound"])
def test_streamlit_s_own_words_are_hidden_only_where_the_page_s_script_runs(app, visit, fault):
    page = visit.page
    if fault:
        page.add_init_script(fault)
    page.goto(f"{app.url}/your_data?lang=fr")
    settled(page)
    uploader = page.get_by_test_id("stFileUploaderDropzone")
    theirs = [page.locator('a[href="#stMain"]'), page.get_by_test_id("stFileUploaderDropzoneInstructions")]
    for part in theirs:
        expect(part).to_be_visible(visible=bool(fault))
    button = "() => getComputedStyle(document.querySelector('[data-testid=stFileUploaderDropzone] button p'), '::after').content"
    assert page.evaluate(button) == ("none" if fault else f'"{say("app.upload", Language.FR)}"')
    if fault:
        page.keyboard.press("Tab")
        if fault == BROKEN_SCRIPT:  # it came as far as our link, which stands beside
            page.keyboard.press("Tab")
        expect(theirs[0]).to_be_focused()
        expect(uploader.locator("button")).to_have_text(re.compile("upload", re.IGNORECASE))
    else:
        expect(page.locator("#atlas-skip")).to_have_text(say("app.skip_to_results", Language.FR))
        expect(uploader.get_by_role("button", name=say("app.upload", Language.FR))).to_be_visible()


def test_a_press_on_a_file_of_the_run_before_is_answered_with_the_file_of_now(app, visit):
    page, line = visit.page, {"held": False}
    held: list[tuple[WebSocketRoute, bytes]] = []

    def between(browser_end: WebSocketRoute) -> None:
        server_end = browser_end.connect_to_server()

        def from_server(message: str | bytes) -> None:
            assert isinstance(message, bytes)
            if line["held"]:
                held.append((browser_end, message))
            else:
                browser_end.send(message)

        server_end.on_message(from_server)

    def comes(kind: str) -> ForwardMsg:
        for _ in range(10_000):
            for _, raw in held:
                message = ForwardMsg()
                message.ParseFromString(raw)
                if message.WhichOneof("type") == kind:
                    return message
            page.evaluate("() => new Promise(requestAnimationFrame)")
        pytest.fail(f"no {kind} came")

    page.route_web_socket("**/_stcore/stream", between)
    page.goto(f"{app.url}/explore?programme=smart-region-2019")
    map_frame(page)
    settled(page)
    open_part(page, "Télécharger")
    settled(page)
    line["held"] = True  # the page has run anew, and its answer is on the way, when the visitor presses
    choose(page, say("measure.label", Language.FR), say("measure.covered", Language.FR))
    comes("script_finished")
    with page.expect_download() as told:
        page.locator(".st-key-download_file").get_by_role("button").click()
        assert "Failed" in comes("backend_operation_response").backend_operation_response.error_msg
        line["held"] = False
        for end, message in held:
            end.send(message)
    assert len(told.value.path().read_text(encoding="utf-8-sig").splitlines()) == 25
    expect(page.locator(".stDownloadButton[data-again=failed]")).to_have_count(0)


def test_a_connection_cut_in_the_middle_of_a_run_is_taken_up_and_the_page_shows_what_its_address_says(fresh_app, visit):
    page, cut, lines = visit.page, {"now": False, "times": 0}, []

    def line(browser_end: WebSocketRoute) -> None:
        server_end = browser_end.connect_to_server()
        lines.append(browser_end)

        def from_server(message: str | bytes) -> None:
            if cut["now"]:
                cut.update(now=False, times=cut["times"] + 1)
                server_end.close()
                browser_end.close(code=1001)
            else:
                browser_end.send(message)

        server_end.on_message(from_server)

    page.route_web_socket("**/_stcore/stream", line)
    page.goto(f"{fresh_app.url}/explore?theme=mobility")
    map_frame(page)
    settled(page)
    page.evaluate(STATES)
    cut["now"] = True
    page.locator(".st-key-chips").get_by_role("button", name="Mobilité").click()
    page.wait_for_function("() => window.__states.length > 1 && window.__states.at(-1) === 'CONNECTED'")
    settled(page)
    assert (cut["times"], len(lines)) == (1, 2)
    # The press itself may be lost with the line; half of it may not be shown.
    other = page.context.new_page()
    other.goto(page.url)
    map_frame(page).wait_for_function(
        "wanted => window.walloniaMap.layers().map(layer => layer.options.fillColor).join() === wanted",
        arg=",".join(fills(map_frame(other))),
    )  # the address comes before the map's new colours
    assert visit.errors == []
    assert "Traceback" not in fresh_app.log.read_text(encoding="utf-8")
