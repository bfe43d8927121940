"""How values are spread: bars of equal width, the classes' bounds as lines, the classes' colours below."""

from collections.abc import Callable
from html import escape
from itertools import pairwise

from wallonia_map.i18n import Language, number, say
from wallonia_map.ui.shared import drawing
from wallonia_map.views.class_choice import Histogram
from wallonia_map.views.class_choice import histogram as bins
from wallonia_map.views.classing import Scale
from wallonia_map.views.measures import Measure, Measured
from wallonia_map.views.own_words import bound, figure

_WIDTH, _HEIGHT, _FOOT, _SIDE = 420, 130, 12, 4
#: Different values that are worth a histogram; a whole number's bar reaches half to either side.
_FEWEST = 4
_HALF = 0.5
_FLOOR, _TALL = _HEIGHT - _FOOT, _HEIGHT - _FOOT - 6


def spread_of(measured: Measured, language: Language) -> str:
    """How the values of the map are spread, over the classes of its legend; empty where they are no numbers, or so few that the legend says it."""
    scale, whole = measured.scale, measured.measure is Measure.INITIATIVES
    if scale is None:
        return ""
    if whole:  # a bar a number: the classes end between two bars, and zero is the first
        scale = Scale((_HALF, *(upper + _HALF for upper in scale.upper)), (scale.colours[0], *scale.colours))
    if measured.values.nunique() < _FEWEST:
        return ""
    return histogram(bins(measured.values, whole=whole), scale, language, aside=_HALF if whole else 0.0)


def histogram(spread: Histogram, scale: Scale | None, language: Language, *, aside: float = 0.0) -> str:
    """A drawing with its caption as HTML, without classes where there is no `scale`; empty where there is nothing to spread.

    All that it shows is in its text alternative too. `aside`: how far the edges stand beside the values that they mean.
    """
    if not spread.counts:
        return ""
    low, high, top = spread.edges[0], spread.edges[-1], max(spread.counts)

    def at(value: float) -> float:
        return _SIDE + (value - low) / (high - low) * (_WIDTH - 2 * _SIDE)

    bars = "".join(
        f"M{at(left) + 0.5:.1f},{_FLOOR}v{-count / top * _TALL:.1f}h{at(right) - at(left) - 1:.1f}V{_FLOOR}"
        for (left, right), count in zip(pairwise(spread.edges), spread.counts, strict=True)
        if count
    )
    inner = [] if scale is None else [value for value in scale.upper[:-1] if low < value < high]
    strip = "" if scale is None else _strip(scale, [low, *inner, high], at)
    lines = "".join(f'<line x1="{at(value):.1f}" x2="{at(value):.1f}" y1="2" y2="{_HEIGHT - 1}"/>' for value in inner)
    ends = {"low": figure(low + aside, language), "high": figure(high - aside, language), "top": number(top, language)}
    alt = say("class_choice.histogram_alt", language, n=number(sum(spread.counts), language), **ends)
    if inner:
        alt += " " + say("class_choice.histogram_bounds", language, bounds="; ".join(bound(value - aside, language) for value in inner))
    body = (
        f'<line x1="0" x2="{_WIDTH}" y1="{_FLOOR}" y2="{_FLOOR}" stroke="{drawing.PALE}"/><path fill="{drawing.PALE}" d="{bars}"/>{strip}'
        f'<g stroke="{drawing.INK}" stroke-width="1.6" stroke-dasharray="4 3">{lines}</g>'
    )
    drawn = drawing.svg(body, alt, _WIDTH, _HEIGHT)
    title, axis = say("class_choice.histogram", language), say("class_choice.histogram_axis", language, **ends)
    return f'<figure class="histogram"><figcaption>{escape(title)}</figcaption>{drawn}<p class="note">{escape(axis)}</p></figure>'


def _strip(scale: Scale, edges: list[float], at: Callable[[float], float]) -> str:
    """The classes' colours below the bars."""
    return "".join(
        f'<rect x="{at(left):.1f}" y="{_FLOOR + 3}" width="{at(right) - at(left):.1f}" height="{_FOOT - 4}" '
        f'fill="{scale.colours[scale.class_of(right) or 1]}" stroke="{drawing.PALE}" stroke-width=".8"/>'
        for left, right in pairwise(edges)
    )
