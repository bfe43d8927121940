import datetime
import errno
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from wallonia_map.cli.main import _parser, main
from wallonia_map.errors import UnknownValueError
from wallonia_map.export import formats
from wallonia_map.export.receipt import File
from wallonia_map.i18n import Language
from wallonia_map.model import Selection
from wallonia_map.questions.coverage import coverage
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.view import View

DAY = datetime.date(2026, 11, 1)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run(small_geodata, capsys, tmp_path):
    """Export from the small world into a folder of one's own: exit code, output, complaint, file."""

    def run_command(*arguments: str, out: Path | None = None) -> tuple[int, str, str, Path]:
        path = out or tmp_path / "taken.bin"
        code = main(["export", "--out", str(path), *arguments, "--geodata", str(small_geodata)])
        return code, *capsys.readouterr(), path

    return run_command


@pytest.mark.parametrize(
    ("what", "begins"),
    [("xlsx", b"PK"), ("geojson", b'{"type":"FeatureCollection"'), ("gpkg", b"SQLite format 3"), ("csv", b"\xef\xbb\xbf")],
)
def test_a_file_is_what_was_asked_for(run, what, begins):
    code, out, err, path = run("--what", what, "--lang", "en")
    assert code == 0
    assert path.read_bytes().startswith(begins)
    assert err == f"… {what}\n"
    assert out.startswith(f"{path}: {path.stat().st_size:,} bytes in ")
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_slides_from_the_command_line_have_the_map_drawn_on_them(run):
    code, _, _, path = run("--what", "pptx", "--lang", "de", "--show", "covered")
    assert code == 0
    with zipfile.ZipFile(path) as made:
        (picture,) = [name for name in made.namelist() if name.startswith("ppt/media/")]
        assert made.read(picture).startswith(b"\x89PNG")


def test_slides_for_a_dark_hall_have_maps_on_black(run):
    code, _, _, path = run("--what", "pptx", "--show", "covered", "--dark")
    assert code == 0
    with zipfile.ZipFile(path) as made:
        (picture,) = [name for name in made.namelist() if name.startswith("ppt/media/")]
        assert Image.open(io.BytesIO(made.read(picture))).convert("RGB").getpixel((0, 0)) == (0, 0, 0)


def test_filters_measure_language_and_address_reach_the_file(run, small):
    arguments = ("--programme", "smart-region-2019", "--role", "extended", "--vintage", "2025", "--show", "covered", "--lang", "nl")
    _, _, _, path = run("--what", "geojson", *arguments)
    told = json.loads(path.read_bytes())
    assert (told["metadata"]["vintage"], told["metadata"]["language"]) == ("2025", "nl")
    assert {feature["properties"]["measure"] for feature in told["features"]} == {"covered"}
    _, _, _, path = run("--what", "xlsx", *arguments, "--address", "https://atlas.test/")
    values = {row[1] for row in openpyxl.load_workbook(io.BytesIO(path.read_bytes())).worksheets[-1].iter_rows(values_only=True)}
    whole = "lang=nl&programme=smart-region-2019&role=extended&vintage=2025&show=covered&share=equal&year=2025"
    assert f"https://atlas.test/v/{small.catalog.version}/explore?{whole}" in values


def test_figures_equal_those_of_the_other_commands(run, small):
    _, _, _, path = run("--what", "geojson", "--province", "Nord", "--theme", "governance")
    features = json.loads(path.read_bytes())["features"]
    known = coverage(small, Selection(provinces=("10000",), themes=("governance",)))
    assert len(features) == known.municipalities
    assert sum(feature["properties"]["is_covered"] for feature in features) == known.municipalities_covered


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--what", "png", "--dark"), "'png' is not a known file for a dark hall"),
        (("--what", "docx"), "'docx' is not a known file"),
        (("--what", "csv", "--lang", "it"), "'it' is not a known language"),
        (("--what", "csv", "--show", "magic"), "'magic' is not a known measure"),
        (("--what", "csv", "--programme", "magic"), "'magic' is not a known programme"),
        (("--what", "csv", "--province", "Atlantide"), "'Atlantide' is not a known province"),
        (("--what", "csv", "--vintage", "1830"), "'1830' is not a known vintage"),
        (("--what", "csv", "--population-year", "1830"), "1830 is not a known population year"),
    ],
)
def test_a_value_that_does_not_exist_is_one_sentence_and_no_file(run, arguments, complaint):
    code, out, err, path = run(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(complaint)
    assert not path.exists()


def test_a_folder_that_does_not_exist_is_one_sentence(run, tmp_path):
    code, _, err, _ = run("--what", "csv", out=tmp_path / "nowhere" / "rows.csv")
    assert (code, err) == (1, f"cannot write {tmp_path}/nowhere/rows.csv: the folder {tmp_path}/nowhere does not exist\n")


def test_a_folder_is_no_file(run, tmp_path):
    code, _, err, _ = run("--what", "csv", out=tmp_path)
    assert (code, err) == (1, f"cannot write {tmp_path}: it is not a file\n")


def test_a_full_disk_leaves_what_was_there(run, tmp_path, monkeypatch):
    path = tmp_path / "rows.csv"
    path.write_text("before", encoding="utf-8")

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    code, out, err, _ = run("--what", "csv", out=path)
    assert (code, out) == (1, "")
    assert err.splitlines() == ["… csv", f"cannot write {path}: Disk full"]
    assert path.read_text(encoding="utf-8") == "before"
    assert [file.name for file in tmp_path.iterdir()] == ["rows.csv"]


def test_a_new_file_takes_the_place_of_the_old_one(run, tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text("before", encoding="utf-8")
    code, _, _, _ = run("--what", "csv", out=path)
    assert code == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_export_takes_the_filters_of_initiatives():
    commands = next(action for action in _parser()._actions if action.choices and "export" in action.choices).choices

    def options(name: str) -> set[str]:
        return {option for action in commands[name]._actions for option in action.option_strings}

    assert options("initiatives") - options("export") == {"--format"}


@pytest.mark.parametrize("form", formats.FORMS)
def test_every_form_has_its_maker(small, form, monkeypatch):
    """The makers of other modules are replaced: they have tests of their own."""
    made = File("x", "x/y", b"made")
    for module, name in (("static_map", "static_map"), ("report", "report"), ("html_page", "html_page")):
        stand_in = type(sys)(f"wallonia_map.export.{module}")
        setattr(stand_in, name, lambda *_arguments, **_options: made)
        monkeypatch.setitem(sys.modules, f"wallonia_map.export.{module}", stand_in)
    file = formats.export(form, view_summary(small, View(), Language.FR), day=DAY, permalink="https://a.test")
    assert isinstance(file, File)
    assert file.content


def test_a_form_that_does_not_exist_is_refused(small):
    summary = view_summary(small, View(measure=Measure.COVERED), Language.FR)
    with pytest.raises(UnknownValueError, match="'docx' is not a known file"):
        formats.export("docx", summary, day=DAY, permalink="")


def test_nothing_slow_is_loaded_before_it_is_asked_for():
    script = (
        "import sys, wallonia_map.cli.export\n"
        "sys.exit(', '.join({name.split('.')[0] for name in sys.modules} & {'matplotlib', 'pptx', 'xlsxwriter', 'streamlit'}) or 0)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (run.returncode, run.stderr) == (0, "")
