"""An atlas as partitioned GeoParquet: every participation with what filters read of its initiative, at its municipality."""

import hashlib
import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from wallonia_map.errors import DataContractError, MissingDataError
from wallonia_map.model import Role, Vintage
from wallonia_map.questions.selection import FILTERED
from wallonia_map.tables.atlas import Atlas

TOLD = "partitions.json"
#: What a search for words reads.
WORDS = "words"
COLUMNS = ("initiative_id", "nis", "role", *FILTERED, WORDS, "geometry")


def name_of(vintage: Vintage) -> str:
    """The folder of a vintage's participations."""
    return f"participations_{vintage.value}"


def places_hash(atlas: Atlas) -> str:
    """What partitions and atlas must agree on: the municipalities of either vintage."""
    codes = "|".join(",".join(atlas.municipalities(vintage).index) for vintage in Vintage)
    return hashlib.sha256(codes.encode()).hexdigest()


def write_partitions(atlas: Atlas, folder: Path, parts: int = 8) -> None:
    """Write `folder`: per vintage at most `parts` files of about as many rows, and what they were made from.

    Rows are `COLUMNS`, in the order of municipalities, each municipality in one file; geometry is a point inside it, EPSG:4326.
    """
    for vintage in Vintage:
        rows = _rows(atlas, vintage)
        target = folder / name_of(vintage)
        target.mkdir(parents=True, exist_ok=True)
        for old in target.glob("part.*.parquet"):
            old.unlink()
        for number, (start, end) in enumerate(_cuts(rows["nis"], parts)):
            rows.iloc[start:end].to_parquet(target / f"part.{number}.parquet", index=False)
    told = {"places": places_hash(atlas), "data_version": atlas.catalog.version}
    (folder / TOLD).write_text(json.dumps(told), encoding="utf-8")


def check_partitions(atlas: Atlas, folder: Path) -> None:
    """Hold a folder of partitions to the atlas that asks it.

    Raises
    ------
    MissingDataError
        If it is not one.
    DataContractError
        If its municipalities are not those of the atlas.
    """
    path = folder / TOLD
    if not path.is_file():
        raise MissingDataError(path)
    if json.loads(path.read_text(encoding="utf-8"))["places"] != places_hash(atlas):
        raise DataContractError(path, 0, "", "", "is about other municipalities: run 'python -m wallonia_map partition' again")


def _rows(atlas: Atlas, vintage: Vintage) -> gpd.GeoDataFrame:
    codes = atlas.positions(vintage)
    codes = codes.at(np.lexsort((codes.initiative, codes.municipality)))
    told = {name: atlas.initiatives[name] for name in FILTERED} | {WORDS: atlas.searchable}
    columns = {name: _short(column).take(codes.initiative).array for name, column in told.items()}
    places = atlas.municipalities(vintage).index
    points = atlas.shapes(f"boundaries_{vintage.value}").geometry.reindex(places).representative_point()
    rows = pd.DataFrame({
        "initiative_id": atlas.initiatives.index.array.take(codes.initiative), "nis": places.array.take(codes.municipality),
        "role": np.array([role.value for role in Role], dtype=object)[codes.role], **columns,
    })  # fmt: skip
    return gpd.GeoDataFrame(rows, geometry=points.to_numpy()[codes.municipality], crs=points.crs)


def _short(column: pd.Series) -> pd.Series:
    """Texts that repeat as a dictionary and its codes: a row of the register costs bytes, not words."""
    return column.astype("category") if pd.api.types.is_string_dtype(column.dtype) else column


def _cuts(nis: pd.Series, parts: int) -> list[tuple[int, int]]:
    """Start and end of each part: near the even cut, where a municipality begins."""
    begins = np.flatnonzero(np.concatenate([[True], nis.to_numpy()[1:] != nis.to_numpy()[:-1]])) if len(nis) else np.array([0])
    wanted = np.arange(parts) * len(nis) // parts
    starts = np.unique(begins[np.searchsorted(begins, wanted).clip(max=len(begins) - 1)])
    return list(zip(starts.tolist(), [*starts[1:].tolist(), len(nis)], strict=True))
