"""The forms that planners have, each with its values; and what hostile ones of each kind end in."""

import io
import json
import struct
import time
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallonia_map.i18n import Language
from wallonia_map.model import Vintage
from wallonia_map.uploads.cage import ReaderLimits, read_caged
from wallonia_map.uploads.coordinate_systems import name_of, of_wkt, system
from wallonia_map.uploads.file_form import FileFormat, format_of
from wallonia_map.uploads.joining import join
from wallonia_map.uploads.limits import UnusableFile
from wallonia_map.uploads.matching import match
from wallonia_map.uploads.mojibake import meant
from wallonia_map.uploads.reading import read_table
from wallonia_map.uploads.shortcomings import shortcomings
from wallonia_map.uploads.variable_kinds import VariableKind, guess_variables

AWKWARD = Path(__file__).resolve().parents[1] / "data" / "awkward"
SMALL = ReaderLimits(memory_mb=1_500, cpu_seconds=5, wall_seconds=15)


def of(name: str, **options):
    return read_table((AWKWARD / name).read_bytes(), name, **options)


def reason_of(content: bytes, name: str, **options) -> str:
    with pytest.raises(UnusableFile) as caught:
        read_table(content, name, **options)
    return caught.value.reason


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("_", "."), content)
    return out.getvalue()


def as_json(told: object) -> bytes:
    return json.dumps(told).encode()


@pytest.mark.parametrize(
    ("name", "form", "crs"),
    [
        ("shapefile.zip", FileFormat.SHAPEFILE, "EPSG:31370"), ("placemarks.kml", FileFormat.KML, "EPSG:4326"), ("placemarks.kmz", FileFormat.KML, "EPSG:4326"),
        ("quantized.topojson", FileFormat.TOPOJSON, "EPSG:4326"), ("points.parquet", FileFormat.PARQUET, "OGC:CRS84"),
        ("points-lambert.parquet", FileFormat.PARQUET, "EPSG:31370"), ("typed.parquet", FileFormat.PARQUET, None), ("records.json", FileFormat.JSON, None),
        ("records.jsonl", FileFormat.JSON, None), ("cube.json", FileFormat.JSON_STAT, None), ("points.geojson", FileFormat.GEOJSON, "EPSG:4326"),
        ("crs-uri.geojson", FileFormat.GEOJSON, "EPSG:31370"), ("points.gpkg", FileFormat.GPKG, "EPSG:31370"),
    ],
)  # fmt: skip
def test_a_form_and_its_system_are_told_and_survive_the_cage(name, form, crs):
    here = of(name)
    assert (here.recognised.form, here.recognised.crs) == (form, crs)
    there = read_caged((AWKWARD / name).read_bytes(), name)
    assert there.recognised == here.recognised
    assert there.cells.equals(here.cells)


@pytest.mark.parametrize(
    ("name", "encoding"), [("shapefile.zip", "utf-8"), ("shapefile-in-folder.zip", "utf-8"), ("shapefile-windows.zip", "cp1252")]
)
def test_the_letters_of_a_shapefile_are_read_by_its_code_page(name, encoding):
    table = of(name)
    assert table.cells["NOM"].tolist() == ["Liège", "Éghezée"]
    assert table.recognised.encoding == encoding
    assert table.shapes.to_wkt().tolist() == ["POINT (235000 147000)", "POINT (185000 128000)"]


def test_a_shapefile_is_chosen_by_its_name_and_no_name_leaves_the_folder():
    assert of("shapefile-two-layers.zip").recognised.sheets == ("a", "b")
    assert of("shapefile-two-layers.zip", sheet="b").numbers("N").tolist() == [4, 8]
    assert of("shapefile-in-folder.zip").recognised.sheet == "../Données/Communes"
    assert reason_of((AWKWARD / "shapefile-two-layers.zip").read_bytes(), "a.zip", sheet="z") == "no_sheet"


def test_a_system_that_is_missing_or_wrong_can_be_declared():
    assert of("shapefile-no-prj.zip", crs="31370").recognised.crs == "EPSG:31370"
    assert of("metres-without-crs.geojson", crs="Lambert 2008").recognised.crs == "EPSG:3812"
    assert of("points.geojson", crs="EPSG:3857").recognised.crs == "EPSG:3857"
    assert of("points-no-crs.parquet", crs="http://www.opengis.net/def/crs/EPSG/0/31370").recognised.crs == "EPSG:31370"
    assert reason_of((AWKWARD / "points.geojson").read_bytes(), "a.geojson", crs="/etc/passwd") == "no_crs"
    assert read_table(b"wkt;n\nPOINT (235000 147000);1\n", "a.csv", crs="31370").shapes.crs == "EPSG:31370"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31370", "EPSG:31370"), ("epsg:31370", "EPSG:31370"), ("urn:ogc:def:crs:EPSG::31370", "EPSG:31370"), ("urn:ogc:def:crs:EPSG:6.9:31370", "EPSG:31370"),
        ("http://www.opengis.net/def/crs/EPSG/0/31370", "EPSG:31370"), ("http://www.opengis.net/gml/srs/epsg.xml#31370", "EPSG:31370"),
        ("https://epsg.io/31370.wkt", "EPSG:31370"), ("http://spatialreference.org/ref/epsg/31370/proj4/", "EPSG:31370"),
        ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", "OGC:CRS84"), ("urn:ogc:def:crs:OGC:1.3:CRS84", "OGC:CRS84"), ("CRS84", "OGC:CRS84"),
        ("urn:ogc:def:crs:ESRI::102100", "ESRI:102100"), ("ESRI:31370", "EPSG:31370"), (" Lambert 72 ", "EPSG:31370"), ("WGS84", "EPSG:4326"),
    ],
)  # fmt: skip
def test_a_system_is_known_by_code_urn_uri_link_and_name(text, code):
    assert name_of(system(text)) == code


@pytest.mark.parametrize(
    "text",
    ["", "EPSG:99999", "EPSG:5710", "+proj=longlat +nadgrids=/etc/passwd", "31370.0", "1", "EPSG:31370; rm", "http://example.org/7", "x" * 9_000, "PROJCS[...]"],
)  # fmt: skip
def test_what_names_no_system_of_a_map_is_refused(text):
    with pytest.raises(UnusableFile, match="coordinate system"):
        system(text)


def test_a_prj_is_matched_to_a_registered_system_and_its_own_numbers_are_not_used():
    text = 'PROJCS["Belge_Lambert_1972",GEOGCS["x",DATUM["D_x",SPHEROID["y",6378388,297],EXTENSION["PROJ4_GRIDS","/etc/passwd"]],PRIMEM["Greenwich",0],'
    text += 'UNIT["Degree",0.0174532925199433]],PROJECTION["Mercator_1SP"],PARAMETER["central_meridian",0],UNIT["Meter",1]]'
    assert name_of(of_wkt(text)) == "EPSG:31370"
    with pytest.raises(UnusableFile):
        of_wkt('LOCAL_CS["x"]')


def test_numbers_of_typed_forms_stay_numbers_and_missing_ones_stay_missing():
    table = of("typed.parquet")
    assert table.typed["taux"].tolist()[:2] == [12.345, 1.234]
    assert table.numbers("taux").isna().tolist() == [False, False, True]
    assert of("records.json").typed["montant"].isna().tolist() == [False, True]
    assert of("placemarks.kml").numbers("montant").tolist() == [1.5, 2.5]


def test_parquet_of_every_type_becomes_cells():
    table = pa.table({
        "nom": pa.array(["Liège", "Namur"]).dictionary_encode(), "jour": pa.array([1, 2], pa.date32()), "instant": pa.array([0, None], pa.timestamp("s")),
        "prix": pa.array([1, 2], pa.decimal128(9, 2)), "liste": pa.array([[1, 2], None]), "oui": pa.array([True, None]), "long": pa.array([2**60, 1]),
        "octets": pa.array([b"\x00", None]),
    })  # fmt: skip
    out = io.BytesIO()
    pq.write_table(table, out)
    cells = read_table(out.getvalue(), "a.parquet").cells.to_dict("list")
    assert cells == {
        "nom": ["Liège", "Namur"], "jour": ["1970-01-02", "1970-01-03"], "instant": ["1970-01-01", ""], "prix": ["1", "2"], "liste": ["[1, 2]", ""],
        "oui": ["true", ""], "long": ["1152921504606846976", "1"], "octets": ["", ""],
    }  # fmt: skip


def test_records_of_every_wrapping_are_found():
    rows = [{"nis": "62063", "n": 1}, {"nis": "92094", "x": {"y": [2]}}]
    for told in (rows, {"results": rows}, {"meta": {"n": 3}, "response": {"data": rows}}, {"value": rows}):
        cells = read_table(as_json(told), "a.json").cells.to_dict("list")
        assert cells == {"nis": ["62063", "92094"], "n": ["1", ""], "x.y": ["", "[2]"]}
    assert read_table(as_json([["nis", "n"], [62063, 1.5]]), "a.json").numbers("n").tolist() == [1.5]
    two = as_json({"links": [{"a": 1}], "communes": rows})
    assert read_table(two, "a.json").recognised.sheet == "communes"
    assert read_table(two, "a.json").recognised.sheets == ("links", "communes")
    assert read_table(two, "a.json", sheet="links").cells.to_dict("list") == {"a": ["1"]}
    features = [{"type": "Feature", "properties": {"n": 1}, "geometry": {"type": "Point", "coordinates": [5, 50]}}]
    assert read_table(as_json(features), "a.json").shapes.to_wkt().tolist() == ["POINT (5 50)"]
    assert reason_of(as_json({"a": 1}), "a.json") == "no_features"


def test_a_cube_becomes_a_row_per_cell_with_codes_and_names():
    table = of("cube.json")
    assert table.cells.to_dict("list") == {
        "commune": ["62063", "53053", "92094"], "Commune": ["Liège", "Mons", "Namur"], "an": ["2019"] * 3, "value": ["12.345", "", "8"], "status": ["", "c", ""],
    }  # fmt: skip
    assert table.numbers("value").isna().tolist() == [False, True, False]
    told = {"version": "2.0", "class": "dataset", "id": ["a", "b"], "size": [2, 2], "value": [1, 2, None, 4],
            "dimension": {name: {"category": {"index": ["x", "y"]}} for name in "ab"}}  # fmt: skip
    assert read_table(as_json(told), "a.json").cells.to_dict("list") == {
        "a": ["x", "x", "y", "y"],
        "b": ["x", "y"] * 2,
        "value": ["1", "2", "", "4"],
    }
    older = {"dataset": {"dimension": {"id": ["a"], "size": [1], "a": {"category": {"label": {"x": "X"}}}}, "value": [5]}}
    assert read_table(as_json(older), "a.json").cells.to_dict("list") == {"a": ["x"], "a (label)": ["X"], "value": ["5"]}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"size": [2, 2]}, "unreadable"), ({"size": [10**6, 10**6]}, "too_many_rows"), ({"size": [-1, 1]}, "unreadable"), ({"value": {"9" * 30: 1}}, "unreadable"),
        ({"value": [1]}, "unreadable"), ({"dimension": {}}, "unreadable"), ({"size": ["3", 1]}, "unreadable"), ({"id": [["x"], "an"]}, "unreadable"),
    ],
)  # fmt: skip
def test_a_cube_that_contradicts_itself_is_refused(change, reason):
    cube = json.loads((AWKWARD / "cube.json").read_text(encoding="utf-8"))
    assert reason_of(as_json(cube | change), "a.json") == reason


def test_arcs_are_unfolded_shared_and_turned_round():
    assert of("quantized.topojson").shapes.to_wkt().tolist() == [
        "POLYGON ((4.87 50.46, 4.87 50.47, 4.86 50.47, 4.86 50.46, 4.87 50.46))", "POLYGON ((4.87 50.46, 4.88 50.46, 4.88 50.47, 4.87 50.47, 4.87 50.46))",
    ]  # fmt: skip
    topology = json.loads((AWKWARD / "quantized.topojson").read_text(encoding="utf-8"))
    for arcs in ([[7]], [["x"]], [[None]], 3):
        broken = topology | {"objects": {"a": {"type": "Polygon", "arcs": arcs, "properties": {"n": 1}}}}
        if arcs == 3:
            assert read_table(as_json(broken), "a.json").shapes.isna().all()
        else:
            assert reason_of(as_json(broken), "a.topojson") == "unreadable"


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"%PDF-1.7\n", "a.pdf", "PDF"), (b"\x89PNG\r\n\x1a\n" + bytes(9), "a.zip", "PNG"), (b"BM\x99\x00\x00\x00\x00\x00\x00\x00" + bytes(9), "a.bmp", "BMP"),
        (b"RIFF\x99\x00\x00\x00WEBP", "a.webp", "WebP"), (b"<svg xmlns='x'/>", "a.svg", "SVG"), (b"{\\rtf1", "a.rtf", "RTF"),
        (b"<?xml version='1.0'?><gml:FeatureCollection xmlns:gml='http://www.opengis.net/gml'/>", "a.gml", "GML"),
        (b"<?xml version='1.0'?><?mso-application progid=\"Excel.Sheet\"?><Workbook/>", "a.xls", "Excel 2003 XML"), (b"<table><tr><td>1", "a.xls", "HTML"),
        (b"ARROW1\x00\x00", "a.feather", "Arrow"), (b"x,y\n1,2\n", "a.gdb", "GDB"), (b"fgb\x03fgb\x00", "a.fgb", "FlatGeobuf"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_named_with_what_to_give(content, name, kind):
    with pytest.raises(UnusableFile) as caught:
        format_of(content, name)
    for language in Language:
        sentence = caught.value.sentence(language)
        assert kind in sentence
        assert any(form in sentence for form in ("XLSX", ".xlsx", "CSV", "GeoPackage"))


def test_a_table_that_begins_like_a_picture_or_a_drawing_is_a_table():
    assert read_table(b"BM;n\nx;1\n", "a.csv").cells.shape == (1, 2)
    assert read_table(b"AC1032;n\nx;1\n", "a.csv").cells.shape == (1, 2)
    assert read_table(b'["62063"];n\nx;1\n', "a.csv", header_row=1).cells.shape == (1, 2)


def bomb_parquet() -> bytes:
    """Half a gigabyte of one letter in a few kilobytes."""
    out = io.BytesIO()
    pq.write_table(pa.table({"a": ["x" * 1_000_000] * 510}), out, compression="zstd", use_dictionary=False, write_statistics=False)
    return out.getvalue()


def shared_text_parquet() -> bytes:
    """One long text that a dictionary keeps once and every row refers to: 20 GB when each row has its own."""
    out = io.BytesIO()
    pq.write_table(pa.table({"a": pa.DictionaryArray.from_arrays(pa.array([0] * 200_000, pa.int32()), pa.array(["x" * 100_000]))}), out)
    return out.getvalue()


def arcs_used_often() -> bytes:
    points = [[i % 7, 1] for i in range(10_000)]
    geometries = [{"type": "MultiLineString", "arcs": [[0]] * 1000, "properties": {"n": 1}} for _ in range(100)]
    return as_json({"type": "Topology", "arcs": [points], "objects": {"a": {"type": "GeometryCollection", "geometries": geometries}}})


def declared_rows_parquet() -> bytes:
    """A sound file that says it has two thousand million rows."""
    out = io.BytesIO()
    pq.write_table(pa.table({"a": [1, 2]}), out, compression="none")
    content = bytearray(out.getvalue())
    place = content.rfind(b"\x16\x04")
    return bytes(content[:place] + b"\x16\xfe\xff\xff\xff\x0f"[:2] + content[place + 2 :])


@pytest.mark.parametrize(
    ("name", "make", "reasons"),
    [
        ("a.parquet", bomb_parquet, {"zip_bomb", "too_heavy"}), ("a.parquet", shared_text_parquet, {"too_heavy", "zip_bomb", "too_slow"}),
        ("a.parquet", declared_rows_parquet, {"unreadable", "too_many_rows"}), ("a.parquet", lambda: b"PAR1" + bytes(60) + b"PAR1", {"unreadable"}),
        ("a.parquet", lambda: (AWKWARD / "typed.parquet").read_bytes()[:-9], {"unreadable"}),
        ("a.topojson", arcs_used_often, {"too_many_cells", "too_heavy"}),
        ("a.json", lambda: b"[" * 1_500_000 + b"]" * 1_500_000, {"unreadable", "too_many_cells"}), ("a.json", lambda: b'{"a":' * 200_000 + b"1" + b"}" * 200_000, {"unreadable"}),
        ("a.json", lambda: as_json([{f"k{i}": 1} for i in range(3_000)]), {"too_many_columns"}),
        ("a.kml", lambda: b"<kml>" + b"<a>" * 5_000 + b"</a>" * 5_000 + b"</kml>", {"unreadable"}),
        ("a.kml", lambda: b"<kml><Placemark>" + b"<Point><coordinates>1,2</coordinates></Point>", {"unreadable"}),
        ("a.kml", lambda: b"<kml><Placemark><Point><coordinates>nan,inf</coordinates></Point></Placemark></kml>", {"unreadable"}),
        ("a.kmz", lambda: zipped(doc_kml=b"<kml>" + b" " * 60_000_000 + b"</kml>"), {"zip_bomb"}),
        ("a.zip", lambda: zipped(**{f"f{i}": b"" for i in range(600)}), {"zip_bomb"}), ("a.zip", lambda: zipped(a_shp=b"<OGRVRTDataSource>", a_shx=b"x", a_dbf=b"x"), {"unreadable"}),
        ("a.zip", lambda: zipped(a_csv=b"n\n1\n")[:-30], {"unreadable"}),
    ],
)  # fmt: skip
def test_a_hostile_file_of_a_new_form_ends_in_a_sentence(name, make, reasons):
    content = make()
    began = time.monotonic()
    with pytest.raises(UnusableFile) as refused:
        read_caged(content, name, limits=SMALL)
    assert refused.value.reason in reasons
    assert time.monotonic() - began < SMALL.wall_seconds + 2


def test_a_table_of_a_shapefile_that_declares_more_rows_than_it_has_gives_those_it_has():
    with zipfile.ZipFile(AWKWARD / "shapefile.zip") as archive:
        parts = {name.replace(".", "_"): archive.read(name) for name in archive.namelist()}
    many = bytearray(parts["communes_dbf"])
    many[4:8] = struct.pack("<I", 2_000_000_000)
    table = read_caged(zipped(**parts | {"communes_dbf": bytes(many)}), "a.zip", limits=SMALL)
    assert table.cells["NOM"].tolist() == ["Liège", "Éghezée"]


def test_a_percent_format_keeps_its_percent_and_is_not_summed():
    for name in ("percent.xlsx", "percent.ods"):
        table = of(name)
        assert table.typed["chomage"].tolist() == [7, 12.5]
        assert table.cells["chomage"].tolist() == ["7 %", "12.5 %"]
        assert guess_variables(table, ["chomage"])[0].kind is VariableKind.RATE
        there = read_caged((AWKWARD / name).read_bytes(), name)
        assert there.numbers("chomage").tolist() == [7, 12.5]
    assert of("percent.xlsx").cells["autre"].tolist() == ["0.5", "0.25"]  # a sign in quotation marks is no percent format


@pytest.mark.parametrize(
    ("name", "values", "count"),
    [("uncalculated.xlsx", [2, None, None], 2), ("uncalculated-zeros.xlsx", [None, None], 2), ("percent.ods", [2, None], 1)],
)
def test_formulas_without_a_value_are_empty_and_told(name, values, count, small):
    table = of(name)
    assert [None if text == "" else float(text) for text in table.cells["n"]] == values
    assert table.recognised.uncalculated == count
    assert f"{count} formula" in told_of(table, small, "en")
    assert f"{count} formule" in told_of(table, small, "fr")


def test_spoilt_letters_are_put_right_and_told(small):
    table = of("mojibake.csv")
    assert table.cells.to_dict("list") == {
        "commune": ["Liège", "Éghezée", "Namur"],
        "détail": ["été – œuvre", "x", "y"],
        "n": ["1", "2", "4"],
    }
    assert (table.recognised.repaired, table.recognised.spoilt, table.recognised.meant) == (4, "dÃ©tail", "détail")
    assert "«\u00a0dÃ©tail\u00a0» est lu «\u00a0détail\u00a0»" in told_of(table, small, "fr")
    assert of("utf8.csv").recognised.repaired == 0


def test_rows_that_a_service_kept_for_itself_are_told(small):
    assert of("results.json").recognised.announced == 262
    assert "262 rows, but holds 2" in told_of(of("results.json"), small, "en")
    assert of("records.json").recognised.announced == 0


def told_of(table, atlas, language: str) -> str:
    key = table.cells.columns[0]
    report = match(table.cells[key].tolist(), atlas, Vintage.V2019, rows=table.rows.tolist())
    variables = guess_variables(table, list(table.cells.columns[1:]))
    return " ".join(shortcomings(join(table, report, variables, atlas), table, variables, report, language))


LETTERS = st.text(alphabet="éèêëàùûüôöîïçœŒÉÈÀÄäÖÜß’–«»°abcZ ", max_size=20)


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "cp850"])
@given(text=LETTERS)
def test_what_was_spoilt_comes_back_and_what_was_not_stays(encoding, text):
    assert meant(text) == text
    spoilt = "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode())
    assert meant(spoilt) == text
