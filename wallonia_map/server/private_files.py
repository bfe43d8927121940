"""Files that the app makes for one visitor: nobody on the way to the browser keeps them, nor does the browser."""

import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Where Streamlit hands out what `st.download_button` offers; its own fonts and pictures are under `static/media/`.
_MADE = re.compile(r"(?<!/static)/media/[^/]+$")
_HEADER, _NOT_KEPT = b"cache-control", b"private, no-store"


class PrivateFiles:
    """An app whose generated files are answered with `Cache-Control: private, no-store`; all else passes as it is."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not _MADE.search(scope["path"]):
            await self._app(scope, receive, send)
            return

        async def send_private(message: Message) -> None:
            if message["type"] == "http.response.start":
                others = [(name, value) for name, value in message.get("headers", ()) if name.lower() != _HEADER]
                message = {**message, "headers": [*others, (_HEADER, _NOT_KEPT)]}
            await send(message)

        await self._app(scope, receive, send_private)
