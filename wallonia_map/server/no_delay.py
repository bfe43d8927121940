"""What the server sends leaves at once.

Python's event loop asks that of a connection whose socket names its protocol. The socket that Streamlit listens on names none, so the
system held the later messages of a run back until the browser had acknowledged the first, which a browser may put off for 40 ms: twice
what a run takes.
"""

import socket
from contextlib import suppress
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

_OVER_TCP = (socket.AF_INET, socket.AF_INET6)


class NoDelay:
    """An app whose connections send without delay (`TCP_NODELAY`)."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through."""
        if scope["type"] in ("http", "websocket"):
            send_without_delay(receive)
        await self._app(scope, receive, send)


def send_without_delay(receive: Any) -> None:  # noqa: ANN401 (a server's own)
    """Ask the system to send at once on the connection that `receive` reads; nothing where the server does not say which that is."""
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    connection = transport.get_extra_info("socket") if transport is not None else None
    if connection is not None and connection.family in _OVER_TCP:
        with suppress(OSError):  # the browser has gone
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
