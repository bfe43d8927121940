"""Which municipalities share a border: a line, not just a point; for either vintage."""

import numpy as np
import pandas as pd
import shapely

from wallonia_map.crs import METRIC_CRS
from wallonia_map.errors import UnknownValueError
from wallonia_map.model import Vintage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache


def borders(atlas: Atlas, vintage: Vintage | None = None) -> pd.DataFrame:
    """Every pair of municipalities that share a border, in both directions; read it, never change it.

    Columns `nis`, `neighbour_nis`, `border_km` (length of the generalised border, so a little less than on the ground),
    sorted by the two codes. Neighbours outside Wallonia are not in the data.
    """
    return _borders(atlas, vintage or Vintage.default())


@atlas_cache(8)
def _borders(atlas: Atlas, vintage: Vintage) -> pd.DataFrame:
    shapes = atlas.shapes(f"boundaries_{vintage.value}").geometry.to_crs(METRIC_CRS)
    outlines = shapes.to_numpy()
    one, other = shapely.STRtree(outlines).query(outlines, predicate="intersects")
    one, other = one[one < other], other[one < other]  # every pair once: that is the dear part
    # The outlines are a coverage (neighbours have the same vertices), so the intersection is exact: a line or a point.
    length_m = shapely.length(shapely.intersection(outlines[one], outlines[other]))
    shared = length_m > 0
    both = np.concatenate([one[shared], other[shared]]), np.concatenate([other[shared], one[shared]])
    table = pd.DataFrame({
        "nis": shapes.index.to_numpy()[both[0]], "neighbour_nis": shapes.index.to_numpy()[both[1]],
        "border_km": np.tile((length_m[shared] / 1000).round(3), 2),
    })  # fmt: skip
    return table.sort_values(["nis", "neighbour_nis"], ignore_index=True)


def neighbours(atlas: Atlas, nis: str, vintage: Vintage | None = None) -> tuple[str, ...]:
    """The municipalities that share a border with `nis`, sorted by code.

    Raises
    ------
    UnknownValueError
        If `vintage` has no municipality with that code.
    """
    vintage = vintage or Vintage.default()
    rows = atlas.municipalities(vintage)
    if nis not in rows.index:
        raise UnknownValueError(f"municipality code of {vintage.value}", nis, tuple(rows.index))
    pairs = borders(atlas, vintage)
    return tuple(pairs.loc[pairs["nis"] == nis, "neighbour_nis"])
