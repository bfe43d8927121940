"""A page stands still while it comes, and shows nothing on the way that is not ours: no list of files, no title but its own."""

import pytest

from tests.browser.conftest import settled

#: Notes every shift that no press caused, every title, how often the page ran, and whether Streamlit's own list of files was ever there.
FILM = """
window.__film = {shift: 0, titles: [], list: false, runs: 0};
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (!entry.hadRecentInput) { window.__film.shift += entry.value; }
})).observe({type: 'layout-shift', buffered: true});
new MutationObserver(() => {
  if (document.title !== window.__film.titles.at(-1)) { window.__film.titles.push(document.title); }
  window.__film.list = window.__film.list || 
    Array.from(document.querySelectorAll('[data-testid=stSidebarNav] a, [data-testid=stTopNavLink]')).some(link => /^(app|main|white spots|your data)$/.test(link.textContent.trim()));
}).observe(document, {childList: true, subtree: true, characterData: true});
new MutationObserver(list => list.forEach(change => {
  if (change.target.dataset.testScriptState === 'running') { window.__film.runs += 1; }
})).observe(document, {subtree: true, attributes: true, attributeFilter: ['data-test-script-state']});
"""
#: What is good, by the measure of the Web Vitals.
GOOD = 0.1
PAGES = ("", "explore", "municipality?nis=92094", "compare", "white_spots", "stage", "your_data", "data")
WIDE, PHONE, ON_ITS_SIDE, LARGE, LOW = (1440, 900), (390, 844), (844, 390), (1920, 1080), (1280, 720)
#: Every page on a screen and on a phone; on its side, a page with a map, one with a scene and one of text; where a list fills the screen, on others too.
VISITS = [
    *((path, size) for path in PAGES for size in (WIDE, PHONE)),
    *((path, ON_ITS_SIDE) for path in ("explore", "stage", "data")),
    ("white_spots", LARGE),
    ("white_spots", LOW),
]


@pytest.mark.parametrize(("path", "size"), VISITS)
def test_nothing_jumps(app, visit, path, size):
    page = visit.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.add_init_script(FILM)
    page.goto(f"{app.url}/{path}")
    settled(page)
    film = page.evaluate("window.__film")
    assert film["shift"] <= GOOD
    assert not film["list"]
    assert not {"app", "main", "Streamlit"} & set(film["titles"])
    assert film["runs"] == 1  # a map that nobody has clicked has nothing to report


def test_the_first_visitor_of_a_server_sees_no_list_and_no_jump(fresh_app, visit):
    page = visit.page
    page.add_init_script(FILM)
    page.goto(f"{fresh_app.url}/explore?lang=de")
    settled(page)
    film = page.evaluate("window.__film")
    assert (film["shift"] <= GOOD, film["list"]) == (True, False)
    assert page.locator("html.atlas-comes").count() == 0
    assert visit.outside == set()
