"""The joins, selections and cells that are worked out in bulk equal those worked out one by one."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.synthetic import write_atlas
from tests.unit.strategies import selections
from wallonia_map.errors import WalloniaMapError
from wallonia_map.export.csv import _cell, _cells
from wallonia_map.model import CountingRule, Role, Vintage
from wallonia_map.questions.coverage import sums
from wallonia_map.questions.places import places_of
from wallonia_map.questions.selection import select
from wallonia_map.tables.atlas import Atlas, load
from wallonia_map.tables.contracts import Field, Schema, foreign_problems, problems
from wallonia_map.tables.positions import Positions, strongest
from wallonia_map.views.classing import MISSING, Scale, classes

ROLES = [role.value for role in Role]


@given(rows=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 2))))
def test_the_strongest_role_is_kept_once_per_pair_in_the_order_of_names(rows):
    initiatives, places = pd.Index(["b", "a", "ab", "é", "10"]), pd.Index(["31", "11", "2", "21"])
    codes = Positions(*(np.array([row[place] for row in rows], dtype=np.int64) for place in range(3)))
    found = strongest(codes, initiatives, places)
    best: dict[tuple[str, str], int] = {}
    for one, other, role in rows:
        key = (initiatives[one], places[other])
        best[key] = min(role, best.get(key, 9))
    expected = [(*key, role) for key, role in sorted(best.items())]
    assert [*zip(initiatives[found.initiative], places[found.municipality], found.role.tolist(), strict=True)] == expected


@given(selection=selections())
def test_a_selection_counts_what_a_look_at_each_row_counts(small, selection):
    selected, rows = select(small, selection), []
    places, all_rows = set(places_of(small, selection)), small.initiatives
    for row in small.participations(selection.vintage).itertuples():
        told = all_rows.loc[row.initiative_id]
        asked = row.initiative_id in selected.initiatives.index and told["stage"] in selection.counted_statuses
        if asked and row.role in selection.rule.roles and row.nis in places:
            rows.append((row.initiative_id, row.nis, row.role, told["counted_as"]))
    assert [tuple(row) for row in selected.participations.itertuples(index=False)] == rows
    assert list(selected.covered) == sorted({row[1] for row in rows})


@given(selection=selections(), rule=st.sampled_from(CountingRule))
def test_sums_equal_those_of_one_initiative_after_the_other(small, selection, rule):
    selected = select(small, selection)
    people = small.population(selection.vintage, selection.population_year)
    members: dict[str, list[str]] = {}
    for row in selected.participations.itertuples():
        if row.nis not in members.setdefault(row.counted_as, []):
            members[row.counted_as].append(row.nis)
    expected = dict.fromkeys(small.municipalities(selection.vintage).index, 0.0)
    for places in members.values():
        for nis in places:
            share = {CountingRule.FULL: 1.0, CountingRule.EQUAL: 1 / len(places)}.get(rule, people[nis] / people[places].sum())
            expected[nis] += share
    assert sums(small, selected, rule).by_municipality["initiatives"].to_dict() == pytest.approx(expected)


def test_a_participation_of_an_unknown_initiative_municipality_or_role_is_told(small):
    for column, stray in (("initiative_id", "nobody"), ("nis_2019", "99999"), ("role", "guest")):
        table = small.tables["participations"].copy()
        table.loc[0, column] = stray
        with pytest.raises(WalloniaMapError, match=stray):
            Atlas(small.catalog, {**small.tables, "participations": table}).participations()


NUMBERS = st.none() | st.floats(0, 1e6, allow_nan=False) | st.sampled_from([0.0, 1.0, 2.0, 5.0, math.nan])


@given(values=st.lists(NUMBERS))
def test_classes_of_a_column_are_the_classes_of_its_values(values):
    for scale in (Scale((1, 2, 5, math.inf), ("a",) * 5), Scale((math.inf,), ("a", "b")), Scale((10, 20), ("a",) * 3)):
        found = classes(pd.Series(values, dtype="float64"), scale)
        assert found.tolist() == [scale.class_of(value) for value in values]
        assert found.isin([MISSING]).tolist() == [value is None or value != value for value in values]


CELLS = {
    "str": st.text(max_size=6) | st.sampled_from(["=1+1", "-x", " @", "mobility;health", "é\u00a0\x07", None]),
    "float64": st.floats(allow_infinity=False) | st.integers(-9, 9).map(float),
    "Int64": st.none() | st.integers(-9, 9),
    "bool": st.booleans(),
}


@given(data=st.data(), dtype=st.sampled_from(list(CELLS)), comma=st.booleans(), language=st.sampled_from([None, "fr"]))
def test_cells_of_a_column_are_written_as_one_by_one(data, dtype, comma, language):
    column = pd.Series(data.draw(st.lists(CELLS[dtype], max_size=8)), dtype=dtype, name="title")
    one_by_one = [_cell(value, "title", comma=comma, language=language) for value in column.tolist()]
    assert _cells(column, comma=comma, language=language) == one_by_one


SCHEMA = Schema((Field("code", "code", ("required", "->places.code")), Field("kind", "list", ("in:a|b",))))


@given(rows=st.lists(st.tuples(st.sampled_from(["", "12345", "00000", "x"]), st.sampled_from(["", "a", "b;a", "c", "a;c;d"]))))
def test_every_broken_cell_is_told_as_by_a_look_at_each(rows):
    table = pd.DataFrame(rows, columns=["code", "kind"], dtype="str")
    path = Path("t.csv")
    told = {(error.row, error.column, error.value) for error in problems(table, SCHEMA, path)}
    expected = {(row, "code", code) for row, (code, _) in enumerate(rows, 2) if code in ("", "x")}
    expected |= {(row, "kind", kind) for row, (_, kind) in enumerate(rows, 2) if "c" in kind}
    assert told == expected
    strays = [(error.row, error.value) for error in foreign_problems(table, SCHEMA, path, {"places": pd.DataFrame({"code": ["12345"]})})]
    assert strays == [(row, code) for row, (code, _) in enumerate(rows, 2) if code not in ("", "12345")]


def test_a_synthetic_atlas_is_one(tmp_path):
    atlas = load(write_atlas(tmp_path, times=2, municipalities=300))
    assert len(atlas.initiatives) == 690
    assert len(atlas.joined(Vintage.V2019)) == 300
    assert set(atlas.participations()["nis"]) <= set(atlas.municipalities().index)
