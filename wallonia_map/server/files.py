"""The files that the map's frame asks for, found by name, never by path; and the atlas as one page, for browsers without scripts."""

import datetime
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response

from wallonia_map.errors import WalloniaMapError
from wallonia_map.export.formats import export
from wallonia_map.i18n import Language
from wallonia_map.maps.assets import STATIC, is_hashed
from wallonia_map.server import preload
from wallonia_map.sharing import in_use
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.view import View

FOR_GOOD, ASK_AGAIN = "public, max-age=31536000, immutable", "no-cache"


def published(request: Request) -> Response:
    """The published file of that name."""
    name = request.path_params["name"]
    path = _found(STATIC, name)
    if path is None:
        return PlainTextResponse("Not found.\n", status_code=404)
    return FileResponse(path, headers={"cache-control": FOR_GOOD if is_hashed(name) else ASK_AGAIN})


def ahead(_request: Request) -> Response:
    """The script that asks for what a page begins with; an empty one where there is nothing to show."""
    try:
        content = preload.script(in_use.assets(in_use.atlas().atlas))
    except (WalloniaMapError, OSError):
        content = b""
    return Response(content, media_type="text/javascript", headers={"cache-control": ASK_AGAIN})


def without_scripts(request: Request) -> Response:
    """The atlas as one page that needs no script, in the language of the address."""
    spoken = request.path_params["lang"]
    try:
        atlas = in_use.atlas().atlas
    except WalloniaMapError as error:
        return PlainTextResponse(f"{error}\n", status_code=503)
    if spoken not in set(Language):
        return PlainTextResponse("Not found.\n", status_code=404)
    page = _page(atlas.catalog.fingerprint, Language(spoken), datetime.date.today(), _Held(atlas))
    return HTMLResponse(page, headers={"cache-control": ASK_AGAIN})


class _Held:
    """An atlas that is no part of the key under which a page is remembered."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=8)
def _page(fingerprint: str, language: Language, day: datetime.date, held: _Held) -> bytes:  # noqa: ARG001 (the fingerprint is the key)
    link = "/explore" if language is Language.FR else f"/explore?lang={language.value}"
    return export("html", view_summary(held.atlas, View(), language), day=day, permalink=link).content


def _found(folder: Path, name: str) -> Path | None:
    try:
        return next((path for path in folder.iterdir() if path.name == name and path.is_file()), None)
    except OSError:  # nothing was published yet
        return None
