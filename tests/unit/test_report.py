import dataclasses
import datetime
import io

import pypdf
import pytest

from tests.unit.test_static_map import HOSTILE, VIEWS, plain
from wallonia_map.export.report import MOST_INITIATIVES, report, report_data
from wallonia_map.i18n import Language, number, percent, say
from wallonia_map.model import Level, RoleRule, Selection, Vintage
from wallonia_map.questions.coverage import coverage_table
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.view import View

DAY = datetime.date(2026, 11, 22)
LINK = "https://atlas.example.org/explore?show=covered"
HEADINGS = ("map", "territories", "white", "initiatives", "unknown", "method", "sources", "licence")


def read(summary: ViewSummary, link: str = LINK) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(report(summary, day=DAY, permalink=link).content))


def text_of(reader: pypdf.PdfReader, *, with_map: bool = False) -> str:
    """The text of every page; the page with the map takes the reader a second."""
    return plain(" ".join(page.extract_text() for place, page in enumerate(reader.pages) if with_map or place))


def dense(text: str) -> str:
    """A text without spaces: line breaks and narrow spaces are the reader's guess."""
    return "".join(text.split()).translate({0x00AD: None, ord("-"): None})  # a hyphen at a break comes back as a soft one


@pytest.mark.parametrize(("measure", "chosen"), VIEWS)
def test_a_report_has_two_to_nine_pages_and_the_figures_of_the_facts(atlas, measure, chosen):
    summary = view_summary(atlas, View(chosen, measure), Language.DE)
    reader = read(summary)
    assert 2 <= len(reader.pages) <= 9
    told = dense(reader.pages[0].extract_text())
    for line in summary.meter:
        assert dense(line.figures) in told
        assert dense(line.share_written) in told
    assert dense(summary.sentence) in told


SHOWN = (
    View(Selection(arrondissements=("91000",)), Measure.SUBSIDY, circles=True),
    View(Selection(programmes=("leader-2023-2027",)), Measure.LAG_2023),
    View(
        Selection(provinces=("20002",), programmes=("leader-2023-2027", "smart-region-2019"), themes=("mobility", "living")),
        Measure.COVERED,
    ),
    *(View(Selection(), measure) for measure in (Measure.PER_10000, Measure.INITIATIVES, Measure("municipal-debt"))),
)


@pytest.mark.parametrize("language", [Language.FR, Language.DE])
@pytest.mark.parametrize("view", SHOWN, ids=lambda view: f"{view.measure.value}-{len(view.selection.programmes)}")
def test_the_first_page_has_the_map_its_legend_and_what_is_inside(atlas, view, language):
    summary = view_summary(atlas, view, language)
    reader = read(summary)
    told = dense(plain(reader.pages[0].extract_text()))
    for row in summary.legend:
        assert dense(row.label) in told
        assert dense(number(row.inhabitants, language)) in told
    assert dense(summary.source_line) in told
    assert dense(LINK) in told
    for name in HEADINGS[1:]:  # what is inside, each by its page
        assert dense(say("certainty.white" if name == "white" and summary.is_partial else f"report.{name}", language)) in told
    second = dense(plain(reader.pages[1].extract_text()))
    assert dense(summary.source_line) not in second


@pytest.mark.parametrize("language", Language)
def test_a_report_has_title_language_tags_and_bookmarks(atlas, language):
    summary = view_summary(atlas, View(Selection(provinces=("90000",)), Measure.SUBSIDY, circles=True), language)
    reader = read(summary)
    assert (reader.metadata.title, reader.metadata.author) == (summary.title, say("app.title", language))
    assert plain(reader.metadata.subject) == plain(summary.sentence)
    assert reader.metadata.creation_date.date() == DAY
    assert reader.root_object["/Lang"].startswith(language.value)
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in reader.root_object
    assert reader.outline[0].title == summary.title
    assert [mark.title for mark in reader.outline[1]] == [
        say("certainty.white" if name == "white" else f"report.{name}", language) for name in HEADINGS
    ]


@pytest.mark.parametrize("language", Language)
def test_what_is_copied_from_a_report_has_no_soft_hyphen(atlas, language):
    view = View(Selection(programmes=("leader-2023-2027",), vintage=Vintage.V2019), Measure.COVERED)
    text = "".join(page.extract_text() for page in read(view_summary(atlas, view, language)).pages)
    assert "\N{SOFT HYPHEN}" not in text
    assert len(text) > 3_000


def test_every_font_of_a_report_is_embedded(atlas):
    summary = view_summary(atlas, View(), Language.FR)
    for page in read(summary).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_the_tables_say_what_the_core_counts(atlas):
    summary = view_summary(atlas, View(Selection(programmes=("leader-2014-2020",), vintage=Vintage.V2019)), Language.EN)
    data = report_data(summary, day=DAY, permalink=LINK)
    rows = {row["cells"][0]: row["cells"] for row in data["territories"] if row["level"] == "province"}
    table = coverage_table(
        atlas, summary.selected.covered, not_known=summary.selected.not_known, by=Level.PROVINCE, vintage=Vintage.V2019, language="en"
    )
    assert sorted(rows) == sorted(table["territory"])
    for row in table.itertuples():
        most = row.municipalities_covered + row.municipalities_not_known
        sure = str(row.municipalities_covered) if most == row.municipalities_covered else f"{row.municipalities_covered}–{most}"
        assert rows[row.territory][1] == f"{sure} / {row.municipalities}"
        assert rows[row.territory][2].split("–")[0].rstrip("%") == percent(row.share_municipalities, "en").rstrip("%")
    none = 262 - 111 - 1  # of Somme-Leuze it is not known
    assert f"{none} municipalities have no counted initiative" in data["white"]["sentence"]
    inhabitants = [int(cells[2].replace(",", "")) for cells in data["white"]["rows"]]
    assert inhabitants == sorted(inhabitants, reverse=True)


def test_what_is_left_out_is_counted(atlas):
    summary = view_summary(atlas, View(), Language.EN)
    data = report_data(summary, day=DAY, permalink=LINK)
    assert len(data["initiatives"]["rows"]) == MOST_INITIATIVES
    assert str(len(summary.selected.initiatives) - MOST_INITIATIVES) in data["initiatives"]["rest"]


def test_a_view_in_which_all_are_covered_has_no_white_spots(small):
    summary = view_summary(small, View(Selection(provinces=("30000",), vintage=Vintage.V2025, rule=RoleRule.EXTENDED)), Language.FR)
    assert say("report.white_nobody", "fr") in text_of(read(summary), with_map=True)


def test_places_that_exclude_each_other_are_said_to_be_none(atlas):
    summary = view_summary(atlas, View(Selection(provinces=("60000",), arrondissements=("25000",))), Language.EN)
    assert 2 <= len(read(summary).pages) <= 6


def test_the_same_facts_give_the_same_bytes(atlas):
    summary = [view_summary(atlas, View(measure=Measure.SUBSIDY), Language.DE) for _ in range(2)]
    one, other = (report(each, day=DAY, permalink=LINK) for each in summary)
    assert one == other


def test_whatever_the_data_hold_stays_text(small):
    rows = small.tables["initiatives"].copy()
    rows["title"], rows["lead"] = HOSTILE + " #pagebreak() " + "long " * 90, "\u0000\u202e#panic() \n*b* " + "lead" * 60
    hostile = Atlas(small.catalog, small.tables | {"initiatives": rows})
    summary = view_summary(hostile, View(Selection(programmes=("projects",))), Language.EN)
    reader = read(summary, 'javascript:alert("#let y")')
    told = dense(text_of(reader, with_map=True))
    assert dense("#let x = 1 <script>alert(1)</script> $x^2$ \\\\ & \"'`") in told
    assert dense("#panic() *b*") in told
    assert dense('javascript:alert("#let y")') in told
    links = [note.get_object().get("/A", {}).get("/URI", "") for page in reader.pages for note in page.get("/Annots", [])]
    assert not any("javascript" in link for link in links)


def test_long_titles_do_not_make_it_a_book(atlas):
    rows = atlas.tables["initiatives"].copy()
    rows["title"], rows["lead"] = "Wort " * 60, "Trägerschaft " * 30
    long = dataclasses.replace(atlas, tables=atlas.tables | {"initiatives": rows})
    summary = view_summary(long, View(measure=Measure.SUBSIDY, circles=True), Language.DE)
    assert len(read(summary).pages) <= 12


def test_a_file_says_what_it_is(atlas):
    file = report(view_summary(atlas, View(Selection(words="eau")), Language.NL), day=DAY, permalink=LINK)
    assert (file.name, file.media_type) == ("atlas-wallonie_rapport_initiatieven_2025_gefilterd_nl.pdf", "application/pdf")
