"""A visitor's joined table to take away, each file opened by a program that did not write it, and read by the atlas again."""

import csv
import datetime
import hashlib
import io
from dataclasses import replace

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest

from wallonia_map.errors import UnknownValueError
from wallonia_map.export.joined_table import FORMS, JoinedTable, joined_file, joined_name, joined_receipt
from wallonia_map.i18n import Language
from wallonia_map.model import Vintage
from wallonia_map.uploads.joining import join
from wallonia_map.uploads.match_shapes import match_shapes
from wallonia_map.uploads.matching import match
from wallonia_map.uploads.reading import read_table
from wallonia_map.uploads.shortcomings import how_joined, shortcomings, with_flags
from wallonia_map.uploads.variable_kinds import Variable, VariableKind
from wallonia_map.uploads.way_of_matching import guess_way

DAY = datetime.date(2026, 1, 2)
#: Names that a database or a spreadsheet needs for itself, or that our own tables have words for.
SENT = (
    "commune;fid;NIS;=1+1;programme;taux\n"
    "Namur;1;0,0004;=cmd;smart;12,345\n"
    "Luik;2;-3,5;@x;themes;0,5\n"
    "Bertogne;3;1234567,25;ok;a;7\n"
    "Gand;4;9;nulle part;b;8\n"
)  # fmt: skip
KINDS = {
    "fid": VariableKind.COUNT,
    "NIS": VariableKind.AMOUNT,
    "=1+1": VariableKind.TEXT,
    "programme": VariableKind.TEXT,
    "taux": VariableKind.RATE,
}


@pytest.fixture(scope="module")
def joined(atlas) -> dict[Language, JoinedTable]:
    table = read_table(SENT.encode(), "chez nous.csv")
    report = match(table.cells["commune"].tolist(), atlas, Vintage.V2019, rows=table.rows.tolist())
    variables = [Variable(name, kind) for name, kind in KINDS.items()]
    made = join(table, report, variables, atlas)
    return {
        language: JoinedTable(
            made.table, with_flags(report.table(language.value), table, variables), table.name, Vintage.V2019,
            how_joined(report, None, language), shortcomings(made, table, variables, report, language), atlas, language,
        )
        for language in Language
    }  # fmt: skip


def rows_of(content: bytes, delimiter: str) -> dict[str, list[str]]:
    return {row[0]: row for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter)}


def test_the_csv_for_a_spreadsheet_is_in_the_signs_of_the_language(joined):
    french = joined_file("spreadsheet", joined[Language.FR], day=DAY)
    assert french.content.startswith(b"\xef\xbb\xbf")
    rows = rows_of(french.content, ";")
    header = next(iter(rows.values()))
    assert header[1:] == ["commune", "fid", "NIS", "'=1+1", "programme", "taux"]
    assert rows["92094"] == ["92094", "Namur", "1", "0,0004", "'=cmd", "smart", "12,345"]
    assert rows["62063"] == ["62063", "Liège", "2", "-3,5", "'@x", "themes", "0,5"]
    assert rows["82005"] == ["82005", "Bertogne", "3", "1234567,25", "ok", "a", "7"]
    assert rows["25005"][2:] == [""] * 5
    assert len(rows) == 263
    assert rows_of(joined_file("spreadsheet", joined[Language.EN], day=DAY).content, ",")["92094"][3] == "0.0004"


def test_the_plain_csv_keeps_the_names_of_the_file(joined):
    rows = rows_of(joined_file("plain", joined[Language.DE], day=DAY).content, ",")
    assert rows["nis"] == ["nis", "municipality", "fid", "NIS", "'=1+1", "programme", "taux"]
    assert rows["62063"] == ["62063", "Liège", "2", "-3.5", "'@x", "themes", "0.5"]


def test_the_workbook_holds_table_report_and_receipt_and_no_formula(joined):
    file = joined_file("xlsx", joined[Language.FR], day=DAY, permalink="https://example.org/your_data")
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    assert book.sheetnames == ["vos données", "rapport", "reçu"]
    values = {row[0]: row for row in book.worksheets[0].iter_rows(values_only=True)}
    assert values["92094"] == ("92094", "Namur", 1, 0.0004, "=cmd", "smart", 12.345)
    assert values["25005"][2:] == (None,) * 5
    report = list(book.worksheets[1].iter_rows(values_only=True))
    assert [row[:4] for row in report[1:]] == [
        (2, "Namur", "matched", "92094"), (3, "Luik", "matched", "62063"), (4, "Bertogne", "matched", "82005"), (5, "Gand", "outside", None),
    ]  # fmt: skip
    told = [row[0] for row in book.worksheets[2].iter_rows(values_only=True)]
    assert any("chez nous.csv" in line for line in told)
    assert any("https://example.org/your_data" in line for line in told)
    assert all(cell.data_type != "f" for page in book for line in page.iter_rows() for cell in line)


def test_the_geopackage_has_boundaries_with_values_and_the_report(joined, atlas, tmp_path):
    path = tmp_path / "a.gpkg"
    path.write_bytes(joined_file("gpkg", joined[Language.NL], day=DAY).content)
    assert gpd.list_layers(path)["name"].tolist() == ["municipalities", "report"]
    frame = gpd.read_file(path, layer="municipalities").set_index("nis")
    assert list(frame.columns[:-1]) == ["municipality", "fid_2", "NIS_2", "=1+1", "programme", "taux"]
    assert frame.loc["62063", list(frame.columns[:-1])].tolist() == ["Liège", 2.0, -3.5, "@x", "themes", 0.5]
    assert frame["fid_2"].notna().sum() == 3
    assert frame.crs.to_epsg() == 3812
    assert frame.geometry.area.sum() / 1e6 == pytest.approx(atlas.municipalities(Vintage.V2019)["area_km2"].sum(), rel=0.01)
    assert gpd.read_file(path, layer="report")["outcome"].tolist() == ["matched", "matched", "matched", "outside"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", list(Language))
def test_every_form_is_the_same_on_the_same_day_and_has_its_receipt(joined, form, language):
    given = joined[language]
    one, two = (joined_file(form, given, day=DAY) for _ in range(2))
    assert one == two
    assert one.name == joined_name(form, Vintage.V2019, language)
    text = joined_receipt(one, given, day=DAY, permalink="https://example.org").content.decode()
    assert hashlib.sha256(one.content).hexdigest() in text
    assert "chez nous.csv" in text
    assert given.joined in text
    assert all(note in text for note in given.notes)
    assert "{" not in text


def test_a_column_that_is_called_as_ours_is_told_from_it(joined):
    given = replace(joined[Language.FR], table=joined[Language.FR].table.rename(columns={"fid": "commune", "taux": "Commune"}))
    header = next(csv.reader(io.StringIO(joined_file("spreadsheet", given, day=DAY).content.decode("utf-8-sig")), delimiter=";"))
    assert header == ["code REFNIS", "commune", "commune_2", "NIS", "'=1+1", "programme", "Commune_3"]


def test_an_unknown_form_is_refused(joined):
    with pytest.raises(UnknownValueError, match="ods"):
        joined_file("ods", joined[Language.FR], day=DAY)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", list(Language))
def test_what_was_taken_away_comes_back_whole(joined, atlas, form, language):
    file = joined_file(form, joined[language], day=DAY)
    table = read_table(file.content, file.name)
    way = guess_way(table, atlas.gazetteer)
    report = match_shapes(table, atlas, Vintage.V2019) if way.key is None else match(table.cells[way.key].tolist(), atlas, Vintage.V2019)
    assert [line.outcome.value for line in report.lines] == ["matched"] * 262
    name = next(name for name in table.cells.columns if name.startswith("NIS") and table.numbers(name).notna().sum() == 3)
    places = pd.Series([nis for line in report.lines for nis, _ in line.parts])
    assert table.numbers(name).groupby(places.to_numpy()).sum(min_count=1).dropna().to_dict() == {
        "92094": 0.0004,
        "62063": -3.5,
        "82005": 1234567.25,
    }
