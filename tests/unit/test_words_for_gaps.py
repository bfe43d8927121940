"""What stands where a figure is not known: a range, « not published », a year not known; what a merger changed; who may be a member."""

import datetime
import io

import pandas as pd
import pypdf
import pytest

from wallonia_map.export.html_page_rows import initiative_rows
from wallonia_map.export.profile_pdf import profile_pdf, sheet_data
from wallonia_map.export.profile_table import sheet_table
from wallonia_map.export.receipt import File, receipt
from wallonia_map.export.tables import RowKind, table_of
from wallonia_map.i18n import Language, listing, percent, say
from wallonia_map.model import Programme, RoleRule, Selection, Vintage
from wallonia_map.questions.coverage import coverage
from wallonia_map.questions.mergers import merger_of
from wallonia_map.questions.profile import municipality_profile
from wallonia_map.questions.selection import select
from wallonia_map.ui.shared import print_table
from wallonia_map.ui.shared.municipality_panel import initiative_html
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.not_known import count_range
from wallonia_map.views.sentences import merger_told
from wallonia_map.views.view import View

DAY = datetime.date(2026, 11, 1)
LAGS = Selection(programmes=(Programme.newest_groups().value,), vintage=Vintage.V2019)
HAINAUT = "50000"


@pytest.mark.parametrize("language", Language)
def test_a_superlative_tells_its_range_where_members_are_not_known(atlas, language):
    here = coverage(atlas, LAGS.replace(provinces=(HAINAUT,)))
    low, high = percent(here.shares[0], language), percent(here.most[0] / here.municipalities, language)
    assert low != high
    sentence = view_summary(atlas, View(LAGS, Measure.COVERED), language).sentence
    told = say("not_known.range", language, low=low.rstrip("%").rstrip(), high=high).replace(" ", "\N{NO-BREAK SPACE}")
    assert f"{atlas.territory_name(HAINAUT, language)} ({told})" in sentence
    assert f"{atlas.territory_name(HAINAUT, language)} ({low})" not in sentence


@pytest.mark.parametrize("language", Language)
def test_a_count_tells_its_range_only_where_there_is_one(atlas, small, language):
    found = coverage(atlas, LAGS)
    assert count_range(found, language) == say("not_known.range", language, low=119, high=126)
    assert count_range(coverage(small, Selection(vintage=Vintage.V2019)), language).isdecimal()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("nis", "vintage"), [("82039", "2025"), ("82003", "2019")])
def test_what_a_merger_changed_is_in_the_sheet_s_table_and_on_its_paper(atlas, nis, vintage, language):
    told = municipality_profile(atlas, nis, Vintage(vintage), language=language)
    changed = merger_told(atlas, merger_of(atlas, nis), nis, language)
    rows = sheet_table(atlas, told, language)
    assert rows.loc[rows["name"] == say("municipality.merger", language), "value"].tolist() == [changed]
    asked = Selection(vintage=Vintage(vintage))
    data = sheet_data(view_summary(atlas, View(asked, municipality=nis), language), told, day=DAY, permalink="")
    assert [say("municipality.merger", language), changed] in data["lines"]


def test_the_sheet_of_a_merged_municipality_names_its_parts_on_the_first_page(atlas):
    told = municipality_profile(atlas, "82039", Vintage.V2025, language=Language.DE)
    content = profile_pdf(atlas, told, Language.DE, day=DAY, permalink="http://localhost/").content
    page = pypdf.PdfReader(io.BytesIO(content)).pages[0]
    assert "Bertogne" in page.extract_text()


def test_a_municipality_that_never_merged_tells_of_no_merger(atlas):
    rows = sheet_table(atlas, municipality_profile(atlas, "62063", Vintage.V2025), Language.FR)
    assert say("municipality.merger", "fr") not in set(rows["name"])


@pytest.mark.parametrize("language", Language)
def test_an_amount_that_nobody_published_is_called_so_in_panels_and_stays_empty_in_files(small, language):
    words = say("panel.labelled", language, name=say("panel.subsidy", language), value=say("certainty.not_published", language))
    assert words in initiative_html(small, "park", "lead", language)
    assert words not in initiative_html(small, "sr-water", "lead", language)
    selected = select(small, Selection(vintage=Vintage.V2019))
    table = table_of(RowKind.INITIATIVES, small, selected, language).set_index("initiative_id")
    assert pd.isna(table.at["park", "subsidy_eur"])
    rows = {row.identifier: row for row in initiative_rows(view_summary(small, View(Selection(vintage=Vintage.V2019)), language))}
    assert (rows["park"].subsidy.written, rows["park"].subsidy.sorts) == (say("certainty.not_published", language), "")
    written = receipt(File("a.csv", "text/csv", b""), 1, atlas=small, selected=selected, permalink="", day=DAY, language=language)
    assert {"fr": "montant vide", "en": "empty amount", "nl": "leeg bedrag", "de": "leerer Betrag"}[language] in written.content.decode()


def test_an_empty_cell_of_a_printed_table_says_why():
    rows = pd.DataFrame({"amount": [1.0, float("nan"), float("nan")]})
    html = print_table.table_html(rows, {}, {"amount": str}, Language.FR, missing={"amount": ["", "non <publié>", "pas connu"]})
    assert "non &lt;publié&gt;" in html
    assert "pas connu" in html
    assert "nan" not in html


def test_the_year_last_confirmed_is_a_column_of_the_file_and_empty_where_it_is_not_known(small):
    table = table_of(RowKind.INITIATIVES, small, select(small, Selection(rule=RoleRule.EXTENDED, vintage=Vintage.V2019)), "fr")
    years = table.set_index("initiative_id")["confirmed_year"]
    assert years["sr-agency"] == 2024
    assert years.drop("sr-agency").isna().all()
    assert str(years.dtype) == "Int64"


def test_possible_members_are_listed_by_name_with_their_code(atlas):
    table = table_of(RowKind.INITIATIVES, atlas, select(atlas, LAGS), "fr").set_index("initiative_id")
    names = table.at["lag2023-plaines-de-l-escaut", "possible_municipalities"].split(";")
    assert "Antoing (57003)" in names
    assert "Tournai (57081)" in names
    assert listing(names, "fr").count("(") == 7
