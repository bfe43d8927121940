import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.strategies import selections
from wallonia_map.errors import UnknownValueError
from wallonia_map.model import Programme, RoleRule, Selection, Vintage
from wallonia_map.questions.coverage import coverage
from wallonia_map.questions.differences import DENOMINATORS, SHARES, common_places, three_figures
from wallonia_map.questions.overlaps import overlap, white_spot_columns, white_spots
from wallonia_map.questions.selection import select


def programmes(*names: str, **more) -> dict[str, Selection]:
    return {name: Selection(programmes=(name,), **more) for name in names}


def test_two_programmes_by_hand(small):
    found = overlap(small, programmes("leader-2014-2020", "leader-2023-2027"))
    assert list(found.table.index) == [3, 1, 2, 0]  # both, the first alone, the second alone, none
    assert found.table[["leader-2014-2020", "leader-2023-2027"]].to_numpy().tolist() == [
        [True, True],
        [True, False],
        [False, True],
        [False, False],
    ]
    assert found.table["municipalities"].tolist() == [2, 0, 2, 2]
    assert found.table["inhabitants"].tolist() == [3000, 0, 2000, 7000]
    assert found.table["area_km2"].tolist() == [3, 0, 5, 5]
    assert found.codes.to_dict() == {"11001": 3, "12001": 3, "21001": 0, "21002": 0, "31001": 2, "31002": 2}


def test_three_themes_have_eight_combinations(small):
    # governance: Aubois; economy: Aubois; mobility: Étang-Saint-Éloi and Forville
    found = overlap(small, {name: Selection(themes=(name,)) for name in ("governance", "economy", "mobility")})
    assert list(found.table.index) == [7, 3, 5, 6, 1, 2, 4, 0]
    assert found.table["municipalities"].to_dict() == {7: 0, 3: 1, 5: 0, 6: 0, 1: 0, 2: 0, 4: 2, 0: 3}


def test_leader_periods_in_the_real_data(atlas):
    # As in test_differences: 95 in both, 10 in the first alone, 24 in the second alone, 125 in none, 8 not known.
    found = overlap(atlas, programmes("leader-2014-2020", "leader-2023-2027", vintage=Vintage.V2019))
    assert found.table["municipalities"].tolist() == [95, 10, 24, 125, 8]


def test_the_two_calls_meet_in_two_municipalities(atlas):
    parts = atlas.tables["participations"].query("role != 'served'").join(atlas.initiatives["programme"], on="initiative_id")
    first, second = (
        set(parts.loc[parts["programme"] == call, "nis_2019"]) for call in ("smart-region-2019", "territoire-intelligent-2024")
    )
    found = overlap(atlas, programmes("smart-region-2019", "territoire-intelligent-2024", vintage=Vintage.V2019))
    by_hand = [len(first & second), len(first - second), len(second - first), 262 - len(first | second)]
    assert found.table["municipalities"].tolist() == by_hand
    both = found.codes.index[found.codes == 3]
    assert [atlas.municipality_name(nis, Vintage.V2019, "fr") for nis in both] == ["Charleroi", "Froidchapelle"]


@pytest.mark.parametrize("count", [0, 1, 4])
def test_only_two_or_three_can_be_laid_over_each_other(small, count):
    with pytest.raises(UnknownValueError, match="2, 3"):
        overlap(small, programmes(*[item.value for item in Programme][:count]))


@given(given_parts=st.lists(selections(), min_size=2, max_size=3))
def test_combinations_partition_the_municipalities(small, given_parts):
    first = given_parts[0]
    parts = {
        str(number): one.replace(vintage=first.vintage, population_year=first.population_year) for number, one in enumerate(given_parts)
    }
    found = overlap(small, parts)
    places = common_places(small, list(parts.values()))
    whole = three_figures(small, places, first).sum()
    assert len(found.table) == 2 ** len(parts)
    assert found.table.index.is_unique
    assert list(found.membership.index) == list(places)
    for measure, share in zip(DENOMINATORS, SHARES, strict=True):
        assert found.table[measure].sum() == pytest.approx(whole[measure])
        assert found.table[share].sum() == pytest.approx(1 if len(places) else 0)
    assert found.codes.value_counts().reindex(found.table.index, fill_value=0).tolist() == found.table["municipalities"].tolist()
    for name, selection in parts.items():
        inside = places[places.isin(select(small, selection).covered)]
        assert list(found.membership.index[found.membership[name]]) == list(inside)
        assert found.table.loc[found.table[name], "municipalities"].sum() == len(inside)


def test_white_spots_by_hand(small):
    found = white_spots(small, Selection())
    assert tuple(found.columns) == white_spot_columns()
    assert list(found.index) == ["21002", "21001"]  # Dunois 4,000 before Clairval 3,000
    dunois, clairval = found.loc["21002"], found.loc["21001"]
    assert (dunois["is_only_served"], clairval["is_only_served"]) == (False, True)  # the agency's perimeter holds Clairval
    # Dunois lies beside Aubois (5: water, portal, shop, a LAG twice), Étang (3: chargers, park, LAG) and Forville (2 of the 3).
    assert (dunois["neighbours"], dunois["neighbours_covered"], dunois["initiatives_next_door"]) == (3, 3, 8)
    assert (dunois["lags_2014_next_door"], dunois["lags_2023_next_door"]) == ("lag14-nord", "lag23-est;lag23-nord")


def test_a_filter_on_place_hides_no_neighbour(small):
    found = white_spots(small, Selection(provinces=("20000",)))
    assert found.loc["21002", ["neighbours_covered", "initiatives_next_door"]].tolist() == [3, 8]


def test_extended_white_spots_are_served_by_nothing(small):
    found = white_spots(small, Selection(rule=RoleRule.EXTENDED))
    assert list(found.index) == ["21002"]
    assert not found["is_only_served"].any()


def test_no_white_spot_is_an_empty_table(small):
    found = white_spots(small, Selection(provinces=("10000",)))
    assert found.empty
    assert tuple(found.columns) == white_spot_columns()


def test_white_spots_of_the_real_data(atlas):
    found = white_spots(atlas, Selection(vintage=Vintage.V2019))
    served = found[found["is_only_served"]]
    parts = atlas.tables["participations"].join(atlas.initiatives["stage"], on="initiative_id").query("stage not in ['idea', 'no-result']")
    inside, reached = set(parts.loc[parts["role"] != "served", "nis_2019"]), set(parts["nis_2019"])
    every = set(atlas.municipalities(Vintage.V2019).index)
    assert (set(found.index), set(served.index)) == (every - inside, reached - inside)
    assert found["inhabitants"].sum() == atlas.population(Vintage.V2019)[sorted(every - inside)].sum()
    assert found["inhabitants"].is_monotonic_decreasing
    # Courcelles and Ath, 29,311: no project of theirs was found in three searches.
    assert found["municipality"].head(2).tolist() == ["Courcelles", "Ath"]
    courcelles = found.iloc[0]
    assert (courcelles["inhabitants"], courcelles["is_only_served"], courcelles["neighbours"], courcelles["neighbours_covered"]) == (
        31_299,
        True,
        5,
        5,
    )
    assert not found.at["51004", "is_only_served"]  # Ath, 29,311: the largest that no perimeter reaches either


def test_huy_lies_among_local_action_groups(atlas):
    # Amay, Marchin and Modave, Wanze, Andenne, Ohey: all six neighbours are members in 2023–2027, of five groups; Huy is in none.
    huy = white_spots(atlas, Selection(programmes=("leader-2023-2027",), vintage=Vintage.V2019)).loc["61031"]
    assert (huy["inhabitants"], huy["neighbours"], huy["neighbours_covered"]) == (21_227, 6, 6)
    assert huy["lags_2023_next_door"].count(";") == 4
    assert huy["initiatives_next_door"] == 5


@given(selection=selections())
def test_white_spots_and_covered_make_up_the_places(small, selection):
    found, told = white_spots(small, selection), coverage(small, selection)
    assert len(found) + told.municipalities_covered == told.municipalities
    assert found["inhabitants"].sum() + told.inhabitants_covered == told.inhabitants
    assert found["inhabitants"].is_monotonic_decreasing
    assert (found["neighbours_covered"] <= found["neighbours"]).all()
    extended = white_spots(small, selection.replace(rule=RoleRule.EXTENDED))
    strict = white_spots(small, selection.replace(rule=RoleRule.STRICT))
    assert {*extended.index} == {*strict.index[~strict["is_only_served"]]}
