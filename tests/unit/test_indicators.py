"""Indicators of the municipalities on the small world: vintages, periods, zero and not known; and the rules of their tables."""

import pytest

from wallonia_map.cli.main import main
from wallonia_map.model import Direction, Indicator, IndicatorRange, Level, Selection, Vintage
from wallonia_map.questions.indicator_figures import territory_figures
from wallonia_map.questions.indicator_ranges import range_text, ranges
from wallonia_map.questions.indicators import indicator_values
from wallonia_map.questions.places import places_of, without_place_filters
from wallonia_map.questions.selection import from_params, select, to_params
from wallonia_map.rebuild import rebuild
from wallonia_map.tables.indicator_rules import RESERVED
from wallonia_map.tables.loading import every_problem
from wallonia_map.views.measures import Measure
from wallonia_map.views.sentences import describe_filters

V2019, V2025 = Vintage("2019"), Vintage("2025")


def values(small, name: str, vintage: Vintage, year: int | None = None) -> dict[str, float | None]:
    found = indicator_values(small, Indicator(name), vintage, year).values
    return {nis: None if value != value else value for nis, value in found.items()}


def test_the_newest_known_value_counts_and_one_of_another_period_says_so(small):
    found = indicator_values(small, Indicator("unemployment-ilo"), V2019)
    assert found.values.dropna().to_dict() == {"11001": 5.5, "12001": 2.5, "21001": 8.5, "21002": 12.5}
    assert found.period == "2019"
    assert found.of_another_period.to_dict() == {"21001": "2018"}


def test_a_rate_of_the_parts_is_no_rate_of_the_whole(small):
    assert values(small, "unemployment-ilo", V2025)["31003"] is None
    assert values(small, "income-per-return", V2025)["31003"] == 35000  # published for the whole itself


def test_counts_of_the_parts_are_added_up_over_the_same_period(small):
    assert values(small, "local-units", V2025) == {"11001": 0, "12001": 50, "21001": 100, "21002": 50, "31003": 75}


def test_a_count_of_the_whole_is_not_shared_out(small):
    assert values(small, "persons-65-plus", V2019) == {"11001": 20, "12001": 10, "21001": 20, "21002": 25, "31001": None, "31002": None}
    assert values(small, "persons-65-plus", V2025)["31003"] == 30


def test_zero_is_a_value(small):
    assert values(small, "local-units", V2019)["11001"] == 0


@pytest.mark.parametrize("year", [2018, 2019])
def test_density_is_of_the_asked_year(small, year):
    found = indicator_values(small, Indicator("population-density"), V2019, year)
    assert found.values["12001"] == small.population(V2019, year)["12001"] / 2
    assert found.period == str(year)


def test_a_change_from_a_year_that_nobody_knows_is_not_known(small):
    found = indicator_values(small, Indicator("population-change"), V2019)
    assert found.values.isna().all()
    assert set(found.periods) == {""}


def test_a_territory_has_a_ratio_of_what_is_known_or_a_median(small):
    ratio = territory_figures(small, Indicator("persons-65-plus"), by=Level.PROVINCE, vintage=V2019)
    assert ratio.loc["10000"].to_dict() == {
        "value": pytest.approx(430 / 3200 * 100),
        "basis": "ratio",
        "municipalities": 2,
        "municipalities_known": 2,
    }
    assert ratio.loc["30000", ["municipalities", "municipalities_known"]].tolist() == [2, 0]
    assert ratio["value"].isna().tolist() == [False, False, True]
    median = territory_figures(small, Indicator("unemployment-ilo"), vintage=V2019)
    assert median.loc["03000"].to_dict() == {"value": 7.0, "basis": "median", "municipalities": 6, "municipalities_known": 4}
    within = territory_figures(small, Indicator("unemployment-ilo"), vintage=V2019, within=["11001", "31001"])
    assert within.loc["03000"].to_dict() == {"value": 5.5, "basis": "median", "municipalities": 2, "municipalities_known": 1}


def test_an_indicator_knows_its_direction():
    assert Indicator("income-per-return").direction is Direction.LOWER
    assert {item.direction for item in Indicator} == set(Direction)


@pytest.mark.parametrize(("table", "before", "after", "said"), [
    ("municipal_indicators", "unemployment-ilo,11001,2019,2019,5.5,final", "unemployment-ilo,31003,2019,2019,5.5,final", "is no municipality of 2019"),
    ("municipal_indicators", "2019,5.5,final", "2019,,final", "its status must be 'absent'"),
    ("municipal_indicators", "2019,5.5,final", "2019,5.5,absent", "stands beside the status 'absent'"),
    ("municipal_indicators", "11001,2019,2019,5.5,final", "11001,2019,,5.5,final", "is needed where there is a value"),
    ("municipal_indicators", "unemployment-ilo,11001,2019,2019", "population-density,11001,2019,2019", "has no rows of its own"),
    ("municipal_indicator_names", "stored,population,0,100", "stored,area,0,100", "does not belong to the numerator"),
    ("municipal_indicator_names", "stored,population,0,100", "stored,population,,100", "how many years after its period"),
    ("municipal_indicator_names", "population,area,,1,", "population,area,1,1,", "has no denominator to shift"),
    ("municipal_indicator_names", "population,area,,1,false", "population,area,,1,true", "is said of values that are not stored"),
    ("municipal_indicator_names", "local-units,9,", "covered,9,", "is what a measure of the atlas is called already"),
])  # fmt: skip
def test_check_refuses_what_the_app_could_not_show(small_copy, table, before, after, said):
    path = small_copy / "source" / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8", newline="\n")
    if after.startswith("covered"):
        values_path = small_copy / "source" / "municipal_indicators.csv"
        values = values_path.read_text(encoding="utf-8").replace("local-units", "covered")
        values_path.write_text(values, encoding="utf-8", newline="\n")
    rebuild(small_copy)
    assert [problem for problem in map(str, every_problem(small_copy)) if said in problem]


def test_no_indicator_may_take_the_name_of_a_measure():
    maps = {item.value for item in Measure if item.programme}
    assert {item.value for item in Measure} - maps - {item.value for item in Indicator} == RESERVED


def range_of(name: str, low: float | None = None, high: float | None = None) -> IndicatorRange:
    return IndicatorRange(Indicator(name), low, high)


@pytest.mark.parametrize(
    ("asked", "left"),
    [((range_of("unemployment-ilo", 5.5),), ["11001", "21001", "21002"]), ((range_of("unemployment-ilo", None, 5.5),), ["11001", "12001"]),
     ((range_of("income-per-return", 35_000), range_of("unemployment-ilo", 5.5, 9)), ["21001"]), ((range_of("persons-65-plus", 0),), ["11001", "12001", "21001", "21002"])],
)  # fmt: skip
def test_a_range_leaves_the_municipalities_with_a_known_value_in_it(small, asked, left):
    chosen = Selection(vintage=V2019, indicators=asked)
    assert list(places_of(small, chosen)) == left
    assert set(select(small, chosen).covered) <= set(left)
    assert from_params(to_params(chosen) | {"vintage": ["2019"]}, small) == chosen
    assert without_place_filters(chosen) == Selection(vintage=V2019)


@pytest.mark.parametrize("text", ["", ":", "unemployment-ilo", "unemployment-ilo::", "poverty:1:2", "unemployment-ilo:x:", "unemployment-ilo:nan:", "unemployment-ilo:1e9:",
                                  "unemployment-ilo:1:2:3", "unemployment-ilo:" + "9" * 500 + ":"])  # fmt: skip
def test_a_hostile_range_is_left_out(text):
    assert ranges([text]) == ()


@pytest.mark.parametrize(("asked", "chip"), [
    (range_of("persons-65-plus", 22), "65 ans et plus ≥ 22\u202f%"), (range_of("municipal-debt", 1000, 2000), "Dette communale 1\u202f000\u202f€–2\u202f000\u202f€"),
    (range_of("local-units", None, 80.5), "Unités d’établissement ≤ 80,5"),
])  # fmt: skip
def test_a_range_is_said_as_a_filter(small, asked, chip):
    assert describe_filters(small, Selection(vintage=V2019, indicators=(asked,)), "fr") == chip


def test_a_range_of_the_command_line_is_looked_up(small_geodata, capsys):
    at = ["--vintage", "2019", "--geodata", str(small_geodata), "--format", "csv"]
    assert main(["initiatives", "--where", "unemployment-ilo:8:", *at]) == 0
    assert {line.split(",")[0] for line in capsys.readouterr().out.splitlines()[1:]} == {"failed", "idea"}
    assert main(["initiatives", "--where", "unemployment-ilo", *at]) == 2
    assert "unemployment-ilo:LOW:HIGH" in capsys.readouterr().err


@pytest.mark.parametrize("bound", [0.00001, 1e-12, 123456789012.0, 22.4, -7.5, 100.0, 46000.123, 0.0])
def test_a_bound_is_read_back_as_it_is_written(bound):
    asked = IndicatorRange(Indicator("unemployment-ilo"), bound, None)
    assert ranges([range_text(asked)]) == (asked,)
