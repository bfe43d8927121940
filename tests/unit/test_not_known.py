"""The third state: a municipality of which no source says whether it takes part is neither covered nor not covered."""

import csv
import io
import shutil

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.strategies import selections
from wallonia_map.errors import DataContractError
from wallonia_map.export.tables import RowKind, table_of
from wallonia_map.i18n import percent
from wallonia_map.model import CountingRule, Level, Programme, Role, RoleRule, Selection, Vintage
from wallonia_map.questions.coverage import coverage_of, coverage_table, sums
from wallonia_map.questions.facets import facets
from wallonia_map.questions.overlaps import white_spots
from wallonia_map.questions.profile import municipality_profile
from wallonia_map.questions.selection import select
from wallonia_map.rebuild.run import rebuild
from wallonia_map.tables.atlas import load
from wallonia_map.views.not_known import count_said, share_said

AUBOIS, BELLERIVE, CLAIRVAL, DUNOIS, ETANG, FORVILLE = "11001", "12001", "21001", "21002", "31001", "31002"
LAG_2023 = Selection(programmes=("leader-2023-2027",), vintage=Vintage.V2019)


def with_possible(folder, table: str, row: str, municipalities: str, reason: str = "A list was not found."):
    """Name possible municipalities in a row of a keeper's table, and make what follows from it."""
    path = folder / "source" / "initiatives" / f"{table}.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    for cells in rows:
        if cells["initiative_id"] == row:
            cells |= {"possible_municipalities": municipalities, "possible_reason": reason}
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    rebuild(folder)
    return folder


@pytest.fixture(scope="module")
def unsure(small_geodata, tmp_path_factory):
    """The small world where the LAG of the east may have Clairval and Dunois for members; Clairval is covered by nothing else."""
    folder = tmp_path_factory.mktemp("unsure") / "geodata"
    shutil.copytree(small_geodata, folder)
    return load(with_possible(folder, "leader-2023-2027", "lag23-est", "Clairval;Dunois"))


def test_a_possible_member_is_neither_covered_nor_left_out(unsure):
    selected = select(unsure, LAG_2023)
    assert list(selected.covered) == [AUBOIS, BELLERIVE, ETANG, FORVILLE]
    assert list(selected.not_known) == [CLAIRVAL, DUNOIS]
    found = coverage_of(unsure, LAG_2023)
    assert (found.municipalities_covered, found.municipalities_not_known, found.most[0], found.municipalities) == (4, 2, 6, 6)
    assert (found.inhabitants_not_known, found.area_not_known_km2) == (7000, 5.0)


def test_what_is_covered_for_sure_stays_covered(small_copy):
    atlas = load(with_possible(small_copy, "leader-2023-2027", "lag23-est", "Aubois;Dunois"))
    selected = select(atlas, LAG_2023)
    assert AUBOIS in selected.covered
    assert list(selected.not_known) == [DUNOIS]
    assert set(selected.possible["nis"]) == {AUBOIS, DUNOIS}


def test_a_merged_municipality_takes_part_for_sure_if_one_of_its_parts_does(small_copy):
    with_possible(small_copy, "leader-2014-2020", "lag14-nord", "Forville")
    atlas = load(with_possible(small_copy, "projects", "park", "Forville"))
    rows = atlas.participations(Vintage.V2025)
    roles = rows[rows["nis"] == "31003"].set_index("initiative_id")["role"]
    assert (roles["lag14-nord"], roles["park"]) == (Role.POSSIBLE, Role.LEAD)
    assert list(select(atlas, Selection(programmes=("leader-2014-2020",), vintage=Vintage.V2025)).not_known) == ["31003"]


def test_a_merged_municipality_that_is_served_in_one_part_and_possible_in_the_other_is_not_known_in_the_strict_sense(small_copy):
    atlas = load(with_possible(small_copy, "smart-region-2019", "sr-agency", "Étang-Saint-Éloi"))
    asked = Selection(programmes=("smart-region-2019",), vintage=Vintage.V2025)
    strict, extended = select(atlas, asked), select(atlas, asked.replace(rule=RoleRule.EXTENDED))
    assert list(strict.not_known) == ["31003"]
    assert "31003" not in strict.covered
    assert "31003" in extended.covered
    assert list(extended.not_known) == []
    assert coverage_of(atlas, asked).municipalities_not_known == 1
    listed = table_of(RowKind.INITIATIVES, atlas, strict, "fr").set_index("initiative_id").loc["sr-agency"]
    assert (listed["served_municipalities"], listed["possible_municipalities"]) == ("Aubois;Clairval;Forville", "Forville (31003)")
    sheet = municipality_profile(atlas, "31003", Vintage.V2025)
    assert sheet.initiatives.query("initiative_id == 'sr-agency'")[["role", "municipalities"]].to_numpy().tolist() == [
        ["served", 3],
        ["possible", 2],
    ]
    assert "31003" not in set(white_spots(atlas, asked).index)


def test_only_possible_members_of_what_counts_are_not_known(unsure):
    assert len(select(unsure, LAG_2023.replace(statuses=("idea",))).not_known) == 0
    assert len(select(unsure, LAG_2023.replace(confidences=("low",))).not_known) == 0


def test_a_filter_on_place_keeps_what_may_reach_it_and_its_facet_counts_it(unsure):
    south = LAG_2023.replace(provinces=("20000",))
    assert select(unsure, south).identifiers == ("lag23-est",)
    assert facets(unsure, LAG_2023)["provinces"]["20000"] == 1


def test_sums_say_nothing_of_what_is_not_known(unsure):
    for rule in CountingRule:
        found = sums(unsure, select(unsure, LAG_2023), rule).by_municipality
        assert found.loc[[CLAIRVAL, DUNOIS]].isna().all(axis=None)
        assert found.drop([CLAIRVAL, DUNOIS])["initiatives"].notna().all()
        assert found["initiatives"].sum() == (2 if rule is not CountingRule.FULL else 4)


@pytest.mark.parametrize("municipalities, reason", [("Clairval", ""), ("", "Only a reason.")])
def test_possible_municipalities_need_their_reason(small_copy, municipalities, reason):
    with pytest.raises(DataContractError, match="possible_reason"):
        with_possible(small_copy, "leader-2023-2027", "lag23-est", municipalities, reason)


def test_a_municipality_is_not_possible_and_sure_in_one_initiative(small_copy):
    with pytest.raises(DataContractError, match="has two roles"):
        with_possible(small_copy, "leader-2023-2027", "lag23-est", "Forville")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(selection=selections(), level=st.sampled_from(Level))
def test_covered_not_covered_and_not_known_make_the_whole(unsure, selection, level):
    selected = select(unsure, selection)
    covered, not_known = set(selected.covered), set(selected.not_known)
    assert not covered & not_known
    table = coverage_table(
        unsure, selected.covered, not_known=selected.not_known, by=level, vintage=selection.vintage,
        population_year=selection.population_year, within=selected.places,
    )  # fmt: skip
    rest = selected.places[~selected.places.isin(covered | not_known)]
    others = coverage_table(
        unsure, rest, by=level, vintage=selection.vintage, population_year=selection.population_year, within=selected.places
    )
    for whole, name in (("municipalities", "municipalities_{}"), ("inhabitants", "inhabitants_{}"), ("area_km2", "area_{}_km2")):
        parts = table[name.format("covered")] + table[name.format("not_known")] + others[name.format("covered")]
        pd.testing.assert_series_equal(parts.astype(float), table[whole].astype(float), check_names=False, atol=1e-3)
    found = coverage_of(unsure, selection)
    assert (found.municipalities_covered, found.municipalities_not_known) == (len(covered), len(not_known & set(selected.places)))
    assert sum(table["inhabitants_not_known"]) == found.inhabitants_not_known
    assert max(found.most) <= max(found.municipalities, found.inhabitants, found.area_km2 + 1e-3)


def test_every_programme_of_the_small_world_keeps_its_figures(small, unsure):
    for programme in Programme:
        asked = Selection(programmes=(programme.value,), vintage=Vintage.V2019)
        assert list(select(small, asked).covered) == list(select(unsure, asked).covered)


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "45 à 48\u202f%"), ("en", "45 to 48%"), ("nl", "45 tot 48%"), ("de", "45 bis 48\u00a0%")]
)
def test_a_range_in_a_sentence_is_in_words_that_no_line_breaks(language, said):
    held = share_said(0.45, 0.48, language)
    assert " ".join(held.split()) == " ".join(said.split())
    assert held.split(" ") == [held]  # no place to break a line at
    assert "–" not in held
    assert share_said(0.451, 0.452, language) == percent(0.45, language)
    assert count_said(7, 7, language) == "7"
