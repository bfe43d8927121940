"""What has changed in the data since one of their versions: rows added, corrected and withdrawn, table by table."""

from dataclasses import dataclass

from wallonia_map.tables.catalog import Catalog
from wallonia_map.tables.loading import as_text

TABLE = "changes"
#: Tables that say again what others say, or only in other words.
_SAID_ELSEWHERE, _KEEPER = ("texts", "sources", "citations"), "keeper-"


@dataclass(frozen=True)
class TableChange:
    """What happened to the rows of a table, over one version or several."""

    table: str
    added: int
    corrected: int
    withdrawn: int

    @property
    def is_said_elsewhere(self) -> bool:
        """Whether another table of the same list says it, or no figure rests on it."""
        return self.table in _SAID_ELSEWHERE or self.table.startswith(_KEEPER)


def recorded_versions(catalog: Catalog) -> list[str]:
    """The versions whose changes are on record, the oldest first."""
    return sorted({row["version"] for row in _rows(catalog)}, key=_order)


def known_versions(catalog: Catalog) -> list[str]:
    """The versions that are known, the oldest first; today's is the last."""
    return sorted({*recorded_versions(catalog), catalog.version}, key=_order)


def changes_since(catalog: Catalog, version: str) -> list[TableChange]:
    """What every version after `version` changed together, by table, in the order of the descriptor."""
    counts: dict[str, list[int]] = {}
    for row in _rows(catalog):
        if _order(row["version"]) > _order(version):
            before = counts.get(row["table"], [0, 0, 0])
            counts[row["table"]] = [before[place] + int(row[name]) for place, name in enumerate(("added", "corrected", "withdrawn"))]
    order = {name: place for place, name in enumerate(catalog.resources)}
    return [TableChange(name, *counts[name]) for name in sorted(counts, key=lambda name: (order.get(name, len(order)), name))]


def unrecorded_since(catalog: Catalog, version: str) -> list[str]:
    """Versions after `version` of which it is not on record what they changed."""
    recorded = recorded_versions(catalog)
    return [name for name in known_versions(catalog) if _order(name) > _order(version) and name not in recorded]


def _rows(catalog: Catalog) -> list[dict[str, str]]:
    resource = catalog.resources.get(TABLE)
    return [] if resource is None else [{str(k): str(v) for k, v in row.items()} for row in as_text(resource.read()).to_dict("records")]


def _order(version: str) -> tuple[int, ...]:
    """What sorts versions; one that is no version comes first."""
    return tuple(int(part) if part.isdecimal() else -1 for part in version.split("."))
