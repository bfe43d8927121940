"""What form a file has, from its first bytes; one that is not read is named, with what to give instead."""

import re
from enum import StrEnum

from wallonia_map.uploads.limits import MAX_BYTES, UnusableFile, shown_name


class FileFormat(StrEnum):
    """The forms of file that can be read."""

    CSV = "csv"
    XLSX = "xlsx"
    ODS = "ods"
    GEOJSON = "geojson"
    GPKG = "gpkg"
    SHAPEFILE = "shapefile"
    KML = "kml"
    TOPOJSON = "topojson"
    PARQUET = "parquet"
    JSON = "json"
    JSON_STAT = "json-stat"


#: Forms whose rows may lie in a coordinate system that can be declared.
PLACED_FORMS = frozenset(
    {FileFormat.GEOJSON, FileFormat.GPKG, FileFormat.SHAPEFILE, FileFormat.TOPOJSON, FileFormat.PARQUET, FileFormat.JSON}
)
#: Endings that are read. What a JSON file or a ZIP is inside is told by its reader: until then they are `JSON` and `SHAPEFILE`.
_ENDINGS = {
    "csv": FileFormat.CSV, "txt": FileFormat.CSV, "tsv": FileFormat.CSV, "tab": FileFormat.CSV, "xlsx": FileFormat.XLSX, "xlsm": FileFormat.XLSX, "ods": FileFormat.ODS,
    "geojson": FileFormat.JSON, "json": FileFormat.JSON, "topojson": FileFormat.JSON, "jsonl": FileFormat.JSON, "ndjson": FileFormat.JSON,
    "geojsonl": FileFormat.JSON, "gpkg": FileFormat.GPKG, "zip": FileFormat.SHAPEFILE, "kml": FileFormat.KML, "kmz": FileFormat.SHAPEFILE,
    "parquet": FileFormat.PARQUET, "geoparquet": FileFormat.PARQUET,
}  # fmt: skip
#: Endings of files that are not read, where their bytes do not tell them, and the sentence `unusable.not_read_…` for each.
_STRANGE_ENDINGS = {
    "dxf": "geodata", "dwg": "geodata", "gdb": "geodata", "mif": "geodata", "mid": "geodata", "gml": "geodata", "gpx": "geodata", "shp": "shapefile",
    "shx": "shapefile", "dbf": "shapefile", "prj": "shapefile", "cpg": "shapefile", "sav": "table", "dta": "table", "rds": "table", "mdb": "table",
    "accdb": "table", "doc": "document", "rtf": "document", "svg": "picture",
}  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0"
#: How files of other kinds begin, as people call them, and the sentence for each.
_STRANGERS = {
    b"%PDF": ("PDF", "document"), b"{\\rtf": ("RTF", "document"), b"\x89PNG": ("PNG", "picture"), b"\xff\xd8\xff": ("JPEG", "picture"),
    b"GIF8": ("GIF", "picture"), b"II*\x00": ("TIFF", "picture"), b"MM\x00*": ("TIFF", "picture"),
    b"\x1f\x8b": ("gzip", "archive"), b"7z\xbc\xaf": ("7-Zip", "archive"), b"Rar!": ("RAR", "archive"), b"BZh": ("bzip2", "archive"),
    b"\xfd7zXZ": ("xz", "archive"), b"(\xb5/\xfd": ("Zstandard", "archive"), b"ARROW1": ("Arrow", "table"), b"$FL2": ("SPSS", "table"),
    b"<stata_dta>": ("Stata", "table"), b"\x00\x01\x00\x00Standard": ("Access", "table"), b"\x00\x00\x27\x0a": ("Shapefile", "shapefile"),
    b"AutoCAD Binary DXF": ("DXF", "geodata"), b"fgb\x03": ("FlatGeobuf", "geodata"),
    b"\x7fELF": ("program", "program"), b"MZ\x90": ("program", "program"),
}  # fmt: skip
#: Kinds whose first letters alone could begin a table.
_LIKE_TEXT = {
    re.compile(rb"BM.{4}\x00\x00\x00\x00", re.DOTALL): ("BMP", "picture"), re.compile(rb"RIFF.{4}WEBP", re.DOTALL): ("WebP", "picture"),
    re.compile(rb"\s*(?:999\s+[^\n]{0,300}\n\s*){0,5}0\s*\r?\nSECTION\b"): ("DXF", "geodata"), re.compile(rb"AC10\d\d\x00"): ("DWG", "geodata"),
}  # fmt: skip
_MARKUP = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:!--|!doctype|html|\?xml|table|script|svg|kml|gml|wfs|head|meta|style|body)", re.IGNORECASE)
_KML = re.compile(rb"<(?:\w+:)?kml[\s>]", re.IGNORECASE)
_WORKBOOK_XML = (b"urn:schemas-microsoft-com:office:spreadsheet", b'progid="Excel.Sheet"')
_JSON = re.compile(rb'^(?:\xef\xbb\xbf)?\s*(?:\{\s*["}]|\[\s*[{\[])')
_JSON_IN_UTF_16 = (b"{\x00", b"\xff\xfe{\x00", b"\xff\xfe[\x00")
#: Names of parts by which other ZIP files are known.
_PACKAGES = {
    b"word/document.xml": ("DOCX", "document"), b"ppt/presentation.xml": ("PPTX", "document"), b"opendocument.text": ("ODT", "document"),
    b"opendocument.presentation": ("ODP", "document"), b"xl/workbook.bin": ("XLSB", "table"), b"Index/Document.iwa": ("Numbers", "table"),
    b".gdbtable": ("FileGDB", "geodata"),
}  # fmt: skip


def format_of(content: bytes, name: str) -> FileFormat:
    """The form of a file, from its first bytes; they and the ending must agree.

    Raises
    ------
    UnusableFile
        If it is too large, empty, of a kind that is not read, or not what its ending says.
    """
    if len(content) > MAX_BYTES:
        raise UnusableFile("too_large", {"limit": MAX_BYTES // 1_000_000})
    if not content.strip(b"\x00 \t\r\n"):
        raise UnusableFile("no_rows")
    ending = shown_name(name).rpartition(".")[2].lower() if "." in name else ""
    said = _ENDINGS.get(ending)
    found = _found(content, ending, said)
    if found is said or (said is None and found is not FileFormat.CSV):
        return found
    if ending and said is None:
        strange = _STRANGE_ENDINGS.get(ending)
        if strange is not None:
            raise _not_read(ending.upper(), strange)
        raise UnusableFile("unknown_kind", {"ending": f".{ending[:20]}"})
    if said is None:
        return found
    raise UnusableFile("not_what_it_says", {"ending": f".{ending[:20]}", "found": _shown(found)})


def _shown(found: FileFormat) -> str:
    return "ZIP" if found is FileFormat.SHAPEFILE else found.value.upper()


def _not_read(kind: str, sentence: str) -> UnusableFile:
    return UnusableFile(f"not_read_{sentence}", {"kind": kind})


def _found(content: bytes, ending: str, said: FileFormat | None) -> FileFormat:
    if content.startswith(_OLE):
        raise _compound(content, ending, said)
    if content.startswith(b"PK\x03\x04") or content.startswith(b"PK\x05\x06"):
        return _zipped(content)
    if content.startswith(b"SQLite format 3\x00"):
        return FileFormat.GPKG
    if content.startswith(b"PAR1"):
        return FileFormat.PARQUET
    stranger = next((told for start, told in _STRANGERS.items() if content.startswith(start)), None)
    stranger = stranger or next((told for pattern, told in _LIKE_TEXT.items() if pattern.match(content[:2000])), None)
    if stranger is not None:
        raise _not_read(*stranger)
    if _MARKUP.match(content[:200]):
        return _markup(content, ending)
    if _JSON.match(content[:400]) or (said is FileFormat.JSON and content.startswith(_JSON_IN_UTF_16)):
        return FileFormat.JSON
    return FileFormat.CSV


def _compound(content: bytes, ending: str, said: FileFormat | None) -> UnusableFile:
    """What stands in the container that .xls and .doc files were; Excel and LibreOffice put an encrypted workbook into it."""
    is_workbook = "Workbook".encode("utf-16-le") in content
    if "EncryptedPackage".encode("utf-16-le") in content or (said in (FileFormat.XLSX, FileFormat.ODS) and not is_workbook):
        return UnusableFile("encrypted")
    if ending == "doc" or "WordDocument".encode("utf-16-le") in content:
        return _not_read("DOC", "document")
    if ending == "ppt" or "PowerPoint Document".encode("utf-16-le") in content:
        return _not_read("PPT", "document")
    return UnusableFile("old_format")


def _markup(content: bytes, ending: str) -> FileFormat:
    """KML, or the name of what else is written in angle brackets: an HTML page that is called .xls, a saved page, GML."""
    start = content[:4000]
    if _KML.search(start):
        return FileFormat.KML
    if any(mark in start for mark in _WORKBOOK_XML):
        raise _not_read("Excel 2003 XML", "spreadsheet_page")
    lower = start.lower()
    if b"<svg" in lower:
        raise _not_read("SVG", "picture")
    if b"opengis.net/gml" in lower or b"<gpx" in lower:
        raise _not_read("GPX" if b"<gpx" in lower else "GML", "geodata")
    if ending in ("xls", "xlsx", "ods") or b"office:excel" in lower:
        raise _not_read("HTML", "spreadsheet_page")
    raise _not_read("XML" if b"<?xml" in lower and b"<html" not in lower else "HTML", "page")


def _zipped(content: bytes) -> FileFormat:
    """What a ZIP is, told by the names of its parts (they stand uncompressed at its end)."""
    if b"xl/workbook.xml" in content:
        return FileFormat.XLSX
    if b"opendocument.spreadsheet" in content[:200]:
        return FileFormat.ODS
    package = next((told for mark, told in _PACKAGES.items() if mark in content), None)
    if package is not None:
        raise _not_read(*package)
    if b"content.xml" in content and b"META-INF/manifest.xml" in content:
        return FileFormat.ODS
    return FileFormat.SHAPEFILE
