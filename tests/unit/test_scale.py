"""The engine of the extra `scale` answers to the last digit as this process does: on threads, and on a cluster of two workers."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings

from tests.synthetic import write_atlas
from tests.unit.strategies import selections
from wallonia_map.cli.main import main
from wallonia_map.crs import METRIC_CRS, STORED_CRS
from wallonia_map.errors import DataContractError, MissingDataError, UnknownValueError, WalloniaMapError
from wallonia_map.model import Programme, RoleRule, Selection, Vintage
from wallonia_map.questions.coverage import coverage
from wallonia_map.questions.engine import PARTITIONS, SETTING, Embedded, engine
from wallonia_map.questions.overlaps import overlap
from wallonia_map.questions.spatial_join import placed
from wallonia_map.tables.atlas import load
from wallonia_map.uploads.match_shapes import match_shapes
from wallonia_map.uploads.reading import ReadTable

distributed = pytest.importorskip("distributed", reason="the extra « scale » is not installed: python -m pip install 'wallonia-map[scale]'")
pytest.importorskip("dask_geopandas", reason="the extra « scale » is not installed: python -m pip install 'wallonia-map[scale]'")

from wallonia_map.questions.dask_engine import dask_engine  # noqa: E402 (only where dask is installed)
from wallonia_map.questions.partitions import TOLD, name_of, write_partitions  # noqa: E402

PLAIN = Selection()
ASKED = [
    selection.replace(vintage=vintage)
    for vintage in Vintage
    for selection in (
        PLAIN, Selection(rule=RoleRule.EXTENDED), Selection(programmes=(Programme.LEADER_2023.value,)),
        Selection(themes=("mobility", "health"), first_year=2016), Selection(words="capteurs"), Selection(words="e"),
        Selection(provinces=("90000",), statuses=("idea",)), Selection(arrondissements=("62000", "92000"), confidences=("high",)),
    )
]  # fmt: skip


@pytest.fixture(scope="session")
def synthetic(tmp_path_factory):
    """A hundred times the real register, in a thousand municipalities: some 200,000 participations."""
    return load(write_atlas(tmp_path_factory.mktemp("synthetic"), times=100, municipalities=1000))


@pytest.fixture(scope="module")
def cluster():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0", host="127.0.0.1"
    ) as running:
        yield running


@pytest.fixture
def on_dask(monkeypatch, tmp_path):
    """Turns the setting on for an atlas; every engine is let go of afterwards."""
    made = []

    def turn_on(atlas, name="dask"):
        write_partitions(atlas, tmp_path, parts=5)
        monkeypatch.setenv(SETTING, name)
        monkeypatch.setenv(PARTITIONS, str(tmp_path))
        made.append(engine())
        return made[-1]

    yield turn_on
    for one in made:
        one.close()
    forget()


def forget():
    from wallonia_map.questions.engine import _engine

    _engine.cache_clear()


#: Of each question one vintage, in turn: what a large atlas is asked, whose rows are like those of the small one.
IN_TURN = [asked for place, asked in enumerate(ASKED) if place % 2 == place * 2 // len(ASKED)]


def answers(atlas, questions):
    """Every figure of some questions, as exact values."""
    found = []
    for asked in questions:
        found.append((asked, coverage(atlas, asked)))
    for vintage in Vintage:
        told = overlap(
            atlas, {name: Selection(programmes=(name,), vintage=vintage) for name in ("leader-2014-2020", "leader-2023-2027", "projects")}
        )
        found += [told.table.to_csv(float_format=repr), told.membership.to_csv()]
    return found


def register(atlas, number):
    """Shapes all over the place: points, some on corners, some far away, polygons over several municipalities, and none."""
    random = np.random.default_rng(7)
    west, south, east, north = atlas.shapes("boundaries_2019").total_bounds
    points = shapely.points(random.uniform(west - 0.1, east + 0.1, number), random.uniform(south - 0.1, north + 0.1, number))
    points[::10] = shapely.buffer(points[::10], 0.05)
    corners = shapely.points(shapely.get_coordinates(atlas.shapes("boundaries_2019").geometry.to_numpy()[:20]))[: number // 10]
    points[5 : 5 + len(corners)] = corners
    points[1] = None
    return gpd.GeoSeries(points, crs=STORED_CRS)


@pytest.mark.parametrize(("which", "questions"), [("atlas", ASKED), ("synthetic", IN_TURN)], ids=["atlas", "synthetic"])
def test_two_workers_answer_as_this_process_does(which, questions, request, cluster, on_dask):
    atlas = request.getfixturevalue(which)
    shapes = register(atlas, 20_000).to_crs(METRIC_CRS)
    boundaries = atlas.shapes("boundaries_2019").geometry.to_crs(METRIC_CRS)
    expected, lie = answers(atlas, questions), placed(shapes, boundaries)
    there = on_dask(atlas, cluster.scheduler_address)
    assert answers(atlas, questions) == expected
    assert len(set(map(str, expected))) > 8
    pd.testing.assert_frame_equal(there.placed(shapes, boundaries), lie, check_exact=True)
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        assert len(client.run(lambda: True)) == 2


def test_a_table_of_shapes_is_matched_alike(atlas, on_dask):
    shapes = register(atlas, 12_000)
    table = ReadTable("register.geojson", pd.DataFrame(index=range(len(shapes))), np.arange(len(shapes)), None, shapes)
    here = match_shapes(table, atlas)
    on_dask(atlas)
    there = match_shapes(table, atlas)
    assert there.lines == here.lines


@pytest.fixture(scope="module")
def small_engine(small, tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    write_partitions(small, folder, parts=3)
    return dask_engine(None, str(folder))


@given(selection=selections())
@settings(max_examples=15)
def test_whatever_is_asked_the_same_municipalities_are_covered(small, small_engine, selection):
    assert list(small_engine.covered(small, selection)) == list(Embedded().covered(small, selection))


def test_each_municipality_is_in_one_file_and_every_participation_too(small, tmp_path):
    write_partitions(small, tmp_path, parts=4)
    parts = [gpd.read_parquet(path) for path in sorted((tmp_path / name_of(Vintage.V2019)).iterdir())]
    assert len(parts) > 1
    places = [nis for part in parts for nis in part["nis"].unique()]
    assert len(places) == len(set(places))
    assert sum(map(len, parts)) == len(small.participations())
    assert all(part.crs == STORED_CRS for part in parts)


def test_what_is_set_wrongly_is_told(small, atlas, tmp_path, monkeypatch):
    monkeypatch.setenv(SETTING, "spark")
    with pytest.raises(UnknownValueError, match="spark"):
        engine()
    monkeypatch.setenv(SETTING, "dask")
    with pytest.raises(UnknownValueError, match="ATLAS_PARTITIONS"):
        engine()
    write_partitions(small, tmp_path)
    with pytest.raises(DataContractError, match="other municipalities"):
        dask_engine(None, str(tmp_path)).covered(atlas, PLAIN)
    (tmp_path / TOLD).unlink()
    with pytest.raises(MissingDataError):
        dask_engine(None, str(tmp_path)).covered(small, PLAIN)


def test_a_scheduler_that_does_not_answer_is_told(small, tmp_path, monkeypatch):
    monkeypatch.setattr("wallonia_map.questions.dask_engine.ANSWER_WITHIN", "300ms")
    write_partitions(small, tmp_path)
    with distributed.LocalCluster(n_workers=0, processes=False, dashboard_address="127.0.0.1:0", host="127.0.0.1", protocol="tcp") as gone:
        address = gone.scheduler_address
    with pytest.raises(WalloniaMapError, match="does not answer"):
        dask_engine(address, str(tmp_path))


def test_the_command_line_writes_partitions_and_answers_from_them(on_dask, atlas, tmp_path, capsys, monkeypatch):
    asked = ["coverage", "--programme", "leader-2014-2020", "--by", "province", "--format", "csv"]
    assert main(asked) == 0
    here = capsys.readouterr().out
    on_dask(atlas)
    assert main(["partition", "--out", str(tmp_path), "--parts", "2"]) == 0
    capsys.readouterr()
    assert main(asked) == 0
    assert capsys.readouterr().out == here
    for gone in tmp_path.glob("*/*.parquet"):
        gone.unlink()
    monkeypatch.setenv(SETTING, "tcp:/nowhere")
    assert main(asked) == 2
