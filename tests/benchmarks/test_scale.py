"""From what size on a cluster pays: the same questions in this process and on two workers, and the memory that each takes."""

import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from tests.benchmarks.serving import kept
from tests.synthetic import write_atlas
from wallonia_map.crs import METRIC_CRS, STORED_CRS
from wallonia_map.model import Selection
from wallonia_map.questions.engine import Embedded
from wallonia_map.tables.atlas import Atlas, load

pytestmark = pytest.mark.benchmark
distributed = pytest.importorskip("distributed", reason="the extra « scale » is not installed: python -m pip install 'wallonia-map[scale]'")
ROOT = Path(__file__).resolve().parents[2]
ASKED = (Selection(), Selection(themes=("mobility",)), Selection(words="capteurs 12"), Selection(provinces=("90000",)))
#: One question, asked by a process that does nothing else.
ALONE = {
    "embedded": "from wallonia_map.questions.engine import Embedded; found = Embedded().covered(atlas, Selection())",
    "dask": "from wallonia_map.questions.dask_engine import dask_engine; found = dask_engine(None, sys.argv[2]).covered(atlas, Selection())",
}


def best(question, times: int = 3) -> float:
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        question()
        spent.append(time.perf_counter() - began)
    return min(spent)


def polygons(atlas: Atlas, number: int) -> gpd.GeoSeries:
    random = np.random.default_rng(3)
    west, south, east, north = atlas.shapes("boundaries_2019").total_bounds
    middles = shapely.points(random.uniform(west, east, number), random.uniform(south, north, number))
    return gpd.GeoSeries(middles, crs=STORED_CRS).to_crs(METRIC_CRS).buffer(2_000)


def alone(how: str, geodata: Path, partitions: Path) -> float:
    """Peak memory of one question asked by a process of its own; on dask it loads an atlas that has the places, and no register."""
    code = f"import sys; from pathlib import Path; from wallonia_map.tables.atlas import load; from wallonia_map.model import Selection; atlas = load(Path(sys.argv[1])); {ALONE[how]}; from tests.benchmarks.growth_run import peak_mb; sys.stdout.write(str(peak_mb()))"
    return float(
        subprocess.run(
            [sys.executable, "-c", code, str(geodata), str(partitions)], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
    )


def two_workers():
    return distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0", host="127.0.0.1")


def written(told: list[dict]) -> None:
    rows = (
        "  ".join(f"{name}: {value:,.3g}" if isinstance(value, float) else f"{name}: {value:,}" for name, value in row.items())
        for row in told
    )
    sys.stdout.write("\n" + "\n".join(rows) + "\n")
    kept(told)


def test_from_what_size_on_a_cluster_pays(tmp_path):
    from wallonia_map.questions.dask_engine import dask_engine
    from wallonia_map.questions.partitions import write_partitions

    told = []
    small = write_atlas(tmp_path / "places", times=1)
    with two_workers() as cluster:
        for times, shapes in ((1, 2_000), (100, 20_000), (1000, 200_000)):
            folder = write_atlas(tmp_path / str(times), times=times)
            atlas, partitions = load(folder), tmp_path / f"partitions-{times}"
            write_partitions(atlas, partitions)
            there, here = dask_engine(cluster.scheduler_address, str(partitions)), Embedded()
            boundaries, drawn = atlas.shapes("boundaries_2019").geometry.to_crs(METRIC_CRS), polygons(atlas, shapes)
            row = {"participations": len(atlas.participations()), "polygons": shapes}
            for name, engine in (("embedded", here), ("two workers", there)):
                row[f"coverage, {name}, s"] = sum(best(partial(engine.covered, atlas, asked)) for asked in ASKED)
                row[f"placing, {name}, s"] = best(partial(engine.placed, drawn, boundaries), 1)
            for asked in ASKED:
                assert list(there.covered(atlas, asked)) == list(here.covered(atlas, asked))
            row["memory, embedded, MB"] = alone("embedded", folder, partitions)
            row["memory, dask, MB"] = alone("dask", small, partitions)
            there.close()
            told.append(row)
    written(told)
    assert told[-1]["memory, dask, MB"] < told[-1]["memory, embedded, MB"]


def test_with_as_many_municipalities_as_europe_has_the_cluster_gives_the_same(tmp_path):
    """98,000, about as many as Europe's local administrative units: what is counted and where shapes lie, to the last digit."""
    from wallonia_map.questions.dask_engine import dask_engine
    from wallonia_map.questions.partitions import write_partitions

    folder, partitions = write_atlas(tmp_path / "europe", times=100, municipalities=98_000), tmp_path / "partitions"
    atlas = load(folder)
    write_partitions(atlas, partitions)
    boundaries, drawn = atlas.shapes("boundaries_2019").geometry.to_crs(METRIC_CRS), polygons(atlas, 20_000)
    row, found = {"municipalities": len(boundaries), "participations": len(atlas.participations()), "polygons": len(drawn)}, {}
    with two_workers() as cluster:
        there = dask_engine(cluster.scheduler_address, str(partitions))
        for name, engine in (("embedded", Embedded()), ("two workers", there)):
            row[f"coverage, {name}, s"] = sum(best(partial(engine.covered, atlas, asked)) for asked in ASKED)
            began = time.perf_counter()
            found[name] = engine.placed(drawn, boundaries)
            row[f"placing, {name}, s"] = time.perf_counter() - began
        for asked in ASKED:
            assert list(there.covered(atlas, asked)) == list(Embedded().covered(atlas, asked))
        pd.testing.assert_frame_equal(found["two workers"], found["embedded"], check_exact=True)
        assert len(found["embedded"]) > len(drawn)
        there.close()
    row["memory, embedded, MB"] = alone("embedded", folder, partitions)
    row["memory, dask, MB"] = alone("dask", folder, partitions)
    written([row])
