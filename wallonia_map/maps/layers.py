"""The folium side of the map: a base that never changes, and what paints it."""

import zlib
from copy import copy
from functools import lru_cache
from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template

from wallonia_map.maps.assets import Assets
from wallonia_map.maps.territory_paint import mark_of, territory_paint
from wallonia_map.model import Programme, Selection
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.views.category_summary import CategorySummary
from wallonia_map.views.certainty import map_words
from wallonia_map.views.circles import radius_px
from wallonia_map.views.classing import MISSING
from wallonia_map.views.dots import COVERED, UNSURE
from wallonia_map.views.map_alternative import marks_told
from wallonia_map.views.measure_view import MeasureSummary
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.territory_summary import TerritorySummary

#: Signs of dots: covered, and not known.
_DOTS = {COVERED: "1", UNSURE: "x"}
CENTRE, FIRST_ZOOM = (50.15, 4.85), 8
#: The one tile layer that a visitor may switch on; it is the only thing that ever leaves the machine.
TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
TILES_CREDIT = "© OpenStreetMap contributors"
#: One sign per different text; none that JSON would have to escape.
_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+-./:;=?@[]^_{}~"


class _Told(MacroElement):
    """What streamlit-folium takes from its script macro alone.

    folium would also compile what the macro gave as a template of its own: braces in a column's name would be code, or end the page.
    """

    def render(self, **_kwargs: Any) -> Any:  # noqa: ANN401 (as branca has it)
        """Let what lies in it prepare itself; no page of folium's own is made."""
        for child in list(self._children.values()):
            child.render()


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
    if tiles:
        folium.TileLayer(TILES, attr=TILES_CREDIT, opacity=0.45).add_to(made)
    Base(config).add_to(made)
    return made


def paint(summary: ViewSummary, every: list[str], *, dark: bool, name: str = "") -> folium.FeatureGroup:
    """What changes: classes, values and make-up of every municipality, as strings in the order of `every`.

    `name` tells a screen reader which of several maps this is.
    """
    shared = isinstance(summary, MeasureSummary | CategorySummary)  # what a visitor brought is remembered for nobody
    update = dict(_update(summary.atlas, type(summary), summary.question, dark) if shared else update_of(summary, every, dark=dark))
    if name:
        update["n"] = name
    group = _Group(name="paint")
    Paint(update).add_to(group)
    return group


@atlas_cache(64)
def _update(atlas: Atlas, kind: type[ViewSummary], question: tuple[Any, ...], dark: bool) -> dict[str, Any]:
    summary = kind(atlas, *question)
    return update_of(summary, [str(nis) for nis in atlas.municipalities(summary.view.selection.vintage).index], dark=dark)


def update_of(summary: ViewSummary, every: list[str], *, dark: bool) -> dict[str, Any]:
    """The update as the script takes it: what fills the shapes, of municipalities or of territories, and what lies over the fill.

    `z` the places in view, `s` the chosen municipality, `r` the radii of circles in pixels, over the shapes of the
    fill where they are its values (`i`, their colour), else over the municipalities in the order of `every`, as are `e`, the dots (`-` none,
    `x` not known); `a` what circles and dots stand for, in words.
    """
    view = summary.view
    update = territory_paint(summary) if isinstance(summary, TerritorySummary) else _of_municipalities(summary, every)
    update |= {"z": zoom_key(view.selection), "s": view.municipality or ""}
    if summary.has_circles:
        radii = {str(code): f"{radius_px(size):g}" for code, size in summary.circles.items()}
        drawn = summary.territories.drawn if isinstance(summary, TerritorySummary) and summary.as_circles else every
        update["r"] = packed([radii.get(code, "") for code in drawn])
        if not summary.is_over_fill:
            update["i"] = summary.circle_colour
    if summary.dots:
        update["e"] = "".join(_DOTS.get(summary.dots.get(nis, ""), "-") for nis in every)
    told = marks_told(summary)
    if told:
        update["a"] = told
    if dark:
        update["d"] = 1
    return update


def _of_municipalities(summary: ViewSummary, every: list[str]) -> dict[str, Any]:
    """The fill of municipalities: `c` a class each (`-` outside, `x` not known), `v` values, `w` make-up (`?`: not known).

    `h` and `o`, where they are there, are the words for a missing value and for zero; `y` the period of each value that is of another than most;
    `l` that the categories are groups, which the map names where they lie.
    """
    shown, view = summary.measured, summary.view
    marks = {nis: mark_of(number) for nis, number in summary.painted.to_dict().items()}
    every_programme = set(Programme.ids())
    made = shown.by_programme[
        [name for name in shown.by_programme.columns if name in every_programme]
    ]  # a visitor's column belongs to none
    letters = [Programme(programme).row["sign"] for programme in made.columns]  # pandas is slow to go through names: once, not once a row
    parts = {
        nis: "".join(f"{letter}{'?' if count == MISSING else count}" for letter, count in zip(letters, counts, strict=True) if count)
        for nis, counts in zip(made.index.tolist(), made.fillna(MISSING).to_numpy(dtype="int64").tolist(), strict=True)
    }
    update: dict[str, Any] = {
        "m": view.measure.value,
        "c": "".join(marks.get(nis, "-") for nis in every),
        "p": list(summary.fills),
        "w": packed([parts.get(nis, "") for nis in every]),
    }
    if shown.categories is None:
        values = {nis: f"{summary.shown(value):.15g}" for nis, value in shown.values.dropna().to_dict().items()}
        update["v"] = packed([values.get(nis, "") for nis in every])
        notes = summary.value_notes
        if notes:
            update["y"] = packed([notes.get(nis, "") for nis in every])
        if not summary.value_name:
            update |= map_words(summary.atlas, view.selection, view.measure, summary.language, perhaps=len(shown.possible) > 0)
    else:
        signs, groups = group_signs(summary), shown.categories.to_dict()
        update["g"] = list(summary.labels.values())
        update["k"] = packed([signs.get(groups.get(nis, ""), "") for nis in every])
        if view.measure.programme is not None:
            update["l"] = 1
    if summary.value_name:
        update |= {"m": "own", "t": summary.value_name, "w": ""}
    return update


def group_signs(summary: ViewSummary) -> dict[str, str]:
    """The sign of each category on the map, in the order of its labels."""
    return {label: str(place) for place, label in enumerate(summary.labels)}


def zoom_key(chosen: Selection) -> str:
    """Changes when the places in view do: the map then moves to them; never otherwise."""
    sets = [*chosen.municipalities, *chosen.groups, *(code for one in chosen.perimeters for code in one.codes)]
    members = [f"{zlib.crc32(','.join(sets).encode()):x}"] if sets else []
    return "+".join((*chosen.provinces, *chosen.arrondissements, *chosen.communities, *members))


def packed(texts: list[str]) -> str:
    """Short texts (without commas or bars) as one: the different ones, a bar, one sign each; a plain list where that is no shorter."""
    different = list(dict.fromkeys(texts))
    if len(different) > len(_SIGNS):
        return ",".join(texts)
    sign = dict(zip(different, _SIGNS, strict=False))
    return ",".join(different) + "|" + "".join(sign[text] for text in texts)
