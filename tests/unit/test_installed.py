"""The atlas from its wheel answers as the checkout does."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.installed import ROOT, Installed, install
from wallonia_map import __version__

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Installed:
    return install(tmp_path_factory.mktemp("installed"))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }  # fmt: skip


def test_wheel_and_source_archive_pass_the_index_s_own_checks(installed):
    assert [path.name.removeprefix(f"wallonia_map-{__version__}") for path in installed.files] == ["-py3-none-any.whl", ".tar.gz"]
    ran = subprocess.run(
        [sys.executable, "-m", "twine", "check", "--strict", *installed.files], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_package_carries_the_data_the_pages_and_the_settings_unchanged(installed):
    shipped = installed.package / "_shipped"
    assert contents(shipped / "geodata") == contents(ROOT / "geodata")
    assert contents(shipped / "pages") == contents(ROOT / "pages")
    for name in ("app.py", ".streamlit/config.toml"):
        assert (shipped / name).read_bytes() == (ROOT / name).read_bytes()


def test_it_says_its_version(installed):
    told = installed.ask("--version")
    assert (told.returncode, told.stdout) == (0, f"wallonia-map {__version__}\n")


@pytest.mark.parametrize("question", [["coverage", "--programme", "leader-2014-2020", "--format", "csv"], ["check"], ["describe"]])
def test_it_answers_as_the_checkout_does(installed, question):
    told = installed.ask(*question)
    known = subprocess.run([sys.executable, "-m", "wallonia_map", *question], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert told.stdout == known.stdout != ""


def test_a_wrong_question_names_the_command_that_was_typed(installed):
    told = installed.ask("coverage", "--format", "xml")
    assert told.returncode == 2
    assert told.stderr.startswith("usage: wallonia-map coverage ")
