"""Places that a visitor makes, and the filters that name them by sets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallonia_map.model import Selection, Vintage
from wallonia_map.place import Community, Perimeter
from wallonia_map.questions.perimeters import LONGEST_NAME, MOST, parts, perimeter_of, perimeter_text, perimeters
from wallonia_map.questions.places import places_of
from wallonia_map.questions.selection import from_params, to_params
from wallonia_map.views.sentences import filters_of


def test_a_perimeter_comes_back_from_its_link(atlas):
    made = perimeter_of("Haute Ardenne", ["63001", "63067"], atlas, Vintage.V2025)
    assert perimeters([perimeter_text(made)], atlas, Vintage.V2025) == (made,)
    asked = Selection(perimeters=(made,))
    assert from_params(to_params(asked), atlas) == asked
    assert list(places_of(atlas, asked)) == ["63001", "63067"]


def test_a_code_of_before_a_merger_leads_to_the_merged_municipality(atlas):
    assert perimeter_of("", ["82003", "82005"], atlas, Vintage.V2025).codes == ("82039",)


@given(text=st.text(max_size=300))
def test_a_hostile_link_gives_no_more_than_municipalities_and_a_short_name(small, text):
    for found in perimeters([text] * 20, small, Vintage.V2019):
        assert set(found.codes) <= set(small.municipalities(Vintage.V2019).index)
        assert len(found.name) <= LONGEST_NAME
        assert found.name.isprintable()
        assert perimeters([perimeter_text(found)], small, Vintage.V2019) == (found,)


def test_there_are_no_more_than_a_few_perimeters_in_a_link(atlas):
    texts = [f"{number}~{code}" for number, code in enumerate(atlas.municipalities(Vintage.V2025).index[:20])]
    assert len(perimeters(texts, atlas, Vintage.V2025)) == MOST


def test_an_enclave_is_a_part_of_its_own(atlas):
    # Liège and Herstal share a border; Arlon lies at the other end of the region.
    assert parts(atlas, ("62063", "62051", "81001"), Vintage.V2025) == (("62051", "62063"), ("81001",))


def test_the_german_speaking_community_has_nine_municipalities(atlas):
    german = places_of(atlas, Selection(communities=(Community.GERMAN.value,)))
    assert len(german) == 9
    assert len(places_of(atlas, Selection(communities=(Community.FRENCH.value,)))) + 9 == len(atlas.municipalities(Vintage.default()))


@pytest.mark.parametrize("language", ["fr", "en", "nl", "de"])
def test_a_group_without_known_members_keeps_the_possible_ones_and_says_so(atlas, language):
    asked = Selection(groups=(group_of(atlas),))
    assert len(places_of(atlas, asked)) == 7  # Antoing, Beloeil, Bernissart, Brunehaut, Péruwelz, Rumes and Tournai
    ((_, _, label),) = filters_of(atlas, asked, language)
    assert "(" in label


def group_of(atlas):
    rows = atlas.participations(Vintage.V2025)
    (group,) = {
        one for one in rows.loc[rows["role"] == "possible", "initiative_id"] if atlas.initiatives.at[one, "programme"] == "leader-2023-2027"
    }
    return group


def test_filters_on_place_narrow_each_other(atlas):
    rural = places_of(atlas, Selection(characters=("rural",), provinces=("90000",)))
    inside = places_of(atlas, Selection(provinces=("90000",)))
    assert set(rural) < set(inside)
    chosen = Perimeter("", tuple(inside[:3]))
    assert set(places_of(atlas, Selection(perimeters=(chosen,), characters=("rural",)))) <= set(inside[:3])
