"""The thumbnails beside the scenes of a talk: each drawn once per view and version of the data, one at a time, and kept within bounds."""

import asyncio
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from wallonia_map.errors import WalloniaMapError
from wallonia_map.export.map_picture import THUMBNAIL_PATH, draw_thumbnail
from wallonia_map.i18n import Language
from wallonia_map.server import query
from wallonia_map.server.previews import MAX_AGE
from wallonia_map.server.rate_limit import RateLimit, address_of
from wallonia_map.sharing import in_use
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.views.link_summary import summary_from_params
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.talk import OWN_PAGE, PAGES

#: Pictures that are kept, of some 20 kB each.
MOST_KEPT = 300
#: Requests at once, and how many more each second, for one network address: a talk may have sixty scenes of two views.
BURST, PER_SECOND = 240, 5
#: Who asks while so many wait already is sent away.
MOST_WAITING = 120


class Thumbnails:
    """The address of the thumbnails."""

    def __init__(self, limit: RateLimit | None = None) -> None:
        """Begin with nobody waiting; `limit` is the rate limit, the usual one unless given."""
        self._limit = limit or RateLimit(BURST, PER_SECOND)
        self._one, self._waiting = asyncio.Semaphore(1), 0

    def routes(self, top: str = "") -> list[BaseRoute]:
        """The address, under the path `top`."""
        return [Route(f"{top}/{THUMBNAIL_PATH}/{{version}}/{{page}}.png", self._answer)]

    async def _answer(self, request: Request) -> Response:
        page = request.path_params["page"]
        if page not in PAGES or page == OWN_PAGE:  # what a visitor brought has no address
            return _refused("There is no such page.", 404)
        if not self._limit.allows(address_of(request)) or self._waiting >= MOST_WAITING:
            return _refused("Too many pictures at once: try again in some seconds.", 429, **{"retry-after": "10"})
        self._waiting += 1
        try:
            async with self._one:
                content = await run_in_threadpool(_drawn, page, query.parameters(request.scope["query_string"]))
        except WalloniaMapError as error:
            return _refused(f"The data cannot be used now: {error}", 503)
        finally:
            self._waiting -= 1
        return Response(content, media_type="image/png", headers={"cache-control": f"public, max-age={MAX_AGE}"})


def _drawn(page: str, given: query.Parameters) -> bytes:
    summary = summary_from_params(page, given, in_use.atlas().atlas, Language.FR)  # the picture has no words: one language for all
    return _kept(summary.atlas, type(summary), summary.question)


@atlas_cache(MOST_KEPT)
def _kept(atlas: Atlas, kind: type[ViewSummary], question: tuple[Any, ...]) -> bytes:
    return draw_thumbnail(kind(atlas, *question))


def _refused(sentence: str, status: int, **more: str) -> Response:
    return PlainTextResponse(f"{sentence}\n", status_code=status, headers={"cache-control": "no-store", **more})
