import json
from pathlib import Path

import pytest

from wallonia_map.errors import DataContractError, MissingDataError, WalloniaMapError
from wallonia_map.tables.atlas import load
from wallonia_map.tables.catalog import read_catalog, sha256
from wallonia_map.tables.loading import every_problem, read_shapes

POSTAL = "source/postal_codes.csv"


def replace(folder: Path, path: str, old: bytes, new: bytes) -> None:
    content = (folder / path).read_bytes()
    assert old in content
    (folder / path).write_bytes(content.replace(old, new))


def describe(folder: Path, change) -> None:
    told = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    change(told)
    (folder / "datapackage.json").write_text(json.dumps(told), encoding="utf-8")


def test_a_good_folder_has_no_problem(small_geodata):
    assert list(every_problem(small_geodata)) == []


@pytest.mark.parametrize("path", [POSTAL, "built/initiatives.csv"])
def test_a_missing_file_is_named_with_the_way_out(small_copy, path):
    (small_copy / path).unlink()
    with pytest.raises(MissingDataError) as caught:
        load(small_copy)
    name = Path(path).name
    assert str(caught.value) == f"{name} is missing from {Path(path).parent}/: restore it, or run 'python -m wallonia_map rebuild'"


def test_a_missing_descriptor_is_named(tmp_path):
    with pytest.raises(MissingDataError, match=r"datapackage\.json is missing from nowhere/"):
        load(tmp_path / "nowhere")


def test_a_file_changed_within_its_rules_is_told_by_its_hash(small_copy):
    replace(small_copy, POSTAL, b"1200", b"1201")
    with pytest.raises(DataContractError, match=r"^postal_codes\.csv: has changed since the last rebuild"):
        load(small_copy)


def test_shapes_with_another_hash_are_not_read(small_copy):
    replace(small_copy, "built/boundaries_2025.geojson", b"12001", b"12009")
    with pytest.raises(DataContractError, match=r"^boundaries_2025\.geojson: has changed"):
        read_shapes(read_catalog(small_copy), "boundaries_2025")


def test_a_broken_cell_is_told_before_the_hash(small_copy):
    replace(small_copy, POSTAL, b"1200,12001", b"1200,1200x")
    with pytest.raises(DataContractError) as caught:
        load(small_copy)
    assert str(caught.value) == "postal_codes.csv, row 3, column 'nis_2019': '1200x' is not a five-digit REFNIS code"


def test_a_blank_line_is_named_by_its_row_in_a_spreadsheet(small_copy):
    replace(small_copy, POSTAL, b"1200,12001", b"\n1200,1200x")
    with pytest.raises(DataContractError, match=r"row 3.* is a blank row: take it out"):
        load(small_copy)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (b"postal_code,nis_2019", b"postal_code,nis", "missing: nis_2019; not expected: nis"),
        (b",", b";", "missing: postal_code, nis_2019; not expected: postal_code;nis_2019"),
    ],
)
def test_a_broken_header_names_the_columns(small_copy, old, new, sentence):
    replace(small_copy, POSTAL, old, new)
    with pytest.raises(DataContractError) as caught:
        load(small_copy)
    assert str(caught.value).startswith("postal_codes.csv, row 1, column 'header'")
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("postal_code,nis_2019\n1100,é\n".encode("latin-1"), r"^postal_codes\.csv, row 2.* is not UTF-8"),
        ("a,b\n".encode("utf-16"), r"^postal_codes\.csv, row 1.* is not UTF-8"),
        (b"", r"^postal_codes\.csv, row 1.* is not the expected header"),
    ],
)
def test_a_file_that_is_no_utf_8_table_is_named(small_copy, content, sentence):
    (small_copy / POSTAL).write_bytes(content)
    with pytest.raises(DataContractError, match=sentence):
        load(small_copy)


@pytest.mark.parametrize("row", [b"1200", b"1200,12001,7"])
def test_a_row_with_too_few_or_too_many_cells_is_told_in_one_line(small_copy, row):
    replace(small_copy, POSTAL, b"1200,12001", row)
    with pytest.raises(DataContractError, match=r"^postal_codes\.csv") as caught:
        load(small_copy)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [b"{", b"[]", b"{}", b'{"resources": [1]}', b'{"resources": [{}]}', b'{"a": "\xe9"}', b""])
def test_a_broken_descriptor_is_one_sentence(small_copy, content):
    (small_copy / "datapackage.json").write_bytes(content)
    with pytest.raises(DataContractError, match=r"^datapackage\.json: is not a readable data package descriptor"):
        load(small_copy)


@pytest.mark.parametrize("key", ["path", "hash", "format", "schema", "atlas:fields"])
def test_a_descriptor_that_lacks_a_key_is_one_sentence(small_copy, key):
    describe(small_copy, lambda told: [resource.pop(key, None) for resource in told["resources"]])
    with pytest.raises(WalloniaMapError):
        list(every_problem(small_copy))


def test_a_table_that_the_descriptor_does_not_name_is_missing(small_copy):
    describe(small_copy, lambda told: told["resources"].pop(0))
    with pytest.raises(MissingDataError, match=r"^programmes is missing"):
        load(small_copy)


def test_every_problem_is_found_at_once(small_copy):
    (small_copy / "source/aliases.csv").unlink()
    replace(small_copy, POSTAL, b"1200,12001", b"12,1200x")
    replace(small_copy, "source/indicators.csv", b",12,", b",13,")
    replace(small_copy, "source/municipalities.csv", b"11000,10000", b"11000,19999")
    replace(small_copy, "source/boundaries_2019.geojson", b"31002", b"31009")
    (small_copy / "source/texts.csv").write_bytes(b"\xff")
    found = [str(problem) for problem in every_problem(small_copy)]
    for expected in (
        "aliases.csv is missing from source/",
        "postal_codes.csv, row 3, column 'postal_code': '12' does not look like",
        "postal_codes.csv, row 3, column 'nis_2019': '1200x' is not a five-digit",
        "indicators.csv: has changed",
        "municipalities.csv: has changed",
        "municipalities.csv, row 2, column 'province_nis': '19999' is not in territories (nis)",
        "boundaries_2019.geojson: has changed",
        "texts.csv, row 1, column '': b'\\xff' is not UTF-8",
    ):
        assert any(line.startswith(expected) for line in found), expected
    assert all("\n" not in line for line in found)


def test_a_byte_order_mark_is_no_part_of_the_header(small_copy):
    content = b"\xef\xbb\xbf" + (small_copy / POSTAL).read_bytes()
    (small_copy / POSTAL).write_bytes(content)

    def rehash(told):
        next(resource for resource in told["resources"] if resource["path"] == POSTAL)["hash"] = sha256(content)

    describe(small_copy, rehash)
    assert load(small_copy).tables["postal_codes"].columns[0] == "postal_code"


def test_the_fingerprint_changes_with_any_file(small_copy):
    before = read_catalog(small_copy).fingerprint
    describe(small_copy, lambda told: told["resources"][5].update(hash="sha256:0"))
    assert read_catalog(small_copy).fingerprint != before
