import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.strategies import selections
from wallonia_map.model import CountingRule, Level, RoleRule, Selection, Vintage
from wallonia_map.questions.coverage import COVERAGE_COLUMNS, Coverage, coverage, coverage_of, coverage_table, sums
from wallonia_map.questions.selection import select

MEASURES = ("municipalities", "inhabitants", "area_km2")
COVERED = ("municipalities_covered", "inhabitants_covered", "area_covered_km2")
SHARES = ("share_municipalities", "share_inhabitants", "share_area")


def test_coverage_by_hand(small):
    assert coverage(small, Selection()) == Coverage(6, 4, 12_000, 5_000, 13, 8)
    assert coverage(small, Selection(rule=RoleRule.EXTENDED)) == Coverage(6, 5, 12_000, 8_000, 13, 12)


def test_coverage_by_hand_in_2025(small):
    assert coverage(small, Selection(vintage=Vintage.V2025)) == Coverage(5, 3, 13_000, 5_800, 13, 8)


def test_shares_are_from_nought_to_one(small):
    assert coverage(small, Selection()).shares == pytest.approx((4 / 6, 5 / 12, 8 / 13))


def test_another_population_year_changes_the_inhabitants_alone(small):
    assert coverage(small, Selection(population_year=2018)) == Coverage(6, 4, 11_400, 4_600, 13, 8)


def test_coverage_by_province_by_hand(small):
    table = coverage_table(small, select(small, Selection()).covered, by=Level.PROVINCE, language="en").set_index("territory")
    assert list(table.index) == ["North", "South", "East"]
    assert table["municipalities_covered"].to_dict() == {"North": 2, "South": 0, "East": 2}
    assert table["inhabitants"].to_dict() == {"North": 3000, "South": 7000, "East": 2000}
    assert table["share_area"].to_dict() == {"North": 1, "South": 0, "East": 1}


def test_the_table_has_the_promised_columns(small):
    for level in Level:
        assert tuple(coverage_table(small, [], by=level).columns) == COVERAGE_COLUMNS


@pytest.mark.parametrize(("level", "rows"), [(Level.REGION, 1), (Level.PROVINCE, 3), (Level.ARRONDISSEMENT, 4), (Level.MUNICIPALITY, 6)])
def test_every_territory_has_a_row_even_with_nothing_covered(small, level, rows):
    table = coverage_table(small, [], by=level)
    assert len(table) == rows
    assert table[list(SHARES)].to_numpy().sum() == 0


def test_a_filter_on_place_is_the_whole_that_shares_are_of(small):
    assert coverage(small, Selection(provinces=("10000",))) == Coverage(2, 2, 3_000, 3_000, 3, 3)
    assert coverage(small, Selection(provinces=("20000",))).shares == (0, 0, 0)


def test_filters_that_leave_no_place_cover_nothing_of_nothing(small):
    nowhere = Selection(provinces=("10000",), arrondissements=("21000",))
    assert coverage(small, nowhere) == Coverage(0, 0, 0, 0, 0, 0)
    assert coverage(small, nowhere).shares == (0, 0, 0)


def test_a_merged_municipality_is_covered_if_one_part_is(small):
    park = Selection(words="parc")
    assert list(select(small, park).covered) == ["31001"]
    assert list(select(small, park.replace(vintage=Vintage.V2025)).covered) == ["31003"]


def test_ideas_cover_nobody_unless_asked(small):
    assert coverage(small, Selection(words="idee")).municipalities_covered == 0
    assert coverage(small, Selection(words="idee", statuses=("idea",))) == Coverage(6, 1, 12_000, 3_000, 13, 4)


def test_several_programmes_mean_at_least_one(small):
    one, other = ({*select(small, Selection(programmes=(name,))).covered} for name in ("leader-2014-2020", "leader-2023-2027"))
    assert {*select(small, Selection(programmes=("leader-2014-2020", "leader-2023-2027"))).covered} == one | other


@given(selection=selections())
def test_shares_stay_between_nought_and_one_and_parts_add_up(small, selection):
    selected = select(small, selection)
    told = {"vintage": selection.vintage, "population_year": selection.population_year, "within": selected.places}
    whole = coverage_table(small, selected.covered, **told)
    assert whole[list(SHARES)].to_numpy().min(initial=0) >= 0
    assert whole[list(SHARES)].to_numpy().max(initial=0) <= 1
    for level in (Level.PROVINCE, Level.ARRONDISSEMENT, Level.MUNICIPALITY):
        parts = coverage_table(small, selected.covered, by=level, **told)
        for column in (*MEASURES, *COVERED):
            assert parts[column].sum() == pytest.approx(whole[column].sum())


@given(selection=selections())
def test_extended_covers_at_least_what_strict_does(small, selection):
    strict, extended = (select(small, selection.replace(rule=rule)).covered for rule in RoleRule)
    assert set(strict) <= set(extended)


@given(selection=selections(places=False))
def test_a_province_filter_counts_the_same_as_that_row_of_the_table(small, selection):
    table = coverage_table(
        small, select(small, selection).covered, by=Level.PROVINCE, vintage=selection.vintage, population_year=selection.population_year
    ).set_index("territory_nis")
    for nis, row in table.iterrows():
        one = coverage(small, selection.replace(provinces=(nis,)))
        assert (one.municipalities_covered, one.inhabitants_covered) == (row["municipalities_covered"], row["inhabitants_covered"])


@given(selection=selections())
def test_stages_that_count_by_default_may_be_named(small, selection):
    default = coverage_of(small, selection.replace(statuses=()))
    assert default == coverage_of(small, selection.replace(statuses=("running", "finished", "unknown")))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (CountingRule.FULL, {"11001": 400, "12001": 300, "21001": 0, "21002": 0, "31001": 60, "31002": 60}),
        (CountingRule.EQUAL, {"11001": 250, "12001": 150, "21001": 0, "21002": 0, "31001": 30, "31002": 30}),
        (CountingRule.POPULATION, {"11001": 200, "12001": 200, "21001": 0, "21002": 0, "31001": 15, "31002": 45}),
    ],
)
def test_subsidies_by_hand_under_each_rule(small, rule, expected):
    found = sums(small, select(small, Selection()), rule)
    assert found.by_municipality["subsidy_eur"].to_dict() == pytest.approx(expected)
    assert (found.placed_subsidy_eur, found.listed_subsidy_eur) == (460, 1490)
    assert (found.placed_initiatives, found.listed_initiatives) == (8, 13)


def test_a_duplicate_counts_once_with_the_amount_of_the_row_that_stands_for_it(small):
    found = sums(small, select(small, Selection(themes=("governance",))), CountingRule.FULL)
    assert found.by_municipality.loc["11001"].to_dict() == {"initiatives": 1, "known_amounts": 1, "subsidy_eur": 100}
    assert (found.listed_initiatives, found.listed_subsidy_eur) == (1, 100)


def test_a_duplicate_alone_keeps_its_own_amount(small):
    found = sums(small, select(small, Selection(programmes=("projects",), themes=("governance",))), CountingRule.FULL)
    assert found.by_municipality.at["11001", "subsidy_eur"] == 90


def test_an_unknown_amount_is_missing_and_no_initiative_is_zero(small):
    found = sums(small, select(small, Selection(programmes=("leader-2014-2020",))), CountingRule.EQUAL).by_municipality
    assert found.loc[["11001", "12001"], "subsidy_eur"].isna().all()
    assert found.at["21002", "subsidy_eur"] == 0
    assert (found["known_amounts"] == 0).all()


@given(selection=selections(), rule=st.sampled_from([CountingRule.EQUAL, CountingRule.POPULATION]))
def test_parts_add_up_to_what_was_placed(small, selection, rule):
    found = sums(small, select(small, selection), rule)
    assert found.by_municipality["initiatives"].sum() == pytest.approx(found.placed_initiatives, abs=1e-9)
    assert found.by_municipality["subsidy_eur"].sum() == pytest.approx(found.placed_subsidy_eur, abs=1e-9)
    assert found.placed_initiatives <= found.listed_initiatives
    assert found.placed_subsidy_eur <= found.listed_subsidy_eur


@given(selection=selections())
def test_counting_in_full_is_never_less_than_in_shares(small, selection):
    selected = select(small, selection)
    full, equal, population = (sums(small, selected, rule).by_municipality for rule in CountingRule)
    for shared in (equal, population):
        assert (full["initiatives"] >= shared["initiatives"] - 1e-9).all()
        assert (full["subsidy_eur"].fillna(0) >= shared["subsidy_eur"].fillna(0) - 1e-9).all()
        assert (full["subsidy_eur"].isna() == shared["subsidy_eur"].isna()).all()
