"""Before Streamlit's scripts have run a picture of the map stands where the map will, in its classes; then the map takes its place."""

import pytest

from tests.browser.conftest import settled

#: The box of the picture, and the colours at points of a grid in it.
PICTURE = """points => {
  const canvas = document.querySelector('canvas.atlas-first-map'), box = canvas.getBoundingClientRect(), pen = canvas.getContext('2d');
  const around = ([x, y]) => { // a border may lie a pixel beside the map's
    const seen = Array.from(pen.getImageData(x * canvas.width / box.width - 1, y * canvas.height / box.height - 1, 3, 3).data);
    return Array.from({length: 9}, (_, at) => seen.slice(4 * at, 4 * at + 3).join());
  };
  return {box: [box.x, box.y, box.width, box.height], colours: points.map(around)};
}"""
#: The box of the map, and points of a grid in it that lie in a shape, each with its colour.
MAP = """() => {
  const frame = document.querySelector(':is(.st-key-map_frame, .st-key-home_map_frame) iframe'), page = frame.contentDocument, outer = frame.getBoundingClientRect();
  const box = page.querySelector('.leaflet-container').getBoundingClientRect(), points = [], colours = [];
  for (let x = 12; x < box.width; x += 24) {
    for (let y = 12; y < box.height; y += 24) {
      const shape = page.elementFromPoint(box.x + x, box.y + y) || page.body, fill = shape.getAttribute('fill') || '';
      if (/^#[0-9a-f]{6}$/.test(fill) && shape.getAttribute('fill-opacity') === '1') {
        points.push([x, y]);
        colours.push([1, 3, 5].map(at => parseInt(fill.slice(at, at + 2), 16)).join());
      }
    }
  }
  return {box: [outer.x + box.x, outer.y + box.y, box.width, box.height], points, colours};
}"""


@pytest.mark.parametrize(
    ("size", "query"),
    [
        ((1440, 900), "explore?lang=fr&fill=1"), ((1920, 1080), "explore?lang=fr&fill=1&province=20002"), ((390, 844), "explore?lang=fr&fill=1"),
        ((1440, 900), "?lang=fr"), ((1280, 720), "?lang=de"),
    ],
)  # fmt: skip
def test_the_picture_stands_where_the_map_will_and_shows_the_same(app, visit, size, query):
    page = visit.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{app.url}/{query}")
    settled(page)
    shown = page.evaluate(MAP)
    assert page.locator("canvas.atlas-first-map").count() == 0  # the map stands
    page.route("**/static/js/index.*.js", lambda route: route.abort())  # Streamlit's scripts do not come: the picture stays
    page.goto(f"{app.url}/{query}", wait_until="commit")
    page.wait_for_function("performance.getEntriesByName('atlas-first-map').length")
    picture = page.evaluate(PICTURE, shown["points"])
    assert picture["box"] == pytest.approx(shown["box"], abs=1)
    same = sum(other in seen for seen, other in zip(picture["colours"], shown["colours"], strict=True))
    assert len(shown["points"]) > 40
    assert same >= 0.9 * len(shown["points"])  # the others lie where provinces meet


def test_the_picture_does_not_wait_for_scripts_that_are_still_on_their_way(app, visit):
    page = visit.page
    page.route("**/static/js/index.*.js", lambda _route: None)
    page.goto(f"{app.url}/explore?lang=fr", wait_until="commit")
    page.wait_for_function("performance.getEntriesByName('atlas-first-map').length")
    assert page.evaluate("document.readyState") == "interactive"
    page.unroute_all(behavior="ignoreErrors")


def test_a_narrow_window_that_is_new_shows_no_picture_at_a_place_that_is_guessed(app, visit):
    page = visit.page
    page.set_viewport_size({"width": 411, "height": 823})
    page.route("**/static/js/index.*.js", lambda route: route.abort())
    page.goto(f"{app.url}/explore?lang=fr", wait_until="commit")
    page.wait_for_function("Boolean(document.getElementById('atlas-first-map') && window.walloniaFirstMap)")
    assert page.locator("canvas.atlas-first-map").count() == 0
