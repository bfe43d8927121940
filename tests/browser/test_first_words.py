"""Before Streamlit's scripts have run the heading and the lead of a page stand where they will; then the page takes their place."""

import pytest

from tests.browser.conftest import settled

#: Where heading and lead are found before the scripts have run, and in the page that follows.
FIRST_WORDS = [".first-heading", ".first-words .lead"]
PAGE = [".stMain h1", ".stMain .lead"]
TEXT_AND_BOX = """selectors => selectors.map(selector => {
  const found = document.querySelector(selector), box = found && found.getBoundingClientRect();
  return found && {text: found.innerText.trim(), box: [box.x, box.y, box.width, box.height]};
})"""


def text_and_box(page, selectors: list[str]) -> list[dict[str, object] | None]:
    """Of each selector the text and the box (x, y, width, height in pixels); None where nothing is found."""
    found: list[dict[str, object] | None] = page.evaluate(TEXT_AND_BOX, selectors)
    return found


@pytest.mark.parametrize(
    ("address", "size", "has_lead"),
    [
        ("", (1440, 900), True), ("?lang=de", (390, 844), True), ("data?lang=nl", (390, 844), True), ("your_data?lang=en", (1440, 900), True),
        ("municipality?nis=92094", (1440, 900), False), ("place?code=90000", (1920, 1080), False), ("initiative?id=sr2019-24", (390, 844), False),
        ("organisation?id=bep", (1440, 900), False),
    ],
)  # fmt: skip
def test_heading_and_lead_stand_at_once_where_the_page_will_have_them(app, visit, size, address, has_lead):
    page = visit.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{app.url}/{address}")
    settled(page)
    assert page.locator(".first-words").is_hidden()
    heading, lead = text_and_box(page, PAGE)
    page.route("**/static/js/index.*.js", lambda route: route.abort())  # Streamlit's scripts do not come: the words stay
    page.goto(f"{app.url}/{address}")
    first_heading, first_lead = text_and_box(page, FIRST_WORDS)
    assert page.locator(".first-words").is_visible()
    assert (first_heading["text"], bool(first_lead)) == (heading["text"], has_lead)
    assert first_heading["box"] == pytest.approx(heading["box"], abs=2)
    if has_lead:
        assert first_lead["text"] == lead["text"]
        assert first_lead["box"] == pytest.approx(lead["box"], abs=2)


@pytest.mark.parametrize("address", ["stage", "explore?embed=true"])
def test_a_screen_of_a_hall_and_a_map_in_another_page_begin_without_words(app, visit, address):
    page = visit.page
    page.route("**/static/js/index.*.js", lambda route: route.abort())
    page.goto(f"{app.url}/{address}")
    assert page.locator(".first-words").count() == 0
