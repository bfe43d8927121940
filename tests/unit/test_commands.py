import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from wallonia_map.cli.main import main
from wallonia_map.questions.coverage import COVERAGE_COLUMNS

COLUMNS = (
    "territory_nis,territory,municipalities,municipalities_covered,municipalities_not_known,share_municipalities,inhabitants,"
    "inhabitants_covered,inhabitants_not_known,share_inhabitants,area_km2,area_covered_km2,area_not_known_km2,share_area"
)


@pytest.fixture
def run(small_geodata, capsys):
    """Run a command on the small world: exit code, output, complaint."""

    def run_command(*arguments: str, geodata=small_geodata) -> tuple[int, str, str]:
        code = main([*arguments, "--geodata", str(geodata)])
        return code, *capsys.readouterr()

    return run_command


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_coverage_as_csv_has_the_promised_columns_and_figures(run):
    code, out, err = run("coverage", "--format", "csv")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == COLUMNS == ",".join(COVERAGE_COLUMNS)
    (row,) = rows_of(out)
    assert (row["territory_nis"], row["municipalities_covered"], row["inhabitants_covered"], row["area_covered_km2"]) == (
        "03000",
        "4",
        "5000",
        "8.0",
    )
    assert float(row["share_inhabitants"]) == pytest.approx(5 / 12)


def test_coverage_as_json_has_the_same_figures(run):
    _, out, _ = run("coverage", "--by", "province", "--format", "json")
    rows = json.loads(out)
    assert [row["territory"] for row in rows] == ["Nord", "Sud", "Est"]
    assert list(rows[0]) == COLUMNS.split(",")
    assert [row["share_municipalities"] for row in rows] == [1, 0, 1]


def test_coverage_as_a_table_writes_shares_as_percentages(run):
    _, out, _ = run("coverage")
    assert "66.7%" in out
    assert "12000" in out


@pytest.mark.parametrize(
    ("arguments", "covered"),
    [
        (["--role", "extended"], "5"),
        (["--vintage", "2025"], "3"),
        (["--theme", "mobility"], "2"),
        (["--theme", "mobility", "--theme", "governance"], "3"),
        (["--stage", "idea"], "1"),
        (["--programme", "leader-2014-2020"], "2"),
        (["--programme", "leader-2014-2020", "--programme", "leader-2023-2027"], "4"),
    ],
)
def test_filters_count_the_municipalities_covered_by_at_least_one(run, arguments, covered):
    _, out, _ = run("coverage", *arguments, "--format", "csv")
    assert rows_of(out)[0]["municipalities_covered"] == covered


def test_another_population_year(run):
    _, out, _ = run("coverage", "--population-year", "2018", "--format", "csv")
    assert rows_of(out)[0]["inhabitants"] == "11400"


def test_initiatives_as_csv(run):
    code, out, _ = run("initiatives", "--programme", "smart-region-2019", "--format", "csv")
    rows = {row["initiative_id"]: row for row in rows_of(out)}
    assert code == 0
    assert {name: row["municipalities"] for name, row in rows.items()} == {"sr-agency": "0", "sr-water": "2"}
    assert rows["sr-water"]["source_urls"] == "https://example.org/sr-water"


@pytest.mark.parametrize(
    ("arguments", "listed"),
    [
        (["--province", "south"], {"failed", "idea"}),
        (["--province", "20000", "--role", "extended"], {"failed", "idea", "sr-agency"}),
        (["--municipality", "forville"], {"chargers", "lag23-est"}),
        (["--municipality", "31003", "--vintage", "2025"], {"chargers", "lag23-est", "park"}),
        (["--municipality", "19001", "--municipality", "Dunois"], {"lag14-nord", "lag23-nord", "sr-water"}),
        (["--municipality", "Dunois"], set()),
    ],
)
def test_initiatives_of_a_place(run, arguments, listed):
    code, out, _ = run("initiatives", *arguments, "--format", "json")
    assert code == 0
    assert {row["initiative_id"] for row in json.loads(out)} == listed


def test_a_missing_amount_is_null_in_json_and_empty_in_csv(run):
    _, out, _ = run("initiatives", "--programme", "leader-2014-2020", "--format", "json")
    assert json.loads(out)[0]["subsidy_eur"] is None
    _, out, _ = run("initiatives", "--programme", "leader-2014-2020", "--format", "csv")
    assert rows_of(out)[0]["subsidy_eur"] == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["coverage", "--programme", "leader"], "'leader' is not a known programme; did you mean: leader-2014-2020, "),
        (["coverage", "--theme", "moblity"], "'moblity' is not a known theme; did you mean: mobility? valid: mobility, "),
        (["coverage", "--theme", "x"], "'x' is not a known theme; valid: mobility, "),
        (["coverage", "--role", "x"], "'x' is not a known role rule; valid: strict, extended"),
        (["coverage", "--by", "municipality"], "'municipality' is not a known territory level; valid: region, province, arrondissement"),
        (["coverage", "--vintage", "2018"], "'2018' is not a known vintage; valid: 2019, 2025"),
        (["coverage", "--population-year", "2025"], "2025 is not a known population year of vintage 2019; valid: 2018, 2019"),
        (["coverage", "--stage", "x"], "'x' is not a known stage; valid: idea, "),
        (["initiatives", "--province", "Ouest"], "'Ouest' is not a known province; valid: Nord, Sud, Est"),
        (
            ["initiatives", "--municipality", "Le Hameau"],
            "'Le Hameau' is not a known single municipality (it is the name of several); valid: 21001 Clairval, 21002 Dunois",
        ),
    ],
)
def test_an_unknown_value_is_one_sentence_with_the_valid_ones_and_exit_2(run, arguments, sentence):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(sentence)
    assert err.count("\n") == 1


@pytest.mark.parametrize("arguments", [[], ["fly"], ["coverage", "--format", "xml"], ["coverage", "--population-year", "soon"]])
def test_a_command_line_that_makes_no_sense_exits_2(arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_check_prints_the_reconciliation_of_a_good_folder(run):
    code, out, err = run("check")
    assert (code, err) == (0, "")
    assert "lags_selected" in out
    assert out.rstrip().endswith("no problem found")


def test_check_prints_every_problem_of_a_broken_folder(run, small_copy):
    (small_copy / "source/texts.csv").unlink()
    path = small_copy / "source/postal_codes.csv"
    path.write_bytes(path.read_bytes().replace(b"1200,12001", b"12,1200x"))
    code, out, _ = run("check", geodata=small_copy)
    assert code == 1
    assert out.splitlines()[-1] == "3 problems in geodata/"
    assert "postal_codes.csv, row 3, column 'nis_2019': '1200x' is not a five-digit REFNIS code" in out
    assert "texts.csv is missing from source/" in out


@pytest.mark.parametrize("command", ["coverage", "initiatives"])
def test_broken_data_stop_a_command_with_one_sentence(run, small_copy, command):
    (small_copy / "built/participations.csv").unlink()
    code, out, err = run(command, geodata=small_copy)
    assert (code, out) == (1, "")
    assert err.startswith("participations.csv is missing from built/")
    assert err.count("\n") == 1


def test_rebuild_reports_what_changed_and_tells_its_steps(run, small_copy):
    (small_copy / "built/sources.csv").unlink()
    code, out, err = run("rebuild", geodata=small_copy)
    assert (code, out) == (0, "nothing changed\n")
    assert err.startswith("… checking the keeper's tables\n")
    assert run("check", geodata=small_copy)[0] == 0


def test_describe_lists_every_table_with_its_rows_and_licences(run):
    code, out, _ = run("describe")
    assert code == 0
    assert any(line.split()[:2] == ["postal_codes", "3"] for line in out.splitlines())
    assert "CC-BY-4.0" in out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system: the full disk was not tried")
@pytest.mark.parametrize("command", ["coverage", "check"])
def test_a_full_disk_behind_the_output_is_one_sentence(command):
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        told = subprocess.run([sys.executable, "-m", "wallonia_map", command], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert told.returncode == 1
    assert told.stderr.startswith("cannot write: ")
    assert len(told.stderr.splitlines()) == 1
