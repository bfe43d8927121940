"""Every page's rerun beside the least that Streamlit can do, in the same run and with garbage collection off in both."""

import asyncio
import statistics

import pytest

from tests.benchmarks.serving import ROOT, served, told
from tests.benchmarks.visitor import visitor

pytestmark = pytest.mark.benchmark
PAGES = ("", "explore", "municipality", "compare", "white_spots", "stage", "your_data", "data")
RERUNS = 15


async def rerun(port: int, page: str, query: str = "lang=fr") -> dict[str, float]:
    """Median time and bytes of a rerun that changes nothing, once everything that can be remembered is."""
    async with visitor(port, page, query) as tab:
        first = await tab.run()
        second = await tab.run()
        runs = [await tab.run() for _ in range(RERUNS)]
        assert any(message.WhichOneof("type") == "delta" for message in second.messages)
    return {
        "first_ms": first.ms,
        "rerun_ms": statistics.median(run.ms for run in runs),
        "bytes": statistics.median(run.size for run in runs),
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


def test_no_page_reruns_much_slower_than_the_bare_page(pages):
    with served(pages / "bare_page.py", pages) as server:
        bare = asyncio.run(rerun(server.port, ""))
    with served(ROOT / "app.py", ROOT) as server:
        found = {page or "home": asyncio.run(rerun(server.port, page)) for page in PAGES}
        changed = asyncio.run(changes(server.port, "La carte montre"))
    ratios = {page: figures["rerun_ms"] / bare["rerun_ms"] for page, figures in found.items()}
    told({"bare": bare, "pages": found, "explore, another indicator": changed, "rerun to the bare rerun": ratios})
    assert max(ratios.values()) <= 5
