"""The keeper's tables of initiatives: their columns, their rows as written, and the identifiers in use."""

from collections.abc import Sequence
from pathlib import Path

from wallonia_map.errors import UnknownValueError
from wallonia_map.model import Programme
from wallonia_map.tables.catalog import Catalog, Resource
from wallonia_map.tables.loading import read_cells

Cells = dict[str, str]
#: The columns that name municipalities; the last names those of which no source says whether they take part.
ROLE_COLUMNS = ("lead_municipalities", "partner_municipalities", "served_municipalities", "possible_municipalities")
SURE_COLUMNS = ROLE_COLUMNS[:-1]
#: What the identifiers of a programme begin with, so that one made from a title is told from those of the others.
PREFIXES = {
    Programme.SMART_REGION_2019: "sr2019-", Programme.TERRITOIRE_INTELLIGENT_2024: "ti2024-", Programme.LEADER_2014: "lag2014-",
    Programme.LEADER_2023: "lag2023-", Programme.LEADER_PROJECTS: "lag-project-", Programme.PROJECTS: "",
}  # fmt: skip
#: What a stage is where only the sources' own words for the status are told.
STAGE_OF_STATUS = {
    "proposed": "idea", "planned": "idea", "announced": "idea", "bid": "idea", "operational": "running", "ongoing": "running",
    "pilot": "running", "recurring": "running", "under development": "running", "under construction": "running",
    "awarded": "running", "selected": "running", "implemented": "finished", "completed": "finished", "ended": "finished",
    "abandoned": "no-result", "not retained": "no-result", "": "unknown",
}  # fmt: skip


def keeper_table(catalog: Catalog, programme: str) -> Resource:
    """The keeper's table of a programme.

    Raises
    ------
    UnknownValueError
        If there is no such programme.
    """
    programmes = tuple(name.removeprefix("keeper-") for name in catalog.resources if name.startswith("keeper-"))
    if programme not in programmes:
        raise UnknownValueError("programme", programme, programmes)
    return catalog.resources[f"keeper-{programme}"]


def rows_of(resource: Resource) -> list[Cells]:
    """The rows of a keeper's table as they are written, every cell stripped."""
    header, rows = read_cells(resource.read(), resource.path)
    return [{name: cell.strip() for name, cell in zip(header, cells, strict=True)} for cells in rows]


def folder_of(catalog: Catalog) -> Path:
    """The data folder that a catalogue describes."""
    return next(iter(catalog.resources.values())).folder


def merged(existing: Sequence[Cells], proposed: Sequence[Cells]) -> list[Cells]:
    """`existing` with the rows of `proposed` in the place of those with the same identifier, new ones where they sort.

    A table that is not sorted keeps its order and gets the new rows at its end: the change shows what changed, no more.
    """
    replaced = {row["initiative_id"]: row for row in proposed}
    known = [row["initiative_id"] for row in existing]
    rows = [replaced.get(row["initiative_id"], row) for row in existing]
    rows += [row for row in proposed if row["initiative_id"] not in set(known)]
    return sorted(rows, key=lambda row: row["initiative_id"]) if known == sorted(known) else rows
