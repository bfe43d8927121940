"""The stage is whole at every size of screen, with its code; a talk survives a reload, and its last scene stays."""

import io
import itertools
import re
from collections.abc import Iterable
from dataclasses import replace

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.test_explore import map_frame
from tests.browser.test_stage import LAST, at_scene
from wallonia_map.i18n import Language, say
from wallonia_map.views.talk import default_talk
from wallonia_map.views.talk_file import to_link

#: The scene of the default talk with the most words.
LONGEST = 6
SIZES = ((1280, 720), (1920, 1080), (1024, 768))
#: Of the shape of the first two, on which all is measured by the screen: one language looks at it, that of the longest words.
LARGEST, LONGEST_WORDS = (3840, 2160), Language.DE
#: What of a scene leaves its box or the screen, is too small to be read from afar, or is covered; and how large map and names are.
#: A scene with a code is looked at without it, too.
MEASURED = """() => {
  const high = innerHeight, wide = innerWidth, look = () => { const wrong = [];
  const drawn = document.querySelector('.st-key-stage_map_frame iframe')?.contentDocument?.querySelector('.leaflet-overlay-pane svg g');
  const main = document.querySelector('[data-testid=stMain]'), right = document.querySelector('.st-key-stage_right');
  if (!drawn || !main || !right) return ['not there yet'];
  const inside = (name, e) => { if (!e) { wrong.push(name + ' is missing'); return; } const r = e.getBoundingClientRect();
    if (r.left < 0 || r.top < 0 || r.right > wide + .5 || r.bottom > high + .5 || !r.width || !r.height) wrong.push(name + ' leaves the screen'); };
  const code = document.querySelector('.stage-code')?.getBoundingClientRect();
  for (const name of ['stage-head', 'stage-meter', 'stage-legend', ...(code ? ['stage-code', 'stage-code img', 'stage-code figcaption'] : []), 'stage-foot', 'stage-position'])
    inside(name, document.querySelector('.' + name));
  for (const box of [document.documentElement, main, right, document.querySelector('.st-key-stage_hall')])
    if (box.scrollHeight > box.clientHeight || box.scrollWidth > box.clientWidth) wrong.push((box.className || box.tagName) + ' overflows');
  for (const e of document.querySelectorAll('.st-key-stage_hall :is(h1, p, span, small, li, figcaption, div)'))
    if ([...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && parseFloat(getComputedStyle(e).fontSize) < .022 * high)
      wrong.push('small: ' + e.textContent);
  const frame = document.querySelector('.st-key-stage_map_frame iframe'), inner = frame.contentDocument, at = frame.getBoundingClientRect();
  inside('map', frame);
  const hidden = !code ? [] : [...inner.querySelectorAll('.leaflet-overlay-pane path.leaflet-interactive, .leaflet-control-attribution, .province-name span')].filter(e => {
    const r = e.getBoundingClientRect(); return r.left + at.left < code.right && r.bottom + at.top > code.top; });
  if (hidden.length) wrong.push(hidden.length + ' parts of the map lie under the code');
  for (const e of inner.querySelectorAll('.province-name span, .leaflet-control-attribution'))
    if (parseFloat(getComputedStyle(e).fontSize) < .022 * high) wrong.push('small on the map: ' + e.textContent);
  if (inner.querySelector('.leaflet-control-zoom, .atlas-tooltip')) wrong.push('a control or a tooltip');
  if (drawn.getBoundingClientRect().width <= .5 * wide) wrong.push('a small map');
  return wrong; };
  const wrong = look(), figure = document.querySelector('.stage-code'), at = figure?.parentNode, next = figure?.nextSibling;
  if (figure) { figure.remove(); wrong.push(...look().map(what => 'without the code: ' + what)); at.insertBefore(figure, next); }
  return wrong;
}"""


def is_whole(page: Page, sizes: Iterable[tuple[int, int]]) -> None:
    """Look at the scene at every size of screen."""
    for wide, high in sizes:
        page.set_viewport_size({"width": wide, "height": high})
        page.mouse.move(wide * 0.4, high * 0.5)
        page.wait_for_function(f"() => !({MEASURED})().length")


@pytest.mark.parametrize("language", Language)
def test_nothing_overflows_at_any_size_with_the_code_and_without(app, visit, language):
    page, talk, sizes = visit.page, default_talk(), list(SIZES)
    walks = [("https://atlas.example.be", range(1, LAST + 1))]
    if language is LONGEST_WORDS:  # each scene is looked at without its code as well: a talk that has none is walked once
        sizes.append(LARGEST)
        walks.append(("", (1, LONGEST, LAST)))
    for address, scenes in walks:
        page.goto("about:blank")  # what stands behind the # alone opens no page
        page.goto(f"{app.url}/stage?lang={language.value}&scene=1#talk={to_link(replace(talk, address=address))}")
        at_scene(page, 1)
        for scene in scenes:
            page.keyboard.press(str(scene))
            at_scene(page, scene)
            expect(page.locator(".stage-code img")).to_have_count(1 if address else 0)
            is_whole(page, sizes)
            sizes.reverse()  # the next scene begins at the size at hand
    assert visit.errors == []


def stripes(shot: Image.Image, box: dict[str, float], size: int) -> tuple[bool, float]:
    """Whether the stripes in the middle of a box rise to the right, and how many begin in a pixel's width of what is looked at."""
    left, top = box["x"] + box["width"] / 2 - size / 2, box["y"] + box["height"] / 2 - size / 2
    seen = [[shot.getpixel((round(left) + x, round(top) + y)) for x in range(size)] for y in range(size)]
    step = max(1, size // 8)
    rising, falling = (
        sum(abs(seen[y][x] - seen[y + step * way][x + step]) for x in range(size - step) for y in range(step, size - step))
        for way in (-1, 1)
    )
    middle = (min(map(min, seen)) + max(map(max, seen))) / 2
    begins = sum(one < middle <= other for row in seen for one, other in itertools.pairwise(row))
    return rising < falling, begins / size**2


def test_what_is_not_known_is_hatched_alike_on_the_map_and_in_its_legend_and_grows_with_the_screen(app, visit):
    page, found = visit.page, {}
    for times in (1, 3):
        page.set_viewport_size({"width": 1280 * times, "height": 720 * times})
        page.goto(f"{app.url}/stage?scene={LAST}")
        at_scene(page, LAST)
        is_whole(page, [(1280 * times, 720 * times)])
        map_box = page.locator(".st-key-stage_map_frame iframe").bounding_box()
        place = (
            map_frame(page)
            .locator("path.leaflet-interactive")
            .evaluate_all(
                """places => { const hatched = places.filter(e => e.getAttribute('fill') === 'url(#not-known)').map(e => e.getBoundingClientRect());
              const r = hatched.sort((one, other) => other.width * other.height - one.width * one.height)[0];
              return {x: r.x, y: r.y, width: r.width, height: r.height}; }"""
            )
        )
        place |= {"x": place["x"] + map_box["x"], "y": place["y"] + map_box["y"]}
        swatch = page.locator(".stage-legend .swatch.not-known").bounding_box()
        shot = Image.open(io.BytesIO(page.screenshot())).convert("L")
        found[times] = stripes(shot, swatch, 10 * times), stripes(shot, place, 14 * times)
    assert all(rises for both in found.values() for rises, _ in both)
    for small, large in zip(found[1], found[3], strict=True):
        assert large[1] < small[1] / 2  # lines three times as far apart


def test_the_last_scene_stays_and_says_so(app, visit):
    page = visit.page
    page.goto(f"{app.url}/stage?scene={LAST}")
    at_scene(page, LAST)
    page.keyboard.press("PageDown")
    expect(page.get_by_role("status").filter(has_text=say("stage.end_said", "fr"))).to_be_visible()
    at_scene(page, LAST)
    page.keyboard.press("PageUp")
    at_scene(page, LAST - 1)


def test_a_reload_stands_on_the_same_scene_of_the_same_talk(app, visit):
    page, title = visit.page, "Ce que j'ai à dire"
    page.goto(f"{app.url}/stage")
    page.get_by_role("button", name=say("stage.edit", "fr", n=3)).click()
    field = page.get_by_role("textbox", name=say("stage.title", "fr"))
    field.fill(title)
    field.press("Enter")
    expect(page.get_by_text(f"3. {title}")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name=say("stage.start_here", "fr")).nth(2).click()
    heading = page.locator(".stage-head h1")
    expect(heading).to_have_text(title)
    page.reload()
    at_scene(page, 3)
    expect(heading).to_have_text(title)
    page.goto(f"{app.url}/explore")  # another page, a new session: the tab alone knows the talk
    map_frame(page)
    page.goto(f"{app.url}/stage?scene=3")
    expect(heading).to_have_text(title)
    page.reload()
    expect(heading).to_have_text(title)
    expect(page).to_have_url(re.compile(r"scene=3#talk="))


def test_a_scene_added_elsewhere_survives_reload_and_a_closed_tab_and_can_be_forgotten(app, visit):
    page = visit.page
    page.goto(f"{app.url}/explore")
    page.get_by_role("button", name=say("stage.add", "fr")).first.click()
    page.wait_for_function("() => Boolean(localStorage.getItem('atlas-talk'))")
    page.reload()  # a new session, before the talk's own page was ever opened
    page.get_by_role("button", name=say("stage.add", "fr")).first.click()
    count = LAST + 2
    page.wait_for_function(
        "n => JSON.parse(localStorage.getItem('atlas-talk').split('\\n').slice(1).join('\\n')).scenes.length === n", arg=count
    )
    other = page.context.new_page()  # this browser's, of no tab that knows the talk
    page.goto("about:blank")
    other.goto(f"{app.url}/stage")
    expect(other.get_by_text(say("stage.scenes", "fr", n=count)).first).to_be_visible()
    other.get_by_role("button", name=say("stage.forget", "fr")).click()
    expect(other.get_by_text(say("stage.scenes", "fr", n=LAST)).first).to_be_visible()
    other.wait_for_function("() => !localStorage.getItem('atlas-talk')")
    assert visit.errors == []
