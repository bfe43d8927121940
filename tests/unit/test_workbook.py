import datetime
import io

import openpyxl
import pandas as pd
import pytest

from wallonia_map.export.tables import RowKind, table_of
from wallonia_map.export.workbook import LONGEST, workbook
from wallonia_map.i18n import Language, say
from wallonia_map.model import Level, RoleRule, Selection, Vintage
from wallonia_map.questions.coverage import COVERAGE_COLUMNS, coverage_table
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.view import View

DAY = datetime.date(2026, 11, 1)
LINK = "https://atlas.test/explore?q=a"
EXTENDED = Selection(rule=RoleRule.EXTENDED, vintage=Vintage.V2019)


def opened(atlas: Atlas, selection: Selection = EXTENDED, language: Language = Language.EN):
    summary = view_summary(atlas, View(selection), language)
    file = workbook(summary, day=DAY, permalink=LINK)
    return summary, openpyxl.load_workbook(io.BytesIO(file.content))


def rows_of(sheet) -> list[dict[str, object]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def said(column: str, language: str = "en") -> str:
    return say(f"column.{column}", language)


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("fr", ["initiatives", "participations", "communes", "couverture par province", "couverture par arrondissement", "reçu"]),
        ("de", ["initiativen", "beteiligungen", "gemeinden", "Abdeckung nach Provinz", "Abdeckung nach Bezirk", "Beleg"]),
    ],
)
def test_the_sheets_are_named_in_the_reader_s_language(small, language, names):
    _, book = opened(small, language=Language(language))
    assert book.sheetnames == names
    assert book["Beleg" if language == "de" else "reçu"]["A1"].value == say("workbook.key", language)


@pytest.mark.parametrize("language", Language)
def test_every_sheet_has_a_frozen_header_and_a_filter(small, language):
    _, book = opened(small, language=language)
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(max(sheet.max_row, 2), sheet.max_column).coordinate}"
        assert all(cell.value for cell in sheet[1])
        assert all(8 < dimension.width < 125 for dimension in sheet.column_dimensions.values())


@pytest.mark.parametrize("what", RowKind)
@pytest.mark.parametrize("vintage", Vintage)
def test_the_rows_are_those_of_the_tables(small, what, vintage):
    summary, book = opened(small, EXTENDED.replace(vintage=vintage))
    table = table_of(what, small, summary.selected, "en")
    rows = rows_of(book[say(f"download.name.{what.value}", "en")])
    assert len(rows) == len(table)
    for column in table.columns:
        if pd.api.types.is_numeric_dtype(table[column].dtype) and not pd.api.types.is_bool_dtype(table[column].dtype):
            given = [None if pd.isna(value) else value for value in table[column]]
            assert [row[said(column)] for row in rows] == given


def test_cells_have_the_type_of_what_they_hold(small):
    _, book = opened(small)
    sheet = book["municipalities"]
    cells = dict(zip([cell.value for cell in sheet[1]], sheet[2], strict=True))
    assert (cells[said("nis")].value, cells[said("nis")].data_type) == ("11001", "s")
    assert (cells[said("vintage")].value, cells[said("inhabitants")].value) == ("2019", 1000)
    assert cells[said("inhabitants")].number_format == "#,##0"
    assert cells[said("population_year")].number_format == "0"
    assert cells[said("is_covered")].value == "yes"


def test_identifiers_become_words_and_what_is_not_known_stays_empty(small):
    _, book = opened(small, language=Language.DE)
    rows = {row[said("initiative_id", "de")]: row for row in rows_of(book["initiativen"])}
    assert rows["sr-water"][said("themes", "de")] == "Energie und Umwelt, Lebensumfeld"
    assert rows["sr-water"][said("title", "de")] == "Wassersensoren"
    assert rows["sr-water"][said("subsidy_eur", "de")] == 300
    assert rows["lag14-nord"][said("subsidy_eur", "de")] is None
    assert rows["lag14-nord"][said("summary", "de")] is None


@pytest.mark.parametrize(("level", "name"), [(Level.PROVINCE, "by_province"), (Level.ARRONDISSEMENT, "by_arrondissement")])
def test_coverage_by_territory_equals_the_facts(small, level, name):
    summary, book = opened(small, EXTENDED.replace(population_year=2018))
    rows = rows_of(book[say(f"workbook.sheet.{name}", "en")])
    table = coverage_table(small, summary.selected.covered, by=level, population_year=2018, language="en")
    heads = [say(f"workbook.coverage.{column}", "en") for column in COVERAGE_COLUMNS]
    assert [list(row) for row in rows] == [heads] * len(rows)
    assert [tuple(row.values()) for row in rows] == [tuple(row) for row in table.itertuples(index=False)]
    assert sum(row[say("workbook.coverage.municipalities_covered", "en")] for row in rows) == summary.coverage.municipalities_covered
    assert sum(row[say("workbook.coverage.inhabitants_covered", "en")] for row in rows) == summary.coverage.inhabitants_covered


def test_coverage_keeps_to_the_places_in_view(small):
    _, book = opened(small, Selection(provinces=("10000",)))
    assert [row["territory"] for row in rows_of(book["coverage by province"])] == ["North"]
    assert book["coverage by province"]["F2"].number_format == "0.0%"


@pytest.mark.parametrize("language", Language)
def test_the_receipt_says_what_was_asked_and_from_what(small, language):
    summary, book = opened(small, Selection(programmes=("smart-region-2019",), population_year=2018), language)
    told = list(book[say("workbook.sheet.receipt", language)].iter_rows(min_row=2, values_only=True))
    values = [value for _, value in told]
    assert summary.sentence.startswith(values[0])
    assert {LINK, "2019", 2018, say("rule.strict.long", language), say("geofile.licence", language)} <= set(values)
    assert values[-2:] == ["https://example.org/sr-agency", "https://example.org/sr-water"]
    assert not [key for key, _ in told if not key or key.endswith(":")]
    assert any(small.catalog.version in str(value) for value in values)


HOSTILE = (
    '=HYPERLINK("http://evil.test")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "<script>&\x00\x0b\ufffe",
    "https://evil.test",
    "{=1+1}",
    "1234",
)


def test_hostile_words_are_only_words(small):
    tables = dict(small.tables)
    given = tables["initiatives"].copy()
    given["title"] = [HOSTILE[place % len(HOSTILE)] for place in range(len(given))]
    given["summary"] = "x" * (LONGEST + 10)
    tables["initiatives"] = given
    _, book = opened(Atlas(small.catalog, tables), Selection(words=""))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"n", "s"}
    assert [cell for cell in cells if cell.hyperlink] == []
    titles = {row["title"].strip() for row in rows_of(book["initiatives"])}
    assert {'=HYPERLINK("http://evil.test")', "@SUM(A1)", "<script>&", "1234"} <= titles
    assert {len(row["summary"]) for row in rows_of(book["initiatives"])} == {LONGEST}


def test_a_workbook_of_nothing_is_still_a_workbook(small):
    summary, book = opened(small, Selection(words="nothing at all", vintage=Vintage.V2025), Language.NL)
    assert rows_of(book["initiatieven"]) == []
    assert len(rows_of(book["gemeenten"])) == len(summary.selected.places) == 5
    assert all(row[say("workbook.coverage.municipalities_covered", "nl")] == 0 for row in rows_of(book["dekking per provincie"]))


def test_the_same_view_on_the_same_day_is_the_same_file(small):
    made = [workbook(view_summary(small, View(), Language.FR), day=DAY, permalink=LINK) for _ in range(2)]
    assert made[0].content == made[1].content
    assert made[0].name == "atlas-wallonie_classeur_2019_tout_fr.xlsx"
    core = openpyxl.load_workbook(io.BytesIO(made[0].content)).properties
    assert (core.created.date(), core.title) == (DAY, say("measure.initiatives", "fr"))
