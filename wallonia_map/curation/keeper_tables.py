"""The keeper's tables of initiatives: their columns, their rows as written, and the identifiers in use."""

from collections.abc import Sequence
from pathlib import Path

from wallonia_map.errors import UnknownValueError
from wallonia_map.i18n import message_ids, say
from wallonia_map.model import Programme
from wallonia_map.tables.catalog import Catalog, Resource
from wallonia_map.tables.loading import read_cells

Cells = dict[str, str]
#: The columns that name municipalities; the last names those of which no source says whether they take part.
ROLE_COLUMNS = ("lead_municipalities", "partner_municipalities", "served_municipalities", "possible_municipalities")
SURE_COLUMNS = ROLE_COLUMNS[:-1]
#: What a stage is where only the sources' own words for the status are told.
STAGE_OF_STATUS = {
    "proposed": "idea", "planned": "idea", "announced": "idea", "bid": "idea", "operational": "running", "ongoing": "running",
    "pilot": "running", "recurring": "running", "under development": "running", "under construction": "running",
    "awarded": "running", "selected": "running", "implemented": "finished", "completed": "finished", "ended": "finished",
    "abandoned": "no-result", "not retained": "no-result", "": "unknown",
}  # fmt: skip


#: The keeper's other tables that a filled template can add to, change and take from.
OTHER_TABLES = ("population", "indicators", "texts", "confirmations")


def programmes_of(catalog: Catalog) -> tuple[str, ...]:
    """The programmes that have a keeper's table."""
    return tuple(name.removeprefix("keeper-") for name in catalog.resources if name.startswith("keeper-"))


def identifier_prefix(programme: str) -> str:
    """What the identifiers of a programme begin with, so that one made from a title is told from those of the others."""
    if programme not in Programme:  # only proposed yet
        return f"{programme}-"
    return str(Programme(programme).row["identifier_prefix"])


def keeper_table(catalog: Catalog, programme: str) -> Resource:
    """The keeper's table of a programme, or one of `OTHER_TABLES` by its own name.

    Raises
    ------
    UnknownValueError
        If there is neither such a programme nor such a table.
    """
    programmes = programmes_of(catalog)
    others = tuple(name for name in OTHER_TABLES if name in catalog.resources)
    if programme not in (*programmes, *others):
        raise UnknownValueError("programme", programme, (*programmes, *others))
    return catalog.resources[f"keeper-{programme}" if programme in programmes else programme]


def named(programme: str, language: str) -> str:
    """What a programme, or another keeper's table, is called; a programme that is only proposed yet, by its id."""
    known = message_ids(language)
    return next((say(name, language) for name in (f"programme.{programme}", f"resource.{programme}") if name in known), programme)


def rows_of(resource: Resource) -> list[Cells]:
    """The rows of a keeper's table as they are written, every cell stripped."""
    header, rows = read_cells(resource.read(), resource.path)
    return [{name: cell.strip() for name, cell in zip(header, cells, strict=True)} for cells in rows]


def folder_of(catalog: Catalog) -> Path:
    """The data folder that a catalogue describes."""
    return next(iter(catalog.resources.values())).folder


Key = tuple[str, ...]
#: A column of a filled table beside those of the contract: what is to be done with the row. Empty: the row is written.
ACTION, WITHDRAW = "action", "withdraw"


def key_of(cells: Cells, columns: Sequence[str]) -> Key:
    """What names a row: its cells in the key's columns."""
    return tuple(cells[column] for column in columns)


def merged(existing: Sequence[Cells], proposed: Sequence[Cells], withdrawn: Sequence[Cells] = (), *, key: Sequence[str]) -> list[Cells]:
    """`existing` with the rows of `proposed` in the place of those with the same key, new ones where they sort, without `withdrawn`.

    A table that is not sorted keeps its order and gets the new rows at its end: the change shows what changed, no more.
    """
    replaced = {key_of(row, key): row for row in proposed}
    gone = {key_of(row, key) for row in withdrawn}
    known = [key_of(row, key) for row in existing]
    rows = [replaced.get(own, row) for own, row in zip(known, existing, strict=True) if own not in gone]
    rows += [row for own, row in replaced.items() if own not in set(known)]
    return sorted(rows, key=lambda row: key_of(row, key)) if known == sorted(known) else rows
