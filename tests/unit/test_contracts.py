from pathlib import Path

import pandas as pd
import pytest

from wallonia_map.tables.contracts import Field, Schema, foreign_problems, problems, schema_from, typed, values_of

PATH = Path("towns.csv")


def table(**columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(columns, dtype="str")


def told(rows: pd.DataFrame, *fields: list[str], key: tuple[str, ...] = ()) -> list[str]:
    return [str(problem) for problem in problems(rows, schema_from(fields, key), PATH)]


@pytest.mark.parametrize(
    ("field", "good", "bad", "rule"),
    [
        (["c", "code"], "01234", "1234", "is not a five-digit REFNIS code"),
        (["c", "code"], "92094", "92094 ", "is not a five-digit REFNIS code"),
        (["c", "integer"], "-12", "12.0", "is not a whole number"),
        (["c", "integer"], "0", "1 000", "is not a whole number"),
        (["c", "number"], "0.50", "0,50", "is not a number (decimal point, no spaces)"),
        (["c", "number"], "7", "nan", "is not a number (decimal point, no spaces)"),
        (["c", "number"], "7", "1e3", "is not a number (decimal point, no spaces)"),
        (["c", "flag"], "true", "True", "is neither true nor false"),
        (["c", "text", "in:fr|nl"], "nl", "en", "is not one of fr, nl"),
        (["c", "text", "like:[a-z]+"], "abc", "abc1", "does not look like [a-z]+"),
        (["c", "integer", ">=10"], "10", "9", "is below 10"),
        (["c", "number", "<=1.5"], "1.5", "1.6", "is above 1.5"),
        (["c", "list", "in:fr|nl"], "fr; nl", "fr;xx", "is not one of fr, nl"),
        (["c", "list", "like:https?://.+"], "https://a.org;http://b.org", "https://a.org;ftp://b.org", "does not look like https?://.+"),
        (["c", "text", "required"], "x", "", "is empty but required"),
        (["c", "code", "required"], "00000", "", "is empty but required"),
    ],
)
def test_a_broken_rule_names_file_row_column_and_value(field, good, bad, rule):
    assert told(table(c=[good, good, bad]), field) == [f"towns.csv, row 4, column 'c': {bad!r} {rule}"]


def test_every_row_with_the_same_broken_value_is_named():
    assert [line.split(",")[1] for line in told(table(c=["x", "7", "x"]), ["c", "integer"])] == [" row 2", " row 4"]


def test_an_empty_cell_is_not_known_and_breaks_no_other_rule():
    assert told(table(c=["", ""]), ["c", "integer", ">=3", "in:4|5", "unique"]) == []


def test_a_repeated_value_in_a_unique_column_is_named_at_its_second_row():
    assert told(table(c=["a", "b", "a"]), ["c", "text", "unique"]) == ["towns.csv, row 4, column 'c': 'a' appears more than once"]


def test_a_key_of_two_columns_may_repeat_one_of_them_but_not_both():
    rows = table(a=["x", "x", "y", "x"], b=["1", "2", "1", "2"])
    found = told(rows, ["a", "text"], ["b", "text"], key=("a", "b"))
    assert found == ["towns.csv, row 5, column 'a, b': 'x, 2' appears more than once"]


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"a": ["1"]}, "missing: b; not expected: none"),
        ({"a": ["1"], "b": ["1"], "c": ["1"]}, "missing: none; not expected: c"),
        ({"b": ["1"], "a": ["1"]}, "missing: none; not expected: none"),
    ],
)
def test_another_header_is_the_only_thing_told(columns, sentence):
    found = told(table(**columns), ["a", "integer", "required"], ["b", "text"])
    assert len(found) == 1
    assert found[0].startswith("towns.csv, row 1, column 'header'")
    assert sentence in found[0]


@pytest.mark.parametrize(("kind", "cell", "missing"), [("text", "Liege", "Liege"), ("list", "Namur;Liege; Ans", "Liege")])
def test_a_foreign_key_must_exist_where_it_points(kind, cell, missing):
    schema = Schema((Field("c", kind, ("->other.name",)),))
    others = {"other": table(name=["Namur", "Ans"])}
    found = [str(problem) for problem in foreign_problems(table(c=["Namur", "", cell]), schema, PATH, others)]
    assert found == [f"towns.csv, row 4, column 'c': {missing!r} is not in other (name)"]


@pytest.mark.parametrize(
    ("kind", "cell", "values"), [("list", " a ;;b", ["a", "b"]), ("list", "", []), ("text", "a;b", ["a;b"]), ("text", "", [])]
)
def test_a_cell_holds_several_values_only_in_a_list(kind, cell, values):
    assert values_of(Field("c", kind), cell) == values


def test_numbers_become_numbers_and_codes_stay_text():
    schema = schema_from([["code", "code"], ["count", "integer"], ["known", "integer"], ["amount", "number"], ["flag", "flag"]], [])
    rows = typed(table(code=["01234"], count=["0"], known=[""], amount=[""], flag=["false"]), schema)
    assert rows.loc[0, "code"] == "01234"
    assert rows["count"].dtype == "int64"
    assert rows.loc[0, "count"] == 0
    assert rows["known"].isna().all()
    assert rows["amount"].isna().all()
    assert rows["flag"].dtype == bool
