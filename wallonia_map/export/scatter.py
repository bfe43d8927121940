"""An indicator against initiatives per 10,000 inhabitants, a dot a municipality: a drawing of its own, to show and to take away."""

import math
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

from wallonia_map.export.web_faces import web_face
from wallonia_map.i18n import decimal, say
from wallonia_map.model import Indicator
from wallonia_map.questions.need import NeedScatter
from wallonia_map.views.indicator_words import short_name, write_figure
from wallonia_map.views.need_words import describe_scatter
from wallonia_map.views.palette import DRAWN, INK, PAPER, RULE, SOFT

WIDTH, HEIGHT = 760, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 24, 24, 58
#: Values of an axis that are written, at most.
_TICKS = 6


def ticks(low: float, high: float, most: int = _TICKS) -> list[float]:
    """Round values from below `low` to above `high`, at 1, 2 or 5 times a power of ten, `most` and two at most."""
    if high <= low:
        low, high = low - 1, high + 1
    rough = (high - low) / most
    unit = 10.0 ** math.floor(math.log10(rough))
    step = next(unit * times for times in (1, 2, 5, 10) if unit * times >= rough)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(number * step, 12) for number in range(first, last + 1)]


def scatter_svg(indicator: Indicator, scatter: NeedScatter, language: str) -> str:
    """The scatter as SVG with its title, axes in words, and the chosen municipalities by name; empty where no pair is known.

    It brings its typeface: an image in a page sees none of the page's, and a file none of its reader's.
    """
    rows = scatter.rows.dropna(subset=["value", "initiatives_per_10000"])
    if rows.empty:
        return ""
    across, up = (ticks(float(rows[name].min()), float(rows[name].max())) for name in ("value", "initiatives_per_10000"))
    x, y = _scales(across, up)
    parts = [_grid(across, up, indicator, language), _words(indicator, language)]
    spots = [
        (x(across_is), y(up_is), str(name), bool(marked))
        for across_is, up_is, name, marked in rows[["value", "initiatives_per_10000", "municipality", "is_chosen"]].itertuples(index=False)
    ]
    dots = "".join(f'<circle cx="{left:.1f}" cy="{top:.1f}" r="3.4"/>' for left, top, _, marked in spots if not marked)
    parts.append(f'<g fill="{DRAWN}" fill-opacity=".55" stroke="{DRAWN}" stroke-opacity=".9" stroke-width=".8">{dots}</g>')
    for left, top, name, marked in spots:
        if not marked:
            continue
        right = left > WIDTH * 0.7
        parts.append(
            f'<circle cx="{left:.1f}" cy="{top:.1f}" r="6" fill="{INK}" stroke="{PAPER}" stroke-width="1.6"/>'
            f'<text x="{left + (-10 if right else 10):.1f}" y="{top + 4.5:.1f}" font-weight="600" font-size="14" fill="{INK}" '
            f'text-anchor="{"end" if right else "start"}" paint-order="stroke" stroke="{PAPER}" stroke-width="4" stroke-linejoin="round">'
            f"{escape(name)}</text>"
        )
    title, told = (escape(text) for text in (scatter_title(indicator, language), describe_scatter(indicator, scatter, language)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{language}" role="img" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="Atlas Sans, sans-serif"><title>{title}</title><desc>{told}</desc>'
        f'<defs><style type="text/css">{web_face("Atlas Sans")}</style></defs>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>{"".join(parts)}</svg>'
    )


def scatter_title(indicator: Indicator, language: str) -> str:
    """What the drawing shows."""
    return say("need.scatter_title", language, name=short_name(indicator, language))


def _scales(across: Sequence[float], up: Sequence[float]) -> tuple[Callable[[float], float], Callable[[float], float]]:
    """Where a value stands on the drawing, along each axis."""
    return _along(across, _LEFT, WIDTH - _RIGHT), _along(up, HEIGHT - _BOTTOM, _TOP)


def _along(values: Sequence[float], start: float, end: float) -> Callable[[float], float]:
    return lambda value: start + (value - values[0]) / (values[-1] - values[0]) * (end - start)


def _grid(across: Sequence[float], up: Sequence[float], indicator: Indicator, language: str) -> str:
    """Thin lines at round values, and the values."""
    x, y = _scales(across, up)
    lines = "".join(f'<path d="M{x(value):.1f} {_TOP}V{HEIGHT - _BOTTOM}"/>' for value in across)
    lines += "".join(f'<path d="M{_LEFT} {y(value):.1f}H{WIDTH - _RIGHT}"/>' for value in up)
    every = max(1, math.ceil(len(across) / _TICKS))
    words = "".join(
        f'<text x="{x(value):.1f}" y="{HEIGHT - _BOTTOM + 18}" text-anchor="middle">{escape(write_figure(value, indicator, language))}</text>'
        for value in across[::every]
    )
    words += "".join(
        f'<text x="{_LEFT - 8}" y="{y(value) + 4.5:.1f}" text-anchor="end">{escape(decimal(value, language, 2))}</text>' for value in up
    )
    return f'<g stroke="{RULE}" stroke-width="1">{lines}</g><g fill="{SOFT}" font-size="13">{words}</g>'


def _words(indicator: Indicator, language: str) -> str:
    """What the axes measure: the vertical one above it, the horizontal one below."""
    unit, up = say(f"measure_unit.{indicator.value}", language), say("measure_unit.per-10000", language)
    return (
        f'<g fill="{INK}" font-size="14"><text x="{_LEFT - 54}" y="14">{escape(up)}</text>'
        f'<text x="{WIDTH - _RIGHT}" y="{HEIGHT - 14}" text-anchor="end">{escape(f"{short_name(indicator, language)} ({unit})")}</text></g>'
    )
