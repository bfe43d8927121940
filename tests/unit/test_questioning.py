"""« Is this right? »: a small file and a letter for each initiative, which `add` reads; nothing is sent by itself."""

import io
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest

from tests.unit.test_keeper_commands import run
from tests.unit.test_keeping_template import csv_of
from wallonia_map.curation import check_answers
from wallonia_map.export.question_file import ANSWERS, COLUMNS, question_file, question_mail, values
from wallonia_map.i18n import Language
from wallonia_map.rebuild import rebuild
from wallonia_map.tables.atlas import load
from wallonia_map.tables.confirmed import Confirmed, last_confirmed
from wallonia_map.tables.loading import every_problem

URL = "https://example.org/seen"


def answers(*rows: dict[str, str]) -> bytes:
    return csv_of(*rows, columns=list(COLUMNS))


def line(field: str, answer: str, **more: str) -> dict[str, str]:
    return {"initiative_id": "sr-water", "field": field, "answer": answer, "source_url": URL, "year": "2026", **more}


@pytest.mark.parametrize("language", Language)
def test_the_file_holds_what_the_atlas_says_and_the_letter_says_the_same(atlas, language):
    made = question_file(atlas, "sr2019-02", language, year=2026)
    rows = list(openpyxl.load_workbook(io.BytesIO(made.content)).active.iter_rows(values_only=True))
    assert rows[0] == COLUMNS
    told = {row[1]: row[2] or "" for row in rows[1:]}
    assert told.pop(None, told.pop("", "")) == ""
    assert told == values(atlas, "sr2019-02")
    assert told["subsidy_eur"] == "275000"
    assert {row[6] for row in rows[1:]} == {"2026"}
    letter = urlsplit(question_mail(atlas, "sr2019-02", language))
    assert letter.scheme == "mailto"
    body = parse_qs(letter.query)["body"][0]
    assert "sr2019-02" in body
    assert "subsidy_eur: 275000" in body
    assert all(answer in body.lower() for answer in ANSWERS)


def test_every_letter_is_short_enough_and_keeps_its_text_in_its_place(atlas):
    for identifier in atlas.initiatives.index:
        letter = question_mail(atlas, identifier, "de")
        assert set(parse_qs(urlsplit(letter).query)) == {"subject", "body"}
        assert "\n" not in letter
        assert len(parse_qs(urlsplit(letter).query)["body"][0]) <= 1500


def test_the_letter_goes_to_the_contact_of_the_descriptor(small_copy):
    assert question_mail(load(small_copy), "sr-water", "fr").startswith("mailto:?")
    catalog = small_copy / "source/catalog.toml"
    text = catalog.read_text(encoding="utf-8")
    catalog.write_text(text.replace('contact = ""', 'contact = "data@example.org"'), encoding="utf-8")
    rebuild(small_copy)
    assert question_mail(load(small_copy), "sr-water", "fr").startswith("mailto:data@example.org?")
    assert list(every_problem(small_copy)) == []


def test_an_unanswered_file_says_so(small):
    content = question_file(small, "sr-water", "fr", year=2026).content
    assert [problem.reason for problem in check_answers(content, "q.xlsx", small).problems] == ["no_answers"]


def test_a_wrong_a_missing_and_a_right_answer_are_added(small_copy, tmp_path, capsys):
    path = tmp_path / "q.csv"
    path.write_bytes(
        answers(
            line("stage", "wrong", new_value="finished"),
            line("partner_municipalities", "missing", new_value="Dunois"),
            line("title", "right", note="seen on site"),
        )
    )
    assert last_confirmed(load(small_copy), "sr-water") is None
    assert run("add", path, "--geodata", small_copy) == 0
    told = capsys.readouterr().out
    assert "sr-water, stage: “running” → “finished”" in told
    assert "a remark to read" in told
    atlas = load(small_copy)
    row = atlas.initiatives.loc["sr-water"]
    assert row["stage"] == "finished"
    assert "Dunois" in row["partner_municipalities"].split(";")
    assert URL in row["source_urls"].split(";")
    assert last_confirmed(atlas, "sr-water") == Confirmed(2026, ("partner_municipalities", "stage", "title"))
    assert list(every_problem(small_copy)) == []


def test_the_whole_row_is_confirmed(small_copy, tmp_path):
    path = tmp_path / "q.csv"
    path.write_bytes(answers(line("", "right")))
    assert run("add", path, "--geodata", small_copy) == 0
    assert last_confirmed(load(small_copy), "sr-water") == Confirmed(2026)
    assert last_confirmed(load(small_copy), "sr-agency") == Confirmed(2024)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (line("stage", "perhaps"), "choice"),
        (line("stage", "wrong"), "answer_needs"),
        (line("", "missing", new_value="x"), "answer_needs"),
        (line("stage", "wrong", new_value="finished", source_url=""), "answer_needs"),
        (line("stage", "wrong", new_value="nearly"), "choice"),
        (line("stage", "right", year=""), "answer_year"),
        (line("stage", "right", year="soon"), "integer"),
        (line("counted_as", "right"), "column_unknown"),
        (line("title", "wrong", new_value="=1+1"), "formula"),
        (line("title", "wrong", new_value="<script>"), "markup"),
        (line("stage", "right", initiative_id="../x"), "reference"),
    ],
)
def test_what_is_no_answer_is_named_and_nothing_is_written(small, row, reason):
    proposal = check_answers(answers(row), "q.csv", small)
    assert reason in {problem.reason for problem in proposal.problems}
    for language in Language:
        assert all(problem.text(language) for problem in proposal.problems)


def test_no_row_of_the_atlas_is_called_confirmed_without_a_confirmation(atlas):
    rows = atlas.tables["confirmations"]
    assert {name for name in atlas.initiatives.index if last_confirmed(atlas, name)} == set(rows["initiative_id"])


def test_a_withdrawn_row_takes_its_confirmations_along(small_copy, tmp_path, capsys):
    path = tmp_path / "t.csv"
    path.write_bytes(csv_of({"initiative_id": "sr-agency", "action": "withdraw"}, columns=["initiative_id", "action"]))
    assert run("add", path, "--programme", "smart-region-2019", "--geodata", small_copy) == 0
    assert "sr-agency 2024 would be withdrawn" in capsys.readouterr().out
    assert load(small_copy).tables["confirmations"].empty
