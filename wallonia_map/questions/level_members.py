"""Which municipalities make the territories of a level, and which belong to none of them."""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import shapely

from wallonia_map.model import Vintage
from wallonia_map.questions.territory import TerritoryKind, territory_codes, territory_of
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache


@dataclass(frozen=True)
class LevelMembers:
    """The municipalities of a vintage, by the territories of a level.

    `members` are those of each territory, by its code, in the order of `territory_codes`; none of a group of which no member
    is known. `unsure` may be members of a territory, and are known as members of none; `outside` belong to none: of them,
    what is said of territories is not applicable. Provinces and their like leave nobody in either.
    """

    members: Mapping[str, tuple[str, ...]]
    unsure: tuple[str, ...]
    outside: tuple[str, ...]

    @property
    def drawn(self) -> tuple[str, ...]:
        """What a map of the level draws, in order: the territories with members, then the municipalities that belong to none for sure."""
        return (*(code for code, members in self.members.items() if members), *self.unsure, *self.outside)


@atlas_cache(24)
def level_members(atlas: Atlas, level: TerritoryKind, vintage: Vintage) -> LevelMembers:
    """The municipalities of `vintage` by the territories of `level`, one of `territories.levels()`."""
    found = [territory_of(atlas, code, vintage) for code in territory_codes(atlas)]
    found = [territory for territory in found if territory.kind is level]
    sure = {nis for territory in found for nis in territory.members}
    perhaps = {nis for territory in found for nis in territory.possible} - sure
    every = [str(nis) for nis in atlas.municipalities(vintage).index]
    return LevelMembers(
        {territory.code: territory.members for territory in found},
        tuple(nis for nis in every if nis in perhaps),
        tuple(nis for nis in every if nis not in sure | perhaps),
    )


@atlas_cache(24)
def level_shapes(atlas: Atlas, level: TerritoryKind, vintage: Vintage) -> gpd.GeoSeries:
    """What a map of the level draws (EPSG:4326), by code in the order of `LevelMembers.drawn`: borders between members are gone."""
    found, stored = level_members(atlas, level, vintage), atlas.shapes(vintage.boundaries).geometry
    shapes = [
        shapely.coverage_union_all(stored.loc[list(found.members[code])].to_numpy()) if code in found.members else stored[code]
        for code in found.drawn
    ]
    return gpd.GeoSeries(shapes, index=list(found.drawn), crs=stored.crs)
