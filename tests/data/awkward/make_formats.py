"""Small files in the forms that planners have, by their bytes alone: used by `make_files.py`."""

import io
import json
import struct
from collections.abc import Callable

import pyarrow as pa
import pyarrow.parquet as pq

Add = Callable[..., None]
Pack = Callable[..., bytes]
LAMBERT_72 = (
    'PROJCS["Belge_Lambert_1972",GEOGCS["GCS_Belge_1972",DATUM["D_Belge_1972",SPHEROID["International_1924",6378388.0,297.0]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",150000.013],'
    'PARAMETER["False_Northing",5400088.438],PARAMETER["Central_Meridian",4.36748666666667],PARAMETER["Standard_Parallel_1",51.1666672333333],'
    'PARAMETER["Standard_Parallel_2",49.8333339],PARAMETER["Latitude_Of_Origin",90.0],UNIT["Meter",1.0]]'
)
#: Liège and Namur in Lambert 72, in metres, and in degrees.
METRES = [(235_000.0, 147_000.0), (185_000.0, 128_000.0)]
DEGREES = [(5.5797, 50.6451), (4.8646, 50.4640)]


def shapefile(points: list[tuple[float, float]], names: list[str], numbers: list[int], encoding: str, *, mark: int = 0) -> dict[str, bytes]:
    """The parts of a shapefile of points with the columns NOM (text) and N (whole numbers)."""
    box = (min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points))

    def header(words: int) -> bytes:
        return struct.pack(">i5ii", 9994, 0, 0, 0, 0, 0, words) + struct.pack("<ii8d", 1000, 1, *box, 0, 0, 0, 0)

    shp = header(50 + 14 * len(points))
    shx = header(50 + 4 * len(points))
    for place, (x, y) in enumerate(points):
        shp += struct.pack(">ii", place + 1, 10) + struct.pack("<idd", 1, x, y)
        shx += struct.pack(">ii", 50 + 14 * place, 10)
    fields = b"".join(struct.pack("<11sc4xBB14x", name, kind, length, 0) for name, kind, length in ((b"NOM", b"C", 20), (b"N", b"N", 6)))
    dbf = struct.pack("<BBBBIHH", 3, 126, 1, 1, len(points), 32 + 64 + 1, 27) + bytes(17) + bytes([mark]) + bytes(2) + fields + b"\r"
    for name, number in zip(names, numbers, strict=True):
        dbf += b" " + name.encode(encoding).ljust(20) + str(number).rjust(6).encode()
    return {"shp": shp, "shx": shx, "dbf": dbf + b"\x1a"}


def kml(placemarks: str, head: str = "") -> str:
    """A KML document."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{placemarks}</Document></kml>\n'


PLACEMARKS = (
    '<Schema id="s"><SimpleField name="montant" type="double"/></Schema>'
    "<NetworkLink><Link><href>http://localhost/more.kml</href></Link></NetworkLink>"
    '<Folder><Placemark><name>Liège</name><ExtendedData><SchemaData schemaUrl="#s"><SimpleData name="montant">1.5</SimpleData></SchemaData></ExtendedData>'
    "<Point><coordinates>5.5797,50.6451,0</coordinates></Point></Placemark>"
    '<Placemark><name>Namur</name><ExtendedData><Data name="montant"><value>2,5</value></Data></ExtendedData><MultiGeometry>'
    "<Polygon><outerBoundaryIs><LinearRing><coordinates>4.86,50.46 4.87,50.46 4.87,50.47 4.86,50.46</coordinates></LinearRing></outerBoundaryIs></Polygon>"
    "</MultiGeometry></Placemark></Folder>"
)
#: Two squares within Namur that share a border, kept as arcs of whole steps.
TOPOLOGY: dict[str, object] = {
    "type": "Topology",
    "transform": {"scale": [0.0001, 0.0001], "translate": [4.86, 50.46]},
    "objects": {
        "secteurs": {"type": "GeometryCollection", "geometries": [
            {"type": "Polygon", "arcs": [[0, 1]], "properties": {"n": 4}}, {"type": "Polygon", "arcs": [[2, -1]], "properties": {"n": 8}},
        ]},
        "points": {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [50, 50], "properties": {"n": 16}}]},
    },
    "arcs": [[[100, 0], [0, 100]], [[100, 100], [-100, 0], [0, -100], [100, 0]], [[100, 0], [100, 0], [0, 100], [-100, 0]]],
}  # fmt: skip
CUBE: dict[str, object] = {
    "version": "2.0", "class": "dataset", "label": "Population", "id": ["commune", "an"], "size": [3, 1],
    "dimension": {
        "commune": {"label": "Commune", "category": {"index": {"62063": 0, "92094": 2, "53053": 1},
                                                     "label": {"62063": "Liège", "92094": "Namur", "53053": "Mons"}}},
        "an": {"label": "Année", "category": {"label": {"2019": "2019"}}},
    },
    "value": {"0": 12.345, "2": 8}, "status": {"1": "c"},
}  # fmt: skip


def parquet(columns: dict[str, pa.Array], geo: dict[str, object] | None = None) -> bytes:
    """A Parquet file, with the metadata of GeoParquet where `geo` is given."""
    table = pa.table(columns)
    if geo is not None:
        table = table.replace_schema_metadata({"geo": json.dumps(geo)})
    out = io.BytesIO()
    pq.write_table(table, out, compression="none")
    return out.getvalue()


def wkb_points(points: list[tuple[float, float]]) -> pa.Array:
    """Points as well-known binary."""
    return pa.array([struct.pack("<BIdd", 1, 1, x, y) for x, y in points], type=pa.binary())


def geo(crs: object = "none") -> dict[str, object]:
    """The metadata of GeoParquet for one column of points; `crs` as PROJJSON has it."""
    column = {"encoding": "WKB", "geometry_types": ["Point"]} | ({} if crs == "none" else {"crs": crs})
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}


def add_spreadsheets(add: Add, packed: Pack, xlsx: Callable[..., dict[str, object]], ods: Callable[..., dict[str, object]]) -> None:
    """Add workbooks with percent formats and formulas without a value, and a table whose letters were spoilt."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

    def sheet(rows: str) -> str:
        return f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'

    def text(reference: str, told: str) -> str:
        return f'<c r="{reference}" t="inlineStr"><is><t>{told}</t></is></c>'

    styles = (
        f'<styleSheet xmlns="{main}"><numFmts><numFmt numFmtId="164" formatCode="0.0\\ %"/><numFmt numFmtId="165" formatCode="0.0&quot; % of what?&quot;"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'
    )
    shares = sheet(
        f'<row r="1">{text("A1", "nis")}{text("B1", "chomage")}{text("C1", "autre")}</row>'
        '<row r="2"><c r="A2"><v>62063</v></c><c r="B2" s="1"><v>0.07</v></c><c r="C2" s="3"><v>0.5</v></c></row>'
        '<row r="3"><c r="A3"><v>92094</v></c><c r="B3" s="2"><v>0.125</v></c><c r="C3"><v>0.25</v></c></row>'
    )
    add("percent.xlsx", packed(xlsx({"A": shares}, **{"xl/styles.xml": styles})), matched=2)
    formulas = sheet(
        f'<row r="1">{text("A1", "nis")}{text("B1", "n")}{text("C1", "note")}</row>'
        '<row r="2"><c r="A2"><v>62063</v></c><c r="B2"><f>1+1</f><v>2</v></c><c r="C2" t="str"><f>""</f><v></v></c></row>'
        '<row r="3"><c r="A3"><v>92094</v></c><c r="B3"><f>B2*2</f><v></v></c></row><row r="4"><c r="A4"><v>53053</v></c><c r="B4"><f>B3*2</f></c></row>'
    )
    add("uncalculated.xlsx", packed(xlsx({"A": formulas})), totals={"n": 2}, matched=3)
    zeros = sheet(
        f'<row r="1">{text("A1", "nis")}{text("B1", "n")}</row><row r="2"><c r="A2"><v>62063</v></c><c r="B2"><f>1+1</f><v>0</v></c></row>'
        '<row r="3"><c r="A3"><v>92094</v></c><c r="B3"><f>B2*2</f><v>0</v></c></row>'
    )
    book = dict(xlsx({"A": zeros}))
    book["xl/workbook.xml"] = str(book["xl/workbook.xml"]).replace("</workbook>", '<calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>')
    add("uncalculated-zeros.xlsx", packed(book), matched=2)

    def cell(told: str, attributes: str = 'office:value-type="string"') -> str:
        return f"<table:table-cell {attributes}><text:p>{told}</text:p></table:table-cell>"

    share = 'office:value-type="percentage" office:value='
    rows = [
        cell("nis") + cell("chomage") + cell("n"),
        cell("62063", 'office:value-type="float" office:value="62063"') + cell("7 %", f'{share}"0.07"') + cell("2", 'table:formula="of:=1+1" office:value-type="float" office:value="2"'),
        cell("92094", 'office:value-type="float" office:value="92094"') + cell("12,5 %", f'{share}"0.125"') + '<table:table-cell table:formula="of:=[.C2]*2"/>',
    ]  # fmt: skip
    add("percent.ods", packed(ods({"A": "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)})), totals={"n": 2}, matched=2)
    add(
        "mojibake.csv",
        "commune;détail;n\nLiège;été – œuvre;1\nÉghezée;x;2\nNamur;y;4\n".encode().decode("cp1252"),
        totals={"n": 7},
        matched=3,
    )


def add_formats(add: Add, packed: Pack, collection: Callable[..., bytes], point: Callable[..., dict[str, object]]) -> None:
    """Add a case for every form that is read, and for those that are named instead."""
    parts = shapefile(METRES, ["Liège", "Éghezée"], [1, 2], "utf-8")

    def zipped(told: dict[str, bytes], stem: str = "communes", **more: str) -> bytes:
        return packed(
            {f"{stem}.{ending}": content for ending, content in told.items()} | {f"{stem}.{key}": text for key, text in more.items()}
        )

    add("shapefile.zip", zipped(parts, prj=LAMBERT_72, cpg="UTF-8"), totals={"N": 3}, matched=2)
    add("shapefile-in-folder.zip", zipped(parts, "../Données/Communes", prj=LAMBERT_72), totals={"N": 3}, matched=2)
    windows = shapefile(METRES, ["Liège", "Éghezée"], [4, 8], "cp1252", mark=0x57)
    add("shapefile-windows.zip", zipped(windows, prj=LAMBERT_72), totals={"N": 12}, matched=2)
    two = {f"a.{key}": told for key, told in parts.items()} | {f"b.{key}": told for key, told in windows.items()}
    add(
        "shapefile-two-layers.zip",
        packed(two | {"a.prj": LAMBERT_72, "b.prj": LAMBERT_72}),
        options={"sheet": "b"},
        totals={"N": 12},
        matched=2,
    )
    add("shapefile-no-prj.zip", zipped(parts), unusable="no_crs")
    add("shapefile-no-dbf.zip", zipped({key: told for key, told in parts.items() if key != "dbf"}), unusable="shapefile_part")
    add("shapefile-bomb.zip", zipped(parts | {"shp": parts["shp"] + bytes(40_000_000)}), unusable="zip_bomb")
    add("table.zip", packed({"donnees.csv": "nis;n\n62063;1\n"}), unusable="zip_without_shapes")
    add("placemarks.kml", kml(PLACEMARKS), totals={"montant": 4}, matched=2)
    add("placemarks.kmz", packed({"doc.kml": kml(PLACEMARKS)}), totals={"montant": 4}, matched=2)
    add(
        "entities.kml",
        kml("<Placemark><name>&b;</name></Placemark>", '<!DOCTYPE kml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'),
        unusable="entities",
    )
    add("quantized.topojson", json.dumps(TOPOLOGY), totals={"n": 12}, matched=2)
    add("second-layer.topojson", json.dumps(TOPOLOGY), options={"sheet": "points"}, totals={"n": 16}, matched=1)
    columns = {"nis": pa.array([62063, 92094, 53053]), "taux": pa.array([12.345, 1.234, None]), "nom": pa.array(["Liège", "Namur", "Mons"])}
    add("typed.parquet", parquet(columns), matched=3)
    add("points.parquet", parquet({"n": pa.array([1, 2]), "geometry": wkb_points(DEGREES)}, geo()), totals={"n": 3}, matched=2)
    lambert = {"$schema": "x", "type": "ProjectedCRS", "id": {"authority": "EPSG", "code": 31370}}
    add(
        "points-lambert.parquet", parquet({"n": pa.array([1, 2]), "geometry": wkb_points(METRES)}, geo(lambert)), totals={"n": 3}, matched=2
    )
    add("points-no-crs.parquet", parquet({"n": pa.array([1, 2]), "geometry": wkb_points(METRES)}, geo(None)), unusable="no_crs")
    records = [{"nis": "62063", "montant": 1.5, "detail": {"a": "x"}}, {"nis": "92094", "montant": None}]
    add("records.json", json.dumps(records), totals={"montant": 1.5}, matched=2)
    add("results.json", json.dumps({"total_count": 262, "results": records}), totals={"montant": 1.5}, matched=2)
    add("records.jsonl", "\n".join(map(json.dumps, records)) + "\n", totals={"montant": 1.5}, matched=2)
    add("cube.json", json.dumps(CUBE), matched=3)
    for name, member in (
        ("uri", {"type": "name", "properties": {"name": "http://www.opengis.net/def/crs/EPSG/0/31370"}}),
        ("link", {"type": "link", "properties": {"href": "http://www.opengis.net/def/crs/EPSG/0/31370", "type": "proj4"}}),
        ("code", {"type": "EPSG", "properties": {"code": 31370}}),
        ("number", {"type": "name", "properties": {"name": "31370"}}),
    ):
        told = json.loads(collection([(point(*METRES[0]), {"n": 1}), (point(*METRES[1]), {"n": 2})]))
        add(f"crs-{name}.geojson", json.dumps(told | {"crs": member}), totals={"n": 3}, matched=2)

    add(
        "page.xls",
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><tr><td>nis</td></tr></table></html>",
        unusable="not_read_spreadsheet_page",
    )
    add("letter.docx", packed({"word/document.xml": "<w/>"}), unusable="not_read_document")
    add("letter.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le"), unusable="not_read_document")
    add("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(60), unusable="not_read_picture")
    add("table.csv.gz", b"\x1f\x8b\x08\x00" + bytes(60), unusable="not_read_archive")
    add("table.7z", b"7z\xbc\xaf\x27\x1c" + bytes(60), unusable="not_read_archive")
    add("table.rar", b"Rar!\x1a\x07\x01\x00" + bytes(60), unusable="not_read_archive")
    add("plan.dxf", "  0\r\nSECTION\r\n  2\r\nHEADER\r\n", unusable="not_read_geodata")
    add("plan.dwg", b"AC1032\x00" + bytes(60), unusable="not_read_geodata")
    add("base.gdb.zip", packed({"base.gdb/a00000001.gdbtable": bytes(40)}), unusable="not_read_geodata")
    add("communes.shp", parts["shp"], unusable="not_read_shapefile")
