"""What the atlas hands out comes back whole when it is given to « Your data »: every municipality, every value."""

import datetime
import io

import openpyxl
import pandas as pd
import pytest

from wallonia_map.export.csv import harmless, plain_csv, spreadsheet_csv
from wallonia_map.export.formats import export
from wallonia_map.export.profile_table import sheet_table
from wallonia_map.export.receipt import File, receipt
from wallonia_map.export.tables import RowKind, table_of
from wallonia_map.i18n import Language
from wallonia_map.model import Selection, Vintage
from wallonia_map.questions.profile import municipality_profile
from wallonia_map.questions.selection import select
from wallonia_map.uploads.limits import UnusableFile
from wallonia_map.uploads.match_shapes import match_shapes
from wallonia_map.uploads.matching import match
from wallonia_map.uploads.reading import read_table
from wallonia_map.uploads.way_of_matching import guess_way
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.own_column import own_column
from wallonia_map.views.own_display import ColumnDisplay
from wallonia_map.views.own_summary import own_summary
from wallonia_map.views.view import View

DAY = datetime.date(2026, 1, 2)


def given_back(content: bytes, name: str, atlas, vintage=Vintage.V2019, **options):
    """The table as « Your data » reads it, the column that it joins by, and the municipality of each row."""
    table = read_table(content, name, **options)
    way = guess_way(table, atlas.gazetteer)
    if way.key is None:
        report = match_shapes(table, atlas, vintage)
    else:
        report = match(table.cells[way.key].tolist(), atlas, vintage, rows=table.rows.tolist(), is_wider=way.is_wider)
    assert {line.outcome.value for line in report.lines} <= {"matched", "duplicate"}
    return table, way.key, [line.parts[0][0] for line in report.lines]


def values_of(table, column: str, places: list[str]) -> dict[str, float]:
    return dict(zip(places, table.numbers(column).tolist(), strict=True))


@pytest.mark.parametrize("form", ["spreadsheet", "plain"])
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("vintage", list(Vintage))
def test_the_municipalities_of_explore_come_back_whole(atlas, form, language, vintage):
    selected = select(atlas, Selection(vintage=vintage))
    sent = table_of(RowKind.MUNICIPALITIES, atlas, selected, language)
    content = plain_csv(sent) if form == "plain" else spreadsheet_csv(sent, language)
    table, _, places = given_back(content, "a.csv", atlas, vintage)
    assert places == sent["nis"].tolist()
    for place, name in enumerate(sent.columns):
        if pd.api.types.is_numeric_dtype(sent[name]) and not pd.api.types.is_bool_dtype(sent[name]):
            pd.testing.assert_series_equal(
                table.numbers(table.cells.columns[place]).astype("float64"),
                sent[name].astype("float64"),
                check_names=False,
                check_index=False,
            )


@pytest.mark.parametrize("form", ["spreadsheet", "plain"])
@pytest.mark.parametrize("language", list(Language))
def test_the_participations_of_explore_come_back_row_by_row(atlas, form, language):
    sent = table_of(RowKind.PARTICIPATIONS, atlas, select(atlas, Selection(vintage=Vintage.V2019)), language)
    content = plain_csv(sent) if form == "plain" else spreadsheet_csv(sent, language)
    _, _, places = given_back(content, "a.csv", atlas)
    assert places == sent["nis"].tolist()


@pytest.mark.parametrize("what", ["geojson", "gpkg"])
@pytest.mark.parametrize("measure", [Measure.INITIATIVES, Measure.PER_10000, Measure.SUBSIDY, Measure.COVERED])
@pytest.mark.parametrize("vintage", list(Vintage))
def test_the_shapes_of_explore_come_back_with_every_value(atlas, what, measure, vintage):
    summary = view_summary(atlas, View(Selection(vintage=vintage), measure), Language.FR)
    file = export(what, summary, day=DAY, permalink="")
    table, _, places = given_back(file.content, file.name, atlas, vintage)
    sent = summary.measured.values.round(6)
    if measure is Measure.SUBSIDY:
        sent = sent.mask(sent == 0)  # of a list that is not complete, no known amount is no proof of none
    assert sorted(places) == sorted(sent.index)
    back = pd.Series(values_of(table, "value", places)).reindex(sent.index)
    pd.testing.assert_series_equal(back, sent.astype("float64"), check_names=False)


@pytest.mark.parametrize("language", list(Language))
def test_the_workbook_of_explore_comes_back_by_its_sheet_of_municipalities(atlas, language):
    summary = view_summary(atlas, View(Selection(vintage=Vintage.V2019), Measure.PER_10000), language)
    file = export("xlsx", summary, day=DAY, permalink="")
    sheet = openpyxl.load_workbook(io.BytesIO(file.content)).sheetnames[2]
    table, _, places = given_back(file.content, file.name, atlas, sheet=sheet)
    sent = table_of(RowKind.MUNICIPALITIES, atlas, summary.selected, language).set_index("nis")
    assert places == sent.index.tolist()
    column = table.cells.columns[sent.reset_index().columns.get_loc("initiatives_per_10000")]
    assert values_of(table, column, places) == pytest.approx(sent["initiatives_per_10000"].to_dict(), nan_ok=True)


@pytest.mark.parametrize("language", list(Language))
def test_the_sheet_of_a_municipality_keeps_every_row_and_cell(atlas, language):
    sent = sheet_table(atlas, municipality_profile(atlas, "62063", language=language), language)
    table = read_table(plain_csv(sent), "a.csv")
    assert table.cells.to_numpy().tolist() == [[harmless(cell) for cell in row] for row in sent.to_numpy().tolist()]


@pytest.mark.parametrize("form", ["xlsx", "geojson", "gpkg"])
def test_an_own_column_comes_back_with_every_value_and_no_other(atlas, form):
    people = atlas.population(Vintage.V2019)
    sent = own_column("solde", (people.iloc[::3] - people.median()) / 7e6, vintage=Vintage.V2019, is_rate=False, file="a.csv")
    file = export(form, own_summary(sent, ColumnDisplay(), atlas, Language.DE), day=DAY, permalink="")
    table, _, places = given_back(file.content, file.name, atlas)
    back = pd.Series(values_of(table, "solde" if form == "xlsx" else "value", places)).dropna().to_dict()
    assert back == dict(sent.values)


@pytest.mark.parametrize("language", list(Language))
def test_a_receipt_is_told_to_be_no_table(atlas, language):
    file = File("a.csv", "text/csv", b"nis\r\n62063\r\n")
    told = receipt(file, 1, atlas=atlas, selected=select(atlas, Selection()), permalink="https://example.org", day=DAY, language=language)
    with pytest.raises(UnusableFile):
        read_table(told.content, told.name)
