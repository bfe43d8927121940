"""What the server does before its first visitor comes, and beside them."""

import asyncio
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from wallonia_map.errors import MissingDataError
from wallonia_map.i18n import Language
from wallonia_map.maps.assets import are_published
from wallonia_map.server import application
from wallonia_map.sharing import in_use
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.view import BEGINNING

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def prepared(monkeypatch) -> list[object]:
    """The atlases that were prepared for."""
    found: list[object] = []
    monkeypatch.setattr(application, "prepare", found.append)
    return found


def begin_and_end() -> None:
    """On a thread of its own: a browser test of the same process may have left a loop running on this one."""

    async def both() -> None:
        async with application.lifespan(None):
            pass

    with ThreadPoolExecutor(1) as apart:
        apart.submit(lambda: asyncio.run(both())).result()


def test_the_atlas_is_loaded_before_the_port_answers_and_the_first_view_is_prepared_beside(monkeypatch, prepared):
    monkeypatch.setattr(application, "warm", lambda: "the atlas")
    begin_and_end()
    assert prepared == ["the atlas"]


def test_data_that_cannot_be_used_leave_the_server_standing(monkeypatch, prepared, tmp_path, caplog):
    def missing() -> None:
        raise MissingDataError(tmp_path / "datapackage.json")

    monkeypatch.setattr(in_use, "atlas", missing)
    begin_and_end()
    assert prepared == []
    assert "the first visitor will be told" in caplog.text


def test_what_is_read_ahead_brings_the_map_s_library_and_no_component_of_streamlit_s():
    """A component that is declared without a visitor is not known to Streamlit, and its map stays empty."""
    code = (
        "import importlib, sys; from wallonia_map.server.application import READ_AHEAD\n"
        "for name in READ_AHEAD: importlib.import_module(name)\n"
        "print('folium.plugins' in sys.modules, 'streamlit_folium' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert found.stdout.split() == ["True", "False"]


def test_what_is_prepared_are_the_first_view_and_the_files_of_its_map(small, caplog):
    with caplog.at_level("DEBUG", application.__name__):
        application.prepare(small)
    assert view_summary(small, BEGINNING, Language.FR).sentence in caplog.text
    assert are_published(in_use.assets(small).addresses)


def test_a_map_that_cannot_be_prepared_is_told_and_stops_no_server(monkeypatch, small, caplog):
    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(in_use, "assets", full)
    application.prepare(small)
    assert "No space left on device" in caplog.text
