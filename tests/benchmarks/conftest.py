"""The measured pages in a folder of their own, with the static files that they need."""

import shutil
from pathlib import Path

import pytest

from tests.benchmarks.shown import MUNICIPALITIES
from wallonia_map.maps.assets import STATIC, publish
from wallonia_map.model import Vintage
from wallonia_map.tables.atlas import load

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def pages(tmp_path_factory) -> Path:
    """The pages beside a `static/` that holds what the app publishes, Leaflet under plain names too."""
    folder = tmp_path_factory.mktemp("pages")
    for page in HERE.glob("*_page.py"):
        shutil.copy(page, folder / page.name)
    atlas = load()
    assets = publish(atlas)
    (folder / "static").symlink_to(STATIC, target_is_directory=True)  # our page publishes there while it runs
    for name, kept in (("leaflet.js", assets.leaflet_js), ("leaflet.css", assets.leaflet_css)):
        shutil.copy(STATIC / kept.rsplit("/", 1)[1], STATIC / name)
    shapes = atlas.shapes(Vintage.default().boundaries).to_crs(4326).reset_index()[["nis", "geometry"]]
    assert len(shapes) == MUNICIPALITIES  # that every page is waited for until it shows them all
    (STATIC / "municipalities.json").write_text(shapes.to_json(), encoding="utf-8")
    return folder
