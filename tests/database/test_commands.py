"""The commands and the pages on a team's database."""

import pytest

from tests.app.test_pages import open_app, texts
from wallonia_map.cli.main import main
from wallonia_map.i18n import Language, say
from wallonia_map.sharing import in_use
from wallonia_map.sharing.problems import VARIABLE
from wallonia_map.tables.catalog import read_catalog

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


def test_push_then_every_command_reads_it(address, small_geodata, monkeypatch, capsys):
    monkeypatch.setenv(VARIABLE, address)
    hashed = read_catalog(small_geodata).fingerprint[:12]
    assert main(["push", "--geodata", str(small_geodata)]) == 0
    assert main(["push", "--geodata", str(small_geodata)]) == 0
    assert capsys.readouterr().out == f"geodata {hashed}: written\ngeodata {hashed}: already there, nothing written\n"
    assert main(["coverage", "--programme", "leader-2014-2020", "--format", "csv"]) == 0
    assert main(["check"]) == 0
    told = capsys.readouterr()
    assert ",6,2," in told.out.splitlines()[1]
    assert "no problem found" in told.out
    assert told.err == ""


@pytest.fixture
def fresh_watch():
    in_use.forget()
    yield
    in_use.forget()


@pytest.mark.usefixtures("fresh_watch")
def test_the_pages_show_the_database(pushed, monkeypatch):
    monkeypatch.setenv(VARIABLE, pushed)
    at = open_app("data", lang="en")
    assert not at.exception
    assert not at.warning
    assert at.title[0].value == say("data.heading", "en")


@pytest.mark.usefixtures("fresh_watch")
@pytest.mark.parametrize("language", list(Language))
def test_a_database_without_the_atlas_is_a_banner_over_the_embedded_data(address, monkeypatch, language, atlas, caplog):
    monkeypatch.setenv(VARIABLE, address)
    at = open_app("home", lang=language.value)
    reason = say("shared.empty", language)
    assert [element.value for element in at.warning] == [say("shared.embedded", language, reason=reason, version=atlas.catalog.version)]
    assert not at.exception
    assert say("app.title", language) in texts(at)
    assert "s3cret" not in caplog.text + texts(at)
