"""Addresses that name a version of the data (`/v/2026.11.0/explore?…`): today's leads on, an older one says what has changed since."""

import re
from functools import partial
from html import escape
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from wallonia_map.errors import WalloniaMapError
from wallonia_map.i18n import Language, listing, number, say
from wallonia_map.questions.data_changes import changes_since, known_versions, unrecorded_since
from wallonia_map.server import query
from wallonia_map.server.own_page import own_page
from wallonia_map.server.page_html import HOME, PAGES
from wallonia_map.sharing import in_use
from wallonia_map.tables.catalog import Catalog
from wallonia_map.views.view import VERSIONED

#: What an address of the data may look like; a longer one, or one with other signs, is none of ours.
_API = re.compile(r"api/v1/[a-z0-9_./-]{1,120}")
#: Today's version will be an older one tomorrow.
_HEADERS = {"cache-control": "no-cache", "x-robots-tag": "noindex", "access-control-allow-origin": "*"}
#: So much of a version that is not known is repeated.
_SHOWN = 40


def routes(top: str = "") -> list[BaseRoute]:
    """The addresses, under the path `top`; `/v/{version}` alone means the home page."""
    path = f"{top}/{VERSIONED}/{{version}}"
    answer = partial(_answer, top=top)
    return [Route(path, answer), Route(f"{path}/{{rest:path}}", answer)]


def _answer(request: Request, *, top: str) -> Response:
    given = query.parameters(request.scope["query_string"])
    language = query.language_of(given)
    version, rest = request.path_params["version"], request.path_params.get("rest", "")
    try:
        catalog = in_use.atlas().atlas.catalog
    except WalloniaMapError as error:
        return PlainTextResponse(f"{error}\n", status_code=503, headers={"cache-control": "no-store"})
    known = known_versions(catalog)
    if version not in known:
        sentence = say("since.unknown", language, asked=version[:_SHOWN], known=listing(known, language))
        return PlainTextResponse(f"{sentence}\n", status_code=404, headers=_HEADERS)
    is_api = _API.fullmatch(rest) is not None and ".." not in rest
    if not is_api and rest not in ("", HOME, *PAGES):  # nothing leads on but to what is here
        return PlainTextResponse(f"{say('since.nowhere', language)}\n", status_code=404, headers=_HEADERS)
    asked = urlencode([(name, value) for name, values in given.items() for value in values])
    today = f"{top}/{'' if rest == HOME else rest}" + (f"?{asked}" if asked else "")
    if version == catalog.version:
        return RedirectResponse(today, 302, headers=_HEADERS)
    return _as_data(catalog, version, today, language) if is_api else _as_page(catalog, version, today, language, given)


def _as_data(catalog: Catalog, version: str, today: str, language: Language) -> Response:
    """What has changed, for a script; `410 Gone`, since the rows of then are: no script may take this for them."""
    told = {
        "asked_version": version, "current_version": catalog.version, "sentence": say("since.lead", language, asked=version, current=catalog.version),
        "note": say("since.note", language), "unrecorded_versions": unrecorded_since(catalog, version),
        "changes": [
            {"table": one.table, "added": one.added, "corrected": one.corrected, "withdrawn": one.withdrawn} for one in changes_since(catalog, version)
        ],
        "today": today,
    }  # fmt: skip
    return JSONResponse(told, status_code=410, headers=_HEADERS)


def _as_page(catalog: Catalog, version: str, today: str, language: Language, given: query.Parameters) -> Response:
    """What has changed, for a reader, without a script."""
    html = own_page(
        language, given, title=say("since.title", language, asked=version), lead=say("since.lead", language, asked=version, current=catalog.version),
        address=today, label=say("since.today", language), body=_table(catalog, version, language), note=say("since.note", language),
    )  # fmt: skip
    return HTMLResponse(html, headers=_HEADERS)


def _table(catalog: Catalog, version: str, language: Language) -> str:
    """The changes that a reader can use, as a table; or that there are none, or that it is not known."""
    gaps = unrecorded_since(catalog, version)
    missing = f"<p>{escape(say('since.unrecorded', language, versions=listing(gaps, language)))}</p>" if gaps else ""
    shown = [one for one in changes_since(catalog, version) if not one.is_said_elsewhere]
    if not shown:
        return missing or f"<p>{escape(say('since.nothing', language))}</p>"
    rows = "".join(
        f'<tr><th scope="row">{escape(say(f"resource.{one.table}", language) if one.table in catalog.resources else one.table)}</th>'
        + "".join(f'<td class="number">{escape(number(count, language))}</td>' for count in (one.added, one.corrected, one.withdrawn))
        + "</tr>"
        for one in shown
    )
    head = f'<th scope="col">{escape(say("since.table", language))}</th>' + "".join(
        f'<th scope="col" class="number">{escape(say(f"since.{name}", language))}</th>' for name in ("added", "corrected", "withdrawn")
    )
    caption = escape(say("since.caption", language, asked=version, current=catalog.version))
    return f"{missing}<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
