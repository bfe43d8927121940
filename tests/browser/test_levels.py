"""The map by territory, in a real browser: shapes of a level in the place of municipalities, without another map; a click opens a territory's page."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import open_part
from tests.browser.test_explore import HATCH, click_municipality, fills, map_frame, repainted
from wallonia_map.model import Programme, Selection, Vintage
from wallonia_map.questions.level_members import level_members
from wallonia_map.questions.territory import TerritoryKind
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.view import View

DOTTED = "url(#not-applicable)"


def test_the_map_draws_the_territories_of_the_level_and_a_click_opens_one(app, visit, atlas):
    page, level = visit.page, TerritoryKind(Programme.groups()[-1].membership_map)
    page.goto(f"{app.url}/explore?lang=en&show=per-10000&level={level}")
    frame = map_frame(page)
    shown = view_summary(atlas, View(Selection(), Measure.PER_10000, level=level), "en")
    codes = frame.evaluate("() => window.walloniaMap.layers().map(layer => layer.feature.properties.nis)")
    assert codes == list(level_members(atlas, level, Vintage.default()).drawn)
    special = dict.fromkeys(shown.unsure, HATCH) | dict.fromkeys(shown.outside, DOTTED)
    assert fills(frame) == [special.get(code) or shown.measured.colours[shown.measured.classes[code]] for code in codes]
    click_municipality(frame, shown.outside[0])  # of no group: it is a municipality like any other
    expect(page).to_have_url(re.compile(rf"nis={shown.outside[0]}"))
    frame.evaluate("() => { window.sameMap = true; }")
    before = fills(frame)
    open_part(page, "Territories")
    page.get_by_role("combobox", name="Level of territory").click()
    page.get_by_role("option", name="Provinces").click()
    assert len(repainted(page, before)) == len(atlas.territories_of("province"))
    assert frame.evaluate("() => window.sameMap")
    expect(page).to_have_url(re.compile("level=province"))
    click_municipality(frame, "50000")
    expect(page).to_have_url(re.compile(r"/place\?.*code=50000"))
    assert visit.errors == []
