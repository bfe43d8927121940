"""Switch the language, then press something: what was chosen before is still chosen; on every page with choices, tests/app asks it of the server."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import open_filter, settled
from wallonia_map.i18n import say


def speak_english(page):
    page.get_by_test_id("stButtonGroup").get_by_role("radio", name="EN", exact=True).or_(
        page.get_by_test_id("stButtonGroup").get_by_role("button", name="EN", exact=True)
    ).first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("explore?theme=mobility&province=90000&show=per-10000", ("theme=mobility", "province=90000", "show=per-10000")),
        ("compare?mode=territories&t=62063&t=92094&share=full", ("mode=territories", "t=62063", "t=92094", "share=full")),
    ],
)
def test_choices_outlive_a_change_of_language_and_the_next_press(app, visit, path, kept):
    page = visit.page
    page.goto(f"{app.url}/{path}")
    settled(page)
    speak_english(page)
    settled(page)
    button, said = ("2019", "vintage=2019") if "explore" not in path else (say("rule.extended.short", "en"), "role=extended")
    open_filter(page, "More")
    page.get_by_role("radio", name=button, exact=True).or_(page.get_by_role("button", name=button, exact=True)).first.click()
    expect(page).to_have_url(re.compile(said))
    for one in ("lang=en", *kept):
        assert one in page.url, page.url


def test_a_table_outlives_a_change_of_language_and_the_next_press(app, visit):
    page = visit.page
    page.goto(f"{app.url}/your_data")
    page.get_by_role("button", name="Essayer avec un exemple").click()
    result = page.locator(".result")
    expect(result).to_contain_text("12 lignes dans le fichier")
    speak_english(page)
    expect(result).to_contain_text("12 rows in the file")
    page.get_by_role("radio", name="2019", exact=True).or_(page.get_by_role("button", name="2019", exact=True)).first.click()
    expect(result).to_contain_text("12 rows in the file")
    expect(page.get_by_test_id("stAlert").filter(has_text="cannot be read")).to_have_count(0)
    expect(page.get_by_text("The map of your data")).to_be_visible()


def test_a_table_is_still_there_after_a_look_at_another_page(app, visit):
    page = visit.page
    page.goto(f"{app.url}/your_data")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": b"commune;n\nNamur;1\nDinant;2\n"}
    )
    expect(page.locator(".result")).to_contain_text("2 lignes dans le fichier")
    page.get_by_test_id("stTopNavLink").filter(has_text="Explorer").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Explorer")
    page.get_by_test_id("stTopNavLink").filter(has_text="Vos données").first.click()
    expect(page.locator(".result")).to_contain_text("2 lignes dans le fichier")
    expect(page.get_by_text("« a.csv » est dans votre session")).to_be_visible()
    page.get_by_role("button", name="L’oublier").click()
    expect(page.locator(".result")).to_have_count(0)
