"""A programme more, proposed on the page: the command's own checks and files, and nothing written."""

import io
import shutil
import subprocess
import zipfile

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from tests.app.test_pages import open_app, texts
from tests.unit.test_rebuild import bytes_of
from wallonia_map.cli.main import main
from wallonia_map.curation.new_programme import NewProgramme, packed_programme, propose_programme
from wallonia_map.curation.problems import RefusedError
from wallonia_map.i18n import Language, say
from wallonia_map.tables.catalog import GEODATA

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
ID = "territoire-2031"
NAMES = {"fr": "Troisième appel", "en": "Third call", "nl": "Derde oproep", "de": "Dritter Aufruf"}
URL = "https://example.org/appel"
ARGUMENTS = [ID, "--family", "call", *(word for language, name in NAMES.items() for word in (f"--name-{language}", name)),
             "--first-year", "2031", "--published-projects", "9", "--published-eur", "1250000", "--source-url", URL]  # fmt: skip


def opened(language: str = "fr") -> AppTest:
    at = open_app("your_data", lang=language)
    at.session_state["propose"] = True
    at.run()
    return at.selectbox(key="propose_programme").set_value("+").run()


def filled(at: AppTest, **more: object) -> AppTest:
    given = {"new_id": ID, "new_source_url": URL, **{f"new_name_{language}": name for language, name in NAMES.items()}} | more
    for key, text in given.items():
        if isinstance(text, str):
            at.text_input(key=key).set_value(text)
    for key, number in {"new_first_year": 2031, "new_published_projects": 9, "new_published_eur": 1_250_000}.items():
        at.number_input(key=key).set_value(more.get(key, number))
    at.run()
    return at.button(key="new_check").click().run()


def test_the_page_hands_over_what_the_command_writes_and_writes_nothing(tmp_path):
    before = bytes_of(GEODATA)
    at = filled(opened())
    assert not at.exception
    assert not at.error
    assert f"geodata/source/initiatives/{ID}.csv (nouveau)" in texts(at)
    assert NAMES["nl"] in texts(at)
    assert len(at.get("download_button")) == 1
    assert bytes_of(GEODATA) == before
    told = NewProgramme(ID, "call", NAMES, {}, 2031, None, 9, 1_250_000, URL)
    archive = zipfile.ZipFile(io.BytesIO(packed_programme(propose_programme(GEODATA, told, language="fr"), "fr")))
    by_command = shutil.copytree(GEODATA, tmp_path / "by-command")
    assert main(["new-programme", *ARGUMENTS, "--geodata", str(by_command)]) == 0
    packed = {name.removeprefix("geodata/"): archive.read(name) for name in archive.namelist() if name.startswith("geodata/")}
    after = bytes_of(by_command)
    assert before | packed == after
    sheet = openpyxl.load_workbook(io.BytesIO(archive.read(f"{ID}_modele.xlsx"))).worksheets[0]
    assert sheet["A1"].value == "initiative_id"
    archive.extract("change.diff", tmp_path)
    (tmp_path / "by-diff").mkdir()
    shutil.copytree(GEODATA, tmp_path / "by-diff" / "geodata")
    subprocess.run(["git", "apply", "../change.diff"], cwd=tmp_path / "by-diff", check=True)
    assert bytes_of(tmp_path / "by-diff" / "geodata") == after


@pytest.mark.parametrize("language", Language)
def test_everything_that_is_wrong_is_one_sentence_in_the_page_s_language(language):
    at = filled(opened(language.value), new_id="Appel 2031", new_name_de="", new_first_year=None, new_last_year=None, new_source_url="")
    told = texts(at)
    assert at.error
    assert say("keeper.programme.id", language, id="Appel 2031", most=60) in told
    assert say("keeper.programme.page", language) in told
    assert say("keeper.programme.total_year", language) in told
    assert not at.get("download_button")


def test_what_was_changed_since_the_check_is_not_offered():
    at = filled(opened())
    assert at.get("download_button")
    at.text_input(key="new_name_fr").set_value("Autre nom").run()
    assert not at.get("download_button")


@pytest.mark.parametrize(("field", "text"), [
    ("programme", "../../etc/passwd"), ("programme", "a" * 61), ("programme", "projects"), ("programme", "texts"), ("programme", ""),
    ("programme", "é"), ("programme", "a\nb"), ("family", "lag-projects"), ("family", ""), ("names", "=HYPERLINK(1)"), ("names", "<script>x"),
    ("names", "a\u202eb"), ("names", "x" * 161), ("names", "two\nlines"), ("names", " "), ("source_url", "javascript:alert(1)"),
    ("source_url", "https://a.example/ <b>"), ("source_url", "https://" + "a" * 500), ("first_year", 1999), ("first_year", 2101),
    ("last_year", 2030), ("published_eur", -1.0), ("published_eur", float("nan")), ("published_eur", float("inf")), ("published_projects", -1),
])  # fmt: skip
def test_hostile_input_is_refused_and_nothing_is_made(small_geodata, field, text):
    given = {"programme": ID, "family": "call", "names": NAMES, "first_year": 2031, "published_projects": 9, "source_url": URL}
    given[field] = NAMES | {"en": text} if field == "names" else text
    with pytest.raises(RefusedError) as refused:
        propose_programme(small_geodata, NewProgramme(**given))
    assert all("\n" not in reason and len(reason) < 400 for reason in refused.value.reasons)
    assert len(refused.value.reasons) == 1


def test_a_name_that_another_programme_has_is_refused(small_geodata):
    with pytest.raises(RefusedError, match="projects"):
        propose_programme(small_geodata, NewProgramme(ID, "call", NAMES | {"en": "Other smart-territory projects"}))


def test_a_long_identifier_still_has_a_template(small_geodata):
    long = "a-call-of-which-the-name-does-not-end-soon"
    assert propose_programme(small_geodata, NewProgramme(long, "lag", NAMES)).template.name.startswith(long)
