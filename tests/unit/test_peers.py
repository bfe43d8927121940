import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallonia_map.errors import UnknownValueError
from wallonia_map.model import RoleRule, Selection, Theme, Vintage
from wallonia_map.questions.character import features
from wallonia_map.questions.peers import HELP_COLUMNS, distances, language_regimes, peers, standardised, who_could_help
from wallonia_map.questions.selection import select

VINTAGES = st.sampled_from(list(Vintage))
PLACES = st.integers(0, 260)  # positions that both vintages have


def test_character_by_hand(small):
    # Inhabitants per km²: 1000/1, 2000/2, 3000/4, 4000/1, 500/2, 1500/3
    told = features(small)
    assert told["inhabitants_per_km2"].tolist() == [1000, 1000, 750, 4000, 250, 500]
    assert told["character"].tolist() == ["urban", "urban", "urban", "urban", "intermediate", "urban"]


def test_characters_of_the_real_data(atlas):
    # From population.csv (2019) and municipalities.csv: 116 below 150 per km², 102 below 500, 44 from 500 on.
    assert features(atlas, Vintage.V2019)["character"].value_counts().to_dict() == {"rural": 116, "intermediate": 102, "urban": 44}


@pytest.mark.parametrize("vintage", Vintage)
def test_axes_are_standardised_over_the_vintage(atlas, vintage):
    axes = standardised(atlas, vintage)
    assert axes.mean().tolist() == pytest.approx([0, 0, 0], abs=1e-12)
    assert axes.std(ddof=0).tolist() == pytest.approx([1, 1, 1])


def test_a_distance_by_hand(small):
    # Aubois (1,000; 1,000 per km²; urban) and Bellerive (2,000; 1,000; urban) differ in size alone: log 2 over its deviation.
    logs = [math.log10(value) for value in (1000, 2000, 3000, 4000, 500, 1500)]
    mean = sum(logs) / 6
    deviation = math.sqrt(sum((log - mean) ** 2 for log in logs) / 6)
    assert distances(small, "11001")["12001"] == pytest.approx(math.log10(2) / deviation)


@given(vintage=VINTAGES, one=PLACES, other=PLACES)
def test_distance_is_symmetric_and_itself_is_left_out(atlas, vintage, one, other):
    codes = atlas.municipalities(vintage).index
    here, there = codes[one], codes[other]
    found = distances(atlas, here, vintage)
    assert here not in found.index
    assert len(found) == len(codes) - 1
    assert (found >= 0).all()
    if here != there:
        assert found[there] == distances(atlas, there, vintage)[here]


@given(vintage=VINTAGES, first=PLACES, second=PLACES, third=PLACES)
def test_no_detour_is_shorter(atlas, vintage, first, second, third):
    a, b, c = (atlas.municipalities(vintage).index[number] for number in (first, second, third))
    if len({a, b, c}) == 3:
        assert distances(atlas, a, vintage)[c] <= distances(atlas, a, vintage)[b] + distances(atlas, b, vintage)[c] + 1e-8


@given(vintage=VINTAGES, one=PLACES, n=st.integers(0, 300))
def test_order_is_stable_and_more_peers_only_add(atlas, vintage, one, n):
    nis = atlas.municipalities(vintage).index[one]
    every = distances(atlas, nis, vintage)
    assert list(zip(every, every.index, strict=True)) == sorted(zip(every, every.index, strict=True))  # ties by code
    some, more = peers(atlas, nis, n=n, vintage=vintage), peers(atlas, nis, n=n + 1, vintage=vintage)
    assert list(some.index) == list(more.index)[:n]
    assert nis not in more.index


def test_options_leave_out_and_never_change_a_distance(atlas):
    every = peers(atlas, "57096", n=300)  # Mouscron
    near = peers(atlas, "57096", n=300, same_province=True)
    speaking = peers(atlas, "57096", n=300, same_language=True)
    assert {*near["province_nis"]} == {"50000"}
    # Facilities for Dutch: Mouscron, Comines-Warneton, Enghien and Flobecq.
    assert {*speaking["municipality"]} == {"Comines-Warneton", "Enghien", "Flobecq"}
    for some in (near, speaking):
        assert some["distance"].to_dict() == every.loc[some.index, "distance"].to_dict()


def test_language_regimes_of_the_real_data(atlas):
    # municipalities.csv: nine of the German-speaking Community, all with facilities for French; four and two with facilities.
    assert language_regimes(atlas, Vintage.V2019).value_counts().to_dict() == {"fr": 247, "de+fr": 9, "fr+nl": 4, "fr+de": 2}


def test_an_unknown_municipality_or_theme_says_so(small):
    with pytest.raises(UnknownValueError, match="31003"):
        peers(small, "31003")
    with pytest.raises(UnknownValueError, match="tourism"):
        who_could_help(small, "11001", "tourism")


def test_who_could_help_by_hand(small):
    # Mobility: the chargers, led by Étang with Forville as partner. Dunois is nearer to Forville (urban) than to Étang.
    found = who_could_help(small, "21002", "mobility")
    assert found[["nis", "initiative_id", "role", "stage"]].to_numpy().tolist() == [
        ["31002", "chargers", "partner", "finished"],
        ["31001", "chargers", "lead", "finished"],
    ]
    assert tuple(found.columns) == HELP_COLUMNS
    assert found["source_urls"].tolist() == ["https://example.org/chargers"] * 2
    assert list(who_could_help(small, "21002", "mobility", n=1)["nis"]) == ["31002"]


def test_an_initiative_told_twice_is_listed_once(small):
    found = who_could_help(small, "21002", "governance")  # ti-portal and portal-again are the same
    assert found["initiative_id"].tolist() == ["ti-portal"]


def test_what_one_takes_part_in_already_is_marked(small):
    found = who_could_help(small, "31002", "mobility")
    assert found[["nis", "is_shared"]].to_numpy().tolist() == [["31001", True]]


def test_nobody_to_help_is_an_empty_table(small):
    found = who_could_help(small, "21002", "health")
    assert found.empty
    assert tuple(found.columns) == HELP_COLUMNS


@given(one=PLACES, theme=st.sampled_from(list(Theme)), n=st.integers(0, 12), asked=st.tuples(VINTAGES, st.sampled_from(RoleRule)))
def test_helpers_take_part_in_the_theme_and_are_the_nearest(atlas, one, theme, n, asked):
    vintage, rule = asked
    nis = atlas.municipalities(vintage).index[one]
    found = who_could_help(atlas, nis, theme.value, n=n, vintage=vintage, rule=rule)
    covered = [other for other in select(atlas, Selection(themes=(theme.value,), vintage=vintage, rule=rule)).covered if other != nis]
    order = [other for other in distances(atlas, nis, vintage).index if other in set(covered)]
    assert list(dict.fromkeys(found["nis"])) == order[:n]
    assert {*found["role"]} <= rule.roles
    assert {*found["stage"]} <= {"running", "finished", "unknown"}
    assert not found.duplicated(["nis", "initiative_id"]).any()
