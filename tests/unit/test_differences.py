import pytest
from hypothesis import given

from tests.unit.strategies import selections
from wallonia_map.errors import UnknownValueError
from wallonia_map.model import RoleRule, Selection, Vintage
from wallonia_map.questions.coverage import coverage
from wallonia_map.questions.differences import DENOMINATORS, SHARES, CoverageChange, MergedNote, common_places, difference, three_figures
from wallonia_map.questions.selection import select

LEADER_2014, LEADER_2023 = (Selection(programmes=(name,), vintage=Vintage.V2019) for name in ("leader-2014-2020", "leader-2023-2027"))


def figures(found, outcome) -> tuple:
    return tuple(found.table.loc[outcome, list(DENOMINATORS)])


def test_outcomes_by_hand(small):
    found = difference(small, LEADER_2014, LEADER_2023)
    assert found.outcomes.to_dict() == {
        "11001": "kept", "12001": "kept", "21001": "never", "21002": "never", "31001": "gained", "31002": "gained",
    }  # fmt: skip
    assert list(found.table.index) == ["gained", "kept", "lost", "never"]
    assert figures(found, "gained") == (2, 2000, 5)  # Étang and Forville: 500 + 1,500 inhabitants, 2 + 3 km²
    assert figures(found, "kept") == (2, 3000, 3)  # Aubois and Bellerive: 1,000 + 2,000, 1 + 2
    assert figures(found, "lost") == (0, 0, 0)
    assert figures(found, "never") == (2, 7000, 5)  # Clairval and Dunois: 3,000 + 4,000, 4 + 1
    assert found.table.loc["gained", list(SHARES)].tolist() == pytest.approx([2 / 6, 2000 / 12_000, 5 / 13])
    assert found.merged_note == ()


def test_the_other_way_round_gained_is_lost(small):
    there, back = difference(small, LEADER_2014, LEADER_2023), difference(small, LEADER_2023, LEADER_2014)
    mirrored = {"gained": "lost", "lost": "gained", "kept": "kept", "never": "never"}
    assert back.outcomes.to_dict() == there.outcomes.map(mirrored).to_dict()


def test_a_merged_municipality_says_through_which_part(small):
    park = Selection(words="parc", vintage=Vintage.V2025)  # only Étang-Saint-Éloi has the park
    found = difference(small, park, LEADER_2023.replace(vintage=Vintage.V2025))
    assert found.outcomes["31003"] == "kept"
    assert found.merged_note == (MergedNote("31003", ("31001", "31002"), ("31001",), ("31001", "31002")),)


def test_bastogne_and_bertogne(atlas):
    # Participations: sr2019-21 is led by 82003 (Bastogne); of « projects » about FixMyStreet, bertogne-fixmystreet by 82005 counts.
    # sr2019-06 only serves both.
    call, projects = (Selection(programmes=(name,), vintage=Vintage.V2025) for name in ("smart-region-2019", "projects"))
    projects = projects.replace(words="fixmystreet")
    found = difference(atlas, call, projects)
    assert found.outcomes["82039"] == "kept"
    assert found.merged_note == (MergedNote("82039", ("82003", "82005"), ("82003",), ("82005",)),)
    before = difference(atlas, call.replace(vintage=Vintage.V2019), projects.replace(vintage=Vintage.V2019))
    assert before.outcomes[["82003", "82005"]].tolist() == ["lost", "gained"]
    assert before.merged_note == ()
    served = difference(atlas, call.replace(rule=RoleRule.EXTENDED), projects)
    assert served.merged_note[0].through_a == ("82003", "82005")
    elsewhere = difference(atlas, call.replace(provinces=("60000",)), projects.replace(provinces=("60000",)))
    assert elsewhere.merged_note == ()


def test_leader_then_and_now(atlas):
    # By hand from participations.csv, population.csv (2019) and municipalities.csv: 119 = 95 kept + 24 gained. Of the 16 others of
    # 2014–2020, six are possible members of the Plaines de l'Escaut (64,020 inhabitants): 10 are lost. Tournai and Somme-Leuze,
    # possible too, are in neither for sure: 262 − 95 − 24 − 10 − 8 = 125 never.
    found = difference(atlas, LEADER_2014, LEADER_2023)
    assert figures(found, "gained") == (24, 227_415, 1965.1982)
    assert figures(found, "kept") == (95, 671_832, 6997.0539)
    assert figures(found, "lost") == (10, 88_981, 1017.6244)
    assert figures(found, "never") == (125, 2_506_536, 6341.9213)
    assert figures(found, "not-known") == (8, 139_031, 579.6011)
    assert found.table["municipalities"].sum() == 262


def test_what_became_of_a_possible_member_is_not_known(atlas):
    # Plaines de l'Escaut: its six of 2014–2020 and Tournai (57081); Condroz-Famenne: Somme-Leuze (91120).
    found = difference(atlas, LEADER_2014, LEADER_2023)
    doubtful = found.municipalities[found.municipalities["is_uncertain"]]
    assert (found.unplaced_a, found.unplaced_b) == ((), ("lag2023-plaines-de-l-escaut",))
    assert list(doubtful.index) == ["51008", "51009", "57003", "57064", "57072", "57081", "57093", "91120"]
    assert {*doubtful["outcome"]} == {"not-known"}
    assert doubtful["inhabitants"].sum() == 139_031
    back = difference(atlas, LEADER_2023, LEADER_2014)
    assert {*back.municipalities.loc[back.municipalities["is_uncertain"], "outcome"]} == {"not-known"}


def test_places_are_where_both_look(small):
    found = difference(small, LEADER_2014.replace(provinces=("10000", "30000")), LEADER_2023.replace(provinces=("30000",)))
    assert found.outcomes.to_dict() == {"31001": "gained", "31002": "gained"}
    nowhere = difference(small, LEADER_2014.replace(provinces=("10000",)), LEADER_2023.replace(provinces=("30000",)))
    assert nowhere.table.to_numpy().sum() == 0


def test_a_population_year_may_be_named_or_not(small):
    assert difference(small, LEADER_2014.replace(population_year=2019), LEADER_2023).table["inhabitants"].sum() == 12_000


@pytest.mark.parametrize("other", [LEADER_2023.replace(vintage=Vintage.V2025), LEADER_2023.replace(population_year=2018)])
def test_different_vintages_or_years_are_not_compared(small, other):
    with pytest.raises(UnknownValueError, match="to compare with"):
        difference(small, LEADER_2014, other)


def test_names_follow_the_language(small):
    assert difference(small, LEADER_2014, LEADER_2023, language="de").municipalities.at["12001", "municipality"] == "Schönufer"


@given(a=selections(), b=selections())
def test_gained_kept_lost_and_never_make_up_the_whole(small, a, b):
    b = b.replace(vintage=a.vintage, population_year=a.population_year)
    found = difference(small, a, b)
    places = common_places(small, (a, b))
    whole = three_figures(small, places, a).sum()
    for measure, share in zip(DENOMINATORS, SHARES, strict=True):
        assert found.table[measure].sum() == pytest.approx(whole[measure])
        assert found.table[share].sum() == pytest.approx(1 if len(places) else 0)
    assert list(found.outcomes.index) == list(places)
    in_b = found.table.loc[[CoverageChange.GAINED.value, CoverageChange.KEPT.value], "municipalities"].sum()
    assert in_b == places.isin(select(small, b).covered).sum()


@given(a=selections(places=False), b=selections(places=False))
def test_kept_and_lost_are_what_the_first_covers(small, a, b):
    b = b.replace(vintage=a.vintage, population_year=a.population_year)
    found, first = difference(small, a, b), coverage(small, a)
    before = found.table.loc[[CoverageChange.KEPT.value, CoverageChange.LOST.value]].sum()
    assert (before["municipalities"], before["inhabitants"]) == (first.municipalities_covered, first.inhabitants_covered)
    assert before["area_km2"] == pytest.approx(first.area_covered_km2)
