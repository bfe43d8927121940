"""What runs inside a reader's process: hard limits first, then one task over the files of one folder.

Nothing here is called by the app itself; `cage.run_caged` starts it. A result is a file in the folder, a refusal a reason.
"""

import contextlib
import ctypes
import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import shapely

from wallonia_map.uploads.limits import UnusableFile
from wallonia_map.uploads.reading import read_table
from wallonia_map.uploads.records import read_records
from wallonia_map.uploads.shape_placing import place_file
from wallonia_map.uploads.table_file import write_records, write_table

#: What a process does over the files of a folder, with options as plain values.
Task = Callable[[Path, dict[str, object]], None]
INPUT, TABLE, REFUSAL = "input", "table.arrow", "refusal.json"
#: Exit codes of an ordered end; what a signal ends has its negative number.
REFUSED, OUT_OF_MEMORY, BROKEN = 3, 4, 5
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000
#: Events of the interpreter that no reader has a use for.
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork", "ctypes.dlopen", "webbrowser.")
_MAX_WRITTEN = 2_000_000_000


def run(task: str | Task, folder: str, asked: str, limits: dict[str, int]) -> None:
    """Limit this process, do `task` over the files in `folder` with the options in `asked` (JSON), and end it.

    A task is one of those here, by its name, or a function that a room above brings.
    """
    confine(limits)
    _be_quiet()
    try:
        done = _TASKS[task] if isinstance(task, str) else task
        done(Path(folder), json.loads(asked))
    except UnusableFile as error:
        refusal = json.dumps({"reason": error.reason, "detail": error.detail}, default=str)
        (Path(folder) / REFUSAL).write_text(refusal, encoding="utf-8")
        os._exit(REFUSED)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except shapely.errors.GEOSException as error:
        os._exit(OUT_OF_MEMORY if "bad_alloc" in str(error) else BROKEN)
    except BaseException:  # noqa: BLE001 - whatever a file brings about ends here, with one code and no trace
        os._exit(BROKEN)
    os._exit(0)  # without the interpreter's own tidying up, which may need memory that is not there


def confine(limits: dict[str, int]) -> None:
    """Set this process's limits: address space, CPU and wall time, files, no core dump, no network, no other program.

    Windows knows no such limits: there the caller's wall clock alone ends a reader.
    """
    with contextlib.suppress(ImportError):
        import resource

        memory = limits["memory_mb"] * 1_000_000
        for what, most in (
            (resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_NOFILE, limits["open_files"]),
            (resource.RLIMIT_FSIZE, _MAX_WRITTEN),
        ):  # fmt: skip
            resource.setrlimit(what, (most, most))
        # The soft limit ends the process (SIGXCPU); one second later the hard one does, whatever it caught.
        resource.setrlimit(resource.RLIMIT_CPU, (limits["cpu_seconds"], limits["cpu_seconds"] + 1))
        for number in (signal.SIGXCPU, signal.SIGALRM, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        signal.alarm(limits["wall_seconds"] + 1)  # where the parent is gone, nobody else would end it
    _leave_the_network()
    sys.addaudithook(_refuse)


def _be_quiet() -> None:
    """Send both outputs nowhere: what a library writes when it dies is no news for the app's log."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for output in (1, 2):
        os.dup2(nowhere, output)


def _leave_the_network() -> None:
    """Enter a network namespace of its own, which has no interface; where the system forbids that, the audit hook remains."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            library = ctypes.CDLL(None, use_errno=True)
            if library.unshare(_NEW_NETWORK) != 0:
                library.unshare(_NEW_USER | _NEW_NETWORK)


def _refuse(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)


def _read(folder: Path, asked: dict[str, object]) -> None:
    """Read the file `INPUT` as a table into `TABLE`."""
    name = str(asked.pop("name"))
    table = read_table((folder / INPUT).read_bytes(), name, **asked)  # type: ignore[arg-type]
    write_table(table, folder / TABLE)


def _records(folder: Path, asked: dict[str, object]) -> None:
    """Read the rows of the file `INPUT` into `TABLE`, if they are within the bounds that were asked."""
    most_rows, most_columns = int(str(asked.pop("most_rows"))), int(str(asked.pop("most_columns")))
    found = read_records((folder / INPUT).read_bytes(), **asked)  # type: ignore[arg-type]
    filled = [row for row in found.rows if any(isinstance(cell, float) or cell.strip() for cell in row[1])]
    if filled and filled[-1][0] > most_rows:
        raise UnusableFile("too_many_rows", {"limit": most_rows})
    if any(len(cells) > most_columns for _, cells in filled):
        raise UnusableFile("too_many_columns", {"limit": most_columns})
    write_records(replace(found, rows=filled), folder / TABLE)


_TASKS: dict[str, Task] = {"read": _read, "place": place_file, "records": _records}
