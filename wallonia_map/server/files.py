"""The files that a page asks for, each packed once and kept in memory: found by name among those that are there, never by path.

They are the map's, Streamlit's scripts, styles and fonts, and the script of the map's component.
"""

import mimetypes
import re
import threading
from collections.abc import Iterator
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from wallonia_map.maps.assets import STATIC, is_hashed
from wallonia_map.server.packing import Coding, coding_for, packed
from wallonia_map.server.preload import COMPONENT, STREAMLIT
from wallonia_map.server.typefaces import in_place_of

FOR_GOOD = "public, max-age=31536000, immutable"
#: What is answered under another's name: it may change where that does not.
FOR_A_WEEK = "public, max-age=604800"
#: So many packed files stay in memory: all that an installation has, and the map's of a few versions of the data.
MOST_KEPT = 1_500
PUBLISHED = "app/static/"
_COMPONENT = "component/streamlit_folium.st_folium/"
#: Kinds of file that packing makes smaller; fonts and pictures are packed already.
_PACKED = {".js", ".css", ".json", ".svg", ".html"}
#: What installed files with a hash in their name look like: `Html.CzLZZ4bP.js`, `main.0a1b2c3d.js`.
_INSTALLED_HASH = re.compile(r"\.[\w-]{8}\.\w+$")


def installed() -> dict[str, Path]:
    """Address below the app → file, of what Streamlit and the map's component bring and name by its hash; of typefaces our subsets."""
    return {address: in_place_of(path) for address, path in _found() if _INSTALLED_HASH.search(path.name)}


def _found() -> Iterator[tuple[str, Path]]:
    for top, folder in (("", STREAMLIT), (_COMPONENT, COMPONENT)):
        for path in sorted((folder / "static").rglob("*")):
            if path.is_file() and path.suffix != ".map":
                yield top + path.relative_to(folder).as_posix(), path


class Files:
    """An app whose files are answered from memory; what is no such file goes on to the app."""

    def __init__(self, app: ASGIApp, *, base: str = "", published: Path = STATIC) -> None:
        """Stand around `app`, which lies under the path `base`; `published` is the folder of the map's files."""
        self._app, self._published = app, published
        self._top = f"/{base.strip('/')}/" if base.strip("/") else "/"
        self._installed = installed()
        self._kept: dict[tuple[str, Coding], bytes] = {}
        self._packing = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        address = scope["path"].removeprefix(self._top) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else ""
        path = self._path(address)
        if path is None:
            own = address.startswith(PUBLISHED) and is_hashed(address)
            answer = PlainTextResponse("Not found.\n", status_code=404, headers={"cache-control": "no-store"}) if own else self._app
            await answer(scope, receive, send)
            return
        coding = coding_for(Headers(scope=scope).get("accept-encoding", "")) if path.suffix in _PACKED else "identity"
        content = self._kept.get((address, coding))
        if content is None:
            content = await run_in_threadpool(self._content, address, path, coding)
        kept = FOR_GOOD if path.is_relative_to(self._published) or _INSTALLED_HASH.search(path.name) else FOR_A_WEEK
        headers = {"cache-control": kept, "vary": "accept-encoding", "access-control-allow-origin": "*"}
        if coding != "identity":
            headers["content-encoding"] = coding
        kind = "text/javascript" if path.suffix == ".js" else mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        await Response(content, media_type=kind, headers=headers)(scope, receive, send)

    def _path(self, address: str) -> Path | None:
        """The file of an address: an installed one, or one that was published and still is there."""
        if address.startswith(PUBLISHED):
            name = address.removeprefix(PUBLISHED)
            path = self._published / name
            return path if "/" not in name and "\\" not in name and is_hashed(name) and path.is_file() else None
        return self._installed.get(address)

    def _content(self, address: str, path: Path, coding: Coding) -> bytes:
        with self._packing:  # the second who asks meanwhile waits for the first's work
            known = self._kept.get((address, coding))
            if known is None:
                known = self._kept[address, coding] = packed(path.read_bytes(), coding)
                for old in list(self._kept)[:-MOST_KEPT]:
                    del self._kept[old]
            return known
