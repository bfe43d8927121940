"""How the core's cost grows with its work: nothing above n·log n, whatever the machine. Fails on growth, never on a time.

Each size runs in a process of its own. The exponent is the slope of log(seconds) against log(n·log n) between the sizes that take
longest, where what does not grow weighs least: 1 is n·log n itself, and n² would be 1.8 or more.
"""

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.serving import kept
from tests.synthetic import INITIATIVES, MOST_PARTNERS, MUNICIPALITIES, write_atlas

pytestmark = pytest.mark.benchmark
ROOT = Path(__file__).resolve().parents[2]
#: Caches that no longer hold the data, and a machine that does other work, cost a constant factor: over a tenfold step, 0.25 is one of 1.8.
MARGIN = 0.25
#: What takes less than this at the larger size is mostly what does not grow.
WORTH_FITTING_S = 0.05
GROWTHS = {
    "initiatives": [(times, MUNICIPALITIES) for times in (1, 10, 100, 1000)],
    "municipalities": [(10, number) for number in (MUNICIPALITIES, 2_620, 26_200, 98_000)],
}


def measured(folder: Path) -> dict[str, dict[str, float]]:
    run = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.growth_run", str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def exponents(sizes: list[int], values: list[float]) -> list[float]:
    """The slope between each size and the next, against n·log n."""
    work = [math.log(size * math.log(size)) for size in sizes]
    steps = zip(work, work[1:], values, values[1:], strict=False)
    return [math.log(after / before) / (further - one) for one, further, before, after in steps]


def test_exponents_tell_growths_apart():
    sizes = [1_000, 10_000, 100_000]
    assert exponents(sizes, [size * math.log(size) for size in sizes]) == pytest.approx([1, 1])
    assert min(exponents(sizes, [float(size**2) for size in sizes])) > 1 + MARGIN


@pytest.mark.parametrize("what", GROWTHS)
def test_nothing_grows_faster_than_n_log_n(what, tmp_path):
    found = {}
    for times, municipalities in GROWTHS[what]:
        folder = write_atlas(tmp_path / f"{times}-{municipalities}", times=times, municipalities=municipalities)
        found[times, municipalities] = measured(folder)
    sizes = [times * INITIATIVES * (MOST_PARTNERS + 1) // 2 if what == "initiatives" else places for times, places in found]
    table, too_fast = {}, []
    for step in next(iter(found.values())):
        seconds, peaks = ([result[step][name] for result in found.values()] for name in ("seconds", "peak_mb"))
        slopes = exponents(sizes, seconds)
        table[step] = {"seconds": seconds, "peak_mb": peaks, "exponents": slopes}
        if seconds[-1] >= WORTH_FITTING_S and slopes[-1] > 1 + MARGIN:
            too_fast.append(f"{step}: {slopes[-1]:.2f}")
    told = {"what": what, "sizes": sizes, "steps": table}
    sys.stdout.write(written(told))
    kept(told)
    assert not too_fast
    largest = max(row["peak_mb"][-1] for row in table.values())
    assert not largest > BYTES_PER_ROW[what] * sizes[-1] / 2**20, f"peak memory of {largest:.0f} MB"


#: The highest resident memory that a row may cost, everything included, at the largest size: a copy too many of a table shows here.
BYTES_PER_ROW = {"initiatives": 6_000, "municipalities": 60_000}


def written(told: dict) -> str:
    head = [f"\n{told['what']}, n = {', '.join(f'{size:,}' for size in told['sizes'])}"]
    lines = [
        f"{step:14}" + "".join(f"{1000 * seconds:12,.1f} ms {peak:7,.0f} MB" for seconds, peak in zip(row["seconds"], row["peak_mb"], strict=True))
        + f"   exponent {row['exponents'][-1]:.2f}"
        for step, row in told["steps"].items()
    ]  # fmt: skip
    return "\n".join([*head, *lines, ""])
