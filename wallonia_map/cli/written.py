"""Files on the command line: their causes of failure in plain words, and several written together, all of them or none."""

import contextlib
import errno
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wallonia_map.errors import WalloniaMapError

#: What stands in the way, where a person says it otherwise than the operating system.
_CAUSES = {
    errno.ENOENT: "No such file", errno.EACCES: "Permission denied", errno.EPERM: "Permission denied", errno.EISDIR: "It is a folder",
    errno.ENOSPC: "Disk full", errno.EDQUOT: "Disk full", errno.EROFS: "The disk can only be read",
}  # fmt: skip


@dataclass(eq=False)
class UnwritableError(WalloniaMapError):
    """A file cannot be written where it was asked for."""

    path: Path
    reason: str

    def __str__(self) -> str:
        """Name the file and what stands in the way."""
        return f"cannot write {self.path}: {self.reason}"


@dataclass(eq=False)
class UnreadableError(WalloniaMapError):
    """A file that a command was given cannot be read."""

    path: Path
    reason: str

    def __str__(self) -> str:
        """Name what stands in the way, then the file."""
        return f"{self.reason}: {self.path}"


def cause(error: OSError) -> str:
    """Why the operating system refused, as a person says it: « No such file », « Disk full »."""
    return _CAUSES.get(error.errno or 0, error.strerror or str(error))


def read_whole(path: Path, most: int = -1) -> bytes:
    """The bytes of a file, `most` of them at most where that is no negative number.

    Raises
    ------
    UnreadableError
        If there is no such file, it is a folder, or it may not be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise UnreadableError(path, cause(error)) from error


def check_source(path: Path) -> None:
    """Complain before the work of a file that cannot be read.

    Raises
    ------
    UnreadableError
        As `read_whole` does.
    """
    read_whole(path, 0)


def check_place(path: Path) -> None:
    """Complain before the work, not after it.

    Raises
    ------
    UnwritableError
        If the folder of `path` does not exist, or something that is no file stands there.
    """
    if not path.parent.is_dir():
        raise UnwritableError(path, f"the folder {path.parent} does not exist")
    if path.exists() and not path.is_file():  # a folder, or a device that a new file must not replace
        raise UnwritableError(path, "it is not a file")


def write_whole(path: Path, content: bytes) -> None:
    """Write `path` whole or not at all; see `write_all`."""
    write_all({path: content})


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write several files, all of them or none.

    Each is written beside its place first, and they take their places once everything is on the disk. Where one cannot,
    those that had taken theirs give it back.

    Raises
    ------
    UnwritableError
        If a file cannot be written; what stood there before still stands there.
    """
    fresh = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in files}
    former = {path: path.with_name(f".{path.name}.{os.getpid()}.before") for path in files}
    replaced: list[Path] = []
    path = next(iter(files))
    try:
        for path, content in files.items():
            with fresh[path].open("xb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
        for path in files:
            if len(files) > 1 and path.exists():
                path.replace(former[path])
            replaced.append(path)
            fresh[path].replace(path)
    except BaseException as error:  # a stop by the keyboard, too, leaves what was there
        for one in replaced:
            _give_back(one, former[one], is_new=not fresh[one].exists())
        if isinstance(error, OSError):
            raise UnwritableError(path, cause(error)) from error
        raise
    finally:
        for part in (*fresh.values(), *former.values()):
            with contextlib.suppress(OSError):  # it was never made, or its folder may not be written
                part.unlink(missing_ok=True)


def _give_back(path: Path, former: Path, *, is_new: bool) -> None:
    """Put back what stood at `path`; where nothing did, take away the new file."""
    if former.exists():
        former.replace(path)
    elif is_new:
        path.unlink(missing_ok=True)
