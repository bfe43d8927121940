"""The one way in which tables and shapes are written as text: the same bytes on every machine."""

import csv
import io
import json
from collections.abc import Iterable, Sequence

import geopandas as gpd
import shapely

from wallonia_map.crs import DECIMALS


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Comma-separated text with LF, quoted only where it must be; None becomes an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def geojson_text(shapes: gpd.GeoSeries) -> str:
    """GeoJSON (RFC 7946) of shapes in EPSG:4326, one feature a line, sorted by the index, which is `nis` and id."""
    lines = []
    for nis, shape in shapes.sort_index().items():
        geometry = json.loads(shapely.to_geojson(shapely.orient_polygons(shape)))
        geometry["coordinates"] = _plain(geometry["coordinates"])
        feature = {"type": "Feature", "id": nis, "properties": {"nis": nis}, "geometry": geometry}
        lines.append(json.dumps(feature, separators=(",", ":")))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def _plain(numbers: object) -> object:
    """Coordinates rounded once more, so that no float carries a tail of digits into the file."""
    if isinstance(numbers, list):
        return [_plain(number) for number in numbers]
    return round(float(numbers), DECIMALS)  # type: ignore[arg-type]
