"""Files that are no plain table of cells: JSON, KML, Parquet and layers of shapes, each by its own reader."""

from wallonia_map.uploads.file_form import FileFormat
from wallonia_map.uploads.json_files import read_json
from wallonia_map.uploads.kml import read_kml
from wallonia_map.uploads.parquet import read_parquet
from wallonia_map.uploads.record_set import Records
from wallonia_map.uploads.shape_files import read_geopackage, read_shapefile
from wallonia_map.uploads.zipped_shapes import has_kml, kml_in


def read_structured(content: bytes, form: FileFormat, layer: str | None = None, crs: str | None = None) -> Records:
    """The rows of a file of this form, with its exact form and a shape each where it has them.

    Raises
    ------
    UnusableFile
        With the reason and its details, whatever the bytes are.
    """
    if form is FileFormat.GPKG:
        return read_geopackage(content, layer, crs)
    if form is FileFormat.SHAPEFILE:
        return read_kml(kml_in(content)) if has_kml(content) else read_shapefile(content, layer, crs)
    if form is FileFormat.KML:
        return read_kml(content)
    return read_parquet(content, crs) if form is FileFormat.PARQUET else read_json(content, layer, crs)
