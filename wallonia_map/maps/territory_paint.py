"""What paints the territories of a level: which shapes are drawn, and the class, figure and note of each."""

from typing import Any

from wallonia_map.i18n import say
from wallonia_map.maps.shapes import object_of
from wallonia_map.views.classing import MISSING, NOT_APPLICABLE
from wallonia_map.views.territory_summary import TerritorySummary

#: The signs of a map's classes, in their order; its legend reads the same (ui/drawing.py).
MARKS = "0123456789abcdefghijklmnopqrstuvwxyz"


def mark_of(number: int) -> str:
    """The sign of a class on the map, by its number."""
    return {MISSING: "x", NOT_APPLICABLE: "="}.get(number) or MARKS[number]


def territory_paint(summary: TerritorySummary) -> dict[str, Any]:
    """The part of an update that territories differ in.

    `q` the shapes: `l` their collection, `c` the codes of the territories, `r` those of the municipalities that are of none, in this order;
    `c` one class per shape, `p` the classes' colours; `t` what the figure is called, `x` every figure as it is written, `u` what stands below;
    `b` what the map is, for those who do not see it.
    """
    shown, territories, language = summary.measured, summary.territories, summary.language
    codes = [code for code, members in territories.members.items() if members]
    marks = {str(code): mark_of(number) for code, number in summary.painted.items()}
    said = summary.written
    said |= dict.fromkeys(summary.unsure, say("legend.possible_member", language))
    said |= dict.fromkeys(summary.outside, say("legend.no_lag", language))
    return {
        "m": summary.view.measure.value,
        "q": {"l": object_of(summary.level), "c": codes, "r": list(territories.drawn[len(codes) :])},
        "c": "".join(marks.get(code, "-") for code in territories.drawn),
        "p": list(summary.fills),
        "t": summary.figure,
        "x": [said.get(code, "") for code in territories.drawn],
        "b": say("level.map_label", language),
        "u": [summary.note(code) if code in shown.values.index else "" for code in codes],
    }
