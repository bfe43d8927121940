"""What counts: this process, or a dask cluster for registers that outgrow it; one setting chooses, the answers are the same."""

import os
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import geopandas as gpd
import pandas as pd

from wallonia_map.errors import UnknownValueError
from wallonia_map.model import Selection
from wallonia_map.questions.selection import select
from wallonia_map.questions.spatial_join import placed
from wallonia_map.tables.atlas import Atlas

#: `embedded` (as without it), `dask` (threads of this process), or the address of a dask scheduler (`tcp://…`, `tls://…`).
SETTING = "ATLAS_ENGINE"
#: The folder that `python -m wallonia_map partition` wrote; workers read it under the same path.
PARTITIONS = "ATLAS_PARTITIONS"
_ADDRESSES = ("tcp://", "tls://", "ws://", "wss://")


class Engine(Protocol):
    """What every engine answers, to the last digit alike."""

    def covered(self, atlas: Atlas, selection: Selection) -> pd.Index:
        """The municipalities with at least one participation that `selection` counts, sorted."""

    def possible(self, atlas: Atlas, selection: Selection) -> pd.Index:
        """The municipalities with at least one possible participation in what `selection` counts, sorted; covered ones among them."""

    def placed(self, shapes: gpd.GeoSeries, boundaries: gpd.GeoSeries) -> pd.DataFrame:
        """Where shapes lie, as `placing.placed` tells it."""


@dataclass(frozen=True)
class Embedded:
    """pandas and GeoPandas in this process: the tables that the atlas holds."""

    def covered(self, atlas: Atlas, selection: Selection) -> pd.Index:
        """The municipalities with at least one participation that `selection` counts, sorted."""
        return select(atlas, selection).covered

    def possible(self, atlas: Atlas, selection: Selection) -> pd.Index:
        """The municipalities with at least one possible participation in what `selection` counts, sorted; covered ones among them."""
        return pd.Index(sorted(select(atlas, selection).possible["nis"].unique()), dtype="str")

    def placed(self, shapes: gpd.GeoSeries, boundaries: gpd.GeoSeries) -> pd.DataFrame:
        """Where shapes lie, as `placing.placed` tells it."""
        return placed(shapes, boundaries)


def engine() -> Engine:
    """The engine that the environment names.

    Raises
    ------
    UnknownValueError
        If it names none that exists, or dask without the folder of partitions.
    MissingDataError, WalloniaMapError
        If the extra `scale` is not installed, the folder is none, or the scheduler does not answer.
    """
    return _engine(os.environ.get(SETTING, "").strip() or "embedded", os.environ.get(PARTITIONS, ""))


@lru_cache(maxsize=4)
def _engine(name: str, folder: str) -> Engine:
    if name == "embedded":
        return Embedded()
    if name != "dask" and not name.startswith(_ADDRESSES):
        raise UnknownValueError(SETTING, name, ("embedded", "dask", "tcp://…"))
    from wallonia_map.questions.dask_engine import dask_engine  # an extra, and slow to import: only for those who ask

    return dask_engine(None if name == "dask" else name, folder)
