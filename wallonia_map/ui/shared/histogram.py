"""How values are spread: bars of equal width, the classes' bounds as lines, the classes' colours below."""

from collections.abc import Callable
from html import escape
from itertools import pairwise

from wallonia_map.i18n import Language, number, say
from wallonia_map.ui.shared import drawing
from wallonia_map.views.classing import Scale
from wallonia_map.views.intervals import bound
from wallonia_map.views.own_words import figure
from wallonia_map.views.palette import DRAWN, DRAWN_PALE
from wallonia_map.views.spread import Spread

_WIDTH, _HEIGHT, _FOOT, _SIDE = 420, 130, 12, 4
_FLOOR, _TALL = _HEIGHT - _FOOT, _HEIGHT - _FOOT - 6


def histogram(spread: Spread, language: Language) -> str:
    """A drawing with its caption as HTML, without classes where `spread` has none; empty where there is nothing to spread.

    All that it shows is in its text alternative too.
    """
    bins, scale, aside = spread.histogram, spread.scale, spread.aside
    if not bins.counts:
        return ""
    low, high, top = bins.edges[0], bins.edges[-1], max(bins.counts)

    def at(value: float) -> float:
        return _SIDE + (value - low) / (high - low) * (_WIDTH - 2 * _SIDE)

    bars = "".join(
        f"M{at(left) + 0.5:.1f},{_FLOOR}v{-count / top * _TALL:.1f}h{at(right) - at(left) - 1:.1f}V{_FLOOR}"
        for (left, right), count in zip(pairwise(bins.edges), bins.counts, strict=True)
        if count
    )
    inner = [] if scale is None else [value for value in scale.upper[:-1] if low < value < high]
    strip = "" if scale is None else _strip(scale, [low, *inner, high], at)
    lines = "".join(f'<line x1="{at(value):.1f}" x2="{at(value):.1f}" y1="2" y2="{_HEIGHT - 1}"/>' for value in inner)
    ends = {"low": figure(low + aside, language), "high": figure(high - aside, language), "top": number(top, language)}
    alt = say("class_choice.histogram_alt", language, n=number(sum(bins.counts), language), **ends)
    if inner:
        alt += " " + say("class_choice.histogram_bounds", language, bounds="; ".join(bound(value - aside, language) for value in inner))
    body = (
        f'<line x1="0" x2="{_WIDTH}" y1="{_FLOOR}" y2="{_FLOOR}" stroke="{DRAWN_PALE}"/><path fill="{DRAWN_PALE}" d="{bars}"/>{strip}'
        f'<g stroke="{DRAWN}" stroke-width="1.6" stroke-dasharray="4 3">{lines}</g>'
    )
    drawn = drawing.svg(body, alt, _WIDTH, _HEIGHT)
    title, axis = say("class_choice.histogram", language), say("class_choice.histogram_axis", language, **ends)
    return f'<figure class="histogram"><figcaption>{escape(title)}</figcaption>{drawn}<p class="note">{escape(axis)}</p></figure>'


def _strip(scale: Scale, edges: list[float], at: Callable[[float], float]) -> str:
    """The classes' colours below the bars."""
    return "".join(
        f'<rect x="{at(left):.1f}" y="{_FLOOR + 3}" width="{at(right) - at(left):.1f}" height="{_FOOT - 4}" '
        f'fill="{scale.colours[scale.class_of((left + right) / 2)]}" stroke="{DRAWN_PALE}" stroke-width=".8"/>'
        for left, right in pairwise(edges)
    )
