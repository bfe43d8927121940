"""The HTML file as it is handed out: opened from the disk, with the network cut."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from wallonia_map.export.html_page import html_page
from wallonia_map.i18n import Language
from wallonia_map.model import Selection
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.view import View

LIEGE, NAMUR, CHARLEROI = "62063", "92094", "52011"
HOSTILE = "</script><script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\"><b>bold</b>"


@pytest.fixture(scope="module")
def files(atlas, tmp_path_factory) -> dict[str, Path]:
    """The default view in French, subsidies in German, a province in English: written once."""
    folder = tmp_path_factory.mktemp("handed out")
    views = {
        "fr": (View(), Language.FR),
        "de": (View(measure=Measure.SUBSIDY), Language.DE),
        "en": (View(Selection(provinces=("90000",)), municipality=NAMUR), Language.EN),
    }
    for name, (view, language) in views.items():
        made = html_page(view_summary(atlas, view, language), day=datetime.date(2026, 11, 1), permalink="https://atlas.example/explore")
        (folder / f"{name}.html").write_bytes(made.content)
    return {name: folder / f"{name}.html" for name in views}


class Opened:
    """A page from the disk, what it asked for beside itself, and what went wrong in it."""

    def __init__(self, page: Page) -> None:
        self.page, self.asked, self.errors = page, [], []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.errors.append(message.text))

    def go(self, file: Path) -> Page:
        self.page.goto(file.as_uri())
        return self.page


@pytest.fixture(scope="module")
def reader(browser) -> Iterator[BrowserContext]:
    """A browser without a network, for one reader after another: a file from the disk leaves nothing in it."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="fr-BE", offline=True, reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def opened(reader):
    made = Opened(reader.new_page())
    made.page.set_default_timeout(10_000)
    yield made
    made.page.close()
    assert made.errors == []
    assert [url for url in made.asked if not url.startswith(("file:", "data:"))] == []


def shape(page: Page, nis: str):
    return page.locator(f'#shapes path[data-nis="{nis}"]')


def inside(page: Page, nis: str) -> tuple[float, float]:
    """A point of the screen that lies inside a municipality."""
    return tuple(
        page.evaluate(
            """nis => { const path = document.querySelector(`#shapes path[data-nis="${nis}"]`), box = path.getBBox();
            const screen = path.getScreenCTM();
            for (let i = 1; i < 40; i++) for (let j = 1; j < 40; j++) {
              const point = new DOMPoint(box.x + box.width * i / 40, box.y + box.height * j / 40);
              const near = [[8, 0], [-8, 0], [0, 8], [0, -8]].every(([x, y]) => path.isPointInFill(new DOMPoint(point.x + x * 3, point.y + y * 3)));
              if (near && path.isPointInFill(point)) { const at = point.matrixTransform(screen); return [at.x, at.y]; } } }""",
            nis,
        )
    )


def view_box(page: Page) -> list[float]:
    return [float(part) for part in page.locator("#map > svg").get_attribute("viewBox").split()]


def shown(page: Page, table: str) -> list[str]:
    return page.locator(f"table.{table} tbody tr:not([hidden]) th").all_inner_texts()


def test_it_opens_from_the_disk_with_every_municipality(opened, files):
    page = opened.go(files["fr"])
    assert page.locator("#shapes path").count() == 261
    expect(page.get_by_role("heading", level=1)).to_have_text("Nombre d’initiatives")
    assert len(shown(page, "municipalities")) == 20
    assert opened.asked == [files["fr"].as_uri()]


def test_a_click_shows_what_happens_there(opened, files):
    page = opened.go(files["fr"])
    page.mouse.click(*inside(page, LIEGE))
    expect(page.get_by_role("heading", name="Liège", exact=True)).to_be_visible()
    expect(page.locator("#told .initiative").first).to_be_visible()
    expect(page.locator("#choose")).to_have_value(LIEGE)
    assert page.locator("#told .initiative").count() >= 21
    page.get_by_role("button", name="Fermer").click()
    expect(page.locator("#told .hint")).to_be_visible()
    expect(page.locator("#choose")).to_be_focused()


def test_all_of_it_by_keyboard(opened, files):
    page = opened.go(files["fr"])
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.locator("#find-municipalities").focus()
    page.keyboard.type("luttich")
    expect(page.locator("#municipalities [role=status]")).to_have_text("1 commune sur 261")
    for _ in range(7):  # six headings sort, then the name
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Liège", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#chosen-name")).to_be_focused()
    expect(page.locator("#chosen-name")).to_be_in_viewport()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Liège", exact=True)).to_be_focused()


def test_the_list_chooses_too(opened, files):
    page = opened.go(files["fr"])
    page.get_by_role("combobox", name="Commune").select_option(CHARLEROI)
    expect(page.get_by_role("heading", name="Charleroi", exact=True)).to_be_visible()
    assert page.locator("#chosen-shape path").first.get_attribute("d") == shape(page, CHARLEROI).get_attribute("d")


def test_the_map_pans_and_zooms_by_button_key_wheel_and_drag(opened, files):
    page = opened.go(files["fr"])
    home = view_box(page)
    page.get_by_role("button", name="Agrandir").click()
    near = view_box(page)
    assert near[2] == pytest.approx(home[2] * 0.6, rel=0.01)
    page.locator("#map").focus()
    page.keyboard.press("ArrowRight")
    assert view_box(page)[0] > near[0]
    page.keyboard.press("-")
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert view_box(page)[2] < near[2]
    page.keyboard.press("0")
    assert view_box(page) == home
    box = page.locator("#map").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.wheel(0, -300)
    expect(page.locator("#map.near")).to_have_count(1)
    wheel = view_box(page)
    page.mouse.down()
    page.mouse.move(x - 120, y - 40, steps=4)
    page.mouse.up()
    dragged = view_box(page)
    assert (dragged[0] > wheel[0], dragged[1] > wheel[1], dragged[2]) == (True, True, wheel[2])
    expect(page.locator("#told .hint")).to_be_visible()  # a drag chooses nothing


def test_the_wheel_scrolls_the_page_until_the_map_is_asked_for(opened, files):
    page = opened.go(files["fr"])
    home = view_box(page)
    page.locator("#map").hover()
    page.mouse.wheel(0, 300)
    page.wait_for_function("() => window.scrollY > 0")
    assert view_box(page) == home


def test_the_tooltip_tells_name_value_and_what_it_is_made_of(opened, files):
    page = opened.go(files["fr"])
    page.mouse.move(*inside(page, NAMUR))
    tooltip = page.locator(".tooltip")
    expect(tooltip).to_be_visible()
    told = tooltip.inner_text().splitlines()
    assert [" ".join(line.split()) for line in told[:2]] == ["Namur", "Nombre d’initiatives : 14"]
    assert "× Autres projets" in told[2]
    page.locator("#map").focus()
    page.keyboard.press("Escape")
    expect(tooltip).to_be_hidden()


def test_search_ignores_accents_and_says_how_many(opened, files, atlas):
    page = opened.go(files["fr"])
    box, status = page.locator("#find-municipalities"), page.locator("#municipalities [role=status]")
    box.fill("helecine")
    assert shown(page, "municipalities") == ["Hélécine"]
    box.fill("<img src=x>")
    expect(status).to_have_text("Rien ne correspond à « <img src=x> ».")
    box.fill("namur")
    expect(status).to_contain_text("38 communes sur 261 · les 20 premières sont affichées")
    page.get_by_role("button", name="Afficher les 38 lignes").click()
    assert len(shown(page, "municipalities")) == 38
    page.locator("#find-initiatives").fill("capteurs eau")
    expect(page.locator("#initiatives [role=status]")).to_contain_text(f"sur {len(atlas.initiatives)}")
    assert 0 < len(shown(page, "initiatives")) < 21


def test_columns_sort_and_say_so(opened, files):
    page = opened.go(files["de"])
    head = page.locator("table.municipalities thead")
    name = head.get_by_role("button", name="Gemeinde")
    name.click()
    expect(head.get_by_role("columnheader", name="Gemeinde")).to_have_attribute("aria-sort", "ascending")
    assert shown(page, "municipalities")[0] == "Aiseau-Presles"
    name.click()
    assert shown(page, "municipalities")[0] == "Yvoir"
    assert head.locator("[aria-sort]").count() == 1
    head.get_by_role("button", name="Einwohner", exact=True).click()
    assert shown(page, "municipalities")[0] == "Charleroi"
    value = head.get_by_role("button", name="Bekannter Zuschuss")
    for _ in range(2):  # not known stands last, either way
        value.click()
        first = page.locator("table.municipalities tbody tr:not([hidden]) td:nth-of-type(2)").first
        assert first.get_attribute("data-v") != ""


def test_a_filtered_view_opens_on_its_places_and_its_municipality(opened, files):
    page = opened.go(files["en"])
    expect(page.get_by_role("heading", name="Namur", exact=True)).to_be_visible()
    page.locator("#zoom-out").click()
    page.mouse.move(*inside(page, LIEGE))
    expect(page.locator(".tooltip")).to_contain_text("Liège")
    page.mouse.click(*inside(page, LIEGE))
    expect(page.get_by_role("heading", name="Namur", exact=True)).to_be_visible()


def test_a_text_from_the_data_never_runs(opened, small, tmp_path):
    table = small.tables["initiatives"].copy()
    table.loc[table["initiative_id"] == "sr-water", ["title", "summary", "lead", "source_urls"]] = [
        HOSTILE,
        HOSTILE,
        HOSTILE,
        f"javascript:{HOSTILE}",
    ]
    atlas = Atlas(small.catalog, small.tables | {"initiatives": table})
    file = tmp_path / "hostile.html"
    made = html_page(view_summary(atlas, View(), Language.FR), day=datetime.date(2026, 11, 1), permalink=f"https://x.example/{HOSTILE}")
    file.write_bytes(made.content)
    page = opened.go(file)
    page.locator("#choose").select_option("11001")
    expect(page.locator("#told h4").filter(has_text="onerror")).to_have_text(HOSTILE)
    page.locator("#find-initiatives").fill("onerror")
    assert shown(page, "initiatives") == [HOSTILE]
    assert page.locator("main img, main b:not(.tooltip b), a[href^=javascript]").count() == 0
    assert page.title().startswith("Nombre d’initiatives")


@pytest.mark.parametrize("name", ["fr", "de", "en"])
def test_no_width_scrolls_sideways(opened, files, name):
    widths = (320, 390, 768, 1024, 1280)
    opened.page.set_viewport_size({"width": widths[0], "height": 700})
    page = opened.go(files[name])
    page.locator("#choose").select_option(NAMUR)
    for width in widths:
        page.set_viewport_size({"width": width, "height": 700})
        page.wait_for_function("width => innerWidth === width", arg=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        controls = page.locator("button:visible, select:visible, input:visible")
        heights = controls.evaluate_all("controls => controls.slice(0, 40).map(control => control.getBoundingClientRect().height)")
        assert min(heights) >= 24


def test_a_small_screen_leads_from_the_map_to_the_panel(opened, files):
    opened.page.set_viewport_size({"width": 390, "height": 844})
    page = opened.go(files["fr"])
    page.locator("#map").scroll_into_view_if_needed()
    page.mouse.click(*inside(page, NAMUR))
    page.get_by_role("link", name="Namur : voir le détail").click()
    expect(page.locator("#chosen-name")).to_be_focused()
    expect(page.locator("#chosen-name")).to_be_in_viewport()


def test_it_is_dark_where_the_reader_likes_it_dark(opened, files):
    page = opened.go(files["fr"])
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(253, 252, 249)"
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(19, 29, 34)"
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_without_scripts_it_still_tells_everything(browser, files):
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(files["fr"].as_uri())
    expect(page.locator("table.municipalities tbody tr").last).to_be_visible()
    expect(page.locator("table.initiatives tbody tr").last).to_be_visible()
    expect(page.locator("#shapes path").first).to_be_visible()
    expect(page.locator("#choose")).to_be_hidden()
    context.close()
