"""The folium side of the map: a base that never changes, and what paints it."""

import zlib
from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template

from wallonia_map.maps.assets import Assets
from wallonia_map.model import Programme
from wallonia_map.views.measures import Measured

CENTRE, FIRST_ZOOM = (50.15, 4.85), 8
#: The one tile layer that a visitor may switch on; it is the only thing that ever leaves the machine.
TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
TILES_CREDIT = "© OpenStreetMap contributors"
#: One sign per different text; none that JSON would have to escape.
_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+-./:;=?@[]^_{}~"
#: Significant digits of a value: of ours a tooltip shows fewer, a visitor's is shown as it was given.
DIGITS, OWN_DIGITS = 3, 9
#: The signs of a map's classes, in their order; its legend reads the same (ui/drawing.py).
MARKS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LETTERS = dict(zip((item.value for item in Programme), "abcdef", strict=True))


class AtlasMap(folium.Map):
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


class Base(MacroElement):
    """The municipalities and provinces, drawn once from the app's own files."""

    _template = Template("""
    {% macro script(this, kwargs) %}
    var {{ this.get_name() }} = walloniaMap.base({{ this._parent.get_name() }}, {{ this.address|tojson }});
    {% endmacro %}""")

    def __init__(self, address: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name, self.address = "Base", address


class Paint(MacroElement):
    """New classes for the shapes that are already there: a few kilobytes of text."""

    _template = Template("""
    {% macro script(this, kwargs) %}
    walloniaMap.paint({{ this.update|tojson }});
    {% endmacro %}""")

    def __init__(self, update: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name, self.update = "Paint", update


def base_map(assets: Assets, config: str, *, tiles: bool) -> AtlasMap:
    """The map that stays: the same arguments give the same script, so the browser keeps what it has drawn.

    `config` is the address of a file that `assets.config_of` made and that was published.
    """
    AtlasMap.serve_from(assets)
    made = AtlasMap(location=CENTRE, zoom_start=FIRST_ZOOM, tiles=None, zoom_snap=0.05, zoom_delta=0.75, track_resize=False)
    if tiles:
        folium.TileLayer(TILES, attr=TILES_CREDIT, opacity=0.45).add_to(made)
    Base(config).add_to(made)
    return made


def paint(
    measured: Measured,
    every: list[str],
    *,
    chosen: str | None,
    circles: bool,
    dark: bool,
    labels: dict[str, str],
    title: str = "",
    name: str = "",
) -> folium.FeatureGroup:
    """What changes: classes, values and make-up of every municipality, as strings in the order of `every`.

    `labels` names the categories of a categorical measure; `title` names values that are not the atlas's own; `name` tells a screen
    reader which of several maps this is.
    """
    update = update_of(measured, every, chosen=chosen, circles=circles, dark=dark, labels=labels, digits=OWN_DIGITS if title else DIGITS)
    if title:
        update |= {"m": "own", "t": title, "w": ""}
    if name:
        update["n"] = name
    group = folium.FeatureGroup(name="paint")
    Paint(update).add_to(group)
    return group


def update_of(
    measured: Measured, every: list[str], *, chosen: str | None, circles: bool, dark: bool, labels: dict[str, str], digits: int = DIGITS
) -> dict[str, Any]:
    """The update as the script takes it: `c` a class per municipality (`-` outside, `x` not known), `v` values, `w` make-up."""
    update = _painted(measured, every, labels, digits) | {"s": chosen or ""}
    if circles:
        sizes = measured.circles.to_dict()
        update["r"] = packed([str(int(sizes[nis])) if sizes.get(nis) else "" for nis in every])
    if dark:
        update["d"] = 1
    return update


def _painted(measured: Measured, every: list[str], labels: dict[str, str], digits: int) -> dict[str, Any]:
    """The part of the update that depends on what is measured alone."""
    numbers = measured.classes.to_dict()
    marks = {nis: "x" if number < 0 else MARKS[number] for nis, number in numbers.items()}
    made = measured.by_programme[[name for name in measured.by_programme.columns if name in _LETTERS]]
    letters = [_LETTERS[programme] for programme in made.columns]  # pandas is slow to go through names: once, not once a row
    parts = {
        nis: "".join(f"{letter}{count}" for letter, count in zip(letters, counts, strict=True) if count)
        for nis, counts in zip(made.index.tolist(), made.to_numpy().tolist(), strict=True)
    }
    update: dict[str, Any] = {
        "m": measured.measure.value,
        "c": "".join(marks.get(nis, "-") for nis in every),
        "p": list(measured.colours),
        "w": packed([parts.get(nis, "") for nis in every]),
        "z": zoom_key(measured),
    }
    if measured.categories is None:
        values = measured.values.to_dict()
        update["v"] = packed([_short(values.get(nis), digits) for nis in every])
    else:
        names = list(labels)
        position = {name: MARKS[number] for number, name in enumerate(names)}
        groups = measured.categories.to_dict()
        update["g"] = list(labels.values())
        update["k"] = "".join(position.get(groups.get(nis, ""), "z") for nis in every)
    return update


def zoom_key(measured: Measured) -> str:
    """Changes when the places in view do: the map then moves to them; never otherwise."""
    chosen = measured.selected.selection
    members = ",".join(chosen.municipalities)
    return "+".join((*chosen.provinces, *chosen.arrondissements, *([f"{zlib.crc32(members.encode()):x}"] if members else [])))


def packed(texts: list[str]) -> str:
    """Short texts (without commas or bars) as one: the different ones, a bar, one sign each; a plain list where that is no shorter."""
    different = list(dict.fromkeys(texts))
    if len(different) > len(_SIGNS):
        return ",".join(texts)
    sign = dict(zip(different, _SIGNS, strict=False))
    return ",".join(different) + "|" + "".join(sign[text] for text in texts)


def _short(value: float | None, digits: int) -> str:
    """As many significant digits as a tooltip shows."""
    return "" if value is None or value != value else f"{value:.{digits}g}"
