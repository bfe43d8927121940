"""What the server does before its first visitor comes, and beside them."""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from wallonia_map.errors import MissingDataError
from wallonia_map.server import application
from wallonia_map.sharing import in_use


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


def test_what_is_prepared_brings_the_map_s_library_and_nothing_of_streamlit_s_component(small, monkeypatch):
    monkeypatch.delitem(sys.modules, "folium.plugins", raising=False)
    component = sys.modules.get("streamlit_folium")
    application.prepare(small)
    assert "folium.plugins" in sys.modules
    assert sys.modules.get("streamlit_folium") is component
