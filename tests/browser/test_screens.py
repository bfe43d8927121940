"""What the review asked of the screens: short ways, one menu a scene, parts that have a link, a word while a file is made."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import open_part, settled
from tests.browser.test_explore import MAP, map_frame
from wallonia_map.i18n import say

PHONE = {"width": 390, "height": 844}


def test_a_municipality_is_two_actions_from_the_first_page(app, visit):
    page = visit.page
    page.set_viewport_size(PHONE)
    page.goto(app.url)
    settled(page)
    box = page.get_by_role("combobox", name=say("home.find", "fr"))
    expect(box).to_be_in_viewport()
    box.click()
    page.keyboard.type("lüttich")
    page.get_by_role("option", name="Liège").first.click()
    expect(page).to_have_url(re.compile(r"municipality\?nis=62063"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Liège")
    expect(page.get_by_role("button", name=say("municipality.pdf", "fr"))).to_be_in_viewport()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/(municipality)?$"))
    if page.url.endswith("municipality"):  # on a slow machine Streamlit keeps the page without its parameters as a step of its own
        page.go_back()
    expect(page.get_by_role("combobox", name=say("home.find", "fr"))).to_have_value("")
    assert visit.errors == []


@pytest.mark.parametrize(("path", "word"), [("explore?lang=de", "Menü"), ("data?lang=nl", "Menu")])
def test_the_button_of_menu_and_filters_says_so_on_a_phone_and_the_menu_goes_once_a_page_is_chosen(app, visit, path, word):
    page = visit.page
    page.set_viewport_size(PHONE)
    page.goto(f"{app.url}/{path}")
    settled(page)
    button = page.get_by_role("button", name=word, exact=True)
    assert button.evaluate("one => getComputedStyle(one, '::after').content") == f'"{word}"'
    button.click()
    link = page.get_by_role("link", name=say("page.stage", path[-2:]))
    expect(link).to_be_in_viewport()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("stage.heading", path[-2:]))
    expect(link).not_to_be_in_viewport()  # the menu lay over the page


def test_every_column_of_an_initiative_fits_its_table(app, visit):
    page = visit.page
    page.goto(f"{app.url}/explore")
    settled(page)
    open_part(page, "Initiatives")
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    scroller = table.locator(".dvn-scroller")
    scroller.wait_for()
    for width, height in ((1280, 720), (1440, 900), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        settled(page)
        assert scroller.evaluate("one => one.scrollWidth <= one.clientWidth + 1"), width


def scenes(page) -> list[str]:
    return [re.sub(r"^\d+\. ", "", title) for title in page.locator(".st-key-stage_list h3").all_inner_texts()]


def stand(page, titles: list[str]) -> None:
    """The scenes are these, as soon as the page has run to its end."""
    expect(page.locator(".st-key-stage_list h3")).to_have_text([f"{n}. {title}" for n, title in enumerate(titles, 1)])


def test_the_editor_of_a_scene_stays_with_it_wherever_it_goes(app, visit):
    page = visit.page
    page.goto(f"{app.url}/stage")
    settled(page)
    assert page.locator(".st-key-stage_list li").nth(1).get_by_role("button").count() == 3  # its handle, the stage, its editor
    first, second, third, *rest = scenes(page)
    page.get_by_role("button", name="Modifier la scène 2").click()
    page.get_by_role("button", name="Descendre").press("Enter")
    expect(page.locator(".st-key-stage_list h3").nth(1)).to_have_text(f"2. {third}")
    stand(page, [first, third, second, *rest])
    expect(page.get_by_role("textbox", name="Titre")).to_have_value(second)
    expect(page.get_by_role("button", name="Descendre")).to_be_focused()
    page.get_by_role("button", name="Monter").press("Enter")
    expect(page.locator(".st-key-stage_list h3").nth(1)).to_have_text(f"2. {second}")
    expect(page.get_by_role("button", name="Monter")).to_be_focused()
    title = page.get_by_role("textbox", name="Titre")
    expect(title).to_have_value(second)
    title.fill("Un autre titre")
    title.press("Enter")
    expect(page.locator(".st-key-stage_list h3").nth(1)).to_have_text("2. Un autre titre")
    page.get_by_role("button", name="Retirer").click()
    expect(page.locator(".st-key-stage_list h3").nth(1)).to_have_text(f"2. {third}")
    stand(page, [first, third, *rest])
    assert visit.errors == []


def test_a_part_of_the_data_page_has_a_link_whatever_the_language(app, visit):
    page = visit.page
    page.goto(f"{app.url}/data?part=totals&lang=de")
    expect(page.get_by_role("tab", name=say("data.part_totals", "de"))).to_have_attribute("aria-selected", "true")
    settled(page)
    page.get_by_role("tab", name=say("data.part_counting", "de")).click()
    expect(page).to_have_url(re.compile("part=counting"))
    settled(page)
    page.get_by_role("radio", name="FR").click()
    expect(page.get_by_role("tab", name=say("data.part_counting", "fr"))).to_have_attribute("aria-selected", "true")
    page.get_by_role("tab", name=say("data.part_tables", "fr")).click()
    expect(page).to_have_url(re.compile(r"/data$"))
    page.go_back()
    expect(page.get_by_role("tab", name=say("data.part_counting", "fr"))).to_have_attribute("aria-selected", "true")
    assert visit.errors == []


def test_a_row_becomes_a_card_on_a_phone_and_stays_a_table(app, visit):
    page = visit.page
    page.set_viewport_size(PHONE)
    page.goto(f"{app.url}/data?part=totals&lang=en")
    settled(page)
    table = page.get_by_role("table").filter(has_text="Published").locator("visible=true").first
    assert table.evaluate("one => one.getBoundingClientRect().width <= innerWidth")
    expect(table.get_by_role("columnheader", name="Published")).to_have_count(1)
    expect(table.get_by_role("row").nth(1).get_by_role("cell")).to_have_count(6)


def test_a_file_that_is_being_made_says_so(app, visit):
    page, language = visit.page, "nl"
    page.goto(f"{app.url}/explore?lang={language}")
    settled(page)
    page.evaluate(
        """() => { window.__told = []; const look = () => { const live = document.getElementById('atlas-live').textContent;
        const p = document.querySelector('.stDownloadButton button:has([data-testid=stSpinnerIcon]) p');
        for (const text of [live, p && getComputedStyle(p, '::after').content]) { if (text && !window.__told.includes(text)) { window.__told.push(text); } }
        }; new MutationObserver(look).observe(document.body, {childList: true, subtree: true, characterData: true}); }"""
    )
    open_part(page, say("explore.part_download", language))
    with page.expect_download():
        page.get_by_role("button", name=say("documents.make", language)).click()
    page.wait_for_function("word => window.__told.includes(word)", arg=say("app.ready", language))
    preparing = say("app.preparing", language)
    assert {preparing, f'"{preparing}"'} <= set(page.evaluate("window.__told"))


@pytest.mark.parametrize("figure", ["", "&figure=meter"])
def test_a_low_frame_shows_the_figure_and_what_it_means_at_once(app, visit, figure):
    page = visit.page
    page.set_viewport_size({"width": 600, "height": 400})
    page.goto(f"{app.url}/explore?embed=true{figure}")
    settled(page)
    for part in (".meter",) if figure else (MAP, "table.legend"):
        box = page.locator(part).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 400
    if not figure:
        assert map_frame(page).locator(".leaflet-overlay-pane path.leaflet-interactive").count() == 261


def test_the_stage_on_a_phone_covers_nothing_with_its_buttons(app, visit):
    page = visit.page
    page.set_viewport_size(PHONE)
    page.goto(f"{app.url}/stage?scene=1")
    settled(page)
    page.locator(".stage-foot").scroll_into_view_if_needed()
    page.mouse.wheel(0, 5_000)
    controls = page.locator(".st-key-stage_controls").bounding_box()
    assert controls is not None
    assert controls["height"] < 80
    page.wait_for_function("top => document.querySelector('.stage-foot p').getBoundingClientRect().bottom <= top", arg=controls["y"])
    page.get_by_role("button", name="Scène suivante").click()
    expect(page.locator(".stage-position")).to_have_text(re.compile(r"^2"))


def test_the_skip_link_leads_from_home_to_a_sheet_s_file_in_a_few_keys(app, visit):
    page = visit.page
    page.goto(app.url)
    settled(page)
    for key in ("Tab", "Enter", "Tab"):
        page.keyboard.press(key)
    expect(page.get_by_role("combobox", name=say("home.find", "fr"))).to_be_focused()
    page.keyboard.type("Dinant")
    page.get_by_role("option", name="Dinant").first.wait_for()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dinant")
    settled(page)
    page.locator("#atlas-skip").focus()
    for key in ("Enter", "Tab"):
        page.keyboard.press(key)
    expect(page.get_by_role("button", name=say("municipality.pdf", "fr"))).to_be_focused()
