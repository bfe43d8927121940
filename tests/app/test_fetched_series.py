"""A series that a command fetched is on the map, in the sheet and in the files, without a line of code."""

import csv
import io
import json
import shutil

import pytest

from tests.app.test_pages import open_app, texts
from tests.walstat import full_years, sample, standing_in
from wallonia_map import vocabulary
from wallonia_map.cli.main import main
from wallonia_map.curation import walstat_client as client
from wallonia_map.i18n import Language, decimal
from wallonia_map.sharing import in_use
from wallonia_map.tables.atlas import load
from wallonia_map.tables.catalog import GEODATA
from wallonia_map.tables.vocabulary import vocabulary_of

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
SERIES, NEW = "811500_0", "local-revenue"
NAMES = {"fr": "Recettes", "en": "Revenue", "nl": "Ontvangsten", "de": "Einnahmen"}
NAMUR, CHARLEROI = 2733.5, 3713.3


@pytest.fixture(scope="module")
def fetched(tmp_path_factory):
    """A copy of the data to which `fetch` has added a series: the real rows of Namur and Charleroi, synthetic ones for the others."""
    folder = tmp_path_factory.mktemp("fetched") / "geodata"
    shutil.copytree(GEODATA, folder)
    named = [word for one, name in NAMES.items() for word in (f"--name-{one}", name, f"--unit-{one}", f"€ ({one})")]
    real = {(one["ins"], one["periode"]): one for one in sample("811501_0")}
    with standing_in() as walstat, pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "BASE", walstat.address)
        walstat.series[SERIES] = [real.get((one["ins"], one["periode"]), one) for one in full_years(load(folder))]
        assert main(["fetch", "walstat", SERIES, "--id", NEW, *named, "--direction", "contextual", "--geodata", str(folder)]) == 0
    return folder, load(folder)


@pytest.fixture(autouse=True)
def words(fetched):
    """The words of the copy, for every test here."""
    vocabulary.tell(vocabulary_of(fetched[1].tables))


@pytest.fixture
def shown(fetched, monkeypatch):
    """The app on the copy."""
    monkeypatch.setattr(in_use, "GEODATA", fetched[0])
    in_use.forget()
    yield
    in_use.forget()


@pytest.mark.parametrize("language", [Language.FR, Language.DE])
@pytest.mark.usefixtures("shown")
def test_the_series_is_on_the_map_and_in_the_sheet(language):
    at = open_app("explore", lang=language.value, show=NEW, vintage="2025", nis="92094")
    assert not at.exception
    assert f"{NAMES[language.value]}, 2024" in texts(at)
    assert any(NAMES[language.value] in option for box in at.selectbox for option in box.options)
    sheet = texts(open_app("municipality", lang=language.value, nis="92094", vintage="2025"))
    row = sheet[sheet.index(NAMES[language.value]) :][:200]
    assert decimal(NAMUR, language) in row
    assert "2024" in row


def test_the_series_is_in_the_files(fetched, tmp_path, capsys):
    at = ["--geodata", str(fetched[0]), "--vintage", "2025"]
    assert main(["export", "--what", "geojson", "--show", NEW, "--out", str(tmp_path / "map.geojson"), *at]) == 0
    shapes = {one["properties"]["nis"]: one["properties"] for one in json.loads((tmp_path / "map.geojson").read_text("utf-8"))["features"]}
    assert NAMUR in shapes["92094"].values()
    capsys.readouterr()
    assert main(["sheet", "52011", "--format", "csv", *at]) == 0
    assert "3713.3" in capsys.readouterr().out
    assert main(["need", "--indicator", NEW, "--format", "csv", *at]) == 0
    fifths = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert sum(int(one["municipalities"]) for one in fifths) == 261
    assert float(fifths[-1]["highest"]) == CHARLEROI
