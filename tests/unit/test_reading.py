import importlib.util
import io
import json
import os
import subprocess
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wallonia_map.i18n import Language
from wallonia_map.uploads.columns import ColumnType
from wallonia_map.uploads.file_form import FileFormat
from wallonia_map.uploads.limits import MAX_BYTES, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, UnusableFile, shown_name
from wallonia_map.uploads.number_text import number
from wallonia_map.uploads.reading import read_table

ROOT = Path(__file__).resolve().parents[2]
AWKWARD = ROOT / "tests" / "data" / "awkward"
MANIFEST = json.loads((AWKWARD / "manifest.json").read_text(encoding="utf-8"))
ENDINGS = ("csv", "txt", "xlsx", "ods", "geojson", "json", "topojson", "gpkg", "zip", "kml", "kmz", "parquet", "xls", "")


def reason_of(content: bytes, name: str = "a.csv", **options) -> str:
    with pytest.raises(UnusableFile) as caught:
        read_table(content, name, **options)
    return caught.value.reason


def maker():
    spec = importlib.util.spec_from_file_location("make_files", AWKWARD / "make_files.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_collection_is_what_its_script_makes():
    made = maker().cases()
    assert len(made) >= 40
    assert {name: expected for name, (_, expected) in made.items()} == MANIFEST
    assert {path.name for path in AWKWARD.iterdir() if path.is_file() and path.suffix not in (".py", "")} == {*made, "manifest.json"}
    for name, (content, _) in made.items():
        if name.endswith((".csv", ".txt", ".geojson", ".json")) and not content.startswith(
            b"PK"
        ):  # zlib and SQLite write their own version
            assert (AWKWARD / name).read_bytes() == content, name


@pytest.mark.parametrize("name", [name for name, told in MANIFEST.items() if "unusable" in told])
def test_an_unusable_file_gets_one_sentence_in_every_language(name):
    options = {key: value for key, value in MANIFEST[name].get("options", {}).items() if key == "sheet"}
    with pytest.raises(UnusableFile) as caught:
        read_table((AWKWARD / name).read_bytes(), name, **options)
    assert caught.value.reason == MANIFEST[name]["unusable"]
    sentences = {caught.value.sentence(language) for language in Language}
    assert len(sentences) == len(Language)
    assert all(sentence.endswith(".") and "\n" not in sentence and "{" not in sentence for sentence in sentences)


def test_what_was_recognised_is_told():
    told = read_table(
        "Commune;Part (%);Code INS\nLiège;12,5 %;62063\nNamur;n.d.;92094\nMons;x;53053\n".encode("cp1252"), "a.csv"
    ).recognised
    assert (told.form, told.encoding, told.delimiter, told.decimal, told.header_row) == (FileFormat.CSV, "cp1252", ";", ",", 1)
    assert [(column.type, column.filled, column.unread) for column in told.columns] == [
        (ColumnType.TEXT, 3, 0), (ColumnType.NUMBER, 2, 1), (ColumnType.CODE, 3, 0),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "cp850", "utf-16-le", "utf-16-be"])
def test_an_encoding_is_recognised_where_there_are_letters_enough(encoding):
    names = ["Liège", "Éghezée", "Étalle", "Bütgenbach", "Sainte-Ode", "Thimister", "Hélécine", "Braîne", "Pâturages"]
    text = "Commune;Détail\n" + "".join(f"{name};Son dépôt a été fermé en {row}\n" for row, name in enumerate(names))
    assert read_table(text.encode(encoding), "a.csv").recognised.encoding == encoding
    assert list(read_table(text.encode(encoding), "a.csv").cells["Commune"]) == names


@pytest.mark.parametrize("name", ["Liège", "Éghezée", "Estaimpuis (Évregnies)", "Bütgenbach", "Plombières", "Honnelles – Onnezies"])
def test_a_short_file_that_is_not_utf_8_is_windows_1252(name):
    assert read_table(f"c;n\n{name};1\n".encode("cp1252"), "a.csv").recognised.encoding == "cp1252"


def test_what_was_recognised_can_be_corrected():
    content = "a|x;b\nLiège|1;1.234\n".encode()
    assert list(read_table(content, "a.csv", delimiter="|").cells) == ["a", "x;b"]
    table = read_table(b"a;b\nx;1.234\n", "a.csv", decimal=".")
    assert table.numbers("b").tolist() == [1.234]
    assert read_table(b"a;b\nx;1.234\n", "a.csv").numbers("b").tolist() == [1234]
    assert read_table(b"a;b\nx;1\n", "a.csv", types={"b": ColumnType.TEXT}).column("b").type is ColumnType.TEXT
    table = read_table(b"t;t\nu;v\nx;1\n", "a.csv", header_row=2)
    assert (list(table.cells), table.rows.tolist()) == (["u", "v"], [3])
    assert reason_of(b"a;b\nx;1\n", decimal="x") == "decimal"
    assert reason_of(b"a;b\nx;1\n", delimiter="ab") == "delimiter"
    assert reason_of(b"a;b\nx;1\n", header_row=9) == "no_such_row"
    assert reason_of(b"a;b\nx;1\n", encoding="rot13") == "encoding"
    assert reason_of("a;é\nx;1\n".encode("cp1252"), encoding="utf-8") == "encoding"


def test_sheets_can_be_chosen():
    table = read_table((AWKWARD / "second-sheet.xlsx").read_bytes(), "second-sheet.xlsx")
    assert (table.recognised.sheet, table.recognised.sheets) == ("Données", ("Lisez-moi", "Données"))


def test_rows_have_the_numbers_of_the_file():
    assert read_table((AWKWARD / "blank-rows.csv").read_bytes(), "a.csv").rows.tolist() == [3, 6]
    assert read_table((AWKWARD / "starts-low.xlsx").read_bytes(), "a.xlsx").rows.tolist() == [6, 7]
    assert read_table((AWKWARD / "line-break-in-cell.csv").read_bytes(), "a.csv").rows.tolist() == [2, 3]


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1.234", ".", 1.234), ("1.234", ",", 1234), ("0.123", ",", 0.123), ("1,5", ".", 1.5), ("1,234", ".", 1234), ("1.234,5", ".", 1234.5),
        ("1\u202f234,5", ",", 1234.5), ("1'234'567.8", ".", 1234567.8), ("1 2", ",", None), ("12 345 €", ",", 12345), ("45 %", ",", 45),
        ("(12)", ",", -12), ("\u22125", ",", -5), ("1e3", ".", 1000), ("1e99999", ".", None), ("nan", ".", None), ("inf", ".", None),
        ("12 (est.)", ",", None), ("", ",", None), ("€", ",", None), ("٣", ".", None), ("1_000", ".", None), ("9" * 400, ".", None),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(text, decimal, value):
    assert number(text, decimal) == value


def test_headers_are_one_line_and_long_cells_keep_nothing_busy():
    table = read_table(('a;"Nombre\nd\'habitants"\nx;1\ny;"2' + " " * 100_000 + 'z"\n').encode(), "a.csv")
    assert list(table.cells) == ["a", "Nombre d'habitants"]
    assert table.column("Nombre d'habitants").unread == 1


def test_limits():
    assert reason_of(b"x" * (MAX_BYTES + 1)) == "too_large"
    assert reason_of(b"a;b\n" + b"1;2\n" * (MAX_ROWS + 1)) == "too_many_rows"
    assert (
        reason_of((";".join(f"c{i}" for i in range(MAX_COLUMNS + 1)) + "\n" + ";".join("x" * (MAX_COLUMNS + 1))).encode())
        == "too_many_columns"
    )
    assert reason_of(b"a;b\n" + b";" * 100_000) == "too_many_columns"
    assert reason_of(b'{"type":"FeatureCollection","features":' + b"[" * 3_000_000, "a.geojson") == "too_many_cells"
    assert reason_of(b'{"type":"FeatureCollection","features":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "a.geojson") == "unreadable"
    wide = "\n".join(";".join(["1"] * 400) for _ in range(MAX_CELLS // 400 + 2))
    assert reason_of(f"{';'.join(f'c{i}' for i in range(400))}\n{wide}".encode()) == "too_many_cells"


@pytest.mark.slow
def test_a_million_cells_are_joined_in_bounded_memory(tmp_path):
    """In a process of its own, whose memory the system bounds: the reader in Rust is counted too."""
    pytest.importorskip("resource")
    made = maker()
    rows = [[f"c{i}" for i in range(20)], *([62063, *range(row, row + 19)] for row in range(50_000))]
    (tmp_path / "million.xlsx").write_bytes(made.packed(made.xlsx({"A": made.sheet_xml(rows)})))
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))\n"
        "import argparse; from wallonia_map.cli.join import add_join_command\n"
        "made = argparse.ArgumentParser(); commands = made.add_subparsers()\n"
        "add_join_command(commands)\n"
        "options = made.parse_args(sys.argv[1:]); sys.exit(options.run(options))"
    )
    arguments = ["join", str(tmp_path / "million.xlsx"), "--out", str(tmp_path / "out.csv"), "--geodata", str(ROOT / "geodata")]
    bounded = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    run = subprocess.run([sys.executable, "-c", script, *arguments], cwd=ROOT, env=bounded, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (3, "50000 rows: 49999 duplicate, 1 matched\n")


@pytest.mark.parametrize("name", ["far-corners.xlsx", "repeated.ods", "bomb.xlsx", "entities.xlsx"])
def test_a_hostile_workbook_is_refused_before_it_takes_memory(name):
    content = (AWKWARD / name).read_bytes()
    tracemalloc.start()
    try:
        reason_of(content, name)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000


def test_a_part_that_unpacks_to_more_than_it_says_is_no_way_around_the_guard():
    content = bytearray((AWKWARD / "plain.xlsx").read_bytes())
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        size = package.getinfo("xl/worksheets/sheet1.xml").file_size
    for place in [i for i in range(len(content) - 4) if content[i : i + 4] == size.to_bytes(4, "little")]:
        content[place : place + 4] = (40).to_bytes(4, "little")
    assert reason_of(bytes(content), "a.xlsx") == "unreadable"


def test_a_name_is_text_and_never_a_path():
    assert shown_name("../../etc/pass\u202ewd.csv") == "passwd.csv"
    assert shown_name("C:\\temp\\a.csv") == "a.csv"
    assert read_table(b"a;b\nx;1\n", "../../a.csv").name == "a.csv"


@given(content=st.binary(max_size=400), ending=st.sampled_from(ENDINGS))
@example(b"PK\x03\x04", "xlsx")
@example(b"SQLite format 3\x00" + bytes(100), "gpkg")
@example(b'{"type": "FeatureCollection", "features": [{"geometry": 1}, {"geometry": {"type": "Point"}}]}', "geojson")
@example(b'{"type": "FeatureCollection", "features": [], "crs": {"properties": {"name": "EPSG:x"}}}', "geojson")
@example(b'{"type": "FeatureCollection", "features": [{"geometry": {"type": "Point", "coordinates": [1e308, 1e309]}}]}', "geojson")
@example(b"<?xml version='1.0' encoding='UTF-X'?><kml/>", "kml")
@example(b'{"type": "Topology", "objects": {"a": {"type": "Polygon", "arcs": [[{}]]}}, "arcs": [[[0, 0], [{}]]]}', "json")
@example(b'{"class": "dataset", "id": ["a"], "size": [1], "dimension": {"a": {"category": {"index": {"x": []}}}}, "value": [[]]}', "json")
@settings(max_examples=300)
def test_random_bytes_are_read_or_refused(content, ending):
    _read_or_refuse(content, f"a.{ending}")


@given(text=st.text(alphabet=st.sampled_from("ab1,;.\t\"'\n\r é€%-\u202f=x"), max_size=200), delimiter=st.sampled_from([None, ";", ","]))
@settings(max_examples=300)
def test_random_tables_are_read_or_refused(text, delimiter):
    _read_or_refuse(text.encode(), "a.csv", delimiter=delimiter)


@given(data=st.data())
@settings(max_examples=400)
def test_mutated_files_are_read_or_refused(data):
    small = sorted(path.name for path in AWKWARD.iterdir() if path.name in MANIFEST and path.stat().st_size < 50_000)
    name = data.draw(st.sampled_from(small))
    content = bytearray((AWKWARD / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        if content:
            place = data.draw(st.integers(0, len(content) - 1))
            content[place : place + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    _read_or_refuse(bytes(content), name)


def _read_or_refuse(content: bytes, name: str, **options) -> None:
    try:
        table = read_table(content, name, **options)
    except UnusableFile as error:
        assert all(error.sentence(language) for language in Language)
        return
    assert len(table.rows) == len(table.cells) > 0
    for column in table.recognised.columns:
        assert table.numbers(column.name).notna().sum() <= column.filled
