"""What the atlas knows of an organisation: the initiatives that it leads or takes part in, where they are, since when, with what money."""

from dataclasses import dataclass

import pandas as pd

from wallonia_map.errors import UnknownValueError
from wallonia_map.model import Scope, Vintage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.tables.contracts import LIST_SEPARATOR
from wallonia_map.tables.organisations import Involvement, involvements

INITIATIVE_COLUMNS = (
    "initiative_id",
    "role",
    "programme",
    "title",
    "stage",
    "start_year",
    "end_year",
    "subsidy_eur",
    "budget_eur",
    "counted_as",
    "scope",
)
TABLE_COLUMNS = (
    "organisation_id",
    "name",
    "kind",
    "municipality",
    "website",
    "leads",
    "takes_part",
    "lead_of",
    "partner_of",
    "source_urls",
)


@dataclass(frozen=True)
class Amount:
    """Published amounts of distinct initiatives, in EUR: `known` of `of` have one; `eur` is their sum, missing where none has."""

    of: int
    known: int
    eur: float

    @property
    def not_published(self) -> int:
        """How many have none."""
        return self.of - self.known


@dataclass(frozen=True, eq=False)
class OrganisationProfile:
    """One organisation; every table is for reading.

    `row` is its row of `organisations`. `initiatives`: `INITIATIVE_COLUMNS`, those that it leads first, whatever their stage. `roles` is what
    each municipality of `vintage` is to them, by `nis`, the strongest role; `wide` of them are for a province or the region, and have no municipality.
    `first_year` is the earliest known start; `undated` have none. `subsidy` and `budget` are of the initiatives that it leads, in full: rows that
    are the same initiative count once.
    """

    organisation_id: str
    row: pd.Series
    vintage: Vintage
    initiatives: pd.DataFrame
    roles: dict[str, str]
    wide: int
    first_year: int | None
    undated: int
    subsidy: Amount
    budget: Amount

    def identifiers(self, role: Involvement) -> tuple[str, ...]:
        """The initiatives in which it has `role`."""
        return tuple(self.initiatives.loc[self.initiatives["role"] == role.value, "initiative_id"])


@atlas_cache(128)
def organisation_profile(atlas: Atlas, organisation_id: str, vintage: Vintage | None = None) -> OrganisationProfile:
    """The profile of an organisation, with the municipalities of `vintage`.

    Raises
    ------
    UnknownValueError
        If there is none of that name.
    """
    every = atlas.tables["organisations"].set_index("organisation_id")
    if organisation_id not in every.index:
        raise UnknownValueError("organisation", organisation_id, tuple(map(str, every.index)))
    vintage = vintage or Vintage.default()
    mine = involvements(atlas)
    mine = mine[mine["organisation_id"] == organisation_id].join(atlas.initiatives, on="initiative_id")
    mine = mine.sort_values("role", kind="stable")[list(INITIATIVE_COLUMNS)].reset_index(drop=True)  # « lead » comes before « partner »
    led = mine[mine["role"] == Involvement.LEAD]
    years = mine["start_year"].dropna()
    return OrganisationProfile(
        organisation_id, every.loc[organisation_id], vintage, mine, _roles(atlas, mine["initiative_id"], vintage),
        wide=int(mine["scope"].isin([Scope.PROVINCE, Scope.REGION]).sum()), first_year=int(years.min()) if len(years) else None,
        undated=len(mine) - len(years), subsidy=_amount(led, "subsidy_eur"), budget=_amount(led, "budget_eur"),
    )  # fmt: skip


def _amount(led: pd.DataFrame, column: str) -> Amount:
    distinct = led.sort_values(column, na_position="last", kind="stable").drop_duplicates("counted_as")
    known = distinct[column].dropna()
    return Amount(len(distinct), len(known), float(known.sum()) if len(known) else float("nan"))


def _roles(atlas: Atlas, identifiers: pd.Series, vintage: Vintage) -> dict[str, str]:
    """The strongest role of each municipality in any of the initiatives."""
    rows = atlas.participations(vintage)
    mine = rows[rows["initiative_id"].isin(identifiers)].sort_values("role", kind="stable").drop_duplicates("nis")
    return {str(nis): str(role) for nis, role in zip(mine["nis"], mine["role"], strict=True)}


def organisations_table(atlas: Atlas) -> pd.DataFrame:
    """One row per organisation in the order of its table, `TABLE_COLUMNS`: how many initiatives it leads and takes part in, and which (`;`)."""
    rows = atlas.tables["organisations"].set_index("organisation_id", drop=False)
    listed = involvements(atlas).groupby(["role", "organisation_id"])["initiative_id"].agg(list)
    columns: dict[str, list[int] | list[str]] = {}
    for role, count, names in ((Involvement.LEAD, "leads", "lead_of"), (Involvement.PARTNER, "takes_part", "partner_of")):
        found = [listed.get((role.value, organisation_id), []) for organisation_id in rows.index]
        columns |= {count: [len(identifiers) for identifiers in found], names: [LIST_SEPARATOR.join(identifiers) for identifiers in found]}
    return rows.assign(**columns)[list(TABLE_COLUMNS)].reset_index(drop=True)
