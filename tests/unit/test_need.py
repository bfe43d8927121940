"""Coverage by fifths of an indicator, the scatter beside it, and white spots in the order of need: on the small world."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.strategies import selections
from wallonia_map.errors import UnknownValueError
from wallonia_map.model import Direction, Indicator, Selection, Vintage
from wallonia_map.questions.coverage import coverage_of
from wallonia_map.questions.need import NEED_COLUMNS, fifths, need_by_fifths, need_scatter, rank_correlation
from wallonia_map.questions.need_ranks import Criterion, need_ranks
from wallonia_map.questions.overlaps import white_spots

V2019 = Vintage("2019")
CODES = st.integers(11000, 98999).map(str)
FIGURES = st.dictionaries(CODES, st.none() | st.integers(0, 9).map(float) | st.floats(-1e6, 1e6), max_size=40)
INDICATORS = st.sampled_from([str(item) for item in Indicator])


def asked(*programmes: str, **more) -> Selection:
    return Selection(programmes=programmes, vintage=V2019, **more)


@given(FIGURES)
def test_fifths_part_the_municipalities_with_a_value(values):
    series = pd.Series(values, dtype="float64")
    found = fifths(series)
    known = series.dropna()
    assert found.index.equals(series.index)
    assert found.notna().equals(series.notna())
    order = sorted(known.index, key=lambda nis: (known[nis], nis))
    cuts = [round(part * len(order) / 5) for part in range(6)]
    for part in range(1, 6):
        assert sorted(found.index[(found == part).fillna(False)]) == sorted(order[cuts[part - 1] : cuts[part]])


def test_fifths_of_little_leave_some_empty():
    assert fifths(pd.Series({"2": 1.0, "1": 1.0, "3": float("nan")})).tolist() == [4, 2, pd.NA]  # cut after round(2k/5): 0, 1, 1, 2, 2


@given(selection=selections(), name=INDICATORS)
def test_fifths_and_what_has_no_value_make_up_the_coverage_of_the_view(small, selection, name):
    need = need_by_fifths(small, Indicator(name), selection)
    whole = coverage_of(small, selection)
    rest = need.state_of[need.without_value]
    people, area = small.population(selection.vintage, selection.population_year), small.municipalities(selection.vintage)["area_km2"]
    assert tuple(need.table.columns) == NEED_COLUMNS
    assert need.table["fifth"].tolist() == [1, 2, 3, 4, 5]
    for state, end in (("covered", "_covered"), ("not-known", "_not_known")):
        there = rest.index[rest == state]
        part = end.removeprefix("_")
        assert need.table[f"municipalities{end}"].sum() + len(there) == getattr(whole, f"municipalities_{part}")
        assert need.table[f"inhabitants{end}"].sum() + people[there].sum() == getattr(whole, f"inhabitants_{part}")
        assert need.table[f"area_km2{end}"].sum() + area[there].sum() == pytest.approx(getattr(whole, f"area_{part}_km2"))
    assert need.table["municipalities"].sum() + len(rest) == whole.municipalities
    cells = [
        nis for fifth in range(1, 6) for state in ("covered", "not-covered", "not-known") for nis in need.municipalities_of(fifth, state)
    ]
    assert sorted([*cells, *need.without_value]) == sorted(need.fifth_of.index)


def test_the_figures_by_hand(small):
    need = need_by_fifths(small, Indicator("income-per-return"), asked("leader-2023-2027"))
    # 25000 · 30000 · 35000 35000 · 40000 · 45000, cut after 1, 2, 4, 5 and 6: Dunois, Aubois, two of the East, Clairval, Bellerive.
    assert need.table["lowest"].tolist() == [25000, 30000, 35000, 40000, 45000]
    assert need.table["highest"].tolist() == [25000, 30000, 35000, 40000, 45000]
    assert need.table["municipalities"].tolist() == [1, 1, 2, 1, 1]
    assert need.table["municipalities_covered"].tolist() == [0, 1, 2, 0, 1]
    assert need.table["inhabitants"].tolist() == [4000, 1000, 2000, 3000, 2000]
    assert need.table["inhabitants_covered"].tolist() == [0, 1000, 2000, 0, 2000]
    assert need.table["area_km2_covered"].tolist() == [0, 1, 5, 0, 2]
    assert need.municipalities_of(3, "covered") == ("31001", "31002")


def test_fifths_are_of_the_places_in_view(small):
    need = need_by_fifths(small, Indicator("income-per-return"), asked(provinces=("20000",)))
    assert need.table["municipalities"].tolist() == [0, 1, 0, 1, 0]
    assert math.isnan(need.table["lowest"][0])


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=10, max_size=30))
def test_a_correlation_lies_within_its_interval_and_turns_with_its_sign(pairs):
    one, other = (pd.Series([pair[place] for pair in pairs], dtype="float64") for place in (0, 1))
    found, turned = rank_correlation(one, other), rank_correlation(one, -other)
    assert found.pairs == len(pairs)
    if found.is_told:
        assert -1 <= found.low <= found.value <= found.high <= 1
        assert turned.value == pytest.approx(-found.value)
        assert turned.low == pytest.approx(-found.high)
    else:
        assert one.nunique() == 1 or other.nunique() == 1


def test_a_correlation_of_ranks_by_hand():
    order = pd.Series(range(12), dtype="float64")
    assert rank_correlation(order, order**3).value == 1
    swapped = order.copy()
    swapped[[0, 11]] = [11, 0]
    found = rank_correlation(order, swapped)
    assert found.value == pytest.approx(1 - 6 * 2 * 11**2 / (12 * 143))  # 1 − 6Σd²/(n(n²−1))
    assert not found.is_sure
    assert not rank_correlation(order[:9], order[:9]).is_told


def test_the_scatter_leaves_what_is_not_known_missing(small):
    found = need_scatter(small, Indicator("unemployment-ilo"), asked("leader-2023-2027"), chosen=["12001"])
    assert found.rows.loc["12001"].to_dict() == {
        "municipality": "Bellerive", "value": 2.5, "initiatives_per_10000": 5.0, "inhabitants": 2000, "is_chosen": True,
    }  # fmt: skip
    assert found.rows["value"].isna().sum() == 2
    assert found.correlation.pairs == 4
    assert not found.correlation.is_told


def test_white_spots_are_ranked_by_need_with_parts_and_robustness(small):
    criteria = [Criterion.of(Indicator("unemployment-ilo")), Criterion.of(Indicator("income-per-return"))]
    table = need_ranks(small, asked("smart-region-2019"), criteria).table
    assert set(table.index) == set(white_spots(small, asked("smart-region-2019")).index) == {"21001", "21002", "31001", "31002"}
    assert table.index.tolist() == ["21002", "21001", "31001", "31002"]
    assert table.loc["21002", ["position", "score", "rank_1", "rank_2", "best", "worst"]].tolist() == [1, 1, 1, 1, 1, 1]
    assert table.loc["21001", ["position", "score", "value_1", "value_2"]].tolist() == [2, 2, 8.5, 40000]
    assert table.loc[["31001", "31002"], ["position", "score", "best"]].isna().all(axis=None)


def test_a_visitor_chooses_the_direction_and_leaving_one_out_may_turn_the_order(small):
    criteria = [Criterion.of(Indicator("unemployment-ilo"), Direction.LOWER), Criterion.of(Indicator("income-per-return"))]
    found = need_ranks(small, asked("smart-region-2019"), criteria)
    assert found.table.loc[["21001", "21002"], "position"].tolist() == [1, 1]
    assert found.table.loc["21001", ["position_without_1", "position_without_2", "best", "worst"]].tolist() == [2, 1, 1, 2]
    assert found.largest_shift[["21001", "21002"]].tolist() == [1, 1]
    alone = need_ranks(small, asked("smart-region-2019"), criteria[:1]).table
    assert [name for name in alone if name.startswith("position")] == ["position"]


@pytest.mark.parametrize(
    "names", [[], ["persons-65-plus", "persons-65-plus"], ["persons-65-plus", "persons-0-14", "local-units", "municipal-debt"]]
)
def test_one_to_three_different_indicators_make_a_rank(small, names):
    with pytest.raises(UnknownValueError):
        need_ranks(small, asked(), [Criterion.of(Indicator(name)) for name in names])
