"""The initiatives of an organisation as rows: as the table of all initiatives has them, with what the organisation is to each."""

import pandas as pd

from wallonia_map.export.tables import RowKind, table_of
from wallonia_map.model import Selection
from wallonia_map.questions.organisation_profile import OrganisationProfile
from wallonia_map.questions.selection import select
from wallonia_map.tables.atlas import Atlas


def organisation_rows(atlas: Atlas, profile: OrganisationProfile, language: str) -> pd.DataFrame:
    """One row per initiative that it leads or takes part in, those that it leads first; `organisation_role` says which."""
    table = table_of(RowKind.INITIATIVES, atlas, select(atlas, Selection()), language).set_index("initiative_id", drop=False)
    rows = table.loc[list(profile.initiatives["initiative_id"])]
    rows.insert(1, "organisation_role", list(profile.initiatives["role"]))
    return rows.reset_index(drop=True)
