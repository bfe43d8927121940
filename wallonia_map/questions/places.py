"""The filters on place: which municipalities each of them leaves, and all of them together."""

from collections.abc import Collection

import pandas as pd

from wallonia_map.model import Programme, Role, Selection, Vintage
from wallonia_map.place import PLACE_FILTERS, Community
from wallonia_map.questions.character import features
from wallonia_map.questions.indicator_ranges import in_ranges
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.tables.name_text import normalise
from wallonia_map.tables.names import lag_name

#: Filters on what a municipality has one of → the column of `place_columns`.
ONE_EACH = {"provinces": "province_nis", "arrondissements": "arrondissement_nis", "communities": "community", "characters": "character"}


def has_place_filter(selection: Selection) -> bool:
    """Whether the selection filters on place."""
    return any(getattr(selection, name) for name in PLACE_FILTERS)


def without_place_filters(selection: Selection) -> Selection:
    """The same selection without its filters on place."""
    return selection.replace(**dict.fromkeys(PLACE_FILTERS, ()))


def with_places_of(selection: Selection, other: Selection) -> Selection:
    """The same selection with the filters on place of another one."""
    return selection.replace(**{name: getattr(other, name) for name in PLACE_FILTERS})


def asks_only_for_provinces(selection: Selection) -> bool:
    """Whether no filter on place but that on provinces is there: then what is province-wide is listed too."""
    return not any(getattr(selection, name) for name in PLACE_FILTERS if name != "provinces")


def place_columns(atlas: Atlas, selection: Selection) -> pd.DataFrame:
    """What every municipality of the selection's vintage has one of, by `nis`: the columns of `ONE_EACH`."""
    rows = atlas.municipalities(selection.vintage)
    german = rows["is_german_speaking_community"].map({True: Community.GERMAN.value, False: Community.FRENCH.value})
    character = features(atlas, selection.vintage, selection.population_year)["character"]
    return rows[["province_nis", "arrondissement_nis"]].assign(community=german, character=character)


@atlas_cache(1)
def groups_of_every_period(atlas: Atlas) -> tuple[str, ...]:
    """The groups with members, possible ones included, by id: the newest period first, each period in the order of its names."""
    rows = atlas.initiatives
    placed = atlas.participations(Vintage.base())["initiative_id"].unique()
    names = {
        str(group): normalise(lag_name(atlas, str(group), "fr"))
        for programme in reversed(Programme.groups())
        for group in rows.index[(rows["programme"] == programme.value) & rows.index.isin(placed)]
    }
    order = [item.value for item in reversed(Programme.groups())]
    return tuple(sorted(names, key=lambda group: (order.index(str(rows.at[group, "programme"])), names[group])))


@atlas_cache(8)
def group_members(atlas: Atlas, vintage: Vintage) -> pd.DataFrame:
    """The municipalities of each group: columns `group` (id of the initiative that it is), `nis`, `is_possible`.

    Possible members are in: a filter that left them out would say that they are none.
    """
    rows = atlas.participations(vintage)
    rows = rows[rows["initiative_id"].isin(groups_of_every_period(atlas))]
    return pd.DataFrame({"group": rows["initiative_id"], "nis": rows["nis"], "is_possible": rows["role"] == Role.POSSIBLE}).reset_index(
        drop=True
    )


def places_of(atlas: Atlas, selection: Selection) -> pd.Index:
    """The municipalities that the filters on place leave (all without any); several filters narrow each other."""
    rows = atlas.municipalities(selection.vintage)
    kept = pd.Series(True, index=rows.index)
    asked = {name: column for name, column in ONE_EACH.items() if getattr(selection, name)}
    columns = place_columns(atlas, selection) if asked else rows
    for name, column in asked.items():
        kept &= columns[column].isin(getattr(selection, name))
    for codes in _sets(atlas, selection):
        kept &= rows.index.isin(codes)
    kept &= in_ranges(atlas, selection)
    return rows.index[kept]


def _sets(atlas: Atlas, selection: Selection) -> list[Collection[str]]:
    """The municipalities of each filter that names them by sets."""
    found: list[Collection[str]] = []
    if selection.groups:
        members = group_members(atlas, selection.vintage)
        found.append(frozenset(members.loc[members["group"].isin(selection.groups), "nis"]))
    if selection.perimeters:
        found.append(frozenset(code for one in selection.perimeters for code in one.codes))
    if selection.municipalities:
        found.append(selection.municipalities)
    return found
