import argparse
import csv
import hashlib
import io
import json
from pathlib import Path

import pytest

from wallonia_map.cli.join import add_join_command
from wallonia_map.tables.catalog import GEODATA
from wallonia_map.uploads.limits import MAX_BYTES
from wallonia_map.uploads.match_report import REPORT_COLUMNS
from wallonia_map.uploads.reading import read_table

AWKWARD = Path(__file__).resolve().parents[1] / "data" / "awkward"
MANIFEST = json.loads((AWKWARD / "manifest.json").read_text(encoding="utf-8"))
RESOLVED = {"matched", "renamed", "recoded", "merged"}


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser()
    commands = made.add_subparsers(required=True)
    add_join_command(commands)
    return made


@pytest.fixture
def run(tmp_path, capsys, atlas, monkeypatch):
    """Join `path`: exit code, complaint, rows of the output and of the report (None where not written); the atlas is read once for all."""
    monkeypatch.setattr("wallonia_map.cli.join.load", {GEODATA: atlas}.__getitem__)

    def join_file(path: Path, *more: str):
        out, report = tmp_path / "out.csv", tmp_path / "report.csv"
        options = parser().parse_args(["join", str(path), "--out", str(out), "--report", str(report), "--geodata", str(GEODATA), *more])
        code = options.run(options)
        return code, capsys.readouterr().err, rows(out), rows(report)

    return join_file


def rows(path: Path) -> list[list[str]] | None:
    return list(csv.reader(io.StringIO(path.read_bytes().decode(), newline=""))) if path.exists() else None


@pytest.fixture
def written(tmp_path):
    def write(text: str, name: str = "in.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode())
        return path

    return write


@pytest.mark.parametrize("name", [name for name, told in MANIFEST.items() if not {"encoding", "delimiter"} & set(told.get("options", {}))])
def test_the_awkward_collection_passes_through_the_command(name, run):
    told = MANIFEST[name]
    options = told.get("options", {})
    flags = {"sheet": "--sheet", "vintage": "--vintage", "accept_score": "--accept-suggestions"}
    code, complaint, out, report = run(
        AWKWARD / name,
        *(() if "vintage" in options else ("--vintage", "2019")),
        *[text for key, flag in flags.items() if key in options for text in (flag, str(options[key]))],
    )
    if "unusable" in told:
        assert (code, out, report) == (2, None, None)
        assert complaint.endswith(".\n")
        assert complaint.count("\n") == 1
        return
    assert code == (0 if set(told["outcomes"]) <= RESOLVED else 3)
    assert report[0] == list(REPORT_COLUMNS)
    assert len(report) == 1 + sum(told["outcomes"].values())
    level = told.get("level", "municipality")
    assert out[0][:2] == ["nis", level]
    assert len(out) == 1 + {"municipality": 261 if options.get("vintage") == "2025" else 262, "province": 5, "arrondissement": 20}[level]
    cells = {(column, row[0]): row[place] for row in out[1:] for place, column in enumerate(out[0])}
    assert [(column, nis, float(cells[column, nis])) for column, nis, _ in told.get("values", [])] == [
        tuple(one) for one in told.get("values", [])
    ]
    assert all(len(row) == len(out[0]) for row in out)


@pytest.mark.parametrize("crs", ["31370", "EPSG:31370", "urn:ogc:def:crs:EPSG::31370", "http://www.opengis.net/def/crs/EPSG/0/31370"])
def test_a_system_that_a_file_does_not_say_is_declared(run, crs):
    code, complaint, out, _ = run(AWKWARD / "shapefile-no-prj.zip", "--crs", crs)
    assert (code, complaint.count("--crs")) == (0, 0)
    assert sorted(row[-1] for row in out[1:] if row[-1]) == ["1", "2"]


def test_the_report_says_what_became_of_every_row(run, written):
    code, _, out, report = run(
        written("commune;n\nLiège;1\n52063;2\nLLN;3\nGent;4\nOtignies;5\nLuik;6\n"), "--key", "commune", "--value", "n"
    )
    assert code == 3
    assert [row[:4] for row in report[1:]] == [
        ["2", "Liège", "matched", "62063"], ["3", "52063", "recoded", "55085"], ["4", "LLN", "renamed", "25121"], ["5", "Gent", "outside", ""],
        ["6", "Otignies", "unknown", ""], ["7", "Luik", "duplicate", "62063"],
    ]  # fmt: skip
    values = {row[0]: row[2] for row in out[1:] if row[2]}
    assert values == {"62063": "7", "55085": "2", "25121": "3"}


def test_all_matched_is_zero(run, written):
    assert run(written("commune;n\nLiège;1\n52063;2\n"))[0] == 0


def test_formulas_never_calculate(run, written):
    _, _, out, report = run(written('commune;=cmd;t\nLiège;1;=1+1\n"=SUM(A1)";2;x\n'), "--key", "commune")
    assert out[0][2] == "'=cmd"
    assert [row[3] for row in out if row[0] == "62063"] == ["'=1+1"]
    assert report[2][1] == "'=SUM(A1)"


def test_values_that_do_not_exist_are_unusable_input(run, written):
    path = written("commune;n\nLiège;1\n")
    for more in (["--key", "x"], ["--value", "x"], ["--vintage", "2018"]):
        code, complaint, out, _ = run(path, *more)
        assert (code, out) == (2, None)
        assert complaint.count("\n") == 1
    with pytest.raises(SystemExit) as caught:
        run(path, "--accept-suggestions", "101")
    assert caught.value.code == 2


def test_the_input_is_never_overwritten(tmp_path, written, capsys):
    path = written("commune;n\nLiège;1\n")
    for out, report in (
        (path, tmp_path / "r.csv"),
        (tmp_path / "o.csv", path),
        (tmp_path / "o.csv", tmp_path / "o.csv"),
        (tmp_path / "no/o.csv", path),
    ):
        options = parser().parse_args(["join", str(path), "--out", str(out), "--report", str(report)])
        assert options.run(options) == 2
        assert path.read_text(encoding="utf-8").startswith("commune")
    assert capsys.readouterr().err


def test_a_missing_or_too_large_file_is_one_sentence(run, tmp_path):
    assert run(tmp_path / "none.csv")[:2] == (2, f"No such file: {tmp_path / 'none.csv'}\n")
    assert run(tmp_path)[0] == 2
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 10)
    assert run(large)[:2] == (2, "The file is larger than 50 MB.\n")


def test_nothing_is_left_behind(run, written, tmp_path):
    run(written("commune;n\nLiège;1\n"))
    assert {path.name for path in tmp_path.iterdir()} == {"in.csv", "out.csv", "report.csv"}


def test_the_result_is_what_its_ending_says_and_has_a_receipt(written, tmp_path, capsys):
    path = written("commune;n\nLiège;12,5\nNamur;-3\n")
    receipt = tmp_path / "receipt.txt"
    for ending in ("csv", "xlsx", "gpkg"):
        out = tmp_path / f"out.{ending}"
        options = parser().parse_args(["join", str(path), "--out", str(out), "--receipt", str(receipt), "--geodata", str(GEODATA)])
        assert options.run(options) == 0
        table = read_table(out.read_bytes(), out.name)
        assert (
            dict(zip(table.cells["nis"] if ending == "gpkg" else table.cells.iloc[:, 0], table.numbers("n"), strict=True))["62063"] == 12.5
        )
        told = receipt.read_text(encoding="utf-8")
        assert hashlib.sha256(out.read_bytes()).hexdigest() in told
        assert f"File: out.{ending}" in told
        assert "2 rows in the file, 2 joined to a municipality" in told
    assert capsys.readouterr().err.count("\n") == 3


def test_an_ending_that_is_not_written_is_named(written, tmp_path, capsys):
    path = written("commune;n\nLiège;1\n")
    options = parser().parse_args(["join", str(path), "--out", str(tmp_path / "out.ods"), "--geodata", str(GEODATA)])
    assert options.run(options) == 2
    assert capsys.readouterr().err == "'.ods' is not a known ending of a result; valid: .csv, .txt, .xlsx, .gpkg\n"


LONG = "commune;annee;sexe;n\nLiège;2022;H;1\nLiège;2022;F;2\nLiège;2023;H;4\nLiège;2023;F;8\nNamur;2022;H;16\nNamur;2022;F;32\nNamur;2023;H;64\nNamur;2023;F;128\n"


@pytest.mark.parametrize(
    ("options", "code", "found"),
    [
        ((), 0, {"n 2022 H": "1", "n 2022 F": "2", "n 2023 H": "4", "n 2023 F": "8"}),
        (("--keep", "annee=2023"), 0, {"n 2023 H": "4", "n 2023 F": "8"}),
        (("--keep", "annee=2023", "--keep", "sexe=F"), 0, {"n 2023 F": "8"}),
        (("--keep", "annee=2023", "--add-up", "sexe"), 3, {"n 2023": "12"}),
        (("--add-up", "annee", "--add-up", "sexe"), 3, {"n": "15"}),
    ],
)
def test_a_long_table_is_joined_as_asked(run, written, options, code, found):
    got, said, out, report = run(written(LONG), *options)
    liege = dict(zip(out[0], next(row for row in out if row[0] == "62063"), strict=True))
    assert got == code
    assert {name: value for name, value in liege.items() if name.startswith("n ") or name == "n"} == found
    assert len(report) == 1 + 8
    assert said.count("Long table:") == 2


def test_a_value_that_a_long_table_has_not_is_one_sentence(run, written):
    code, said, out, _ = run(written(LONG), "--keep", "annee=1999")
    assert (code, out) == (2, None)
    assert said == "'1999' is not a known value of annee; valid: 2022, 2023\n"


def test_several_in_a_cell_are_shared_out_equally(run, written):
    path = written('communes;n\n"Herstal; Liège";100\nLiège;1\n')
    assert run(path)[0] == 3
    code, _, out, report = run(path, "--split-by", "equal")
    assert code == 0
    assert {row[0]: row[2] for row in out[1:] if row[2]} == {"62051": "50", "62063": "51"}
    assert report[1][-1] == "Shared out equally: Herstal 50.0 %, Liège 50.0 %."


def test_a_level_can_be_told(run, written):
    code, _, out, _ = run(written("nom;n\nLiège;1\nNamur;2\n"), "--level", "province")
    assert (code, out[0]) == (0, ["nis", "province", "n"])
    assert {row[0]: row[2] for row in out[1:] if row[2]} == {"60000": "1", "90000": "2"}
