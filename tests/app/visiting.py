"""Visitors without a browser, over Streamlit's own websocket: how a test lets one of them act."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.browser.conftest import App


def outcome(visit: Coroutine[Any, Any, Any]) -> Any:
    """What `visit` gives, in a thread of its own: Playwright keeps a loop in this one once it has run."""
    with ThreadPoolExecutor() as aside:
        return aside.submit(asyncio.run, visit).result()


def port_of(app: App) -> int:
    """The port on which `app` answers."""
    return int(app.url.rpartition(":")[2])
