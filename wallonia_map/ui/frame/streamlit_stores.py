"""Streamlit's stores of files, held to what this app promises: no visitor gets another's rows, and nothing unasked is kept.

Two of its inner parts are reached into, here and nowhere else; both are pinned by `pyproject.toml` and tried by a test. Where a
version of Streamlit has them no more, it does as it always did, and a line in the log says so.
"""

import logging
import sys
import threading
from collections import defaultdict
from collections.abc import Sequence

from streamlit.runtime import memory_media_file_storage as media
from streamlit.runtime import memory_uploaded_file_manager as uploads
from streamlit.runtime.uploaded_file_manager import UploadedFileRec, UploadFileUrlInfo

#: Bytes of uploads that one session, and all of them together, may hold.
MOST_PER_SESSION = 200_000_000
MOST_PER_PROCESS = 2_000_000_000
#: Addresses for uploads that one session may have been given and not used.
MOST_ADDRESSES = 100
_log = logging.getLogger(__name__)


_Manager = uploads.MemoryUploadedFileManager
_asked: dict[str, list[str]] = defaultdict(list)
_lock = threading.Lock()


def hold_to_promises() -> None:
    """Name a downloaded file by all its bytes, and keep only uploads that a widget asked for. Doing it twice is doing it once."""
    if hasattr(media, "_PARTIAL_HASH_THRESHOLD"):
        # Above a megabyte Streamlit names a file by its length and three samples: two tables with one changed row were one file.
        media._PARTIAL_HASH_THRESHOLD = sys.maxsize  # type: ignore[misc]
    else:
        _log.warning("this Streamlit names downloads in another way than the atlas was tested with")
    if all(hasattr(_Manager, name) for name in ("get_upload_urls", "add_file", "remove_session_files")):
        _bound_uploads()
    else:
        _log.warning("this Streamlit keeps uploads in another way than the atlas was tested with")


def _bound_uploads() -> None:
    """Wrap the three methods of the class: the running server has its instance already."""
    if getattr(_Manager, "_held_by_atlas", False):
        return
    give, keep, forget = _Manager.get_upload_urls, _Manager.add_file, _Manager.remove_session_files

    def get_upload_urls(self: _Manager, session_id: str, file_names: Sequence[str]) -> list[UploadFileUrlInfo]:
        given = give(self, session_id, list(file_names)[:MOST_ADDRESSES])
        with _lock:
            asked = _asked[session_id]
            asked.extend(one.file_id for one in given)
            del asked[:-MOST_ADDRESSES]
        return given

    def add_file(self: _Manager, session_id: str, file: UploadedFileRec) -> None:
        with _lock:
            asked = file.file_id in _asked.get(session_id, ())
        if asked and _has_room(self, session_id, len(file.data)):
            keep(self, session_id, file)
        else:  # the widget finds no file, and the page goes on
            _log.warning("an upload was not kept: %s", "no room" if asked else "no widget asked for it")

    def remove_session_files(self: _Manager, session_id: str) -> None:
        with _lock:
            _asked.pop(session_id, None)
        forget(self, session_id)

    _Manager.get_upload_urls, _Manager.add_file = get_upload_urls, add_file  # type: ignore[method-assign]
    _Manager.remove_session_files = remove_session_files  # type: ignore[method-assign]
    _Manager._held_by_atlas = True  # type: ignore[attr-defined]


def _has_room(manager: _Manager, session_id: str, size: int) -> bool:
    """Whether a file of `size` bytes fits beside what its session, and everybody, holds already."""
    held = {session: sum(len(one.data) for one in list(files.values())) for session, files in list(manager.file_storage.items())}
    return held.get(session_id, 0) + size <= MOST_PER_SESSION and sum(held.values()) + size <= MOST_PER_PROCESS
