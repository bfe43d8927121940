from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.strategies import selections
from wallonia_map.errors import UnknownValueError
from wallonia_map.model import RoleRule, Selection, Status, Vintage
from wallonia_map.questions.places import places_of
from wallonia_map.questions.selection import MAX_WORDS, checked, from_params, municipality_nis, select, territory_nis, to_params
from wallonia_map.views.view import query

EVERY = {
    "chargers", "failed", "idea", "lag14-nord", "lag23-est", "lag23-nord", "lp-running", "park", "portal-again", "sr-agency", "sr-water",
    "ti-portal", "wide-province", "wide-region",
}  # fmt: skip
NAMES = {"A": "11001", "B": "12001", "C": "21001", "D": "21002", "E": "31001", "F": "31002"}


def listed(small, **filters) -> set[str]:
    return set(select(small, Selection(**filters)).initiatives.index)


def covered(small, **filters) -> str:
    codes = select(small, Selection(**filters)).covered
    return "".join(letter for letter, nis in NAMES.items() if nis in codes)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, EVERY),
        ({"programmes": ("smart-region-2019",)}, {"sr-agency", "sr-water"}),
        ({"programmes": ("smart-region-2019", "leader-projects")}, {"sr-agency", "sr-water", "lp-running"}),
        ({"themes": ("living",)}, {"sr-water"}),
        ({"themes": ("mobility", "living")}, {"chargers", "sr-water"}),
        ({"statuses": ("idea",)}, {"idea"}),
        ({"statuses": ("idea", "no-result")}, {"idea", "failed"}),
        ({"lead_types": ("agency",)}, {"sr-agency"}),
        ({"lead_types": ("province", "region")}, {"wide-province", "wide-region"}),
        ({"confidences": ("medium", "low")}, {"lp-running", "failed"}),
        ({"first_year": 2021}, {"ti-portal", "lag23-est", "lag23-nord", "idea", "park"}),
        ({"last_year": 2014}, {"lag14-nord"}),
        ({"first_year": 2019, "last_year": 2020}, {"sr-agency", "sr-water", "chargers"}),
        ({"first_year": 2020, "last_year": 2019}, set()),
        ({"words": "capteurs EAU"}, {"sr-water"}),
        ({"words": "watersensoren"}, {"sr-water"}),
        ({"words": "wasser"}, {"sr-water"}),
        ({"words": "commune aubois"}, {"sr-water"}),
        ({"words": "echec"}, {"failed"}),
        ({"words": "water nothing"}, set()),
        ({"words": "«» …"}, EVERY),
        ({"programmes": ("projects",), "themes": ("mobility",), "first_year": 2020}, {"chargers"}),
        ({"programmes": ("projects",), "themes": ("health",)}, set()),
    ],
)
def test_each_filter_lists_its_initiatives(small, filters, expected):
    assert listed(small, **filters) == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, "ABEF"),
        ({"rule": RoleRule.EXTENDED}, "ABCEF"),
        ({"programmes": ("smart-region-2019",)}, "AB"),
        ({"programmes": ("smart-region-2019",), "rule": RoleRule.EXTENDED}, "ABCF"),
        ({"statuses": ("idea",)}, "C"),
        ({"statuses": ("no-result",)}, "C"),
        ({"statuses": ("idea", "running")}, "ABCEF"),
        ({"statuses": ("unknown",)}, "A"),
        ({"lead_types": ("province", "region")}, ""),
        ({"lead_types": ("province", "region"), "rule": RoleRule.EXTENDED}, ""),
        ({"municipalities": ("31001",)}, "E"),
    ],
)
def test_what_is_counted_as_covered(small, filters, expected):
    assert covered(small, **filters) == expected


def test_ideas_and_failures_are_listed_but_cover_nobody_unless_asked(small):
    selected = select(small, Selection())
    assert {"idea", "failed"} <= set(selected.initiatives.index)
    assert "21001" not in selected.covered


def test_a_perimeter_never_counts_as_strict(small):
    assert set(select(small, Selection()).participations["role"]) <= {"lead", "partner"}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"provinces": ("10000",)}, {"sr-water", "ti-portal", "lag14-nord", "lag23-nord", "lp-running", "portal-again", "wide-province"}),
        ({"provinces": ("20000",)}, {"idea", "failed"}),
        ({"provinces": ("20000",), "rule": RoleRule.EXTENDED}, {"idea", "failed", "sr-agency"}),
        ({"provinces": ("20000", "30000")}, {"idea", "failed", "chargers", "lag23-est", "park"}),
        ({"arrondissements": ("12000",)}, {"sr-water", "lag14-nord", "lag23-nord"}),
        ({"provinces": ("10000",), "arrondissements": ("21000",)}, set()),
        ({"municipalities": ("31002",)}, {"chargers", "lag23-est"}),
        ({"municipalities": ("21002",)}, set()),
    ],
)
def test_a_place_lists_what_reaches_it(small, filters, expected):
    assert listed(small, **filters) == expected


def test_a_province_wide_initiative_is_listed_in_its_province_and_counted_nowhere(small):
    selected = select(small, Selection(provinces=("10000",), rule=RoleRule.EXTENDED))
    assert "wide-province" in selected.initiatives.index
    assert "wide-province" not in set(selected.participations["initiative_id"])
    assert "wide-region" not in selected.initiatives.index


def test_a_filter_on_place_counts_only_inside_the_place(small):
    selected = select(small, Selection(arrondissements=("12000",)))
    assert list(selected.places) == ["12001"]
    assert set(selected.participations["nis"]) == {"12001"}


def test_filters_on_place_narrow_each_other(small):
    assert list(places_of(small, Selection(provinces=("10000",), municipalities=("11001", "31001")))) == ["11001"]
    assert list(places_of(small, Selection(provinces=("30000",), vintage=Vintage.V2025))) == ["31003"]


def test_a_year_filter_leaves_out_what_has_no_year(small):
    assert "lp-running" not in listed(small, first_year=1990)
    assert "lp-running" not in listed(small, last_year=2040)


def test_the_same_initiative_in_two_rows_is_one(small):
    selected = select(small, Selection(themes=("governance",)))
    assert len(selected.initiatives) == 2
    assert selected.distinct == 1


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        ({"programmes": ("x",)}, "'x' is not a known programme; valid: smart-region-2019, territoire-intelligent-2024,"),
        ({"themes": ("x",)}, "'x' is not a known theme; valid: mobility, governance,"),
        ({"statuses": ("x",)}, "'x' is not a known stage; valid: idea, running,"),
        ({"population_year": 1830}, "1830 is not a known population year of vintage 2019; valid: 2018, 2019"),
    ],
)
def test_a_value_that_does_not_exist_names_the_valid_ones(small, filters, sentence):
    with pytest.raises(UnknownValueError) as caught:
        checked(Selection(**filters), small)
    assert str(caught.value).startswith(sentence)


def test_a_good_selection_passes_unchanged(small):
    good = Selection(programmes=("projects",), statuses=(Status.IDEA.value,), population_year=2018)
    assert checked(good, small) is good


@pytest.mark.parametrize("text", ["10000", "Nord", "north", "NOORDEN", "Norden"])
def test_a_territory_is_found_by_code_or_by_name_in_any_language(small, text):
    assert territory_nis(small, "province", text) == "10000"


def test_a_territory_of_another_level_is_not_known(small):
    with pytest.raises(UnknownValueError, match="'Aune' is not a known province; valid: Nord, Sud, Est"):
        territory_nis(small, "province", "Aune")


@pytest.mark.parametrize(
    ("text", "vintage", "nis"),
    [
        ("Étang St-Éloi", "2019", "31001"),
        ("31001", "2025", "31003"),
        ("Forville", "2025", "31003"),
        ("31003", "2025", "31003"),
        ("19001", "2025", "12001"),
    ],
)
def test_a_municipality_is_found_in_the_vintage_asked_for(small, text, vintage, nis):
    assert municipality_nis(small, text, Vintage(vintage)) == nis


@pytest.mark.parametrize(
    ("text", "told"), [("31003", "31001 Étang-Saint-Éloi, 31002 Forville"), ("le hameau", "21001 Clairval, 21002 Dunois")]
)
def test_a_name_of_several_municipalities_names_them(small, text, told):
    with pytest.raises(UnknownValueError, match="it is the name of several") as caught:
        municipality_nis(small, text, Vintage.V2019)
    assert told in str(caught.value)


def test_a_municipality_that_does_not_exist_is_told(small):
    with pytest.raises(UnknownValueError, match="'Atlantis' is not a known municipality; valid: Aubois"):
        municipality_nis(small, "Atlantis", Vintage.V2019)


@given(selection=selections())
def test_a_link_restores_the_selection(small, selection):
    assert from_params(to_params(selection), small) == selection


@given(selection=selections())
def test_a_link_survives_being_written_as_text(small, selection):
    assert from_params(parse_qs(query(to_params(selection), "fr")), small) == selection


def test_the_default_selection_needs_no_parameter():
    assert to_params(Selection()) == {}


@pytest.mark.parametrize(
    "params",
    [
        {"programme": ["<script>alert(1)</script>"]},
        {"programme": ["PROJECTS", " projects", "projects;leader-projects"]},
        {"theme": ["../../etc/passwd"], "stage": ["Idea"], "lead": [""], "confidence": ["very high"]},
        {"province": ["11000", "99999", "Nord"], "arrondissement": ["10000"]},
        {"role": ["lenient"], "vintage": ["2018"]},
        {"from": ["1830"], "to": ["99999"], "year": ["2025"]},
        {"from": ["2019.0"], "to": ["-2019"], "year": ["٢٠١٩"]},
        {"from": ["２０１９"], "to": [""], "year": ["2019 "]},
        {"q": ["\x00\x1b\u202e\ud800 \n"]},
        {"unheard": ["of"], "": [""]},
        {"programme": [], "role": [], "q": [], "from": []},
    ],
)
def test_a_hostile_link_is_the_default_view(small, params):
    assert from_params(params, small) == Selection()


def test_long_words_are_cut(small):
    assert from_params({"q": ["é" * 100_000]}, small).words == "é" * MAX_WORDS


def test_words_cut_at_a_space_still_make_a_link_that_restores_them(small):
    cut = from_params({"q": ["a" * (MAX_WORDS - 1) + " b"]}, small)
    assert from_params(to_params(cut), small) == cut


def test_control_characters_become_spaces_in_the_words_and_the_rest_is_text(small):
    words = from_params({"q": ["  <b>a\x00b</b>\u200b   c "]}, small).words
    assert words == "<b>a b</b> c"


def test_the_first_of_several_single_values_counts(small):
    assert from_params({"from": ["2019", "2020"]}, small).first_year == 2019


@given(words=st.text(max_size=200), year=st.text(max_size=6), value=st.text(max_size=20))
def test_whatever_a_link_says_the_selection_is_sound_and_its_own_link_restores_it(small, words, year, value):
    names = ("programme", "theme", "stage", "province", "arrondissement", "lead", "confidence", "role", "vintage", "from", "to")
    selection = from_params({name: [value] for name in names} | {"q": [words], "year": [year]}, small)
    assert len(selection.words) <= MAX_WORDS
    assert selection.words.isprintable()
    assert from_params(to_params(selection), small) == checked(selection, small)


@given(selection=selections())
def test_every_selection_lists_and_counts_consistently(small, selection):
    selected = select(small, selection)
    assert set(selected.participations["initiative_id"]) <= set(selected.initiatives.index)
    assert set(selected.participations["nis"]) <= set(selected.places)
    assert not selected.participations.duplicated(["initiative_id", "nis"]).any()
    assert selected.distinct <= len(selected.initiatives)
