"""The territories of a map as rows with shapes: who each is, its figures as the table of territories has them, its class."""

import geopandas as gpd
import pandas as pd

from wallonia_map.crs import STORED_CRS
from wallonia_map.export.plain_rows import plain_rows
from wallonia_map.questions.level_members import level_shapes
from wallonia_map.questions.territories import COMPARE_COLUMNS
from wallonia_map.views.classing import MISSING, NOT_APPLICABLE
from wallonia_map.views.official_territories import OfficialTerritorySummary
from wallonia_map.views.territory_summary import TerritorySummary


def territory_rows(summary: TerritorySummary) -> gpd.GeoDataFrame:
    """One row per shape of the map, EPSG:4326: `code`, `name`, `state`, what the map shows, and the columns of the table of territories.

    `state` is « known », « not-known » or « not-applicable »: of a municipality that belongs to no territory. A group of which no member is
    known has a row without a shape.
    """
    atlas, vintage = summary.atlas, summary.view.selection.vintage
    codes = pd.Index([*summary.measured.classes.index, *summary.unsure, *summary.outside])
    classes = summary.painted.reindex(codes)
    names = {nis: atlas.municipality_name(nis, vintage, summary.language) for nis in (*summary.unsure, *summary.outside)} | summary.names
    colours = dict(enumerate(summary.fills))
    frame = pd.DataFrame({
        "code": codes, "name": [names[code] for code in codes], "level": summary.level.value,
        "state": classes.map(lambda number: {MISSING: "not-known", NOT_APPLICABLE: "not-applicable"}.get(number, "known")),
        "measure": summary.measure_name, "value": summary.measured.values.round(6).reindex(codes), "class": summary.class_names.reindex(codes),
        "colour": classes.map(colours.get),
    }, index=codes)  # fmt: skip
    figures = summary.table[[name for name in COMPARE_COLUMNS if name not in ("territory", "kind")]].reindex(codes)
    if isinstance(summary, OfficialTerritorySummary):
        frame = frame.join(summary.figures[["basis", "municipalities_known"]].astype({"municipalities_known": "Int64"}))
    shapes = level_shapes(atlas, summary.level, vintage).reindex(codes)
    return gpd.GeoDataFrame(plain_rows(frame.join(figures.round(6))), geometry=shapes.to_numpy(), crs=STORED_CRS)
