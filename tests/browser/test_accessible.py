"""What WCAG 2.2 AA asks and a machine can see: axe over every page, language and theme, and over the page that is handed out."""

import datetime
from collections.abc import Iterator
from importlib import resources

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from tests.browser.conftest import settled
from wallonia_map.export.html_page import html_page
from wallonia_map.i18n import Language
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.view import View

AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
#: What axe leaves out where it is not asked for: that a name holds what stands on a button.
ALL = {"rules": {"label-content-name-mismatch": {"enabled": True}}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
#: Every page, and the states of it that show something else.
PAGES = (
    "", "explore", "explore?nis=62063&programme=leader-2014-2020&theme=mobility", "municipality?nis=62063", "initiative", "initiative?id=sr2019-24", "organisation", "organisation?id=bep", "place?code=90000", "compare",
    "compare?mode=territories&t=90000&t=60000", "white_spots?nis=91034", "stage", "stage?scene=3", "your_data", "data",
)  # fmt: skip
LANGUAGES = tuple(Language)
WIDE = {"width": 1440, "height": 900}
#: The language with the longest words: every page is seen in it.
LONGEST = Language.DE
#: A window of 1280 × 1024 at 400 %, as narrow as the narrowest telephone and lower.
SMALL = {"width": 320, "height": 256}
#: Where all that could move is: a map, and a scene.
STILL = ("explore", "stage?scene=3")
#: What stems from Streamlit and cannot be mended from outside: (rule, element). Nothing at present; docs/accessibility.md says what is mended how.
EXCEPTIONS: set[tuple[str, str]] = set()


def violations(page: Page, *, colours_only: bool = False) -> set[tuple[str, str, str]]:
    """Rule, element and what axe says of it, in the page and in its frames, whatever the impact.

    The second theme of a page differs from the first in nothing but colours: `colours_only` asks for their rules alone.
    """
    for frame in page.frames:
        frame.evaluate("axe => { if (!window.axe) { (0, eval)(axe); } }", AXE)
    found = page.evaluate("options => axe.run(document, options)", {"resultTypes": ["violations"], **(COLOURS if colours_only else ALL)})[
        "violations"
    ]
    return {
        (rule["id"], node["html"][:200], node.get("failureSummary", "")[:300])
        for rule in found
        for node in rule["nodes"]
        if not any(rule["id"] == named and element in node["html"] for named, element in EXCEPTIONS)
    }


@pytest.fixture(scope="module")
def tab(browser) -> Iterator[Page]:
    """One tab for all: what it loads once it keeps."""
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def moving(page: Page) -> list[str]:
    """What moves in the page or in its frames, for somebody who asked for stillness."""
    return [
        part
        for frame in page.frames
        for part in frame.evaluate(
            """() => Array.from(document.querySelectorAll('body *')).filter(part => { const style = getComputedStyle(part);
            return [style.transitionDuration, style.animationDuration].some(told => told.split(',').some(time => parseFloat(time) > 0.01)); })
            .map(part => part.outerHTML.slice(0, 100))"""
        )
    ]


def too_wide(page: Page) -> list[str]:
    """What makes the page scroll sideways at the width of its window, once it has had the time to settle there; and what sticks out of it."""
    fits = """() => { const main = document.querySelector('[data-testid="stMain"]');
    return document.documentElement.scrollWidth <= innerWidth + 1 && main.scrollWidth <= main.clientWidth + 1; }"""
    try:
        page.wait_for_function(fits, timeout=4_000)
    except TimeoutError:
        pass
    else:
        return []
    return page.evaluate(
        """() => { const main = document.querySelector('[data-testid="stMain"]'), wide = [];
        if (document.documentElement.scrollWidth > innerWidth + 1) { wide.push('the document'); }
        if (main.scrollWidth > main.clientWidth + 1) {
          wide.push('the page', ...Array.from(main.querySelectorAll('*')).filter(part => part.getBoundingClientRect().right > innerWidth + 1)
            .slice(0, 3).map(part => part.outerHTML.slice(0, 120))); }
        return wide; }"""
    )


@pytest.mark.parametrize("language", list(Language))
def test_axe_finds_nothing_on_any_page_in_light_and_dark_none_scrolls_sideways_and_none_moves(app, tab, language):
    """Names and lengths differ between languages, colours and structure do not: one language sees every page, each a quarter, also in the dark."""
    found, sideways = {}, {}
    for place, path in enumerate(PAGES):
        is_dark = LANGUAGES[place % len(LANGUAGES)] is language
        if not is_dark and language is not LONGEST:
            continue
        tab.emulate_media(color_scheme="light")
        tab.goto(f"{app.url}/{path}{'&' if '?' in path else '?'}lang={language}")
        settled(tab)
        assert tab.evaluate("document.documentElement.lang") == language.value
        found[path, "light"] = violations(tab)
        if language is LONGEST and path in STILL:
            assert moving(tab) == [], path
        if is_dark:
            tab.emulate_media(color_scheme="dark")
            expect(tab.get_by_test_id("stApp")).to_have_css("background-color", "rgb(19, 29, 34)")
            settled(tab)
            found[path, "dark"] = violations(tab, colours_only=True)
        if language is LONGEST:
            tab.set_viewport_size(SMALL)
            settled(tab)
            sideways[path] = too_wide(tab)
            tab.set_viewport_size(WIDE)
    assert {where: what for where, what in sideways.items() if what} == {}
    assert {where: what for where, what in found.items() if what} == {}


def test_axe_finds_nothing_on_the_page_that_is_handed_out(atlas, tab, tmp_path):
    file = tmp_path / "page.html"
    made = html_page(
        view_summary(atlas, View(municipality="62063"), LONGEST), day=datetime.date(2026, 11, 1), permalink="https://atlas.example/"
    )
    file.write_bytes(made.content)
    tab.goto(file.as_uri())
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        assert violations(tab, colours_only=scheme == "dark") == set()
