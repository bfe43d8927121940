"""By what the rows of a table are matched: a column of codes or names, or their shapes; and of which level each row is."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from wallonia_map.model import Level
from wallonia_map.questions.spatial_join import kinds
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.gazetteer import Gazetteer
from wallonia_map.uploads.columns import ColumnType
from wallonia_map.uploads.key_column import guess_key, share_found
from wallonia_map.uploads.level_words import JOINED_LEVELS, levels_said, names_wider_level
from wallonia_map.uploads.match_level import level_of_keys
from wallonia_map.uploads.reading import ReadTable

#: From this share of rows on, a column of codes says more than the outlines that stand beside it.
_NEARLY_ALL = 0.95
#: A column of names is better than coordinates where at least this share of its rows leads somewhere.
_MOSTLY = 0.5


@dataclass(frozen=True)
class WayOfMatching:
    """The column `key`, or None for the shapes; `levels` tells of each row of which level it is (None: one that is not joined).

    `level_column` is the column that says so, where one does.
    """

    key: str | None
    levels: tuple[Level | None, ...] | None = None
    level_column: str | None = None

    @property
    def is_wider(self) -> tuple[bool, ...] | None:
        """Of each row, whether it is about a wider territory than a municipality."""
        return None if self.levels is None else tuple(level is not Level.MUNICIPALITY for level in self.levels)


def guess_way(table: ReadTable, gazetteer: Gazetteer) -> WayOfMatching:
    """Prefer a column of codes, then the shapes that a file of shapes has, then the best column of names; coordinates last."""
    if table.shapes is None:
        return way_by(table, guess_key(table, gazetteer))
    key = guess_key(table, gazetteer) if len(table.cells.columns) else ""
    if not key:
        return WayOfMatching(None)
    share = share_found(table, key, gazetteer)
    if table.came_as_cells:
        return way_by(table, key) if share >= _MOSTLY else WayOfMatching(None)
    polygons = bool((kinds(table.shapes.to_numpy()) == "polygon").any())
    is_code = table.column(key).type is not ColumnType.TEXT
    return way_by(table, key) if polygons and is_code and share >= _NEARLY_ALL else WayOfMatching(None)


def way_by(table: ReadTable, key: str) -> WayOfMatching:
    """Match by `key`; rows that a column of levels, or the key's own name, calls a province, say, are none of municipalities."""
    if names_wider_level(key):
        said = levels_said(key)
        level = next(iter(said)) if len(said) == 1 else None
        return WayOfMatching(key, (level,) * len(table.cells))
    for name in table.cells.columns:
        if name == key or names_wider_level(name):  # a column of provinces beside one of municipalities says where they lie
            continue
        told = _levels_told(table.cells[name].unique())
        if any(found - {Level.MUNICIPALITY} for found in told.values()):
            level_of = {text: Level.MUNICIPALITY if Level.MUNICIPALITY in found else next(iter(found)) for text, found in told.items()}
            return WayOfMatching(key, tuple(level_of[text] for text in table.cells[name]), name)
    return WayOfMatching(key)


def _levels_told(texts: Iterable[str]) -> dict[str, set[Level | None]]:
    """The levels that each of the texts of a column names; nothing where one of them names none, after which no further is looked at."""
    told: dict[str, set[Level | None]] = {}
    for text in texts:
        told[text] = levels_said(text)
        if not told[text]:
            return {}
    return told


def level_of(table: ReadTable, way: WayOfMatching, atlas: Atlas) -> Level:
    """The level at which a table is joined unless told otherwise: that of municipalities where any row may be one."""
    if way.key is None:
        return Level.MUNICIPALITY
    if way.levels is None:
        return level_of_keys(table.cells[way.key].unique().tolist(), atlas)
    counts = Counter(level for level in way.levels if level in JOINED_LEVELS)
    if not counts or Level.MUNICIPALITY in counts:
        return Level.MUNICIPALITY
    return counts.most_common(1)[0][0] or Level.MUNICIPALITY
