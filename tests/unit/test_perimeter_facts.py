"""What a perimeter is told of while it is made, and the lists that are pasted into it."""

import io
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallonia_map.cli.main import main
from wallonia_map.i18n import Language
from wallonia_map.model import Programme, Selection, Vintage
from wallonia_map.place import Bounds
from wallonia_map.questions.coverage import coverage_of
from wallonia_map.questions.perimeter_bounds import bound_checks
from wallonia_map.questions.perimeter_facts import FACT_COLUMNS, facts_table, perimeter_facts, with_neighbours
from wallonia_map.questions.perimeters import perimeter_of, perimeter_text, perimeters, text_bounds, unknown_codes
from wallonia_map.uploads.pasted_places import MOST_ENTRIES, pasted_places
from wallonia_map.views.perimeter_words import perimeter_lines

#: Hotton, Marche-en-Famenne and Nassogne side by side, Arlon at the border, Tournai and Péruwelz in a group of unknown members.
PLACES = ("57064", "57081", "81001", "83028", "83034", "83040")


@pytest.fixture
def facts(atlas):
    return perimeter_facts(atlas, PLACES, Selection())


def test_a_perimeter_is_as_large_as_the_meter_of_its_filter_says(atlas, facts):
    meter = coverage_of(atlas, Selection(perimeters=(perimeter_of("", PLACES, atlas, Vintage.default()),)))
    assert (len(facts.codes), facts.inhabitants, facts.area_km2) == (meter.municipalities, meter.inhabitants, meter.area_km2)
    assert len(facts.white_spots) == meter.municipalities - meter.municipalities_covered - meter.municipalities_not_known


def test_each_municipality_has_a_group_or_none_or_perhaps_one_in_every_period(facts):
    assert [period.programme for period in facts.periods] == list(reversed(Programme.groups()))
    for period in facts.periods:
        assert sorted((*period.without, *period.members, *period.possible)) == sorted(PLACES)
        assert {code for group in period.groups for code in group.members} == set(period.members)
        assert all(group.size >= len(group.members) for group in period.groups)
    assert facts.periods[0].possible == (
        "57064",
        "57081",
    )  # nobody knows the members of their group, so it is not said that they would join
    assert "57081" in facts.periods[1].without


def test_the_municipality_that_lies_apart_is_named(atlas, facts):
    assert not facts.is_contiguous
    (_, [_, piece]), *_ = perimeter_lines(atlas, facts, Selection(), "fr")
    assert "Arlon" in piece
    assert "Hotton" not in piece


@pytest.mark.parametrize("language", Language)
def test_every_state_is_said_in_every_language(atlas, facts, language):
    lines = perimeter_lines(atlas, facts, Selection(), language)
    assert len(lines) == 2 + len(Programme.groups())
    assert "Tournai" in " ".join(lines[1][1]) or "Doornik" in " ".join(lines[1][1])


def test_many_names_are_cut_and_counted(atlas):
    every = tuple(atlas.municipalities(Vintage.default()).index)
    told = " ".join(
        sentence
        for _, sentences in perimeter_lines(atlas, perimeter_facts(atlas, every, Selection()), Selection(), "en")
        for sentence in sentences
    )
    assert "others" in told
    assert len(told) < 3_000


def test_neighbours_are_added_to_what_is_there(atlas):
    around = with_neighbours(atlas, ("81001",), Vintage.default())
    assert "81001" in around
    assert len(around) > 3


def test_the_table_of_facts_has_a_row_a_fact(facts):
    table = facts_table(facts)
    assert list(table.columns) == list(FACT_COLUMNS)
    told = table.set_index(["fact", "about"])["value"]
    assert told["inhabitants", ""] == str(facts.inhabitants)
    assert int(told["groups_possible", Programme.groups()[-1].value]) == 2


def test_a_pasted_list_takes_names_and_codes_of_any_kind_and_tells_what_it_does_not_know(atlas):
    read = pasted_places(
        atlas, "Amel\n62063 62051;Herstal et Liège\t82005, Lieg; xyz\n5100 Jambes;Province de Namur", Vintage.default(), "fr"
    )
    assert read.codes == ("62051", "62063", "63001", "82039", "92094")
    assert [entry for entry, _ in read.refused] == ["Lieg", "xyz", "Province de Namur"]
    assert "Liège" in read.refused[0][1]


def test_an_ambiguous_name_is_not_chosen_for_the_visitor(small):
    read = pasted_places(small, "Le Hameau", Vintage.V2019, "fr")
    assert read.codes == ()
    assert "Clairval" in read.refused[0][1]


def test_a_list_that_is_too_long_says_so(small):
    assert pasted_places(small, "\n".join(map(str, range(MOST_ENTRIES + 5))), Vintage.V2019, "fr").not_read == 5


@given(text=st.text(max_size=200))
def test_nothing_of_a_list_is_lost_in_silence(small, text):
    read = pasted_places(small, text, Vintage.V2019, "fr")
    assert set(read.codes) <= set(small.municipalities(Vintage.V2019).index)
    assert all(reason for _, reason in read.refused)
    if any(letter.isalnum() for letter in text):
        assert read.codes or read.refused


BOUNDS = Bounds(least_municipalities=3, most_inhabitants=1000)


def test_bounds_are_carried_by_the_link_and_told_against(atlas, facts):
    made = replace(perimeter_of("Essai", PLACES, atlas, Vintage.default()), bounds=BOUNDS)
    text = perimeter_text(made)
    assert text.endswith("~3:::1000")
    assert perimeters([text], atlas, Vintage.default()) == (made,)
    assert (text_bounds(text), unknown_codes(text, atlas, Vintage.default())) == (BOUNDS, ())
    assert bound_checks(BOUNDS, municipalities=3, inhabitants=1001)[0].is_kept  # both ends are included
    (_, [_, _, *told]), *_ = perimeter_lines(atlas, facts, Selection(), "en", BOUNDS)
    assert told[0] == f"Municipalities, at least 3: kept ({len(PLACES)})"
    assert told[1].startswith("Inhabitants, at most 1,000: not kept (") and "too many" in told[1]
    rows = facts_table(facts, BOUNDS).set_index("fact")["about"]
    assert (rows["least_municipalities"], rows["most_inhabitants"]) == ("kept", "missed")


def test_without_a_bound_nothing_is_assumed(atlas):
    assert bound_checks(Bounds(), municipalities=1, inhabitants=1) == ()
    assert "~" not in perimeter_text(perimeter_of("", PLACES, atlas, Vintage.default()))[1:]


@pytest.mark.parametrize("asked", ["", "a:b:c:d", "-1:::", "1:2", "99999999:::", "1:::~2:::", "1" * 5_000])
def test_bounds_that_are_none_leave_the_perimeter_as_it_is_and_are_named(atlas, asked):
    text = f"{perimeter_text(perimeter_of('', PLACES, atlas, Vintage.default()))}~{asked}"
    (made,) = perimeters([text], atlas, Vintage.default())
    assert (made.codes, made.bounds) == (tuple(sorted(PLACES)), Bounds())
    assert bool(unknown_codes(text, atlas, Vintage.default())) == bool(asked)


def test_the_command_tests_the_bounds_and_its_link_carries_them(capsys):
    assert main(["perimeter", "Essai:91034,91141", "--least-municipalities", "3", "--format", "csv"]) == 0
    rows = pd.read_csv(io.StringIO(capsys.readouterr().out), dtype=str).set_index("fact")
    assert rows.loc["least_municipalities", ["about", "value", "of"]].tolist() == ["missed", "2", "3"]
    assert rows.at["link", "value"] == "Essai~91034-91141~3:::"
