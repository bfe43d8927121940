"""Filters on place and slips of links, on the pages that have them, over Streamlit's own websocket."""

import pytest

from tests.app.test_pages import open_app, texts
from tests.app.visiting import outcome, port_of
from tests.app.walking import spaced
from tests.benchmarks.visitor import Run, visitor
from wallonia_map.i18n import say


def visit(app, page, query) -> Run:
    async def play() -> Run:
        async with visitor(port_of(app), page, query) as tab:
            return await tab.run()

    return outcome(play())


def text_of(run: Run) -> str:
    deltas = [message.delta.new_element for message in run.messages if message.WhichOneof("type") == "delta"]
    return " ".join(
        getattr(element, element.WhichOneof("type")).body
        for element in deltas
        if element.WhichOneof("type") in ("html", "heading", "markdown")
    )


@pytest.mark.parametrize("page", ["explore", "compare", "white_spots", "municipality"])
def test_a_slip_in_a_link_is_told_once_escaped_and_cleaned(app, page):
    run = visit(app, page, "lang=en&vintage=<b>2O25")
    told = text_of(run)
    assert told.count("did not understand") == 1
    assert "&lt;b&gt;2O25" in told
    assert "<b>2O25" not in told
    addresses = [message.page_info_changed.query_string for message in run.messages if message.WhichOneof("type") == "page_info_changed"]
    assert addresses == ["lang=en&show=initiatives" if page == "explore" else "lang=en"]  # no word of a measure: the number, as ever


def test_white_spots_and_compare_say_to_which_places_they_are_narrowed(app):
    for page in ("white_spots", "compare"):
        told = text_of(visit(app, page, "lang=en&community=german"))
        assert f"({say('community.german', 'en')})" in told
        assert "did not understand" not in told


def test_a_perimeter_of_the_link_stands_beside_other_territories(app):
    told = text_of(visit(app, "compare", "lang=en&mode=territories&t=german&t=Essai~63001-63013&t=x"))
    assert "Essai (your perimeter)" in told
    assert "t = “x”" in told


@pytest.mark.parametrize(
    ("code", "vintage", "name"), [("82003", "2025", "Bastogne"), ("82005", "2025", "Bastogne"), ("82039", "2019", "Bastogne")]
)
def test_compare_is_led_to_the_municipality_that_a_code_of_another_vintage_became(code, vintage, name):
    at = open_app("compare", mode="territories", t=[code], vintage=vintage)
    assert not at.error
    assert f"Côte à côte : {name} (commune)" in spaced(texts(at))
