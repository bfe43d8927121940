import geopandas as gpd
import shapely
from hypothesis import given
from hypothesis import strategies as st

from wallonia_map.crs import METRIC_CRS
from wallonia_map.questions.spatial_join import kinds, placed

#: Four squares of one kilometre, and shapes that lie in them, across them, on their borders or outside.
SQUARES = gpd.GeoSeries([shapely.box(x, y, x + 1, y + 1) for y in (0, 1) for x in (0, 1)], index=["11", "12", "21", "22"], crs=METRIC_CRS)
SIDES = st.sampled_from([-0.5, 0, 0.25, 0.5, 1, 1.5, 2, 2.5])
POINTS = st.builds(shapely.Point, SIDES, SIDES)
BOXES = st.builds(lambda x, y, wide, high: shapely.box(x, y, x + wide, y + high), SIDES, SIDES, *[st.sampled_from([0.25, 0.5, 1.5])] * 2)
SHAPES = st.lists(POINTS | BOXES | st.none() | st.just(shapely.Point()) | st.just(shapely.LineString([(0, 0), (2, 2)])))


def one_by_one(shapes):
    for place, shape in enumerate(shapes):
        if shape is None or shape.is_empty or shape.geom_type == "LineString":
            continue
        if shape.geom_type == "Point":
            inside = [nis for nis, square in SQUARES.items() if square.intersects(shape)]
            yield from [(place, nis, 1.0) for nis in inside[:1]]
        else:
            parts = [(place, nis, square.intersection(shape).area / shape.area) for nis, square in SQUARES.items()]
            yield from [part for part in parts if part[2] > 0]


@given(shapes=SHAPES)
def test_a_batch_of_shapes_lies_where_each_of_them_lies(shapes):
    found = placed(gpd.GeoSeries(shapes, crs=METRIC_CRS), SQUARES)
    assert [*found.itertuples(index=False, name=None)] == [*one_by_one(shapes)]


@given(shapes=SHAPES, cut=st.integers(0, 5))
def test_it_does_not_matter_how_shapes_are_parted(shapes, cut):
    whole = gpd.GeoSeries(shapes, crs=METRIC_CRS)
    parts = [row for part in (whole.iloc[:cut], whole.iloc[cut:]) for row in placed(part, SQUARES).itertuples(index=False, name=None)]
    assert parts == [*placed(whole, SQUARES).itertuples(index=False, name=None)]


def test_kinds():
    shapes = gpd.GeoSeries([None, shapely.Point(), shapely.Point(0, 0), shapely.box(0, 0, 1, 1), shapely.LineString([(0, 0), (1, 1)])])
    assert list(kinds(shapes.to_numpy())) == ["none", "none", "point", "polygon", "other"]
