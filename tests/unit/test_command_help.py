import os
import shlex
import signal
import subprocess
import sys

import pytest

from wallonia_map.cli import main as command_line
from wallonia_map.cli import options as shared
from wallonia_map.cli.completion import SHELLS
from wallonia_map.cli.examples import EXAMPLES
from wallonia_map.cli.main import main
from wallonia_map.cli.parser import LISTS, filled
from wallonia_map.model import Indicator, Programme, RoleRule, Status, Theme


def help_of(command: str, capsys) -> str:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("command", ["coverage", "initiatives", "export", "need", "years", "compare"])
def test_help_lists_the_programmes_themes_statuses_and_rules_of_the_data(command, capsys):
    said = help_of(command, capsys)
    for value in (*Programme, *Theme, *Status, *RoleRule):
        assert f"\n  {value} " in said, value


@pytest.mark.parametrize("command", ["peers", "sheet", "export", "need"])
def test_help_lists_the_indicators_where_one_is_asked_for(command, capsys):
    said = help_of(command, capsys)
    assert [item.value for item in Indicator if f"\n  {item.value} " not in said] == []


def test_every_command_has_an_example_that_it_understands():
    parser = command_line._parser()
    commands = set(next(action.choices for action in parser._actions if action.choices))
    assert commands == set(EXAMPLES)
    for command, examples in EXAMPLES.items():
        for example in examples:
            words = shlex.split(filled(example).partition(" > ")[0])
            assert words[0] == command
            parser.parse_args(words)


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_completes_commands_and_the_words_of_the_data(shell, capsys):
    pytest.importorskip("shtab", reason="shtab is not installed: completion was not tried")
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    for word in ("coverage", "need", "--programme" if shell != "fish" else "programme", *LISTS["programmes"](), *LISTS["indicators"]()):
        assert word in script, word


def test_without_its_package_completion_says_what_to_install(capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "shtab", None)
    assert main(["completion", "bash"]) == 1
    assert "pip install shtab" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["join", "nowhere.csv", "--out", "out.csv"], ["add", "nowhere.csv", "--dry-run"], ["new-vintage", "2030", "--from", "2030-01-01", "--mergers", "nowhere.csv"],
     ["fetch", "statbel", "X", "--file", "nowhere.csv"], ["search", "walstat", "x", "--catalogue", "nowhere.csv"]],
    ids=lambda words: words[0],
)  # fmt: skip
def test_a_file_that_is_not_there_is_named_with_its_cause(arguments, small_copy, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main([*arguments, "--geodata", str(small_copy)]) in (1, 2)
    said = "".join(capsys.readouterr())
    assert "No such file: nowhere.csv" in said
    assert len(said.splitlines()) <= 2


def test_a_data_folder_that_is_not_there_is_named(tmp_path, capsys):
    assert main(["coverage", "--geodata", str(tmp_path / "nowhere")]) == 1
    assert capsys.readouterr().err == f"No such folder: {tmp_path / 'nowhere'}\n"


@pytest.mark.parametrize(
    ("what", "name", "complaint"),
    [("png", "map.pdf", "it ends in .pdf, but png was asked for, which ends in .png"),
     ("report", "report.png", "it ends in .png, but report was asked for, which ends in .pdf")],
)  # fmt: skip
def test_a_name_that_promises_another_kind_of_file_is_refused(what, name, complaint, tmp_path, capsys):
    out = tmp_path / name
    assert main(["export", "--what", what, "--out", str(out)]) == 1
    assert capsys.readouterr().err == f"cannot write {out}: {complaint}\n"
    assert not out.exists()


def test_out_stays_as_it_was_where_the_report_cannot_be_written(small_geodata, tmp_path, monkeypatch, capsys):
    source, out, report = tmp_path / "in.csv", tmp_path / "out.csv", tmp_path / "report.csv"
    source.write_text("commune;n\nClairval;1\n", encoding="utf-8")
    out.write_text("before", encoding="utf-8")
    done = []

    def full_at_the_second(_file: int) -> None:
        done.append(1)
        if len(done) == 2:
            raise OSError(28, os.strerror(28))

    monkeypatch.setattr("wallonia_map.cli.written.os.fsync", full_at_the_second)
    assert main(["join", str(source), "--out", str(out), "--report", str(report), "--geodata", str(small_geodata)]) == 2
    assert capsys.readouterr().err.endswith(f"cannot write {report}: Disk full\n")
    assert out.read_text(encoding="utf-8") == "before"
    assert not report.exists()


def test_a_table_fits_the_terminal_and_is_whole_elsewhere(small_geodata, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "72")
    main(["initiatives", "--geodata", str(small_geodata)])
    assert max(map(len, capsys.readouterr().out.splitlines())) > 72
    monkeypatch.setattr(shared.sys.stdout, "isatty", lambda: True)
    main(["initiatives", "--geodata", str(small_geodata)])
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 72


def test_shares_in_files_have_six_decimals(small_geodata, capsys):
    main(["coverage", "--format", "csv", "--geodata", str(small_geodata)])
    heading, row = (line.split(",") for line in capsys.readouterr().out.splitlines())
    shares = [cell for name, cell in zip(heading, row, strict=True) if name.startswith("share_")]
    assert shares == ["0.666667", "0.416667", "0.615385"]


def test_a_stop_by_the_keyboard_ends_without_a_trace(small_geodata, monkeypatch, capsys):
    def stopped(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("wallonia_map.cli.figures.load", stopped)
    assert main(["coverage", "--geodata", str(small_geodata)]) == 130
    assert capsys.readouterr() == ("", "")


def until_loaded(process: subprocess.Popen[str], module: str, times: int) -> None:
    """Read what the command and the processes that it started import, line by line, until `module` was imported so many times."""
    assert process.stderr is not None
    for line in process.stderr:
        times -= line.split("|")[-1].strip() == module
        if times == 0:
            return
    pytest.fail(f"it ended before it imported {module}")


def interrupted(arguments: list[str], module: str, times: int) -> tuple[int, str, list[str]]:
    """Send what Ctrl-C sends, to every process of the command, at a moment of its imports: exit code, output, and errors but for the imports."""
    process = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "wallonia_map", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    until_loaded(process, module, times)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, [line for line in err.splitlines() if not line.startswith("import time:")]


@pytest.mark.skipif(sys.platform == "win32", reason="a signal of its own kind there: not tried")
def test_a_stop_while_everything_is_still_loading_ends_without_a_trace():
    assert interrupted(["coverage"], "pandas", 1) == (130, "", [])


@pytest.mark.skipif(sys.platform != "linux", reason="the processes of a process begin in an order of their own there: not tried")
@pytest.mark.parametrize(("module", "times"), [("site", 3), ("numpy", 2)], ids=["it begins", "it loads what it needs"])
def test_a_stop_while_a_table_s_reader_starts_ends_without_a_trace(tmp_path, module, times):
    """Each process imports `site` first: the command, what looks after its resources, and third the reader."""
    (tmp_path / "in.csv").write_text("commune;n\nLiège;1\n", encoding="utf-8")
    arguments = ["join", str(tmp_path / "in.csv"), "--out", str(tmp_path / "out.csv")]
    assert interrupted(arguments, module, times) == (130, "", [])
    assert not (tmp_path / "out.csv").exists()
