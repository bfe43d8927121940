"""By what the rows of a table are matched: a column of codes or names, or their shapes; and of which level each row is."""

from dataclasses import dataclass

from wallonia_map.questions.spatial_join import kinds
from wallonia_map.tables.gazetteer import Gazetteer
from wallonia_map.tables.name_text import normalise
from wallonia_map.uploads.columns import ColumnType
from wallonia_map.uploads.key_column import guess_key, share_found
from wallonia_map.uploads.reading import ReadTable

#: From this share of rows on, a column of codes says more than the outlines that stand beside it.
_NEARLY_ALL = 0.95
#: A column of names is better than coordinates where at least this share of its rows leads somewhere.
_MOSTLY = 0.5
#: Words for a level of territories that is none of municipalities, as `normalise` leaves them.
_WIDER_LEVELS = frozenset(["region", "regions", "gewest", "gewesten", "province", "provinces", "provincie", "provincies", "provinz", "provinzen", "arrondissement", "arrondissements", "arrondissementen", "bezirk", "bezirke", "country", "pays", "land", "canton", "cantons", "kanton", "kantons"])  # fmt: skip
_MUNICIPAL = frozenset(
    ["commune", "communes", "gemeente", "gemeenten", "gemeinde", "gemeinden", "municipality", "municipalities", "ville", "entite"]
)


@dataclass(frozen=True)
class WayOfMatching:
    """The column `key`, or None for the shapes; `levels` tells of each row whether it is about a wider territory than a municipality."""

    key: str | None
    is_wider: tuple[bool, ...] | None = None


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
    words = set(normalise(key).split())
    if words & _WIDER_LEVELS and not words & _MUNICIPAL:
        return WayOfMatching(key, (True,) * len(table.cells))
    for name in table.cells.columns:
        if name == key:
            continue
        levels = table.cells[name].map(lambda text: set(normalise(text).split()))
        wider = levels.map(lambda found: bool(found & _WIDER_LEVELS))
        municipal = levels.map(lambda found: bool(found & _MUNICIPAL))
        if (wider | municipal).all() and wider.any():
            return WayOfMatching(key, tuple(bool(one) for one in wider & ~municipal))
    return WayOfMatching(key)
