"""What a ZIP of shapes holds, unpacked within bounds: its names are shown and compared, and never become paths."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from wallonia_map.uploads.limits import UnusableFile, shown_name
from wallonia_map.uploads.zip_guard import BROKEN_ZIP

#: Unpacked bytes of the parts that are read, parts in a ZIP, and how many times larger than the file they may be once that is large.
MAX_UNPACKED, MAX_MEMBERS, MAX_RATIO = 250_000_000, 500, 100
_LARGE = 20_000_000
_SHOWN = 6
_SHAPEFILE_MARK = b"\x00\x00\x27\x0a"


@dataclass(frozen=True)
class ShapefileParts:
    """The bytes of a shapefile's parts; None where the ZIP has none. `name` is what the parts are called in it."""

    name: str
    shp: bytes
    shx: bytes | None
    dbf: bytes | None
    prj: str | None
    cpg: str | None


def has_kml(content: bytes) -> bool:
    """Whether a ZIP holds a KML file and no shapefile, as a KMZ does."""
    with _opened(content) as archive:
        endings = {_ending(info) for info in _members(archive, len(content))}
    return "kml" in endings and "shp" not in endings


def kml_in(content: bytes) -> bytes:
    """The main KML file of a KMZ: `doc.kml`, else the first.

    Raises
    ------
    UnusableFile
        If it is encrypted, broken, or too much.
    """
    with _opened(content) as archive:
        found = [info for info in _members(archive, len(content)) if _ending(info) == "kml"]
        main = next((info for info in found if info.filename.lower() == "doc.kml"), found[0])
        return _unpacked(archive, main)


def shapefile_in(content: bytes, name: str | None = None) -> tuple[ShapefileParts, tuple[str, ...]]:
    """The parts of one shapefile in a ZIP (by default the first), and the names of all.

    Raises
    ------
    UnusableFile
        If it holds none (with what it holds), a part is missing, or it is encrypted, broken, or too much.
    """
    with _opened(content) as archive:
        members = _members(archive, len(content))
        mains = {_stem(info): info for info in members if _ending(info) == "shp"}
        if not mains:
            shown = ", ".join(shown_name(info.filename) for info in members[:_SHOWN]) or "—"
            raise UnusableFile("zip_without_shapes", {"names": shown + (" …" if len(members) > _SHOWN else "")})
        names = tuple(_shown_stem(info) for info in mains.values())
        if name is not None and name not in names:
            raise UnusableFile("no_sheet", {"sheet": name[:60], "sheets": ", ".join(names[:20])})
        stem = list(mains)[names.index(name) if name is not None else 0]
        parts = {_ending(info): info for info in members if _stem(info) == stem}
        for needed in ("shx", "dbf"):
            if needed not in parts:
                raise UnusableFile("shapefile_part", {"part": f".{needed}"})
        read = {ending: _unpacked(archive, parts[ending]) for ending in ("shp", "shx", "dbf", "prj", "cpg") if ending in parts}
    if not (read["shp"].startswith(_SHAPEFILE_MARK) and read["shx"].startswith(_SHAPEFILE_MARK)):
        raise UnusableFile("unreadable")
    texts = {ending: read[ending].decode("utf-8-sig", "replace")[:20_000] if ending in read else None for ending in ("prj", "cpg")}
    return ShapefileParts(_shown_stem(mains[stem]), read["shp"], read["shx"], read["dbf"], texts["prj"], texts["cpg"]), names


class _opened:  # noqa: N801 - read as a word: with _opened(content)
    """A ZIP whose every error is one reason."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __enter__(self) -> zipfile.ZipFile:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(self._content))
        except BROKEN_ZIP as error:
            raise UnusableFile("unreadable") from error
        return self._archive

    def __exit__(self, *_about: object) -> None:
        self._archive.close()


def _members(archive: zipfile.ZipFile, packed: int) -> list[zipfile.ZipInfo]:
    """The files in it, but the shadows that macOS adds."""
    told = archive.infolist()
    if len(told) > MAX_MEMBERS:
        raise UnusableFile("zip_bomb")
    if any(info.flag_bits & 1 for info in told):
        raise UnusableFile("encrypted")
    kept = [info for info in told if not info.is_dir() and "__MACOSX" not in info.filename]
    size = sum(info.file_size for info in kept)
    if size > MAX_UNPACKED or (size > _LARGE and size > MAX_RATIO * packed):
        raise UnusableFile("zip_bomb")
    return kept


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The bytes of a part, no more of them than it declares."""
    try:
        with archive.open(info) as part:
            content = part.read(min(info.file_size, MAX_UNPACKED) + 1)
    except BROKEN_ZIP as error:
        raise UnusableFile("unreadable") from error
    if len(content) > info.file_size:
        raise UnusableFile("zip_bomb")
    return content


def _ending(info: zipfile.ZipInfo) -> str:
    return PurePosixPath(info.filename.replace("\\", "/")).suffix.lower().lstrip(".")


def _stem(info: zipfile.ZipInfo) -> str:
    """What the parts of one shapefile share; names in a ZIP differ in case where programs are careless."""
    return str(PurePosixPath(info.filename.replace("\\", "/")).with_suffix("")).lower()


def _shown_stem(info: zipfile.ZipInfo) -> str:
    """A name with its folders and without its ending, as text to show and to choose by."""
    stem = str(PurePosixPath(info.filename.replace("\\", "/")).with_suffix(""))
    return "".join(letter for letter in stem if letter.isprintable())[-120:]
