"""The list of white spots takes what the first screen leaves to it, on every screen."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settled
from tests.browser.test_explore import map_frame
from wallonia_map.i18n import say

#: Pixels: the header of a table, and a row of it.
HEADER, ROW = 35, 35


@pytest.mark.parametrize("language", ["fr", "de"])
@pytest.mark.parametrize(("size", "rows"), [((1920, 1080), 8), ((1440, 900), 3), ((1280, 720), 3)])
def test_the_first_screen_holds_the_key_and_as_many_rows_as_it_has_room_for(app, visit, size, rows, language):
    page, (width, height) = visit.page, size
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{app.url}/white_spots?lang={language}")
    map_frame(page)
    settled(page)
    beside = page.locator(".st-key-board_side")
    table = beside.get_by_test_id("stDataFrame").locator("canvas").first
    expect(table).to_be_visible()
    at, hint = table.bounding_box(), beside.locator("p.note").last.bounding_box()
    assert at["height"] >= HEADER + rows * ROW
    assert at["y"] + at["height"] <= hint["y"] + 1  # what the list is for stands below it, not over it
    assert hint["y"] + hint["height"] <= height
    assert beside.evaluate("side => side.scrollHeight <= side.clientHeight + 1")  # and nothing scrolls but the list
    assert visit.errors == []


def test_on_a_phone_all_that_is_chosen_is_seen_and_the_list_has_six_rows_above_the_tabs(app, visit):
    page = visit.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{app.url}/white_spots")
    settled(page)
    table = page.locator(".st-key-board_side").get_by_test_id("stDataFrame").locator("canvas").first
    expect(table).to_be_visible()
    at = table.bounding_box()
    assert 6 * ROW <= at["height"] - HEADER < 7 * ROW
    assert at["y"] + at["height"] <= page.get_by_role("tablist").bounding_box()["y"]
    tags = page.locator(".st-key-ask").get_by_test_id("stMultiSelectTagsContainer")
    assert tags.evaluate(
        "box => box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1"
    )  # all that is chosen is seen


def test_a_list_of_nothing_says_so_in_the_language_of_the_page(app, visit):
    page = visit.page
    page.goto(f"{app.url}/white_spots?lang=de&province=80000")  # every municipality of Luxembourg has something
    settled(page)
    beside = page.locator(".st-key-board_side")
    expect(beside).to_contain_text(say("table.none", "de"))
    expect(beside.get_by_test_id("stDataFrame")).to_have_count(0)
