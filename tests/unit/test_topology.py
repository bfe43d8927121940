"""Shapes as shared arcs: what a reader of TopoJSON makes of them is what is stored."""

import gzip
import json
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pytest
import shapely

from wallonia_map.cli.main import main
from wallonia_map.crs import DECIMALS, STORED_CRS
from wallonia_map.maps import ready
from wallonia_map.maps.shapes import TERRITORIES, topology
from wallonia_map.maps.topology import Topology
from wallonia_map.model import Programme, RoleRule, Vintage
from wallonia_map.tables.atlas import load

#: Half of the last decimal that is stored: nearer than that, two points are the same one.
SAME = 0.5 * 10**-DECIMALS


def read(content: bytes, level: str, folder) -> gpd.GeoDataFrame:
    """A level as GDAL reads it, which knows nothing of our code."""
    path = folder / "shapes.topojson"
    path.write_bytes(content)
    return gpd.read_file(path, layer=level)


def frame(**shapes: str) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"nis": list(shapes)}, geometry=shapely.from_wkt(list(shapes.values())), crs=STORED_CRS).set_index("nis")


@pytest.mark.parametrize("vintage", ["2019", "2025"])
def test_every_shape_is_the_stored_one_to_the_last_decimal(atlas, vintage, tmp_path):
    vintage = Vintage(vintage)
    stored = atlas.shapes(vintage.boundaries).geometry
    found = read(topology(atlas, vintage), "municipalities", tmp_path)
    assert list(found["nis"]) == list(stored.index)
    drawn = found.geometry.to_numpy()
    assert shapely.is_valid(drawn).all()
    assert shapely.coverage_is_valid(drawn)
    assert shapely.equals_exact(drawn, stored.to_numpy(), tolerance=SAME, normalize=True).all()


@pytest.mark.parametrize("vintage", ["2019", "2025"])
@pytest.mark.parametrize("level", TERRITORIES)
def test_a_territory_is_drawn_from_the_same_borders_as_its_municipalities(atlas, vintage, level, tmp_path):
    vintage = Vintage(vintage)
    found = read(topology(atlas, vintage), level, tmp_path).set_index("nis").geometry
    joined = atlas.joined(vintage)
    assert shapely.is_valid(found.to_numpy()).all()
    for code, members in joined.groupby(TERRITORIES[level]):
        whole = shapely.coverage_union_all(members.geometry.to_numpy())
        assert found[code].symmetric_difference(whole).area < 1e-9
    assert found.to_numpy().size == joined[TERRITORIES[level]].nunique()


def test_the_territories_that_travel_are_those_of_the_table(atlas, tmp_path):
    found = read(topology(atlas, Vintage("2019")), "provinces", tmp_path).set_index("nis").geometry
    stored = atlas.shapes("provinces").geometry
    assert list(found.index) == list(stored.index)
    assert all(found[code].symmetric_difference(shape).area < 1e-9 for code, shape in stored.items())


def test_a_group_is_the_union_of_its_members(atlas, tmp_path):
    vintage = Vintage("2019")
    found = read(topology(atlas, vintage), "groups", tmp_path).set_index("nis").geometry
    rows = atlas.participations(vintage)
    rows = rows[rows["role"].isin(RoleRule.STRICT.roles)]
    groups = atlas.initiatives.index[atlas.initiatives["programme"].isin([item.value for item in Programme.groups()])]
    assert set(found.index) == set(groups) & set(rows["initiative_id"])
    shapes = atlas.shapes(vintage.boundaries).geometry
    for code, shape in found.items():
        members = shapes[sorted(set(rows.loc[rows["initiative_id"] == code, "nis"]))]
        assert shape.symmetric_difference(shapely.union_all(members.to_numpy())).area < 1e-9


def test_a_border_travels_once(atlas):
    told = json.loads(topology(atlas, Vintage("2019")))
    edges = [
        tuple(sorted((tuple(one), tuple(other))))
        for arc in told["arcs"]
        for points in [np.cumsum(arc, axis=0).tolist()]
        for one, other in pairwise(points)
    ]
    assert len(edges) == len(set(edges))


def test_all_levels_together_weigh_less_than_half_of_municipalities_and_provinces_apart(atlas):
    vintage = Vintage("2019")
    apart = sum(len(gzip.compress(atlas.shapes(name).to_json().encode(), 9)) for name in (vintage.boundaries, "provinces"))
    assert len(gzip.compress(topology(atlas, vintage), 9)) < apart / 2


def test_an_enclave_and_the_hole_around_it_are_one_arc():
    made = Topology(frame(
        a="POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 2, 2 2, 2 1, 1 1))",
        b="POLYGON ((2 1, 2 2, 1 2, 1 1, 2 1))",
    ))  # fmt: skip
    whole, inner = made.shape("a", {}), made.shape("b", {})
    assert inner["arcs"] == [[~whole["arcs"][1][0]]]
    assert made.merged(["a", "b"], {})["arcs"] == [whole["arcs"][0]]


def test_parts_that_touch_in_one_point_stay_parts_and_a_hole_finds_its_ring():
    made = Topology(frame(
        a="POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))", b="POLYGON ((1 1, 2 1, 2 2, 1 2, 1 1))", c="POLYGON ((1 0, 2 0, 2 1, 1 1, 1 0))",
        d="POLYGON ((10 10, 14 10, 14 14, 10 14, 10 10), (11 11, 11 12, 12 12, 12 11, 11 11))",
    ))  # fmt: skip
    both = made.merged(["a", "b", "d"], {})
    assert both["type"] == "MultiPolygon"
    assert sorted(len(polygon) for polygon in both["arcs"]) == [1, 1, 2]


def test_a_shape_of_two_parts_and_no_shape_at_all():
    made = Topology(frame(a="MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((2 0, 3 0, 3 1, 2 0)))"))
    assert [len(polygon) for polygon in made.shape("a", {})["arcs"]] == [1, 1]
    assert Topology(frame()).told({"none": []})["arcs"] == []


def test_the_shapes_that_come_with_the_app_are_those_of_its_data(atlas):
    """Where this fails, `python -m wallonia_map rebuild` draws them again."""
    kept = list(ready.FOLDER.glob("*.json"))
    assert [file.name for file in kept] == [f"{Vintage.default().value}-{atlas.catalog.fingerprint[:12]}.json"]
    assert kept[0].read_bytes() == topology(atlas, Vintage.default())


def test_other_data_and_other_vintages_are_drawn_when_they_are_asked_for(atlas, small):
    assert ready.ready_topology(atlas, Vintage.base()) == topology(atlas, Vintage.base())
    assert ready.ready_topology(small, Vintage.default()) == topology(small, Vintage.default())


def test_a_command_that_writes_the_app_s_own_data_keeps_their_shapes_and_of_other_data_none(small_copy, monkeypatch, tmp_path):
    monkeypatch.setattr(ready, "FOLDER", tmp_path / "shapes")
    assert main(["rebuild", "--geodata", str(small_copy)]) == 0
    assert not ready.FOLDER.exists()
    monkeypatch.setattr(ready, "GEODATA", small_copy)
    ready.FOLDER.mkdir()
    (ready.FOLDER / "2025-of-yesterday.json").write_text("{}", encoding="utf-8")
    assert main(["rebuild", "--geodata", str(small_copy)]) == 0
    (kept,) = ready.FOLDER.iterdir()
    assert kept.read_bytes() == topology(load(small_copy), Vintage.default())
    before = kept.stat().st_mtime_ns
    ready.keep_ready(small_copy)
    assert kept.stat().st_mtime_ns == before


def test_where_nothing_can_be_written_a_rebuild_goes_on(small_copy, monkeypatch, tmp_path):
    monkeypatch.setattr(ready, "GEODATA", small_copy)
    monkeypatch.setattr(ready, "FOLDER", tmp_path / "file" / "shapes")
    (tmp_path / "file").touch()
    assert main(["rebuild", "--geodata", str(small_copy)]) == 0
