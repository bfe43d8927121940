"""Whose municipalities are outlined for initiatives that are ticked, and which initiatives a municipality takes part in."""

import pytest

from wallonia_map.i18n import Language
from wallonia_map.model import Role, RoleRule, Selection, Vintage
from wallonia_map.questions.involvement import InitiativesOfPlace, initiatives_of_place, involvement
from wallonia_map.views.involvement_words import involvement_told, place_told

ASKED = ("chargers", "sr-agency", "wide-region")


def test_the_municipalities_of_initiatives_follow_rule_and_vintage_and_no_filter(small):
    strict = involvement(small, Selection(vintage=Vintage("2019"), provinces=("10000",)), ASKED)
    assert (strict.initiatives, strict.certain, strict.possible) == (ASKED, ("31001", "31002"), ())
    assert (strict.by_perimeter, strict.unknown) == (("sr-agency",), ("wide-region",))
    merged = involvement(small, Selection(vintage=Vintage("2025"), rule=RoleRule.EXTENDED), ASKED)
    assert (merged.certain, merged.by_perimeter) == (("11001", "21001", "31003"), ())


def test_the_initiatives_of_a_municipality_keep_their_order(small):
    listed = ("sr-water", "sr-agency", "park", "lag14-nord")
    found = initiatives_of_place(small, Selection(vintage=Vintage("2019")), listed, "11001")
    assert found == InitiativesOfPlace(("sr-water", "lag14-nord"), ())
    wide = initiatives_of_place(small, Selection(vintage=Vintage("2019"), rule=RoleRule.EXTENDED), listed, "11001")
    assert wide.certain == ("sr-water", "sr-agency", "lag14-nord")


def test_what_is_only_possible_stands_apart(atlas):
    rows = atlas.participations(Vintage.default())
    perhaps = rows[rows["role"] == Role.POSSIBLE]
    row = perhaps[~perhaps["initiative_id"].isin(rows.loc[rows["role"] != Role.POSSIBLE, "initiative_id"])].iloc[0]
    found = involvement(atlas, Selection(), (row["initiative_id"],))
    assert row["nis"] in found.possible
    assert (found.certain, found.by_perimeter, found.unknown) == ((), (), ())
    assert initiatives_of_place(atlas, Selection(), (row["initiative_id"],), row["nis"]).possible == (row["initiative_id"],)


@pytest.mark.parametrize("language", Language)
def test_the_words_count_what_is_outlined_and_never_say_none_of_a_list_with_gaps(small, language):
    found = involvement(small, Selection(vintage=Vintage("2019")), ASKED)
    told = involvement_told(found, language)
    assert "3" in told
    assert "2" in told
    assert "{" not in told
    nothing = place_told(InitiativesOfPlace((), ()), 7, "Aubois", RoleRule.STRICT, language)
    assert "Aubois" in nothing
    assert not any(sign.isdigit() for sign in nothing)
    some = place_told(InitiativesOfPlace(("a",), ("b", "c")), 7, "Aubois", RoleRule.STRICT, language)
    assert {sign for sign in some if sign.isdigit()} == {"1", "2", "3", "7"}
