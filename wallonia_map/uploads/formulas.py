"""The formulas of a workbook's sheet, which its reader leaves out: what a cell calculates is not what somebody wrote."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from wallonia_map.uploads.limits import UnusableFile
from wallonia_map.uploads.zip_guard import column_number, repeated

Formulas = dict[tuple[int, int], str]


def formulas_of(safe: bytes, sheet: str) -> Formulas:
    """The formula of every cell of a sheet that has one, with its « = », by row and column (both from 1).

    `safe` is what `guarded` made of a file, so that its XML declares no entities and has no more cells than allowed.

    Raises
    ------
    UnusableFile
        If the sheet is not where the workbook says.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(safe)) as package:
            if "content.xml" in package.namelist():
                return dict(_open_document(package, sheet))
            return dict(_office_open_xml(package, part_of(package, sheet)))
    except (KeyError, ValueError, StopIteration, ElementTree.ParseError) as error:
        raise UnusableFile("unreadable") from error


def part_of(package: zipfile.ZipFile, sheet: str) -> str:
    """The part of an Office Open XML workbook that holds a sheet."""
    book = ElementTree.fromstring(package.read("xl/workbook.xml"))
    told = next(element for element in book.iter() if _local(element.tag) == "sheet" and element.get("name") == sheet)
    relation = _attribute(told, "id")
    relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    target = next(element.attrib["Target"] for element in relations if element.get("Id") == relation)
    return posixpath.normpath(posixpath.join("/xl", target)).removeprefix("/")


def _office_open_xml(package: zipfile.ZipFile, part: str) -> Iterator[tuple[tuple[int, int], str]]:
    row = column = 0
    with package.open(part) as file:
        for event, element in ElementTree.iterparse(file, ("start", "end")):
            name = _local(element.tag)
            if event == "start" and name == "row":
                row, column = int(element.get("r", row + 1)), 0
            elif event == "start" and name == "c":
                letters = element.get("r", "").rstrip("0123456789")
                column = column_number(letters) if letters else column + 1
            elif event == "end" and name == "f":
                yield (row, column), f"={element.text or ''}"
            elif event == "end" and name == "row":
                element.clear()


def _open_document(package: zipfile.ZipFile, sheet: str) -> Iterator[tuple[tuple[int, int], str]]:
    """A repeated cell or row of formulas is told once: where it begins."""
    row = column = row_span = column_span = 1
    inside = False
    with package.open("content.xml") as file:
        for _, element in ElementTree.iterparse(file, ("start",)):
            name = _local(element.tag)
            if name == "table":
                inside, row, row_span = _attribute(element, "name") == sheet, 0, 1
            elif name == "table-row":
                row, row_span = row + row_span, repeated(element.attrib, "number-rows-repeated")
                column, column_span = 0, 1
            elif name in ("table-cell", "covered-table-cell"):
                column, column_span = column + column_span, repeated(element.attrib, "number-columns-repeated")
                formula = _attribute(element, "formula")
                if inside and formula:
                    yield (row, column), f"={formula.partition('=')[2]}"


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _attribute(element: ElementTree.Element, name: str) -> str | None:
    return next((value for key, value in element.attrib.items() if _local(key) == name), None)
