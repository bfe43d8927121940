"""The keeper's other tables: population, indicators and texts are filled, checked and added like a programme's."""

import csv
import io

import pytest

from tests.unit.test_keeper_commands import run
from tests.unit.test_keeping_template import csv_of
from wallonia_map.curation import RowOutcome, add, check_rows, members_template, rows_template, template, untranslated
from wallonia_map.curation.keeper_tables import keeper_table, rows_of
from wallonia_map.errors import UnknownValueError
from wallonia_map.i18n import Language
from wallonia_map.model import Vintage
from wallonia_map.rebuild import rebuild
from wallonia_map.tables.atlas import load
from wallonia_map.tables.loading import every_problem

TABLES = ("population", "indicators", "texts")
HERE = "smart-region-2019"
#: The small world a year later: 11001 grows a little.
PEOPLE = {"11001": 1150, "12001": 2150, "21001": 3150, "21002": 4150, "31003": 2650}
NEW_YEAR = [
    {"year": "2026", "nis_in_year": nis, "nis_2019": "" if nis == "31003" else nis, "nis_2025": nis, "population": str(people)}
    for nis, people in PEOPLE.items()
]


def filled(table: str, *rows: dict[str, str], atlas) -> bytes:
    return csv_of(*rows, columns=keeper_table(atlas.catalog, table).schema.names)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("language", Language)
def test_a_template_has_the_columns_of_the_contract_and_explains_each(small, table, language):
    made = template(table, "csv", language, catalog=small.catalog)
    assert made.content.decode("utf-8-sig").splitlines() == [",".join(small.catalog.resources[table].schema.names)]
    assert template(table, "xlsx", language, catalog=small.catalog).content


@pytest.mark.parametrize("table", TABLES)
def test_the_real_rows_are_the_same_and_write_nothing(atlas, table):
    rows = rows_of(keeper_table(atlas.catalog, table))[:1500]
    proposal = check_rows(template(table, "csv", "fr", catalog=atlas.catalog, rows=rows).content, "t.csv", table, atlas)
    assert proposal.problems == ()
    assert proposal.counts[RowOutcome.SAME] == len(rows)


def test_a_year_of_population_is_added(small_copy, tmp_path):
    path = tmp_path / "p.csv"
    path.write_bytes(filled("population", *NEW_YEAR, atlas=load(small_copy)))
    add(small_copy, path, "population")
    assert list(every_problem(small_copy)) == []
    assert load(small_copy).population(Vintage.V2025, 2026).sum() == sum(PEOPLE.values())


def test_a_year_that_lacks_a_municipality_is_refused_whole(small_copy, tmp_path, capsys):
    path = tmp_path / "p.csv"
    path.write_bytes(filled("population", *NEW_YEAR[1:], atlas=load(small_copy)))
    assert run("add", path, "--programme", "population", "--geodata", small_copy) == 1
    assert "has no population of 11001 in 2026" in capsys.readouterr().out
    assert 2026 not in load(small_copy).population_years(Vintage.V2025)


def test_inhabitants_that_jump_are_asked_about(small):
    rows = [NEW_YEAR[0] | {"population": "11500"}, *NEW_YEAR[1:]]
    proposal = check_rows(filled("population", *rows, atlas=small), "t.csv", "population", small)
    assert [(question.row, question.reason) for question in proposal.questions] == [(2, "population_jumps")]
    assert "1100" in proposal.questions[0].text("en")


def test_a_code_that_nobody_has_and_a_number_that_is_none_are_named(small):
    rows = [NEW_YEAR[0] | {"nis_2025": "99999"}, NEW_YEAR[1] | {"population": "many"}, NEW_YEAR[2], NEW_YEAR[2]]
    proposal = check_rows(filled("population", *rows, atlas=small), "t.csv", "population", small)
    assert [(problem.row, problem.reason) for problem in proposal.problems] == [
        (2, "reference"), (3, "integer"), (4, "identifier_twice"), (5, "identifier_twice"),
    ]  # fmt: skip


def test_an_indicator_takes_a_municipality_by_any_name_and_a_unit_that_stands_already(small_copy, tmp_path):
    row = {"indicator_id": "fibre-2", "indicator": "Fibre", "municipality": "Elzenbos", "period": "2021", "value": "15", "unit": "%",
           "is_complete": "true", "source_urls": "https://example.org/fibre"}  # fmt: skip
    path = tmp_path / "i.csv"
    path.write_bytes(filled("indicators", row, atlas=load(small_copy)))
    add(small_copy, path, "indicators")
    added = load(small_copy).tables["indicators"].set_index("indicator_id").loc["fibre-2"]
    assert (added["municipality"], added["unit"], added["value"]) == ("Aubois", "%", 15)


def test_an_indicator_is_withdrawn(small_copy, tmp_path):
    path = tmp_path / "i.csv"
    path.write_bytes(csv_of({"indicator_id": "fibre", "action": "withdraw"}, columns=["indicator_id", "action"]))
    add(small_copy, path, "indicators")
    assert load(small_copy).tables["indicators"].empty
    assert list(every_problem(small_copy)) == []


def test_texts_without_a_translation_are_listed_once_and_asked_for(small_copy, tmp_path, capsys):
    found = untranslated(load(small_copy))
    texts = [one.text for one in found]
    assert "Perimeter" in texts
    assert "Water sensors" not in texts
    assert len(texts) == len(set(texts))
    assert run("untranslated", "--geodata", small_copy) == 0
    assert "sr-agency, title: “Perimeter”" in capsys.readouterr().out
    out = tmp_path / "texts.csv"
    assert run("template", "texts", "--untranslated", "--out", out, "--geodata", small_copy) == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert [row["text"] for row in rows] == texts
    assert all(row["fr"] == row["nl"] == "" for row in rows)
    out.write_bytes(csv_of(*[dict.fromkeys(row, row["text"]) for row in rows], columns=list(rows[0])))
    add(small_copy, out, "texts")
    assert untranslated(load(small_copy)) == []
    for language in Language:
        assert found[0].sentence(language)


def test_a_template_with_a_row_corrects_it(small_copy, tmp_path):
    made = rows_template(load(small_copy), HERE, ["sr-water"], "csv", "fr")
    (row,) = csv.DictReader(io.StringIO(made.content.decode("utf-8-sig")))
    assert row["action"] == ""
    path = tmp_path / "t.csv"
    path.write_bytes(csv_of(row | {"stage": "finished"}, columns=list(row)))
    report = add(small_copy, path, HERE)
    assert "sr-water, stage: “running” → “finished”" in report
    with pytest.raises(UnknownValueError, match="row"):
        rows_template(load(small_copy), HERE, ["../x"], "csv", "fr")


def test_the_template_of_possible_members_follows_the_contract(real_copy):
    """Whatever columns the contract calls « possible_… » stand in it, and `add` takes what is filled in."""
    catalog = real_copy / "source/catalog.toml"
    text = catalog.read_text(encoding="utf-8")
    if "possible_extra" not in text:
        catalog.write_text(text.replace('["provinces", "list"', '["possible_extra", "text"], ["provinces", "list"', 1), encoding="utf-8")
    for path in (real_copy / "source/initiatives").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        at = header.index("provinces")
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(
                [[*header[:at], "possible_extra", *header[at:]], *([*row[:at], "", *row[at:]] for row in rows)]
            )
    rebuild(real_copy)
    atlas = load(real_copy)
    made = members_template(atlas, "leader-2023-2027", "csv", "nl")
    (row,) = csv.DictReader(io.StringIO(made.content.decode("utf-8-sig")))
    assert row["initiative_id"] == "lag2023-plaines-de-l-escaut"
    assert "possible_extra" in row
    assert "action" not in row
    content = csv_of(row | {"possible_extra": "members of 2014"}, columns=list(row))
    proposal = check_rows(content, "t.csv", "leader-2023-2027", atlas)
    assert (proposal.problems, [row.changed_columns for row in proposal.rows]) == ((), [("possible_extra",)])


def test_what_is_no_table_of_the_keeper_is_an_error(small, tmp_path):
    for name in ("participations", "sources", "../texts"):
        with pytest.raises(UnknownValueError):
            template(name, "csv", "fr", catalog=small.catalog)
    with pytest.raises(UnknownValueError, match="texts"):
        run("template", "projects", "--untranslated", "--out", tmp_path / "t.csv", "--geodata", small.catalog.resources["texts"].folder)
