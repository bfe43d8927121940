"""What the addresses of the data answer: the same objects, and the same bytes, as the pages' downloads and the command line."""

import datetime
import json

import pandas as pd

from wallonia_map.errors import WalloniaMapError
from wallonia_map.export.csv import plain_csv, spreadsheet_csv
from wallonia_map.export.geofiles import geojson
from wallonia_map.export.initiative_row import initiative_row
from wallonia_map.export.tables import RowKind, table_of
from wallonia_map.i18n import Language
from wallonia_map.model import Level
from wallonia_map.questions.coverage import coverage_table
from wallonia_map.questions.official_columns import with_official
from wallonia_map.questions.organisation_profile import organisations_table
from wallonia_map.questions.selection import select
from wallonia_map.questions.territories import by_level
from wallonia_map.questions.territory import TerritoryKind
from wallonia_map.server import csvw
from wallonia_map.server.query import BY, FORMS, Parameters, language_of
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.view import View

#: The tables that there are, each as CSV and as JSON.
TABLES = ("coverage", "territories", "initiatives", "participations", "municipalities", "indicators", "organisations")


class NotThereError(WalloniaMapError):
    """An address of the data that leads nowhere."""


def first(given: Parameters, name: str, default: str) -> str:
    """The one value of a parameter."""
    return next(iter(given.get(name, ())), default)


def table_file(name: str, ending: str, atlas: Atlas, view: View, given: Parameters) -> bytes:
    """A table of the view as `csv` or `json`; CSV in the form that is asked for, as the pages write it."""
    language = language_of(given)
    table = rows(name, atlas, view, given, language)
    if ending == "json":
        records = json.loads(table.to_json(orient="records", double_precision=15))
        return (json.dumps(records, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    return plain_csv(table) if first(given, "form", FORMS[0]) == FORMS[0] else spreadsheet_csv(table, language, _header(name, table))


def _header(name: str, table: pd.DataFrame) -> list[str]:
    """The columns' own names where the pages have no words for them."""
    return [] if name in set(RowKind) else [str(column) for column in table.columns]


def rows(name: str, atlas: Atlas, view: View, given: Parameters, language: Language) -> pd.DataFrame:
    """The rows of a table of the view."""
    chosen = view.selection
    if name == "coverage":
        by, selected = Level(first(given, "by", BY[0])), select(atlas, chosen)
        return coverage_table(
            atlas, selected.covered, not_known=selected.not_known, by=by, vintage=chosen.vintage, population_year=chosen.population_year,
            within=selected.places,
        )  # fmt: skip
    if name == "territories":
        level = TerritoryKind(first(given, "level", TerritoryKind.PROVINCE))
        table, indicator = by_level(atlas, level, chosen, view.counting, language=language), view.measure.indicator
        return (with_official(table, atlas, indicator, chosen) if indicator else table).reset_index()
    if name == "indicators":
        return atlas.tables["indicators"].reset_index(drop=True)
    if name == "organisations":
        return organisations_table(atlas)
    return table_of(RowKind(name), atlas, select(atlas, chosen), language)


def shapes_file(atlas: Atlas, view: View, language: Language, day: datetime.date) -> bytes:
    """The municipalities of the view as GeoJSON, with the values and classes of the map."""
    return geojson(view_summary(atlas, view, language), day=day).content


def initiative_file(identifier: str, atlas: Atlas, view: View, language: Language) -> bytes:
    """One initiative: its row as the table of initiatives has it, and its participations.

    Raises
    ------
    NotThereError
        If there is none of that name.
    """
    if identifier not in atlas.initiatives.index:
        raise NotThereError(f"There is no initiative {identifier[:60]!r}: initiatives.csv lists them all.")
    row = json.loads(initiative_row(atlas, identifier, language).to_json(orient="records"))[0]
    pairs = atlas.participations(view.selection.vintage)
    pairs = pairs[pairs["initiative_id"] == identifier].astype({"role": "str"})
    row["participations"] = json.loads(pairs[["nis", "role"]].to_json(orient="records"))
    return (json.dumps(row, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def columns_file(name: str, atlas: Atlas, view: View, given: Parameters, url: str) -> bytes:
    """What the columns of a table of the view hold, as CSV on the Web says it; `url` leads to its plain CSV."""
    language = language_of(given)
    return csvw.of_view(rows(name, atlas, view, given, language), url, name, atlas.catalog, language)


def resource_file(path: str, atlas: Atlas) -> tuple[bytes, str]:
    """A file that the data package names, or the metadata beside one that is a CSV, and its media type.

    Raises
    ------
    NotThereError
        If it names no such file.
    """
    named = path.removesuffix(csvw.ENDING)
    found = next((item for item in atlas.catalog.resources.values() if item.told["path"] == named), None)
    if found is None or (named != path and not found.is_table):
        raise NotThereError(f"The data package names no file {path[:60]!r}.")
    if named != path:
        return csvw.of_resource(found, atlas.catalog), csvw.MEDIA_TYPE
    return found.read(), str(found.told.get("mediatype", "application/octet-stream"))
