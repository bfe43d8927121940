"""Some hundred thousand cells, and more than may be: joined or refused, in memory that does not run away. A million: test_reading."""

import json
import subprocess
import sys
import tracemalloc

import pytest

from wallonia_map.uploads import delimited_text
from wallonia_map.uploads.limits import UnusableFile
from wallonia_map.uploads.reading import read_table

ROWS, COLUMNS = 30_000, 10
#: What a cell may cost at the highest moment, in bytes: its text, its place in a row and in a column, and the row's own line of the report.
MOST_PER_CELL = 700

#: In a process of its own: the highest memory of a process never falls.
JOIN = """
import json, resource, sys
from wallonia_map.tables.atlas import load
from wallonia_map.uploads.variable_kinds import guess_variables
from wallonia_map.uploads.joining import join
from wallonia_map.uploads.matching import match
from wallonia_map.model import Vintage
from wallonia_map.uploads.reading import read_table

rows, columns = int(sys.argv[1]), int(sys.argv[2])
atlas = load()
codes = list(atlas.municipalities(Vintage.V2019).index)
names = [f"n{place}" for place in range(columns - 1)]
lines = (";".join([codes[row % len(codes)], *(str(row + place) for place in range(columns - 1))]) for row in range(rows))
content = "\\n".join([";".join(["commune", *names]), *lines]).encode()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
read = read_table(content, "a.csv")
report = match(read.cells["commune"].tolist(), atlas, Vintage.V2019, rows=read.rows.tolist())
result = join(read, report, guess_variables(read, names), atlas)
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
told = {"lines": len(report.lines), "lost": result.totals["difference"].abs().max(), "total": result.totals.at["n0", "before"], "grown_kb": grown}
print(json.dumps(told))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the highest memory of a process is read as Linux tells it")
@pytest.mark.slow
def test_a_large_table_is_joined_and_nothing_is_lost():
    run = subprocess.run([sys.executable, "-c", JOIN, str(ROWS), str(COLUMNS)], capture_output=True, text=True, check=True)
    told = json.loads(run.stdout)
    assert told["lines"] == ROWS
    assert told["lost"] == 0
    assert told["total"] == ROWS * (ROWS - 1) / 2
    assert told["grown_kb"] * 1024 < ROWS * COLUMNS * MOST_PER_CELL


def test_more_cells_than_may_be_are_refused_before_they_are_a_table(monkeypatch):
    monkeypatch.setattr(delimited_text, "MAX_CELLS", 100_000)
    content = b"commune;n\n" + b"62063;1;2;3;4;5;6;7;8;9\n" * 200_000
    tracemalloc.start()
    try:
        with pytest.raises(UnusableFile) as error:
            read_table(content, "a.csv")
        highest = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert error.value.reason == "too_many_cells"
    assert highest < len(content) + 100_000 * MOST_PER_CELL  # the text itself, and the cells that may be
