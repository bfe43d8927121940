from dataclasses import replace
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.strategies import selections
from wallonia_map.i18n import Language
from wallonia_map.model import CountingRule, Selection, Vintage
from wallonia_map.views.measures import Measure
from wallonia_map.views.view import (
    BEGINNING,
    View,
    link_params,
    municipality_of,
    page_view,
    query,
    view_from_params,
    view_params,
    whole_params,
)

VIEWS = st.builds(
    View,
    selection=selections(),
    measure=st.sampled_from(list(Measure)),
    counting=st.sampled_from(CountingRule),
    municipality=st.sampled_from([None, "11001", "21002"]),
    circles=st.booleans(),
    tiles=st.booleans(),
)


@given(view=VIEWS, language=st.sampled_from(Language))
def test_a_link_restores_the_view(small, view, language):
    assert view_from_params(parse_qs(query(view_params(view), language)), small) == view


def test_the_plain_view_needs_no_parameter(small):
    assert view_params(View()) == {}
    assert view_from_params({}, small) == View()


@pytest.mark.parametrize(
    "params",
    [
        {"show": ["<img src=x>"], "share": ["half"], "nis": ["'; --"], "circles": ["true"], "tiles": ["2"]},
        {"nis": ["99999"]},
        {"nis": ["Aubois"]},
        {"nis": ["１１００１"]},
        {"nis": ["1" * 10_000], "show": []},
        {"nis": ["1100"]},
    ],
)
def test_a_hostile_link_is_the_plain_view(small, params):
    assert view_from_params(params, small) == View()


@pytest.mark.parametrize(
    ("code", "vintage", "nis"),
    [("19001", "2019", "12001"), ("31001", "2025", "31003"), ("31003", "2025", "31003"), ("31003", "2019", "31001")],
)
def test_a_municipality_may_be_named_by_a_code_of_any_vintage(small, code, vintage, nis):
    assert municipality_of(code, Selection(vintage=Vintage(vintage)), small) == nis


@pytest.mark.parametrize(("language", "expected"), [("fr", "q=a+b%26c"), ("nl", "lang=nl&q=a+b%26c")])
def test_the_language_is_in_the_link_unless_it_is_french(language, expected):
    assert query({"q": ["a b&c"]}, language) == expected


def test_several_values_of_one_name_are_all_in_the_link():
    assert query({"theme": ["a", "b"]}, "fr") == "theme=a&theme=b"


def test_a_changed_view_has_another_link():
    assert view_params(replace(View(), circles=True)) == {"circles": ["1"]}


@pytest.mark.parametrize("view", [View(), View(Selection(vintage=Vintage.V2025), Measure.COVERED, circles=True)])
def test_a_link_that_is_kept_names_its_defaults_too(small, view):
    params = whole_params(view, small)
    assert {"show", "share", "role", "vintage", "year"} <= set(params)
    again = view_from_params(params, small)
    year = small.own_year(view.selection.vintage)
    assert again == replace(view, selection=view.selection.replace(population_year=year))


def test_explore_begins_with_a_rate_and_a_link_that_says_anything_means_what_it_did(small):
    for nothing in ({}, {"lang": ["de"]}):
        assert page_view("explore", nothing, small) == BEGINNING
        assert page_view("municipality", nothing, small) == View()
    assert page_view("explore", {"theme": ["mobility"]}, small).measure is Measure.INITIATIVES
    assert page_view("explore", link_params("explore", view_params(View())), small) == View()
    assert page_view("explore", link_params("explore", view_params(BEGINNING)), small) == BEGINNING
    assert link_params("compare", {}) == {}
