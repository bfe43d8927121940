"""What Explore sends: bytes over the wire of a first and a second visit, beside a plain `folium.Choropleth` page, and elements of a run."""

import asyncio

import pytest
from playwright.sync_api import BrowserContext, sync_playwright

from tests.benchmarks.serving import ROOT, served, told
from tests.benchmarks.test_map import painted
from tests.benchmarks.visitor import visitor
from tests.benchmarks.wire import Wire, counted
from tests.browser.conftest import FLAGS, QUIET, chromium

pytestmark = pytest.mark.benchmark
FIRST_VISIT, SECOND_VISIT, ELEMENTS = 1_700_000, 60_000, 40


def weigh(context: BrowserContext, wire: Wire, page: str) -> int:
    """The bytes of one visit, from opening the address until nothing moves any more."""
    tab = context.new_page()
    wire.taken()
    tab.goto(f"{wire.url}/{page}")
    painted(tab)
    tab.wait_for_function(QUIET, timeout=60_000)
    tab.close()
    return wire.taken()


def visits(script, folder, page: str) -> dict[str, int]:
    with served(script, folder) as server, counted(server.port) as wire, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        found = {"first": weigh(context, wire, page), "second": weigh(context, wire, page)}
        browser.close()
    return found


async def elements(port: int, page: str) -> int:
    """Elements that a run which changes nothing sends or names."""
    async with visitor(port, page) as tab:
        await tab.run()
        messages = (await tab.run()).messages
    return sum(message.WhichOneof("type") in ("delta", "ref_hash") for message in messages)


def test_a_visit_to_explore_is_light_and_the_next_one_nearly_nothing(pages):
    ours = visits(ROOT / "app.py", ROOT, "explore?lang=fr")
    theirs = visits(pages / "choropleth_page.py", pages, "")
    with served(ROOT / "app.py", ROOT) as server:
        sent = asyncio.run(elements(server.port, "explore"))
    told({
        "bytes": {"ours": ours, "folium.Choropleth": theirs}, "elements of Explore": sent,
        "of folium.Choropleth": {visit: ours[visit] / theirs[visit] for visit in ours},
    })  # fmt: skip
    assert ours["first"] <= FIRST_VISIT
    assert ours["second"] <= SECOND_VISIT
    assert sent <= ELEMENTS
