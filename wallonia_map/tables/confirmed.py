"""When a row was last confirmed by somebody who read it again: from the table `confirmations`, never from a guess."""

from dataclasses import dataclass

from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache


@dataclass(frozen=True)
class Confirmed:
    """The newest year in which the row was confirmed, and the fields that were; no field means the whole row."""

    year: int
    fields: tuple[str, ...] = ()


def last_confirmed(atlas: Atlas, initiative_id: str) -> Confirmed | None:
    """When an initiative's row was last confirmed; None where it is not known."""
    return _newest(atlas).get(initiative_id)


@atlas_cache(2)
def _newest(atlas: Atlas) -> dict[str, Confirmed]:
    found: dict[str, Confirmed] = {}
    for identifier, rows in atlas.tables["confirmations"].groupby("initiative_id"):
        year = int(rows["confirmed_year"].max())
        fields = tuple(sorted(rows.loc[rows["confirmed_year"] == year, "field"]))
        found[str(identifier)] = Confirmed(year, () if "" in fields else fields)
    return found
