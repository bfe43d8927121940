import os

import pytest
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from wallonia_map.ui.frame import streamlit_stores
from wallonia_map.ui.frame.streamlit_stores import hold_to_promises

KIND = "downloadable"


@pytest.fixture(autouse=True)
def held():
    hold_to_promises()
    hold_to_promises()


def test_two_tables_that_differ_in_one_row_in_the_middle_are_two_files():
    rows = [b"Namur;1\n"] * 400_000
    other = [*rows]
    other[123_456] = b"Dinant;2\n"[:8]
    storage = MemoryMediaFileStorage("/media")
    one, two = (storage.load_and_get_id(b"".join(some), "text/csv", KIND, "report.csv") for some in (rows, other))
    assert one != two
    assert storage.get_file(two).content == b"".join(other)


def upload(manager, session, size, *, asked=True):
    file_id = manager.get_upload_urls(session, ["a.csv"])[0].file_id if asked else "made-up"
    manager.add_file(session, UploadedFileRec(file_id=file_id, name="a.csv", type="text/csv", data=os.urandom(size)))
    return len(manager.get_files(session, [file_id]))


def test_only_what_a_widget_asked_for_is_kept():
    manager = MemoryUploadedFileManager("/upload")
    assert upload(manager, "one", 10) == 1
    assert upload(manager, "one", 10, asked=False) == 0
    assert upload(manager, "stranger", 10, asked=False) == 0
    manager.remove_session_files("one")
    assert not streamlit_stores._asked.get("one")


def test_a_session_and_all_together_hold_no_more_than_they_may(monkeypatch):
    monkeypatch.setattr(streamlit_stores, "MOST_PER_SESSION", 250)
    monkeypatch.setattr(streamlit_stores, "MOST_PER_PROCESS", 600)
    manager = MemoryUploadedFileManager("/upload")
    assert [upload(manager, "one", 100) for _ in range(4)] == [1, 1, 0, 0]
    assert [upload(manager, session, 200) for session in ("two", "three", "four")] == [1, 1, 0]
    manager.remove_session_files("two")
    assert upload(manager, "four", 200) == 1
