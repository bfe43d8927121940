"""GeoPackage and zipped shapefile, through GDAL: each from a fresh file under a name of our own, by the one driver that is meant."""

import re
import tempfile
import warnings
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pyogrio
import pyproj
import shapely

from wallonia_map.uploads.coordinate_systems import name_of, of_wkt, system
from wallonia_map.uploads.delimited_text import codec_name
from wallonia_map.uploads.file_form import FileFormat
from wallonia_map.uploads.limits import MAX_ROWS, UnusableFile
from wallonia_map.uploads.plain_geopackage import plain_copy
from wallonia_map.uploads.record_set import Records, under_names
from wallonia_map.uploads.zipped_shapes import ShapefileParts, shapefile_in

_BROKEN = (
    pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError, shapely.errors.GEOSException,
    pyproj.exceptions.CRSError, ValueError, RuntimeError, TypeError, LookupError,
)  # fmt: skip
#: What `.cpg` files say, where Python calls it otherwise, and the marks that a `.dbf` has in its 30th byte.
_NAMED = {"1252": "cp1252", "ansi 1252": "cp1252", "65001": "utf-8", "88591": "iso8859-1", "8859_1": "iso8859-1", "850": "cp850"}
_MARKED = {0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x57: "cp1252"}
#: Encodings that a table of a shapefile may have, as Python names them: no codec that does more than tell letters.
_SINGLE = re.compile(r"utf-8|cp\d{3,4}|iso8859-\d{1,2}|mac-roman")


def read_geopackage(content: bytes, layer: str | None = None, crs: str | None = None) -> Records:
    """A layer of a GeoPackage (by default the first that has shapes), read from a temporary file that is gone afterwards.

    Raises
    ------
    UnusableFile
        If it is broken, holds no such layer, or its layer declares no coordinate system.
    """
    with tempfile.TemporaryDirectory() as folder:
        given, path = Path(folder) / "given.gpkg", Path(folder) / "layer.gpkg"
        given.write_bytes(content)
        chosen, names = plain_copy(given, path, layer)
        frame = _read(path, "GPKG", layer=chosen)
    if crs is None and (frame.crs is None or not frame.crs.to_authority()):
        raise UnusableFile("no_crs")
    return _as_records(frame, system(crs) if crs else frame.crs, Records([], FileFormat.GPKG, sheet=chosen, sheets=names))


def read_shapefile(content: bytes, layer: str | None = None, crs: str | None = None) -> Records:
    """A shapefile out of a ZIP (by default its first), its letters as `.cpg` and its system as `.prj` say.

    Raises
    ------
    UnusableFile
        If the ZIP holds none, a part is missing or broken, or no coordinate system is declared.
    """
    parts, names = shapefile_in(content, layer)
    encoding = _encoding(parts)
    known = system(crs) if crs else of_wkt(parts.prj) if parts.prj else None
    with tempfile.TemporaryDirectory() as folder:
        for ending, told in (("shp", parts.shp), ("shx", parts.shx), ("dbf", parts.dbf)):
            if told is not None:
                (Path(folder) / f"layer.{ending}").write_bytes(told)
        frame = _read(Path(folder) / "layer.shp", "ESRI Shapefile", encoding=encoding)
    if known is None:
        raise UnusableFile("no_crs")
    told_layers = names if len(names) > 1 else ()
    return _as_records(frame, known, Records([], FileFormat.SHAPEFILE, encoding, sheet=parts.name, sheets=told_layers))


def _read(path: Path, driver: str, **options: object) -> gpd.GeoDataFrame:
    """The rows of a file, if GDAL takes it for what it is meant to be."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what GDAL finds odd is either told by what was recognised, or an error
            found = pyogrio.read_info(path, **options)
            if found["driver"] != driver:
                raise UnusableFile("unreadable")
            if found["features"] > MAX_ROWS:
                raise UnusableFile("too_many_rows", {"limit": MAX_ROWS})
            frame = pyogrio.read_dataframe(path, max_features=MAX_ROWS + 1, **options)
    except _BROKEN as error:
        raise UnusableFile("unreadable") from error
    if not isinstance(frame, gpd.GeoDataFrame):
        raise UnusableFile("no_features")
    return frame


def _as_records(frame: gpd.GeoDataFrame, crs: pyproj.CRS, found: Records) -> Records:
    shapes = frame.geometry.set_crs(crs, allow_override=True).reset_index(drop=True)
    rows = frame.drop(columns=frame.geometry.name).to_dict("records")
    records = under_names([{str(name): value for name, value in row.items()} for row in rows])
    return replace(found, rows=records, shapes=shapes, crs=name_of(crs))


def _encoding(parts: ShapefileParts) -> str:
    """The encoding of a `.dbf`: what `.cpg` says, else UTF-8, else what its own mark says, each only if the letters fit it."""
    table = parts.dbf or b""
    letters = table[int.from_bytes(table[8:10], "little") :]
    said = codec_name(_NAMED.get((parts.cpg or "").strip().lower(), (parts.cpg or "").strip()))
    for name in (said if _SINGLE.fullmatch(said) else "", "utf-8", _MARKED.get(table[29] if len(table) > 29 else 0, "cp1252"), "cp1252"):
        try:
            if name and letters.decode(name) is not None:
                return name
        except ValueError:
            continue
    return "iso8859-1"  # knows a letter for every byte
