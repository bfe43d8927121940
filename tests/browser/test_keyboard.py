"""Every page by keyboard alone: from a cold link, with Tab, arrows and Enter, to what one came for; and what is said on the way."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import pytest
from playwright.sync_api import Download, FileChooser, Page, TimeoutError, expect

from tests.browser.conftest import QUIET, settled
from tests.browser.test_explore import MAP, map_frame
from wallonia_map.tables.atlas import load

LIEGE = "62063"
#: More columns than any table has.
COLUMNS = 14
#: What has the focus, through frames: its name, whether it is in a frame, and whether one sees that it has it.
FOCUSED = """() => {
  let at = document.activeElement, inFrame = false;
  while (at && at.tagName === 'IFRAME') {
    const inner = at.contentDocument && at.contentDocument.activeElement;
    if (!inner || inner === at.contentDocument.body) { break; }
    at = inner; inFrame = true;
  }
  while (at && at.shadowRoot && at.shadowRoot.activeElement) { at = at.shadowRoot.activeElement; } // a component of ours
  if (!at || at === document.body) { return null; }
  window.__walked = window.__walked || [];
  if (!window.__walked.includes(at)) { window.__walked.push(at); }
  let seen = false;
  for (let part = at, up = 0; part && up < 6 && !seen; part = part.parentElement, up++) {
    for (const one of [part, ...(up === 0 && at.nextElementSibling ? [at.nextElementSibling] : [])]) {
      const style = getComputedStyle(one), box = one.getBoundingClientRect();
      const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && style.outlineColor !== 'rgba(0, 0, 0, 0)';
      seen = seen || (outlined && box.width > 8 && box.height > 8);
    }
  }
  const role = at.getAttribute('role') || '', label = at.labels && at.labels.length ? at.labels[0].innerText : '';
  const told = role || /^(A|BUTTON|H1|P|SUMMARY|LABEL)$/.test(at.tagName) ? at.innerText : '';
  const name = at.getAttribute('aria-label') || label || told || at.title || at.dataset.testid || `${at.tagName} ${at.className}`;
  return {name: name.trim(), tag: at.tagName, role, seen, inFrame, number: window.__walked.indexOf(at)};
}"""


@dataclass
class Walk:
    """A page under the keyboard, and the steps so far."""

    page: Page

    def step(self, key: str = "Tab") -> dict | None:
        self.page.keyboard.press(key)
        at = self.page.evaluate(FOCUSED)
        if at is not None and not at["seen"]:  # a grid draws its outline in one of the next frames, on a busy machine a later one
            with suppress(TimeoutError):
                self.page.wait_for_function(f"() => {{ const at = ({FOCUSED})(); return !at || at.seen; }}", timeout=5_000)
            at = self.page.evaluate(FOCUSED)
        return at

    def past_the_menu(self) -> None:
        """The first stop of every page leads past the menu, to what the page is about."""
        assert self.step()["name"] == "Aller aux résultats"
        self.page.keyboard.press("Enter")
        self.page.wait_for_function("() => ['H1', 'P'].includes(document.activeElement.tagName)")
        at = self.page.evaluate(FOCUSED)
        assert at["tag"] in ("H1", "P")
        assert at["seen"]

    def to(self, name: str, *, role: str = "", most: int = 150) -> list[dict]:
        """Press Tab until what is called `name` has the focus; every stop on the way is seen, and none holds the focus.

        A table takes one Tab per column of the row that one is in.
        """
        steps: list[dict] = []
        for _ in range(most):
            at = self.step()
            if at is None:  # the end of the page: the browser's own bar is next
                continue
            steps.append(at)
            assert at["seen"], f"the focus is not visible on {at}"
            last = [one["number"] for one in steps[-COLUMNS if at["tag"] == "CANVAS" else -3 :]]
            assert len(set(last)) > 1 or len(last) < 3, f"the focus is trapped in {at}"
            if re.search(name, at["name"]) and role in ("", at["role"]):
                return steps
        raise AssertionError(f"Tab never came to {name!r}: {[one['name'][:40] for one in steps]}")

    def open_part(self, first: str, wanted: str) -> None:
        """Go to the tabs, of which `first` is open, and press the arrow until `wanted` is."""
        self.to(f"^{first}", role="tab")
        tab = self.page.get_by_role("tab", name=wanted)
        for _ in range(30):  # each part is worked out as the arrow comes to it: a press meanwhile may be lost
            if tab.get_attribute("aria-selected") == "true":
                break
            self.page.locator("[role=tab][aria-selected=true]").press("ArrowRight")
            settled(self.page)
        expect(tab).to_have_attribute("aria-selected", "true")

    def download(self, name: str) -> Download:
        """Go to the button `name`, press Enter, and take the file."""
        self.to(name)
        with self.page.expect_download() as told:
            self.page.keyboard.press("Enter")
        return told.value


@pytest.fixture
def walk(visit) -> Iterator[Walk]:
    made = Walk(visit.page)
    yield made
    assert visit.errors == []


def test_the_first_stop_leads_past_the_menu_to_the_results(app, walk):
    walk.page.goto(f"{app.url}/explore?lang=en")
    settled(walk.page)
    first = walk.step()
    assert first["name"] == "Skip to the results"
    expect(walk.page.locator("#atlas-skip")).to_be_in_viewport()
    walk.page.keyboard.press("Enter")
    walk.page.wait_for_function("() => ['H1', 'P'].includes(document.activeElement.tagName)")
    at = walk.page.evaluate(FOCUSED)
    assert re.match(rf"{len(load().initiatives)} initiatives", at["name"])
    assert at["seen"]
    assert "#" not in walk.page.url


def test_explore_from_a_cold_link_to_the_file(app, walk):
    walk.page.goto(f"{app.url}/explore?programme=smart-region-2019")
    settled(walk.page)
    steps = walk.to("^Commune", role="combobox")
    assert any(step["inFrame"] for step in steps), "the map was passed by"
    assert not steps[-1]["inFrame"]
    walk.page.keyboard.type("Luik")
    expect(walk.page.get_by_role("option", name="Liège").first).to_be_visible()
    walk.page.keyboard.press("Enter")
    expect(walk.page.get_by_role("heading", name="Liège", exact=True)).to_be_visible()
    settled(walk.page)
    walk.open_part("En mots", "Télécharger")
    file = walk.download("Télécharger les données")
    assert file.path().read_bytes().startswith(b"\xef\xbb\xbf")


def test_home_leads_on_by_keyboard(app, walk):
    walk.page.goto(f"{app.url}/")
    settled(walk.page)
    walk.past_the_menu()
    walk.to("Explorer la carte")
    walk.page.keyboard.press("Enter")
    expect(walk.page).to_have_url(re.compile("explore"))


def test_a_sheet_by_keyboard(app, walk):
    walk.page.goto(f"{app.url}/municipality")
    settled(walk.page)
    walk.past_the_menu()
    walk.to("^Commune", role="combobox")
    walk.page.keyboard.type("Dinant")
    expect(walk.page.get_by_role("option", name="Dinant").first).to_be_visible()
    walk.page.keyboard.press("Enter")
    expect(walk.page.get_by_role("heading", level=1)).to_have_text("Dinant")
    settled(walk.page)
    assert walk.download("Télécharger les données").suggested_filename.endswith("91034_2025.csv")


@pytest.mark.parametrize(
    ("path", "button"),
    [("compare?mode=territories&t=90000&t=60000", "Télécharger"), ("white_spots?nis=91034", "Télécharger"),
     ("stage", "Télécharger la présentation"), ("data", "Télécharger")],
)  # fmt: skip
def test_from_a_cold_link_to_a_file(app, walk, path, button):
    walk.page.goto(f"{app.url}/{path}")
    settled(walk.page)
    walk.past_the_menu()
    assert walk.download(button).path().stat().st_size > 100


def test_the_file_of_a_comparison_from_a_cold_link(app, walk):
    walk.page.goto(f"{app.url}/compare")
    settled(walk.page)
    walk.past_the_menu()
    walk.open_part("Les communes", "Télécharger")
    assert walk.download("Télécharger les données").path().stat().st_size > 100


def test_a_table_of_one_s_own_by_keyboard(app, walk, tmp_path):
    table = tmp_path / "own.csv"
    table.write_text("commune;capteurs\nLiège;12\nDinant;3\nNamur;7\n", encoding="utf-8")
    walk.page.goto(f"{app.url}/your_data")
    settled(walk.page)
    walk.past_the_menu()
    walk.to("^Choisir un fichier")
    chosen: list[FileChooser] = []
    walk.page.on("filechooser", lambda one: chosen.append(one))
    for _ in range(5):  # Streamlit fetches the code of its uploader late: a press before that opens nothing
        walk.page.keyboard.press("Enter")
        walk.page.wait_for_function(QUIET)
        if chosen:
            break
    chosen[0].set_files(table)
    expect(walk.page.locator(".result")).to_be_visible()
    settled(walk.page)
    assert walk.download("Télécharger le rapport").path().stat().st_size > 20


def test_a_radio_moves_with_the_arrows_and_the_change_is_announced(app, walk):
    page = walk.page
    page.goto(f"{app.url}/explore?lang=en")
    settled(page)
    live = page.locator("#atlas-live")
    expect(live).to_have_attribute("role", "status")
    expect(live).to_have_text("")
    before = page.locator(".result").inner_text()
    walk.to("^More")
    page.keyboard.press("Enter")
    walk.to("^Strict", role="radio")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("role=extended"))
    expect(page.locator(".result")).not_to_have_text(before)
    expect(live).to_have_text(page.locator(".result").inner_text())


def test_another_page_is_announced_by_its_heading(app, walk):
    page = walk.page
    page.goto(f"{app.url}/explore?lang=en&nis={LIEGE}")
    settled(page)
    walk.to("^Data and sources")
    page.keyboard.press("Enter")
    expect(page.locator("#atlas-live")).to_have_text("Data and sources")


def test_the_map_says_what_it_is_and_where_its_table_stands(app, walk):
    page = walk.page
    page.goto(f"{app.url}/explore?lang=en")
    frame = map_frame(page)
    told = page.locator(MAP).get_attribute("title")
    assert "Map of Wallonia" in told
    assert "table below the map" in told
    assert frame.evaluate("document.documentElement.lang") == "en"
    assert frame.locator("#map_div").get_attribute("aria-label") == told
    assert frame.locator(".leaflet-control-zoom-in").get_attribute("aria-label") == "Zoom in"
    page.goto(f"{app.url}/compare?mode=territories&t=90000&t=60000&lang=en")
    settled(page)
    titles = page.locator(MAP).evaluate_all("frames => frames.map(frame => frame.title)")
    assert len(set(titles)) == 2
    assert titles[0].startswith("Namur")
