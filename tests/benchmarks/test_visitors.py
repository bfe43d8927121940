"""Many visitors at once on one process, each with a websocket and time to think: waiting, processor and memory per visitor."""

import asyncio
import random
import statistics

import pytest

from tests.benchmarks.serving import ROOT, Served, served, told
from tests.benchmarks.visitor import Visitor, visitor

pytestmark = pytest.mark.benchmark
THINK_SECONDS = 3.0
CHANGES = 6


async def one(tab: Visitor, label: str, seed: int, waited: list[float]) -> None:
    """One visitor: looks a while, chooses, waits for the answer, looks again."""
    chance = random.Random(seed)
    options = list(tab.boxes[label].options)
    for _ in range(CHANGES):
        await asyncio.sleep(THINK_SECONDS * chance.uniform(0.5, 1.5))
        run = await tab.choose(label, chance.choice(options))
        waited.append(run.ms)


async def crowd(server: Served, number: int, page: str, label: str) -> dict[str, float]:
    """`number` visitors arrive within some seconds, then change what they see; figures over all of them."""
    waited: list[float] = []
    before = server.memory_mb()
    async with asyncio.TaskGroup() as group:

        async def visit(seed: int) -> None:
            await asyncio.sleep(seed * min(0.05, 5 / number))
            async with visitor(server.port, page) as tab:
                await tab.run()
                if label not in tab.boxes:
                    await tab.run()
                arrived.append(server.memory_mb())
                await one(tab, label, seed, waited)

        arrived: list[float] = []
        cpu = server.cpu_seconds()
        for seed in range(number):
            group.create_task(visit(seed))
    spent = server.cpu_seconds() - cpu
    waited.sort()
    return {
        "visitors": number, "changes": len(waited), "p50_ms": statistics.median(waited), "p95_ms": waited[int(len(waited) * 0.95)],
        "cpu_ms_a_change": spent * 1000 / len(waited), "mb_a_visitor": (max(arrived) - before) / number,
    }  # fmt: skip


def measure(script, folder, page: str, label: str, numbers: tuple[int, ...]) -> list[dict[str, float]]:
    found = []
    with served(script, folder) as server:
        asyncio.run(crowd(server, 1, page, label))  # the first visitor pays for imports and caches in every variant
        for number in numbers:
            found.append(asyncio.run(crowd(server, number, page, label)))
    return found


def test_many_visitors_wait_little_beside_folium_choropleth(pages):
    ours = measure(ROOT / "app.py", ROOT, "explore", "La carte montre", (1, 10, 50, 200))
    alone = measure(pages / "explore_page.py", pages, "", "Indicator", (1, 50, 200))
    theirs = measure(pages / "choropleth_page.py", pages, "", "Indicator", (1, 10, 50))
    fifty = {
        name: next(row for row in rows if row["visitors"] == 50) for name, rows in (("page", ours), ("map", alone), ("choropleth", theirs))
    }
    ratios = {
        "50 visitors, folium.Choropleth's p50 to our page's p95": fifty["choropleth"]["p50_ms"] / fifty["page"]["p95_ms"],
        "50 visitors, folium.Choropleth's p50 to our map's p95": fifty["choropleth"]["p50_ms"] / fifty["map"]["p95_ms"],
        "50 visitors, processor, folium.Choropleth to our page": fifty["choropleth"]["cpu_ms_a_change"] / fifty["page"]["cpu_ms_a_change"],
    }
    told({"our whole Explore page": ours, "our map alone": alone, "folium.Choropleth alone": theirs, "ratios": ratios})
    assert all(row["mb_a_visitor"] < 1 for row in (*ours, *alone))
    assert all(row["changes"] == row["visitors"] * CHANGES for row in (*ours, *alone))
    assert ratios["50 visitors, folium.Choropleth's p50 to our page's p95"] >= 50
    assert ratios["50 visitors, folium.Choropleth's p50 to our map's p95"] >= 100
