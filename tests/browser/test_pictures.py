"""Key states as pictures: what a visitor sees must not change unnoticed.

With `--renew-pictures` they are drawn anew; look at each before committing it.
Two looks of Chromium at a page that rests are never quite the same: the rims of rounded corners and borders differ by a level or two
(of 255), anew at each look. So equality is of what an eye sees, never of bytes.
The typefaces come with the app (which is tested); browser and Streamlit do not, so the pictures say with which they were made, and with
others the comparison is skipped and says so.
"""

import io
import json
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page

from tests.browser.conftest import FLAGS, ONE_PROCESS, Window, chromium, settled
from tests.browser.test_explore import MAP, map_frame

PICTURES = Path(__file__).parent / "pictures"
MADE_WITH = PICTURES / "made-with.json"
#: Letters by their outlines alone, whatever the machine says of screens and hinting.
DRAWN_ALIKE = ["--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"]
#: Differences of fewer levels (of 255, at half size, where the edges of letters are averaged out) are not seen.
LEVELS = 40
#: The share of the pixels of a picture that may differ by more.
BUDGET = 0.002
#: Picture → path, width, height, dark. The first is also the README's.
STATES = {
    "explore-fr": ("explore?nis=83034", 1440, 900, False),
    "explore-de-dark": ("explore?lang=de&programme=leader-2023-2027&nis=62063", 1440, 900, True),
    "explore-fr-wide": ("explore?show=lag-2023-2027", 1920, 1080, False),
    "explore-fr-phone": ("explore?theme=mobility", 390, 844, False),
    "home-fr": ("", 1440, 900, False),
    "home-de-dark-phone": ("?lang=de", 390, 844, True),
    "compare-de": ("compare?lang=de", 1440, 900, False),
    "white-spots-fr-dark": ("white_spots", 1440, 900, True),
    "stage-fr": ("stage?scene=3", 1920, 1080, False),
}
#: Everything that comes by itself has come: style sheets, typefaces, pictures.
COMPLETE = """() => document.fonts.status === 'loaded' && !document.querySelector('[data-testid=stSkeleton]')
    && [...document.querySelectorAll('link[rel=stylesheet]')].every(link => link.sheet)
    && [...document.images].every(image => image.complete && image.naturalWidth)"""


@pytest.fixture(scope="module")
def painter(browser: Browser) -> Iterator[Browser]:
    """A browser that draws as on any other machine."""
    launched = browser.browser_type.launch(executable_path=chromium(), args=[*FLAGS, ONE_PROCESS, *DRAWN_ALIKE])
    yield launched
    launched.close()


@pytest.fixture(scope="module")
def canvas(painter: Browser) -> Iterator[Window]:
    opened = Window(painter)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def seen(app, canvas, request) -> Iterator[Page]:
    """The state that the tests are about, everything in its place: opened once for all of them."""
    path, width, height, dark = STATES[request.param]
    page = canvas.open()
    page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": height})
    page.set_default_timeout(30_000)
    page.goto(f"{app.url}/{path}")
    map_frame(page)
    settled(page)
    page.wait_for_function(COMPLETE)
    for frame in page.locator(MAP).all():
        frame.element_handle().content_frame().wait_for_function(COMPLETE)
    yield page
    canvas.leave(page, spoilt=False)


def made_with(browser: Browser) -> dict[str, str]:
    """What draws the pixels: the browser's major version, and Streamlit's."""
    return {"chromium": browser.version.split(".")[0], "streamlit": version("streamlit")}


def look(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide"))).convert("RGB")


def at_rest(page: Page) -> Image.Image:
    """The page once two looks in a row, a moment apart, see the same."""
    now = look(page)
    for _ in range(40):
        page.evaluate("() => new Promise(done => setTimeout(done, 250))")
        before, now = now, look(page)
        if share_that_differs(before, now) == 0:
            return now
    pytest.fail("the page never came to rest")


def half(picture: Image.Image) -> Image.Image:
    return picture.convert("RGB").resize((picture.width // 2, picture.height // 2), Image.Resampling.BOX)


def share_that_differs(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels, at half size, that differ by more than `LEVELS` in any channel."""
    bands = ImageChops.difference(half(one), half(other)).split()
    most = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    counts = most.histogram()
    return sum(counts[LEVELS + 1 :]) / sum(counts)


@pytest.mark.parametrize("seen", STATES, indirect=True)
def test_a_key_state_looks_as_it_did(seen, painter, request, tmp_path):
    name = request.node.callspec.params["seen"]
    renew = request.config.getoption("--renew-pictures")
    now = made_with(painter)
    told = json.loads(MADE_WITH.read_text(encoding="utf-8")) if MADE_WITH.is_file() else {}
    if not renew and told != now:
        pytest.skip(f"the pictures were made with {told}, this is {now}: look, then renew them (--renew-pictures)")
    drawn = at_rest(seen)
    kept = PICTURES / f"{name}.png"
    if renew:
        drawn.quantize(256, dither=Image.Dither.NONE).save(kept, optimize=True)
        MADE_WITH.write_text(json.dumps(now) + "\n", encoding="utf-8", newline="\n")
    before = Image.open(kept)
    assert before.size == drawn.size
    share = share_that_differs(before, drawn)
    if share > BUDGET:
        drawn.save(tmp_path / f"{name}.png")
    assert share <= BUDGET, f"{share:.2%} of {name} changed (at most {BUDGET:.1%}); what is drawn now: {tmp_path / name}.png"


def test_the_comparison_sees_a_changed_legend_and_not_the_edges_of_letters():
    before = Image.open(PICTURES / "explore-fr.png").convert("RGB")
    shifted = Image.blend(before, before.transform(before.size, Image.Transform.AFFINE, (1, 0, 0.15, 0, 1, 0)), 0.5)
    assert share_that_differs(before, shifted) <= BUDGET
    changed = before.copy()
    changed.paste((0, 0, 0), (400, 740, 560, 800))
    assert share_that_differs(before, changed) > BUDGET


def test_the_pictures_are_few_and_small():
    kept = list(PICTURES.glob("*.png"))
    assert {path.stem for path in kept} == set(STATES)
    assert sum(path.stat().st_size for path in kept) < 2_000_000


@pytest.mark.parametrize("seen", ["explore-fr", "home-de-dark-phone", "compare-de", "white-spots-fr-dark", "stage-fr"], indirect=True)
def test_every_letter_is_drawn_with_the_app_s_own_typefaces(seen):
    """Else another machine's pictures would differ, and its visitors see what nobody has looked at."""
    session = seen.context.new_cdp_session(seen)
    for domain in ("DOM", "CSS"):
        session.send(f"{domain}.enable")
    nodes, foreign, own = [session.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]], {}, set()
    while nodes:
        node = nodes.pop()
        children = [*node.get("children", ()), *([node["contentDocument"]] if "contentDocument" in node else [])]
        nodes += children
        if any(child["nodeType"] == 3 and child["nodeValue"].strip() for child in children) and node["nodeType"] == 1:
            for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node["nodeId"]})["fonts"]:
                if font["isCustomFont"]:
                    own.add(font["familyName"])
                else:
                    foreign[font["familyName"]] = [child["nodeValue"][:60] for child in children if child["nodeType"] == 3]
    assert any("Atlas" in name for name in own)
    assert foreign == {}
