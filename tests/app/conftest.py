"""A page that fails says one sentence and goes on, so `at.exception` stays empty: what it logs fails the test."""

from collections.abc import Iterator

import pytest


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
