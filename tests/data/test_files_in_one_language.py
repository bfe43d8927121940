"""No file to take away says a word that its language does not have."""

import datetime
import io

import openpyxl
import pypdf
import pytest
from pptx import Presentation

from tests.app.rendered import plain
from tests.vocabulary import LANGUAGES, Vocabulary
from wallonia_map.export.csv import spreadsheet_csv
from wallonia_map.export.everything import export
from wallonia_map.export.receipt import receipt
from wallonia_map.export.sheet_pdf import sheet_pdf
from wallonia_map.export.tables import What, table_of
from wallonia_map.facts import Facts
from wallonia_map.i18n import Language
from wallonia_map.measures import Measure
from wallonia_map.model import Selection
from wallonia_map.selection import select
from wallonia_map.sheet import sheet
from wallonia_map.view import View

DAY = datetime.date(2026, 11, 1)
ASKED = Selection(programmes=("smart-region-2019", "leader-2023-2027"))
LINK = "https://atlas.example/explore"


@pytest.fixture(scope="module")
def vocabulary(atlas):
    return Vocabulary(atlas)


def texts_of(kind: str, content: bytes) -> list[str]:
    """What a reader of the file reads."""
    file = io.BytesIO(content)
    if kind == "xlsx":
        book = openpyxl.load_workbook(file)
        return [sheet.title for sheet in book] + [
            str(cell) for sheet in book for row in sheet.values for cell in row if isinstance(cell, str)
        ]
    if kind == "pptx":
        shapes = [shape for slide in Presentation(file).slides for shape in slide.shapes]
        cells = [cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
        return [shape.text_frame.text for shape in shapes if shape.has_text_frame] + cells
    if kind in ("pdf", "report"):
        return [page.extract_text(extraction_mode="plain") for page in pypdf.PdfReader(file).pages]
    return [plain(content.decode("utf-8-sig"))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["xlsx", "pptx", "html"])
def test_a_document_speaks_one_language(kind, language, atlas, vocabulary):
    facts = Facts(atlas, View(ASKED, Measure.INITIATIVES), Language(language))
    told = texts_of(kind, export(kind, facts, day=DAY, permalink=LINK).content)
    assert len(" ".join(told)) > 500
    assert vocabulary.strange(told, language) == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", list(What))
def test_a_table_and_its_receipt_speak_one_language(what, language, atlas, vocabulary):
    selected = select(atlas, ASKED)
    table = table_of(what, atlas, selected, language)
    content = spreadsheet_csv(table, language)
    assert vocabulary.strange([content.decode("utf-8-sig")], language) == {}
    file = export("csv", Facts(atlas, View(ASKED, Measure.INITIATIVES), Language(language)), day=DAY, permalink=LINK)
    proof = receipt(file, len(table), atlas=atlas, selected=selected, permalink=LINK, day=DAY, language=language, said="")
    assert vocabulary.strange([proof.content.decode("utf-8-sig")], language) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_on_paper_speaks_one_language(language, atlas, vocabulary):
    told = sheet(atlas, "63023", Selection().vintage, None, language=language)
    file = sheet_pdf(atlas, told, Language(language), day=DAY, permalink=LINK)
    read = [page.extract_text().replace("-\n", "").replace("\u00ad", "") for page in pypdf.PdfReader(io.BytesIO(file.content)).pages]
    names = ("eupen", "namur", "namen")  # the labels of its map run into each other when a reader takes the page's text
    assert [word for word in vocabulary.strange(read, language, every_name=True) if not word.startswith(names)] == []
