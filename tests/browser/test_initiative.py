"""From a list to the page of an initiative, in a browser."""

from playwright.sync_api import expect

from tests.browser.conftest import settled
from wallonia_map.i18n import say
from wallonia_map.tables.names import initiative_title


def test_a_title_in_a_list_opens_its_page_in_another_tab_and_the_menu_does_not_name_it(app, visit, atlas):
    page = visit.page
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{app.url}/municipality?lang=de&nis=25014&vintage=2025")
    settled(page)
    link = page.locator("article.initiative h3 a[href*='sr2019-24']")
    with page.context.expect_page() as opened:
        link.click()
    own, title = opened.value, initiative_title(atlas, "sr2019-24", "de")
    settled(own)
    expect(own.get_by_role("heading", level=1)).to_have_text(title)
    expect(own).to_have_title(title)
    expect(own.get_by_role("link", name=say("page.explore", "de"), exact=True)).to_be_visible()
    expect(own.get_by_role("link", name=say("page.initiative", "de"), exact=True)).to_have_count(0)
    expect(own.get_by_role("link", name=initiative_title(atlas, "braine-lalleud-portal", "de"))).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Braine-l'Alleud")  # what was there stays there
    assert visit.errors == []
