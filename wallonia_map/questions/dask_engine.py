"""The engine that counts on dask-geopandas: the same functions over partitions, wherever its workers are."""

from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import pandas as pd

from wallonia_map.errors import UnknownValueError, WalloniaMapError
from wallonia_map.model import Role, Selection, Vintage
from wallonia_map.questions.partitions import WORDS, check_partitions, name_of
from wallonia_map.questions.places import has_place_filter, places_of
from wallonia_map.questions.selection import FILTERED, filter_mask
from wallonia_map.questions.spatial_join import placed
from wallonia_map.questions.start_years import begun_by
from wallonia_map.tables.atlas import Atlas

try:
    import dask.dataframe
    import dask_geopandas
    from distributed import Client
except ImportError as error:
    raise WalloniaMapError("ATLAS_ENGINE asks for dask, which is not installed: python -m pip install 'wallonia-map[scale]'") from error

#: Fewer shapes than this are placed faster than they are sent.
SHAPES_PER_PART = 5_000
#: How long a scheduler may take to answer at first.
ANSWER_WITHIN = "10s"
_CODES = pd.DataFrame({"nis": pd.Series([], dtype="str")})
_PLACED = pd.DataFrame({"place": pd.Series([], dtype="int64"), "nis": pd.Series([], dtype="str"), "share": pd.Series([], dtype="float64")})


def reached(rows: pd.DataFrame, selection: Selection, places: frozenset[str] | None, roles: frozenset[str]) -> pd.DataFrame:
    """The municipalities that one partition's rows reach in one of `roles`; `places` narrows them where the selection does."""
    kept = filter_mask(rows, selection, lambda: rows[WORDS].astype("str"))
    begun, undated = begun_by(rows["start_year"], selection.until)
    there = rows["role"].isin(roles) & begun
    if Role.POSSIBLE.value in roles:
        there |= rows["role"].isin(roles | selection.rule.roles) & undated
    kept &= rows["stage"].isin(selection.counted_statuses) & there
    codes = rows.loc[kept.to_numpy(dtype=bool), "nis"].unique()
    return pd.DataFrame({"nis": pd.Series([nis for nis in codes if places is None or nis in places], dtype="str")})


def placed_part(shapes: gpd.GeoDataFrame, boundaries: gpd.GeoSeries) -> pd.DataFrame:
    """As `placing.placed`, for one partition of shapes."""
    return placed(shapes.geometry, boundaries)


class DaskEngine:
    """Questions as graphs over partitions; `client` of None means threads of this process."""

    def __init__(self, client: Client | None, folder: Path) -> None:
        self._client, self._folder = client, folder
        self._checked: set[str] = set()

    def covered(self, atlas: Atlas, selection: Selection) -> pd.Index:
        """The municipalities with at least one participation that `selection` counts, sorted."""
        return self._reached(atlas, selection, selection.rule.roles)

    def possible(self, atlas: Atlas, selection: Selection) -> pd.Index:
        """The municipalities with at least one possible participation in what `selection` counts, sorted; covered ones among them."""
        return self._reached(atlas, selection, frozenset({Role.POSSIBLE.value}))

    def _reached(self, atlas: Atlas, selection: Selection, roles: frozenset[str]) -> pd.Index:
        if atlas.catalog.fingerprint not in self._checked:
            check_partitions(atlas, self._folder)
            self._checked.add(atlas.catalog.fingerprint)
        places = frozenset(places_of(atlas, selection)) if has_place_filter(selection) else None
        read = ["nis", "role", *FILTERED, *([WORDS] if selection.words else [])]  # by column: points, and words nobody asks for, stay there
        graph = dask.dataframe.read_parquet(self._folder / name_of(selection.vintage), columns=read).map_partitions(
            reached, selection, places, roles, meta=_CODES
        )
        return pd.Index(sorted(self._compute(graph)["nis"].unique()))

    def placed(self, shapes: gpd.GeoSeries, boundaries: gpd.GeoSeries) -> pd.DataFrame:
        """Where shapes lie, as `placing.placed` tells it: the shapes are parted, the boundaries go to every worker (data first, so no graph carries it)."""
        frame = gpd.GeoDataFrame(geometry=shapes)
        parts = len(frame) // SHAPES_PER_PART
        if parts < 2:
            return placed(shapes, boundaries)
        if self._client is None:
            parted = dask_geopandas.from_geopandas(frame, npartitions=parts, sort=False)
            return self._compute(parted.map_partitions(placed_part, boundaries, meta=_PLACED)).reset_index(drop=True)
        starts = [len(frame) * part // parts for part in range(parts + 1)]
        batches = self._client.scatter([frame.iloc[start:end] for start, end in pairwise(starts)])  # type: ignore[no-untyped-call]
        everywhere = self._client.scatter(boundaries, broadcast=True)  # type: ignore[no-untyped-call]
        found = self._client.gather(self._client.map(placed_part, batches, boundaries=everywhere))  # type: ignore[no-untyped-call]
        return pd.concat(found, ignore_index=True)

    def close(self) -> None:
        """Let go of the cluster; it stays for others."""
        if self._client is not None:
            self._client.close()  # type: ignore[no-untyped-call]

    def _compute(self, graph: dask.dataframe.DataFrame) -> pd.DataFrame:
        if self._client is None:
            return pd.DataFrame(graph.compute(scheduler="threads"))  # type: ignore[no-untyped-call]
        return pd.DataFrame(self._client.compute(graph).result())  # type: ignore[no-untyped-call]


def dask_engine(address: str | None, folder: str) -> DaskEngine:
    """The engine on the scheduler at `address` (None: threads here), over the partitions in `folder`.

    Raises
    ------
    UnknownValueError
        If `folder` holds no partitions.
    WalloniaMapError
        If the scheduler does not answer.
    """
    path = Path(folder)
    if not folder or not all((path / name_of(vintage)).is_dir() for vintage in Vintage):
        raise UnknownValueError("ATLAS_PARTITIONS", folder, ("a folder that 'python -m wallonia_map partition' wrote",))
    try:
        client = None if address is None else Client(address, timeout=ANSWER_WITHIN, set_as_default=False)  # type: ignore[no-untyped-call]
    except OSError as error:
        raise WalloniaMapError(f"the dask scheduler at {address} does not answer") from error
    return DaskEngine(client, path)
