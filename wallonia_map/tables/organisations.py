"""Which organisations lead an initiative or take part in it: by their own names, and by those that the keeper says are theirs."""

from enum import StrEnum

import pandas as pd

from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.tables.texts import Texts

INVOLVEMENT_COLUMNS = ("initiative_id", "organisation_id", "role")


class Involvement(StrEnum):
    """What an organisation is to an initiative, the stronger first."""

    LEAD = "lead"
    PARTNER = "partner"


@atlas_cache(2)
def involvements(atlas: Atlas) -> pd.DataFrame:
    """One row per initiative × organisation that its `lead` or `partners` names: `INVOLVEMENT_COLUMNS`, as the initiatives stand.

    Names that no organisation is known by lead nowhere: they stay as published.
    """
    known = names_of_organisations(atlas)
    found: dict[tuple[str, str], Involvement] = {}
    columns = ("lead", "partners")
    for identifier, *cells in atlas.initiatives[list(columns)].itertuples(name=None):
        for column, cell in zip(columns, cells, strict=True):
            for name in Texts.parts(str(cell)):
                for organisation_id, role in known.get(name, ()):
                    found.setdefault((str(identifier), organisation_id), role if column == "lead" else Involvement.PARTNER)
    return pd.DataFrame([(*pair, role.value) for pair, role in found.items()], columns=list(INVOLVEMENT_COLUMNS), dtype="str")


def contact_page(atlas: Atlas, initiative_id: str) -> str:
    """Where to reach who is behind an initiative: its own website, else that of an organisation that leads it; empty where none is known."""
    own = str(atlas.initiatives.at[initiative_id, "website"])
    if own:
        return own
    rows = involvements(atlas)
    leads = rows.loc[(rows["initiative_id"] == initiative_id) & (rows["role"] == Involvement.LEAD), "organisation_id"]
    sites = atlas.tables["organisations"].set_index("organisation_id")["website"]
    return next((str(sites[name]) for name in leads if sites[name]), "")


@atlas_cache(2)
def names_of_organisations(atlas: Atlas) -> dict[str, tuple[tuple[str, Involvement], ...]]:
    """Each name by which an organisation is known → the organisation, and what it is to an initiative that names it so as its lead.

    One name may hold several: « A (with B) » is led by A, with B beside it.
    """
    names: dict[str, tuple[tuple[str, Involvement], ...]] = {}
    own, aliases = atlas.tables["organisations"], atlas.tables["organisation_aliases"]
    for organisation_id, name in zip(own["organisation_id"], own["name"], strict=True):
        names[str(name)] = ((str(organisation_id), Involvement.LEAD),)
    for row in aliases.itertuples(index=False):
        names[str(row.alias)] = (*names.get(str(row.alias), ()), (str(row.organisation_id), Involvement(row.role)))
    return names
