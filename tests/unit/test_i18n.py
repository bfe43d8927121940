import ast
import datetime
import re
from functools import cache
from pathlib import Path
from string import Formatter

import pandas as pd
import pytest
import streamlit

from wallonia_map.export.csv import TRANSLATED
from wallonia_map.export.tables import RowKind, table_of
from wallonia_map.i18n import Language, area, date_long, decimal, euro, listing, message_ids, number, percent, say
from wallonia_map.model import (
    Confidence,
    CountingRule,
    Direction,
    Indicator,
    LeadType,
    Level,
    Programme,
    Role,
    RoleRule,
    Scope,
    Selection,
    Status,
    Theme,
    Vintage,
)
from wallonia_map.place import Character, Community
from wallonia_map.questions.selection import select
from wallonia_map.questions.territory import TerritoryKind
from wallonia_map.sharing.problems import Reason
from wallonia_map.views.measures import Measure

ROOT = Path(__file__).resolve().parents[2]
#: The rebuild and the command line speak English to the keeper: what they call `say` is another one.
MODULES = [
    path
    for path in (ROOT / "app.py", *sorted(ROOT.glob("pages/*.py")), *sorted(ROOT.glob("wallonia_map/**/*.py")))
    if "wallonia_map.i18n" in path.read_text(encoding="utf-8")
]
IDS = sorted(set().union(*(message_ids(language) for language in Language)))


def forms(message: str, language: str) -> dict[str, str]:
    """The plural forms of a message, or the one text that it is."""
    text = message_ids(language)[message]
    return text if isinstance(text, dict) else {"": text}


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", Language)
def test_every_language_has_every_message(language):
    assert sorted(message_ids(language)) == IDS


def test_every_language_has_the_same_placeholders_and_forms():
    wrong = []
    for message in IDS:
        told = [forms(message, language) for language in Language]
        wanted = set().union(*(holes(text) for text in told[0].values()))
        alike = {
            "forms": all(set(one) == set(told[0]) for one in told) and set(told[0]) in ({""}, {"one", "other"}),
            "an empty text": all(text.strip() for one in told for text in one.values()),
            "placeholders": all(set().union(*(holes(text) for text in one.values())) == wanted for one in told),
        }
        wrong += [f"{message}: {what}" for what, holds in alike.items() if not holds]
    assert wrong == []


def test_a_plural_message_knows_what_it_counts():
    plural = [name for name in IDS if "one" in forms(name, "fr")]
    wrong = []
    for message in plural:
        values = dict.fromkeys(set().union(*(holes(text) for text in forms(message, "fr").values())), 1) | {"n": 1}
        for language in Language:
            try:
                told = say(message, language, **values)
            except (KeyError, ValueError) as error:
                told, wrong = "", [*wrong, f"{message} in {language}: {error!r}"]
            else:
                wrong += [] if told else [f"{message} in {language}: nothing"]
    assert plural
    assert wrong == []


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", ["one", "one", "other"]),
        ("en", ["other", "one", "other"]),
        ("nl", ["other", "one", "other"]),
        ("de", ["other", "one", "other"]),
    ],
)
def test_french_counts_nought_as_one(language, told):
    written = forms("download.rows", language)
    assert [say("download.rows", language, n=n) for n in (0, 1, 2)] == [
        written[form].format(n=n) for form, n in zip(told, (0, 1, 2), strict=True)
    ]


def test_a_message_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        say("no.such.message", "fr")


@pytest.mark.parametrize(
    ("language", "text"), [("fr", "3\u202f633\u202f795"), ("nl", "3.633.795"), ("de", "3.633.795"), ("en", "3,633,795")]
)
def test_whole_numbers_are_grouped_as_each_language_does(language, text):
    assert number(3_633_795, language) == text
    assert say("download.rows", language, n=3_633_795).startswith(text)


@pytest.mark.parametrize(("language", "text"), [("fr", "1\u202f234,5"), ("nl", "1.234,5"), ("de", "1.234,5"), ("en", "1,234.5")])
def test_decimals_have_the_language_s_own_mark(language, text):
    assert decimal(1234.5, language) == text
    assert decimal(1234, language) == text[:-2]
    assert decimal(0, language) == "0"


@pytest.mark.parametrize(("language", "text"), [("fr", "<\u00a00,1"), ("nl", "<\u00a00,1"), ("de", "<\u00a00,1"), ("en", "<\u00a00.1")])
def test_what_is_too_small_for_its_decimals_is_never_nought(language, text):
    assert decimal(0.007, language) == text
    assert decimal(0.05, language) == text
    assert decimal(0.06, language) == text[2:]
    assert decimal(0.007, language, 3) == text[2:].replace("1", "007")
    assert decimal(-0.007, language).startswith(">\u00a0")


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0%"),
        (0.005, "0.5%"),
        (0.0994, "9.9%"),
        (0.1, "10%"),
        (0.2271, "23%"),
        (0.49, "49%"),
        (0.994, "99%"),
        (0.9962, "99.6%"),
        (1, "100%"),
    ],
)
def test_a_share_is_written_as_the_eye_can_use_it(share, text):
    assert percent(share, "en") == text


@pytest.mark.parametrize(("language", "text"), [("fr", "9,5\u202f%"), ("nl", "9,5%"), ("de", "9,5\u202f%"), ("en", "9.5%")])
def test_the_percent_sign_stands_as_each_language_sets_it(language, text):
    assert percent(0.095, language) == text


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("share", [1 / 3_633_795, 0.0004])
def test_a_part_never_reads_as_nothing_or_as_all(share, language):
    assert percent(share, language) != percent(0, language)
    assert percent(1 - share, language) != percent(1, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "1\u202f258\u202f025\u00a0€"), ("nl", "€\u00a01.258.025"), ("de", "1.258.025\u00a0€"), ("en", "€1,258,025")],
)
def test_amounts_in_euro(language, text):
    assert euro(1_258_025.28, language) == text


def test_amounts_with_cents_and_areas_and_dates():
    assert euro(0.5, "fr", 2) == "0,50\u00a0€"
    assert area(8283.7, "fr") == "8\u202f284\u00a0km²"
    assert date_long(datetime.date(2026, 11, 1), "fr") == "1 novembre 2026"
    assert date_long(datetime.date(2026, 11, 1), "de") == "1. November 2026"


@pytest.mark.parametrize(("language", "text"), [("fr", "a, b et c"), ("en", "a, b and c"), ("nl", "a, b en c"), ("de", "a, b und c")])
def test_a_list_is_running_text(language, text):
    assert listing(["a", "b", "c"], language) == text


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def said(module: Path) -> tuple[set[str], set[str]]:
    """The message ids that a module says: literal ones, and patterns of composed ones."""
    whole, composed = set(), set()
    for node in ast.walk(tree_of(module)):
        if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say" and node.args):
            continue
        first = node.args[0]
        for part in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
            if isinstance(part, ast.Constant):
                whole.add(part.value)
            elif isinstance(part, ast.JoinedStr):
                composed.add("".join(re.escape(piece.value) if isinstance(piece, ast.Constant) else "[^.]+" for piece in part.values))
    return whole, composed


def test_every_message_that_the_source_says_exists():
    wrong = []
    for module in MODULES:
        whole, composed = said(module)
        unknown = whole - set(IDS) | {pattern for pattern in composed if not any(re.fullmatch(pattern, message) for message in IDS)}
        wrong += [f"{module.relative_to(ROOT).as_posix()}: {name}" for name in sorted(unknown)]
    assert MODULES
    assert wrong == []


FAMILIES = {
    "programme": Programme, "programme_long": Programme, "theme": Theme, "stage": Status, "scope": Scope, "lead_type": LeadType, "role": Role,
    "confidence": Confidence, "counting": CountingRule, "measure": Measure, "measure_unit": Measure, "download": RowKind, "download.name": RowKind,
    "indicator": Indicator, "need.direction": Direction, "community": Community, "characters": Character, "need.criterion": [Direction.HIGHER, Direction.LOWER],
    "level": [TerritoryKind.PROVINCE, TerritoryKind.ARRONDISSEMENT, TerritoryKind.COMMUNITY, TerritoryKind.CHARACTER],
}  # fmt: skip


@pytest.mark.parametrize("family", FAMILIES)
def test_every_value_of_an_enumeration_has_its_words(family):
    assert [item.value for item in FAMILIES[family] if f"{family}.{item.value}" not in IDS] == []


@pytest.mark.parametrize("rule", RoleRule)
def test_every_rule_has_its_three_forms(rule):
    assert {f"rule.{rule.value}.{form}" for form in ("short", "long", "in_sentence")} <= set(IDS)


@pytest.mark.parametrize("level", [Level.PROVINCE, Level.ARRONDISSEMENT])
def test_every_place_filter_has_its_chip(level):
    assert f"filter.{level.value}_chip" in IDS


@pytest.mark.parametrize("page", [path.stem for path in sorted(ROOT.glob("pages/*.py"))])
def test_every_page_has_a_title(page):
    assert f"page.{page}" in IDS


@pytest.mark.parametrize("what", RowKind)
def test_every_column_of_a_file_has_a_heading(small, what):
    table = table_of(what, small, select(small, Selection()), "fr")
    assert [name for name in table.columns if f"column.{name}" not in IDS] == []


@pytest.mark.parametrize("what", RowKind)
@pytest.mark.parametrize("language", Language)
def test_headings_of_a_file_are_all_different(small, what, language):
    headings = [say(f"column.{name}", language) for name in table_of(what, small, select(small, Selection()), language).columns]
    assert pd.Series(headings).is_unique


def test_every_translated_column_belongs_to_a_file(small):
    columns = {name for what in RowKind for name in table_of(what, small, select(small, Selection()), "fr").columns}
    assert set(TRANSLATED) <= columns


#: RowKind two languages rightly write alike: names, abbreviations, signs, and words that they share.
ALIKE = {
    "fr en": {"Ostbelgien", "Arrondissements", "Provinces", "Initiative", "Organisation",
        "Smart Region 2019", "Territoire intelligent 2023–2024", "province", "Province", "Programme", "programme", "Arrondissement", "arrondissement",
        "Initiatives", "initiatives", "Budget", "km²", "Format", "participations", "Source", "Sources", "sources", "Table", "Programmes",
        "Population, 2009–2026", "Organisations", "Document", "Licence", "licence", "{programme}, phase 1", "quantiles", "minimum", "maximum",
        "total", "point (1.5)", "Menu", "Page", "Tables", "latitude", "longitude", "phase", "relation", "site", "source", "table", "page",
    },
    "fr nl": {"Ostbelgien", "Rang", 
        "Smart Region 2019", "Territoire intelligent 2023–2024", "Intercommunale", "intercommunales", "Arrondissement", "arrondissement", "Budget", "km²",
        "atlas-wallonie", "Document", "fiche", "rapport", "{n} scène", "{n} scènes", "Scène {n}", "minimum",
        "maximum", "Menu",
        "niveau", "site",
    },
    "fr de": {"Ostbelgien", "Rang", "Initiative", "Organisation", "Smart Region 2019", "Territoire intelligent 2023–2024", "Budget", "km²", "Format", "atlas-wallonie", "Variante"},
    "en nl": {"Ring: {label} ({n}).", "Subsidies", "Ostbelgien", "LAG",
        "Smart Region 2019", "Territoire intelligent 2023–2024", "partner", "partners", "Filters", "Filters:", "Arrondissement", "arrondissement",
        "Arrondissement: {name}", "Budget", "km²", "Start", "Codes: {vintage}", "subsidies (€)", "Document", "LAG 2014–2020", "LAG 2023–2027", "Variant",
        "minimum", "maximum", "tab", "Menu", "Context",
        "indicator", "site", "website", "subsidies", "lag-2014-2020", "lag-2023-2027",
    },
    "en de": {"Text", "Region", "Ring: {label} ({n}).", "Ostbelgien", "LAG", "Initiative", "Organisation",
        "Smart Region 2019", "Territoire intelligent 2023–2024", "Governance", "Budget", "km²", "Format", "Codes: {vintage}", "LAG 2014–2020",
        "LAG 2023–2027", "lag-2014-2020", "lag-2023-2027",
    },
    "nl de": {"Ring: {label} ({n}).", "Ostbelgien", "Rang", "LAG",
        "ja", "B kB MB GB", "Smart Region 2019", "Territoire intelligent 2023–2024", "LAG 2014–2020", "LAG 2023–2027", "Alle", "alle", "Thema", "Klasse",
        "Legende: {measure}", "Budget", "km²", "Titel", "alles", "atlas-wallonie", "Codes: {vintage}", "Legende: {title}", "gewonnen", "verloren", "Methode",
        "Gem.", "Hier beginnen", "Klassengrenzen", "Tabellen", "lag-2014-2020", "lag-2023-2027",
    },
}  # fmt: skip


@pytest.mark.parametrize("pair", ALIKE)
def test_no_text_was_left_as_another_language_has_it(pair):
    one, other = pair.split()
    alike = {
        text
        for message in IDS
        for text in {*forms(message, one).values()} & {*forms(message, other).values()}
        if re.search(r"[^\W\d_]{2}", re.sub(r"\{\w+\}", "", text))
    }
    assert alike - ALIKE[pair] == set(), "left untranslated, or to be named here"
    assert ALIKE[pair] - alike == set(), "named here and no longer so"


#: Said by an id that stands in the data.
SAID_BY_DATA = (
    "need.part.",
    "organisation_kind.",
    "resource.",
    "gap.",
    "data_source.",
    "subject.",
    "total.",
    "inferred.",
    "basis.",
    "column.",
    "planner_file.",
)
#: Said by what is deployed beside the app (tests/unit/test_deployment.py compares it word for word).
SAID_BY_PROXY = ("without_scripts.",)
#: RowKind Streamlit says in English and the page in its language (ui/page_parts.py hands over the whole family).
SAID_BY_STREAMLIT = ("streamlit.",)


def said_by(module: Path) -> set[str]:
    """The messages that a module can say: its literals, and what it composes of a literal beginning and its own literals or enumerations."""
    text = module.read_text(encoding="utf-8")
    if module.suffix != ".py":
        return set(re.findall(r"[a-z_]+\.[\w.-]+", text))
    whole, begun, values = (
        set(),
        set(),
        set().union(*(map(str, family) for family in (*FAMILIES.values(), RoleRule, Level, Vintage, Reason))),
    )
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            whole.add(node.value)
        elif (
            isinstance(node, ast.JoinedStr)
            and isinstance(node.values[0], ast.Constant)
            and re.match(r"[a-z_]+\.", str(node.values[0].value))
        ):
            begun.add("".join(re.escape(str(piece.value)) if isinstance(piece, ast.Constant) else r"([\w.-]+)" for piece in node.values))
    found = [(name, match) for name in IDS for pattern in begun if (match := re.fullmatch(pattern, name))]
    free = (
            "talk_error", "preset", "page", "home", "keeper", "join_reason", "join_outcome", "unusable", "municipality", "robust", "compare",
            "preset_note", "workbook", "your_data", "own", "class_choice", "need", "scene_kind", "scene_title", "scene_add",
        )  # fmt: skip
    return whole | {name for name, match in found if name.split(".")[0] in free or set(match.groups()) <= whole | values}


def test_every_message_is_said_somewhere():
    sources = [ROOT / "app.py", *ROOT.glob("pages/*.py"), *ROOT.glob("wallonia_map/**/*.py"), *ROOT.glob("wallonia_map/export/*.html")]
    said_somewhere = set().union(*map(said_by, sources))
    families = (*SAID_BY_DATA, *SAID_BY_PROXY, *SAID_BY_STREAMLIT, *(f"{family}." for family in FAMILIES))
    unsaid = [name for name in IDS if name not in said_somewhere and not name.startswith(families)]
    assert unsaid == [], ", ".join(unsaid)


def test_streamlit_says_what_we_translate():
    """A newer Streamlit that says it otherwise is noticed here, not by a French reader."""
    scripts = "".join(path.read_text(encoding="utf-8") for path in (Path(streamlit.__file__).parent / "static/static/js").glob("*.js"))
    words = {message: text for message, text in message_ids("en").items() if message.startswith("streamlit.")}
    assert len(words) > 40
    assert {text for text in words.values() if max(re.split(r"\{\w+\}", text), key=len) not in scripts} == set()
