"""The real server, started once, for programs that open its addresses."""

from collections.abc import Iterator

import pytest

from tests.browser.conftest import App, running_app


@pytest.fixture(scope="package")
def served() -> Iterator[App]:
    """The app as the README starts it, on a free port of this machine."""
    yield from running_app.__wrapped__("--server.headless=true")
