"""The pictures of previews: each drawn once per view and version of the data, one at a time, and kept within bounds."""

import asyncio
import dataclasses
import hashlib
import threading
from collections import OrderedDict

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from wallonia_map.errors import WalloniaMapError
from wallonia_map.export.preview_picture import preview_picture
from wallonia_map.i18n import Language
from wallonia_map.server import query
from wallonia_map.server.rate_limit import RateLimit, address_of
from wallonia_map.sharing import in_use
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.view import View, view_params
from wallonia_map.views.view import query as link_query

PATH = "preview"
#: Pictures that are kept, in number and in bytes together.
MOST_KEPT, MOST_BYTES = 200, 40_000_000
#: Who asks for a new picture while so many wait already is sent away; each takes about a second.
MOST_WAITING = 8
#: New pictures at once, and how many more each second, for one network address: a messenger asks for one per link.
BURST, PER_SECOND = 30, 0.5
#: The address holds the version of the data, so that what stands there never changes but with our code: a day.
MAX_AGE = 86_400


def address(atlas: Atlas, view: View, language: Language) -> str:
    """Where the picture of a view is, below the app; what the picture does not show makes no difference."""
    shown = dataclasses.replace(view, tiles=False)
    asked = link_query(view_params(shown), language)
    return f"{PATH}/{version_of(atlas)}.png" + (f"?{asked}" if asked else "")


def version_of(atlas: Atlas) -> str:
    """The version of the data in an address: the hash, since a version that is being written has one name for many states."""
    return atlas.catalog.fingerprint[:12]


class Previews:
    """The address of the pictures, and what it remembers."""

    def __init__(self, limit: RateLimit | None = None, *, most_kept: int = MOST_KEPT, most_bytes: int = MOST_BYTES) -> None:
        """Begin with nothing drawn; `limit` is the rate limit, the usual one unless given."""
        self._limit = limit or RateLimit(BURST, PER_SECOND)
        self._most_kept, self._most_bytes = most_kept, most_bytes
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock, self._one, self._waiting = threading.Lock(), asyncio.Semaphore(1), 0

    def routes(self, top: str = "") -> list[BaseRoute]:
        """The address, under the path `top`."""
        return [Route(f"{top}/{PATH}/{{version}}.png", self._answer)]

    async def _answer(self, request: Request) -> Response:
        try:
            given = query.parameters(request.scope["query_string"])
            atlas, view = await run_in_threadpool(_asked, given)
        except query.UnknownParameterError as error:
            return _refused(str(error), 400)
        except WalloniaMapError as error:
            return _refused(f"The data cannot be used now: {error}", 503)
        language = query.language_of(given)
        where = address(atlas, view, language)
        if request.path_params["version"] != version_of(atlas):
            top = request.url.path.rpartition(f"{PATH}/")[0]
            return RedirectResponse(f"{top}{where}", 302, headers={"cache-control": "no-cache"})
        content = self._known(where)
        if content is None:
            if not self._limit.allows(address_of(request)) or self._waiting >= MOST_WAITING:
                return _refused("Too many new pictures at once: try again in some seconds.", 429, **{"retry-after": "10"})
            content = await self._new(where, atlas, view, language)
        tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        headers = {"etag": tag, "cache-control": f"public, max-age={MAX_AGE}", "access-control-allow-origin": "*"}
        if tag in request.headers.get("if-none-match", "").replace("W/", "").replace(" ", "").split(","):
            return Response(status_code=304, headers=headers)
        return Response(content, media_type="image/png", headers=headers)

    async def _new(self, where: str, atlas: Atlas, view: View, language: Language) -> bytes:
        self._waiting += 1
        try:
            async with self._one:
                known = self._known(where)  # the second who asks meanwhile waits for the first's picture
                return known if known is not None else await run_in_threadpool(self._drawn, where, atlas, view, language)
        finally:
            self._waiting -= 1

    def _known(self, where: str) -> bytes | None:
        with self._lock:
            if where in self._kept:
                self._kept.move_to_end(where)
            return self._kept.get(where)

    def _drawn(self, where: str, atlas: Atlas, view: View, language: Language) -> bytes:
        made = preview_picture(view_summary(atlas, dataclasses.replace(view, tiles=False), language))
        with self._lock:
            self._kept[where] = made
            while self._kept and (len(self._kept) > self._most_kept or sum(map(len, self._kept.values())) > self._most_bytes):
                self._kept.popitem(last=False)
        return made


def _asked(given: query.Parameters) -> tuple[Atlas, View]:
    atlas = in_use.atlas().atlas
    return atlas, query.view_of(given, atlas)


def _refused(sentence: str, status: int, **more: str) -> Response:
    return PlainTextResponse(f"{sentence}\n", status_code=status, headers={"cache-control": "no-store", **more})
