"""The guard before a spreadsheet's reader: unpacks within bounds, looks at every part, hands on only what it saw."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from xml.parsers import expat

from wallonia_map.uploads.limits import MAX_CELLS, UnusableFile

#: Unpacked bytes at most, and how many times larger than the file they may be once that is large.
MAX_UNPACKED = 300_000_000
MAX_RATIO = 200
_LARGE = 10_000_000
MAX_PARTS = 2_000
#: What reading a broken or hostile ZIP may raise.
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    ValueError,
    OSError,
    RuntimeError,
    IndexError,
)
_KEPT = re.compile(r"\.(xml|rels)$|^mimetype$", re.IGNORECASE)


def guarded(content: bytes) -> bytes:
    """A fresh workbook of the XML parts of `content`, uncompressed, none of which can surprise its reader.

    The reader keeps a sheet as one dense block, so that two cells in opposite corners, or a repeated row, would fill
    the memory: the size of every sheet is worked out here first, without building it.

    Raises
    ------
    UnusableFile
        If it is encrypted, a bomb, declares entities, has too many cells, or is broken.
    """
    fresh = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(fresh, "w") as out:
            parts = package.infolist()
            _check_sizes(parts, len(content))
            wanted = {part.filename: part for part in parts if _KEPT.search(part.filename)}
            scan = _Scan()
            for name, part in wanted.items():
                data = package.read(part)
                if name.lower() == "meta-inf/manifest.xml" and b"encryption-data" in data:
                    raise UnusableFile("encrypted")
                if name != "mimetype":
                    scan.read(data)
                out.writestr(name, data)
    except BROKEN_ZIP as error:
        raise UnusableFile("unreadable") from error
    return fresh.getvalue()


def _check_sizes(parts: list[zipfile.ZipInfo], packed: int) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise UnusableFile("encrypted")
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or (unpacked > _LARGE and unpacked > MAX_RATIO * packed):
        raise UnusableFile("zip_bomb")


class _Scan:
    """How far the filled cells of every sheet reach, in Office Open XML and in OpenDocument."""

    def __init__(self) -> None:
        self._cells = 0
        self._columns: dict[str, int] = {}
        self._new_sheet()

    def _new_sheet(self) -> None:
        self._row = self._column = self._width = self._height = 0
        self._row_span = self._column_span = 1

    def read(self, data: bytes) -> None:
        """Look at one part.

        Raises
        ------
        UnusableFile
            If it declares a document type or an entity, is not UTF-8 XML, or its cells are too many.
        """
        if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:4]:
            raise UnusableFile("unreadable")  # office programs write UTF-8; another encoding would hide things from a look
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse_entities
        parser.EntityDeclHandler = _refuse_entities
        parser.StartElementHandler = self._start
        self._new_sheet()
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            raise UnusableFile("unreadable") from error
        self._count()

    def _count(self) -> None:
        self._cells += self._height * self._width
        if self._cells > MAX_CELLS:
            raise UnusableFile("too_many_cells", {"limit": MAX_CELLS})
        self._new_sheet()

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._cell(attributes.get("r"))
        elif name in ("v", "is", "p", "f"):
            self._filled()
        elif name == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0
        elif name in ("table-cell", "covered-table-cell"):
            self._column += self._column_span
            self._column_span = repeated(attributes, "number-columns-repeated")
            if any(attribute.rpartition(":")[2] in ("value-type", "formula") for attribute in attributes):
                self._filled(from_column=self._column)
        elif name == "table-row":
            self._row += self._row_span
            self._row_span = repeated(attributes, "number-rows-repeated")
            self._column, self._column_span = 0, 1
        elif name == "table":
            self._count()

    def _cell(self, reference: str | None) -> None:
        if reference is None:
            self._column += 1
            return
        letters = reference.rstrip("0123456789")
        if letters not in self._columns:
            self._columns[letters] = column_number(letters)
        self._column = self._columns[letters]
        self._row = int(reference[len(letters):] or self._row)  # fmt: skip

    def _filled(self, from_column: int | None = None) -> None:
        """Note the cell that the scan stands on; a repeated one reaches as far as it is repeated."""
        column = self._column if from_column is None else from_column
        self._height = max(self._height, self._row + self._row_span - 1)
        self._width = max(self._width, column + self._column_span - 1)
        if self._height * self._width > MAX_CELLS:
            raise UnusableFile("too_many_cells", {"limit": MAX_CELLS})


def _refuse_entities(*_: object) -> None:
    raise UnusableFile("entities")


def repeated(attributes: Mapping[str, str], name: str) -> int:
    """How often a cell or row of OpenDocument is repeated, by the attribute `name`."""
    return next((max(1, int(value)) for key, value in attributes.items() if key.rpartition(":")[2] == name), 1)


def column_number(letters: str) -> int:
    """The number of a column (from 1) from its letters: 28 for AB."""
    number = 0
    for letter in letters.upper()[:6]:
        number = number * 26 + max(0, ord(letter) - 64)
    return number
