"""The vocabulary is data: no module names a programme, a period or a vintage, and no list limits how many there are."""

import ast
import pickle
import re
import subprocess
import sys

import pytest

from tests.unit.test_architecture import SOURCES, name_of, tree_of
from wallonia_map import vocabulary
from wallonia_map.cli.main import main
from wallonia_map.curation.new_programme import NewProgramme, new_programme, sign_of
from wallonia_map.curation.problems import RefusedError
from wallonia_map.i18n import Language, say, say_alone
from wallonia_map.model import Programme, Selection, Vintage
from wallonia_map.rebuild import rebuild
from wallonia_map.tables.loading import every_problem
from wallonia_map.tables.vocabulary import vocabulary_of
from wallonia_map.views.measures import Measure
from wallonia_map.vocabulary import Vocabulary


def words() -> re.Pattern[str]:
    """Ids of programmes (those that are no common word), of their maps, their periods and years, and vintages."""
    ids = [item.value for item in Programme if re.search(r"\d", item)] + [item.membership_map for item in Programme.groups()]
    ids += [item.period for item in Programme if "–" in item.period] + [item.value for item in Vintage]
    return re.compile(r"(?<![\w.#-])(" + "|".join(map(re.escape, ids)) + r")(?![\w-])|" + named_after_a_vintage().pattern)


def named_after_a_vintage() -> re.Pattern[str]:
    """A column, a file or a variable of one vintage: `nis_2019`, `boundaries_2025`, `codes_by_2019`; or of codes of before."""
    return re.compile(r"nis_\d{4}|[a-z]_(?:" + "|".join(item.value for item in Vintage) + r")(?!\d)")


def named_in(tree: ast.AST) -> list[str]:
    """The words of the data that the code of a module names, docstrings aside."""
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body and isinstance(node.body[0], ast.Expr)
    }
    years = {int(item.value) for item in Vintage}
    members = {value.upper().replace("-", "_") for value in (*Programme, *Measure) if re.search(r"\d", value) and value != "per-10000"}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in docs:
            if (isinstance(node.value, str) and words().search(node.value)) or (type(node.value) is int and node.value in years):
                found.append(f"line {node.lineno}: {node.value!r}")
        elif isinstance(node, ast.Attribute) and (
            re.fullmatch(r"V\d{4}", node.attr) or (len(node.attr) > 7 and any(name.startswith(node.attr) for name in members))
        ):
            found.append(f"line {node.lineno}: {node.attr}")
        found += [f"line {node.lineno}: {name}" for name in names_in(node) if named_after_a_vintage().search(name)]
    return found


def names_in(node: ast.AST) -> list[str]:
    """What a piece of code calls things: variables, attributes, arguments, functions."""
    return [
        name for part in ("id", "attr", "arg", "name") if isinstance(name := getattr(node, part, None), str) and hasattr(node, "lineno")
    ]


def test_no_module_names_a_programme_a_period_or_a_vintage():
    wrong = [f"{name_of(path)}, {told}" for path in SOURCES for told in named_in(tree_of(path))]
    assert wrong == []


@pytest.mark.parametrize(
    "code",
    [
        'Programme("leader-2014-2020")',
        "Vintage.V2019",
        "Programme.LEADER_2014",
        'f"GAL 2014–2020"',
        "year = 2025",
        'rows["nis_2019"]',
        "match.nis_2019",
        "shapes.assign(nis_2019=codes)",
        "def codes_by_2019(): ...",
        'f"boundaries_2025.geojson"',
    ],
)
def test_what_names_one_is_found(code):
    assert named_in(ast.parse(code))


def test_signs_never_end():
    signs = [sign_of(place) for place in range(1_000)]
    assert signs[:3] == ["a", "b", "c"]
    assert signs[26] == "aa"
    assert len(set(signs)) == 1_000


def test_a_word_of_the_data_is_one_object_and_nothing_else_is_a_word():
    assert Programme("projects") is Programme.PROJECTS
    assert list(Vintage) == ["2019", "2025"]
    with pytest.raises(ValueError, match="not a vintage"):
        Vintage("1830")


@pytest.mark.parametrize(("table", "before", "after", "said"), [
    ("vintages", "2019,2019-01-01,2024-12-01,2019,true", "2019,2019-01-01,2024-12-01,2019,false", "exactly one row"),
    ("programmes", "lag2014-,lag-2014-2020", "lag2014-,", "the members of a group have a map"),
    ("programmes", "lag2014-,lag-2014-2020", "lag2014-,lag-2023-2027", "is the map of"),
    ("programmes", "#0072b2", "#fdfcf9", "cannot be told from the page's ground"),
])  # fmt: skip
def test_check_refuses_what_the_app_could_not_show(small_copy, table, before, after, said):
    path = small_copy / "source" / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8", newline="\n")
    rebuild(small_copy)
    assert [problem for problem in map(str, every_problem(small_copy)) if said in problem]


@pytest.mark.parametrize(("before", "after"), [("smart-region,2023,2024,2,", "smart-region,2023,2024,1,"), ("Autres projets", "")])
def test_rebuild_refuses_a_missing_name_and_an_order_twice(small_copy, capsys, before, after):
    path = small_copy / "source" / "programmes.csv"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8", newline="\n")
    assert main(["rebuild", "--geodata", str(small_copy)]) == 1
    assert "programmes.csv, row" in capsys.readouterr().err


def test_a_programme_that_lacks_something_is_refused_and_nothing_is_written(small_copy):
    before = {path: path.read_bytes() for path in small_copy.rglob("*") if path.is_file()}
    told = NewProgramme("Projects 2030", "call", {"fr": "Appel"}, published_projects=3)
    with pytest.raises(RefusedError) as refused:
        new_programme(small_copy, told)
    assert len(refused.value.reasons) == 6
    with pytest.raises(RefusedError, match="already"):
        new_programme(small_copy, NewProgramme("projects", "projects", dict.fromkeys(("fr", "en", "nl", "de"), "Projects")))
    assert {path: path.read_bytes() for path in small_copy.rglob("*") if path.is_file()} == before


def test_a_word_travels_to_another_process_and_is_gone_with_its_vocabulary():
    there = "import pickle, sys; told = pickle.load(sys.stdin.buffer); assert told.vintage == '2025'; assert told.vintage.value == '2025'"
    asked = pickle.dumps(Selection(vintage=Vintage("2025")))
    subprocess.run([sys.executable, "-c", there], input=asked, check=True)  # has read no table: the word comes as it is
    before = vocabulary.current()
    try:
        one = {name: row for name, row in before.rows["vintage"].items() if name != "2025"}
        vocabulary.tell(Vocabulary({**before.rows, "vintage": one}, before.messages))
        with pytest.raises(ValueError, match="not a vintage"):
            Vintage("2025")
    finally:
        vocabulary.tell(before)
    assert pickle.loads(asked).vintage is Vintage("2025")


def test_a_language_is_read_when_it_is_first_spoken(atlas):
    told = vocabulary_of(atlas.tables).messages
    assert list(told) == [language.value for language in Language]
    assert {language: words["theme.mobility"] for language, words in told.items()} == {
        "fr": "Mobilité", "en": "Mobility", "nl": "Mobiliteit", "de": "Mobilität",
    }  # fmt: skip
    with pytest.raises(KeyError):
        told["it"]


def test_what_a_page_says_without_scripts_needs_no_other_words():
    """Said in four languages by the HTML of every page, before anybody has asked for one of them."""
    for language in Language:
        assert say_alone("without_scripts.need", language) == say("without_scripts.need", language)
