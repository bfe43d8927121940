"""What stands in a file that the atlas writes: its texts, and its tables cell by cell, read with libraries that did not write it."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import openpyxl
import pptx
import pyogrio
import pypdf

from wallonia_map.export.receipt import File

_MARKUP = re.compile(r"<style.*?</style>|<script(?! type=.application/json).*?</script>|<[^>]+>", re.DOTALL)
#: One pixel, where a test asks for words.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)
Rows = dict[str, list[dict[str, object]]]


def texts_of(file: File, room: Path) -> list[str]:
    """Every text of a file, whatever its form; `room` is where a reader that wants a path finds it."""
    form = Path(file.name).suffix.removeprefix(".")
    match form:
        case "csv" | "txt":
            return file.content.decode("utf-8-sig").splitlines()
        case "html" | "svg":
            return [" ".join(unescape(_MARKUP.sub(" ", file.content.decode("utf-8"))).split())]
        case "geojson" | "json":
            return list(_strings(json.loads(file.content)))
        case "pptx":
            return list(_slide_texts(file.content))
        case "pdf":
            return [" ".join((page.extract_text() or "").split()) for page in pypdf.PdfReader(io.BytesIO(file.content)).pages]
        case "xlsx" | "gpkg":
            return [
                text for rows in tables_of(file, room).values() for row in rows for text in (*row, *row.values()) if isinstance(text, str)
            ]
        case "zip":
            with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
                inner = [File(name, "", archive.read(name)) for name in archive.namelist()]
            return [text for one in inner for text in texts_of(one, room)]
    return []


def tables_of(file: File, room: Path) -> Rows:
    """The tables of a file by name, a row a mapping from header to cell; an empty cell is None."""
    form = Path(file.name).suffix.removeprefix(".")
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(file.content), read_only=True)
        return {sheet.title: list(_named(sheet.iter_rows(values_only=True))) for sheet in book}
    if form == "gpkg":
        path = room / Path(file.name).name
        path.write_bytes(file.content)
        return {str(name): _layer(path, str(name)) for name, _ in pyogrio.list_layers(path)}
    if form == "csv":
        text = file.content.decode("utf-8-sig")
        rows = csv.reader(io.StringIO(text), delimiter=";" if ";" in text.split("\n", 1)[0] else ",")
        return {"": list(_named(tuple(cell or None for cell in row) for row in rows))}
    if form == "geojson":
        return {"": [one["properties"] for one in json.loads(file.content)["features"]]}
    return {}


def _named(rows: Iterator[tuple[object, ...]]) -> Iterator[dict[str, object]]:
    header = [str(cell) for cell in next(rows)]
    for row in rows:
        yield dict(zip(header, row, strict=False))


def _layer(path: Path, name: str) -> list[dict[str, object]]:
    frame = pyogrio.read_dataframe(path, layer=name, read_geometry=False)
    return [dict(row) for row in frame.astype("object").where(frame.notna(), None).to_dict("records")]


def _slide_texts(content: bytes) -> Iterator[str]:
    for slide in pptx.Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)
            described = shape._element.xpath(".//p:cNvPr/@descr")
            yield from (str(text) for text in described)
        if slide.has_notes_slide:
            yield slide.notes_slide.notes_text_frame.text


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield str(name)
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
