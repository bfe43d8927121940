"""A file has one name: on the page, on disk and in its own words."""

import datetime
import io

import openpyxl
import pytest

from wallonia_map.errors import UnknownValueError
from wallonia_map.export.file_names import document_name
from wallonia_map.export.formats import FORMS, export
from wallonia_map.i18n import Language
from wallonia_map.model import Selection
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.view import View

DAY = datetime.date(2026, 11, 2)


@pytest.mark.parametrize("form", [form for form in FORMS if form not in ("pdf", "report")])
def test_the_file_is_called_what_the_page_calls_it(atlas, form):
    summary = view_summary(atlas, View(Selection(words="eau"), Measure.COVERED), Language.FR)
    assert export(form, summary, day=DAY, permalink="https://atlas.example/explore").name == document_name(form, summary)


def test_the_workbook_names_itself_as_it_is_called(atlas):
    summary = view_summary(atlas, View(), Language.FR)
    file = export("xlsx", summary, day=DAY, permalink="https://atlas.example/explore")
    cells = [cell.value for row in openpyxl.load_workbook(io.BytesIO(file.content)).worksheets[-1] for cell in row]
    assert file.name in cells


@pytest.mark.parametrize("language", list(Language))
def test_names_are_in_the_reader_s_language_and_tell_views_apart(atlas, language):
    names = {
        document_name(form, view_summary(atlas, View(measure=measure), language))
        for form in ("png", "html", "pptx", "gpkg")
        for measure in Measure
    }
    assert len(names) == 4 * len(Measure)
    assert all(name.isascii() and name == name.lower() and " " not in name for name in names)
    if language is not Language.EN:
        assert not any(word in name for name in names for word in ("covered", "coverage", "subsidy", "inhabitants"))


def test_an_unknown_document_has_no_name(atlas):
    with pytest.raises(UnknownValueError):
        document_name("exe", view_summary(atlas, View(), Language.FR))
