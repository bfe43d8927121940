import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallonia_map.errors import UnknownValueError
from wallonia_map.i18n import Language
from wallonia_map.model import Vintage
from wallonia_map.uploads.joining import Joined, join
from wallonia_map.uploads.match_shapes import match_shapes
from wallonia_map.uploads.matching import match
from wallonia_map.uploads.reading import read_table
from wallonia_map.uploads.sharing_out import SplitKey
from wallonia_map.uploads.variable_kinds import Variable, VariableKind, guess_variables


def joined(atlas, text: str, *variables: Variable, vintage: Vintage = Vintage.V2019, key: str = "c", **options) -> Joined:
    table = read_table(text.encode(), "a.csv")
    report = match(table.cells[key].tolist(), atlas, vintage, rows=table.rows.tolist())
    chosen = variables or guess_variables(table, [name for name in table.cells if name != key])
    return join(table, report, chosen, atlas, **options)


def at(result: Joined, nis: str, column: str) -> object:
    return result.table.set_index("nis").at[nis, column]


def test_one_row_per_municipality_and_not_known_is_not_zero(atlas):
    result = joined(atlas, "c;n;t\nLiège;1;a\nNamur;;\n")
    assert list(result.table)[:2] == ["nis", "municipality"]
    assert len(result.table) == 262
    assert at(result, "62063", "n") == 1
    assert result.table["n"].notna().sum() == 1
    assert result.table["t"].notna().sum() == 1


def test_mergers_sum_amounts_join_texts_and_recompute_rates(atlas):
    text = "c;n;t;above;below;rate\n82003;10;a;1;10;10\n82005;5;b;2;10;20\n62063;7;c;3;4;75\n"
    rate = Variable("rate", VariableKind.RATE, "above", "below")
    result = joined(atlas, text, Variable("n", VariableKind.COUNT), Variable("t", VariableKind.TEXT), rate, vintage=Vintage.V2025)
    assert (at(result, "82039", "n"), at(result, "82039", "t")) == (15, "a; b")
    assert at(result, "82039", "rate") == pytest.approx(15)
    assert at(result, "62063", "rate") == 75
    assert result.left_out == ()


def test_a_rate_without_numerator_is_left_out_where_rows_meet(atlas):
    result = joined(atlas, "c;rate\n82003;10\n82005;20\n62063;75\n", Variable("rate", VariableKind.RATE), vintage=Vintage.V2025)
    assert pd.isna(at(result, "82039", "rate"))
    assert result.left_out == (("rate", "82039"),)
    assert at(result, "62063", "rate") == 75
    gap = joined(atlas, "c;a;b;r\n82003;1;10;10\n82005;;10;\n", Variable("r", VariableKind.RATE, "a", "b"), vintage=Vintage.V2025)
    assert pd.isna(at(gap, "82039", "r"))


def test_splitting_only_by_a_stated_key(atlas):
    text = "c;n;t\n82039;100;x\n62063;7;y\n"
    together = joined(atlas, text, vintage=Vintage.V2019)
    assert pd.isna(at(together, "82003", "n"))
    assert together.together == ((2, ("82003", "82005")),)
    assert together.totals.loc["n", ["before", "after", "together"]].tolist() == [107, 7, 100]
    assert at(together, "82003", "t") == at(together, "82005", "t") == "x"
    for key, sizes in (
        (SplitKey.POPULATION, atlas.population(Vintage.V2019)),
        (SplitKey.AREA, atlas.municipalities(Vintage.V2019)["area_km2"]),
    ):
        result = joined(atlas, text, split_by=key, vintage=Vintage.V2019)
        assert at(result, "82003", "n") == pytest.approx(100 * sizes["82003"] / (sizes["82003"] + sizes["82005"]))
        assert result.totals.at["n", "after"] == pytest.approx(107)


def test_a_municipality_of_which_a_part_is_not_known_is_named(atlas):
    result = joined(atlas, "c;n\n82003;10\n", vintage=Vintage.V2025)
    assert result.partial == (("n", "82039"),)
    result = joined(atlas, "c;n\n82003;10\n82005;\n", vintage=Vintage.V2025)
    assert result.partial == (("n", "82039"),)
    assert pd.isna(at(result, "82039", "n"))
    assert result.totals.loc["n", ["before", "after", "partial"]].tolist() == [10, 0, 10]
    assert not result.is_whole
    assert joined(atlas, "c;n\n82003;10\n82005;1\n", vintage=Vintage.V2025).partial == ()


def test_the_difference_of_a_total_is_explained(atlas):
    result = joined(atlas, "c;n\nLiège;1\nGent;2\n82039;4\nNamur;x\nMons;8\n")
    row = result.totals.loc["n"]
    assert row.tolist() == [15, 9, -6, 2, 4, 0, 0, 1]
    for language in Language:
        assert result.why("n", language).count(".") >= 3
    assert joined(atlas, "c;n\nLiège;1\n").why("n", "en") == "Nothing was lost: the totals are equal."


def test_kinds_are_guessed():
    table = read_table("c;habitants;montant;Taux de chômage;part;nom\nLiège;1;1,5;2;3 %;x\n".encode(), "a.csv")
    kinds = [one.kind for one in guess_variables(table, list(table.cells)[1:])]
    assert kinds == [VariableKind.COUNT, VariableKind.AMOUNT, VariableKind.RATE, VariableKind.RATE, VariableKind.TEXT]


def test_the_files_own_columns_stand_beside_ours(atlas):
    result = joined(atlas, "c;nis;municipality\nLiège;1;x\n")
    assert list(result.table) == ["nis", "municipality", "nis_in_file", "municipality_in_file"]


def test_an_unknown_column_is_named(atlas):
    with pytest.raises(UnknownValueError):
        joined(atlas, "c;n\nLiège;1\n", Variable("m", VariableKind.COUNT))


def test_polygons_are_shared_out_by_area(small):
    """A square over Aubois and the left half of Bellerive: half and half."""
    boxes = small.shapes("boundaries_2019")
    west, south, east, north = boxes.loc["11001"].geometry.bounds
    ring = [[west, south], [2 * east - west, south], [2 * east - west, north], [west, north], [west, south]]
    feature = {"type": "Feature", "properties": {"n": 10}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    table = read_table(json.dumps({"type": "FeatureCollection", "features": [feature]}).encode(), "a.geojson")
    report = match_shapes(table, small)
    assert dict(report.lines[0].parts) == pytest.approx({"11001": 0.5, "12001": 0.5}, abs=0.01)
    assert "50." in report.table()["reason"].iloc[0] or "49." in report.table()["reason"].iloc[0]
    result = join(table, report, guess_variables(table, ["n"]), small)
    assert result.totals.at["n", "after"] == pytest.approx(10)


def test_the_atlas_finds_its_own_outlines(atlas):
    shapes = atlas.shapes("boundaries_2019")[["geometry"]].reset_index()
    report = match_shapes(read_table(shapes.to_json().encode(), "a.geojson"), atlas, Vintage.V2019)
    assert [line.parts for line in report.lines] == [((nis, 1.0),) for nis in shapes["nis"]]


CELLS = st.none() | st.integers(-(10**9), 10**9) | st.sampled_from(["n.d.", "x"])
NAMES = st.sampled_from(["62063", "Luik", "82003", "82005", "82039", "Bertogne", "Bomal", "Gent", "xyz", "Namur", "52063"])


@given(
    rows=st.lists(st.tuples(NAMES, CELLS), min_size=1, max_size=15),
    vintage=st.sampled_from(list(Vintage)),
    split=st.none() | st.sampled_from(SplitKey),
)
def test_totals_of_amounts_are_kept(atlas, rows, vintage, split):
    text = "c;n\n" + "".join(f"{name};{'' if value is None else value}\n" for name, value in rows)
    table = read_table(text.encode(), "a.csv")
    report = match(table.cells["c"].tolist(), atlas, vintage)
    assert len(report.lines) == len(rows)
    row = join(table, report, [Variable("n", VariableKind.AMOUNT)], atlas, split_by=split).totals.loc["n"]
    assert row["before"] == pytest.approx(sum(value for _, value in rows if isinstance(value, int)))
    assert row["before"] == pytest.approx(row["after"] + row["unmatched"] + row["together"] + row["elsewhere"] + row["partial"], abs=1e-3)
