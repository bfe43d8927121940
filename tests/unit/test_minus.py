"""Below zero, a person reads the true sign of minus, and a program the plain one, whatever carries the figure."""

import datetime
import io
import json
import re
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from wallonia_map.export.formats import export
from wallonia_map.i18n import Language, decimal, euro, exact, number, percent
from wallonia_map.i18n.formats import fixed, read_decimal
from wallonia_map.model import Vintage
from wallonia_map.views.own_column import own_column
from wallonia_map.views.own_display import ColumnDisplay
from wallonia_map.views.own_summary import OwnColumnSummary, own_summary
from wallonia_map.views.own_words import described

MINUS = "\u2212"
BELOW = st.one_of(st.integers(-(10**12), -1), st.floats(-1e12, -1e-5))
AMOUNT = re.compile(r"[€%\s\u00a0\u202f]")
DAY = datetime.date(2026, 1, 2)


def figures(value: float, language: str) -> dict[str, str]:
    return {
        "number": number(value, language), "decimal": decimal(value, language), "exact": exact(value, language), "fixed": fixed(value, language, 2),
        "percent": percent(value, language), "euro": euro(value, language), "cents": euro(value, language, 2),
    }  # fmt: skip


@given(BELOW, st.sampled_from(list(Language)))
def test_what_is_below_zero_has_the_true_sign_and_is_the_figure_above_zero_otherwise(value, language):
    for name, text in figures(value, language).items():
        assert "-" not in text, name
        if re.search("[1-9]", text) and not text.startswith(">"):
            assert text.count(MINUS) == 1, name
            assert AMOUNT.sub("", text.replace(MINUS, "")) == AMOUNT.sub("", figures(-value, language)[name]), name


@given(st.integers(-(10**9), 10**9).map(lambda part: part / 100), st.sampled_from(list(Language)))
def test_what_is_written_can_be_typed_again(value, language):
    assert read_decimal(exact(value, language), language) == value
    assert read_decimal(exact(value, language).replace(MINUS, "-"), language) == value


@pytest.mark.parametrize(
    ("language", "text"), [("fr", "−1\u202f234,50\u00a0€"), ("en", "−€1,234.50"), ("nl", "€\u00a0−1.234,50"), ("de", "−1.234,50\u00a0€")]
)
def test_an_amount_has_the_sign_where_each_language_sets_it(language, text):
    assert euro(-1234.5, language, 2) == text


@pytest.mark.parametrize("language", Language)
def test_what_rounds_to_zero_has_no_sign(language):
    assert euro(-0.2, language) == euro(0, language)
    assert fixed(-0.001, language, 2) == fixed(0, language, 2)
    assert exact(-1.25e-9, language).replace(",", ".") == "−1.25E−9"  # the power of ten too


# A visitor's column is what may lie below zero


def balance(atlas, language: Language) -> OwnColumnSummary:
    people = atlas.population(Vintage.V2019)
    column = own_column("solde", (people - people.median()).round(1), vintage=Vintage.V2019, is_rate=False, file="a.csv")
    return own_summary(column, ColumnDisplay(programme="leader-2023-2027"), atlas, language)


@pytest.mark.parametrize("language", Language)
def test_legend_sentence_cells_and_documents_of_a_balance_have_the_true_sign(atlas, language):
    summary = balance(atlas, language)
    least = summary.write_value(float(summary.values.min()))
    assert least.startswith(MINUS)
    assert least in described(summary)
    read = [*(line.label for line in summary.legend), described(summary), *(summary.write_value(value) for value in summary.values)]
    assert any(MINUS in text for text in read[: len(summary.legend)])
    hyphened = re.compile(r"(?<![\w\u2013])-\d")  # « 100 villages - 1 avenir » is a name
    assert not [text for text in read if hyphened.search(text)]
    pages = PdfReader(io.BytesIO(export("report", summary, day=DAY, permalink="").content)).pages
    report = " ".join(page.extract_text() for page in pages)
    slide = zipfile.ZipFile(io.BytesIO(export("pptx", summary, day=DAY, permalink="").content)).read("ppt/slides/slide2.xml").decode()
    assert MINUS in report
    assert not hyphened.search(report)
    assert MINUS in slide


def test_files_for_programs_keep_the_plain_sign(atlas):
    summary = balance(atlas, Language.FR)
    held = dict(summary.column.values)
    assert min(held.values()) < 0
    book = openpyxl.load_workbook(io.BytesIO(export("xlsx", summary, day=DAY, permalink="").content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert {row[0]: row[6] for row in rows[1:]} == held
    told = json.loads(export("geojson", summary, day=DAY, permalink="").content)
    assert {one["properties"]["nis"]: one["properties"]["value"] for one in told["features"]} == held
