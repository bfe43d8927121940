"""Lists find a name however its accents and hyphens were typed; what Streamlit says itself is said in the page's language."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import open_filter, open_part, settled
from wallonia_map.i18n import Language, message_ids, say

OVER = "() => getComputedStyle(document.querySelector('[role=listbox][data-empty=true] span'), '::after').content"


#: What is typed, and the name that it finds.
TYPED = {"braine l alleud": "Braine-l'Alleud", "Liege": "Liège", "luttich": "Liège"}


def test_a_name_typed_without_its_signs_is_found(app, visit):
    page = visit.page
    page.goto(app.url)
    settled(page)
    box = page.get_by_role("combobox", name=say("home.find", Language.FR))
    box.click()
    for typed, found in TYPED.items():
        box.fill("zzzz")
        page.locator("[role=listbox][data-empty=true]").wait_for()
        box.fill(typed)
        option = page.get_by_role("option", name=re.compile(rf"^{re.escape(found)}( ·|$)")).first
        expect(option).to_be_visible()
    option.click()
    expect(page.get_by_role("heading", level=1, name=found, exact=True)).to_be_visible()
    assert visit.errors == []


def test_a_filter_finds_its_choices_without_accents(app, visit):
    page = visit.page
    page.goto(f"{app.url}/explore")
    settled(page)
    open_filter(page, "Thème").get_by_role("combobox", name=say("filter.theme", Language.FR)).click()
    page.keyboard.type("energie et")
    expect(page.get_by_role("option", name=re.compile("^Énergie"))).to_be_visible()


def test_a_list_that_finds_nothing_says_so_in_the_page_s_language(app, visit):
    page, language = visit.page, Language.DE
    page.goto(f"{app.url}/?lang={language.value}")
    settled(page)
    page.get_by_role("combobox", name=say("home.find", language)).click()
    page.keyboard.type("zzzz")
    page.locator("[role=listbox][data-empty=true] span").wait_for()
    assert page.evaluate(OVER) == f'"{say("app.nothing_found", language)}"'
    expect(page.get_by_role("combobox", name=say("home.find", language))).to_have_value("zzzz")


#: Every name that a screen reader hears, icons and our own words aside.
NAMES = "() => [...document.querySelectorAll('.stApp :is(button, nav, span)[aria-label]')].map(part => part.getAttribute('aria-label'))"
ENGLISH = [text.split(" {")[0] for message, text in message_ids("en").items() if message.startswith("streamlit.")]


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("explore?programme=leader-2014-2020", Language.NL),
        ("compare?mode=territories&t=92094", Language.DE),
        ("your_data", Language.FR),
        ("data", Language.NL),
    ],
)
def test_a_screen_reader_hears_no_english_button(app, visit, path, language):
    page = visit.page
    page.goto(f"{app.url}/{path}{'&' if '?' in path else '?'}lang={language.value}")
    settled(page)
    heard = page.evaluate(NAMES)
    assert say("streamlit.pages", language) in heard
    alike = {text for message, text in message_ids(language).items() if message.startswith("streamlit.")}
    assert [name for name in heard for word in ENGLISH if word not in alike and re.match(rf"{re.escape(word)}(\b|:|$)", name)] == []


def test_a_table_s_own_menus_speak_the_page_s_language_and_change_with_it(app, visit):
    page = visit.page
    page.goto(f"{app.url}/explore")
    settled(page)
    open_part(page, "Communes")
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    table.hover()
    button = page.get_by_role("button", name=re.compile(f"^{say('streamlit.columns', Language.FR)}\\s: ")).first
    button.hover()
    expect(page.get_by_test_id("stTooltipContent")).to_have_text(say("streamlit.columns", Language.FR))
    button.click()
    menu = page.get_by_test_id("stDataFrameColumnVisibilityMenu")
    expect(menu).to_contain_text(say("streamlit.all", Language.FR))
    expect(menu).not_to_contain_text("nis")
    page.keyboard.press("Escape")
    page.get_by_role("radio", name="DE", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("explore.heading", Language.DE))
    expect(page.get_by_role("button", name=re.compile(f"^{say('streamlit.columns', Language.DE)}: ")).first).to_be_attached()
    page.get_by_role("radio", name="EN", exact=True).click()
    expect(page.get_by_role("button", name=re.compile(r"^Show.hide columns: ")).first).to_be_attached()
    assert visit.errors == []


#: A file that Streamlit refuses by its kind, and one by its size (its limit is 1 MB there).
REFUSED = {"talk.pdf": b"%PDF-1.4", "large.json": b" " * 1_100_000}


def test_what_the_uploader_says_of_a_file_is_said_in_the_page_s_language(app, visit):
    page, language = visit.page, Language.NL
    page.goto(f"{app.url}/stage?lang={language.value}")
    settled(page)
    page.get_by_role("button", name=say("stage.panel_other", language)).click()
    told = {
        "talk.pdf": say("streamlit.type_refused", language, type="application/pdf"),
        "large.json": say("streamlit.too_large", language, size="1 " + say("file_size.units", language).split()[2]).replace("\u00a0", " "),
    }
    for name, content in REFUSED.items():
        kind = "application/pdf" if name.endswith("pdf") else "application/json"
        page.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})
        chip = page.get_by_test_id("stFileChip").filter(has_text=name)
        expect(chip.get_by_role("alert")).to_have_text(say("streamlit.error", language) + told[name])
        expect(chip.get_by_role("button", name=say("streamlit.remove", language, name=name), exact=True)).to_be_attached()


def test_the_size_of_a_file_is_written_in_the_page_s_language_and_its_name_is_left(app, visit):
    page, language, size = visit.page, Language.FR, "27 o"  # the other three write « B », as Streamlit does
    page.goto(f"{app.url}/your_data?lang={language.value}")
    settled(page)
    page.locator("input[type=file]").set_input_files(
        {"name": "Close", "mimeType": "text/csv", "buffer": "commune;n\nNamur;3\nLiège;4\n".encode()}
    )
    chip = page.get_by_test_id("stFileChip")
    expect(chip).to_contain_text(size)
    expect(chip).to_have_attribute("aria-label", re.compile(rf"^Close, {size}$".replace(" 27 ", r" 27\s")))
    expect(page.get_by_test_id("stFileChipName")).to_have_text("Close")
    expect(chip.get_by_role("button", name=say("streamlit.remove", language, name="Close"), exact=True)).to_be_attached()


def test_the_rest_of_the_menu_and_the_hint_under_a_field_are_said_in_the_page_s_language(app, visit):
    page, language = visit.page, Language.DE
    page.goto(f"{app.url}/stage?lang={language.value}")
    settled(page)
    page.add_style_tag(content='[data-testid="stTopNavLink"] { padding: 0 3rem; }')  # as where letters are large
    page.set_viewport_size({"width": 900, "height": 800})
    rest = page.locator(".rc-overflow-item-rest")
    expect(rest).to_have_text(re.compile("^" + say("streamlit.pages_more", language, n=0).replace("0", r"\d+") + "$"))
    page.get_by_role("button", name=say("stage.panel_link", language)).click()
    field = page.get_by_role("textbox", name=say("stage.address", language), exact=True)
    field.fill("abc")
    hint = say("streamlit.enter", language, what=say("streamlit.apply", language))
    expect(page.get_by_test_id("InputInstructions")).to_contain_text(hint)
    expect(page.get_by_test_id("InputInstructions")).to_contain_text("3/200")
    expect(page.locator(".stCode button")).to_have_attribute(
        "aria-label", say("streamlit.copy_code", language)
    )  # unseen until one points at it
    assert visit.errors == []
