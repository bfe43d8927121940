"""The files of the image, by the Dockerfile's own lines, and the user that the container runs as."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT

DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
IGNORED = (ROOT / "deploy" / "Dockerfile.dockerignore").read_text(encoding="utf-8").split("\n")
USER = int(re.search(r"^USER (\d+)$", DOCKERFILE, re.MULTILINE)[1])


def is_sent(name: str) -> bool:
    """Whether the ignore file lets `name` reach the build."""
    return "*" in IGNORED and any(name == given[1:] or name.startswith(f"{given[1:]}/") for given in IGNORED if given.startswith("!"))


def build(folder: Path) -> None:
    """Do what the COPY lines do, and nothing else."""
    for line in re.findall(r"^COPY (.+)$", DOCKERFILE, re.MULTILINE):
        *sources, target = line.split()
        for source in sources:
            assert is_sent(source.rstrip("/")), f"{source} is held back by Dockerfile.dockerignore"
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, folder / target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                (folder / target).mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / source, folder / target)


@contextmanager
def read_only_image() -> Iterator[Path]:
    """The files of the image, which nobody may write."""
    folder = Path(tempfile.mkdtemp(prefix="image-"))  # pytest's own folders are closed to other users
    build(folder)
    for path in folder.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    folder.chmod(0o555)
    try:
        yield folder
    finally:
        for path in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
            path.chmod(path.stat().st_mode | stat.S_IWUSR)
        shutil.rmtree(folder)


def as_another() -> tuple[str, ...]:
    """The command that starts another as the image's user, without any right; or but the right to read, where the interpreter lives in root's home."""
    if os.geteuid() != 0:
        return ()  # who is not root has no rights to give up
    plain = ("setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "--no-new-privs")
    reading = (*plain, "--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search")
    asked = [sys.executable, "-c", "import json; print(json.__file__)"]  # a library out of reach may be replaced by the system's
    for given in (plain, reading) if shutil.which("setpriv") else ():
        if subprocess.run([*given, *asked], capture_output=True, text=True, check=False, cwd="/").stdout.strip() == json.__file__:
            return given
    pytest.skip("no setpriv, or none that may start a process of another user: the app was not run as one")
