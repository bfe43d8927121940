"""What changes on the map when a view does: classes, values and marks of every municipality, as short strings."""

import zlib
from typing import Any

from wallonia_map.maps.territory_paint import mark_of, territory_paint
from wallonia_map.model import Programme, Selection, Vintage
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
#: One sign per different text; none that JSON would have to escape.
_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+-./:;=?@[]^_{}~"


def update(summary: ViewSummary, *, dark: bool) -> dict[str, Any]:
    """`update_of` every municipality of the view's vintage; remembered, but for what a visitor brought."""
    if isinstance(summary, MeasureSummary | CategorySummary):
        return dict(_remembered(summary.atlas, type(summary), summary.question, dark))
    return update_of(summary, codes(summary.atlas, summary.view.selection.vintage), dark=dark)


@atlas_cache(64)
def _remembered(atlas: Atlas, kind: type[ViewSummary], question: tuple[Any, ...], dark: bool) -> dict[str, Any]:
    summary = kind(atlas, *question)
    return update_of(summary, codes(atlas, summary.view.selection.vintage), dark=dark)


@atlas_cache(4)
def codes(atlas: Atlas, vintage: Vintage) -> list[str]:
    """The municipalities of a vintage, in the order in which the map has them."""
    return [str(nis) for nis in atlas.municipalities(vintage).index]


def first_paint(summary: ViewSummary) -> dict[str, Any] | None:
    """What the fill of `summary` looks like, without what it says: enough to draw it before the map itself is there.

    None where it fills other shapes than municipalities of the vintage that views begin with.
    """
    if isinstance(summary, TerritorySummary) or summary.view.selection.vintage is not Vintage.default():
        return None
    told = update(summary, dark=False)
    return {name: told[name] for name in ("c", "p", "r", "i") if name in told}


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
