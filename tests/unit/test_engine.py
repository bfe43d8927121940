"""The setting that chooses an engine, where the extra `scale` is installed or not."""

import subprocess
import sys
from pathlib import Path

import pytest

from wallonia_map.errors import UnknownValueError, WalloniaMapError
from wallonia_map.questions.engine import PARTITIONS, SETTING, Embedded, _engine, engine

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def no_engine_is_kept():
    _engine.cache_clear()
    yield
    _engine.cache_clear()


def test_without_a_setting_this_process_counts(monkeypatch):
    monkeypatch.delenv(SETTING, raising=False)
    assert isinstance(engine(), Embedded)


@pytest.mark.parametrize("name", ["spark", "http://example.org", "tcp:/nowhere", "dask; rm"])
def test_an_engine_that_does_not_exist_is_told_with_those_that_do(name, monkeypatch):
    monkeypatch.setenv(SETTING, name)
    with pytest.raises(UnknownValueError, match="embedded, dask"):
        engine()


def test_without_the_extra_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setenv(SETTING, "dask")
    monkeypatch.setenv(PARTITIONS, "anywhere")
    monkeypatch.setitem(sys.modules, "dask_geopandas", None)
    monkeypatch.delitem(sys.modules, "wallonia_map.questions.dask_engine", raising=False)
    with pytest.raises(WalloniaMapError, match=r"wallonia-map\[scale\]"):
        engine()


def test_nobody_loads_dask_who_does_not_ask_for_it():
    script = "import sys, wallonia_map.cli.main, wallonia_map.views.summary; sys.exit(any(name.startswith(('dask', 'distributed')) for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0
