"""Twenty visitors for as long as STEADY_MINUTES says (one by default, thirty for the record): memory, threads, files, log."""

import asyncio
import os
import random
import statistics
import time

import pytest

from tests.benchmarks.serving import ROOT, served, told
from tests.benchmarks.visitor import visitor

pytestmark = pytest.mark.benchmark
MINUTES = float(os.environ.get("STEADY_MINUTES", "1"))
VISITORS = 20
PAGES = ("explore", "", "compare", "white_spots", "municipality", "data", "stage")
LANGUAGES = ("fr", "en", "nl", "de")


async def stay(port: int, seed: int, until: float, waited: list[float]) -> None:
    """Come, choose some things, leave, come again: as a day of visitors does."""
    chance = random.Random(seed)
    while time.monotonic() < until:
        page = PAGES[chance.randrange(len(PAGES))]
        async with visitor(port, page, f"lang={chance.choice(LANGUAGES)}") as tab:
            waited.append((await tab.run()).ms)
            for _ in range(4):
                await asyncio.sleep(chance.uniform(0.5, 2))
                boxes = [box for box in tab.boxes.values() if len(box.options) > 1 and not box.disabled]
                if boxes:
                    box = chance.choice(boxes)
                    waited.append((await tab.choose(box.label, chance.choice(list(box.options)))).ms)
                else:
                    waited.append((await tab.run()).ms)


def test_a_long_day_leaves_no_trace(tmp_path):
    log = tmp_path / "app.log"
    samples: list[tuple[float, int, int]] = []

    async def day(server) -> list[float]:
        waited: list[float] = []
        until = time.monotonic() + MINUTES * 60
        async with asyncio.TaskGroup() as group:
            for seed in range(VISITORS):
                group.create_task(stay(server.port, seed, until, waited))
            while time.monotonic() < until:
                await asyncio.sleep(min(15.0, MINUTES * 6))
                samples.append((server.memory_mb(), *server.handles()))
        return waited

    with served(ROOT / "app.py", ROOT, log=log) as server:
        waited = asyncio.run(day(server))
        memory = [sample[0] for sample in samples]
        half = len(memory) // 2
        grown = statistics.mean(memory[half:]) / statistics.mean(memory[1:half])
    text = log.read_text(encoding="utf-8")
    told({
        "minutes": MINUTES, "visitors": VISITORS, "runs": len(waited), "p50_ms": statistics.median(waited),
        "memory_mb": memory, "files": [sample[1] for sample in samples], "threads": [sample[2] for sample in samples], "second half to first": grown,
    })  # fmt: skip
    assert "Traceback" not in text
    assert "ERROR" not in text
    assert grown < 1.25
