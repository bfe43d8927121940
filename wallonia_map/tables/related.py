"""Initiatives that belong together: the pairs that the keeper links, and the groups that a project names."""

from dataclasses import dataclass

from wallonia_map.model import Programme
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.contracts import LIST_SEPARATOR


@dataclass(frozen=True)
class Related:
    """What another initiative is to one, as a row of `initiative_links` says it.

    `is_first` tells whether the one stands first in that row: « part of » and « successor » read from the first to the second.
    """

    other: str
    relation: str
    is_first: bool
    is_counted_once: bool
    note: str


def related(atlas: Atlas, initiative_id: str) -> tuple[Related, ...]:
    """The initiatives that are linked with one, in the order of the table."""
    links = atlas.tables["initiative_links"]
    mine = links[(links["initiative_a"] == initiative_id) | (links["initiative_b"] == initiative_id)]
    return tuple(
        Related(
            str(row.initiative_b if row.initiative_a == initiative_id else row.initiative_a), str(row.relation), row.initiative_a == initiative_id,
            bool(row.counted_once), str(row.note),
        )
        for row in mine.itertuples()
    )  # fmt: skip


def counted_with(atlas: Atlas, initiative_id: str) -> tuple[str, ...]:
    """The other rows that are, or may be, the same initiative, and are counted as one with it."""
    every = atlas.initiatives["counted_as"]
    return tuple(str(other) for other in every.index[every == every[initiative_id]] if other != initiative_id)


def groups_of(atlas: Atlas, initiative_id: str) -> tuple[str, ...]:
    """The rows of the groups that an initiative names, one a period; of a group its rows of other periods."""
    rows = atlas.initiatives
    named = {name for name in str(rows.at[initiative_id, "lags"]).split(LIST_SEPARATOR) if name}
    if not named:
        return ()
    are_named = rows["lags"].isin(named) & rows["programme"].isin([item.value for item in Programme.groups()])
    return tuple(str(other) for other in rows.index[are_named] if other != initiative_id)
