import csv
import io

import openpyxl
import pytest
import xlsxwriter

from wallonia_map.curation import check_rows, template
from wallonia_map.curation.template import EXAMPLES
from wallonia_map.errors import UnknownValueError
from wallonia_map.i18n import Language, message_ids
from wallonia_map.model import Programme
from wallonia_map.rebuild.descriptor import initiative_columns, read_declared
from wallonia_map.tables.catalog import GEODATA

COLUMNS = initiative_columns(read_declared(GEODATA))
#: The least that a row needs.
PLAIN = {
    "title": "Voies vertes", "title_basis": "published", "lead_type": "municipality", "lead_municipalities": "Dunois", "scope": "municipal",
    "confidence": "high", "source_urls": "https://example.org/new",
}  # fmt: skip


def csv_of(*rows: dict[str, str], columns: list[str] | None = None, separator: str = ",", encoding: str = "utf-8") -> bytes:
    """A filled table as a spreadsheet saves it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    names = columns or COLUMNS
    writer.writerow(names)
    writer.writerows([[row.get(name, "") for name in names] for row in rows])
    return out.getvalue().encode(encoding, "replace")


def book_of(*rows: dict[str, object]) -> bytes:
    """A filled table as a workbook."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet()
    page.write_row(0, 0, COLUMNS)
    for number, row in enumerate(rows, start=1):
        for place, name in enumerate(COLUMNS):
            if name in row:
                page.write(number, place, row[name])
    book.close()
    return out.getvalue()


@pytest.mark.parametrize("programme", Programme)
@pytest.mark.parametrize("language", Language)
def test_a_csv_has_the_columns_of_the_table_and_no_row(small, programme, language):
    made = template(programme, "csv", language, catalog=small.catalog)
    assert made.content.startswith(b"\xef\xbb\xbf")
    assert made.content.decode("utf-8-sig").splitlines() == [",".join(small.catalog.resources[f"keeper-{programme}"].schema.names)]
    assert made.name.startswith(programme)
    assert made.media_type == "text/csv"


@pytest.mark.parametrize("language", Language)
def test_a_workbook_explains_every_column_on_its_second_sheet(small, language):
    made = template("projects", "xlsx", language, catalog=small.catalog)
    table, told = openpyxl.load_workbook(io.BytesIO(made.content)).worksheets
    assert [cell.value for cell in table[1]] == COLUMNS
    rows = list(told.iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == COLUMNS
    assert all(row[1] and row[2] and row[3] for row in rows)
    assert [row[0] for row in rows if not row[4]] == ["notes"]
    assert [message_ids(language)["keeper.help.what"]] == [told["C1"].value]


def test_the_same_template_has_the_same_bytes(small):
    assert template("projects", "xlsx", "fr", catalog=small.catalog) == template("projects", "xlsx", "fr", catalog=small.catalog)


def test_an_untouched_template_has_no_rows(small):
    for form in ("csv", "xlsx"):
        proposal = check_rows(template("projects", form, "fr", catalog=small.catalog).content, "t", "projects", small)
        assert [problem.reason for problem in proposal.problems] == ["no_rows"]


@pytest.mark.parametrize(("programme", "form"), [("nothing", "csv"), ("projects", "pdf"), ("projects", "")])
def test_what_does_not_exist_is_an_error(programme, form):
    with pytest.raises(UnknownValueError):
        template(programme, form, "fr")


def test_the_examples_are_a_row_that_passes(atlas):
    row = EXAMPLES | {"initiative_id": "sr2019-capteurs", "served_municipalities": ""}
    proposal = check_rows(csv_of(row), "t.csv", "smart-region-2019", atlas)
    assert [problem.text("en") for problem in proposal.problems] == []
