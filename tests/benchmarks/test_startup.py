"""Start-up: the atlas and its data together beside `import geopandas` alone, in fresh interpreters of the same run."""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.benchmark
ROOT = Path(__file__).resolve().parents[2]
CODES = {
    "bare interpreter": "pass",
    "import geopandas": "import geopandas",
    "import and load the atlas": "import wallonia_map.atlas as a; a.load()",
    "import, load and join the boundaries": "import wallonia_map.atlas as a; a.load().joined()",
}
TURNS = 9


def seconds(code: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    return time.perf_counter() - began


def test_the_atlas_with_its_data_starts_in_less_than_twice_geopandas():
    for code in CODES.values():
        seconds(code)  # from disk into memory
    turns = [{name: seconds(code) for name, code in CODES.items()} for _ in range(TURNS)]  # in turns: what slows the machine slows all
    told = {name: statistics.median(turn[name] for turn in turns) for name in CODES}
    ratios = {name: value / told["import geopandas"] for name, value in told.items()}
    sys.stdout.write("\n" + "".join(f"{name:38} {1000 * told[name]:7.0f} ms  {ratios[name]:5.2f}\n" for name in CODES))
    if folder := os.environ.get("ATLAS_BENCHMARKS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / "startup.json").write_text(json.dumps({"seconds": told, "ratios": ratios}, indent=1), encoding="utf-8")
    assert ratios["import, load and join the boundaries"] < 2
