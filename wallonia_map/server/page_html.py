"""The HTML of every page: Streamlit's own, with language, title, description and style in it before any script has run.

Its beginning, which names the scripts, is sent before what the link leads to is worked out.
"""

import logging
import re
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wallonia_map.app_folder import APP_FOLDER
from wallonia_map.errors import WalloniaMapError
from wallonia_map.export.preview_picture import HEIGHT_PX, WIDTH_PX
from wallonia_map.i18n import Language, say
from wallonia_map.questions.organisation_profile import organisation_profile
from wallonia_map.server import first_map, page_template, previews, query
from wallonia_map.server.catalogues import schema_org
from wallonia_map.server.first_map import in_a_script
from wallonia_map.server.first_words import first_words, has_heading
from wallonia_map.server.own_page import no_such_page
from wallonia_map.server.packing import Packing, coding_for, packed
from wallonia_map.server.place_head import place_of
from wallonia_map.server.security import site_of
from wallonia_map.sharing import in_use
from wallonia_map.tables.names import initiative_title
from wallonia_map.views.initiative_words import PAGE, PARAMETER, initiative_params, summary_written
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.organisation_words import PAGE as ORGANISATION
from wallonia_map.views.organisation_words import organisation_names, organisation_params, organisation_sentence
from wallonia_map.views.view import BEGINNING, link_params, page_view, view_params
from wallonia_map.views.view import query as link_query

HOME = "home"
PAGES = sorted(path.stem for path in (APP_FOLDER / "pages").glob("*.py"))
#: Headers of Streamlit's file that do not hold for ours.
_OF_ANOTHER = ("content-length", "content-encoding", "etag", "last-modified", "accept-ranges", "vary")
#: Pages whose parameters are those of a view, or a part of them.
WITH_VIEW = ("explore", "municipality")
LOCALES = {Language.FR: "fr_BE", Language.EN: "en_GB", Language.NL: "nl_BE", Language.DE: "de_BE"}


class PageHtml:
    """An app whose pages (and nothing else) are answered with their own head and style."""

    def __init__(self, app: ASGIApp, *, base: str = "") -> None:
        """Stand around `app`, which lies under the path `base`."""
        self._app = app
        self._top = f"/{base.strip('/')}/" if base.strip("/") else "/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if (
            scope["type"] != "http"
            or scope["method"] not in ("GET", "HEAD")
            or re.search("/(?:component|app/static|api|v|media)/", scope["path"])  # media: files to take away, some of them HTML
        ):
            await self._app(scope, receive, send)
            return
        if self._name(scope) == HOME and scope["path"].strip("/") != self._top.strip("/"):  # Streamlit knows its first page by no name
            asked = scope.get("query_string", b"").decode("latin-1")
            answer = RedirectResponse(f"{self._top}?{asked}" if asked else self._top, 302, headers={"cache-control": "no-cache"})
            await answer(scope, receive, send)
            return
        begun: list[Message] = []

        async def send_own(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = Headers(raw=message.get("headers", []))
                if message["status"] == 200 and told.get("content-type", "").startswith("text/html"):
                    begun.append(message)
                    return
            if begun and message["type"] == "http.response.body":
                if not message.get("more_body", False):
                    await self._send_page(scope, begun[0], send)
                return
            await send(message)

        await self._app(scope, receive, send_own)

    def _name(self, scope: Scope) -> str:
        """The name of the page that is asked for."""
        path: str = scope["path"]
        return path.removeprefix(self._top).strip("/") or HOME

    async def _send_page(self, scope: Scope, start: Message, send: Send) -> None:
        name, asked = self._name(scope), Headers(scope=scope)
        given = query.parameters(scope.get("query_string", b""))
        language, site = query.language_of(given), site_of(scope, asked, self._top)
        coding = coding_for(asked.get("accept-encoding", ""))
        headers = MutableHeaders(raw=[(key, value) for key, value in start["headers"] if key.decode("latin-1").lower() not in _OF_ANOTHER])
        headers["vary"] = "accept-encoding"
        if coding != "identity":
            headers["content-encoding"] = coding
        if name not in PAGES:
            content = packed(_no_page(language, given, site), coding)
            headers["content-length"] = str(len(content))
            await send({**start, "headers": headers.raw, "status": 404})
            await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else content})
            return
        headers["x-accel-buffering"] = "no"  # a server in front passes the beginning on at once
        await send({**start, "headers": headers.raw})
        if scope["method"] == "HEAD":
            await send({"type": "http.response.body", "body": b""})
            return
        packing = Packing(coding)
        await send(
            {
                "type": "http.response.body",
                "body": packing.part(
                    page_template.beginning(language, first_map.file_of(name, given), has_heading=has_heading(name, given))
                ),
                "more_body": True,
            }
        )
        own, words = await run_in_threadpool(_head_or_title, name, given, language, site)
        await send({"type": "http.response.body", "body": packing.last(page_template.rest(own, words))})


def _no_page(language: Language, given: query.Parameters, site: str) -> bytes:
    return no_such_page(language, given, [one for one in PAGES if one not in (HOME, PAGE, ORGANISATION)], site=site).encode("utf-8")


def _head_or_title(name: str, given: query.Parameters, language: Language, site: str) -> tuple[str, str]:
    """The head of a page and its first words; where they cannot be worked out its title alone, since the page has begun."""
    try:
        title = "" if name in WITH_VIEW else _told(name, given, language)[0]
        return head(name, given, language, site), first_words(name, given, title, language)
    except Exception:  # whatever it is: the status is sent, and half a page would stay blank
        logging.getLogger(__name__).exception("the head of a page could not be written")
        return f"<title>{escape(say('app.title', language))}</title>", ""


def head(name: str, given: query.Parameters, language: Language, site: str) -> str:
    """Title, description, other languages, preview and the dataset's own description, for browsers, search engines and messengers."""
    known = name if name in PAGES else HOME
    title, told, params = _told(known, given, language)
    picture = _picture(known, given, language, site)
    address = site + ("" if known == HOME else known)
    links = {other: _address(address, link_query(params, other)) for other in Language}
    heading = say("app.title", language) if known == HOME else f"{title} – {say('app.title', language)}"
    meta = {
        "og:type": "website",
        "og:site_name": say("app.title", language),
        "og:title": title,
        "og:description": told,
        "og:url": links[language],
        "og:locale": LOCALES[language],
    } | picture
    return "\n    ".join([
        f"<title>{escape(heading)}</title>",
        f'<meta name="description" content="{escape(told)}" />',
        *(f'<meta property="{key}" content="{escape(value)}" />' for key, value in meta.items()),
        f'<meta name="twitter:card" content="{"summary_large_image" if picture else "summary"}" />',
        f'<link rel="canonical" href="{escape(links[language])}" />',
        *(f'<link rel="alternate" hreflang="{other.value}" href="{escape(link)}" />' for other, link in links.items()),
        *(
            f'<link rel="alternate" type="application/json" href="{escape(f"{site}api/v1/initiatives/{identifier}.json")}" />'
            for identifier in (params.get(PARAMETER, ()) if known == PAGE else ())
        ),
        f'<script type="application/ld+json">{_dataset(told, language, site)}</script>',
        *first_map.told(known, given, language),
    ])  # fmt: skip


def _address(page_address: str, asked: str) -> str:
    return f"{page_address}?{asked}" if asked else page_address


def _told(name: str, given: query.Parameters, language: Language) -> tuple[str, str, query.Parameters]:
    """Title and description of a page, and the parameters of its own link; of Explore those of the view, as the page says them."""
    if name == "explore":
        try:
            atlas = in_use.atlas().atlas
            view = page_view(name, given, atlas)
            summary = view_summary(atlas, view, language)
        except WalloniaMapError:  # the page tells it
            return say("page.explore", language), say("home.lead", language), {}
        except Exception:  # a preview is no reason to answer no page
            logging.getLogger(__name__).exception("a view could not be described")
            return say("page.explore", language), say("home.lead", language), {}
        return summary.title, summary.sentence, {} if view == BEGINNING else link_params(name, view_params(view))
    if name == "place":
        try:
            found = place_of(given, in_use.atlas().atlas, language)
        except WalloniaMapError:  # the page tells it
            found = None
        if found is not None:
            return found.name, found.summary.sentence, found.params
    try:
        found_row = _of_one_row(name, next(iter(given.get(PARAMETER, ())), ""), language)
    except WalloniaMapError:  # the page tells it
        found_row = None
    if found_row is not None:
        return found_row
    return say("app.title" if name == HOME else f"page.{name}", language), say(f"{name}.lead", language), {}


def _of_one_row(name: str, asked: str, language: Language) -> tuple[str, str, query.Parameters] | None:
    """As `_told`, of the page of one initiative or organisation that there is."""
    if not asked or name not in (PAGE, ORGANISATION):
        return None
    atlas = in_use.atlas().atlas
    if name == PAGE and asked in atlas.initiatives.index:
        told = summary_written(atlas, atlas.initiatives.loc[asked], language)
        return initiative_title(atlas, asked, language), told, initiative_params(asked)
    names = organisation_names(atlas, language)
    if name == ORGANISATION and asked in names:
        told = organisation_sentence(organisation_profile(atlas, asked), language)
        return names[asked], told, organisation_params(asked)
    return None


def _picture(name: str, given: query.Parameters, language: Language, site: str) -> dict[str, str]:
    """What is said of the picture of a page: the map of its view; of a page that is no view the map that views begin with."""
    try:
        atlas = in_use.atlas().atlas
        found = place_of(given, atlas, language) if name == "place" else None
        view = found.summary.view if found else page_view(name, given, atlas) if name in WITH_VIEW else BEGINNING
        summary = view_summary(atlas, view, language)
        where = f"{site}{previews.address(atlas, view, language)}"
    except WalloniaMapError:  # the page tells it
        return {}
    except Exception:  # a preview is no reason to answer no page
        logging.getLogger(__name__).exception("the picture of a view could not be named")
        return {}
    size = {"og:image:width": str(WIDTH_PX), "og:image:height": str(HEIGHT_PX), "og:image:type": "image/png"}
    return {"og:image": where} | size | {"og:image:alt": say("preview.alt", language, title=summary.title)}


def _dataset(told: str, language: Language, site: str) -> str:
    """The data as schema.org describes a dataset, as JSON that no script element can be broken out of."""
    try:
        catalog = in_use.atlas().atlas.catalog
    except WalloniaMapError:  # the page tells it
        catalog = None
    return in_a_script(schema_org(catalog, told, language, site))
