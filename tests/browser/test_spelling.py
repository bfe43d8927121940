"""Lists find a name however its accents, hyphens and apostrophes were typed, and say in the page's language where they find none."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settled
from wallonia_map.i18n import Language, say

OVER = "() => getComputedStyle(document.querySelector('[role=listbox][data-empty=true] span'), '::after').content"


@pytest.mark.parametrize(
    ("typed", "found"),
    [("Liege", "Liège"), ("luttich", "Liège"), ("braine l alleud", "Braine-l'Alleud"), ("Dinant", "Dinant"), ("heron", "Héron"), ("Luik", "Liège")],
)
def test_a_name_typed_without_its_signs_is_found(app, visit, typed, found):
    page = visit.page
    page.goto(app.url)
    settled(page)
    page.get_by_role("combobox", name=say("home.find", Language.FR)).click()
    page.keyboard.type(typed)
    page.get_by_role("option", name=re.compile(rf"^{re.escape(found)}( ·|$)")).first.click()
    expect(page.get_by_role("heading", level=1, name=found, exact=True)).to_be_visible()
    assert visit.errors == []


def test_a_filter_finds_its_choices_without_accents(app, visit):
    page = visit.page
    page.goto(f"{app.url}/explore")
    settled(page)
    page.get_by_role("combobox", name=say("filter.theme", Language.FR)).click()
    page.keyboard.type("energie et")
    expect(page.get_by_role("option", name=re.compile("^Énergie"))).to_be_visible()


@pytest.mark.parametrize("language", list(Language))
def test_a_list_that_finds_nothing_says_so_in_the_page_s_language(app, visit, language):
    page = visit.page
    page.goto(f"{app.url}/?lang={language.value}")
    settled(page)
    page.get_by_role("combobox", name=say("home.find", language)).click()
    page.keyboard.type("zzzz")
    page.locator("[role=listbox][data-empty=true] span").wait_for()
    assert page.evaluate(OVER) == f'"{say("app.nothing_found", language)}"'
    expect(page.get_by_role("combobox", name=say("home.find", language))).to_have_value("zzzz")
