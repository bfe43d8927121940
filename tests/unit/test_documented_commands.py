"""The command lines of the documents run as they stand."""

import shlex
from pathlib import Path

import pytest

from tests.unit.test_documents import DOCUMENTS, ROOT, commands_in, read
from wallonia_map.cli.main import main

#: What a test cannot run as it stands, with the reason; that each is understood is tested with the documents.
NOT_RUN = {
    "app": "starts a server until it is told to end", "push": "needs a database", "search": "needs the catalogue, which comes from the network",
    "rebuild": "writes geodata/", "changes": "writes geodata/", "new-programme": "writes geodata/", "new-vintage": "writes geodata/",
    "fetch": "asks another machine, or reads a file that came from there", "completion": "has a test of its own",
    "partition": "has a test of its own", "note": "has a test of its own", "sheets": "makes a PDF of 38 sheets: has a test of its own",
}  # fmt: skip
LINES = sorted({
    line for name in DOCUMENTS for line in commands_in(read(name))
    if line.startswith("python -m wallonia_map ") and line.split()[3] not in NOT_RUN
})  # fmt: skip


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """A folder in which the documents stand, and in which files may be left."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / "docs").symlink_to(ROOT / "docs")
    return folder


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.removeprefix("python -m wallonia_map "))
def test_a_line_runs_as_it_stands(line, checkout, monkeypatch, capsys):
    monkeypatch.chdir(checkout)
    before = {path.name: path.read_bytes() for path in (ROOT / "docs" / "examples").iterdir()}
    assert main(shlex.split(line)[3:]) == 0, capsys.readouterr()
    assert capsys.readouterr().out.strip() or "--out" in line
    assert {path.name: path.read_bytes() for path in (ROOT / "docs" / "examples").iterdir()} == before
