"""A table matched by the way that was found: by shapes, or by a key at the level that it is about."""

from collections.abc import Mapping

from wallonia_map.model import Level, Vintage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.uploads.key_column import holds_refnis_codes
from wallonia_map.uploads.match_level import match_level
from wallonia_map.uploads.match_report import MatchReport
from wallonia_map.uploads.match_shapes import Placing, match_shapes, place_here
from wallonia_map.uploads.matching import match
from wallonia_map.uploads.reading import ReadTable
from wallonia_map.uploads.way_of_matching import WayOfMatching


def match_table(
    table: ReadTable, way: WayOfMatching, atlas: Atlas, vintage: Vintage | None = None, level: Level = Level.MUNICIPALITY, *,
    placing: Placing = place_here, accept_score: float | None = None, accepted: Mapping[int, str] | None = None,
) -> MatchReport:  # fmt: skip
    """What every row of a table leads to, at `level`; parameters as for `match` and `match_shapes`.

    Raises
    ------
    UnknownValueError
        If an accepted code is no municipality's.
    """
    vintage = vintage or Vintage.default()
    if way.key is None:
        return match_shapes(table, atlas, vintage, placing=placing)
    keys, rows = table.cells[way.key].tolist(), table.rows.tolist()
    if level is not Level.MUNICIPALITY:
        return match_level(keys, atlas, level, vintage, rows=rows, levels=way.levels)
    return match(
        keys, atlas, vintage, rows=rows, accept_score=accept_score, accepted=accepted, is_wider=way.is_wider,
        is_refnis=holds_refnis_codes(way.key),
    )  # fmt: skip
