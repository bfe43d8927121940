import argparse
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.unit.test_keeping_template import PLAIN, book_of, csv_of
from tests.unit.test_rebuild import bytes_of
from wallonia_map.cli.keeper import add_keeper_commands
from wallonia_map.errors import UnknownValueError
from wallonia_map.tables.catalog import GEODATA
from wallonia_map.tables.loading import every_problem


def run(*arguments: object) -> int:
    """The keeper's commands as the command line runs them, without the exit codes of its errors."""
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(required=True)
    add_keeper_commands(commands)
    options = parser.parse_args([str(argument) for argument in arguments])
    return options.run(options)


def test_a_template_is_written_filled_and_added(small_copy, tmp_path, capsys):
    out = tmp_path / "t.xlsx"
    assert run("template", "projects", "--out", out, "--geodata", small_copy) == 0
    book = openpyxl.load_workbook(out)
    page = book.worksheets[0]
    for cell in page[1]:
        if cell.value in PLAIN:
            page.cell(2, cell.column, PLAIN[cell.value])
    book.save(out)
    assert run("add", out, "--programme", "projects", "--geodata", small_copy) == 0
    told = capsys.readouterr().out
    assert "identifier made from the title: voies-vertes" in told
    assert "changed  source/initiatives/projects.csv" in told
    assert list(every_problem(small_copy)) == []
    assert run("add", out, "--programme", "projects", "--geodata", small_copy) == 0
    assert "Nothing to do" in capsys.readouterr().out


def test_a_dry_run_writes_nothing(small_copy, tmp_path, capsys):
    (tmp_path / "t.xlsx").write_bytes(book_of(PLAIN))
    before = bytes_of(small_copy)
    assert run("add", tmp_path / "t.xlsx", "--programme", "projects", "--dry-run", "--geodata", small_copy) == 0
    assert "Dry run" in capsys.readouterr().out
    assert bytes_of(small_copy) == before


def test_every_problem_is_printed_and_the_exit_code_is_one(small_copy, tmp_path, capsys):
    (tmp_path / "t.csv").write_bytes(csv_of(PLAIN | {"confidence": "sure", "source_urls": ""}, PLAIN | {"title": "=1"}))
    assert run("add", tmp_path / "t.csv", "--programme", "projects", "--geodata", small_copy) == 1
    told = capsys.readouterr().out
    assert "Row 2, column confidence, “sure”: is not an allowed value" in told
    assert "Row 2, column source_urls: this required cell is empty" in told
    assert "Row 3, column title, “=1”" in told
    assert told.endswith("problems: nothing was written\n")


@pytest.mark.parametrize("command", [["add", "t.csv", "--programme", "nothing"], ["template", "nothing", "--out", "t.csv"]])
def test_an_unknown_programme_is_for_the_caller_to_tell(small_copy, command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if command[0] == "add":
        Path("t.csv").write_text("title\n", encoding="utf-8")
    with pytest.raises(UnknownValueError, match="'nothing' is not a known programme; valid: smart-region-2019"):
        run(*command, "--geodata", small_copy)


def test_a_template_never_replaces_a_file(small_copy, tmp_path, capsys):
    out = tmp_path / "t.csv"
    out.write_text("filled", encoding="utf-8")
    assert run("template", "projects", "--out", out, "--geodata", small_copy) == 1
    assert out.read_text(encoding="utf-8") == "filled"
    assert "nothing was written" in capsys.readouterr().err


def test_a_form_that_does_not_exist_is_told(small_copy, tmp_path):
    with pytest.raises(UnknownValueError, match="csv, xlsx"):
        run("template", "projects", "--out", tmp_path / "t.pdf", "--geodata", small_copy)


def test_neither_the_commands_nor_the_package_load_the_rebuild_or_a_reader_of_workbooks():
    script = (
        "import sys, wallonia_map.cli.keeper, wallonia_map.curation\n"
        "heavy = {name for name in sys.modules if name.startswith(('wallonia_map.rebuild', 'openpyxl', 'xlsxwriter', 'streamlit'))}\n"
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=GEODATA.parent, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
