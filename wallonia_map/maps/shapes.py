"""The shapes that the browser draws: every level of a vintage in one topology, with the names and places that the map writes."""

import json
from typing import Any

import geopandas as gpd
import shapely

from wallonia_map.maps.topology import Topology
from wallonia_map.model import Programme, Vintage
from wallonia_map.questions.level_members import level_members, level_shapes
from wallonia_map.questions.territories import levels
from wallonia_map.questions.territory import TerritoryKind, territory_of, territory_title
from wallonia_map.tables.atlas import Atlas

#: Levels of administrative territories → the column of the municipalities' table that says of which.
TERRITORIES = {"provinces": "province_nis", "arrondissements": "arrondissement_nis"}
#: Of a degree: 100 m.
_PLACE_DECIMALS = 3
LANGUAGES = ("fr", "en", "nl", "de")


def topology(atlas: Atlas, vintage: Vintage) -> bytes:
    """Municipalities, and the territories of every level, of a vintage as one TopoJSON text (EPSG:4326)."""
    joined = atlas.joined(vintage)
    made = Topology(joined)
    drawn = {"municipalities": [made.shape(str(nis), told) for nis, told in _municipalities(joined).items()]}
    for level in levels():
        members = {code: inside for code, inside in level_members(atlas, level, vintage).members.items() if inside}
        # of provinces the map writes the names at the stored places; elsewhere it decides itself where names stand, and circles alone need one
        stored = atlas.shapes("provinces").geometry if level is TerritoryKind.PROVINCE else level_shapes(atlas, level, vintage)
        places = _places(stored[stored.index.isin(list(members))])
        shapes = [
            made.merged(inside, {"nis": code, **_names(atlas, code, vintage), **places.get(code, {})}) for code, inside in members.items()
        ]
        drawn.setdefault(object_of(level), []).extend(shapes)
    return json.dumps(made.told(drawn), ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def object_of(level: TerritoryKind) -> str:
    """What the shapes of a level are called in the topology; groups of all periods are one collection."""
    if level.value in {item.membership_map for item in Programme.groups()}:
        return "groups"
    return {"community": "communities"}.get(level.value, f"{level.value}s")


def _names(atlas: Atlas, code: str, vintage: Vintage) -> dict[str, str]:
    """What a territory is called: in French, and in the other languages where that differs."""
    told = {language: territory_title(atlas, territory_of(atlas, code, vintage), vintage, language) for language in LANGUAGES}
    return {language: name for language, name in told.items() if language == "fr" or name != told["fr"]}


def _municipalities(joined: gpd.GeoDataFrame) -> dict[str, dict[str, object]]:
    """Code, names (of other languages only where they differ from the French one) and place of every municipality."""
    places = _places(joined.geometry)
    told = {}
    for nis, row in zip(joined.index.astype(str), joined.itertuples(), strict=True):
        others = {"nl": row.name_nl, "de": row.name_de}
        told[nis] = {
            "nis": nis,
            "fr": row.name_fr,
            **{language: name for language, name in others.items() if name != row.name_fr},
            **places[nis],
        }
    return told


def _places(shapes: gpd.GeoSeries) -> dict[str, dict[str, Any]]:
    """The place in each shape that is farthest from its border: where a circle, a name or a finger belongs, however small the shape."""
    radii = shapely.maximum_inscribed_circle(shapes.to_numpy(), tolerance=0.002)  # degrees: about 200 m is near enough
    points = shapely.get_coordinates(shapely.get_point(radii, 0)).round(_PLACE_DECIMALS).tolist()
    return {str(nis): {"at": point} for nis, point in zip(shapes.index, points, strict=True)}
