import argparse
import csv
import io
import json

import pytest

from wallonia_map.cli import main
from wallonia_map.cli.planner import add_planner_commands, sheet_rows
from wallonia_map.errors import UnknownValueError
from wallonia_map.model import Programme, RoleRule, Selection, Vintage
from wallonia_map.questions.differences import difference
from wallonia_map.questions.overlaps import overlap
from wallonia_map.questions.profile import municipality_profile

CASES = [(vintage, role, year) for vintage in Vintage for role in RoleRule for year in (None, 2018)]


@pytest.fixture
def run(small_geodata, capsys):
    """Run a command on the small world as `main` does: exit code, output, complaint."""

    def run_command(*arguments: str) -> tuple[int, str, str]:
        parser = argparse.ArgumentParser()
        add_planner_commands(parser.add_subparsers(required=True))
        options = parser.parse_args([*arguments, "--geodata", str(small_geodata)])
        try:
            code = options.run(options)
        except UnknownValueError as error:
            code = main._complain(error, main.USAGE)
        return code, *capsys.readouterr()

    return run_command


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_diff_has_the_promised_columns_and_figures(run):
    code, out, err = run("diff", "leader-2014-2020", "leader-2023-2027", "--format", "csv")
    assert (code, err) == (0, "")
    assert out == "outcome,municipalities,inhabitants,area_km2\ngained,2,2000,5.0\nkept,2,3000,3.0\nlost,0,0,0.0\nnever,2,7000,5.0\n"


def test_diff_lists_every_municipality_once(run):
    _, out, _ = run("diff", "leader-2014-2020", "leader-2023-2027", "--list", "--format", "csv")
    rows = rows_of(out)
    assert [row["nis"] for row in rows] == ["11001", "12001", "21001", "21002", "31001", "31002"]
    assert [row["outcome"] for row in rows] == ["kept", "kept", "never", "never", "gained", "gained"]
    assert list(rows[0])[:3] == ["nis", "municipality", "outcome"]


def test_overlap_has_one_boolean_column_per_programme(run):
    code, out, _ = run("overlap", "--programme", "leader-2014-2020", "--programme", "leader-2023-2027", "--format", "json")
    rows = json.loads(out)
    assert code == 0
    assert list(rows[0]) == ["leader-2014-2020", "leader-2023-2027", "municipalities", "inhabitants", "area_km2"]
    assert rows[0] == {"leader-2014-2020": True, "leader-2023-2027": True, "municipalities": 2, "inhabitants": 3000, "area_km2": 3}
    assert sum(row["municipalities"] for row in rows) == 6


def test_overlap_takes_three_programmes_and_themes(run):
    _, out, _ = run("overlap", *(f"--programme={item.value}" for item in list(Programme)[:3]), "--format", "csv")
    assert len(rows_of(out)) == 8
    _, out, _ = run("overlap", "--theme", "mobility", "--programme", "projects", "--format", "csv")
    assert list(rows_of(out)[0])[:2] == ["projects", "mobility"]


@pytest.mark.parametrize(("vintage", "role", "year"), CASES)
def test_options_reach_the_figures(run, small, vintage, role, year):
    asked = ["--vintage", vintage.value, "--role", role.value, *(["--population-year", str(year)] if year else [])]
    call, projects = (
        Selection(programmes=(name,), vintage=vintage, rule=role, population_year=year) for name in ("smart-region-2019", "projects")
    )
    _, out, _ = run("diff", "smart-region-2019", "projects", *asked, "--format", "csv")
    table = difference(small, call, projects).table
    assert [int(row["inhabitants"]) for row in rows_of(out)] == table["inhabitants"].tolist()
    _, out, _ = run("overlap", "--programme=smart-region-2019", "--programme=projects", *asked, "--format", "csv")
    table = overlap(small, {"smart-region-2019": call, "projects": projects}).table
    assert [float(row["area_km2"]) for row in rows_of(out)] == table["area_km2"].tolist()


def test_peers_with_and_without_a_theme(run):
    _, out, _ = run("peers", "Dunois", "--format", "csv", "--n", "2")
    assert len(rows_of(out)) == 2
    code, out, _ = run("peers", "21002", "--theme", "mobility", "--format", "csv")
    assert code == 0
    assert [(row["municipality"], row["initiative_id"]) for row in rows_of(out)] == [
        ("Forville", "chargers"),
        ("Étang-Saint-Éloi", "chargers"),
    ]
    _, out, _ = run("peers", "21002", "--theme", "mobility", "--same-province", "--format", "csv")
    assert rows_of(out) == []
    _, out, _ = run("peers", "Bellerive", "--same-language", "--format", "csv")
    assert rows_of(out) == []


def test_sheet_prints_one_fact_a_row(run, small):
    code, out, _ = run("sheet", "Aubois", "--format", "csv")
    rows = {(row["section"], row["subject"], row["field"]): row["value"] for row in rows_of(out)}
    assert code == 0
    assert rows["identity", "11001", "inhabitants"] == "1000"
    assert rows["identity", "2018", "population"] == "900"
    assert rows["identity", "nl", "names"] == "Elzenbos"
    assert rows["initiatives", "sr-water", "role"] == "lead"
    assert rows["lags", "leader-2014-2020", "initiative_id"] == "lag14-nord"
    assert rows["standing", "initiatives (all)", "rank"] == "1"
    assert rows["neighbours", "12001", "initiatives"] == "3"
    assert ("initiatives", "lag14-nord", "subsidy_eur") not in rows  # not known: no row, never zero
    assert len(rows) == len(sheet_rows(municipality_profile(small, "11001")))


def test_old_codes_and_names_lead_to_the_right_sheet(run):
    for called in ("31001", "Étang-Saint-Éloi", "31003", "Forville"):
        _, out, _ = run("sheet", called, "--vintage", "2025", "--format", "csv")
        assert rows_of(out)[0] == {"section": "identity", "subject": "31003", "field": "nis", "value": "31003"}


def test_tables_are_readable(run):
    for command in (["diff", "projects", "leader-2014-2020"], ["peers", "Aubois"], ["sheet", "Aubois"]):
        code, out, _ = run(*command)
        assert code == 0
        assert len(out.splitlines()) > 3


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["diff", "leader", "projects"], "'leader' is not a known programme"),
        (["diff", "projects", "leader"], "'leader' is not a known programme"),
        (["diff", "projects", "projects", "--vintage", "2018"], "'2018' is not a known vintage"),
        (["diff", "projects", "projects", "--role", "loose"], "'loose' is not a known role rule"),
        (["diff", "projects", "projects", "--population-year", "2025"], "2025 is not a known population year"),
        (["overlap", "--programme", "projects"], "valid: 2, 3"),
        (["overlap", "--programme", "projects", "--theme", "tourism"], "'tourism' is not a known theme"),
        (["peers", "Nowhere"], "'Nowhere' is not a known municipality"),
        (["peers", "Aubois", "--theme", "tourism"], "'tourism' is not a known theme"),
        (["sheet", "Nowhere"], "'Nowhere' is not a known municipality"),
    ],
)
def test_what_does_not_exist_gets_one_sentence_and_code_2(run, arguments, named):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert named in err
    assert len(err.splitlines()) == 1


def test_a_number_that_is_none_is_refused(run, capsys):
    with pytest.raises(SystemExit) as left:
        run("peers", "Aubois", "--n", "-1")
    assert left.value.code == 2
    assert "whole number" in capsys.readouterr().err
