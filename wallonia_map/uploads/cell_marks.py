"""What a workbook's reader leaves out about its cells: which are shares in a percent format, and which formulas nobody worked out."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from wallonia_map.uploads.formulas import part_of
from wallonia_map.uploads.limits import MAX_CELLS, UnusableFile
from wallonia_map.uploads.zip_guard import column_number, repeated

#: Formats that every workbook has: « 0% » and « 0.00% ».
_PERCENT_FORMATS = frozenset({"9", "10"})
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
Place = tuple[int, int]


@dataclass
class Marks:
    """Cells of a sheet by row and column (both from 1)."""

    percent: set[Place] = field(default_factory=set)
    uncalculated: set[Place] = field(default_factory=set)


def marks_of(safe: bytes, sheet: str) -> Marks:
    """The marks of a sheet; `safe` is what `guarded` made of a file, so that its XML is bounded and declares no entities.

    Raises
    ------
    UnusableFile
        If the sheet is not where the workbook says.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(safe)) as package:
            if "content.xml" in package.namelist():
                content = package.read("content.xml")
                told: _OpenDocument | _OfficeOpenXml | None = (
                    _OpenDocument(sheet) if b"percentage" in content or b"formula" in content else None
                )
            else:
                content = package.read(part_of(package, sheet))
                styles = _percent_styles(package)
                told = _OfficeOpenXml(styles, _counts_on_load(package)) if styles or b"f>" in content or b"<f " in content else None
        if told is None:
            return Marks()
        parser = expat.ParserCreate()
        parser.StartElementHandler = told.start
        parser.EndElementHandler = told.end
        parser.CharacterDataHandler = told.text
        parser.Parse(content, True)
        return told.marks()
    except (KeyError, ValueError, StopIteration, ElementTree.ParseError, expat.ExpatError) as error:
        raise UnusableFile("unreadable") from error


def _percent_styles(package: zipfile.ZipFile) -> frozenset[str]:
    """The numbers of the cell styles of an Office Open XML workbook whose format shows a percentage."""
    if "xl/styles.xml" not in package.namelist():
        return frozenset()
    styles = ElementTree.fromstring(package.read("xl/styles.xml"))
    codes = {one.get("numFmtId", ""): one.get("formatCode", "") for one in styles.iter() if one.tag.endswith("}numFmt")}
    percent = _PERCENT_FORMATS | {number for number, code in codes.items() if "%" in _QUOTED.sub("", code)}
    used = next((one for one in styles.iter() if one.tag.endswith("}cellXfs")), None)
    return frozenset(str(place) for place, one in enumerate([] if used is None else used) if one.get("numFmtId") in percent)


def _counts_on_load(package: zipfile.ZipFile) -> bool:
    """Whether the workbook asks the program that opens it to work everything out: libraries write it, and 0 for every formula."""
    book = ElementTree.fromstring(package.read("xl/workbook.xml"))
    return any(one.tag.endswith("}calcPr") and one.get("fullCalcOnLoad") in ("1", "true") for one in book.iter())


class _OfficeOpenXml:
    def __init__(self, styles: frozenset[str], counts_on_load: bool) -> None:
        self._styles, self._counts_on_load = styles, counts_on_load
        self._marks = Marks()
        self._row = self._column = 0
        self._formula = self._is_text = self._has_value = self._in_value = False
        self._value = ""
        self._zeros: set[Place] = set()
        self._others = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif name == "c":
            letters = attributes.get("r", "").rstrip("0123456789")
            self._column = column_number(letters) if letters else self._column + 1
            self._formula, self._has_value, self._value = False, False, ""
            self._is_text = attributes.get("t") == "str"
            if attributes.get("s") in self._styles:
                self._marks.percent.add((self._row, self._column))
        elif name == "f":
            self._formula = True
        elif name == "v":
            self._has_value = self._in_value = True

    def text(self, text: str) -> None:
        if self._in_value and self._formula:
            self._value = (self._value + text)[:20]

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "v":
            self._in_value = False
        elif name == "c" and self._formula:
            place = (self._row, self._column)
            if not (self._value or (self._is_text and self._has_value)):
                self._marks.uncalculated.add(place)
            elif self._value == "0" and not self._is_text:
                self._zeros.add(place)
            else:
                self._others += 1

    def marks(self) -> Marks:
        if self._counts_on_load and not self._others:
            self._marks.uncalculated |= self._zeros
        return self._marks


class _OpenDocument:
    def __init__(self, sheet: str) -> None:
        self._sheet, self._inside = sheet, False
        self._marks = Marks()
        self._row = self._column = 0
        self._row_span = self._column_span = 1

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "table":
            told = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "name"), "")
            self._inside, self._row, self._row_span = told == self._sheet, 0, 1
        elif name == "table-row":
            self._row += self._row_span
            self._row_span = repeated(attributes, "number-rows-repeated")
            self._column, self._column_span = 0, 1
        elif name in ("table-cell", "covered-table-cell"):
            self._column += self._column_span
            self._column_span = repeated(attributes, "number-columns-repeated")
            if self._inside:
                self._mark({key.rpartition(":")[2]: value for key, value in attributes.items()})

    def _mark(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("value-type")
        marked = self._marks.percent if kind == "percentage" else None
        if "formula" in attributes and (kind is None or (kind in ("float", "percentage", "currency") and "value" not in attributes)):
            marked = self._marks.uncalculated
        if marked is None:
            return
        if self._row_span * self._column_span + len(marked) > MAX_CELLS:
            raise UnusableFile("too_many_cells", {"limit": MAX_CELLS})
        rows, columns = range(self._row, self._row + self._row_span), range(self._column, self._column + self._column_span)
        marked.update((row, column) for row in rows for column in columns)

    def text(self, _text: str) -> None:
        """Cells are told by their attributes."""

    def end(self, _tag: str) -> None:
        """Cells are told by their attributes."""

    def marks(self) -> Marks:
        return self._marks
