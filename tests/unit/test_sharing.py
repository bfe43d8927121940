"""Where the data come from and the watch over them, without any database."""

import logging
import shutil
import sys
import threading
from pathlib import Path

import pytest

from wallonia_map.cli.main import main
from wallonia_map.errors import WalloniaMapError
from wallonia_map.model import Vintage
from wallonia_map.rebuild import rebuild
from wallonia_map.sharing import source, watching
from wallonia_map.sharing.problems import VARIABLE, Reason, SharedDataError
from wallonia_map.sharing.source import for_this_run, load_copy
from wallonia_map.sharing.watching import AtlasWatcher, stamp_of
from wallonia_map.tables import atlas as atlas_module
from wallonia_map.tables.catalog import GEODATA, read_catalog

NOWHERE = "postgresql://keeper:s3cret@127.0.0.1:1/atlas"


def put(folder, path, old, new):
    content = (folder / path).read_bytes()
    assert old in content
    (folder / path).write_bytes(content.replace(old, new))


def next_edition(folder):
    """A sound change of the small world: one more inhabitant in Aubois."""
    put(folder, "source/population.csv", b"2019,11001,11001,11001,1000", b"2019,11001,11001,11001,1001")
    rebuild(folder)


def test_new_data_are_taken_up_by_their_hash(small_copy):
    watch = AtlasWatcher(small_copy)
    before = watch.look().atlas
    next_edition(small_copy)
    after = watch.look()
    assert (before.population()["11001"], after.atlas.population()["11001"], after.notices) == (1000, 1001, ())


def test_files_that_were_only_touched_change_nothing(small_copy):
    watch = AtlasWatcher(small_copy)
    before = watch.look().atlas
    for path in small_copy.rglob("*.csv"):
        path.touch()
    assert watch.look().atlas is before


def test_a_new_version_of_the_same_files_is_told(small_copy):
    watch = AtlasWatcher(small_copy)
    version = watch.look().atlas.catalog.version
    put(small_copy, "datapackage.json", f'"version": "{version}"'.encode(), b'"version": "2099.1.0"')
    assert watch.look().atlas.catalog.version == "2099.1.0"


def test_nothing_is_read_as_long_as_nothing_changes(small_copy, monkeypatch):
    watch = AtlasWatcher(small_copy)
    before = watch.look().atlas
    for name in ("load_copy", "every_problem"):
        monkeypatch.setattr(watching, name, lambda *_: pytest.fail("read again"))
    assert watch.look().atlas is before


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("source/postal_codes.csv", b"1200,12001", b"1200,1200x"),
        ("source/aliases.csv", b"Vieille-Rive", b"Vieille Rive"),
        ("built/provinces.geojson", b"10000", b"10009"),
        ("datapackage.json", b'"version"', b'"versio'),
    ],
)
def test_broken_data_are_refused_and_the_old_kept_whole(small_copy, caplog, path, old, new):
    watch = AtlasWatcher(small_copy)
    before = watch.look().atlas
    kept = {resource.name: resource.read() for resource in before.catalog.resources.values()}
    put(small_copy, path, old, new)
    shown = watch.look()
    assert shown.atlas is before
    assert [(notice.message, notice.file) for notice in shown.notices] == [("shared.refused", Path(path).name)]
    assert {resource.name: resource.read() for resource in before.catalog.resources.values()} == kept
    assert len(before.shapes("arrondissements")) == 4  # read only now, from what was kept
    watch.look()
    assert len([record for record in caplog.records if record.levelno == logging.WARNING]) == 1
    put(small_copy, path, new, old)
    assert watch.look().notices == ()


def test_a_folder_that_goes_away_and_comes_back(small_copy):
    watch = AtlasWatcher(small_copy)
    before = watch.look().atlas
    away = small_copy.rename(small_copy.with_name("away"))
    assert [notice.message for notice in watch.look().notices] == ["shared.refused"]
    next_edition(away)
    away.rename(small_copy)
    shown = watch.look()
    assert (shown.notices, shown.atlas is before, shown.atlas.population()["11001"]) == ((), False, 1001)


def test_broken_data_at_the_start_are_an_error_until_they_are_mended(small_copy):
    watch = AtlasWatcher(small_copy)
    put(small_copy, "source/postal_codes.csv", b"1200,12001", b"1200,1200x")
    for _ in range(2):
        with pytest.raises(WalloniaMapError, match="1200x"):
            watch.look()
    put(small_copy, "source/postal_codes.csv", b"1200,1200x", b"1200,12001")
    assert watch.look().notices == ()


def test_the_copy_goes_with_its_atlas(small_geodata):
    made = load_copy(small_geodata)
    copy = made.catalog.resources["texts"].folder
    assert copy != small_geodata
    assert copy.is_dir()
    del made
    assert not copy.parent.exists()


def test_without_room_for_a_copy_the_files_themselves_are_read(small_geodata, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(source.tempfile, "mkdtemp", full)
    assert load_copy(small_geodata).catalog.resources["texts"].folder == small_geodata


def test_a_stamp_opens_no_file_and_knows_a_replaced_one(small_copy):
    before = stamp_of(small_copy)
    path = small_copy / "source" / "texts.csv"
    told = path.stat()
    fresh = path.with_name("fresh")
    shutil.copy2(path, fresh)
    fresh.replace(path)
    assert path.stat().st_mtime_ns == told.st_mtime_ns
    assert stamp_of(small_copy) != before


class Database:
    """What a database would give, as the watch sees it."""

    def __init__(self, monkeypatch, geodata, tmp_path):
        self.geodata, self.trouble, self.asked, self._to = geodata, None, [], tmp_path
        monkeypatch.setattr(watching, "fetched", self.fetched)
        monkeypatch.setattr(watching, "_edition", self.edition)

    def fetched(self, address):
        self.edition(address)
        self.asked[-1] = "all"
        return shutil.copytree(self.geodata, self._to / f"fetched{len(self.asked)}" / "geodata")

    def edition(self, _address):
        self.asked.append("hash")
        if self.trouble:
            raise SharedDataError(self.trouble)
        catalog = read_catalog(self.geodata)
        return catalog.version, catalog.fingerprint


def waited(watch):
    """What the watch shows once its question has been answered."""
    for thread in threading.enumerate():
        if thread.name == "atlas-database":
            thread.join()
    return watch.look()


def test_the_database_is_asked_beside_the_visitors_and_rarely(small_copy, tmp_path, monkeypatch):
    now = [0.0]
    database = Database(monkeypatch, small_copy, tmp_path)
    watch = AtlasWatcher(GEODATA, NOWHERE, clock=lambda: now[0])
    before = watch.look()
    assert (len(before.atlas.municipalities()), before.notices) == (6, ())
    watch.look()
    assert database.asked == ["all"]
    next_edition(small_copy)
    now[0] += watching.SECONDS_BETWEEN_QUESTIONS
    watch.look()
    assert waited(watch).atlas.population()["11001"] == 1001
    database.trouble = Reason.UNREACHABLE
    now[0] += watching.SECONDS_BETWEEN_QUESTIONS
    watch.look()
    shown = waited(watch)
    assert [(notice.message, notice.reason) for notice in shown.notices] == [("shared.kept", Reason.UNREACHABLE)]
    assert shown.atlas.population()["11001"] == 1001


def test_an_unreachable_database_is_the_embedded_data_until_it_answers(small_geodata, tmp_path, monkeypatch, caplog):
    now = [0.0]
    database = Database(monkeypatch, small_geodata, tmp_path)
    database.trouble = Reason.UNREACHABLE
    watch = AtlasWatcher(GEODATA, NOWHERE, clock=lambda: now[0])
    shown = watch.look()
    assert len(shown.atlas.municipalities(Vintage.V2019)) == 262
    assert [(notice.message, notice.reason) for notice in shown.notices] == [("shared.embedded", Reason.UNREACHABLE)]
    assert "s3cret" not in caplog.text
    database.trouble = None
    now[0] += watching.SECONDS_BETWEEN_QUESTIONS
    watch.look()
    shown = waited(watch)
    assert (len(shown.atlas.municipalities()), shown.notices) == (6, ())


def test_without_the_variable_the_embedded_files_are_read(monkeypatch):
    monkeypatch.setenv(VARIABLE, " ")
    assert for_this_run() == (GEODATA, None)


def test_without_the_packages_the_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setenv(VARIABLE, NOWHERE)
    monkeypatch.setitem(sys.modules, "wallonia_map.sharing.fetching", None)
    folder, trouble = for_this_run()
    assert folder == GEODATA
    assert "pip install -e '.[postgis]'" in str(trouble)


def test_a_question_is_answered_from_the_embedded_data_and_says_so(monkeypatch, capsys):
    monkeypatch.setenv(VARIABLE, NOWHERE)
    assert main(["coverage", "--programme", "leader-2014-2020", "--format", "csv"]) == 0
    told = capsys.readouterr()
    assert ",261,111," in told.out
    assert told.err == f"{SharedDataError(Reason.UNREACHABLE)}; the embedded data are used instead\n"


@pytest.mark.parametrize("command", ["check", "push"])
def test_what_is_about_the_database_itself_takes_nothing_else_for_it(monkeypatch, capsys, command):
    monkeypatch.setenv(VARIABLE, NOWHERE)
    assert main([command]) == 1
    assert capsys.readouterr().err == f"{SharedDataError(Reason.UNREACHABLE)}\n"


def test_a_push_without_an_address_says_which_variable_is_meant(monkeypatch, capsys):
    monkeypatch.delenv(VARIABLE, raising=False)
    assert main(["push"]) == 1
    assert capsys.readouterr().err.startswith(VARIABLE)


def test_what_writes_never_asks_the_database(monkeypatch):
    monkeypatch.setenv(VARIABLE, NOWHERE)
    monkeypatch.setattr(source, "fetched", lambda _: pytest.fail("asked"))
    seen = []
    monkeypatch.setattr("wallonia_map.rebuild.rebuild", lambda folder, **_: seen.append(folder) or [])
    assert main(["rebuild"]) == 0
    assert seen == [GEODATA]


def test_the_functions_themselves_read_the_folder_they_are_given(monkeypatch):
    monkeypatch.setenv(VARIABLE, NOWHERE)
    assert len(atlas_module.load().municipalities()) == 261
