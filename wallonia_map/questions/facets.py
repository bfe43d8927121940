"""How many initiatives each choice of a filter would leave, under the other filters: what a filter shows before one chooses."""

from collections.abc import Mapping

import pandas as pd

from wallonia_map.model import Role, Scope, Selection
from wallonia_map.questions.places import ONE_EACH, asks_only_for_provinces, group_members, place_columns, places_of
from wallonia_map.questions.selection import select
from wallonia_map.tables.atlas import Atlas

#: Filter of a selection → column of the initiatives that it asks about.
COLUMNS = {"programmes": "programme", "themes": "themes", "statuses": "stage", "lead_types": "lead_type", "confidences": "confidence"}


def facets(atlas: Atlas, selection: Selection) -> dict[str, dict[str, int]]:
    """Initiatives per filter and choice: as many as `select` would list with that one choice there and the other filters as they are.

    Initiatives with several themes or places count once under each, as they are listed under each. A choice that
    would list nothing is left out.
    """
    whole = select(atlas, selection).initiatives

    def listed(name: str) -> pd.DataFrame:
        return whole if not getattr(selection, name) else select(atlas, selection.replace(**{name: ()})).initiatives

    found: dict[str, Mapping[str, int]] = {}
    for name, column in COLUMNS.items():
        cells = listed(name)[column]
        found[name] = (cells.str.split(";").explode() if name == "themes" else cells).value_counts().to_dict()
    for name in (*ONE_EACH, "groups"):
        found[name] = _by_place(atlas, selection.replace(**{name: ()}), listed(name), name)
    return {name: {str(choice): int(count) for choice, count in counts.items() if count and choice} for name, counts in found.items()}


def _by_place(atlas: Atlas, others: Selection, listed: pd.DataFrame, name: str) -> dict[str, int]:
    """Of `listed`, those that reach each place under the role rule or may do so; a province also has the ones that are province-wide."""
    if name in ONE_EACH:
        at = place_columns(atlas, others)[ONE_EACH[name]].rename("place").reset_index()
    else:
        at = group_members(atlas, others.vintage).rename(columns={"group": "place"})[["nis", "place"]]
    at = at[at["nis"].isin(places_of(atlas, others))]
    reaching = atlas.participations(others.vintage)
    reaching = reaching[reaching["role"].isin(others.rule.roles | {Role.POSSIBLE.value}) & reaching["initiative_id"].isin(listed.index)]
    pairs = reaching[["nis", "initiative_id"]].merge(at, on="nis")[["place", "initiative_id"]]
    if name == "provinces" and asks_only_for_provinces(others):
        wide = listed[listed["scope"] == Scope.PROVINCE]
        codes = {atlas.territory_name(str(nis), "fr"): str(nis) for nis in at["place"].unique()}
        named = wide["provinces"].str.split(";").explode().map(codes).dropna()
        pairs = pd.concat([pairs, pd.DataFrame({"place": named.to_numpy(), "initiative_id": named.index})])
    return dict(pairs.drop_duplicates().groupby("place").size())
