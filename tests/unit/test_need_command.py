"""`python -m wallonia_map need`: the promised columns, the same figures as the question, and help that lists what may be asked."""

import csv
import io
import json

import pytest

from wallonia_map.cli.main import main
from wallonia_map.model import Indicator, Programme, RoleRule, Selection, Vintage
from wallonia_map.questions.need import need_by_fifths

COLUMNS = (
    "fifth,lowest,highest,municipalities,municipalities_covered,municipalities_not_known,inhabitants,inhabitants_covered,"
    "inhabitants_not_known,area_km2,area_km2_covered,area_km2_not_known"
)


@pytest.fixture
def run(small_geodata, capsys):
    def run_command(*arguments: str) -> tuple[int, str, str]:
        code = main(["need", *arguments, "--geodata", str(small_geodata)])
        return code, *capsys.readouterr()

    return run_command


def test_it_prints_one_row_a_fifth_with_the_promised_columns(run):
    code, out, err = run("--indicator", "income-per-return", "--programme", "leader-2023-2027", "--vintage", "2019", "--format", "csv")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        COLUMNS,
        "1,25000.0,25000.0,1,0,0,4000,0,0,1.0,0.0,0.0",
        "2,30000.0,30000.0,1,1,0,1000,1000,0,1.0,1.0,0.0",
        "3,35000.0,35000.0,2,2,0,2000,2000,0,5.0,5.0,0.0",
        "4,40000.0,40000.0,1,0,0,3000,0,0,4.0,0.0,0.0",
        "5,45000.0,45000.0,1,1,0,2000,2000,0,2.0,2.0,0.0",
    ]


@pytest.mark.parametrize("vintage", ["2019", "2025"])
@pytest.mark.parametrize("name", ["unemployment-ilo", "persons-65-plus", "population-density"])
def test_options_reach_the_figures(run, small, vintage, name):
    asked = [
        "--indicator",
        name,
        "--programme",
        "smart-region-2019",
        "--role",
        "extended",
        "--vintage",
        vintage,
        "--population-year",
        "2018",
    ]
    _, out, _ = run(*asked, "--format", "json")
    selection = Selection(programmes=("smart-region-2019",), rule=RoleRule.EXTENDED, vintage=Vintage(vintage), population_year=2018)
    table = need_by_fifths(small, Indicator(name), selection).table
    rows = json.loads(out)
    assert [row["inhabitants_covered"] for row in rows] == table["inhabitants_covered"].tolist()
    assert [row["highest"] for row in rows] == [None if value != value else value for value in table["highest"]]


def test_a_table_speaks_the_language_and_says_the_sentence(run):
    code, out, _ = run("--indicator", "income-per-return", "--language", "fr", "--vintage", "2019")
    assert code == 0
    assert "communes couvertes" in out
    assert "On compare des communes, pas des personnes" in out
    _, plain, _ = run("--indicator", "income-per-return", "--language", "fr", "--vintage", "2019", "--format", "csv")
    assert plain.splitlines()[0] == COLUMNS  # a script reads the same columns in every language


@pytest.mark.parametrize(
    ("arguments", "valid"),
    [(["--indicator", "poverty"], "income-per-return"), (["--indicator", "local-units", "--programme", "leader"], "leader-2014-2020"),
     (["--indicator", "local-units", "--vintage", "1830"], "2019"), (["--indicator", "local-units", "--population-year", "1830"], "2018")],
)  # fmt: skip
def test_what_does_not_exist_is_answered_with_what_does(run, arguments, valid):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert valid in err


def test_help_lists_indicators_and_programmes_with_examples(capsys):
    with pytest.raises(SystemExit):
        main(["need", "--help"])
    said = capsys.readouterr().out
    assert [item.value for item in (*Indicator, *Programme) if item.value not in said] == []
    assert said.count("python -m wallonia_map need --indicator") == 2


def test_a_csv_is_read_back(run):
    _, out, _ = run("--indicator", "unemployment-ilo", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["fifth"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert sum(int(row["municipalities"]) for row in rows) == 4
