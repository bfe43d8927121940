"""An ASGI application asked without a server: what it answers, and what becomes of a websocket."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Answer:
    """Everything that was sent for one request."""

    status: int = 0
    headers: list[tuple[str, str]] = field(default_factory=list)
    content: bytes = b""
    sent: list[dict[str, Any]] = field(default_factory=list)

    def header(self, name: str) -> str | None:
        """The one value of a header; two are a fault."""
        found = [value for given, value in self.headers if given == name]
        assert len(found) < 2, f"{name} is said twice"
        return found[0] if found else None


def ask(app, path: str, *, query: str = "", method: str = "GET", kind: str = "http", scheme: str = "http", **headers: str) -> Answer:
    """Ask `app`; underscores in the names of headers are dashes."""
    given = {"host": "atlas.example", **headers}
    scope = {
        "type": kind, "path": path, "raw_path": path.encode(), "query_string": query.encode(), "method": method, "scheme": scheme,
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in given.items()], "root_path": "",
        "client": ("1.2.3.4", 5000), "server": ("atlas.example", 80), "http_version": "1.1",
    }  # fmt: skip
    answer = Answer()

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False} if kind == "http" else {"type": "websocket.connect"}

    async def send(message):
        answer.sent.append(message)
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = [(name.decode().lower(), value.decode()) for name, value in message["headers"]]
        elif message["type"] == "http.response.body":
            answer.content += message.get("body", b"")

    with ThreadPoolExecutor(1) as apart:  # the browser's driver leaves a loop of its own running in this thread
        apart.submit(asyncio.run, app(scope, receive, send)).result()
    return answer
