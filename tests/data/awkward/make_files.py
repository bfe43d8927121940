"""Makes the awkward files beside this script, byte for byte the same every time: `python tests/data/awkward/make_files.py`.

`manifest.json` says of each what must become of it: `outcomes` counts rows per outcome, `unusable` is the reason why it is
refused, `totals` are sums that must be found again, `options` what the reader and the matcher are told.
"""

import io
import json
import os
import sqlite3
import struct
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER))
from make_formats import add_formats, add_spreadsheets  # noqa: E402 - stands beside this script, wherever that is run from

_DAY = (2026, 1, 1, 0, 0, 0)
Rows = list[list[object]]


def packed(parts: dict[str, str | bytes], *, flag: int = 0) -> bytes:
    """A zip with fixed dates; `flag` is set on every part, as encryption does."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, told in parts.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(entry, told)
    content = bytearray(out.getvalue())
    if flag:
        for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = content.find(mark)
            while at >= 0:
                content[at + place] |= flag
                at = content.find(mark, at + 4)
    return bytes(content)


def _cell(value: object, reference: str) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, int | float):
        return f'<c r="{reference}"><v>{value!r}</v></c>'
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def sheet_xml(rows: Rows, *, first_row: int = 1) -> str:
    """A worksheet."""
    lines = "".join(
        f'<row r="{number}">{"".join(_cell(value, f"{chr(65 + place)}{number}") for place, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=first_row)
    )
    return f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{lines}</sheetData></worksheet>'


def xlsx(sheets: dict[str, str], **more: str | bytes) -> dict[str, str | bytes]:
    """The parts of a workbook: sheet name → its XML."""
    main, rels = (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    )
    kinds = "http://schemas.openxmlformats.org/package/2006"
    listed = "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1))
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{rels}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n, _ in enumerate(sheets, 1)
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{kinds}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{kinds}/relationships"><Relationship Id="rId1" Type="{rels}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rels}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{kinds}/relationships">{related}</Relationships>',
        **{f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets.values(), 1)},
        **more,
    }


def ods(sheets: dict[str, str], manifest: str = "") -> dict[str, str | bytes]:
    """The parts of an OpenDocument spreadsheet: sheet name → its rows as XML."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    tables = "".join(f'<table:table table:name="{escape(name)}">{rows}</table:table>' for name, rows in sheets.items())
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0">{manifest}</manifest:manifest>',
        "content.xml": f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
    }


def ods_rows(rows: Rows) -> str:
    """Rows as OpenDocument writes them, with the long empty end that LibreOffice leaves."""
    told = ""
    for row in rows:
        cells = "".join(
            f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
            if isinstance(value, int | float)
            else f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'
            for value in row
        )
        told += f'<table:table-row>{cells}<table:table-cell table:number-columns-repeated="16380"/></table:table-row>'
    return (
        told
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )


def collection(features: list[tuple[dict[str, object] | None, dict[str, object]]], crs: str | None = None) -> bytes:
    """A GeoJSON feature collection."""
    told: dict[str, object] = {"type": "FeatureCollection"}
    if crs:
        told["crs"] = {"type": "name", "properties": {"name": crs}}
    told["features"] = [{"type": "Feature", "properties": values, "geometry": shape} for shape, values in features]
    return json.dumps(told, ensure_ascii=False).encode()


def point(x: float, y: float) -> dict[str, object]:
    """A GeoJSON point."""
    return {"type": "Point", "coordinates": [x, y]}


def square(x: float, y: float, side: float) -> dict[str, object]:
    """A GeoJSON square."""
    return {"type": "Polygon", "coordinates": [[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]]}


def gpkg(points: list[tuple[float, float, str, float]], srs: int, *, view: bool = False) -> bytes:
    """A GeoPackage of points, by SQLite itself, so that no clock and no version gets into it."""
    with sqlite3.connect(":memory:") as database:
        database.executescript("""
            PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;
            CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
              organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
            CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT, description TEXT, last_change DATETIME,
              min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
            CREATE TABLE gpkg_geometry_columns (table_name TEXT PRIMARY KEY, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
              srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL);
            CREATE TABLE places (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT, amount REAL);
        """)
        for number, name in ((-1, "NONE"), (0, "NONE"), (4326, "EPSG"), (31370, "EPSG")):
            database.execute(
                "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, 'undefined', '')", (f"{name} {number}", number, name, number)
            )
        database.execute(
            "INSERT INTO gpkg_contents VALUES ('places','features','places','','2026-01-01T00:00:00.000Z',NULL,NULL,NULL,NULL,?)", (srs,)
        )
        database.execute("INSERT INTO gpkg_geometry_columns VALUES ('places', 'geom', 'POINT', ?, 0, 0)", (srs,))
        for x, y, name, amount in points:
            blob = b"GP\x00\x01" + struct.pack("<i", srs) + struct.pack("<BIdd", 1, 1, x, y)
            database.execute("INSERT INTO places (geom, name, amount) VALUES (?, ?, ?)", (blob, name, amount))
        if view:
            database.execute("CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n")
        database.commit()
        return database.serialize()


def cases() -> dict[str, tuple[bytes, dict[str, object]]]:
    """File name → bytes and what must become of them."""
    made: dict[str, tuple[bytes, dict[str, object]]] = {}

    def add(name: str, content: bytes | str, *, options: dict[str, object] | None = None, totals: dict[str, float] | None = None,
            unusable: str | None = None, level: str | None = None, values: list[tuple[str, str, float]] | None = None,
            **outcomes: int) -> None:  # fmt: skip
        told: dict[str, object] = {"unusable": unusable} if unusable else {"outcomes": outcomes}
        told |= {"options": options} if options else {}
        told |= {"totals": totals} if totals else {}
        told |= {"level": level} if level else {}
        told |= {"values": [list(one) for one in values]} if values else {}
        made[name] = (content.encode() if isinstance(content, str) else content, told)

    table = "commune;montant\nLiège;1,5\nNamur;2,25\nÉghezée;4\n"
    add("utf8.csv", table, totals={"montant": 7.75}, matched=3)
    add("utf8-bom.csv", "\ufeff" + table, totals={"montant": 7.75}, matched=3)
    add("windows-1252.csv", table.encode("cp1252"), totals={"montant": 7.75}, matched=3)
    add("utf16.csv", table.encode("utf-16"), totals={"montant": 7.75}, matched=3)
    add("utf16-no-bom.csv", table.encode("utf-16-le"), totals={"montant": 7.75}, matched=3)
    add(
        "mac-roman.csv",
        table.replace("\n", "\r").encode("mac-roman"),
        options={"encoding": "mac-roman"},
        totals={"montant": 7.75},
        matched=3,
    )
    add("tabs.txt", table.replace(";", "\t"), totals={"montant": 7.75}, matched=3)
    add("comma-quoted.csv", 'commune,montant\n"Louvière, La","1,234.5"\n"Liège","2,000"\n', totals={"montant": 3234.5}, matched=2)
    add("sep-line.csv", "sep=;\r\n" + table, totals={"montant": 7.75}, matched=3)
    add("thousands-narrow-space.csv", "nis;euro\n62063;1\u202f234\u202f567,5\n92094;2\u00a0000\n", totals={"euro": 1236567.5}, matched=2)
    add("thousands-apostrophe.csv", "nis;montant\n62063;1'234.5\n92094;2’000\n", totals={"montant": 3234.5}, matched=2)
    add("thousands-point.csv", "nis;montant\n62063;1.234.567\n92094;1.000,5\n", totals={"montant": 1235567.5}, matched=2)
    add("euro-and-accountants.csv", "nis;montant\n62063;€ 1.200,50\n92094;(200,50)\n53053;−100\n", totals={"montant": 900}, matched=3)
    add("not-known.csv", "nis;montant\n62063;5\n92094;n.d.\n53053;-\n55001;\n", totals={"montant": 5}, matched=3, unknown=1)
    add("title-above.csv", "Population au 1er janvier;;\n;;\ncommune;annee;hab\nLiège;2019;10\nNamur;2019;20\n;;\nNote : provisoire;;\n",
        totals={"hab": 30}, matched=2, unknown=1)  # fmt: skip
    add("line-break-in-cell.csv", 'commune;note\nLiège;"deux\nlignes"\nNamur;x\n', matched=2)
    add("blank-rows.csv", "commune;n\n\nLiège;1\n\n\nNamur;2\n\n", totals={"n": 3}, matched=2)
    add("codes-of-three-years.csv", "nis;n\n52063;1\n55086;2\n82039;4\n62063;8\n", totals={"n": 11}, recoded=1, matched=2, merged=1)
    add("codes-of-three-years-2025.csv", "nis;n\n52063;1\n55086;2\n82003;4\n82005;8\n", options={"vintage": "2025"}, totals={"n": 15},
        recoded=1, matched=1, merged=2)  # fmt: skip
    add("names-merged-2025.csv", "commune;n\nBastogne;4\nBertogne;8\n", options={"vintage": "2025"}, totals={"n": 12}, merged=2)
    add("bastogne-alone-2025.csv", "commune;n\nBastogne;4\nArlon;8\n", options={"vintage": "2025"}, totals={"n": 12}, matched=2)
    add("codes-as-numbers.csv", "code nis;n\n62063.0;1\n92.094;2\n53 053;3\n6.1003E4;4\n", totals={"n": 10}, matched=4)
    add(
        "postal-codes.csv",
        "code postal;n\n4000;1\n5100;2\nB-7000;3\n1000;4\n3500;5\n4999;6\n",
        totals={"n": 6},
        matched=3,
        outside=2,
        unknown=1,
    )
    add("postal-and-name.csv", "adresse;n\n5100 Jambes;1\n4000 Liège;2\n6600 Namur;4\n1000 Bruxelles;8\n", totals={"n": 3},
        renamed=1, matched=1, ambiguous=1, outside=1)  # fmt: skip
    add("three-languages.csv", "gemeente;n\nLuik;1\nLÜTTICH;2\nBergen;3\nDoornik;4\nKelmis;5\n", totals={"n": 15}, matched=4, duplicate=1)
    add(
        "saints-and-articles.csv",
        "c\nSt-Hubert\nSte-Ode\nMont St. Guibert\nBruyère\nLouvière (La)\nle ROEULX\nBons Villers\nSankt Vith\n",
        matched=8,
    )
    add(
        "apostrophes.csv",
        "c\nBraine-l’Alleud\nBraine l'Alleud\nFontaine-l´Evêque\nMont-de-lʼEnclus\nBraine lalleud\n",
        matched=3,
        duplicate=2,
    )
    add(
        "prefixes.csv",
        "c\nVille de Liège\nCommune d'Aiseau-Presles\nCommune du Roeulx\nStadt Eupen\nGemeinde Raeren\nGemeente Vloesberg\n",
        matched=6,
    )
    add("brackets.csv", "c\nSaint-Nicolas (Liège)\nCelles (Tournai)\nCelles (Houyet)\nPerwez [Namur]\nNamur (Liège)\nSaint-Nicolas (Waas)\n",
        matched=2, renamed=2, ambiguous=2)  # fmt: skip
    add("bilingual.csv", "c\nLiège / Luik\nComines-Warneton - Komen-Waasten\nMouscron|Moeskroen\n", options={"delimiter": ";"}, matched=3)
    add("former-municipalities.csv", "c;n\nLouvain-la-Neuve;1\nJambes;2\nBomal;4\nBomal (Durbuy);8\nForest;16\n", totals={"n": 11},
        renamed=3, ambiguous=2)  # fmt: skip
    add("outside.csv", "c\nBruxelles\nGand\nAntwerpen\n21004\n11002\n44021\n9000\nSint-Niklaas\n", outside=8)
    add("totals-and-provinces.csv", "c;n\nLiège;1\nProvince de Liège;2\nHainaut;4\n25000;8\nTotal;16\nRégion wallonne;32\n", totals={"n": 1},
        matched=1, unknown=5)  # fmt: skip
    add("misspelt.csv", "c;n\nOtignies;1\nVilers-la-Ville;2\nXyzzy;4\n", unknown=3, totals={"n": 0})
    add(
        "misspelt-accepted.csv",
        "c;n\nOtignies;1\nVilers-la-Ville;2\nXyzzy;4\n",
        options={"accept_score": 90},
        renamed=2,
        unknown=1,
        totals={"n": 3},
    )
    add("duplicates.csv", "c;n;t\nNamur;1;a\nNamen;2;b\n92094;4;a\nLiège;;\n", totals={"n": 7}, matched=2, duplicate=2)
    add(
        "formulas.csv",
        "c;n\n\"=cmd|' /C calc'!A0\";1\n@SUM(A1);2\n<script>alert(1)</script>;4\nLiège;8\n",
        totals={"n": 8},
        matched=1,
        unknown=3,
    )
    add("only-unknown.csv", "c;n\nfoo;1\nbar;2\n", unknown=2, totals={"n": 0})
    add("invisible-signs.csv", "c;n\n\u200bLiège\u00a0;1\nNa\u00admur;2\n", totals={"n": 3}, matched=2)

    data: Rows = [["nis", "montant"], [62063, 1.5], ["92094", 2.25], [53053, None]]
    add("plain.xlsx", packed(xlsx({"A": sheet_xml(data)})), totals={"montant": 3.75}, matched=3)
    add("second-sheet.xlsx", packed(xlsx({"Lisez-moi": sheet_xml([]), "Données": sheet_xml(data)})), totals={"montant": 3.75}, matched=3)
    add("chosen-sheet.xlsx", packed(xlsx({"A": sheet_xml([["x", "y"], ["1", "2"]]), "B": sheet_xml(data)})), options={"sheet": "B"},
        totals={"montant": 3.75}, matched=3)  # fmt: skip
    add("starts-low.xlsx", packed(xlsx({"A": sheet_xml([["Titre"], ["nis", "montant", "an"], [62063, 1, 2019], [92094, 2, 2019]], first_row=4)})),
        totals={"montant": 3}, matched=2)  # fmt: skip
    add("no-such-sheet.xlsx", packed(xlsx({"A": sheet_xml(data)})), options={"sheet": "Z"}, unusable="no_sheet")
    add("empty.xlsx", packed(xlsx({"A": sheet_xml([])})), unusable="no_rows")
    add("plain.ods", packed(ods({"A": ods_rows([["nis", "montant"], [62063, 1.5], ["92094", 2.25]])})), totals={"montant": 3.75}, matched=2)

    add("points.geojson", collection([(point(5.5797, 50.6451), {"n": 1}), (point(4.8646, 50.4640), {"n": 2}), (point(4.3517, 50.8466), {"n": 4}),
        (point(4.8700, 50.4660), {"n": 8}), (None, {"n": 16})]), totals={"n": 11}, matched=3, outside=1, unknown=1)  # fmt: skip
    add("points-lambert.geojson", collection([(point(235_000, 147_000), {"n": 1}), (point(185_000, 128_000), {"n": 2})], "urn:ogc:def:crs:EPSG::31370"),
        totals={"n": 3}, matched=2)  # fmt: skip
    add("polygon-over-many.geojson", collection([(square(4.8, 50.4, 0.2), {"n": 100})]), totals={"n": 100}, matched=1)
    add("metres-without-crs.geojson", collection([(point(235_000, 147_000), {"n": 1})]), unusable="no_crs")
    add("lines.geojson", collection([({"type": "LineString", "coordinates": [[4, 50], [5, 50]]}, {"n": 1})]), unknown=1)
    add("one-feature.json", '{"type": "Feature", "properties": {}, "geometry": null}', unusable="no_features")
    add("points.gpkg", gpkg([(235_000, 147_000, "a", 1), (185_000, 128_000, "b", 2)], 31370), totals={"amount": 3}, matched=2)
    add("no-crs.gpkg", gpkg([(235_000, 147_000, "a", 1)], 0), unusable="no_crs")
    add("endless-view.gpkg", gpkg([(235_000, 147_000, "a", 1)], 4326, view=True), unusable="not_plain")

    add("codes-with-clothes.csv", 'code;n\nBE_62063;1\n"62063 Liège";2\n"[""92094""]";4\n53053 - Mons;8\nINS 57081;16\n"Ath (51004)";32\n',
        values=[("n", "62063", 3), ("n", "92094", 4), ("n", "53053", 8), ("n", "51004", 32)], matched=5, duplicate=1)  # fmt: skip
    add("code-against-name.csv", "code;n\n62063 Namur;1\n92094 Namur;2\n", totals={"n": 2}, matched=1, ambiguous=1)
    add("footnotes.csv", "commune;n\nLiège*;1\nNamur (1);2\nMons¹;4\nAth [2];8\nHuy†;16\n", totals={"n": 31}, matched=5)
    add(
        "row-numbers.csv",
        "commune;n\n1. Namur;1\n2) Liège;2\n(3) Mons;4\n04 Ath;8\n",
        values=[("n", "92094", 1), ("n", "51004", 8)],
        matched=4,
    )
    add("four-digit-codes.csv", "ins;n\n4000;1\n3000;2\n5000;4\n62063;8\n", totals={"n": 8}, unknown=3, matched=1)
    add("sectors.csv", "ins;secteur;habitants\n62063;62063A00-;100\n62063;62063A01-;50\n62063;62063B1MJ;7\n92094;92094A00-;3\n21004;21004A00-;9\n",
        values=[("habitants", "62063", 157), ("habitants", "92094", 3)], matched=4, outside=1)  # fmt: skip
    add("walstat.csv", "ins,type_entite,entite,periode,\n92094,Commune,Namur,année 2023,2900.5\n92094,Commune,Namur,Année 2024,2965.5\n"
        "51019,Commune,Flobecq,année 2023,1000.0\n51019,Commune,Flobecq,Année 2024,non disponible\n92000,Arrondissement,Namur,Année 2024,7.0\n"
        "90000,Province,Namur,Année 2024,8.0\n3000,Région,Région wallonne,Année 2024,9.0\n",
        values=[("valeur année 2023", "92094", 2900.5), ("valeur Année 2024", "92094", 2965.5), ("valeur année 2023", "51019", 1000)],
        matched=4, unknown=3)  # fmt: skip
    add("long-years.csv", "commune;annee;habitants;taux\nLiège;2022;195000;1,5\nLiège;2023;196000;2,5\nNamur;2022;112000;3,5\nNamur;2023;113000;4,5\n",
        totals={"habitants 2022": 307_000, "habitants 2023": 309_000}, values=[("taux 2023", "62063", 2.5)], matched=4)  # fmt: skip
    add("long-years-and-sexes.csv", "nis;jaar;geslacht;n\n62063;2022;M;1\n62063;2022;V;2\n62063;2023;M;4\n62063;2023;V;8\n92094;2022;M;16\n92094;2022;V;32\n",
        totals={"n 2022 M": 17, "n 2022 V": 34, "n 2023 M": 4, "n 2023 V": 8}, matched=6)  # fmt: skip
    two_rows: Rows = [
        ["Commune", 2023, "", 2024, ""],
        ["", "Hommes", "Femmes", "Hommes", "Femmes"],
        ["Liège", 1, 2, 3, 4],
        ["Namur", 5, 6, 7, 8],
    ]
    add("two-header-rows.csv", "\n".join(";".join(map(str, row)) for row in two_rows) + "\n",
        values=[("2023 Hommes", "62063", 1), ("2023 Femmes", "92094", 6), ("2024 Femmes", "62063", 4)], matched=2)  # fmt: skip
    add(
        "two-header-rows.xlsx",
        packed(xlsx({"A": sheet_xml([["Population par sexe"], *two_rows])})),
        values=[("2024 Hommes", "92094", 7)],
        matched=2,
    )
    cover: Rows = [["Auteur", "Bureau d'études"], ["Date", "mai 2024"], ["Source", "enquête"]]
    add("cover-sheet.xlsx", packed(xlsx({"Lisez-moi": sheet_xml(cover), "Données": sheet_xml(data)})), totals={"montant": 3.75}, matched=3)
    add("text-sheet-first.xlsx", packed(xlsx({"Note": sheet_xml([["Étude"], ["Un texte."]]), "Données": sheet_xml(data)})), totals={"montant": 3.75},
        matched=3)  # fmt: skip
    add("provinces.csv", "nom;emplois\nLiège;1\nNamur;2\nHainaut;4\nLuxembourg;8\nBrabant wallon;16\nTotal;31\n", level="province",
        values=[("emplois", "60000", 1), ("emplois", "20002", 16)], matched=5, unknown=1)  # fmt: skip
    add("arrondissements.csv", "arrondissement;emplois\nLiège;1\nHuy;2\n25000;4\nArr. de Namur;8\nBruges;16\n", level="arrondissement",
        values=[("emplois", "62000", 1), ("emplois", "25000", 4), ("emplois", "92000", 8)], matched=4, unknown=1)  # fmt: skip
    add("several-in-a-cell.csv", 'commune;n\n"Herstal; Liège";100\n"62063, 92094";10\nNamur;1\n', totals={"n": 1}, ambiguous=2, matched=1)
    add("flemish.csv", "gemeente;n\nSchoten;1\nKapellen;2\nEvergem;4\nBorgloon;8\nBruges;16\nLiège;32\n", totals={"n": 32}, unknown=4, outside=1,
        matched=1)  # fmt: skip
    add("unnamed-first-column.csv", ";2019;2020\nLiège;1;2\nNamur;3;4\n", values=[("2020", "92094", 4)], matched=2)

    add("empty.csv", "", unusable="no_rows")
    add("header-only.csv", "commune;n\n", unusable="no_rows")
    add("no-header.csv", "62063;12\n92094;13\n", unusable="no_header")
    add("duplicate-header.csv", "commune;n;n\nLiège;1;2\n", unusable="duplicate_header")
    add("empty-header.csv", "commune;;n\nLiège;1;2\n", unusable="empty_header")
    add("ragged.csv", "commune,n\nLiège,1\nNamur,2\nMons,3,5\n", unusable="ragged")
    add("open-quote.csv", 'commune;n\n"Liège;1\nNamur;2\n', unusable="quotes")
    add("binary.csv", bytes(range(256)) * 4, unusable="not_text")
    add("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(64), unusable="not_read_picture")
    add("page.csv", "<!DOCTYPE html><html><body>Error 404</body></html>", unusable="not_read_page")
    add("text.xlsx", table, unusable="not_what_it_says")
    add("workbook.csv", packed(xlsx({"A": sheet_xml(data)})), unusable="not_what_it_says")
    add("document.pdf", b"%PDF-1.7\n", unusable="not_read_document")
    add("program.exe", "MZ and some text", unusable="unknown_kind")
    add("encrypted.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"), unusable="encrypted")
    add("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), unusable="old_format")
    add("encrypted-parts.xlsx", packed(xlsx({"A": sheet_xml(data)}), flag=1), unusable="encrypted")
    add("encrypted.ods", packed(ods({"A": ods_rows(data)}, "<manifest:encryption-data/>")), unusable="encrypted")
    add("bomb.xlsx", packed(xlsx({"A": sheet_xml(data)}, **{"xl/media/zeros.xml": bytes(40_000_000)})), unusable="zip_bomb")
    corners = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    add("far-corners.xlsx", packed(xlsx({"A": sheet_xml(data).replace("<sheetData>", f"<sheetData>{corners}")})), unusable="too_many_cells")
    repeated = ods_rows(data[:2]).replace("<table:table-row>", '<table:table-row table:number-rows-repeated="1000000">')
    add("repeated.ods", packed(ods({"A": repeated.replace("<table:table-cell office", '<table:table-cell table:number-columns-repeated="9" office')})),
        unusable="too_many_cells")  # fmt: skip
    entity = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    add("entities.xlsx", packed(xlsx({"A": entity + sheet_xml(data)})), unusable="entities")
    add("cut.xlsx", packed(xlsx({"A": sheet_xml(data)}))[:900], unusable="unreadable")
    add_formats(add, packed, collection, point)
    add_spreadsheets(add, packed, xlsx, ods)
    return made


def write() -> None:
    """Write every file and the manifest."""
    made = cases()
    for name, (content, _) in made.items():
        (FOLDER / name).write_bytes(content)
    told = {name: expected for name, (_, expected) in sorted(made.items())}
    (FOLDER / "manifest.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + os.linesep.replace("\r", ""), encoding="utf-8")


if __name__ == "__main__":
    write()
