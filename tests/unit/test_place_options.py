"""The filters on place on the command line and at the addresses of the data: the same figures as the page."""

import csv
import io

import pytest

from wallonia_map.cli.main import main
from wallonia_map.model import Selection, Vintage
from wallonia_map.place import Perimeter
from wallonia_map.questions.coverage import coverage_of
from wallonia_map.questions.territories import compare
from wallonia_map.questions.territory import TerritoryKind, territory_of
from wallonia_map.server import query


@pytest.fixture
def rows(capsys):
    def run(*arguments):
        assert main([*arguments, "--format", "csv"]) == 0
        return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))

    return run


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        (["--community", "german"], Selection(communities=("german",))),
        (["--character", "urban"], Selection(characters=("urban",))),
        (["--arrondissement", "Arlon"], Selection(arrondissements=("81000",))),
        (["--perimeter", "Essai:63001;Butgenbach"], Selection(perimeters=(Perimeter("Essai", ("63001", "63013")),))),
        (["--group", "GAL Arelerland"], Selection(groups=("lag2023-arelerland",))),
    ],
)
def test_a_command_counts_the_places_that_the_page_counts(atlas, rows, options, asked):
    (told,) = rows("coverage", *options)
    meter = coverage_of(atlas, asked)
    assert (int(told["municipalities"]), int(told["inhabitants"])) == (meter.municipalities, meter.inhabitants)
    assert int(told["municipalities_covered"]) == meter.municipalities_covered
    assert 0 < meter.municipalities < 262


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--community", "x"], "valid: french, german"),
        (["--character", "x"], "valid: rural, intermediate, urban"),
        (["--group", "x"], "valid: lag20"),
        (["--group", "lag2023-romanna"], "did you mean: lag2023-romana"),
        (["--perimeter", "a:Amelx"], "did you mean: Amblève (63001)"),
        (["--perimeter", "a:"], "valid: NAME:CODE,CODE"),
    ],
)
def test_a_value_that_does_not_exist_gets_one_sentence(capsys, options, complaint):
    assert main(["initiatives", *options]) == 2
    told = capsys.readouterr().err
    assert complaint in told
    assert told.count("\n") == 1


def test_the_name_of_a_group_of_two_periods_is_not_guessed(capsys):
    assert main(["initiatives", "--group", "GAL RoMaNa"]) == 2
    told = capsys.readouterr().err
    assert "lag2023-romana" in told
    assert "lag2014-romana" in told


def test_the_perimeter_command_gives_the_facts_and_the_link(rows):
    told = {row["fact"]: row for row in rows("perimeter", "Essai:Amel,63013")}
    assert told["municipalities"]["municipalities"] == "63001;63013"
    assert told["link"]["value"] == "Essai~63001-63013"


def test_an_address_of_the_data_takes_them_and_names_the_valid_ones(atlas):
    view = query.view_of({"community": ["german"], "perimeter": ["x~63001-63013"], "indicator": ["persons-65-plus:22:"]}, atlas)
    assert view.selection.communities == ("german",)
    with pytest.raises(query.UnknownParameterError, match="one of french, german"):
        query.view_of({"community": ["x"]}, atlas)
    with pytest.raises(query.UnknownParameterError, match="a name, ~, and codes"):
        query.view_of({"perimeter": ["x~00000"]}, atlas)


def test_a_community_a_character_and_a_perimeter_are_territories_to_compare(atlas):
    codes = ["german", "rural", "Essai~63001-63013", "03000"]
    table = compare(atlas, codes, Selection(), language="fr")
    assert table["kind"].tolist() == ["community", "character", "perimeter", "region"]
    assert table["municipalities"].tolist()[0] == 9
    german = coverage_of(atlas, Selection(communities=("german",)))
    assert table.at["german", "inhabitants_covered"] == german.inhabitants_covered
    assert table.at["Essai~63001-63013", "territory"] == "Essai"
    assert territory_of(atlas, "Essai~82003", Vintage.default()).members == ("82039",)
    assert territory_of(atlas, "german").kind is TerritoryKind.COMMUNITY
