"""Every page's rerun beside the least that Streamlit can do, in the same run and with garbage collection off in both."""

import asyncio
import statistics

import pytest

from tests.benchmarks.serving import ROOT, Served, served, told
from tests.benchmarks.visitor import visitor

pytestmark = pytest.mark.benchmark
PAGES = ("", "explore", "municipality", "compare", "white_spots", "stage", "your_data", "data")
RERUNS = 25


async def reruns(bare: Served, ours: Served, page: str) -> dict[str, float]:
    """A rerun that changes nothing, once all that can be remembered is: the bare page's and ours in turns, so that the machine slows both."""
    async with visitor(bare.port) as plain, visitor(ours.port, page, "lang=fr") as tab:
        await plain.run()
        await plain.run()
        first = await tab.run()
        second = await tab.run()
        began = bare.cpu_seconds(), ours.cpu_seconds()
        turns = [(await plain.run(), await tab.run()) for _ in range(RERUNS)]
        theirs_cpu, own_cpu = bare.cpu_seconds() - began[0], ours.cpu_seconds() - began[1]
        assert any(message.WhichOneof("type") == "delta" for message in second.messages)
    theirs, own = (statistics.median(run.ms for run in runs) for runs in zip(*turns, strict=True))
    return {
        "first_ms": first.ms,
        "bare_ms": theirs,
        "rerun_ms": own,
        "ratio": own / theirs,
        "processor": own_cpu / max(theirs_cpu, 0.01),
        "bytes": statistics.median(run.size for _, run in turns),
        "elements": sum(message.WhichOneof("type") in ("delta", "ref_hash") for message in turns[-1][1].messages),
    }


async def changes(port: int, label: str) -> dict[str, float]:
    """Median time and bytes of a change of what the map shows."""
    async with visitor(port, "explore", "lang=fr") as tab:
        await tab.run()
        await tab.run()
        options = list(tab.boxes[label].options)
        runs = [await tab.choose(label, options[number % len(options)]) for number in range(1, 2 * len(options) + 1)]
    return {"change_ms": statistics.median(run.ms for run in runs), "bytes": statistics.median(run.size for run in runs),
            "map_bytes": statistics.median(run.map_size for run in runs)}  # fmt: skip


def test_no_page_reruns_more_than_five_times_slower_than_the_bare_page(pages):
    with served(pages / "bare_page.py", pages) as bare, served(ROOT / "app.py", ROOT) as server:
        found = {page or "home": asyncio.run(reruns(bare, server, page)) for page in PAGES}
        changed = asyncio.run(changes(server.port, "La carte montre"))
    told({"pages": found, "explore, another indicator": changed})
    assert max(figures["ratio"] for figures in found.values()) <= 5
