import csv
import json
from pathlib import Path

import pytest

from wallonia_map.errors import DataContractError, MissingDataError, SeveralProblemsError, WalloniaMapError
from wallonia_map.model import Vintage
from wallonia_map.rebuild import rebuild
from wallonia_map.rebuild.writing import read_rows, split, write_rows, write_text
from wallonia_map.tables.atlas import load
from wallonia_map.tables.loading import every_problem


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def test_running_twice_changes_no_byte(small_copy):
    before = bytes_of(small_copy)
    assert rebuild(small_copy) == ["nothing changed"]
    assert bytes_of(small_copy) == before


def test_what_is_deleted_from_built_comes_back_the_same(small_copy):
    before = bytes_of(small_copy)
    for path in (small_copy / "built").iterdir():
        path.unlink()
    (small_copy / "datapackage.json").unlink()
    report = rebuild(small_copy)
    assert bytes_of(small_copy) == before
    assert all(line.startswith("created ") for line in report)


def test_the_report_counts_rows_before_and_after(small_copy):
    with (small_copy / "source/postal_codes.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("2100,21001\n")
    assert rebuild(small_copy) == ["changed  source/postal_codes.csv: 3 rows, 54 bytes → 4 rows, 65 bytes"]


def test_a_new_row_of_a_keeper_reaches_the_atlas(small_copy):
    path = small_copy / "source/initiatives/projects.csv"
    rows = read_rows(path)
    rows.append(rows[0] | {"initiative_id": "new-one", "lead_municipalities": "Dunois", "partner_municipalities": ""})
    write_rows(path, list(rows[0]), rows)
    rebuild(small_copy)
    assert set(load(small_copy).participations().query("initiative_id == 'new-one'")["nis"]) == {"21002"}


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("Étang-Saint-Éloi,Forville", "Étang-Saint-Éloi,Forvile", "'Forvile' is not the French name of a Walloon municipality"),
        ("Étang-Saint-Éloi,Forville", "Étang-Saint-Éloi,Étang-Saint-Éloi", "'Étang-Saint-Éloi' has two roles in one initiative"),
        (",municipality,", ",commune,", "'commune' is not one of"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_written(small_copy, old, new, sentence):
    edit(small_copy / "source/initiatives/projects.csv", old, new)
    before = bytes_of(small_copy / "built")
    with pytest.raises(DataContractError, match=r"^projects\.csv, row 2, column") as caught:
        rebuild(small_copy)
    assert sentence in str(caught.value)
    assert {name: content for name, content in bytes_of(small_copy / "built").items() if name == "initiatives.csv"} == {
        "initiatives.csv": before["initiatives.csv"]
    }


def test_a_row_with_a_cell_too_many_is_named(small_copy):
    edit(small_copy / "source/postal_codes.csv", "1200,12001", "1200,12001,7")
    with pytest.raises(DataContractError, match=r"^postal_codes\.csv, row 3, column 'postal_code': 3 cells instead of the header's 2"):
        rebuild(small_copy)


@pytest.mark.parametrize("name", ["catalog.toml", "territories.csv", "boundaries_2019.geojson", "initiatives/projects.csv"])
def test_a_missing_source_is_named(small_copy, name):
    (small_copy / "source" / name).unlink()
    with pytest.raises((MissingDataError, WalloniaMapError), match=Path(name).name):
        rebuild(small_copy)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
def test_a_table_that_a_spreadsheet_saved_its_own_way_is_read_and_written_as_before(small_copy, encoding):
    path, before = small_copy / "source/municipalities.csv", bytes_of(small_copy)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    saved = "\r\n".join(";".join(cell.replace(".", ",") if place == 10 else cell for place, cell in enumerate(row)) for row in rows)
    path.write_bytes((saved + "\r\n").encode(encoding))
    said = []
    rebuild(small_copy, say=said.append)
    assert any(f"municipalities.csv was saved with semicolons, {encoding}" in line for line in said)
    assert bytes_of(small_copy) == before


def test_every_problem_is_named_at_once(small_copy):
    edit(small_copy / "source/postal_codes.csv", "1100,11001\n", "\n1100,1100x\n")
    edit(small_copy / "source/initiatives/projects.csv", ",no-result,", ",resultless,")
    with pytest.raises(SeveralProblemsError) as caught:
        rebuild(small_copy)
    told = str(caught.value).splitlines()
    assert told[0] == "postal_codes.csv, row 2, column 'postal_code': '' is a blank row: take it out"
    assert "postal_codes.csv, row 3, column 'nis_2019': '1100x' is not a five-digit REFNIS code" in told
    assert any("'resultless' is not one of" in line for line in told)
    assert told[-1] == f"{len(told) - 1} problems"


def test_a_municipality_that_is_nearly_spelt_right_is_asked_about(small_copy):
    edit(small_copy / "source/initiatives/leader-2014-2020.csv", "Aubois;Bellerive", "Auboix;Belerive")
    with pytest.raises(SeveralProblemsError) as caught:
        rebuild(small_copy)
    first, second, _ = str(caught.value).splitlines()
    assert first.endswith("'Auboix' is not the French name of a Walloon municipality; did you mean: Aubois?")
    assert second.endswith("did you mean: Bellerive?")


def test_a_value_that_points_nowhere_is_named_by_the_rebuild_itself(small_copy):
    edit(small_copy / "source/municipalities.csv", "11000,10000", "11000,19999")
    with pytest.raises(DataContractError, match="19999"):
        rebuild(small_copy)


def test_a_broken_descriptor_is_mended_by_the_rebuild_that_its_error_asks_for(small_copy):
    (small_copy / "datapackage.json").write_bytes(b"{")
    rebuild(small_copy)
    assert list(every_problem(small_copy)) == []


def test_a_municipality_without_a_boundary_is_a_problem(small_copy):
    path = small_copy / "source/boundaries_2019.geojson"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if '"id":"21002"' not in line), encoding="utf-8", newline="")
    try:
        rebuild(small_copy)
        told = [str(problem) for problem in every_problem(small_copy)]
    except WalloniaMapError as error:
        told = [str(error)]
    assert any("21002" in line for line in told)


def test_the_descriptor_tells_count_hash_licence_and_keys_of_every_file(small_geodata):
    told = json.loads((small_geodata / "datapackage.json").read_text(encoding="utf-8"))
    described = {resource["path"] for resource in told["resources"]}
    present = {path.relative_to(small_geodata).as_posix() for path in small_geodata.rglob("*") if path.suffix in (".csv", ".geojson")}
    assert described == present
    for resource in told["resources"]:
        assert resource["hash"].startswith("sha256:")
        assert resource["bytes"] == (small_geodata / resource["path"]).stat().st_size
        assert resource["licenses"]
        assert resource["sources"]
        assert resource.get("rows", resource.get("features")) > 0


def test_a_merged_municipality_has_the_name_that_the_change_gives_and_the_area_of_its_parts(small):
    rows = small.municipalities(Vintage.V2025)
    assert rows.at["31003", "name_fr"] == "Forville"
    assert rows.at["31003", "area_km2"] == 5
    assert len(rows) == 5


def test_rows_are_written_with_lf_and_none_as_an_empty_cell(tmp_path):
    write_rows(tmp_path / "new" / "t.csv", ("a", "b"), [{"a": 1, "b": None}, {"a": 'x,"y'}])
    assert (tmp_path / "new" / "t.csv").read_bytes() == b'a,b\n1,\n"x,""y",\n'


def test_a_cell_of_several_values_splits():
    assert split(" a ;; b") == ["a", "b"]


def test_a_file_is_replaced_in_one_step(tmp_path):
    write_text(tmp_path / "t.txt", "é")
    write_text(tmp_path / "t.txt", "è")
    assert [path.name for path in tmp_path.iterdir()] == ["t.txt"]
