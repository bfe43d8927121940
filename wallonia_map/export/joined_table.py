"""A visitor's joined table to take away: CSV of two kinds, workbook, GeoPackage, each with its report and one receipt."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from wallonia_map.crs import METRIC_CRS
from wallonia_map.errors import UnknownValueError
from wallonia_map.export.csv import harmless, plain_csv, spreadsheet_csv
from wallonia_map.export.geofiles import GEOPACKAGE_TYPE, Layer, packed
from wallonia_map.export.office import clean
from wallonia_map.export.plain_rows import plain_rows
from wallonia_map.export.receipt import File, receipt_of
from wallonia_map.export.workbook import MEDIA_TYPE, OWN, workbook_of
from wallonia_map.i18n import Language, say
from wallonia_map.model import Selection, Vintage
from wallonia_map.tables.atlas import Atlas

#: For a spreadsheet in the reader's language, plain CSV, workbook, boundaries with values.
FORMS = ("spreadsheet", "plain", "xlsx", "gpkg")
#: Names that a GeoPackage needs for itself.
_TAKEN = ("fid", "ogc_fid", "geom", "geometry", "rowid")
#: The longest name of a column that every GIS shows.
_LONGEST = 60


@dataclass(frozen=True)
class JoinedTable:
    """A joined table and what is told of it.

    `table` has one row per municipality of `vintage`, `nis` and `municipality` first; `report` one row per row of the file
    `source`; `joined` says how the rows came to their municipalities, `notes` what a reader of the table has to know.
    """

    table: pd.DataFrame
    report: pd.DataFrame
    source: str
    vintage: Vintage
    joined: str
    notes: Sequence[str]
    atlas: Atlas
    language: Language

    @property
    def said(self) -> str:
        """Whose values they are, and what is missing in them."""
        year = str(self.atlas.own_year(self.vintage))
        line = say("own.source", self.language, file=self.source, vintage=self.vintage.value, year=year)
        return "\n".join([line, *self.notes])

    @property
    def _name_of_level(self) -> str:
        level = str(self.table.columns[1])
        return say(f"filter.{level}" if level in ("province", "arrondissement") else "column.municipality", self.language)

    @property
    def header(self) -> list[str]:
        """Code and name in words, then the file's own names, none of them twice."""
        return _unlike([say("column.nis", self.language), self._name_of_level, *map(str, self.table.columns[2:])])


def joined_name(form: str, vintage: Vintage, language: Language, *, what: str = "table") -> str:
    """What a file of a joined table is called: never by the visitor's own words.

    Raises
    ------
    UnknownValueError
        If there is no such form.
    """
    if form not in FORMS:
        raise UnknownValueError("form", form, FORMS)
    parts = [say("download.name.atlas", language), say("own.slug", language), say(f"slug.{what}", language), vintage.value]
    ending = {"spreadsheet": f"_{language.value}.csv", "plain": "_rfc4180.csv"}.get(form, f"_{language.value}.{form}")
    return "_".join(parts) + ending


def joined_file(form: str, given: JoinedTable, *, day: datetime.date, name: str = "", permalink: str = "") -> File:
    """The joined table as a file; workbook and GeoPackage hold report and receipt too.

    Raises
    ------
    UnknownValueError
        If there is no such form.
    OSError
        If there is no room for the temporary file that a GeoPackage needs.
    """
    called = name or joined_name(form, given.vintage, given.language)
    table = given.table.set_axis(["nis", "municipality", *(f"{OWN}{place}" for place in range(given.table.shape[1] - 2))], axis=1)
    if form == "spreadsheet":
        return File(called, "text/csv", spreadsheet_csv(table, given.language, given.header))
    if form == "plain":
        return File(called, "text/csv", plain_table(given.table))
    if form == "xlsx":
        return File(called, MEDIA_TYPE, _workbook(given, table, called, day, permalink))
    return File(called, GEOPACKAGE_TYPE, _geopackage(given, day))


def plain_table(table: pd.DataFrame) -> bytes:
    """Plain CSV whose header, like its cells, no spreadsheet calculates."""
    return plain_csv(table.set_axis([harmless(str(name)) for name in table.columns], axis=1))


def joined_receipt(file: File, given: JoinedTable, *, day: datetime.date, permalink: str) -> File:
    """The receipt of a file of a joined table."""
    return receipt_of(
        file, len(given.table), said=given.said, filters="", chosen=Selection(vintage=given.vintage), cited=(), atlas=given.atlas,
        permalink=permalink, day=day, language=given.language, joined=given.joined,
    )  # fmt: skip


def _workbook(given: JoinedTable, table: pd.DataFrame, name: str, day: datetime.date, permalink: str) -> bytes:
    """Table, report, and the receipt line by line; a file's own hash cannot stand inside it."""
    language = given.language
    written = joined_receipt(File(name, MEDIA_TYPE, b""), given, day=day, permalink=permalink).content.decode("utf-8")
    lines = pd.DataFrame({"line": [line for line in written.splitlines() if line and not line.startswith("SHA-256")]})
    title = say("your_data.joined", language)
    return workbook_of(
        {
            say("own.sheet", language): (table, given.header),
            say("slug.report", language): (given.report, list(map(str, given.report.columns))),
            say("workbook.sheet.receipt", language): (lines, [title]),
        },
        title=title, comments=given.said, day=day, language=language,
    )  # fmt: skip


def _geopackage(given: JoinedTable, day: datetime.date) -> bytes:
    """Boundaries in EPSG:3812 with the values, and the report as a plain table."""
    language, catalog = given.language, given.atlas.catalog
    named = plain_rows(given.table.set_axis(_column_names(given.table.columns), axis=1))
    level = str(given.table.columns[1])
    boundaries = f"{level}s" if level in ("province", "arrondissement") else f"boundaries_{given.vintage.value}"
    shapes = given.atlas.shapes(boundaries).geometry.reindex(given.table["nis"]).reset_index(drop=True)
    metadata = {
        "title": say("your_data.joined", language), "sentence": clean(given.joined), "source": clean(given.said),
        "accuracy": say("geofile.accuracy", language), "licence": say("receipt.licence_joined", language), "vintage": given.vintage.value,
        "data_version": f"{catalog.version} ({catalog.fingerprint[:12]})", "language": language.value, "date": day.isoformat(),
    }  # fmt: skip
    joined = gpd.GeoDataFrame(named, geometry=shapes).to_crs(METRIC_CRS)
    layers = [
        Layer("municipalities", joined, say("your_data.joined", language), metadata),
        Layer("report", plain_rows(given.report), say("your_data.report", language), metadata),
    ]
    return packed(layers, day)


def _column_names(given: pd.Index) -> list[str]:
    """The file's names as a database can hold them, and none that it needs for itself."""
    return _unlike([clean(str(name)).strip()[:_LONGEST] or f"column_{place}" for place, name in enumerate(given)], taken=_TAKEN)


def _unlike(names: Sequence[str], taken: Sequence[str] = ()) -> list[str]:
    """The same names with a number behind those that were there already, in small letters or large."""
    found: list[str] = []
    known = set(taken)
    for name in names:
        free, number = name, 2
        while free.casefold() in known:
            free, number = f"{name}_{number}", number + 1
        known.add(free.casefold())
        found.append(free)
    return found
