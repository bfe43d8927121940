"""The image's health check: ask the app how it fares, and end it after the third silence in a row.

Docker only marks a container as unhealthy; its restart policy acts where a process ends. So this ends it: under `init: true`, as in
compose.yaml, the app is the first child of PID 1 and can be killed even while it hangs. Before its first answer it is left alone:
a slow start is no silence.
"""

import os
import signal
import sys
import urllib.request
from pathlib import Path

URL = "http://127.0.0.1:8501/_stcore/health"
#: Silences in a row since the last answer; there is none before the first. In memory, so a new start begins anew.
COUNT = Path("/tmp/atlas-silences")
MOST = 3
WELL, UNWELL = 0, 1


def answers(url: str = URL, *, seconds: float = 2) -> bool:
    """Whether the app says within `seconds` that it is well; no proxy is asked."""
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=seconds) as reply:
            return bool(reply.read() == b"ok")
    except OSError:
        return False


def app_process(processes: Path = Path("/proc")) -> int:
    """The first child of PID 1; PID 1 itself where it has none, because no init was asked for."""
    children = []
    for stat in processes.glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8", errors="replace")
        except OSError:  # it has just ended
            continue
        if fields.rpartition(")")[2].split()[1] == "1":
            children.append(int(stat.parent.name))
    return min(children, default=1)


def judge(is_well: bool, count: Path = COUNT) -> bool:
    """Keep count of silences; whether the app is now to be ended."""
    if is_well:
        count.write_text("0", encoding="ascii")
        return False
    if not count.is_file():
        return False
    silences = int(count.read_text(encoding="ascii") or 0) + 1
    count.write_text(str(silences), encoding="ascii")
    if silences < MOST:
        return False
    count.unlink()
    return True


def main() -> int:
    """Exit code 0 where the app is well, else 1."""
    is_well = answers()
    if judge(is_well):
        found = app_process()
        os.kill(found, signal.SIGTERM if found == 1 else signal.SIGKILL)  # the kernel lets nobody inside kill PID 1
    return WELL if is_well else UNWELL


if __name__ == "__main__":
    sys.exit(main())
