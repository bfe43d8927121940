"""When a row was last confirmed by somebody who read it again: from the table `confirmations`, never from a guess."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

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


def confirmed_years(atlas: Atlas, identifiers: Iterable[str]) -> pd.Series:
    """The year in which each row was last confirmed (Int64), in the order of `identifiers`; missing where it is not known."""
    newest = _newest(atlas)
    years = [told.year if (told := newest.get(str(identifier))) else None for identifier in identifiers]
    return pd.Series(years, dtype="Int64")


@atlas_cache(2)
def _newest(atlas: Atlas) -> dict[str, Confirmed]:
    found: dict[str, Confirmed] = {}
    for identifier, rows in atlas.tables["confirmations"].groupby("initiative_id"):
        year = int(rows["confirmed_year"].max())
        fields = tuple(sorted(rows.loc[rows["confirmed_year"] == year, "field"]))
        found[str(identifier)] = Confirmed(year, () if "" in fields else fields)
    return found
