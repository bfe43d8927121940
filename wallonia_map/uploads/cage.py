"""Read a stranger's file in a process of its own, with hard limits: a file can end its reader, never the app.

The child hands back a plain Arrow table or one sentence. What the limits are can be set (`ReaderLimits.from_environment`).
"""

import json
import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TypeVar

import geopandas as gpd

from wallonia_map.uploads import cage_child
from wallonia_map.uploads.cage_start import context, start
from wallonia_map.uploads.limits import MAX_BYTES, UnusableFile
from wallonia_map.uploads.reading import ReadTable
from wallonia_map.uploads.record_set import Records
from wallonia_map.uploads.shape_placing import OUTLINES, SHAPES, Placed, read_placed, write_shapes
from wallonia_map.uploads.table_file import read_records_file, read_table_file

#: How often a waiting caller is called back, in seconds: what a press on « Cancel » waits at most.
TICK = 0.2
#: Bytes of a result at most; a table within the reader's own limits stays far below.
MAX_RESULT = 1_500_000_000
#: The same for rows that are read back cell by cell: those of a keeper's table.
MAX_RECORDS = 100_000_000
Given = TypeVar("Given")


@dataclass(frozen=True)
class ReaderLimits:
    """What one file may cost: address space (MB), CPU and wall time (s), open files; and how many are read at a time."""

    memory_mb: int = 1_500
    cpu_seconds: int = 30
    wall_seconds: int = 60
    open_files: int = 64
    at_once: int = 2

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "ReaderLimits":
        """The limits as set by `ATLAS_READER_MEMORY_MB`, `…_CPU_SECONDS`, `…_WALL_SECONDS`, `…_OPEN_FILES`, `…_AT_ONCE`.

        What is not a whole number above zero is passed over: a slip in a setting must not open the cage.
        """
        given = {name: environment.get(f"ATLAS_READER_{name.upper()}", "") for name in cls.__dataclass_fields__}
        return cls(**{name: int(text) for name, text in given.items() if text.isascii() and text.isdecimal() and int(text) > 0})


_limits = ReaderLimits.from_environment()
_places = threading.BoundedSemaphore(_limits.at_once)


def read_caged(
    content: bytes, name: str, *, waiting: Callable[[], None] | None = None, limits: ReaderLimits | None = None, **asked: object
) -> ReadTable:
    """Read a table as `reading.read_table` does, in a process of its own.

    Parameters
    ----------
    content, name
        The file's bytes and its name.
    waiting
        Called every `TICK` seconds until the table is there; what it raises ends the reader (« Cancel », a visitor who left).
    limits
        Other limits than those of the environment.
    **asked
        The options of `read_table`, as plain values.

    Raises
    ------
    UnusableFile
        With the reader's own reason, or with what the reader died of.
    """
    if len(content) > MAX_BYTES:
        raise UnusableFile("too_large", {"limit": MAX_BYTES // 1_000_000})
    with tempfile.TemporaryDirectory(prefix="atlas-reader-") as folder:
        (Path(folder) / cage_child.INPUT).write_bytes(content)
        run_caged("read", Path(folder), {"name": name, **asked}, waiting=waiting, limits=limits)
        return _result(Path(folder) / cage_child.TABLE, read_table_file)


def records_caged(content: bytes, *, most_rows: int, most_columns: int, limits: ReaderLimits | None = None, **asked: object) -> Records:
    """The filled rows of a table as `records.read_records` gives them, read in a process of its own.

    Parameters
    ----------
    content
        The file's bytes.
    most_rows, most_columns
        The last row that may be filled, and how many cells a row may have.
    limits
        Other limits than those of the environment.
    **asked
        The options of `read_records`, as plain values.

    Raises
    ------
    UnusableFile
        With the reader's own reason, or with what the reader died of.
    """
    with tempfile.TemporaryDirectory(prefix="atlas-reader-") as folder:
        (Path(folder) / cage_child.INPUT).write_bytes(content)
        run_caged("records", Path(folder), {"most_rows": most_rows, "most_columns": most_columns, **asked}, limits=limits)
        return _result(Path(folder) / cage_child.TABLE, read_records_file, MAX_RECORDS)


def place_caged(
    shapes: gpd.GeoSeries, outlines: gpd.GeoSeries, *, waiting: Callable[[], None] | None = None, limits: ReaderLimits | None = None
) -> Placed:
    """Place shapes as `shape_placing.place` does, in a process of its own: mending a shape can take hours.

    Raises
    ------
    UnusableFile
        With what the process died of.
    """
    with tempfile.TemporaryDirectory(prefix="atlas-reader-") as folder:
        write_shapes(shapes, Path(folder) / SHAPES)
        write_shapes(outlines, Path(folder) / OUTLINES)
        run_caged("place", Path(folder), {}, waiting=waiting, limits=limits)
        return _result(Path(folder), read_placed)


def run_caged(
    task: str | cage_child.Task,
    folder: Path,
    asked: Mapping[str, object],
    *,
    waiting: Callable[[], None] | None = None,
    limits: ReaderLimits | None = None,
) -> None:
    """Run a task of `cage_child`, or a function of a module, over the files in `folder` and wait for its end.

    Raises
    ------
    UnusableFile
        With the task's own reason, or with what its process died of.
    """
    allowed = limits or _limits
    tick = waiting or (lambda: None)
    while not _places.acquire(timeout=TICK):
        tick()
    try:
        process = _process(task, folder, asked, allowed)
        try:
            start(process)
            _wait(process, tick, allowed)
        finally:
            if process.is_alive():
                process.kill()
            if process.pid is not None:  # else an interrupt came before the start
                process.join()
        _raise_what_happened(process, folder)
    finally:
        _places.release()


def _process(task: str | cage_child.Task, folder: Path, asked: Mapping[str, object], limits: ReaderLimits) -> BaseProcess:
    arguments = (task, str(folder), json.dumps(asked), asdict(limits))
    name = f"atlas-{task if isinstance(task, str) else task.__name__}"
    return context().Process(target=cage_child.run, args=arguments, daemon=True, name=name)


def _wait(process: BaseProcess, tick: Callable[[], None], limits: ReaderLimits) -> None:
    deadline = time.monotonic() + limits.wall_seconds
    process.join(TICK)
    while process.is_alive() and time.monotonic() < deadline:
        tick()
        process.join(TICK)
    if process.is_alive():
        raise UnusableFile("too_slow", {"seconds": limits.cpu_seconds})


def _raise_what_happened(process: BaseProcess, folder: Path) -> None:
    """Turn the end of a reader into its sentence; nothing if it ended well."""
    limits = _limits
    code = process.exitcode
    if code == 0:
        return
    refused = folder / cage_child.REFUSAL
    if code == cage_child.REFUSED and refused.is_file():
        given = json.loads(refused.read_text(encoding="utf-8"))
        raise UnusableFile(str(given["reason"]), dict(given["detail"]))
    if code in (-signal.SIGXCPU, -signal.SIGALRM) if hasattr(signal, "SIGXCPU") else False:
        raise UnusableFile("too_slow", {"seconds": limits.cpu_seconds})
    if code in (-signal.SIGABRT, -signal.SIGKILL) if hasattr(signal, "SIGKILL") else False:
        raise UnusableFile("too_heavy", {"limit": limits.memory_mb})
    raise UnusableFile("too_heavy" if code == cage_child.OUT_OF_MEMORY else "unreadable", {"limit": limits.memory_mb})


def _result(path: Path, read: Callable[[Path], Given], most: int = MAX_RESULT) -> Given:
    """What a reader left, if it is of bounded size and sound."""
    try:
        if path.stat().st_size > most:
            raise UnusableFile("too_heavy", {"limit": _limits.memory_mb})
        return read(path)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnusableFile("unreadable") from error
