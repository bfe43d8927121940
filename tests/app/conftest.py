"""A page that fails says one sentence and goes on, so `at.exception` stays empty: what it logs fails the test."""

from collections.abc import Iterator

import pytest

from tests.app.visiting import outcome, port_of
from tests.benchmarks.visitor import visitor
from tests.browser.conftest import App, running_app


@pytest.fixture(scope="module")
def app() -> Iterator[App]:
    """The app on a port of its own, after its first visit."""
    with running_app() as started:

        async def first() -> None:
            async with visitor(port_of(started)) as tab:
                await tab.run()

        outcome(first())  # Streamlit opens the first deep link after a start without the frame, and runs it again
        yield started


@pytest.fixture(autouse=True)
def no_page_fails(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails a test in which a page did, unless it is marked `page_fails`."""
    yield
    if request.node.get_closest_marker("page_fails") is None:
        failed = [
            record
            for phase in ("setup", "call")
            for record in caplog.get_records(phase)
            if record.name == "wallonia_map.ui.frame.page_parts"
        ]
        assert not failed, failed[0].exc_text or failed[0].getMessage()
