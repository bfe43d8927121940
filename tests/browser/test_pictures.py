"""Key states as pictures: what a visitor sees must not change unnoticed.

`python -m pytest tests/browser/test_pictures.py -m pictures` compares, with `--renew-pictures` it draws them anew; look at each before committing it.
Run on demand, on a quiet machine: a machine that does other work now and then draws a letter or a border otherwise.
The typefaces come with the app; browser and Streamlit do not, so the pictures say with which they were made, and with
others the comparison is skipped and says so.
"""

import io
import json
from importlib.metadata import version
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page

from tests.browser.conftest import settled
from tests.browser.test_explore import map_frame

PICTURES = Path(__file__).parent / "pictures"
MADE_WITH = PICTURES / "made-with.json"
#: Differences of fewer levels (of 255, at half size, where the edges of letters are averaged out) are not seen.
LEVELS = 40
#: The share of the pixels of a picture that may differ by more.
BUDGET = 0.004
#: Picture → path, width, height, dark. The first is also the README's.
STATES = {
    "explore-fr": ("explore?nis=83034", 1440, 900, False),
    "explore-de-dark": ("explore?lang=de&programme=leader-2023-2027&nis=62063", 1440, 900, True),
    "explore-fr-wide": ("explore?show=lag-2023-2027", 1920, 1080, False),
    "explore-fr-phone": ("explore?theme=mobility", 390, 844, False),
    "home-fr": ("", 1440, 900, False),
    "home-de-dark-phone": ("?lang=de", 390, 844, True),
    "stage-fr": ("stage?scene=3", 1920, 1080, False),
}


def made_with(browser: Browser) -> dict[str, str]:
    """What draws the pixels: the browser's major version, and Streamlit's."""
    return {"chromium": browser.version.split(".")[0], "streamlit": version("streamlit")}


def still(page: Page) -> bytes:
    """The page once two looks in a row see the same."""
    map_frame(page)
    settled(page)
    page.wait_for_function("() => document.fonts.status === 'loaded' && !document.querySelector('[data-testid=stSkeleton]')")
    seen = b""
    for _ in range(80):
        before, seen = seen, page.screenshot(animations="disabled", caret="hide")
        if seen == before:
            return seen
        page.evaluate("() => new Promise(done => setTimeout(done, 250))")
    pytest.fail("the page never came to rest")


def half(picture: Image.Image) -> Image.Image:
    return picture.convert("RGB").resize((picture.width // 2, picture.height // 2), Image.Resampling.BOX)


def share_that_differs(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels, at half size, that differ by more than `LEVELS` in any channel."""
    bands = ImageChops.difference(half(one), half(other)).split()
    most = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    counts = most.histogram()
    return sum(counts[LEVELS + 1 :]) / sum(counts)


@pytest.mark.pictures
@pytest.mark.parametrize("name", STATES)
def test_a_key_state_looks_as_it_did(app, browser, request, tmp_path, name):
    renew = request.config.getoption("--renew-pictures")
    now = made_with(browser)
    told = json.loads(MADE_WITH.read_text(encoding="utf-8")) if MADE_WITH.is_file() else {}
    if not renew and told != now:
        pytest.skip(f"the pictures were made with {told}, this is {now}: look, then renew them (--renew-pictures)")
    path, width, height, dark = STATES[name]
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="fr-BE", color_scheme="dark" if dark else "light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(f"{app.url}/{path}")
    drawn = Image.open(io.BytesIO(still(page)))
    context.close()
    kept = PICTURES / f"{name}.png"
    if renew:
        drawn.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(kept, optimize=True)
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
