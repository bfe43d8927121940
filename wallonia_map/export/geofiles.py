"""GeoJSON and GeoPackage of a view: municipalities, or the territories of the map's level, with what the map shows, for a GIS."""

import datetime
import json
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

from wallonia_map.crs import DECIMALS, METRIC_CRS, STORED_CRS
from wallonia_map.export.file_names import document_name
from wallonia_map.export.office import clean
from wallonia_map.export.plain_rows import plain_rows
from wallonia_map.export.receipt import File
from wallonia_map.export.tables import RowKind, table_of
from wallonia_map.export.territory_rows import territory_rows
from wallonia_map.i18n import say
from wallonia_map.views.certainty import completeness_note
from wallonia_map.views.classing import ZERO
from wallonia_map.views.measure_summary import by_municipality
from wallonia_map.views.sentences import describe_filters, programme_names
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.territory_summary import TerritorySummary

GEOPACKAGE_TYPE = "application/geopackage+sqlite3"
#: Where an SQLite file keeps its change counter, and the counter that its version is valid for: the two must be equal.
_COUNTERS = (24, 92)


@dataclass(frozen=True)
class Layer:
    """A layer of a GeoPackage: rows, with shapes or without, in a few words; its metadata has at least `sentence`, `source` and `licence`."""

    name: str
    table: pd.DataFrame
    description: str
    metadata: dict[str, str]


def geojson(summary: ViewSummary, *, day: datetime.date) -> File:
    """The municipalities in view, or the territories of the map's level, as RFC 7946 GeoJSON: WGS 84, outer rings counter-clockwise, `metadata` beside the features.

    Properties are named like the columns of the tables; `null` is « not known ».
    """
    frame = territory_rows(summary) if isinstance(summary, TerritorySummary) else _municipalities(summary)
    shapes = shapely.orient_polygons(frame.geometry.to_numpy(), exterior_cw=False)
    rows = frame.drop(columns="geometry").to_dict("records")
    features = [
        {
            "type": "Feature",
            "id": row["code" if "code" in row else "nis"],
            "properties": {name: _json(value) for name, value in row.items()},
            "geometry": None if shape is None else json.loads(shapely.to_geojson(shape)),
        }
        for row, shape in zip(rows, shapes, strict=True)
    ]
    told: dict[str, Any] = {"type": "FeatureCollection", "metadata": _metadata(summary, day)}
    if features:
        told["bbox"] = [round(float(side), DECIMALS) for side in frame.total_bounds]
    text = json.dumps(told | {"features": features}, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    name = document_name("geojson", summary)
    return File(name, "application/geo+json", text.encode("utf-8"))


def geopackage(summary: ViewSummary, *, day: datetime.date) -> File:
    """The view as a GeoPackage: municipalities in EPSG:3812 and in EPSG:4326, initiatives and participations as plain tables.

    Of a map by territory, its territories come first, in both systems; the municipalities have the same figure each for itself. Columns
    and identifiers are those of the data, titles and names in the reader's language. The same view on the same day gives the same bytes.

    Raises
    ------
    OSError
        If there is no room for the temporary file that the format needs.
    """
    language, metadata = summary.language, _metadata(summary, day)
    tables: dict[str, tuple[pd.DataFrame, dict[str, str]]] = {}
    if isinstance(summary, TerritorySummary):
        rows = territory_rows(summary)
        tables |= {"territories": (rows.to_crs(METRIC_CRS), metadata), "territories_wgs84": (rows, metadata)}
    single = by_municipality(summary)
    rows, told = _municipalities(single), _metadata(single, day)
    tables |= {"municipalities": (rows.to_crs(METRIC_CRS), told), "municipalities_wgs84": (rows, told)}
    if summary.lists_initiatives:
        for what in (RowKind.INITIATIVES, RowKind.PARTICIPATIONS):
            tables[what.value] = plain_rows(table_of(what, summary.atlas, summary.selected, language)), metadata
    layers = [Layer(name, table, say(f"geofile.{name}", language), about) for name, (table, about) in tables.items()]
    return File(document_name("gpkg", summary), GEOPACKAGE_TYPE, packed(layers, day))


def packed(layers: Sequence[Layer], day: datetime.date) -> bytes:
    """Tables, with shapes or without, as one GeoPackage; the same ones on the same day give the same bytes.

    Raises
    ------
    OSError
        If there is no room for the temporary file that the format needs.
    """
    with tempfile.TemporaryDirectory(prefix="atlas-") as folder:
        path = Path(folder) / "atlas.gpkg"
        try:
            for layer in layers:
                _write(layer, path)
            _date(path, day)
        except (DataSourceError, DataLayerError, FeatureError, sqlite3.Error) as error:
            raise OSError(f"the temporary GeoPackage could not be written: {error}") from error
        content = bytearray(path.read_bytes())
    for counter in _COUNTERS:  # how often the file was written to depends on the clock
        content[counter : counter + 4] = (1).to_bytes(4, "big")
    return bytes(content)


def _municipalities(summary: ViewSummary) -> gpd.GeoDataFrame:
    """One row per municipality in view, EPSG:4326: who it is, what the map shows of it, and how it is classed."""
    language = summary.language
    told = table_of(RowKind.MUNICIPALITIES, summary.atlas, summary.selected, language).set_index("nis", drop=False)
    frame = pd.DataFrame({
        "nis": told["nis"], "name": told["municipality"], "province": told["province"], "arrondissement": told["arrondissement"],
        "inhabitants": told["inhabitants"], "population_year": told["population_year"], "area_km2": told["area_km2"],
        "measure": summary.measure_name, "value": _figures(summary).reindex(told.index),
    })  # fmt: skip
    frame["class"] = summary.class_names.reindex(told.index)
    colours = dict(enumerate(summary.fills))
    frame["colour"] = summary.painted.reindex(told.index).map(colours.get)  # none where nothing is known
    if summary.lists_initiatives:
        frame["initiatives"], frame["is_covered"] = told["initiatives"], told["is_covered"]
    shapes = summary.atlas.shapes(f"boundaries_{summary.view.selection.vintage.value}").geometry.reindex(told.index)
    return gpd.GeoDataFrame(plain_rows(frame), geometry=shapes.to_numpy(), crs=STORED_CRS)


def _figures(summary: ViewSummary) -> pd.Series:
    """The values that are shown: a visitor's as they were given, ours to six decimals.

    No amount is known where a list that is not complete has no initiative: that is missing, not 0.
    """
    values = summary.measured.values
    if summary.shares_amounts and summary.is_partial:
        values = values.mask(summary.measured.classes == ZERO)
    return values if summary.value_name else values.round(6)


def _metadata(summary: ViewSummary, day: datetime.date) -> dict[str, str]:
    language, chosen, catalog = summary.language, summary.view.selection, summary.atlas.catalog
    return {
        "title": clean(summary.title),
        "sentence": clean(summary.sentence),
        "filters": clean(describe_filters(summary.atlas, chosen, language)),
        "programmes": programme_names(chosen, language) if summary.lists_initiatives else "",
        "unit": summary.unit,
        "source": summary.source_line,
        "completeness": completeness_note(summary.atlas, chosen, language) if summary.lists_initiatives else "",
        "accuracy": say("geofile.accuracy", language),
        "licence": say("geofile.licence", language),
        "vintage": chosen.vintage.value,
        "data_version": f"{catalog.version} ({catalog.fingerprint[:12]})",
        "language": language.value,
        "date": day.isoformat(),
    }


def _json(value: object) -> object:
    """A cell as JSON: `null` where it is not known, and a count without a decimal point."""
    if value is None or value != value:
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _write(layer: Layer, path: Path) -> None:
    metadata = layer.metadata
    text = f"{layer.description}. {metadata['sentence']} {metadata['source']} {metadata['licence']}"
    pyogrio.write_dataframe(
        layer.table, path, layer=layer.name, driver="GPKG", append=path.exists(),
        geometry_type="MultiPolygon" if isinstance(layer.table, gpd.GeoDataFrame) else None, promote_to_multi=True,
        layer_metadata=metadata, layer_options={"IDENTIFIER": layer.description, "DESCRIPTION": text},
    )  # fmt: skip


def _date(path: Path, day: datetime.date) -> None:
    """Date the file as the day of the export: GDAL would write the second, and no two files would be the same."""
    stamp = f"{day.isoformat()}T00:00:00.000Z"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE gpkg_contents SET last_change = ?", (stamp,))
        database.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", (stamp,))
