import multiprocessing
import os
import signal
import sys
import threading
import zipfile
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from wallonia_map.uploads import cage, cage_child
from wallonia_map.uploads.cage import ReaderLimits, place_caged, read_caged, records_caged
from wallonia_map.uploads.limits import UnusableFile
from wallonia_map.uploads.match_shapes import match_shapes
from wallonia_map.uploads.reading import read_table
from wallonia_map.uploads.records import read_records

DATA = Path(__file__).resolve().parents[1] / "data"
AWKWARD, HOSTILE = DATA / "awkward", DATA / "hostile"
SMALL = ReaderLimits(memory_mb=1_500, cpu_seconds=3, wall_seconds=8)


@pytest.mark.parametrize(
    "name", ["utf8.csv", "three-languages.csv", "plain.xlsx", "plain.ods", "points.geojson", "points-lambert.geojson", "points.gpkg"]
)
def test_a_table_comes_back_from_its_process_as_it_was_read(name):
    content = (AWKWARD / name).read_bytes()
    here, there = read_table(content, name), read_caged(content, name)
    pd.testing.assert_frame_equal(there.cells, here.cells)
    assert there.rows.tolist() == here.rows.tolist()
    assert there.recognised == here.recognised
    assert there.name == here.name
    assert (there.shapes is None) == (here.shapes is None)
    if here.shapes is not None:
        assert there.shapes.crs == here.shapes.crs
        assert there.shapes.to_wkb().tolist() == here.shapes.to_wkb().tolist()


@pytest.mark.parametrize("name", ["points-lambert.geojson", "polygon-over-many.geojson"])
def test_shapes_are_placed_alike_here_and_in_a_process_of_their_own(small, name):
    table = read_table((AWKWARD / name).read_bytes(), name)
    assert match_shapes(table, small, placing=place_caged).table().equals(match_shapes(table, small).table())


@pytest.mark.parametrize("name", ["utf8.csv", "plain.xlsx", "plain.ods", "ragged.csv"])
def test_rows_come_back_from_their_process_as_they_were_read(name):
    content = (AWKWARD / name).read_bytes()
    here, there = read_records(content, formulas=True), records_caged(content, formulas=True, most_rows=5_000, most_columns=200)
    assert there.rows == [row for row in here.rows if any(isinstance(cell, float) or cell.strip() for cell in row[1])]
    assert (there.encoding, there.delimiter, there.sheet, there.sheets) == (here.encoding, here.delimiter, here.sheet, here.sheets)


def test_rows_beyond_the_bounds_that_were_asked_never_leave_their_process():
    for content, reason in ((b"a;b\n1;2\n3;4\n", "too_many_rows"), (b"a;b;c\n1;2;3\n", "too_many_columns")):
        with pytest.raises(UnusableFile) as refused:
            records_caged(content, most_rows=2, most_columns=2)
        assert (refused.value.reason, refused.value.detail) == (reason, {"limit": 2})


def test_a_reader_does_not_run_the_page_that_asks_for_it(tmp_path, monkeypatch):
    trace = tmp_path / "ran"
    script = tmp_path / "page.py"
    script.write_text(f"from pathlib import Path\nPath({str(trace)!r}).touch()\n", encoding="utf-8")
    page = ModuleType("__main__")
    page.__file__ = str(script)  # as Streamlit has it while a page runs
    monkeypatch.setitem(sys.modules, "__main__", page)
    assert len(read_caged(b"a;b\n1;2\n", "a.csv").cells) == 1
    assert not trace.exists()
    assert sys.modules["__main__"] is page


def test_the_reason_of_a_refusal_comes_back_with_its_details():
    with pytest.raises(UnusableFile) as refused:
        read_caged((AWKWARD / "encrypted.xlsx").read_bytes(), "encrypted.xlsx")
    assert refused.value.reason == "encrypted"
    with pytest.raises(UnusableFile) as refused:
        read_caged((AWKWARD / "second-sheet.xlsx").read_bytes(), "second-sheet.xlsx", sheet="nowhere")
    assert (refused.value.reason, refused.value.detail["sheet"]) == ("no_sheet", "nowhere")


def shared_string(letters: int, times: int) -> bytes:
    """An XLSX in which one long text is used very often: small on disk, endless in memory."""
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, times + 1))
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"x" * letters}</t></si></sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>',
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "reasons"),
    [
        ("ods-text-s.ods", {"too_heavy", "too_many_cells", "zip_bomb"}),
        ("mem800.gpkg", {"not_plain"}),
        ("hang.gpkg", {"not_plain"}),
    ],
)
def test_a_hostile_file_ends_its_reader_and_nothing_else(name, reasons):
    with pytest.raises(UnusableFile) as refused:
        read_caged((HOSTILE / name).read_bytes(), name, limits=SMALL)
    assert refused.value.reason in reasons
    assert read_caged(b"commune;n\nNamur;1\n", "after.csv").cells.shape == (1, 2)


def test_a_long_text_used_often_ends_its_reader():
    with pytest.raises(UnusableFile) as refused:
        read_caged(shared_string(32_767, 400_000), "shared.xlsx", limits=SMALL)
    assert refused.value.reason in {"too_heavy", "too_slow", "too_many_cells", "zip_bomb"}


def test_a_polygon_that_takes_for_ever_to_mend_is_refused(atlas):
    table = read_caged((HOSTILE / "selfcross-3k.geojson").read_bytes(), "selfcross-3k.geojson")
    with pytest.raises(UnusableFile) as refused:
        place_caged(table.shapes, atlas.shapes("boundaries_2019").geometry, limits=SMALL)
    assert refused.value.reason in {"too_heavy", "too_slow"}


def test_what_a_waiting_visitor_does_ends_the_reader():
    class LeftError(Exception):
        pass

    def leave() -> None:
        raise LeftError

    with pytest.raises(LeftError):
        read_caged(shared_string(20_000, 20_000), "slow.xlsx", waiting=leave)
    assert not multiprocessing.active_children()


def test_readers_beyond_the_limit_wait_and_all_come_back():
    found: list[tuple[int, int]] = []
    threads = [
        threading.Thread(target=lambda n=n: found.append((n, len(read_caged(b"commune;n\n" + b"Namur;1\n" * n, "n.csv").cells))))
        for n in range(1, 7)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [(n, n) for n in range(1, 7)]


def test_limits_are_settings_and_a_slip_does_not_open_the_cage():
    given = {
        "ATLAS_READER_MEMORY_MB": "800",
        "ATLAS_READER_CPU_SECONDS": "-1",
        "ATLAS_READER_AT_ONCE": "many",
        "ATLAS_READER_OPEN_FILES": "0",
    }
    assert ReaderLimits.from_environment(given) == ReaderLimits(memory_mb=800)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits of a process are POSIX's")
def test_a_confined_process_reaches_no_network_and_starts_no_program():
    context = multiprocessing.get_context("forkserver")
    for what in ("network", "program"):
        process = context.Process(target=_try, args=(what,))
        process.start()
        process.join()
        assert process.exitcode == 0, what


def _try(what: str) -> None:
    import socket
    import subprocess

    cage_child.confine(ReaderLimits().__dict__)
    try:
        if what == "network":
            socket.create_connection(("127.0.0.1", 9), timeout=1)
        else:
            subprocess.run(["true"], check=False)
    except PermissionError:
        os._exit(0)
    os._exit(1)


def test_a_child_that_is_killed_is_a_sentence():
    class Ended:
        exitcode = -signal.SIGKILL

    with pytest.raises(UnusableFile) as refused:
        cage._raise_what_happened(Ended(), Path("nowhere"))
    assert refused.value.reason == "too_heavy"
