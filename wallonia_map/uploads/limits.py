"""What a file may be at most, and the one error that says in a sentence why a file cannot be used."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from wallonia_map.errors import WalloniaMapError
from wallonia_map.i18n import say

MAX_BYTES = 50_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 500
#: Rows × columns; what a planner's table never has, and what keeps memory bounded.
MAX_CELLS = 5_000_000


@dataclass(eq=False)
class UnusableFile(WalloniaMapError):  # noqa: N818 - the page and the command say « unusable »; it is the word of the team
    """A file that cannot be read as a table: `reason` is the message `unusable.<reason>`, `detail` its values."""

    reason: str
    detail: dict[str, object] = field(default_factory=dict)

    def sentence(self, language: str) -> str:
        """The reason as one sentence in `language`."""
        return say(f"unusable.{self.reason}", language, **self.detail)

    def __str__(self) -> str:
        """The sentence in English, as on the command line."""
        return self.sentence("en")


class FileFormat(StrEnum):
    """The forms of file that can be read."""

    CSV = "csv"
    XLSX = "xlsx"
    ODS = "ods"
    GEOJSON = "geojson"
    GPKG = "gpkg"


_ENDINGS = {
    "csv": FileFormat.CSV, "txt": FileFormat.CSV, "tsv": FileFormat.CSV, "tab": FileFormat.CSV, "xlsx": FileFormat.XLSX, "xlsm": FileFormat.XLSX, "ods": FileFormat.ODS,
    "geojson": FileFormat.GEOJSON, "json": FileFormat.GEOJSON, "gpkg": FileFormat.GPKG,
}  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0"
#: How files of other kinds begin, as people call them.
_STRANGERS = {
    b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"\x1f\x8b": "gzip", b"7z\xbc\xaf": "7-Zip", b"Rar!": "RAR",
    b"PAR1": "Parquet", b"\x7fELF": "program", b"MZ\x90": "program", b"\x00\x00\x27\x0a": "shapefile",
}  # fmt: skip
_MARKUP = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|table|script|svg)", re.IGNORECASE)
_JSON = re.compile(rb'^(?:\xef\xbb\xbf)?\s*\{\s*"')


def shown_name(name: str) -> str:
    """The last part of a file's name, short and printable: what a visitor sent is text to show, never a path."""
    last = re.split(r"[\\/]", name)[-1]
    return "".join(letter for letter in last if letter.isprintable())[:120]


def format_of(content: bytes, name: str) -> FileFormat:
    """The form of a file, from its first bytes; they and the ending must agree.

    Raises
    ------
    UnusableFile
        If it is too large, empty, of another kind, or not what its ending says.
    """
    if len(content) > MAX_BYTES:
        raise UnusableFile("too_large", {"limit": MAX_BYTES // 1_000_000})
    if not content.strip(b"\x00 \t\r\n"):
        raise UnusableFile("no_rows")
    ending = shown_name(name).rpartition(".")[2].lower() if "." in name else ""
    said = _ENDINGS.get(ending)
    found = _found(content, said)
    if ending and said is None and found in (FileFormat.CSV, None):
        raise UnusableFile("unknown_kind", {"ending": f".{ending[:20]}"})
    if isinstance(found, FileFormat) and found is said:
        return found
    if said is None and isinstance(found, FileFormat):
        return found
    raise UnusableFile(
        "not_what_it_says", {"ending": f".{ending[:20]}", "found": found.value.upper() if isinstance(found, FileFormat) else found}
    )


def _found(content: bytes, said: FileFormat | None) -> FileFormat | str:
    if content.startswith(_OLE):
        # Excel and LibreOffice put an encrypted workbook into the container that .xls files used to be.
        encrypted = "EncryptedPackage".encode("utf-16-le") in content or said in (FileFormat.XLSX, FileFormat.ODS)
        raise UnusableFile("encrypted" if encrypted else "old_format")
    if content.startswith(b"PK"):
        return _zipped(content)
    if content.startswith(b"SQLite format 3\x00"):
        return FileFormat.GPKG
    stranger = next((kind for start, kind in _STRANGERS.items() if content.startswith(start)), None)
    if stranger is not None:
        return stranger
    if _MARKUP.match(content[:200]):
        return "HTML/XML"
    if _JSON.match(content[:400]):
        return FileFormat.GEOJSON
    return FileFormat.CSV


def _zipped(content: bytes) -> FileFormat | str:
    """Which spreadsheet a zip is, told by the names of its parts (they stand uncompressed at its end)."""
    if b"xl/workbook.xml" in content:
        return FileFormat.XLSX
    if b"opendocument.spreadsheet" in content[:200] or (b"content.xml" in content and b"META-INF/manifest.xml" in content):
        return FileFormat.ODS
    return "ZIP"
