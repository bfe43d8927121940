import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from wallonia_map.server.private_files import PrivateFiles


def answered(path: str, headers: list[tuple[bytes, bytes]], kind: str = "http") -> list[tuple[bytes, bytes]]:
    """The headers of an answer after it went through."""

    async def app(_scope, _receive, send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"nis"})

    sent = []

    async def send(message) -> None:
        sent.append(message)

    async def receive() -> None:
        raise AssertionError("nothing is received")

    with ThreadPoolExecutor(1) as apart:  # the browser's driver leaves a loop of its own running in this thread
        apart.submit(asyncio.run, PrivateFiles(app)({"type": kind, "path": path}, receive, send)).result()
    assert sent[1] == {"type": "http.response.body", "body": b"nis"}
    return sent[0]["headers"]


@pytest.mark.parametrize("path", ["/media/0a1b.csv", "/behind/a/proxy/media/0a1b.xlsx"])
@pytest.mark.parametrize("given", [[], [(b"Cache-Control", b"public, max-age=60")]])
def test_what_is_made_for_a_visitor_is_kept_by_nobody(path, given):
    assert answered(path, [(b"content-type", b"text/csv"), *given]) == [
        (b"content-type", b"text/csv"),
        (b"cache-control", b"private, no-store"),
    ]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/static/js/index.js", "http"),
        ("/static/media/font.woff2", "http"),
        ("/app/static/atlas-map.js", "http"),
        ("/media/x", "websocket"),
    ],
)
def test_all_else_passes_as_it_is(path, kind):
    given = [(b"cache-control", b"public, immutable, max-age=31536000")]
    assert answered(path, given, kind) == given
