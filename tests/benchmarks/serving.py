"""A Streamlit script served on a free port for as long as something is measured, and what its process uses."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.conftest import process_wait
from wallonia_map.app_folder import STATIC_VARIABLE
from wallonia_map.maps.assets import STATIC

ROOT = Path(__file__).resolve().parents[2]
#: What .streamlit/config.toml sets for the app, said again for the scripts that stand elsewhere.
OPTIONS = (
    "--server.address=127.0.0.1", "--server.headless=true", "--server.enableStaticServing=true", "--browser.gatherUsageStats=false",
    "--runner.postScriptGC=false", "--server.fileWatcherType=none",
)  # fmt: skip
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True)
class Served:
    """A running server: where it listens, and its process."""

    port: int
    process: subprocess.Popen[bytes]
    seconds_to_answer: float

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cpu_seconds(self) -> float:
        """Processor time used so far (Linux; 0 elsewhere)."""
        stat = Path(f"/proc/{self.process.pid}/stat")
        if not stat.is_file():
            return 0.0
        fields = stat.read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory_mb(self) -> float:
        """Resident memory in MB (Linux; 0 elsewhere)."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.is_file():
            return 0.0
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def handles(self) -> tuple[int, int]:
        """Open files and threads (Linux; 0 elsewhere)."""
        at = Path(f"/proc/{self.process.pid}")
        return (len(list((at / "fd").iterdir())), len(list((at / "task").iterdir()))) if at.is_dir() else (0, 0)


@contextmanager
def served(script: Path, folder: Path, *options: str, log: Path | None = None) -> Iterator[Served]:
    """Serve `script` from `folder` until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}", *OPTIONS, *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), STATIC_VARIABLE: str(STATIC)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # with it our modules would be compiled at each start, as a user's never are
    with (log or Path(os.devnull)).open("wb") as out:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=subprocess.STDOUT, env=environment)
        try:
            for _ in range(600):
                try:
                    if urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).read() == b"ok":
                        break
                except OSError:
                    process_wait(process)
            yield Served(port, process, time.perf_counter() - began)
        finally:
            process.terminate()
            process.wait(20)


def told(results: object) -> None:
    """Print what was measured, and keep it."""
    sys.stdout.write(f"\n{json.dumps(results, indent=1, default=float)}\n")
    kept(results)


def kept(results: object) -> None:
    """Write what was measured as JSON into the folder that ATLAS_BENCHMARKS names, under the name of the test."""
    if folder := os.environ.get("ATLAS_BENCHMARKS"):
        name = re.sub(r"\W+", "-", os.environ["PYTEST_CURRENT_TEST"].split("::")[-1].split(" (")[0]).strip("-")
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / f"{name}.json").write_text(json.dumps(results, indent=1, default=float), encoding="utf-8")
