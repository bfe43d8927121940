"""What a first visit will ask for, told to the browser before it can know: one small script in the page."""

import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from wallonia_map.maps import assets
from wallonia_map.maps.assets import SEEN_FROM_FRAME, SHARED_SCRIPTS, Assets
from wallonia_map.model import Vintage


def _folder(package: str) -> Path:
    """Where a package lies: looked for, not imported, since Streamlit knows the map's component only if a page imports it first."""
    found = find_spec(package)
    return Path(found.origin).parent if found is not None and found.origin else Path()


SCRIPT = Path(__file__).with_name("preload.js")
#: Draws a picture of the map from what was asked for, and what it shares with the map's own script.
FIRST_MAP = [*(Path(assets.__file__).with_name(name) for name in SHARED_SCRIPTS), Path(__file__).with_name("first_map.js")]
#: The kinds of element that a page with a map begins with, as Streamlit calls their scripts; the map's frame first.
ELEMENTS = ("Html", "ComponentInstance", "ButtonGroup", "Selectbox", "Button")
#: Pages that begin without a map.
WITHOUT_MAP = ("data", "your_data")
STREAMLIT = _folder("streamlit") / "static"
COMPONENT = _folder("streamlit_folium") / "frontend" / "build"
_IMPORTED = re.compile(r"""(?:from|import)["']\./([^"']+\.js)["']""")


@cache
def scripts(static: Path = STREAMLIT) -> tuple[str, ...]:
    """Streamlit's scripts for `ELEMENTS` and what they import, without those that its page names itself; hashes as installed.

    Empty where Streamlit is built in another way: then nothing is asked for ahead, and nothing breaks.
    """
    folder = static / "static" / "js"
    page = (static / "index.html").read_text(encoding="utf-8")
    found: list[str] = []
    waiting = [path.name for name in ELEMENTS for path in sorted(folder.glob(f"{name}.*.js"))]
    while waiting:
        name = waiting.pop(0)
        if name in found or f"static/js/{name}" in page or not (folder / name).is_file():
            continue
        found.append(name)
        waiting += _IMPORTED.findall((folder / name).read_text(encoding="utf-8"))
    return tuple(f"static/js/{name}" for name in found)


def files(published: Assets, component: Path = COMPONENT) -> list[str]:
    """What the map's frame will ask for: its own script, Leaflet, and the shapes of the vintage that views begin with."""
    frame = [
        f"component/streamlit_folium.st_folium/{path.relative_to(component).as_posix()}" for path in component.glob("static/js/main.*.js")
    ]
    own = (published.leaflet_js, published.script, published.leaflet_css, published.style)
    return [*frame, *(_seen_from_page(address) for address in own), shapes(published)]


def shapes(published: Assets) -> str:
    """The file of the shapes that views begin with; empty where other data, with other vintages, are just being taken up."""
    return _seen_from_page(published.geometry.get(Vintage.default(), ""))


def _seen_from_page(address: str) -> str:
    return address.replace(SEEN_FROM_FRAME, "app/static/")


@cache
def heading_typeface(static: Path = STREAMLIT) -> str:
    """The typeface of headings below the app, which Streamlit's page does not name itself; empty where there is no such file."""
    found = sorted(static.glob("static/media/SourceSerif*Roman*.woff2"))
    return found[0].relative_to(static).as_posix() if found else ""


def script(published: Assets) -> bytes:
    """The script that asks for what a page with the map of `published` begins with, and draws the map's picture meanwhile."""
    wanted = json.dumps({"scripts": scripts(), "files": files(published), "shapes": shapes(published), "without_map": WITHOUT_MAP})
    told = "\n".join(path.read_text(encoding="utf-8") for path in (*FIRST_MAP, SCRIPT))
    return f"const WANTED = {wanted};\n{told}".encode()
