"""What a planner does on Explore, in a real browser without a network."""

import csv
import io
import re

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.conftest import choose, open_filter, open_part
from wallonia_map.model import Programme, Selection
from wallonia_map.views.measures import Measure, measured

MAP = 'iframe[src*="streamlit_folium"]'
HATCH = "url(#not-known)"
LIEGE, NAMUR, CHARLEROI = "62063", "92094", "52011"


def map_frame(page: Page) -> Frame:
    """The frame that the map lives in, once it is drawn and painted."""
    element = page.locator(MAP).first.element_handle()
    frame = element.content_frame()
    frame.wait_for_selector("path.leaflet-interactive", state="attached")
    frame.wait_for_function("() => window.walloniaMap && window.walloniaMap.painted && window.walloniaMap.painted()")
    return frame


def fills(frame: Frame) -> list[str]:
    return frame.evaluate("() => window.walloniaMap.layers().map(layer => layer.options.fillColor)")


def click_municipality(frame: Frame, nis: str) -> None:
    """A real mouse click in the middle of a municipality."""
    box = frame.evaluate(
        """nis => { const layer = window.walloniaMap.layers().find(l => l.feature.properties.nis === nis);
        const at = layer.feature.properties.at; const p = window.map.latLngToContainerPoint([at[1], at[0]]); return [p.x, p.y]; }""",
        nis,
    )
    frame.locator("#map_div").click(position={"x": box[0], "y": box[1]})


def repainted(page: Page, before: list[str]) -> list[str]:
    frame = map_frame(page)
    frame.wait_for_function(
        "before => JSON.stringify(window.walloniaMap.layers().map(l => l.options.fillColor)) !== before",
        arg=__import__("json").dumps(before, separators=(",", ":")),
    )
    return fills(frame)


def test_a_first_visit_may_be_a_deep_link(fresh_app, visit):
    page = visit.page
    page.goto(f"{fresh_app.url}/explore?lang=en&province=90000&nis={NAMUR}")
    expect(page.get_by_role("heading", name="Explore", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Namur", exact=True)).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).to_have_title("Explore")
    assert page.evaluate("document.documentElement.lang") == "en"


def test_the_map_has_every_municipality_in_the_colours_of_the_figures(app, visit, atlas):
    visit.page.goto(f"{app.url}/explore")
    frame = map_frame(visit.page)
    assert frame.locator(".leaflet-overlay-pane path.leaflet-interactive").count() == 261
    shown = measured(atlas, Selection(), Measure.PER_10000)
    codes = frame.evaluate("() => window.walloniaMap.layers().map(layer => layer.feature.properties.nis)")
    expected = [HATCH if nis in shown.possible else shown.colours[shown.classes[nis]] for nis in codes]
    assert expected.count(HATCH) == 1  # Somme-Leuze, which only may be covered
    assert fills(frame) == expected
    assert visit.outside == set()
    assert visit.errors == []


def test_a_click_chooses_and_the_list_follows_and_back_again(app, visit):
    page = visit.page
    page.goto(f"{app.url}/explore")
    click_municipality(map_frame(page), LIEGE)
    expect(page.get_by_role("heading", name="Liège", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile(rf"nis={LIEGE}"))
    box = page.get_by_role("combobox", name="Commune", exact=False).last
    box.click()
    box.fill("Karl")
    box.fill("Charleroi")
    page.get_by_role("option", name="Charleroi").first.click()
    expect(page.get_by_role("heading", name="Charleroi", exact=True)).to_be_visible()
    frame = map_frame(page)
    frame.wait_for_function("nis => window.walloniaMap.chosen() === nis", arg=CHARLEROI)
    click_municipality(frame, LIEGE)
    expect(page.get_by_role("heading", name="Liège", exact=True)).to_be_visible()
    click_municipality(frame, LIEGE)
    expect(page.get_by_role("heading", name="Liège", exact=True)).to_be_visible()


def test_every_name_of_a_town_finds_it(app, visit):
    page = visit.page
    page.goto(f"{app.url}/explore")
    map_frame(page)
    box = page.get_by_role("combobox", name="Commune").last
    box.click()
    for name in ("Luik", "Lüttich", "Liège"):
        box.fill("zzzz")
        expect(page.get_by_role("option", name="Liège")).to_have_count(0)
        box.fill(name)
        expect(page.get_by_role("option", name="Liège").first).to_be_visible()


def test_a_filter_repaints_without_a_new_map_and_keeps_the_zoom(app, visit, atlas):
    page = visit.page
    page.goto(f"{app.url}/explore")
    frame = map_frame(page)
    frame.evaluate("() => { window.__same = true; window.map.setZoom(10, {animate: false}); }")
    before = fills(frame)
    open_filter(page, "Programme").get_by_role("combobox").click()
    page.get_by_role("option", name="GAL 2014–2020").click()
    after = repainted(page, before)
    frame = map_frame(page)
    assert frame.evaluate("() => window.__same === true"), "the frame was loaded anew"
    assert frame.evaluate("() => window.map.getZoom()") == 10
    covered = measured(atlas, Selection(programmes=(Programme.LEADER_2014.value,)), Measure.INITIATIVES)
    assert sum(colour not in (covered.colours[0], HATCH) for colour in after) == 111
    expect(page).to_have_url(re.compile("programme=leader-2014-2020"))
    expect(page.locator(".result", has_text="111 à 112 communes couvertes")).to_be_visible()


def test_a_chip_removes_its_filter_and_undo_brings_it_back(app, visit):
    page = visit.page
    page.goto(f"{app.url}/explore?programme=leader-2014-2020&theme=mobility")
    map_frame(page)
    page.locator(".st-key-chips").get_by_role("button", name="Mobilité").click()
    expect(page).not_to_have_url(re.compile("theme="))
    page.get_by_role("button", name="Annuler").click()
    expect(page).to_have_url(re.compile("theme=mobility"))


def test_the_back_button_restores_the_filters_before(app, visit):
    page = visit.page
    page.goto(f"{app.url}/explore?programme=leader-2014-2020")
    map_frame(page)
    expect(page.locator(".result", has_text="111 à 112 communes couvertes")).to_be_visible()
    page.locator(".st-key-chips").get_by_role("button", name="GAL 2014–2020").click()
    expect(page.get_by_text("230 à 231 communes couvertes").first).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile("programme=leader-2014-2020"))
    expect(page.locator(".result", has_text="111 à 112 communes couvertes")).to_be_visible()


def test_a_link_shows_the_same_view_in_another_browser(app, browser, visit):
    page = visit.page
    page.goto(f"{app.url}/explore?lang=de&programme=smart-region-2019&role=extended&show=covered&nis={LIEGE}&vintage=2025")
    first = fills(map_frame(page))
    address = page.url
    other = browser.new_context().new_page()
    other.goto(address)
    assert fills(map_frame(other)) == first
    expect(other.get_by_role("heading", name="Lüttich", exact=True)).to_be_visible()
    other.context.close()


def test_hostile_parameters_are_ignored(app, visit):
    page = visit.page
    page.goto(
        f"{app.url}/explore?nis=<script>alert(1)</script>&programme=../../etc&q=<img src=x onerror=window.__hit=1>&from=99999&show=evil"
    )
    map_frame(page)
    expect(page.get_by_role("heading", name="Explorer", exact=True)).to_be_visible()
    assert page.evaluate("() => window.__hit") is None
    assert not re.search("script|etc|evil|99999", page.url)


@pytest.mark.parametrize("what", ["Initiatives", "Communes et leurs indicateurs"])
def test_the_download_holds_the_rows_of_the_page(app, visit, what, atlas):
    known = (atlas.initiatives["programme"] == "smart-region-2019").sum()
    rows = known if what == "Initiatives" else len(atlas.municipalities())
    page = visit.page
    page.goto(f"{app.url}/explore?programme=smart-region-2019")
    map_frame(page)
    open_part(page, "Télécharger")
    expect(page.get_by_role("button", name=re.compile(rf"Télécharger les données \({known} lignes"))).to_be_visible()
    if what != "Initiatives":
        choose(page, "Contenu", what)
    button = page.get_by_role("button", name=re.compile(f"Télécharger les données \\({rows} lignes"))
    expect(button).to_be_visible()
    with page.expect_download() as told:
        button.click()
    content = told.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert len(read) == rows + 1
    assert told.value.suggested_filename.endswith("_2025_filtre_fr.csv")
    with page.expect_download() as told:
        page.get_by_role("button", name="Télécharger le reçu").click()
    receipt = told.value.path().read_text(encoding="utf-8")
    assert "programme=smart-region-2019" in receipt
    assert f"Lignes\u00a0: {rows}" in receipt


def test_an_empty_result_says_so_and_offers_a_way_back(app, visit):
    page = visit.page
    page.goto(f"{app.url}/explore?q=zzzzzz")
    expect(page.get_by_text("Aucune initiative ne répond à ces filtres.").first).to_be_visible()
    assert map_frame(page).locator(".leaflet-overlay-pane path.leaflet-interactive").count() == 261


def test_the_language_stays_from_page_to_page(app, visit):
    page = visit.page
    page.goto(f"{app.url}/")
    page.get_by_role("radio", name="NL").click()
    expect(page).to_have_url(re.compile("lang=nl"))
    page.get_by_role("link", name="Gegevens en bronnen").first.click()
    expect(page).to_have_url(re.compile("data"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Gegevens en bronnen")
    assert page.evaluate("document.documentElement.lang") == "nl"


def test_a_click_on_the_home_map_opens_the_municipality(app, visit):
    page = visit.page
    page.goto(f"{app.url}/")
    click_municipality(map_frame(page), LIEGE)
    expect(page).to_have_url(re.compile(rf"explore\?nis={LIEGE}"))
    expect(page.get_by_role("heading", name="Liège", exact=True)).to_be_visible()


@pytest.mark.parametrize("path", ["", "explore", "data"])
def test_no_page_scrolls_sideways_or_asks_outside(app, visit, path):
    page = visit.page
    page.goto(f"{app.url}/{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for width in (1920, 1440, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        expect(page.locator("footer.foot")).to_be_visible()
        page.wait_for_function("() => document.documentElement.scrollWidth <= innerWidth + 1")
    assert visit.outside == set()


def test_only_the_switched_on_tile_layer_asks_outside(app, visit):
    page = visit.page
    page.goto(f"{app.url}/explore?tiles=1")
    map_frame(page)
    page.wait_for_function("() => true")
    hosts = {address.split("/")[2] for address in visit.outside}
    assert hosts == {"tile.openstreetmap.org"}


def test_the_tooltip_writes_an_official_figure_with_its_unit_and_a_period_of_its_own(app, visit):
    def told(nis: str) -> str:
        text = map_frame(visit.page).evaluate(
            """nis => { const layer = window.walloniaMap.layers().find(l => l.feature.properties.nis === nis);
            layer.openTooltip(); const text = layer.getTooltip().getElement().innerText; layer.closeTooltip(); return text; }""",
            nis,
        )
        return " ".join(text.split())

    visit.page.goto(f"{app.url}/explore?lang=fr&vintage=2025&show=municipal-debt")
    debt = told("53068")
    assert re.search(r"€ \(2019\)", debt), debt
    assert "(" not in told(NAMUR)
    visit.page.goto(f"{app.url}/explore?lang=de&vintage=2025&show=unemployment-ilo")
    assert re.search(r"\d,\d %", told(LIEGE))
