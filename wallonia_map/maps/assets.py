"""What the browser fetches, published into a folder of the process under names that carry their hash."""

import hashlib
import json
import os
import re
import threading
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from tempfile import mkstemp
from typing import Any

import js_lib_leaflet
import pandas as pd

from wallonia_map.app_folder import static_folder
from wallonia_map.crs import DECIMALS
from wallonia_map.maps.ready import ready_topology
from wallonia_map.maps.shapes import topology
from wallonia_map.model import Level, Vintage
from wallonia_map.tables.atlas import Atlas

STATIC = static_folder()
#: As seen from the frame of the map's component: works under any base path.
SEEN_FROM_FRAME = "../../app/static/"
#: The dense belts that a zoom preset leads to, beside every province: the territories that name it → the arrondissements that it holds.
DENSE_BELTS = {("62000",): ("62000",), ("52000", "53000"): ("52000", "53000", "58000")}
#: The preset of the German-speaking Community, which no code of a territory names.
GERMAN = ("german",)
#: What the map's script begins with, and whatever else draws its shapes.
SHARED_SCRIPTS = ("topology.js", "map-common.js")
CREDIT = "© Statbel, BNOSAC"
_ONE_AT_A_TIME = threading.Lock()
#: Folder → its time when it was last looked through, and the addresses of the files that it then had.
_found: dict[Path, tuple[int, frozenset[str]]] = {}
#: A folder whose time is more recent may change again within the same tick of its clock, and keep that time.
_SETTLED_NS = 1_000_000_000
_HASHED = re.compile(r"-[0-9a-f]{12}\.[a-z]+$")
_LEAFLET = Path(js_lib_leaflet.__file__).parent / "static" / "js_lib_leaflet"


@dataclass(frozen=True)
class Assets:
    """Addresses of the published files, relative to the map's frame."""

    leaflet_js: str
    leaflet_css: str
    script: str
    style: str
    geometry: dict[Vintage, str] = field(compare=False)
    belts: dict[tuple[str, ...], list[list[float]]]

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every file that was published."""
        return self.leaflet_js, self.leaflet_css, self.script, self.style, *self.geometry.values()


STYLE = """
html, body { margin: 0; background: transparent; }
.leaflet-container { font: 14px/1.35 "Source Sans", "Source Sans Pro", "Segoe UI", sans-serif; border-radius: 6px; }
.leaflet-container:focus-visible { outline: 3px solid #0f6e78; outline-offset: -3px; }
.atlas-tooltip { color: #16242b; background: #ffffff; border: 1px solid #16242b; border-radius: 4px; padding: 6px 9px;
  width: max-content; max-width: 260px; white-space: normal; box-shadow: none; }
.atlas-tooltip .name { font-weight: 700; }
.atlas-tooltip .made { color: #4b5a61; font-size: 13px; }
.leaflet-bar a { color: #16242b; } .leaflet-control-zoom a { font-family: inherit; }
.leaflet-control-attribution { font-size: 11px; }
.on-stage .leaflet-left .leaflet-control-attribution { font-size: var(--far, 16px); margin: 0 0 0 min(11em, 100vw - 10em); background: none; white-space: nowrap; }
.on-stage .province-name span { -webkit-text-stroke-width: .2em; }
.province-name { width: auto !important; height: auto !important; }
.province-name span { position: absolute; transform: translate(-50%, -50%); white-space: nowrap; font-weight: 600; letter-spacing: .04em;
  color: #16242b; -webkit-text-stroke: 3.5px #fdfcf9; paint-order: stroke fill; }
.place-name { position: absolute; transform: translate(-50%, -50%); white-space: nowrap; text-align: center; line-height: 1.15; font-weight: 600;
  color: #16242b; -webkit-text-stroke: 3px #fdfcf9; paint-order: stroke fill; }
.group-name { font-weight: 700; }
.names-below .province-name span { transform: translate(-50%, calc(24px * var(--circles, 1))); }
[data-theme=dark] :is(.province-name span, .place-name) { color: #f3f6f4; -webkit-text-stroke-color: #131d22; }
@media (forced-colors: active) { .province-name span, .place-name { forced-color-adjust: none; color: CanvasText !important;
  -webkit-text-stroke-color: Canvas !important; } }
.zooms { display: flex; flex-wrap: wrap; gap: 6px; padding: 6px 0 2px; font: 14px/1.35 "Source Sans", "Source Sans Pro", "Segoe UI", sans-serif; }
.fills .zooms { flex-wrap: nowrap; overflow-x: auto; white-space: nowrap; scrollbar-width: none; box-sizing: border-box; height: 38px; align-items: center; }
@media (pointer: coarse) { .fills .zooms { height: 52px; } }
@media (max-width: 880px) and (pointer: fine) { .fills .zooms { gap: 4px; font-size: 13px; } .fills .zooms button { padding: 3px 6px; } }
@media (max-width: 760px) and (pointer: fine) { .fills .zooms { gap: 3px; } .fills .zooms button { padding: 3px; } }
.zooms button { font: inherit; color: #16242b; background: #fdfcf9; border: 1px solid #8b9499; border-radius: 6px; padding: 3px 10px; min-height: 26px;
  cursor: pointer; }
.zooms button:hover { border-color: #0f6e78; color: #0b5c65; }
.zooms button:focus-visible { outline: 3px solid #0f6e78; outline-offset: -1px; }
[data-theme=dark] .zooms button { color: #e9efed; background: #131d22; border-color: #6d7d85; }
[data-theme=dark] .zooms button:hover { border-color: #57b8b8; color: #7cccca; }
[data-theme=dark] .leaflet-bar a { background: #1d2a30; color: #e9efed; border-color: #33444c; }
[data-theme=dark] .leaflet-control-attribution { background: #131d22b3; color: #c5cfcc; }
[data-theme=dark] .leaflet-control-attribution a { color: #7cccca; }
[data-theme=dark] .zooms button:focus-visible { outline-color: #57b8b8; }
@media (pointer: coarse) { .zooms button { min-height: 40px; } }
.leaflet-control a:focus-visible { outline: 3px solid #0f6e78; outline-offset: 1px; }
path.leaflet-interactive:focus { outline: none; }
@media (prefers-reduced-motion: reduce) { .leaflet-zoom-animated, .leaflet-fade-anim * { transition: none !important; } }
@media print {
  body { zoom: var(--paper, 1); } .leaflet-control-zoom, .zooms { display: none; }
  .leaflet-container { background: #ffffff !important; width: var(--drawn) !important; } .leaflet-provinces-pane path { stroke: #16242b !important; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
"""


def publish(atlas: Atlas, static: Path = STATIC) -> Assets:
    """Write what the map needs into `static`, unless it is there; returns where it is.

    A name carries the hash of the content, so a browser may keep the file for good.
    """
    folder = resources.files("wallonia_map.maps")
    script = b"".join(
        folder.joinpath(name).read_bytes()
        for name in (*SHARED_SCRIPTS, "map-names.js", "map-aside.js", "map-around.js", "map-outline.js", "atlas-map.js")
    )
    return Assets(
        leaflet_js=_put(static, "leaflet.js", (_LEAFLET / "leaflet.js").read_bytes()),
        leaflet_css=_put(static, "leaflet.css", (_LEAFLET / "leaflet.css").read_bytes()),
        script=_put(static, "atlas-map.js", script),
        style=_put(static, "atlas-map.css", STYLE.encode("utf-8")),
        geometry={first: _put(static, f"shapes-{first.value}.json", ready_topology(atlas, first)) for first in (Vintage.default(),)},
        belts=belts(atlas),
    )


def publish_shapes(assets: Assets, atlas: Atlas, vintage: Vintage, static: Path = STATIC) -> None:
    """Have the shapes of `vintage` among the files of `assets`: those that views do not begin with are written when a view asks for them."""
    with _ONE_AT_A_TIME:
        if vintage not in assets.geometry or not are_published([assets.geometry[vintage]], static):
            assets.geometry[vintage] = _put(static, f"shapes-{vintage.value}.json", topology(atlas, vintage))


def belts(atlas: Atlas) -> dict[tuple[str, ...], list[list[float]]]:
    """South-west and north-east corner (latitude, longitude; EPSG:4326) of each preset: provinces, German-speaking Community, dense belts.

    One that holds nothing is left out.
    """
    joined = atlas.joined(Vintage.default())
    provinces = atlas.territories.index[atlas.territories["level"] == Level.PROVINCE]
    wanted: dict[tuple[str, ...], pd.Series] = {(str(nis),): joined["province_nis"] == nis for nis in provinces} | {
        GERMAN: joined["is_german_speaking_community"]
    }
    wanted |= {name: joined["arrondissement_nis"].isin(codes) for name, codes in DENSE_BELTS.items()}
    found: dict[tuple[str, ...], list[list[float]]] = {}
    for name, inside_it in wanted.items():
        inside = joined[inside_it]
        if not inside.empty:
            west, south, east, north = (round(float(edge), DECIMALS) for edge in inside.total_bounds)
            found[name] = [[south, west], [north, east]]
    return found


def publish_config(
    assets: Assets, vintage: Vintage, words: dict[str, Any], *, language: str, locale: str, highest: int,
    zooms: dict[tuple[str, ...], str] | None = None, static: Path = STATIC,
) -> str:  # fmt: skip
    """Publish what the map needs to know once, and return its address: where its shapes are, its words, its greatest height in pixels.

    `zooms` names the presets that the map offers, by the keys of `assets.belts`; any other key is the whole region.
    """
    config = {
        "geometry": assets.geometry[vintage],
        "lang": language,
        "locale": locale,
        "credit": CREDIT,
        "words": words,
        "most": highest,
        "zooms": [{"name": name, "bounds": assets.belts.get(key)} for key, name in (zooms or {}).items()],
    }
    return _put(static, "map.json", json.dumps(config, ensure_ascii=False, sort_keys=True).encode("utf-8"))


def are_published(addresses: Collection[str], static: Path = STATIC) -> bool:
    """Whether the files are still there: somebody may clean up under a running app.

    Every run asks. A folder's own time changes with what stands in it, so one look at the folder says that what was there still is;
    a time of just now may yet stand for another change.
    """
    try:
        changed = os.stat(static).st_mtime_ns  # noqa: PTH116 (a path is dearer than the question)
    except OSError:
        return False
    at, there = _found.get(static, (0, frozenset()))
    if changed == at and there.issuperset(addresses):
        return True
    if not all(os.path.isfile(f"{static}/{address.removeprefix(SEEN_FROM_FRAME)}") for address in addresses):  # noqa: PTH113
        return False
    if time.time_ns() - changed > _SETTLED_NS:
        _found[static] = changed, frozenset(addresses).union(there if changed == at else ())
    return True


def is_hashed(name: str) -> bool:
    """Whether `name` is that of a published file, which carries the hash of its content."""
    return _HASHED.search(name) is not None


def _put(static: Path, name: str, content: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    hashed = f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}.{ending}"
    path = static / hashed
    if not path.is_file() or path.stat().st_size != len(content):
        _write_whole(path, content)
    return SEEN_FROM_FRAME + hashed


def _write_whole(path: Path, content: bytes) -> None:
    """Write all of a file or nothing: two processes may publish the same file at once, and a third may be reading it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    opened, name = mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".new")
    made = Path(name)
    try:
        with os.fdopen(opened, "wb") as fresh:
            fresh.write(content)
        made.chmod(0o644)  # a temporary file is its owner's alone; a web server in front may be somebody else
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)
