"""No file to take away says a word that its language does not have."""

import datetime
import io
import itertools
import re
import xml.etree.ElementTree as ET

import openpyxl
import pandas as pd
import pypdf
import pytest
from pptx import Presentation

from tests.app.rendered import plain
from tests.vocabulary import LANGUAGES, Vocabulary
from wallonia_map.export.csv import plain_csv, spreadsheet_csv
from wallonia_map.export.formats import export
from wallonia_map.export.profile_pdf import profile_pdf
from wallonia_map.export.profile_table import sheet_table
from wallonia_map.export.receipt import receipt
from wallonia_map.export.tables import RowKind, table_of
from wallonia_map.i18n import Language
from wallonia_map.model import Selection
from wallonia_map.questions.profile import municipality_profile
from wallonia_map.questions.selection import select
from wallonia_map.views.link_summary import summary_from_params
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.view import View

DAY = datetime.date(2026, 11, 1)
ASKED = Selection(programmes=("smart-region-2019", "leader-2023-2027"))
LINK = "https://atlas.example/explore"
#: RowKind the documents are about: classes; groups and circles; everything; combinations; outcomes.
ABOUT = {
    "classes": {"programme": ["smart-region-2019", "leader-2023-2027"]},
    "groups": {"show": ["lag-2023-2027"], "circles": ["1"]},
    "subsidies": {"show": ["subsidy"], "role": ["extended"], "nis": ["62063"]},
    "combinations": {"programmes": ["leader-2023-2027", "smart-region-2019", "projects"]},
    "outcomes": {"a": ["leader-2014-2020"], "b": ["leader-2023-2027"]},
}
PAGES = {"combinations": "white_spots", "outcomes": "compare"}


@pytest.fixture(scope="module")
def vocabulary(atlas):
    return Vocabulary(atlas)


def texts_of(kind: str, content: bytes) -> list[str]:
    """What a reader of the file reads."""
    file = io.BytesIO(content)
    if kind == "xlsx":
        book = openpyxl.load_workbook(file)
        return [municipality_profile.title for municipality_profile in book] + [
            str(cell) for municipality_profile in book for row in municipality_profile.values for cell in row if isinstance(cell, str)
        ]
    if kind == "pptx":
        slides = Presentation(file).slides
        shapes = [shape for slide in slides for shape in slide.shapes]
        cells = [cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
        notes = [slide.notes_slide.notes_text_frame.text for slide in slides if slide.has_notes_slide]
        return [shape.text_frame.text for shape in shapes if shape.has_text_frame] + cells + notes
    if kind == "svg":
        return [" ".join(found.itertext()) for found in ET.parse(file).iter() if found.tag.endswith(("}text", "}title", "}desc"))]
    if kind in ("pdf", "report"):
        return [_unbroken(page.extract_text()) for page in pypdf.PdfReader(file).pages]
    return [plain(content.decode("utf-8-sig"))]


def _unbroken(text: str) -> str:
    """The text of a page without the hyphens at the ends of its lines, and without words that an ellipsis cuts off."""
    return re.sub(r"\w+…", "", re.sub(r"(\w)[-\u00ad] *\n(?=\w)", r"\1", text).replace("\u00ad", ""))


def strange(vocabulary: Vocabulary, told: list[str], language: str, *, every_name: bool = False) -> dict[str, str]:
    """Words of no message, name or text; what is two of its words apart: the labels of a map, which run into each other where a reader
    takes a page's text, and names whose own hyphen stood at the end of a line."""
    known = vocabulary.own[language] | vocabulary.places[language] | vocabulary.sections

    def two(word: str) -> bool:
        return any(word[:cut] in known and word[cut:] in known for cut in range(2, len(word) - 1))

    found = vocabulary.strange(told, language, every_name=every_name)
    return {word: where for word, where in found.items() if not two(word)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["xlsx", "pptx", "html"])
def test_a_document_speaks_one_language(kind, language, atlas, vocabulary):
    summary = view_summary(atlas, View(ASKED, Measure.INITIATIVES), Language(language))
    told = texts_of(kind, export(kind, summary, day=DAY, permalink=LINK).content)
    assert len(" ".join(told)) > 500
    assert vocabulary.strange(told, language) == {}


#: Every kind of drawing in every language, each about one thing or another in turn.
DRAWINGS = [
    (kind, about, language)
    for kind, pair in (("report", ("subsidies", "outcomes")), ("pdf", ("groups", "combinations")), ("svg", ("classes", "subsidies")))
    for about, language in zip(itertools.cycle(pair), LANGUAGES, strict=False)
]


@pytest.mark.parametrize(("kind", "about", "language"), DRAWINGS)
def test_a_drawing_and_a_report_speak_one_language(kind, about, language, atlas, vocabulary):
    summary = summary_from_params(PAGES.get(about, "explore"), ABOUT[about], atlas, Language(language))
    told = texts_of(kind, export(kind, summary, day=DAY, permalink=LINK).content)
    assert len(" ".join(told)) > 300
    assert strange(vocabulary, told, language) == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("nis", ["62063", "63023", "25031"])
def test_the_rows_of_a_sheet_speak_one_language(nis, language, atlas, vocabulary):
    table = sheet_table(atlas, municipality_profile(atlas, nis, Selection().vintage, None, language=language), Language(language))
    assert len(set(table["section"])) >= 6
    written = pd.read_csv(io.BytesIO(plain_csv(table)), dtype=str, keep_default_na=False)
    identifiers = {row for name in ("organisations", "indicators") for row in atlas.tables[name].iloc[:, 0]} | set(atlas.initiatives.index)
    cells = set(written[["section", "name", "value", "detail"]].to_numpy().ravel()) - {"nis"}
    words = [re.sub(r"\((FR|NL|DE)\)", "", cell) for cell in cells if not set(cell.split(";")) <= identifiers]
    assert vocabulary.strange(words, language, every_name=True) == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", list(RowKind))
def test_a_table_and_its_receipt_speak_one_language(what, language, atlas, vocabulary):
    selected = select(atlas, ASKED)
    table = table_of(what, atlas, selected, language)
    content = spreadsheet_csv(table, language)
    assert vocabulary.strange([content.decode("utf-8-sig")], language) == {}
    file = export("csv", view_summary(atlas, View(ASKED, Measure.INITIATIVES), Language(language)), day=DAY, permalink=LINK)
    proof = receipt(file, len(table), atlas=atlas, selected=selected, permalink=LINK, day=DAY, language=language, said="")
    assert vocabulary.strange([proof.content.decode("utf-8-sig")], language) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_on_paper_speaks_one_language(language, atlas, vocabulary):
    told = municipality_profile(atlas, "63023", Selection().vintage, None, language=language)
    file = profile_pdf(atlas, told, Language(language), day=DAY, permalink=LINK)
    read = texts_of("pdf", file.content)
    names = ("eupen", "namur", "namen")  # the labels of its map run into each other when a reader takes the page's text
    assert [word for word in strange(vocabulary, read, language, every_name=True) if not word.startswith(names)] == []
