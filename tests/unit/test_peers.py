import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallonia_map.cli.main import main
from wallonia_map.errors import UnknownValueError
from wallonia_map.i18n import Language
from wallonia_map.model import Indicator, RoleRule, Selection, Theme, Vintage
from wallonia_map.questions.character import features
from wallonia_map.questions.indicators import indicator_values
from wallonia_map.questions.peers import (
    HELP_COLUMNS,
    distances,
    language_regimes,
    likeness_of,
    not_compared,
    peers,
    standardised,
    who_could_help,
)
from wallonia_map.questions.profile import municipality_profile
from wallonia_map.questions.selection import select
from wallonia_map.views.indicator_words import short_name
from wallonia_map.views.peer_words import own_unknown_note, peers_note

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


UNEMPLOYMENT, DENSITY = Indicator("unemployment-ilo"), Indicator("population-density")


def test_likeness_in_one_figure_is_the_order_of_its_differences(atlas):
    values = indicator_values(atlas, UNEMPLOYMENT, Vintage.V2019).values.dropna()
    found = distances(atlas, "52011", Vintage.V2019, by=(UNEMPLOYMENT,))
    apart = (values - values["52011"]).abs().drop("52011")
    assert found.to_dict() == pytest.approx((apart / values.std(ddof=0)).to_dict(), abs=1e-8)
    assert apart[found.index].is_monotonic_increasing


def test_what_is_not_known_is_left_out_and_never_zero(small):
    unknown = set(small.municipalities(Vintage.V2019).index) - set(
        indicator_values(small, UNEMPLOYMENT, Vintage.V2019).values.dropna().index
    )
    assert unknown
    assert set(not_compared(small, (UNEMPLOYMENT, DENSITY), Vintage.V2019)) == unknown
    found = peers(small, "11001", n=99, vintage=Vintage.V2019, by=(UNEMPLOYMENT, DENSITY))
    assert unknown.isdisjoint(found.index)
    assert found["unemployment-ilo"].notna().all()
    assert peers(small, min(unknown), vintage=Vintage.V2019, by=(UNEMPLOYMENT,)).empty
    assert not_compared(small, (), Vintage.V2019) == ()


def test_likeness_takes_three_figures_at_most(small):
    four = tuple(Indicator)[:4]
    with pytest.raises(UnknownValueError, match="number of indicators"):
        distances(small, "11001", by=four)
    assert likeness_of([*(item.value for item in four), "<script>"]) == four[:3]
    assert likeness_of(["poverty", "unemployment-ilo", "unemployment-ilo"]) == (UNEMPLOYMENT,)


def test_who_could_help_follows_the_likeness_that_is_chosen(atlas):
    usual, other = (
        who_could_help(atlas, "52011", "mobility", n=5, vintage=Vintage.V2019, by=by)
        for by in ((), (UNEMPLOYMENT, Indicator("income-per-return")))
    )
    assert tuple(other.columns) == tuple(usual.columns) == HELP_COLUMNS
    nearest = peers(atlas, "52011", n=300, vintage=Vintage.V2019, by=(UNEMPLOYMENT, Indicator("income-per-return")))
    helpers = list(dict.fromkeys(other["nis"]))
    assert helpers == [nis for nis in nearest.index if nis in set(helpers)]
    assert helpers != list(dict.fromkeys(usual["nis"]))


@pytest.mark.parametrize("language", Language)
def test_a_sheet_says_by_what_its_peers_are_alike_and_who_is_left_out(small, language):
    told = municipality_profile(small, "11001", Vintage.V2019, by=(UNEMPLOYMENT,), language=language)
    said = peers_note(small, told, language)
    assert short_name(UNEMPLOYMENT, language) in said
    assert all(small.municipality_name(nis, Vintage.V2019, language) in said for nis in told.not_compared)
    assert set(told.peers) == set(peers(small, "11001", n=20, vintage=Vintage.V2019, by=(UNEMPLOYMENT,)).index)
    unknown = municipality_profile(small, told.not_compared[0], Vintage.V2019, by=(UNEMPLOYMENT,), language=language)
    assert unknown.peers == ()
    assert set(unknown.standing["among"]) <= {"all"}
    assert peers_note(small, unknown, language) == own_unknown_note((UNEMPLOYMENT,), language)


def test_the_command_takes_the_same_likeness(small, small_geodata, capsys):
    asked = ["peers", "11001", "--like", "unemployment-ilo", "--vintage", "2019", "--format", "csv", "--geodata", str(small_geodata)]
    assert main(asked) == 0
    out, err = capsys.readouterr()
    expected = peers(small, "11001", vintage=Vintage.V2019, by=(UNEMPLOYMENT,))
    assert [line.split(",")[0] for line in out.splitlines()[1:]] == list(expected.index)
    assert all(nis in err for nis in not_compared(small, (UNEMPLOYMENT,), Vintage.V2019))
    assert main([*asked, "--like", "unemployment-ilo"]) == 2
