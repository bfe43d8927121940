import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.strategies import selections
from wallonia_map.errors import UnknownValueError
from wallonia_map.i18n import Language, euro, say
from wallonia_map.model import CountingRule, Level, Programme, RoleRule, Selection, Vintage
from wallonia_map.questions.coverage import coverage, coverage_table
from wallonia_map.questions.selection import select
from wallonia_map.questions.territories import COMPARE_COLUMNS, Published, compare, proof
from wallonia_map.questions.territory import TerritoryKind, territory_of
from wallonia_map.ui.compare.sections import proof_told

SHARED = st.sampled_from([CountingRule.EQUAL, CountingRule.POPULATION])
PROVINCES = ("10000", "20000", "30000")


@pytest.mark.parametrize(
    ("code", "kind", "members"),
    [
        ("03000", TerritoryKind.REGION, 6),
        ("10000", TerritoryKind.PROVINCE, 2),
        ("12000", TerritoryKind.ARRONDISSEMENT, 1),
        ("21001", TerritoryKind.MUNICIPALITY, 1),
        ("lag14-nord", TerritoryKind.LAG_2014, 2),
        ("lag23-est", TerritoryKind.LAG_2023, 2),
    ],
)
def test_every_level_is_found_by_its_code(small, code, kind, members):
    found = territory_of(small, code)
    assert (found.kind, len(found.members)) == (kind, members)


@pytest.mark.parametrize("code", ["99999", "chargers", "31003", ""])
def test_what_is_no_territory_says_so(small, code):
    with pytest.raises(UnknownValueError, match="territory"):
        territory_of(small, code)


def test_territories_by_hand(small):
    table = compare(small, ["10000", "21002", "lag23-est", "03000"], Selection(), CountingRule.EQUAL, language="en")
    assert tuple(table.columns) == COMPARE_COLUMNS
    assert table["territory"].tolist() == ["North", "Dunois", "GAL de l'Est", "Land"]
    assert table["municipalities_covered"].tolist() == [2, 0, 2, 4]
    assert table["share_inhabitants"].tolist() == [1, 0, 1, 5000 / 12_000]
    assert table["initiatives"].tolist() == [5, 0, 3, 8]
    # Nord: water 300 and portal 100, all there; Est: chargers 60; Wallonia: the sum, as nothing else has a known amount.
    # In Dunois nothing is known, and the lists have gaps: that is not zero.
    assert table["subsidy_eur"].fillna(-1).tolist() == [400, -1, 60, 460]
    assert table["known_amounts"].tolist() == [2, 0, 1, 3]
    assert table["per_10000"].tolist() == pytest.approx([5 / 0.3, 0, 3 / 0.2, 8 / 1.2])
    assert table["theme_mobility"].tolist() == [0, 0, 1, 1]
    assert table["theme_energy-environment"].tolist() == table["theme_living"].tolist() == [1, 0, 0, 1]  # one initiative, two themes


@pytest.mark.parametrize(
    ("rule", "aubois", "bellerive"), [(CountingRule.FULL, 400, 300), (CountingRule.EQUAL, 250, 150), (CountingRule.POPULATION, 200, 200)]
)
def test_counting_rules_by_hand(small, rule, aubois, bellerive):
    # Water, 300 EUR: Aubois (1,000) leads, Bellerive (2,000) is partner; the portal, 100 EUR, is Aubois's alone.
    table = compare(small, ["11001", "12001", "10000"], Selection(), rule)
    assert table["subsidy_eur"].tolist() == pytest.approx([aubois, bellerive, 400])  # the province counts the water once under every rule


def test_not_known_is_not_zero(small):
    table = compare(small, ["10000", "20000"], Selection(programmes=("leader-2014-2020",)))
    assert table["initiatives"].tolist() == [1, 0]
    assert table["subsidy_eur"].isna().all()  # of the one no amount is known; of the other no initiative, in a list that has gaps


def test_without_an_initiative_in_a_complete_list_a_territory_has_no_subsidy(atlas):
    """Mons (53000) has no group of a LEADER period, all of which are known; of the calls, whose lists have gaps, nobody can say so."""
    assert compare(atlas, ["53000"], Selection(programmes=("leader-2023-2027",))).at["53000", "subsidy_eur"] == 0
    call = compare(atlas, ["53000"], Selection(programmes=("smart-region-2019",))).loc["53000"]
    assert call["initiatives"] == 0
    assert pd.isna(call["subsidy_eur"])


def test_a_group_without_known_members_has_no_figures(atlas):
    table = compare(atlas, ["lag2014-plaines-de-l-escaut", "lag2023-plaines-de-l-escaut"], Selection())
    assert table.loc["lag2014-plaines-de-l-escaut", "municipalities"] == 6
    told = table.loc["lag2023-plaines-de-l-escaut"].drop(["territory", "kind"])
    assert told.isna().all()


def test_filters_on_place_give_way_to_the_territories(small):
    assert compare(small, PROVINCES, Selection(provinces=("10000",))).equals(compare(small, PROVINCES, Selection()))


def test_the_groups_of_2014_2020_add_up_to_the_published_inhabitants(atlas):
    # 20 groups, 111 municipalities, 824,833 inhabitants: each municipality in one group only.
    lags = atlas.initiatives.index[atlas.initiatives["programme"] == "leader-2014-2020"]
    table = compare(atlas, lags, Selection(programmes=("leader-2014-2020",), vintage=Vintage.V2019))
    assert (len(table), table["municipalities"].sum(), table["inhabitants"].sum()) == (20, 111, 824_833)
    assert (table["initiatives"] == 1).all()


def test_proof_for_the_call_of_2019(atlas):
    rows = atlas.initiatives[atlas.initiatives["programme"] == "smart-region-2019"]
    parts = atlas.tables["participations"].query("role != 'served'")
    placed = rows[rows.index.isin(parts["initiative_id"])]  # led or shared by municipalities
    told = proof(atlas, Selection(programmes=("smart-region-2019",)), CountingRule.EQUAL)
    assert (told.parts_initiatives, told.placed_initiatives, told.listed_initiatives) == (len(placed), len(placed), len(rows))
    assert (told.parts_subsidy_eur, told.placed_subsidy_eur) == pytest.approx((placed["subsidy_eur"].sum(),) * 2)
    assert told.listed_subsidy_eur == pytest.approx(rows["subsidy_eur"].sum())
    assert told.published == (Published("smart-region-2019", "subsidy_eur", 3_999_635.81),)
    # In full, what several municipalities share is counted by each.
    assert (
        proof(atlas, Selection(programmes=("smart-region-2019",)), CountingRule.FULL).parts_initiatives
        == parts["initiative_id"].isin(rows.index).sum()
    )


def test_a_part_of_a_programme_has_no_published_total(atlas):
    call = Selection(programmes=("smart-region-2019",))
    assert proof(atlas, call.replace(themes=("mobility",)), CountingRule.EQUAL).published == ()
    assert proof(atlas, Selection(), CountingRule.EQUAL).published == ()
    assert (
        proof(atlas, call.replace(rule=RoleRule.EXTENDED, vintage=Vintage.V2025, provinces=("60000",)), CountingRule.EQUAL).published != ()
    )


@given(selection=selections(), rule=SHARED)
def test_equal_and_population_shares_add_up_to_the_whole(small, selection, rule):
    told = proof(small, selection, rule)
    assert told.parts_initiatives == pytest.approx(told.placed_initiatives)
    assert told.parts_subsidy_eur == pytest.approx(told.placed_subsidy_eur)
    whole = compare(small, ["03000"], selection, rule).iloc[0]
    provinces = compare(small, PROVINCES, selection, rule)
    assert provinces["initiatives_shared"].sum() == pytest.approx(whole["initiatives_shared"]) == pytest.approx(told.placed_initiatives)
    assert provinces["subsidy_eur"].sum() == pytest.approx(told.placed_subsidy_eur)


@given(selection=selections(places=False))
def test_provinces_have_the_coverage_of_the_coverage_table(small, selection):
    table = compare(small, PROVINCES, selection)
    told = coverage_table(
        small, select(small, selection).covered, by=Level.PROVINCE, vintage=selection.vintage, population_year=selection.population_year
    ).set_index("territory_nis")  # fmt: skip
    for column in ("municipalities_covered", "inhabitants_covered", "area_covered_km2", "share_municipalities", "share_area"):
        assert table[column].tolist() == pytest.approx(told[column].tolist())


@pytest.mark.parametrize("programme", Programme)
@pytest.mark.parametrize("rule", [CountingRule.EQUAL, CountingRule.POPULATION])
@pytest.mark.parametrize("vintage", Vintage)
def test_parts_of_the_real_data_add_up(atlas, programme, rule, vintage):
    asked = Selection(programmes=(programme.value,), vintage=vintage)
    told = proof(atlas, asked, rule)
    assert told.parts_initiatives == pytest.approx(told.placed_initiatives)
    assert told.parts_subsidy_eur == pytest.approx(told.placed_subsidy_eur)
    levels = atlas.territories["level"]
    for level in ("province", "arrondissement"):
        table = compare(atlas, list(levels.index[levels == level]), asked, rule)
        assert table["subsidy_eur"].sum() == pytest.approx(told.placed_subsidy_eur)
        assert table["municipalities_covered"].sum() == coverage(atlas, asked).municipalities_covered


@pytest.mark.parametrize("language", Language)
def test_two_totals_for_one_rule_are_explained_where_both_stand(atlas, language):
    asked = Selection(programmes=("smart-region-2019",), vintage=Vintage.V2019)
    full = " ".join(proof_told(proof(atlas, asked, CountingRule.FULL), language))
    totals = [euro(amount, language) for amount in (792_188, 747_088, 1_258_025)]
    assert all(total in full for total in totals)
    assert say("compare.proof_full", language, parts=totals[0], placed=totals[1]) in full
    equal = " ".join(proof_told(proof(atlas, asked, CountingRule.EQUAL), language))
    assert totals[0] not in equal
    assert say("compare.proof_placed", language, placed=totals[1], listed=totals[2]) in equal
