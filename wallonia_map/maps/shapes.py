"""The shapes that the browser draws: every level of a vintage in one topology, with the names and places that the map writes."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import geopandas as gpd
import shapely

from wallonia_map.maps.topology import Topology
from wallonia_map.model import Programme, RoleRule, Vintage
from wallonia_map.tables.atlas import Atlas

#: Levels that are unions of municipalities → the column of the municipalities' table that says of which.
TERRITORIES = {"provinces": "province_nis", "arrondissements": "arrondissement_nis"}
#: Of a degree: 100 m.
_PLACE_DECIMALS = 3
LANGUAGES = ("fr", "en", "nl", "de")


def topology(atlas: Atlas, vintage: Vintage) -> bytes:
    """Municipalities, provinces, arrondissements and local action groups of a vintage as one TopoJSON text (EPSG:4326)."""
    joined = atlas.joined(vintage)
    made = Topology(joined)
    levels = {"municipalities": [made.shape(str(nis), told) for nis, told in _municipalities(joined).items()]}
    for level, column in TERRITORIES.items():
        members = {str(code): rows.index.astype(str) for code, rows in joined.groupby(column)}
        places = _places(atlas.shapes(level)) if level == "provinces" else {}
        levels[level] = [
            made.merged(inside, {"nis": code, **{name: atlas.territory_name(code, name) for name in LANGUAGES}, **places.get(code, {})})
            for code, inside in members.items()
        ]
    levels["groups"] = [made.merged(inside, {"id": code}) for code, inside in _groups(atlas, vintage).items()]
    return json.dumps(made.told(levels), ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _municipalities(joined: gpd.GeoDataFrame) -> dict[str, dict[str, object]]:
    """Code, names (of other languages only where they differ from the French one) and place of every municipality."""
    places = _places(joined)
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


def _groups(atlas: Atlas, vintage: Vintage) -> Mapping[str, Iterable[str]]:
    """The members of every local action group whose members are known."""
    programmes = [item.value for item in Programme.groups()]
    groups = atlas.initiatives.index[atlas.initiatives["programme"].isin(programmes)]
    rows = atlas.participations(vintage)
    inside = rows[rows["initiative_id"].isin(groups) & rows["role"].isin(RoleRule.STRICT.roles)]
    return {str(code): members["nis"].astype(str).unique() for code, members in inside.groupby("initiative_id")}


def _places(shapes: gpd.GeoDataFrame) -> dict[str, dict[str, Any]]:
    """The place in each shape that is farthest from its border: where a circle, a name or a finger belongs, however small the shape."""
    radii = shapely.maximum_inscribed_circle(shapes.geometry.to_numpy(), tolerance=0.002)  # degrees: about 200 m is near enough
    points = shapely.get_coordinates(shapely.get_point(radii, 0)).round(_PLACE_DECIMALS).tolist()
    return {str(nis): {"at": point} for nis, point in zip(shapes.index, points, strict=True)}
