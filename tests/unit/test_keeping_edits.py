"""Rows that exist are changed and withdrawn, with the difference shown; what is odd is asked, not refused."""

import io
import subprocess
import zipfile

import pytest

from tests.unit.test_keeper_commands import run
from tests.unit.test_keeping_template import PLAIN, csv_of
from tests.unit.test_rebuild import bytes_of
from wallonia_map.curation import AskedError, RefusedError, RowOutcome, add, check_rows, differences, pack
from wallonia_map.i18n import Language, say
from wallonia_map.tables.atlas import load
from wallonia_map.tables.loading import every_problem

HERE = "smart-region-2019"


def proposal_of(atlas, *rows, columns, programme=HERE):
    return check_rows(csv_of(*rows, columns=columns), "t.csv", programme, atlas)


def test_an_edit_needs_the_identifier_and_what_changes_and_keeps_the_rest(small):
    proposal = proposal_of(small, {"initiative_id": "sr-water", "stage": "finished"}, columns=["initiative_id", "stage"])
    assert proposal.problems == ()
    (row,) = proposal.rows
    assert (row.outcome, row.changed_columns) == (RowOutcome.CHANGED, ("stage",))
    assert row.cells["title"] == "Water sensors"


def test_a_new_row_still_needs_every_required_column(small):
    proposal = proposal_of(small, {"initiative_id": "sr-new", "stage": "finished"}, columns=["initiative_id", "stage"])
    assert {problem.reason for problem in proposal.problems} == {"column_missing"}


@pytest.mark.parametrize("language", Language)
def test_the_difference_is_told_field_by_field(small, language):
    rows = [{"initiative_id": "sr-water", "stage": "finished", "end_year": "2024"}]
    told = differences(proposal_of(small, *rows, columns=["initiative_id", "stage", "end_year"]), language)
    assert len(told) == 2
    assert all("sr-water" in line for line in told)
    assert any("running" in line and "finished" in line for line in told)
    assert any(say("keeper.difference.empty", language) in line and "2024" in line for line in told)


def test_a_withdrawn_row_goes_and_all_it_held_is_told(small_copy, tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(csv_of({"initiative_id": "sr-water", "action": "withdraw"}, columns=["initiative_id", "action"]))
    report = add(small_copy, path, HERE)
    assert "sr-water" not in load(small_copy).initiatives.index
    assert list(every_problem(small_copy)) == []
    assert any("1 withdrawn" in line for line in report)
    assert any("title" in line and "Water sensors" in line for line in report)
    assert "git restore -- " in report[-1]
    assert f"source/initiatives/{HERE}.csv" in report[-1]


def test_git_undoes_what_was_added_as_the_report_says(small_copy, tmp_path):
    def git(*words):
        subprocess.run(["git", *words], cwd=small_copy.parent, check=True, capture_output=True)

    git("init", "-q")
    git("add", "geodata")
    git("-c", "user.name=k", "-c", "user.email=k@example.org", "commit", "-qm", "before")
    before = bytes_of(small_copy)
    path = tmp_path / "t.csv"
    path.write_bytes(csv_of({"initiative_id": "sr-water", "action": "withdraw"}, columns=["initiative_id", "action"]))
    undo = add(small_copy, path, HERE)[-1]
    assert bytes_of(small_copy) != before
    command = undo[undo.index("git restore") :].partition(";")[0]
    subprocess.run(command, shell=True, cwd=small_copy.parent, check=True)
    assert bytes_of(small_copy) == before


@pytest.mark.parametrize(
    ("row", "programme", "reasons"),
    [
        ({"initiative_id": "sr-none", "action": "withdraw"}, HERE, {"withdraw_unknown"}),
        ({"initiative_id": "sr-water", "action": "burn"}, HERE, {"action"}),
        ({"initiative_id": "ti-portal", "action": "withdraw"}, "territoire-intelligent-2024", {"withdraw_linked"}),
    ],
)
def test_what_cannot_be_withdrawn_is_named(small, row, programme, reasons):
    proposal = check_rows(csv_of(PLAIN | row, columns=[*PLAIN, *row]), "t.csv", programme, small)
    assert {problem.reason for problem in proposal.problems} == reasons
    assert proposal.withdraws == []
    for language in Language:
        assert all(problem.text(language) for problem in proposal.problems)


def test_a_pack_takes_a_row_away_and_says_which(small):
    proposal = proposal_of(small, {"initiative_id": "sr-water", "action": "withdraw"}, columns=["initiative_id", "action"])
    with zipfile.ZipFile(io.BytesIO(pack(proposal, small, language="fr"))) as archive:
        assert "sr-water serait retirée" in archive.read("README.txt").decode("utf-8")
        assert b"sr-water" not in archive.read(f"geodata/source/initiatives/{HERE}.csv")


#: What is changed in a plain row, and what is asked.
ODD = [
    ({"start_year": "2021", "end_year": "2019"}, "end_year", "end_before_start"),
    ({"start_year": "2011"}, "start_year", "before_programme"),
    ({"subsidy_eur": "999000000"}, "subsidy_eur", "above_call"),
    ({"subsidy_eur": "2000", "budget_eur": "1000"}, "subsidy_eur", "above_budget"),
]


@pytest.mark.parametrize(("change", "column", "reason"), ODD)
def test_what_is_odd_is_asked_and_not_refused(atlas, change, column, reason):
    row = PLAIN | {"lead_municipalities": "Tinlot", "initiative_id": "sr2019-odd"} | change
    proposal = check_rows(csv_of(row), "t.csv", HERE, atlas)
    assert proposal.is_sound
    assert [(question.column, question.reason) for question in proposal.questions] == [(column, reason)]
    for language in Language:
        assert proposal.questions[0].text(language).rstrip().endswith("?")


def test_what_stands_already_is_not_asked_about_again(small_copy, tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(csv_of(PLAIN | {"initiative_id": "sr-odd", "start_year": "2021", "end_year": "2019"}))
    add(small_copy, path, HERE, confirmed=True)
    atlas = load(small_copy)
    proposal = proposal_of(atlas, {"initiative_id": "sr-odd", "funding": "EU"}, columns=["initiative_id", "funding"])
    assert (proposal.questions, proposal.counts[RowOutcome.CHANGED]) == ((), 1)
    again = proposal_of(atlas, {"initiative_id": "sr-odd", "end_year": "2020"}, columns=["initiative_id", "end_year"])
    assert [question.reason for question in again.questions] == ["end_before_start"]


def test_nothing_is_written_until_the_keeper_confirms(small_copy, tmp_path, capsys):
    path = tmp_path / "t.csv"
    path.write_bytes(csv_of(PLAIN | {"start_year": "2021", "end_year": "2019"}))
    before = bytes_of(small_copy)
    with pytest.raises(AskedError) as caught:
        add(small_copy, path, HERE)
    assert isinstance(caught.value, RefusedError)
    assert bytes_of(small_copy) == before
    assert run("add", path, "--programme", HERE, "--geodata", small_copy) == 1
    told = capsys.readouterr().out
    assert "the end is before the start (2021)" in told
    assert "--yes" in told
    assert run("add", path, "--programme", HERE, "--dry-run", "--geodata", small_copy) == 0
    assert "the end is before the start (2021)" in capsys.readouterr().out
    assert bytes_of(small_copy) == before
    assert run("add", path, "--programme", HERE, "--yes", "--geodata", small_copy) == 0
    assert "sr2019-voies-vertes" in load(small_copy).initiatives.index
