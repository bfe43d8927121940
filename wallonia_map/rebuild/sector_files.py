"""Files of statistical sectors as Statbel publishes them: GeoJSON, GeoPackage, or a ZIP of one of them or of a shapefile.

They are read as a visitor's file is: in a process of its own, with the same limits (`uploads.cage`).
"""

import json
import re
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import geopandas as gpd
import pandas as pd
import pyogrio
import pyproj
import shapely

from wallonia_map.crs import METRIC_CRS
from wallonia_map.errors import DataContractError, MissingDataError
from wallonia_map.uploads.cage import ReaderLimits, run_caged
from wallonia_map.uploads.limits import UnusableFile
from wallonia_map.uploads.plain_geopackage import plain_copy
from wallonia_map.uploads.shape_placing import read_shapes, write_shapes

#: Belgian Lambert 72 and Belgian Lambert 2008: the two systems that Statbel publishes in.
SYSTEMS = ("EPSG:31370", "EPSG:3812")
#: The municipality's code, by the names that it had over the years, the surest first; a shapefile keeps ten letters of a name.
CODE_COLUMNS = (r"cd_munty_r\w*", r"cnis5_\d{4}", r"cd_refnis_munty", r"cd_refnis", r"nis5", r"niscode", r"nis_?code", r"nis_\d{4}")
#: The region's code: 3000, 03000 or BE3 for Wallonia.
_REGION_COLUMNS = (r"cd_rgn_r\w*", r"cnis_regio\w*", r"cd_rgn")
_WALLONIA = {"03000", "3000", "BE3"}
_SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_SINGLE = (".gpkg", ".geojson", ".json")
_MAX_UNPACKED_BYTES, _MAX_MEMBERS = 2_000_000_000, 200
#: What the process that reads hands back: the shapes, and what else is told of them or the rule that is broken.
_SHAPES, _TOLD = "sectors.arrow", "told.json"
_NO_SHAPES = "is not a readable file of shapes"
_NO_CODES = "has no sectors with a municipality's code (CD_MUNTY_REFNIS, CNIS5_…, CD_REFNIS, …)"


@dataclass(frozen=True)
class Sectors:
    """The sectors of a file: columns `code` and `geometry` in EPSG:3812.

    `crs` is the system that the file declares, `year` its own where it tells, `walloon` whether each sector is in
    Wallonia where the file has its region.
    """

    shapes: gpd.GeoDataFrame
    crs: str
    year: int | None
    walloon: pd.Series | None


def read_sectors(path: Path, *, limits: ReaderLimits | None = None) -> Sectors:
    """Read a file of sectors in a process of its own.

    Raises
    ------
    MissingDataError
        If there is no such file.
    DataContractError
        If it is none of the forms, has no column of municipality codes, declares another coordinate system, or needs
        more than `limits` give one file.
    """
    if not path.is_file():
        raise MissingDataError(path)
    with tempfile.TemporaryDirectory(prefix="atlas-reader-") as place:
        folder = Path(place)
        try:
            run_caged(read_into, folder, {"path": str(path.resolve())}, limits=limits)
            told = json.loads((folder / _TOLD).read_text(encoding="utf-8"))
            if "rule" in told:
                raise _refused(path, str(told["rule"]))
            shapes = read_shapes(folder / _SHAPES)
        except UnusableFile as error:
            raise _refused(path, _rule(error)) from error
        table = gpd.GeoDataFrame({"code": shapes.index.to_list()}, geometry=shapes.to_numpy(), crs=METRIC_CRS)
        return Sectors(table, told["crs"], told["year"], None if told["walloon"] is None else pd.Series(told["walloon"], dtype="bool"))


def read_into(folder: Path, asked: dict[str, object]) -> None:
    """What the process of its own does: read the file `asked["path"]`, and leave what it holds in `folder`."""
    path = Path(str(asked["path"]))
    try:
        sectors = _single(path, folder)
    except DataContractError as error:
        (folder / _TOLD).write_text(json.dumps({"rule": error.rule}), encoding="utf-8")
        return
    write_shapes(sectors.shapes.set_index("code").geometry, folder / _SHAPES)
    walloon = None if sectors.walloon is None else sectors.walloon.tolist()
    (folder / _TOLD).write_text(json.dumps({"crs": sectors.crs, "year": sectors.year, "walloon": walloon}), encoding="utf-8")


def _single(path: Path, folder: Path) -> Sectors:
    if path.suffix.lower() == ".zip":
        return _read(_unpacked(path, folder), path, folder)
    if path.suffix.lower() not in _SINGLE:
        raise _refused(path, "is not a .geojson, a .gpkg or a .zip of sectors")
    return _read(path, path, folder)


def _rule(error: UnusableFile) -> str:
    """What a reader says of the file, as the end of a sentence that begins with the file's name."""
    return _NO_SHAPES if error.reason == "unreadable" else error.sentence("en")


def _refused(path: Path, rule: str, column: str = "") -> DataContractError:
    return DataContractError(path, 0, column, "", rule)


def _unpacked(path: Path, folder: Path) -> Path:
    """The one file of sectors in a ZIP, written into `folder` under a name of our own: no name in a ZIP is trusted."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if not info.is_dir() and "__MACOSX" not in info.filename]
            if len(members) > _MAX_MEMBERS or sum(info.file_size for info in members) > _MAX_UNPACKED_BYTES:
                raise _refused(path, "unpacks to more than a file of sectors")
            suffixes = (".shp", *_SINGLE)
            mains = [info for info in members if PurePosixPath(info.filename).suffix.lower() in suffixes]
            if len(mains) != 1:
                raise _refused(path, f"holds {len(mains)} files of shapes instead of one (.shp, .gpkg or .geojson)")
            stem = PurePosixPath(mains[0].filename).with_suffix("")
            for info in members:
                name = PurePosixPath(info.filename)
                wanted = info is mains[0] or (name.with_suffix("") == stem and name.suffix.lower() in _SHAPEFILE_PARTS)
                if wanted:
                    with archive.open(info) as packed, (folder / f"sectors{name.suffix.lower()}").open("wb") as unpacked:
                        shutil.copyfileobj(packed, unpacked)
            return folder / f"sectors{PurePosixPath(mains[0].filename).suffix.lower()}"
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:  # broken, cut off, or encrypted
        raise _refused(path, "is not a readable ZIP") from error


def _read(file: Path, path: Path, folder: Path) -> Sectors:
    """The sectors of `file`; sentences name `path`, which may be the ZIP that it came from."""
    try:
        plain, layer = _plain(file, path, folder) if file.suffix.lower() == ".gpkg" else (file, _layer(file, path))
        table = gpd.read_file(plain, layer=layer)
    except UnusableFile as error:
        raise _refused(path, _rule(error)) from error
    except (RuntimeError, ValueError) as error:  # what GDAL raises for a file that is not what its name says
        raise _refused(path, _NO_SHAPES) from error
    column = _column(list(table.columns), CODE_COLUMNS)
    if not isinstance(table, gpd.GeoDataFrame) or column is None or table.empty:
        raise _refused(path, _NO_CODES)
    crs = _system(table, path)
    shapes = table.set_geometry(shapely.force_2d(table.geometry.values)).to_crs(METRIC_CRS)
    if shapes.geometry.isna().any() or shapes.geometry.is_empty.any():
        raise _refused(path, "has sectors without a shape")
    mended = shapes.geometry.where(shapes.geometry.is_valid, shapes.geometry.make_valid())
    if not mended.geom_type.isin(["Polygon", "MultiPolygon"]).all():
        raise _refused(path, "has shapes that are no areas")
    region = _column(list(table.columns), _REGION_COLUMNS)
    walloon = table[region].map(_code).isin(_WALLONIA) if region else None
    told = gpd.GeoDataFrame({"code": table[column].map(_code)}, geometry=mended.values, crs=METRIC_CRS)
    return Sectors(told, crs, _year(table, column, path), walloon)


def _plain(file: Path, path: Path, folder: Path) -> tuple[Path, str]:
    """A GeoPackage of plain tables alone, and its layer that has municipality codes: GDAL never sees the one that was given."""
    copies: dict[str, Path] = {}
    _, layers = plain_copy(file, folder / "plain.gpkg", None)
    for number, name in enumerate(layers[:_MAX_MEMBERS]):
        copies[name] = folder / f"plain{number}.gpkg"
        plain_copy(file, copies[name], name)
    fitting = [name for name, copy in copies.items() if _column(list(pyogrio.read_info(copy, layer=name)["fields"]), CODE_COLUMNS)]
    chosen = _only(fitting, path)
    return copies[chosen], chosen


def _layer(file: Path, path: Path) -> str:
    """The layer that has municipality codes and shapes."""
    fitting = []
    for name, kind in pyogrio.list_layers(file):
        if kind is not None and _column(list(pyogrio.read_info(file, layer=name)["fields"]), CODE_COLUMNS):
            fitting.append(str(name))
    return _only(fitting, path)


def _only(fitting: list[str], path: Path) -> str:
    if not fitting:
        raise _refused(path, _NO_CODES)
    if len(fitting) > 1:
        raise _refused(path, f"has several layers of sectors ({', '.join(fitting)}): leave one of them")
    return fitting[0]


def _column(names: list[str], patterns: tuple[str, ...]) -> str | None:
    return next((name for pattern in patterns for name in names if re.fullmatch(pattern, name, re.IGNORECASE)), None)


def _code(value: object) -> str:
    """A code as text: some files hold it as a number."""
    text = str(value).strip()
    return text.removesuffix(".0") if isinstance(value, float) else text


def _system(table: gpd.GeoDataFrame, path: Path) -> str:
    if table.crs is not None:
        for system in SYSTEMS:
            if table.crs.to_epsg() == int(system.removeprefix("EPSG:")) or table.crs.equals(pyproj.CRS(system), ignore_axis_order=True):
                return system
    told = "none" if table.crs is None else table.crs.to_string() if len(table.crs.to_string()) < 40 else table.crs.name
    raise _refused(path, f"declares the coordinate system {told}: it must be {SYSTEMS[0]} or {SYSTEMS[1]}")


def _year(table: gpd.GeoDataFrame, column: str, path: Path) -> int | None:
    """The year of a file, from the name of its column of codes, its date of situation, or its own name."""
    in_column = re.search(r"(20\d\d)$", column)
    if in_column and not column.casefold().startswith("nis_"):  # there it is the vintage of the codes
        return int(in_column[1])
    dated = _column(list(table.columns), (r"dt_situati\w*",))
    if dated is not None and len(table):
        in_cell = re.search(r"20\d\d", str(table[dated].iloc[0]))
        if in_cell:
            return int(in_cell[0])
    in_name = re.search(r"(20\d\d)0101", path.name)
    return int(in_name[1]) if in_name else None
