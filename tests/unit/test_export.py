import csv
import datetime
import hashlib
import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.strategies import selections
from wallonia_map.export.citation import citation
from wallonia_map.export.csv import harmless, plain_csv, spreadsheet_csv
from wallonia_map.export.receipt import File, receipt
from wallonia_map.export.tables import RowKind, table_of
from wallonia_map.i18n import Language, say
from wallonia_map.model import Programme, RoleRule, Selection, Vintage
from wallonia_map.questions.selection import select

DAY = datetime.date(2026, 11, 1)


@pytest.fixture
def table() -> pd.DataFrame:
    return pd.DataFrame({
        "nis": ["01001", "92094"],
        "municipality": ["Étang, « Éloi »", '=1+1 "x"; y'],
        "stage": ["idea", ""],
        "themes": ["mobility;living", ""],
        "start_year": pd.array([2019, None], dtype="Int64"),
        "area_km2": [1234.5, 0.0],
        "subsidy_eur": [float("nan"), 1_000_000.0],
        "is_covered": [True, False],
    })  # fmt: skip


def test_a_spreadsheet_in_french_byte_by_byte(table):
    lines = [
        "code REFNIS;commune;étape;thèmes;année de début;superficie (km²);subside connu (€);couverte",
        "01001;Étang, « Éloi »;Idée ou annonce;Mobilité, Cadre de vie;2019;1234,5;;oui",
        '92094;"\'=1+1 ""x""; y";;;;0;1000000;non',
    ]
    written = spreadsheet_csv(table, "fr").decode("utf-8")
    assert written.split("\r\n")[1:] == [*lines[1:], ""]
    assert spreadsheet_csv(table, "fr").startswith(b"\xef\xbb\xbf")
    assert written.count("\ufeff") == 1


def test_a_plain_file_byte_by_byte(table):
    assert plain_csv(table).decode("utf-8") == (
        "nis,municipality,stage,themes,start_year,area_km2,subsidy_eur,is_covered\r\n"
        '01001,"Étang, « Éloi »",idea,mobility;living,2019,1234.5,,true\r\n'
        '92094,"\'=1+1 ""x""; y",,,,0,1000000,false\r\n'
    )


@pytest.mark.parametrize(
    ("language", "separator", "number"), [("fr", ";", "1234,5"), ("nl", ";", "1234,5"), ("de", ";", "1234,5"), ("en", ",", "1234.5")]
)
def test_a_spreadsheet_has_the_marks_of_its_language(table, language, separator, number):
    rows = list(csv.reader(io.StringIO(spreadsheet_csv(table, language).decode("utf-8-sig")), delimiter=separator))
    assert {len(row) for row in rows} == {8}
    assert rows[1][5] == number
    assert rows[1][0] == "01001"


def test_not_known_is_empty_and_zero_is_zero(table):
    first, second = csv.DictReader(io.StringIO(plain_csv(table).decode("utf-8")))
    assert (first["subsidy_eur"], second["area_km2"], second["start_year"]) == ("", "0", "")


def test_pandas_reads_a_plain_file_back_with_codes_as_text(table):
    back = pd.read_csv(io.BytesIO(plain_csv(table)), dtype={"nis": "str"})
    assert back["nis"].to_list() == ["01001", "92094"]
    assert back["area_km2"].to_list() == [1234.5, 0]
    assert back["subsidy_eur"].isna().to_list() == [True, False]


@pytest.mark.parametrize(
    "text", ["=1+1", "+32 81", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\u200b=1", "\ufeff=1", "|calc", "%0A"]
)
def test_what_a_spreadsheet_would_calculate_is_made_text(text):
    assert harmless(text).startswith("'")


@pytest.mark.parametrize(
    "text", ["Namur", "", "0", "a=b", "Braine-l'Alleud", "« eau » : 50\u202f000\u00a0€", "déduction\u00a0: 17", "https://a.org/?x=1"]
)
def test_other_texts_stay_as_they_are(text):
    assert harmless(text) == text


def test_control_characters_do_not_reach_the_file():
    assert harmless("a\x00\x1b[31mb\u202ec") == "a[31mbc"


@given(text=st.text(max_size=40))
def test_no_text_starts_a_formula_or_a_row(text):
    written = harmless(text)
    assert not written.lstrip().startswith(tuple("=+-@|%"))
    assert not set("\r\n\t\x00") & set(written)


@given(rows=st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12)), min_size=1, max_size=8))
def test_whatever_a_cell_holds_the_file_has_its_rows_and_columns(rows):
    given_table = pd.DataFrame(rows, columns=["title", "summary"], dtype="object")
    for content, separator in ((plain_csv(given_table), ","), (spreadsheet_csv(given_table, "fr"), ";")):
        back = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))
        assert back[1:] == [[harmless(cell) for cell in row] for row in rows]


def test_initiatives_are_told_with_roles_confidence_and_sources(small):
    rows = table_of(RowKind.INITIATIVES, small, select(small, Selection()), "nl").set_index("initiative_id")
    water = rows.loc["sr-water"]
    assert (water["title"], water["lead_municipalities"], water["partner_municipalities"]) == ("Watersensoren", "Elzenbos", "Bellerive")
    assert (water["confidence"], water["source_urls"], water["municipalities_counted"]) == ("high", "https://example.org/sr-water", 2)
    assert rows.at["sr-agency", "served_municipalities"] == "Elzenbos;Clairval;Forville"
    assert rows.at["sr-agency", "municipalities_counted"] == 0
    assert rows.at["portal-again", "counted_as"] == "ti-portal"
    assert pd.isna(rows.at["lag14-nord", "subsidy_eur"])


def test_participations_have_one_row_per_initiative_and_municipality(small):
    selected = select(small, Selection(programmes=("smart-region-2019",), rule=RoleRule.EXTENDED))
    rows = table_of(RowKind.PARTICIPATIONS, small, selected, "en")
    assert list(zip(rows["nis"], rows["initiative_id"], rows["role"], strict=True)) == [
        ("11001", "sr-agency", "served"), ("11001", "sr-water", "lead"), ("12001", "sr-water", "partner"), ("21001", "sr-agency", "served"),
        ("31002", "sr-agency", "served"),
    ]  # fmt: skip
    assert rows.loc[0, ["municipality", "province", "vintage"]].to_list() == ["Aubois", "North", "2019"]


@pytest.mark.parametrize("language", Language)
def test_amounts_that_are_repeated_in_every_participation_are_called_so(small, language):
    selected = select(small, Selection(programmes=("smart-region-2019",), vintage=Vintage.V2019))
    rows = table_of(RowKind.PARTICIPATIONS, small, selected, language)
    assert not {"subsidy_eur", "budget_eur"} & set(rows)
    assert rows["initiative_subsidy_eur"].tolist() == [300, 300]  # one subsidy, two participations
    assert say("column.initiative_subsidy_eur", language) != say("column.subsidy_eur", language)


def test_municipalities_are_told_with_their_indicators(small):
    rows = table_of(RowKind.MUNICIPALITIES, small, select(small, Selection()), "fr").set_index("nis")
    assert len(rows) == 6
    told = rows.loc["11001"]
    assert (told["initiatives"], told["inhabitants"], told["initiatives_per_10000"], told["subsidy_eur_equal_shares"]) == (5, 1000, 50, 250)
    assert (told["population_year"], told["vintage"], told["known_amounts"]) == (2019, "2019", 2)
    assert rows["is_covered"].to_list() == [True, True, False, False, True, True]
    programmes = [name for name in rows.columns if name.startswith("initiatives_") and name != "initiatives_per_10000"]
    assert rows[programmes].sum(axis=1).to_list() == rows["initiatives"].to_list()


def test_a_duplicate_is_told_under_the_programme_of_the_row_that_stands_for_it(small):
    told = table_of(RowKind.MUNICIPALITIES, small, select(small, Selection()), "fr").set_index("nis").loc["11001"]
    assert (told["initiatives_territoire_intelligent_2024"], told["initiatives_projects"]) == (1, 0)


@pytest.mark.parametrize("what", RowKind)
@given(selection=selections(), language=st.sampled_from(list(Language)))
@settings(max_examples=40)
def test_every_selection_makes_a_file(small, what, language, selection):
    table = table_of(what, small, select(small, selection), language)
    for content, separator in ((plain_csv(table), ","), (spreadsheet_csv(table, language), "," if language == "en" else ";")):
        back = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))
        assert len(back) == len(table) + 1
        assert {len(row) for row in back} == {len(table.columns)}


def a_receipt(small, selection: Selection, language: str) -> str:
    selected = select(small, selection)
    file = File("rows.csv", "text/csv", plain_csv(table_of(RowKind.INITIATIVES, small, selected, language)))
    made = receipt(
        file,
        len(selected.initiatives),
        atlas=small,
        selected=selected,
        permalink="https://atlas.test/explore?q=a",
        day=DAY,
        language=language,
    )
    assert made.name.startswith("rows_")
    assert made.name.endswith(".txt")
    assert hashlib.sha256(file.content).hexdigest() in made.content.decode("utf-8")
    return made.content.decode("utf-8")


@pytest.mark.parametrize("language", Language)
def test_a_receipt_names_what_was_asked_and_how_it_was_counted(small, language):
    told = a_receipt(small, Selection(programmes=("smart-region-2019",), population_year=2018), language)
    for fact in ("rows.csv", "2018", "2019", "https://atlas.test/explore?q=a", small.catalog.version, "2026"):
        assert fact in told
    assert not set("{}") & set(told)


@pytest.mark.parametrize("language", Language)
def test_a_receipt_says_how_to_cite_the_version_that_was_used(small, language):
    told = a_receipt(small, Selection(), language)
    (line,) = (text for text in told.splitlines() if text.startswith(say("receipt.cite", language)))
    assert line.endswith(citation(small.catalog, language, day=DAY, address="https://atlas.test/explore?q=a"))
    assert small.catalog.version in line


@pytest.mark.parametrize("language", Language)
def test_a_receipt_names_the_programmes_even_where_none_was_chosen(small, language):
    names = [say(f"programme.{item.value}", language) for item in Programme]
    every, one = a_receipt(small, Selection(), language), a_receipt(small, Selection(programmes=("projects",)), language)
    line = say("receipt.programmes", language)
    assert all(name in next(text for text in every.splitlines() if text.startswith(line)) for name in names)
    assert f"{line} {say('programme.projects', language)}" in one.splitlines()


def test_a_receipt_cites_every_page_of_the_rows_and_no_other(small):
    told = a_receipt(small, Selection(programmes=("smart-region-2019",)), "en")
    assert {line for line in told.splitlines() if line.startswith("https://example.org")} == {
        "https://example.org/sr-agency",
        "https://example.org/sr-water",
    }
    assert "Rows: 2" in told


def test_a_receipt_of_nothing_is_still_a_receipt(small):
    told = a_receipt(small, Selection(words="nothing at all", vintage=Vintage.V2025), "en")
    assert "Rows: 0" in told
    assert "2025" in told


def test_a_municipality_file_has_no_column_of_a_programme_that_was_filtered_away(small):
    asked = Selection(programmes=("leader-2014-2020", "projects"), vintage=Vintage.V2019)
    rows = table_of(RowKind.MUNICIPALITIES, small, select(small, asked), "en")
    counted = [name for name in rows if name.startswith("initiatives_") and name != "initiatives_per_10000"]
    assert counted == ["initiatives_leader_2014_2020", "initiatives_projects"]
    assert (rows[counted].sum(axis=1) == rows["initiatives"]).all()


def test_no_amount_is_nought_where_the_list_of_a_programme_is_not_complete(atlas):
    def money(programme):
        selected = select(atlas, Selection(programmes=(programme,), vintage=Vintage.V2019))
        return table_of(RowKind.MUNICIPALITIES, atlas, selected, "en").set_index("nis")

    partial, complete = money("smart-region-2019"), money("leader-2014-2020")
    assert partial.loc[partial["known_amounts"] == 0, "subsidy_eur_equal_shares"].isna().all()
    assert int(partial["subsidy_eur_equal_shares"].isna().sum()) == 252
    assert (complete.loc[~complete["is_covered"], "subsidy_eur_equal_shares"] == 0).all()
