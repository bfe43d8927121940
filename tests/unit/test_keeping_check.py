import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.test_cage import shared_string
from tests.unit.test_keeping_template import PLAIN, book_of, csv_of
from tests.unit.test_reading import maker
from wallonia_map.curation import RowOutcome, check_rows
from wallonia_map.curation.keeper_tables import keeper_table, rows_of
from wallonia_map.curation.reading import MAX_BYTES, MAX_ROWS
from wallonia_map.curation.template import template
from wallonia_map.errors import UnknownValueError
from wallonia_map.i18n import Language

HERE = "smart-region-2019"
#: Any letter but the control signs that make a file no text.
CELL = st.characters(exclude_characters=[chr(code) for code in (*range(0x09), *range(0x0E, 0x20))], exclude_categories=["Cs"])


def checked(small, *rows, programme=HERE, **options):
    return check_rows(csv_of(*rows, **options), "t.csv", programme, small)


def found(proposal) -> list[tuple[int, str, str, str]]:
    return [(problem.row, problem.column, problem.value, problem.reason) for problem in proposal.problems]


def test_a_sound_row_is_new_and_nothing_is_invented(small):
    proposal = checked(small, PLAIN | {"initiative_id": "sr-new"})
    assert found(proposal) == []
    (row,) = proposal.rows
    assert row.outcome is RowOutcome.NEW
    assert {name: cell for name, cell in row.cells.items() if cell} == PLAIN | {"initiative_id": "sr-new", "stage": "unknown"}
    assert [note.reason for note in proposal.notes] == ["stage_led"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("programme", [HERE, "projects"])
def test_the_rows_that_exist_are_the_same_and_write_nothing(small, form, programme):
    rows = rows_of(keeper_table(small.catalog, programme))
    filled = template(programme, form, "de", catalog=small.catalog, rows=rows)
    proposal = check_rows(filled.content, filled.name, programme, small)
    assert (found(proposal), proposal.writes) == ([], [])
    assert proposal.counts[RowOutcome.SAME] == len(rows) == len(proposal.rows)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_real_rows_are_the_same(atlas, form):
    for programme in (HERE, "territoire-intelligent-2024", "leader-2014-2020", "leader-2023-2027", "leader-projects", "projects"):
        rows = rows_of(keeper_table(atlas.catalog, programme))
        filled = template(programme, form, "fr", catalog=atlas.catalog, rows=rows)
        proposal = check_rows(filled.content, filled.name, programme, atlas)
        assert found(proposal) == []
        assert proposal.counts[RowOutcome.SAME] == len(rows)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Aubois", "Aubois"),
        ("elzenbos", "Aubois"),
        ("11001", "Aubois"),
        ("1100", "Aubois"),
        ("19001", "Bellerive"),
        ("Vieille-Rive", "Bellerive"),
        ("forville", "Forville"),
        ("Etang Saint Eloi; Aubois ;", "Étang-Saint-Éloi;Aubois"),
    ],
)
def test_municipalities_are_resolved_to_their_official_names_and_it_is_said(small, written, read):
    proposal = checked(small, PLAIN | {"initiative_id": "x", "lead_municipalities": written})
    assert found(proposal) == []
    assert proposal.rows[0].cells["lead_municipalities"] == read
    assert [note.reason for note in proposal.notes].count("municipality") == (0 if written == "Aubois" else 1)


#: What is changed in a plain row, and the one problem that must be named: column, value, reason.
BROKEN = [
    ({"lead_municipalities": "Nulle-Part"}, ("lead_municipalities", "Nulle-Part", "municipality")),
    ({"lead_municipalities": "Claivral"}, ("lead_municipalities", "Claivral", "municipality_near")),
    ({"lead_municipalities": "Le Hameau"}, ("lead_municipalities", "Le Hameau", "ambiguous")),
    ({"lead_municipalities": "31003"}, ("lead_municipalities", "31003", "ambiguous")),
    ({"lead_municipalities": "Aubois", "partner_municipalities": "11001"}, ("partner_municipalities", "Aubois", "two_roles")),
    ({"lead_municipalities": "Aubois;Elzenbos"}, ("lead_municipalities", "Aubois", "two_roles")),
    ({"scope": "region"}, ("lead_municipalities", "Dunois", "wide")),
    ({"provinces": "Ouest"}, ("provinces", "Ouest", "choice")),
    ({"source_urls": ""}, ("source_urls", "", "required")),
    ({"source_urls": "example.org"}, ("source_urls", "example.org", "address")),
    ({"source_urls": "https://a b.example"}, ("source_urls", "https://a b.example", "address")),
    ({"source_urls": 'https://x.example/"onload="y'}, ("source_urls", 'https://x.example/"onload="y', "address")),
    ({"website": "ftp://example.org"}, ("website", "ftp://example.org", "address")),
    ({"website": "javascript:alert(1)"}, ("website", "javascript:alert(1)", "markup")),
    ({"confidence": ""}, ("confidence", "", "required")),
    ({"confidence": "sure"}, ("confidence", "sure", "choice")),
    ({"themes": "mobility;magic"}, ("themes", "magic", "choice")),
    ({"inferred": "everything"}, ("inferred", "everything", "choice")),
    ({"start_year": "2019.5"}, ("start_year", "2019.5", "integer")),
    ({"start_year": "1812"}, ("start_year", "1812", "least")),
    ({"end_year": "2999"}, ("end_year", "2999", "most")),
    ({"subsidy_eur": "12 000"}, ("subsidy_eur", "12 000", "number")),
    ({"subsidy_eur": "12,5"}, ("subsidy_eur", "12,5", "number")),
    ({"subsidy_eur": "-3"}, ("subsidy_eur", "-3", "least")),
    ({"status": "nearly there"}, ("stage", "", "stage_needed")),
    ({"stage": "nearly"}, ("stage", "nearly", "choice")),
    ({"phase": "3"}, ("phase", "3", "choice")),
    ({"initiative_id": "../../x"}, ("initiative_id", "../../x", "identifier")),
    ({"initiative_id": "Éa B"}, ("initiative_id", "Éa B", "identifier")),
    ({"initiative_id": "a" * 81}, ("initiative_id", "a" * 81, "identifier")),
    ({"initiative_id": "chargers"}, ("initiative_id", "chargers", "identifier_taken")),
    ({"title": "=1+1"}, ("title", "=1+1", "formula")),
    ({"title": "@SUM(A1)"}, ("title", "@SUM(A1)", "formula")),
    ({"summary": "+cmd|' /C calc'!A0"}, ("summary", "+cmd|' /C calc'!A0", "formula")),
    ({"notes": "-2+3"}, ("notes", "-2+3", "formula")),
    ({"summary": "a <script>alert(1)</script>"}, ("summary", "a <script>alert(1)</script>", "markup")),
    ({"lead": "<img src=x>"}, ("lead", "<img src=x>", "markup")),
    ({"notes": "x" * 5001}, ("notes", "x" * 5001, "too_long")),
]


@pytest.mark.parametrize(("change", "problem"), BROKEN, ids=lambda value: str(value)[:50])
def test_every_broken_rule_is_named_by_row_column_value_and_reason(small, change, problem):
    sound = PLAIN | {"initiative_id": "sr-sound"}
    proposal = checked(small, sound, PLAIN | {"initiative_id": "sr-broken"} | change)
    assert found(proposal) == [(3, *problem)]
    assert [row.outcome for row in proposal.rows] == [RowOutcome.NEW, RowOutcome.REFUSED]
    assert [row["initiative_id"] for row in proposal.writes] == ["sr-sound"]
    for language in Language:
        text = proposal.problems[0].text(language)
        assert "3" in text
        assert problem[0] in text
        assert problem[1][:40] in text
        assert "\n" not in text


def test_several_problems_of_several_rows_are_all_named(small):
    wrong = {
        "initiative_id": "A",
        "confidence": "sure",
        "lead_municipalities": "Nulle-Part;Aubois",
        "partner_municipalities": "Aubois",
        "source_urls": "",
    }
    proposal = checked(small, PLAIN | wrong, PLAIN | {"initiative_id": "b", "start_year": "x"})
    assert {(row, column) for row, column, _, _ in found(proposal)} == {
        (2, "initiative_id"), (2, "confidence"), (2, "lead_municipalities"), (2, "partner_municipalities"), (2, "source_urls"), (3, "start_year"),
    }  # fmt: skip
    assert [row.outcome for row in proposal.rows] == [RowOutcome.REFUSED] * 2


def test_an_identifier_is_made_from_the_title_and_told(small):
    proposal = checked(small, PLAIN | {"title": "L'Étang intelligent : capteurs"})
    assert proposal.rows[0].identifier == "sr2019-l-etang-intelligent-capteurs"
    assert ("initiative_id", "identifier_made") in [(note.column, note.reason) for note in proposal.notes]


def test_without_title_and_identifier_a_row_is_refused(small):
    assert found(checked(small, PLAIN | {"title": ""})) == [(2, "initiative_id", "", "identifier_needed")]


def test_two_rows_with_one_identifier_are_both_refused(small):
    proposal = checked(small, PLAIN, PLAIN)
    assert [reason for *_, reason in found(proposal)] == ["identifier_twice"] * 2
    assert proposal.writes == []


@pytest.mark.parametrize(
    ("status", "stage"), [("", "unknown"), ("ongoing", "running"), ("proposed", "idea"), ("ended", "finished"), ("abandoned", "no-result")]
)
def test_an_empty_stage_is_led_from_the_status(small, status, stage):
    assert checked(small, PLAIN | {"status": status}).rows[0].cells["stage"] == stage


def test_an_existing_identifier_is_a_change_of_that_row_and_says_what_it_erases(small):
    (row,) = [row for row in rows_of(keeper_table(small.catalog, HERE)) if row["initiative_id"] == "sr-water"]
    proposal = checked(small, row | {"partner_municipalities": "Bellerive;Clairval", "themes": "", "subsidy_eur": "300.00"})
    assert found(proposal) == []
    (changed,) = proposal.rows
    assert changed.outcome is RowOutcome.CHANGED
    assert changed.changed_columns == ("partner_municipalities", "themes")  # 300.00 is 300
    assert [(note.column, note.value) for note in proposal.notes if note.reason == "erased"] == [("themes", "energy-environment;living")]


def test_a_column_that_the_file_does_not_have_keeps_what_the_row_holds(small):
    (row,) = [row for row in rows_of(keeper_table(small.catalog, HERE)) if row["initiative_id"] == "sr-water"]
    told = {name: cell for name, cell in row.items() if name not in ("themes", "lead")} | {"partner_municipalities": ""}
    proposal = checked(small, told, columns=list(told))
    assert proposal.rows[0].changed_columns == ("partner_municipalities",)
    assert proposal.rows[0].cells["themes"] == "energy-environment;living"


def test_a_title_that_leads_to_the_identifier_of_another_row_replaces_nothing_unasked(small_copy):
    from wallonia_map.curation import add
    from wallonia_map.tables.atlas import load

    path = small_copy.parent / "t.csv"
    path.write_bytes(csv_of(PLAIN))
    add(small_copy, path, HERE)
    proposal = check_rows(csv_of(PLAIN | {"summary": "Autre chose"}), "t.csv", HERE, load(small_copy))
    assert [reason for *_, reason in found(proposal)] == ["identifier_collides"]


def test_a_title_that_exists_elsewhere_is_pointed_out_but_not_refused(small):
    proposal = checked(small, PLAIN | {"title": "bornes"})
    assert found(proposal) == []
    assert [note.told["others"] for note in proposal.notes if note.reason == "same_title"] == ["chargers"]


def test_what_cannot_be_seen_is_taken_out_and_said(small):
    proposal = checked(small, PLAIN | {"title": "Vo\u200bies\u202e vertes", "summary": "une\nligne\tou deux"})
    assert proposal.rows[0].cells["title"] == "Voies vertes"
    assert proposal.rows[0].cells["summary"] == "une ligne ou deux"
    assert [note.column for note in proposal.notes if note.reason == "cleaned"] == ["title"]


@pytest.mark.parametrize(("separator", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), (";", "cp1252")])
def test_a_csv_of_any_spreadsheet_is_read(small, separator, encoding):
    row = PLAIN | {"title": "Été", "partner_municipalities": "Étang-Saint-Éloi;Forville"}
    proposal = checked(small, row, separator=separator, encoding=encoding)
    assert found(proposal) == []
    assert proposal.rows[0].cells["partner_municipalities"] == "Étang-Saint-Éloi;Forville"


def test_a_decimal_comma_is_read_where_the_separator_says_so(small):
    proposal = checked(small, PLAIN | {"subsidy_eur": "1234,50"}, separator=";")
    assert (found(proposal), proposal.rows[0].cells["subsidy_eur"]) == ([], "1234.50")
    assert "decimal_comma" in [note.reason for note in proposal.notes]


def test_a_workbook_is_read_with_numbers_as_numbers(small):
    row = PLAIN | {"start_year": 2019, "subsidy_eur": 1234.5, "lead_municipalities": 21002}
    proposal = check_rows(book_of(row), "t.xlsx", HERE, small)
    assert found(proposal) == []
    cells = proposal.rows[0].cells
    assert (cells["start_year"], cells["subsidy_eur"], cells["lead_municipalities"]) == ("2019", "1234.5", "Dunois")


def test_a_formula_of_a_workbook_is_refused_whatever_it_calculates(small):
    book = openpyxl.load_workbook(io.BytesIO(book_of(PLAIN)))
    book.worksheets[0]["B2"] = '=HYPERLINK("https://evil.example","x")'
    out = io.BytesIO()
    book.save(out)
    proposal = check_rows(out.getvalue(), "t.xlsx", HERE, small)
    assert (2, "title", '=HYPERLINK("https://evil.example","x")', "formula") in found(proposal)


def test_a_table_of_libreoffice_is_read_and_its_formulas_are_refused_too(small):
    made = maker()
    rows = made.ods_rows([list(PLAIN), list(PLAIN.values())])
    assert found(check_rows(made.packed(made.ods({"A": rows})), "t.ods", HERE, small)) == []
    told = '<table:table-cell office:value-type="string"><text:p>high</text:p>'
    assert told in rows
    formula = rows.replace(told, told.replace(" office:", ' table:formula="of:=[.A1]" office:'))
    assert found(check_rows(made.packed(made.ods({"A": formula})), "t.ods", HERE, small)) == [(2, "confidence", "=[.A1]", "formula")]


def test_only_the_formulas_of_the_sheet_that_is_read_are_refused(small):
    book = openpyxl.load_workbook(io.BytesIO(book_of(PLAIN)))
    book.create_sheet("notes")["A2"] = "=1+1"
    out = io.BytesIO()
    book.save(out)
    assert found(check_rows(out.getvalue(), "t.xlsx", HERE, small)) == []


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 120_000_000)
    return out.getvalue()


def entities() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY x "y">]><workbook>&x;</workbook>')
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no_header"),
        (b"\n\n", "no_header"),
        (b"initiative_id,title\n", "no_rows"),
        (b"\0\1\2\3" * 100, "not_a_table"),
        (b"PK\x03\x04 not a zip", "not_a_table"),
        (b"\xd0\xcf\x11\xe0 encrypted", "encrypted"),
        (b'a,"b\nc', "not_a_table"),
        (b"a," * 300 + b"\nb\n", "too_many"),
        (b"a\n" + b"b\n" * (MAX_ROWS + 5), "too_many"),
        (b"x" * (MAX_BYTES + 1), "too_large"),
        (bomb(), "too_large"),
        (entities(), "not_a_table"),
    ],
    ids=range(12),
)
def test_a_file_that_is_no_table_is_one_sentence(small, content, reason):
    proposal = check_rows(content, "t.csv", HERE, small)
    problems = [problem for problem in proposal.problems if problem.row == 0]
    assert [problem.reason for problem in problems] == [reason]
    assert proposal.writes == []
    assert all(problems[0].text(language) for language in Language)


HOSTILE = Path(__file__).resolve().parents[1] / "data" / "hostile"


@pytest.mark.parametrize(
    ("name", "reasons"),
    [("ods-text-s.ods", {"too_heavy", "too_large", "too_many"}), ("hang.gpkg", {"not_a_table"}), ("mem800.gpkg", {"not_a_table"}),
     ("selfcross-3k.geojson", {"too_many"})],
)  # fmt: skip
def test_a_hostile_file_ends_its_reader_and_is_one_sentence(small, name, reasons):
    proposal = check_rows((HOSTILE / name).read_bytes(), name, HERE, small)
    (problem,) = proposal.problems
    assert problem.reason in reasons
    assert all(problem.text(language) for language in Language)


def test_a_text_used_very_often_is_told_in_the_words_of_other_readers(small):
    proposal = check_rows(shared_string(32_767, 400_000), "t.xlsx", HERE, small)
    (problem,) = proposal.problems
    assert problem.reason in {"too_heavy", "too_many", "too_large"}


def test_a_cell_far_away_costs_nothing(small):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet()
    page.write_row(0, 0, list(PLAIN))
    page.write_row(1, 0, list(PLAIN.values()))
    page.write(1_048_575, 16_383, "far")
    book.close()
    check_rows(out.getvalue(), "t.xlsx", HERE, small)


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("initiative_id,title,title", "header_twice"),
        ("initiative_id,,title", "header_empty"),
        ("initiative_id,titel", "column_unknown"),
        ("initiative_id,title", "column_missing"),
    ],
)
def test_a_header_that_is_not_that_of_the_template_is_named(small, header, reason):
    proposal = check_rows(f"{header}\na,b,c\n".encode(), "t.csv", HERE, small)
    assert reason in [problem.reason for problem in proposal.problems]
    assert [row.outcome for row in proposal.rows] == [RowOutcome.REFUSED]


def test_an_unknown_programme_is_an_error(small):
    with pytest.raises(UnknownValueError, match="programme"):
        check_rows(b"", "t.csv", "../projects", small)


@given(content=st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace")))
def test_no_bytes_make_it_fall(small, content):
    proposal = check_rows(content, "t", HERE, small)
    assert proposal.problems


@given(
    row=st.fixed_dictionaries(
        dict.fromkeys(["initiative_id", "title", "lead_municipalities", "subsidy_eur", "website", "inferred"], st.text(CELL, max_size=30))
    )
)
def test_rows_in_are_rows_out_and_what_is_written_keeps_the_contract(small, row):
    proposal = check_rows(csv_of(PLAIN | row, PLAIN | {"initiative_id": "sr-other"}), "t.csv", HERE, small)
    assert len(proposal.rows) == 2
    schema = keeper_table(small.catalog, HERE).schema
    for cells in proposal.writes:
        assert list(cells) == schema.names
        for column in schema.fields:
            for value in cells[column.name].split(";") if column.type == "list" else [cells[column.name]]:
                assert value == "" or column.problem(value) is None
                assert value[:1] not in ("=", "@", "+", "|", "%")
