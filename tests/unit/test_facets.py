import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.strategies import selections
from wallonia_map.model import Level, Programme, RoleRule, Selection, Theme, Vintage
from wallonia_map.place import Character, Community
from wallonia_map.questions.facets import COLUMNS, facets
from wallonia_map.questions.places import ONE_EACH, group_members
from wallonia_map.questions.selection import select


def counted_one_by_one(atlas, selection, name, choices):
    listed = {choice: len(select(atlas, selection.replace(**{name: (choice,)})).initiatives) for choice in choices}
    return {choice: count for choice, count in listed.items() if count}


NAMES = (*COLUMNS, *ONE_EACH, "groups")
#: What the real counts are narrowed by: one of these for each name in turn, besides nothing.
NARROWED = (
    Selection(programmes=(Programme.PROJECTS.value,), rule=RoleRule.EXTENDED),
    Selection(themes=(Theme.MOBILITY.value,), provinces=("60000", "90000"), first_year=2015),
    Selection(arrondissements=("62000",), words="eau"),
)


def choices_of(atlas, name):
    if name in COLUMNS:
        cells = atlas.initiatives[COLUMNS[name]].str.split(";").explode()
        return sorted(set(cells) - {""})
    if name in ("communities", "characters"):
        return [item.value for item in (Community if name == "communities" else Character)]
    if name == "groups":
        return sorted(group_members(atlas, Vintage.default())["group"].unique())
    level = Level.PROVINCE if name == "provinces" else Level.ARRONDISSEMENT
    return [str(nis) for nis in atlas.territories.index[atlas.territories["level"] == level.value]]


@settings(max_examples=60)
@given(selection=selections(), name=st.sampled_from(NAMES))
def test_a_count_is_what_the_list_would_hold(small, name, selection):
    assert facets(small, selection)[name] == counted_one_by_one(small, selection, name, choices_of(small, name))


@pytest.mark.parametrize(
    ("name", "selection"), [*((name, Selection()) for name in NAMES), *zip(NAMES, itertools.cycle(NARROWED), strict=False)]
)
def test_the_real_counts_are_those_of_the_list(atlas, name, selection):
    assert facets(atlas, selection)[name] == counted_one_by_one(atlas, selection, name, choices_of(atlas, name))


def test_the_other_filters_narrow_the_counts_and_the_own_one_does_not(atlas):
    everything = facets(atlas, Selection())["themes"]
    within = facets(atlas, Selection(programmes=(Programme.SMART_REGION_2019.value,), themes=(Theme.HEALTH.value,)))
    assert within["themes"][Theme.MOBILITY] < everything[Theme.MOBILITY]
    assert sum(within["programmes"].values()) == everything[Theme.HEALTH]
