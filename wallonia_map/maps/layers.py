"""The folium side of the map: a base that never changes, and what paints it."""

from copy import copy
from functools import lru_cache
from typing import Any

import folium
from branca.element import Element, MacroElement
from folium.template import Template

from wallonia_map.maps.assets import Assets
from wallonia_map.maps.updates import update as updated
from wallonia_map.views.summary import ViewSummary

CENTRE, FIRST_ZOOM = (50.15, 4.85), 8
#: The one tile layer that a visitor may switch on; it is the only thing that ever leaves the machine.
TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
TILES_CREDIT = "© OpenStreetMap contributors"


class _Told(MacroElement):
    """What streamlit-folium takes from its script macro alone.

    folium would also compile what the macro gave as a template of its own: braces in a column's name would be code, or end the page.
    """

    def render(self, **_kwargs: Any) -> Any:  # noqa: ANN401 (as branca has it)
        """Let what lies in it prepare itself; no page of folium's own is made."""
        for child in list(self._children.values()):
            child.render()


class _Written:
    """A template whose script is written: that of the map which stays is the same for every visit."""

    def __init__(self, text: str) -> None:
        self.text = text

    @property
    def module(self) -> "_Written":
        """As jinja has it: what holds the macros."""
        return self

    def script(self, *_: Any) -> str:  # noqa: ANN401 (as jinja has it)
        """The text, whoever it is asked for."""
        return self.text


class _Still(Element):
    """A part of the page around the map, which is the same for every visit as well."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **_kwargs: Any) -> str:  # noqa: ANN401 (as branca has it)
        """The text."""
        return self.text


class AtlasMap(_Told, folium.Map):
    """A folium map that asks for Leaflet alone, from the app itself, and brings no style of its own."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 (folium's own form: set once, below)
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    _template = Template("""
    {% macro script(this, kwargs) %}
    var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {{ this.options|tojavascript }});
    {% endmacro %}""")

    @classmethod
    def serve_from(cls, assets: Assets) -> None:
        """Take scripts and styles from `assets`."""
        cls.default_js = [("leaflet", assets.leaflet_js), ("atlas_map", assets.script)]
        cls.default_css = [("leaflet", assets.leaflet_css), ("atlas_map", assets.style)]


class Tiles(_Told, folium.TileLayer):
    """Streets below the map. folium's own layer would add itself once more each time it is rendered, and the browser take the map for another."""

    _template = Template("""
    {% macro script(this, kwargs) %}
    L.tileLayer({{ this.tiles|tojson }}, {{ this.options|tojavascript }}).addTo({{ this._parent.get_name() }});
    {% endmacro %}""")


class Base(_Told):
    """The municipalities and provinces, drawn once from the app's own files."""

    _template = Template("""
    {% macro script(this, kwargs) %}
    var {{ this.get_name() }} = walloniaMap.base({{ this._parent.get_name() }}, {{ this.address|tojson }});
    {% endmacro %}""")

    def __init__(self, address: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name, self.address = "Base", address


class Paint(_Told):
    """New classes for the shapes that are already there: a few kilobytes of text."""

    _template = Template("""
    {% macro script(this, kwargs) %}
    walloniaMap.paint({{ this.update|tojson }});
    {% endmacro %}""")

    def __init__(self, update: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name, self.update = "Paint", update


class _Group(_Told, folium.FeatureGroup):
    """What streamlit-folium adds to the map that stands."""


def base_map(assets: Assets, config: str, *, tiles: bool) -> AtlasMap:
    """The map that stays: the same arguments give the same script, so the browser keeps what it has drawn.

    `config` is the address of a file that `assets.config_of` made and that was published. Made once; what a visit paints is added to its own copy.
    """
    AtlasMap.serve_from(assets)
    made = copy(_base_map(config, tiles))
    made._children = made._children.copy()
    return made


@lru_cache(maxsize=64)
def _base_map(config: str, tiles: bool) -> AtlasMap:
    made = AtlasMap(location=CENTRE, zoom_start=FIRST_ZOOM, tiles=None, zoom_snap=0.05, zoom_delta=0.75, track_resize=False)
    parts = [*([Tiles(TILES, attr=TILES_CREDIT, opacity=0.45)] if tiles else []), Base(config)]
    made._id = "div"  # streamlit-folium calls the map so, and what lies in it after it
    for number, part in enumerate(parts):
        part._id = f"div_{number}"
        part.add_to(made)
    for part in (*parts, made):
        part._template = _Written(part._template.module.script(part))
    page: Any = made.get_root()
    page.header, page.html = _Still(page.header.render()), _Still(page.html.render())
    return made


def paint(summary: ViewSummary, *, dark: bool, name: str = "") -> folium.FeatureGroup:
    """What changes: classes, values and make-up of every municipality.

    `name` tells a screen reader which of several maps this is.
    """
    update = updated(summary, dark=dark)
    if name:
        update["n"] = name
    group = _Group(name="paint")
    Paint(update).add_to(group)
    return group
