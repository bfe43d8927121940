"""The addresses of the data, `/api/v1/`: they take the parameters of Explore's own link, and answer the figures of its page."""

import asyncio
import datetime
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from functools import partial
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from wallonia_map import __version__
from wallonia_map.errors import WalloniaMapError
from wallonia_map.server import api_files, catalogues, csvw, descriptions, query
from wallonia_map.server.ranges import whole_or_part
from wallonia_map.server.rate_limit import RateLimit, address_of
from wallonia_map.server.security import is_secure
from wallonia_map.sharing import in_use
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.view import View

PATH = "/api/v1"
#: Answers that are remembered, in number and in bytes each; and how many are made at a time.
MOST_KEPT, LARGEST_KEPT, AT_ONCE = 64, 2_000_000, 4
#: A browser may use an answer so many seconds without asking, and then asks whether it still holds.
MAX_AGE = 300
OPEN = {"access-control-allow-origin": "*", "access-control-expose-headers": "etag, link"}
JSON, CSV, GEOJSON, JSON_LD = "application/json", "text/csv; charset=utf-8", "application/geo+json", "application/ld+json"
#: Makes an answer: its bytes and their media type.
Make = Callable[[Request, Atlas, View, query.Parameters], tuple[bytes, str]]


def _table(request: Request, atlas: Atlas, view: View, given: query.Parameters, *, name: str, ending: str) -> tuple[bytes, str]:  # noqa: ARG001
    return api_files.table_file(name, ending, atlas, view, given), CSV if ending == "csv" else JSON


def _shapes(request: Request, atlas: Atlas, view: View, given: query.Parameters) -> tuple[bytes, str]:  # noqa: ARG001
    return api_files.shapes_file(atlas, view, query.language_of(given), datetime.date.today()), GEOJSON


def _initiative(request: Request, atlas: Atlas, view: View, given: query.Parameters) -> tuple[bytes, str]:
    return api_files.initiative_file(request.path_params["id"], atlas, view, query.language_of(given)), JSON


def _resource(request: Request, atlas: Atlas, view: View, given: query.Parameters) -> tuple[bytes, str]:  # noqa: ARG001
    return api_files.resource_file(request.url.path.partition(f"{PATH}/")[2], atlas)


def _columns(request: Request, atlas: Atlas, view: View, given: query.Parameters, *, name: str) -> tuple[bytes, str]:  # noqa: ARG001
    asked = urlencode([(key, value) for key, values in given.items() if key != "form" for value in values])
    url = f"{name}.csv" + (f"?{asked}" if asked else "")
    return api_files.columns_file(name, atlas, view, given, url), csvw.MEDIA_TYPE


def _described(request: Request, atlas: Atlas, view: View, given: query.Parameters, *, what: str) -> tuple[bytes, str]:  # noqa: ARG001
    scheme = "https" if is_secure(request.scope, request.headers) else "http"
    api = str(request.url.replace(scheme=scheme, query="", fragment="")).rpartition("/")[0] + "/"
    if what == "datapackage":
        return descriptions.data_package(atlas), JSON
    return (catalogues.dcat(atlas.catalog, api), JSON_LD) if what == "dcat" else (descriptions.open_api(atlas, api), JSON)


class Api:
    """The addresses, what they remember, and how often each visitor may ask."""

    def __init__(self, limit: RateLimit | None = None) -> None:
        """Begin with nothing remembered; `limit` is the rate limit, the usual one unless given."""
        self._limit = limit or RateLimit()
        self._kept: OrderedDict[str, tuple[bytes, str]] = OrderedDict()
        self._lock = threading.Lock()
        self._places = asyncio.Semaphore(AT_ONCE)

    def routes(self, top: str = "") -> list[BaseRoute]:
        """Every address, under the path `top`."""
        tables = [(f"{name}.{end}", partial(_table, name=name, ending=end)) for name in api_files.TABLES for end in ("csv", "json")]
        beside = [(f"{name}.csv{csvw.ENDING}", partial(_columns, name=name)) for name in api_files.TABLES]
        described = [("datapackage.json", "datapackage"), ("dcat.jsonld", "dcat"), ("openapi.json", "openapi")]
        makers: list[tuple[str, Make]] = [
            *tables, *beside, ("municipalities.geojson", _shapes), ("initiatives/{id}.json", _initiative),
            *((name, partial(_described, what=what)) for name, what in described), ("source/{name:path}", _resource), ("built/{name:path}", _resource),
        ]  # fmt: skip
        own = [Route(f"{top}{PATH}/{name}", self._endpoint(make)) for name, make in makers]
        return [*own, Route(f"{top}{PATH}/{{rest:path}}", _nowhere)]

    def _endpoint(self, make: Make) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            if not self._limit.allows(address_of(request)):
                return _refused("Too many requests from this address: try again in some seconds.", 429, **{"retry-after": "10"})
            async with self._places:
                return await run_in_threadpool(self._answer, request, make)

        return answer

    def _answer(self, request: Request, make: Make) -> Response:
        try:
            given = query.parameters(request.scope["query_string"])
            atlas = in_use.atlas().atlas
            view = query.view_of(given, atlas)
            tag = _tag(request, atlas, given)
            headers = {**OPEN, "etag": tag, "cache-control": f"public, max-age={MAX_AGE}", "link": _links(request)}
            if tag in request.headers.get("if-none-match", "").replace("W/", "").replace(" ", "").split(","):
                return Response(status_code=304, headers=headers)
            content, kind = self._content(tag, partial(make, request, atlas, view, given))
        except query.UnknownParameterError as error:
            return _refused(str(error), 400)
        except api_files.NotThereError as error:
            return _refused(str(error), 404)
        except WalloniaMapError as error:
            return _refused(f"The data cannot be used now: {error}", 503)
        return whole_or_part(request, content, media_type=kind, headers=headers)

    def _content(self, tag: str, make: Callable[[], tuple[bytes, str]]) -> tuple[bytes, str]:
        with self._lock:
            known = self._kept.get(tag)
            if known is not None:
                self._kept.move_to_end(tag)
                return known
        made = make()
        if len(made[0]) <= LARGEST_KEPT:
            with self._lock:
                self._kept[tag] = made
                while len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
        return made


def _tag(request: Request, atlas: Atlas, given: query.Parameters) -> str:
    """What tells two answers apart: code, data, address and, since shapes carry it, the day."""
    asked = urlencode(sorted((name, value) for name, values in given.items() for value in values))
    parts = (
        __version__,
        atlas.catalog.fingerprint,
        str(is_secure(request.scope, request.headers)),
        str(request.url.replace(query="")),
        asked,
        datetime.date.today().isoformat(),
    )
    return f'"{hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]}"'


def _links(request: Request) -> str:
    """Where the licence and the documentation stand."""
    api = f"{request.url.path.partition(PATH)[0]}{PATH}"
    beside = f'<{_beside(request)}>; rel="describedby"; type="{csvw.MEDIA_TYPE}", ' if request.url.path.endswith(".csv") else ""
    return f'{beside}<{catalogues.LICENCE}>; rel="license", <{api}/openapi.json>; rel="service-desc", <{api}/datapackage.json>; rel="describedby"'


def _beside(request: Request) -> str:
    """Where the columns of a CSV are described."""
    asked = urlencode([(name, value) for name, value in request.query_params.multi_items() if name != "form"])
    return f"{request.url.path}{csvw.ENDING}" + (f"?{asked}" if asked else "")


def _nowhere(request: Request) -> Response:  # noqa: ARG001
    return _refused(f"There is no such address; there are {', '.join(catalogues.files())}, and openapi.json, which describes them.", 404)


def _refused(sentence: str, status: int, **more: str) -> Response:
    return PlainTextResponse(f"{sentence}\n", status_code=status, headers={**OPEN, "cache-control": "no-store", **more})
