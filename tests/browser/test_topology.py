"""The shapes as the browser reads them, beside those that are stored."""

import json
from importlib import resources

import pytest
import shapely

from tests.browser.conftest import Window
from wallonia_map.crs import DECIMALS
from wallonia_map.maps.shapes import topology
from wallonia_map.model import Vintage


@pytest.mark.parametrize("vintage", ["2019", "2025"])
def test_the_browser_draws_the_stored_shapes(atlas, window: Window, vintage):
    vintage = Vintage(vintage)
    page = window.open()
    page.add_script_tag(content=resources.files("wallonia_map.maps").joinpath("topology.js").read_text(encoding="utf-8"))
    found = page.evaluate(
        "text => { const read = walloniaTopology(JSON.parse(text)); return ['municipalities', 'provinces'].map(read.level); }",
        topology(atlas, vintage).decode(),
    )
    window.leave(page, spoilt=False)
    municipalities, provinces = ([shapely.from_geojson(json.dumps(one["geometry"])) for one in level["features"]] for level in found)
    stored = atlas.shapes(vintage.boundaries).geometry.to_numpy()
    assert shapely.equals_exact(municipalities, stored, tolerance=0.5 * 10**-DECIMALS, normalize=True).all()
    assert shapely.is_valid(provinces).all()
    assert shapely.area(provinces).sum() == pytest.approx(shapely.area(stored).sum())
