"""Files that are made when they are asked for: the script that asks ahead, the atlas as one page, what search engines read."""

import datetime
from functools import lru_cache
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from wallonia_map.errors import WalloniaMapError
from wallonia_map.export.formats import export
from wallonia_map.i18n import Language
from wallonia_map.server import preload
from wallonia_map.server.page_html import HOME, PAGES
from wallonia_map.server.security import site_of
from wallonia_map.sharing import in_use
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.initiative_words import PAGE, initiative_address
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.organisation_words import PAGE as ORGANISATION
from wallonia_map.views.organisation_words import organisation_address
from wallonia_map.views.view import View, link_params, query, view_params

ASK_AGAIN = {"cache-control": "no-cache"}


def ahead(_request: Request) -> Response:
    """The script that asks for what a page begins with; an empty one where there is nothing to show."""
    try:
        content = preload.script(in_use.assets(in_use.atlas().atlas))
    except (WalloniaMapError, OSError):
        content = b""
    return Response(content, media_type="text/javascript", headers=ASK_AGAIN)


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
    return HTMLResponse(page, headers=ASK_AGAIN)


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
    view = View()
    link = f"/explore?{query(link_params('explore', view_params(view)), language)}"
    return export("html", view_summary(held.atlas, view, language), day=day, permalink=link).content


def robots(request: Request) -> Response:
    """What search engines may read: the pages, and not every view of the data."""
    site = _site(request, "robots.txt")
    return PlainTextResponse(f"User-agent: *\nDisallow: /api/\nDisallow: /v/\nSitemap: {site}sitemap.xml\n", headers=ASK_AGAIN)


def sitemap(request: Request) -> Response:
    """Every page in every language; every initiative and organisation once, with its other languages beside it: four times as many lines would say no more."""
    site = _site(request, "sitemap.xml")
    pages = [site if name == HOME else f"{site}{name}" for name in PAGES if name not in (PAGE, ORGANISATION)]
    urls = "".join(_url(page, language) for page in pages for language in Language)
    try:
        atlas = in_use.atlas().atlas
        listed = [initiative_address(str(identifier), Language.FR) for identifier in atlas.initiatives.index]
        listed += [organisation_address(str(identifier), Language.FR) for identifier in atlas.tables["organisations"]["organisation_id"]]
    except WalloniaMapError:  # the pages tell it
        listed = []
    urls += "".join(_url(f"{site}{address}", Language.FR) for address in listed)
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return Response(
        f'<?xml version="1.0" encoding="UTF-8"?><urlset {spaces}>{urls}</urlset>', media_type="application/xml", headers=ASK_AGAIN
    )


def _site(request: Request, name: str) -> str:
    return site_of(request.scope, request.headers, request.url.path.removesuffix(name))


def _spoken(page: str, language: Language) -> str:
    return page if language is Language.FR else f"{page}{'&' if '?' in page else '?'}lang={language.value}"


def _url(page: str, language: Language) -> str:
    return f"<url><loc>{escape(_spoken(page, language))}</loc>{_others(page)}</url>"


def _others(page: str) -> str:
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{language.value}" href="{escape(_spoken(page, language))}"/>' for language in Language
    )
