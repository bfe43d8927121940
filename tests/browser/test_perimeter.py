"""A perimeter of one's own: from the popover by keyboard, over the dialog, into the link."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import open_filter, settled
from tests.browser.test_accessible import WIDE, violations


def test_a_pasted_list_becomes_a_perimeter_of_the_link(app, browser):
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(f"{app.url}/explore?lang=en&nis=63001")
    settled(page)
    open_filter(page, "Place").get_by_role("button", name="Build a perimeter").press("Enter")
    dialog = page.get_by_role("dialog", name="Your perimeter")
    expect(dialog.get_by_role("button", name="Add Amblève")).to_be_visible()
    dialog.get_by_role("textbox", name="Name of the perimeter").fill("*Upper* <b>")
    dialog.get_by_role("textbox", name="Paste a list").fill("Amel; 63013\nLieg")
    dialog.get_by_role("button", name="Add the list").press("Enter")
    expect(dialog.get_by_role("heading", name=re.compile("^2 municipalities"))).to_be_visible()
    expect(dialog.get_by_text("1 entry was not understood")).to_be_visible()
    expect(dialog.get_by_role("textbox", name="Paste a list")).to_have_value("Lieg")
    settled(page)
    assert violations(page) == set()
    dialog.get_by_role("button", name="Choose this perimeter").press("Enter")
    expect(dialog).to_have_count(0)
    expect(page.locator(".result")).to_contain_text("2 municipalities")
    expect(page.locator(".st-key-chips").get_by_text("*Upper* <b>").first).to_be_visible()
    assert "~63001-63013" in page.url
    context.close()
