import io
import shutil
import subprocess
import sys
import types
import zipfile
from pathlib import Path

import pytest

from tests.unit.test_keeping_template import PLAIN, csv_of
from tests.unit.test_rebuild import bytes_of
from wallonia_map import rebuild as rebuild_module
from wallonia_map.curation import RefusedError, add, check_rows, pack, preview, wanted
from wallonia_map.errors import DataContractError, UnknownValueError
from wallonia_map.i18n import Language
from wallonia_map.model import Programme, RoleRule, Vintage
from wallonia_map.questions.reconciliation import known_of_published
from wallonia_map.tables.atlas import load
from wallonia_map.tables.loading import every_problem

HERE = "smart-region-2019"
STRICT, EXTENDED = RoleRule.STRICT, RoleRule.EXTENDED


@pytest.fixture
def table(tmp_path) -> Path:
    """A filled table with one new project of Dunois."""
    path = tmp_path / "filled.csv"
    path.write_bytes(csv_of(PLAIN))
    return path


def proposal_of(atlas, *rows, programme=HERE):
    return check_rows(csv_of(*rows), "t.csv", programme, atlas)


def test_the_preview_is_what_one_counts_by_hand(small):
    told = preview(small, proposal_of(small, PLAIN))
    rows = told.coverage.set_index(["selection", "rule"])
    # Strict: Aubois and Bellerive (3,000 of 12,000 inhabitants, 3 of 13 km²) and then Dunois (4,000, 1 km²).
    strict = rows.loc[("programme", "strict")]
    assert tuple(strict) == (2, 3, 2 / 6, 3 / 6, 3000, 7000, 3, 4)
    # Extended: Clairval and Forville too, by the agency's perimeter.
    assert tuple(rows.loc[("programme", "extended")]) == (4, 5, 4 / 6, 5 / 6, 7500, 11500, 10, 11)
    # Everything: Aubois, Bellerive, Étang and Forville are covered already.
    assert tuple(rows.loc[("all", "strict")][["municipalities_before", "municipalities_after"]]) == (4, 5)
    assert told.gained["programme", STRICT] == told.gained["all", EXTENDED] == ("21002",)
    assert not any(told.lost.values())
    assert told.known == (2, 3, 5)
    assert told.totals.set_index("measure").loc["projects_selected", ["published", "before", "after"]].tolist() == [5, 2, 3]


@pytest.fixture
def rebuilt(monkeypatch) -> list[Path]:
    """The folders that are rebuilt."""
    folders: list[Path] = []

    def noted(folder: Path) -> None:
        folders.append(folder)
        rebuild.rebuild(folder)

    rebuild = types.SimpleNamespace(rebuild=rebuild_module.rebuild)
    monkeypatch.setattr(rebuild_module, "rebuild", noted)
    return folders


def test_a_proposal_that_was_previewed_is_packed_and_one_is_added_with_a_single_rebuild(small, small_copy, table, rebuilt):
    proposal = proposal_of(small, PLAIN)
    seen = preview(small, proposal)
    packed = pack(proposal, small, previewed=seen)
    assert len(rebuilt) == 1
    alone = pack(proposal, small)
    here, there = (zipfile.ZipFile(io.BytesIO(content)) for content in (packed, alone))
    files = [name for name in there.namelist() if name != "README.txt"]
    assert {name: here.read(name) for name in files} == {name: there.read(name) for name in files}
    rebuilt.clear()
    add(small_copy, table, HERE, confirmed=True)
    assert len(rebuilt) == 1


def test_the_preview_is_an_atlas_that_can_be_drawn_after_its_folder_is_gone(small):
    after = preview(small, proposal_of(small, PLAIN)).after
    assert len(after.joined(Vintage.V2019)) == 6
    assert len(after.joined(Vintage.V2025)) == 5
    assert not after.catalog.resources["initiatives"].path.exists()


def test_a_change_that_takes_a_municipality_away_is_told(small):
    gone = {"initiative_id": "sr-water", "title": "Water sensors", "lead_municipalities": "Aubois", "stage": "running"}
    told = preview(small, proposal_of(small, PLAIN | gone))
    assert told.lost["programme", STRICT] == ("12001",)
    assert told.known == (2, 2, 5)


def test_the_preview_says_it_in_words(small):
    told = preview(small, proposal_of(small, PLAIN))
    for language in Language:
        said = told.sentences(language)
        assert any("Dunois" in line for line in said), language
        assert any("33" in line and "50" in line for line in said), language


def test_refused_rows_and_rows_that_exist_change_nothing_in_the_preview(small):
    told = preview(small, proposal_of(small, PLAIN | {"confidence": "sure"}))
    assert (told.coverage["municipalities_before"] == told.coverage["municipalities_after"]).all()
    assert told.after is small


def test_in_2025_the_merged_municipality_is_counted_once(small):
    told = preview(small, proposal_of(small, PLAIN | {"lead_municipalities": "Étang-Saint-Éloi"}), vintage=Vintage.V2025)
    assert told.gained["programme", STRICT] == ("31003",)


def test_the_small_world_wants_what_it_lacks(small):
    found = [(item.kind, item.programme, item.missing, item.phases, item.initiatives) for item in wanted(small)]
    assert found == [
        ("projects", HERE, 3, (), ()),
        ("projects", "territoire-intelligent-2024", 2, (("1", 2),), ()),
        ("groups", "leader-2014-2020", 1, (), ()),
        ("outcomes", "territoire-intelligent-2024", 1, (), ("ti-portal",)),
    ]


def test_what_is_wanted_most_are_the_projects_nobody_knows_and_the_members_of_one_group(atlas):
    def missing(call: Programme) -> int:
        known, published = known_of_published(atlas, call)
        return published - known

    first = wanted(atlas)[:3]
    assert [(item.kind, item.programme, item.missing) for item in first] == [
        ("projects", HERE, missing(Programme.SMART_REGION_2019)),
        ("projects", "territoire-intelligent-2024", missing(Programme.TERRITOIRE_INTELLIGENT_2024)),
        ("members", "leader-2023-2027", 1),
    ]
    assert first[2].initiatives == ("lag2023-plaines-de-l-escaut",)
    for language in Language:
        assert all(item.sentence(language) for item in wanted(atlas))


def test_adding_writes_the_table_and_all_that_follows(small_copy, table):
    report = add(small_copy, table, HERE)
    assert list(every_problem(small_copy)) == []
    assert set(load(small_copy).participations().query("initiative_id == 'sr2019-voies-vertes'")["nis"]) == {"21002"}
    assert "changed  source/initiatives/smart-region-2019.csv" in report
    assert [line for line in report if line.startswith("changed ")][-1] == "changed  datapackage.json"
    assert sorted(item.name for item in small_copy.parent.iterdir()) == ["filled.csv", "geodata"]


def test_adding_twice_is_adding_once(small_copy, table):
    add(small_copy, table, HERE)
    before = bytes_of(small_copy)
    assert "Nothing to do" in add(small_copy, table, HERE)[-1]
    assert bytes_of(small_copy) == before


def test_the_untouched_rows_keep_their_bytes(small_copy, table):
    path = small_copy / f"source/initiatives/{HERE}.csv"
    before = path.read_bytes().splitlines()
    add(small_copy, table, HERE)
    after = path.read_bytes().splitlines()
    assert len(after) == len(before) + 1
    assert [line for line in after if line in before] == before


def test_a_dry_run_tells_the_same_and_writes_nothing(small_copy, table):
    before = bytes_of(small_copy.parent)
    report = add(small_copy, table, HERE, dry_run=True)
    assert bytes_of(small_copy.parent) == before
    assert any(line.startswith("would change  ") for line in report)
    assert any("newly covered" in line.lower() for line in report)


def test_what_breaks_a_rule_is_refused_with_every_reason(small_copy, table):
    table.write_bytes(csv_of(PLAIN | {"confidence": "sure", "lead_municipalities": "Nulle-Part"}, PLAIN | {"initiative_id": "../../x"}))
    before = bytes_of(small_copy)
    with pytest.raises(RefusedError) as caught:
        add(small_copy, table, HERE)
    assert len(caught.value.reasons) == 3
    assert all(reason.startswith("filled.csv: Row ") for reason in caught.value.reasons)
    assert bytes_of(small_copy) == before


@pytest.mark.parametrize("fails_at", range(1, 7))
@pytest.mark.parametrize("for_good", [False, True])
def test_whatever_fails_in_the_middle_everything_is_as_it_was(small_copy, table, monkeypatch, fails_at, for_good):
    before = bytes_of(small_copy)
    moves = 0
    true_replace = Path.replace

    def replace(self, target):
        nonlocal moves
        inside = Path(target).is_relative_to(small_copy)
        moves += inside
        if inside and (moves == fails_at or (for_good and moves > fails_at)):
            raise OSError(28, "No space left on device")
        return true_replace(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(RefusedError, match="No space left"):
        add(small_copy, table, HERE)
    assert bytes_of(small_copy) == before
    assert sorted(item.name for item in small_copy.parent.iterdir()) == ["filled.csv", "geodata"]
    if fails_at == 6:  # the last move: all the others leave the same bytes behind
        monkeypatch.undo()
        add(small_copy, table, HERE)
        assert list(every_problem(small_copy)) == []


def test_an_interrupt_puts_everything_back_too(small_copy, table, monkeypatch):
    before = bytes_of(small_copy)
    true_replace = Path.replace

    def replace(self, target):
        if Path(target) == small_copy / "datapackage.json":
            monkeypatch.undo()
            raise KeyboardInterrupt
        return true_replace(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        add(small_copy, table, HERE)
    assert bytes_of(small_copy) == before


def test_a_folder_that_changes_meanwhile_is_left_alone(small_copy, table, monkeypatch):
    preview_module = sys.modules[preview.__module__]  # the package has a function of that name
    true = preview_module.changes

    def meanwhile(before, after):
        found = true(before, after)
        with (small_copy / "source/initiatives" / f"{HERE}.csv").open("a", encoding="utf-8") as file:
            file.write("\n")
        return found

    monkeypatch.setattr(preview_module, "changes", meanwhile)
    descriptor = (small_copy / "datapackage.json").read_bytes()
    with pytest.raises(RefusedError, match="changed on disk"):
        add(small_copy, table, HERE)
    assert (small_copy / "datapackage.json").read_bytes() == descriptor


def test_a_folder_that_is_not_sound_is_not_added_to(small_copy, table):
    (small_copy / "source/aliases.csv").write_text("no\n", encoding="utf-8")
    with pytest.raises(DataContractError):
        add(small_copy, table, HERE)


def test_a_file_that_is_not_there_and_a_programme_that_does_not_exist(small_copy, tmp_path):
    with pytest.raises(UnknownValueError):
        add(small_copy, tmp_path / "none.csv", "../../etc")
    with pytest.raises(RefusedError, match=r"none\.csv"):
        add(small_copy, tmp_path / "none.csv", HERE)


def unpack(content: bytes, folder: Path) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
        return archive.namelist()


def test_a_pack_unpacked_over_the_repository_is_what_adding_does(small, small_copy, table):
    content = pack(proposal_of(small, PLAIN), small)
    names = unpack(content, small_copy.parent)
    assert {"change.diff", "README.txt", f"geodata/source/initiatives/{HERE}.csv", "geodata/datapackage.json"} <= set(names)
    assert not [name for name in names if name.startswith(("/", "..")) or "\\" in name]
    unpacked = bytes_of(small_copy)
    assert list(every_problem(small_copy)) == []
    other = Path(shutil.copytree(small.catalog.resources["initiatives"].folder, small_copy.parent / "other" / "geodata"))
    add(other, table, HERE)
    assert bytes_of(other) == unpacked


def test_the_diff_of_a_pack_applies_cleanly(small, small_copy):
    content = pack(proposal_of(small, PLAIN), small)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        (small_copy.parent / "change.diff").write_bytes(archive.read("change.diff"))
    apply(small_copy.parent)
    assert list(every_problem(small_copy)) == []
    assert "sr2019-voies-vertes" in load(small_copy).initiatives.index


def apply(folder: Path) -> None:
    run = subprocess.run(
        ["git", "apply", "--whitespace=nowarn", "change.diff"],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "GIT_CEILING_DIRECTORIES": str(folder.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")


def test_the_same_pack_has_the_same_bytes_and_may_tell_the_preview(small):
    proposal = proposal_of(small, PLAIN)
    assert pack(proposal, small) == pack(proposal, small)
    with zipfile.ZipFile(io.BytesIO(pack(proposal, small, language="nl", previewed=preview(small, proposal)))) as archive:
        assert "Dunois" in archive.read("README.txt").decode("utf-8")


def test_what_is_wrong_or_changes_nothing_is_not_packed(small):
    with pytest.raises(RefusedError, match="confidence"):
        pack(proposal_of(small, PLAIN | {"confidence": "sure"}), small, language="en")
    with pytest.raises(RefusedError, match="Rien à faire"):
        pack(check_rows(keeper_bytes(small), "t.csv", HERE, small), small)


def keeper_bytes(atlas) -> bytes:
    return atlas.catalog.resources[f"keeper-{HERE}"].path.read_bytes()


def test_the_real_data_take_a_project_of_2019_and_the_members_of_a_group(real_copy, tmp_path):
    """24 becomes 25 of 43; the pack's diff and the addition on disk give the same sound folder."""
    path = tmp_path / "filled.csv"
    path.write_bytes(csv_of(PLAIN | {"lead_municipalities": "Tinlot", "title": "Un projet inconnu", "start_year": "2019"}))
    atlas = load(real_copy)
    proposal = check_rows(path.read_bytes(), path.name, HERE, atlas)
    told = preview(atlas, proposal)
    assert told.known == (24, 25, 43)
    assert told.gained["programme", STRICT] == ("61081",)
    other = Path(shutil.copytree(real_copy, tmp_path / "other" / "geodata"))
    with zipfile.ZipFile(io.BytesIO(pack(proposal, atlas, previewed=told))) as archive:
        (tmp_path / "other" / "change.diff").write_bytes(archive.read("change.diff"))
    apply(tmp_path / "other")
    assert list(every_problem(other)) == []
    add(real_copy, path, HERE)
    assert bytes_of(real_copy) == bytes_of(other)
