"""The app from its wheel, where nobody may write beside it."""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import RUNNING, App, _answering, free_port
from tests.browser.test_explore import map_frame
from tests.installed import Installed, environment, install

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Installed:
    return install(tmp_path_factory.mktemp("installed"))


@pytest.fixture
def app_of_wheel(installed, tmp_path) -> Iterator[App]:
    """`wallonia-map app`, for which `tmp_path` is where temporary files go."""
    port = free_port()
    command = [str(installed.command), "app", "--address", "127.0.0.1", "--port", str(port)]
    variables = {**environment(), "TMPDIR": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    with tempfile.NamedTemporaryFile(suffix=".log") as log:
        process = subprocess.Popen(command, cwd=installed.elsewhere, env=variables, stdout=log, stderr=subprocess.STDOUT)
        started = App(f"http://127.0.0.1:{port}", process, Path(log.name))
        RUNNING.append(started)
        yield from _answering(started)


def tree(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_a_deep_link_is_the_first_visit_and_nothing_is_written_beside_the_package(app_of_wheel, installed, visit, tmp_path):
    before = tree(installed.folder)
    visit.page.goto(f"{app_of_wheel.url}/explore?programme=leader-2014-2020")
    assert map_frame(visit.page).locator(".leaflet-overlay-pane path.leaflet-interactive").count() == 261
    assert (visit.outside, visit.errors) == (set(), [])
    assert tree(installed.folder) == before
    (folder,) = tmp_path.glob("wallonia-map-files-*")
    assert list(folder.glob("shapes-2025-*.json"))
    told = app_of_wheel.log.read_text(encoding="utf-8")
    assert f":{app_of_wheel.url.rpartition(':')[2]}\n" in told
    assert "Traceback" not in told
    app_of_wheel.process.terminate()
    assert app_of_wheel.process.wait(15) == 0, app_of_wheel.log.read_text(encoding="utf-8")
    assert not folder.exists()
