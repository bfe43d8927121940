"""One size of the synthetic atlas through the questions of the core, in a process of its own: seconds and peak memory as JSON.

`python -m tests.benchmarks.growth_run FOLDER` (a folder that `synthetic.write_atlas` made).
"""

import gc
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from wallonia_map.export.csv import plain_csv, spreadsheet_csv
from wallonia_map.export.tables import RowKind, table_of
from wallonia_map.i18n import Language
from wallonia_map.maps.assets import publish
from wallonia_map.maps.updates import update_of
from wallonia_map.model import CountingRule, Level, Selection
from wallonia_map.questions.coverage import coverage_table, sums
from wallonia_map.questions.differences import difference
from wallonia_map.questions.neighbours import borders
from wallonia_map.questions.overlaps import overlap, white_spots
from wallonia_map.questions.selection import select
from wallonia_map.tables.atlas import Atlas, load
from wallonia_map.tables.loading import every_problem
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import SCALES
from wallonia_map.views.view import View

PARTS = {name: Selection(programmes=(name,)) for name in ("leader-2014-2020", "leader-2023-2027", "projects")}
ASKED = (
    Selection(), Selection(themes=("mobility", "health"), first_year=2015), Selection(words="capteurs 12"), Selection(provinces=("60000", "90000")),
)  # fmt: skip
#: A repetition costs little where a step is quick, and says nothing new where it is slow.
AT_LEAST_S, MOST_TIMES = 0.5, 25


def _join(atlas: Atlas) -> None:
    fresh = Atlas(atlas.catalog, atlas.tables)
    fresh.participations()
    fresh.initiatives  # noqa: B018 (worked out when it is first asked for)
    fresh.population()
    fresh._shapes.update(atlas._shapes)
    fresh.joined()


def _export(atlas: Atlas) -> None:
    selected = select(atlas, Selection())
    for what in RowKind:
        table = table_of(what, atlas, selected, "fr")
        plain_csv(table)
        spreadsheet_csv(table, "fr")


def _web(atlas: Atlas) -> None:
    with tempfile.TemporaryDirectory() as folder:
        publish(atlas, Path(folder))


def _classing(atlas: Atlas) -> None:
    every = list(atlas.municipalities().index)
    for measure in SCALES:
        update_of(view_summary(atlas, View(measure=measure, circles=True), Language.FR), every, dark=False)


def _borders(atlas: Atlas) -> None:
    borders.__wrapped__(atlas)  # type: ignore[attr-defined]


def _coverage(atlas: Atlas) -> None:
    selected = select(atlas, Selection())
    for level in Level:
        coverage_table(atlas, selected.covered, by=level)
    for rule in CountingRule:
        sums(atlas, selected, rule)


def steps(folder: Path) -> dict[str, Callable[[], object]]:
    """What is measured, by name; everything but the first two asks an atlas that is loaded and was asked once."""
    atlas = load(folder)
    return {
        "load": lambda: load(folder),
        "check": lambda: sum(1 for _ in every_problem(folder)),
        "shapes": lambda: Atlas(atlas.catalog, atlas.tables).shapes("boundaries_2019"),
        "join": lambda: _join(atlas),
        "search": lambda: Atlas(atlas.catalog, atlas.tables).searchable,
        "select": lambda: [select(atlas, asked) for asked in ASKED],
        "coverage": lambda: _coverage(atlas),
        "overlap": lambda: (overlap(atlas, PARTS), difference(atlas, *list(PARTS.values())[:2])),
        "borders": lambda: _borders(atlas),
        "white spots": lambda: white_spots(atlas, Selection(programmes=("leader-2014-2020",))),
        "classing": lambda: _classing(atlas),
        "export": lambda: _export(atlas),
        "web geometry": lambda: _web(atlas),
    }


def peak_mb() -> float:
    """The process's highest resident memory since `forget_peak`, in MB; missing where the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return float("nan")
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def forget_peak() -> None:
    """Begin a new peak (Linux)."""
    gc.collect()
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")
    except OSError:
        return


def run(folder: Path, wanted: list[str]) -> dict[str, dict[str, float]]:
    """Seconds (the best of some) and peak memory of every step."""
    found = {}
    for name, step in steps(folder).items():
        if wanted and name not in wanted:
            continue
        if name not in ("load", "check", "borders", "export", "web geometry"):
            step()  # fills what is worked out once
        forget_peak()
        spent: list[float] = []
        while sum(spent) < AT_LEAST_S and len(spent) < MOST_TIMES:
            began = time.perf_counter()
            step()
            spent.append(time.perf_counter() - began)
        found[name] = {"seconds": min(spent), "peak_mb": peak_mb()}
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(Path(sys.argv[1]), sys.argv[2:])))
