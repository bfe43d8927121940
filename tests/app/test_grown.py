"""A copy of the data with a seventh programme, a third vintage and a year of population, made by the documented commands alone."""

import csv
import itertools
from pathlib import Path

import pytest

from tests.app.test_pages import heading_of, open_app, texts
from tests.app.walking import walk
from tests.file_texts import texts_of
from wallonia_map import vocabulary
from wallonia_map.cli.main import main
from wallonia_map.export.formats import FORMS
from wallonia_map.export.receipt import File
from wallonia_map.i18n import Language, say
from wallonia_map.model import Programme, Selection, Vintage
from wallonia_map.questions.coverage import coverage
from wallonia_map.sharing import in_use
from wallonia_map.tables.atlas import load
from wallonia_map.tables.vocabulary import vocabulary_of
from wallonia_map.ui.frame.navigation import MENU
from wallonia_map.views.measures import Measure
from wallonia_map.views.talk import default_talk

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
NEW, MAP, MERGED = "leader-2028-2033", "lag-2028-2033", "91999"
LANGUAGES = list(Language)
#: Forms that name the programme in full; drawings break a long name into lines, rows have its short one.
NAMED_IN = ("svg", "pptx", "html", "xlsx")
NAMES = {
    "fr": "Groupes d'action locale 2028–2033", "en": "Local Action Groups 2028–2033", "nl": "Plaatselijke groepen 2028–2033",
    "de": "Lokale Aktionsgruppen 2028–2033",
}  # fmt: skip


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    """The grown copy."""
    import shutil

    from wallonia_map.tables.catalog import GEODATA

    room = tmp_path_factory.mktemp("grown")
    folder = room / "geodata"
    shutil.copytree(GEODATA, folder)
    at = ["--geodata", str(folder)]
    names = [word for language, name in NAMES.items() for word in (f"--name-{language}", name)]
    years = ["--first-year", "2028", "--last-year", "2033", "--published-projects", "3", "--source-url", "https://example.org/lags"]
    assert main(["new-programme", NEW, "--family", "lag", *names, *years, *at]) == 0
    groups = [
        {"initiative_id": f"{NEW}-{name}", "title": f"GAL {name}", "title_basis": "published", "lead_type": "lag", "scope": "multi-municipal",
         "partner_municipalities": members, "stage": "running", "start_year": 2028, "confidence": "high", "source_urls": "https://example.org/gal"}
        for name, members in (("condroz", "Ciney;Havelange"), ("famenne", "Marche-en-Famenne;Rochefort"), ("inconnu", ""))
    ]  # fmt: skip
    assert main(["add", str(write(room / "groups.csv", groups)), "--programme", NEW, "--yes", *at]) == 0
    mergers = [{"nis_before": code, "nis_after": MERGED, "name_fr": "Ciney-Hamois"} for code in ("91030", "91059")]
    assert main(["new-vintage", "2030", "--from", "2030-01-01", "--mergers", str(write(room / "mergers.csv", mergers)), *at]) == 0
    places = rows_of(folder / "source" / "municipalities.csv")
    people = []
    for code in dict.fromkeys(row["nis_2030"] for row in places):
        parts = [row for row in places if row["nis_2030"] == code]
        was = {row["nis_2025"] for row in parts}
        people.append({
            "year": 2031, "nis_in_year": code, "nis_2019": parts[0]["nis_2019"] if len(parts) == 1 else "",
            "nis_2025": was.pop() if len(was) == 1 else "", "population": 10_000,
        })  # fmt: skip
    assert main(["add", str(write(room / "people.csv", people)), "--programme", "population", "--yes", *at]) == 0
    assert main(["check", *at]) == 0
    return folder, load(folder)


@pytest.fixture(autouse=True)
def words(grown):
    """The words of the grown copy, for every test here."""
    vocabulary.tell(vocabulary_of(grown[1].tables))


@pytest.fixture
def shown(grown, monkeypatch):
    """The app on the grown copy."""
    folder, atlas = grown
    monkeypatch.setattr(in_use, "GEODATA", folder)
    in_use.forget()
    yield atlas
    in_use.forget()


def test_the_grown_data_say_what_was_told(grown):
    _, atlas = grown
    assert [item.value for item in Vintage] == ["2019", "2025", "2030"]
    assert list(Programme)[-1] == NEW
    assert len(atlas.municipalities(Vintage("2030"))) == 260
    assert atlas.population(Vintage("2030")).sum() == 2_600_000
    assert atlas.own_year(Vintage("2030")) == 2031
    assert 2031 not in atlas.population_years(Vintage("2025"))
    assert Measure(MAP).programme == NEW
    assert say(f"programme_long.{NEW}", "de") == NAMES["de"]
    figures = coverage(atlas, Selection(programmes=(NEW,), vintage=Vintage("2030")))
    assert figures.municipalities_covered == 4
    assert figures.municipalities == 260


@pytest.mark.parametrize(("page", "language"), list(zip(MENU, itertools.cycle(Language), strict=False)))
@pytest.mark.usefixtures("shown")
def test_every_page_opens_on_the_grown_data(page, language):
    at = open_app(page, lang=language.value, **({} if page == "home" else {"vintage": "2030"}))
    assert not at.exception
    assert not at.error
    assert heading_of(at) == say(f"{page}.heading", language)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.usefixtures("shown")
def test_the_new_groups_have_their_map_and_their_gap(language):
    at = open_app("explore", lang=language.value, show=MAP, vintage="2030", programme=NEW)
    assert not at.exception
    assert NAMES[language.value] in texts(at)
    assert "Inconnu" in texts(open_app("data", lang=language.value)) or "inconnu" in texts(open_app("data", lang=language.value))


@pytest.mark.usefixtures("shown")
def test_every_scene_of_the_talk_opens_and_the_newest_groups_are_one_of_them():
    pages = walk({}, Language.NL)
    assert len(pages) == 1 + len(default_talk().scenes)
    assert [page.fails for page in pages.values() if page.fails] == []
    assert sum(NAMES["nl"] in page.whole for name, page in pages.items() if name != "stage") >= 1
    for place in range(1, len(pages)):
        assert say("stage.position", "nl", n=place, of=len(pages) - 1) in pages[f"scene {place}"].whole


@pytest.mark.usefixtures("shown")
def test_a_place_of_the_new_vintage_has_its_sheet_and_takes_part_in_comparisons():
    assert "Ciney-Hamois" in texts(open_app("municipality", nis=MERGED, vintage="2030"))
    assert not open_app("compare", a="leader-2023-2027", b=NEW, vintage="2030").exception
    assert not open_app("white_spots", programmes=[NEW, "projects"], vintage="2030").exception


@pytest.mark.parametrize(("what", "language"), [(what, LANGUAGES[place % len(LANGUAGES)]) for place, what in enumerate(FORMS)])
def test_every_file_is_written_from_the_grown_data(grown, tmp_path, what, language):
    """Form after form in the next language, so that all four come in."""
    folder, _ = grown
    out = tmp_path / f"file.{'pdf' if what == 'report' else what}"
    asked = ["--programme", NEW, "--show", MAP, "--vintage", "2030", "--lang", language.value, "--geodata", str(folder)]
    assert main(["export", "--what", what, "--out", str(out), *asked]) == 0
    content = out.read_bytes()
    assert len(content) > 500
    if what in NAMED_IN:
        assert NAMES[language.value] in "\n".join(texts_of(File(out.name, "", content), tmp_path))
