"""The parts of the server that `app.py` puts together: what runs before the first visitor, the own addresses, what every request meets."""

import asyncio
import importlib
import inspect
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

import wallonia_map
from wallonia_map.errors import WalloniaMapError
from wallonia_map.i18n import Language
from wallonia_map.maps import updates
from wallonia_map.server import extras, versions
from wallonia_map.server.api import Api
from wallonia_map.server.files import Files
from wallonia_map.server.no_delay import NoDelay
from wallonia_map.server.page_html import PageHtml
from wallonia_map.server.previews import Previews
from wallonia_map.server.private_files import PrivateFiles
from wallonia_map.server.security import Security
from wallonia_map.server.thumbnails import Thumbnails
from wallonia_map.sharing import in_use
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.view import BEGINNING

#: What Streamlit runs for every visit.
SCRIPT = Path(wallonia_map.__file__).parent / "ui" / "main.py"
#: What the first page imports, read while its browser reads scripts: the map's library compiles a hundred templates. None of them
#: brings a component, since Streamlit knows of one only where a visitor's run has declared it.
READ_AHEAD = (
    "folium.plugins", "wallonia_map.ui.frame.glossary", "wallonia_map.ui.explore.question", "wallonia_map.ui.explore.need",
    "wallonia_map.ui.explore.side", "wallonia_map.ui.explore.territories", "wallonia_map.ui.explore.years",
)  # fmt: skip
_LOG = logging.getLogger(__name__)


def routes(base: str = "") -> list[BaseRoute]:
    """The addresses that are answered here and not by Streamlit, all under the path `base`."""
    top = f"/{base.strip('/')}" if base.strip("/") else ""
    return [
        Route(f"{top}/app/static/ahead.js", extras.ahead),
        Route(f"{top}/app/static/atlas-{{lang}}.html", extras.without_scripts),
        Route(f"{top}/robots.txt", extras.robots),
        Route(f"{top}/sitemap.xml", extras.sitemap),
        *Previews().routes(top),
        *Thumbnails().routes(top),
        *Api().routes(top),
        *versions.routes(top),
    ]


def middleware(base: str = "", origins: Sequence[str] = (), hosts: Sequence[str] = ()) -> list[Middleware]:
    """What every request meets, the outermost first; `origins` and `hosts` as `Security` takes them."""
    return [
        Middleware(NoDelay),
        Middleware(Security, origins=origins, hosts=hosts),
        Middleware(PrivateFiles),
        Middleware(Files, base=base),
        Middleware(PageHtml, base=base),
    ]


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Do before the port answers what the first visitor would wait for, and the rest while their browser reads its scripts."""
    atlas = await run_in_threadpool(warm)
    later = asyncio.create_task(run_in_threadpool(prepare, atlas)) if atlas is not None else None
    yield
    if later is not None:
        await later


def warm() -> Atlas | None:
    """Load the atlas. Data that cannot be used are told by the pages, in a sentence."""
    try:
        return in_use.atlas().atlas
    except (WalloniaMapError, OSError) as error:
        _LOG.warning("the first visitor will be told: %s", error)
        return None


def prepare(atlas: Atlas) -> None:
    """Have at hand what the first page asks, in the order in which it does: the first view, the map's files, the modules."""
    try:
        summary = view_summary(atlas, BEGINNING, Language.FR)
        sentence = summary.sentence
        in_use.assets(atlas)
        for name in READ_AHEAD:
            importlib.import_module(name)
        inspect.getmodule(inspect.currentframe())  # which reads each module's file once: for every component that is declared
        updates.update(summary, dark=False)
        _LOG.debug("the first view is ready: %s", sentence)
    except (WalloniaMapError, OSError) as error:
        _LOG.warning("the first view could not be prepared: %s", error)
