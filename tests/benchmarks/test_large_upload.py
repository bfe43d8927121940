"""A visitor gives a table of 200,000 rows: what its reading costs, and what the others wait meanwhile."""

import asyncio
import json
import resource
import statistics
import subprocess
import sys
import urllib.request

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.benchmarks.serving import ROOT, served, told
from tests.benchmarks.visitor import Visitor, visitor
from wallonia_map.model import Vintage
from wallonia_map.tables.atlas import load

pytestmark = pytest.mark.benchmark
ROWS = 200_000
LABEL = "La carte montre"
#: Reads, matches and joins in a process of its own, and tells what that cost: the page does the same in two.
READ = """
import json, resource, sys
from pathlib import Path
from wallonia_map.model import Vintage
from wallonia_map.tables.atlas import load
from wallonia_map.uploads.joining import join
from wallonia_map.uploads.matching import match
from wallonia_map.uploads.reading import read_table
from wallonia_map.uploads.variable_kinds import guess_variables
atlas = load()
table = read_table(Path(sys.argv[1]).read_bytes(), "large.csv")
report = match(table.cells["commune"].tolist(), atlas, Vintage.V2019, rows=table.rows.tolist())
join(table, report, guess_variables(table, ["n", "note"]), atlas)
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"cpu_s": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss / 1024}))
"""


def large_table() -> bytes:
    codes = list(load().municipalities(Vintage.V2019).index)
    lines = (f"{codes[row % len(codes)]};{row};ligne {row}" for row in range(ROWS))
    return "\n".join(["commune;n;note", *lines]).encode()


async def give(tab: Visitor, port: int, name: str, content: bytes) -> None:
    """Give a file to the page's uploader, as a browser does."""
    run = await tab.run()
    uploader = next(
        message.delta.new_element.file_uploader.id
        for message in run.messages
        if message.delta.new_element.WhichOneof("type") == "file_uploader"
    )
    asked = BackMsg()
    asked.file_urls_request.request_id = "1"
    asked.file_urls_request.file_names.append(name)
    session = next(message.new_session.initialize.session_id for message in run.messages if message.HasField("new_session"))
    asked.file_urls_request.session_id = session
    await tab.socket.send(asked.SerializeToString())
    answer = await tab.until("file_urls_response")
    (place,) = answer.file_urls_response.file_urls
    edge = "edge"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n'
    body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{place.upload_url}", data=body, method="PUT",
        headers={"Content-Type": f"multipart/form-data; boundary={edge}"},
    )  # fmt: skip
    await asyncio.to_thread(lambda: urllib.request.urlopen(request, timeout=60).read())
    again = BackMsg()
    again.rerun_script.page_script_hash = tab.page_hash
    again.rerun_script.query_string = tab.query
    state = again.rerun_script.widget_states.widgets.add()
    state.id = uploader
    info = state.file_uploader_state_value.uploaded_file_info.add()
    info.file_id, info.name, info.size = place.file_id, name, len(content)
    info.file_urls.CopyFrom(place)
    await tab.socket.send(again.SerializeToString())
    await tab.until("script_finished")


async def waits(port: int, content: bytes) -> dict[str, list[float]]:
    """What a visitor of Explore waits for each change, alone and while another's table is read."""
    found: dict[str, list[float]] = {"alone": [], "meanwhile": []}
    async with visitor(port, "explore") as tab, visitor(port, "your_data") as other:
        await tab.run()
        options = list(tab.boxes[LABEL].options)[:6]
        for option in options * 3:
            await tab.choose(LABEL, option)
        for option in options * 5:
            found["alone"].append((await tab.choose(LABEL, option)).ms)
        reading = asyncio.create_task(give(other, port, "large.csv", content))
        while not reading.done() or len(found["meanwhile"]) < 2 * len(options):
            found["meanwhile"].append((await tab.choose(LABEL, options[len(found["meanwhile"]) % len(options)])).ms)
            await asyncio.sleep(0.05)
        await reading
    return found


def test_a_large_table_costs_little_and_nobody_waits_for_it(tmp_path):
    content = large_table()
    (tmp_path / "large.csv").write_bytes(content)
    done = subprocess.run([sys.executable, "-c", READ, str(tmp_path / "large.csv")], cwd=ROOT, capture_output=True, text=True, check=True)
    cost = json.loads(done.stdout)
    with served(ROOT / "app.py", ROOT, "--server.enableXsrfProtection=false") as server:
        found = asyncio.run(waits(server.port, content))
    p95 = {name: sorted(times)[int(len(times) * 0.95)] for name, times in found.items()}
    told({
        **cost, "changes": {name: len(times) for name, times in found.items()}, "p95_ms": p95,
        "median_ms": {name: statistics.median(times) for name, times in found.items()},
        "highest_of_children_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    })  # fmt: skip
    assert cost["cpu_s"] <= 15
    assert cost["peak_mb"] <= 600
    assert p95["meanwhile"] <= max(300, 12 * p95["alone"])
