"""How soon a websocket from a foreign origin is refused, beside the cheapest answer that the server has."""

import asyncio
import http.client
import statistics
import time
from collections.abc import Awaitable, Callable

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.benchmarks.serving import ROOT, served, told

pytestmark = pytest.mark.benchmark
TIMES = 200


async def _timed(ask: Callable[[], Awaitable[None]]) -> list[float]:
    found = []
    for _ in range(TIMES):
        began = time.perf_counter()
        await ask()
        found.append((time.perf_counter() - began) * 1000)
    return sorted(found)


def _health(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/_stcore/health")
    assert connection.getresponse().read() == b"ok"
    connection.close()


def test_a_foreign_origin_waits_no_longer_than_health_does_by_much():
    with served(ROOT / "app.py", ROOT) as server:

        async def refused() -> None:
            with pytest.raises(InvalidStatus):
                await connect(
                    f"ws://127.0.0.1:{server.port}/_stcore/stream", additional_headers={"Origin": "https://elsewhere.example"}, proxy=None
                )

        async def well() -> None:
            await asyncio.to_thread(_health, server.port)

        health = asyncio.run(_timed(well))
        foreign = asyncio.run(_timed(refused))
    ratio = statistics.median(foreign) / statistics.median(health)
    told({
        "refused, p50 ms": statistics.median(foreign), "refused, p95 ms": foreign[int(TIMES * 0.95)], "refused, slowest ms": foreign[-1],
        "health, p50 ms": statistics.median(health), "refused to health": ratio,
    })  # fmt: skip
    assert ratio < 5
