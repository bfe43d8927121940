"""The years as a drawing: initiatives that began, by programme; municipalities covered; inhabitants. Three panels over one axis."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from xml.sax.saxutils import escape

import pandas as pd

from wallonia_map.export.scatter import ticks
from wallonia_map.export.web_faces import web_face
from wallonia_map.i18n import number, say
from wallonia_map.model import Programme
from wallonia_map.questions.years import Years
from wallonia_map.views.palette import COVERED, DRAWN, HATCH_GROUND, INK, NOBODY, NOT_KNOWN, PAPER, RULE, SOFT

WIDTH, HEIGHT = 760, 500
_LEFT, _RIGHT = 56, 12
#: Where each panel begins and ends.
_STARTS, _COVERAGE, _PEOPLE = (30, 190), (230, 350), (390, 460)
#: What stands between the last year and what has no year, in years; how much of a year a bar takes.
_GAP, _BAR = 0.6, 0.78
#: Years that are written below, at most.
_WRITTEN = 12
_HATCH = (
    f'<pattern id="h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="{HATCH_GROUND}"/>'
    f'<path d="M0 0V6" stroke="{NOT_KNOWN}" stroke-width="2.4"/></pattern>'
)


def years_svg(years: Years, language: str, told: str) -> str:
    """The drawing as SVG; `told` says it in words. The year in view stands on a band; empty where the atlas knows no year."""
    axis, growth = years.axis, years.growth
    if not axis or not years.listed:
        return ""
    wide = (WIDTH - _LEFT - _RIGHT) / (len(axis) + _GAP + 1.6)

    def x(place: float) -> float:
        return _LEFT + place * wide

    parts = [_starts(years, x, wide, language), _coverage(years, x, wide, language), _people(growth, x, wide, language)]
    title = escape(say("years.heading", language))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{language}" role="img" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="Atlas Sans, sans-serif"><title>{title}</title><desc>{escape(told)}</desc>'
        f'<defs><style type="text/css">{web_face("Atlas Sans")}</style>{_HATCH}</defs>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>{_band(years, x, wide)}{"".join(parts)}{_axis(years, x, wide)}</svg>'
    )


def _band(years: Years, x: Callable[[float], float], wide: float) -> str:
    """The ground of the year that the map shows, through all panels."""
    if years.selection.until not in years.axis:
        return ""
    left = x(years.axis.index(years.selection.until))
    return f'<rect x="{left:.1f}" y="{_STARTS[0]}" width="{wide:.1f}" height="{_PEOPLE[1] - _STARTS[0]}" fill="{RULE}" fill-opacity=".55"/>'


def _starts(years: Years, x: Callable[[float], float], wide: float, language: str) -> str:
    """A bar a year, its programmes from the bottom up in menu order; what has no year apart, on the right."""
    floor, values = _STARTS[1], ticks(0, float(years.growth["initiatives"].max()), 4)
    y = _up(_STARTS, values[-1])
    bars = ""
    for year, rows in years.starts.groupby("start_year", dropna=False, sort=False):
        left = x(len(years.axis) + _GAP) if pd.isna(year) else x(years.axis.index(year))
        begun = 0
        for programme, count in zip(rows["programme"], rows["initiatives"], strict=True):
            if count:
                top, bottom = y(begun + count), y(begun)
                colour = escape(str(Programme(programme).row["colour"]))
                bars += f'<rect x="{left + wide * (1 - _BAR) / 2:.1f}" y="{top:.1f}" width="{wide * _BAR:.1f}" height="{bottom - top:.1f}" fill="{colour}"/>'
                begun += count
    words = _title(say("years.panel_starts", language), _STARTS)
    apart = x(len(years.axis) + _GAP) + wide / 2
    words += f'<text x="{apart:.1f}" y="{floor + 16}" text-anchor="middle" font-size="12" fill="{SOFT}">{escape(say("years.no_year", language))}</text>'
    return f'{_lines(values, y, language)}<g stroke="{INK}" stroke-width=".7">{bars}</g>{words}'


def _coverage(years: Years, x: Callable[[float], float], wide: float, language: str) -> str:
    """A bar a year: covered, not known on top of it, up to all municipalities in view."""
    whole = float(years.growth["municipalities"].max())
    values = ticks(0, whole, 4)
    y = _up(_COVERAGE, max(whole, 1))
    bars = ""
    for place, (covered, unsure) in enumerate(
        years.growth[["municipalities_covered", "municipalities_not_known"]].dropna().itertuples(index=False)
    ):
        left = x(place) + wide * (1 - _BAR) / 2
        for low, high, fill in ((0, covered, COVERED), (covered, covered + unsure, "url(#h)"), (covered + unsure, whole, NOBODY)):
            if high > low:
                bars += f'<rect x="{left:.1f}" y="{y(high):.1f}" width="{wide * _BAR:.1f}" height="{y(low) - y(high):.1f}" fill="{fill}"/>'
    title = say("years.panel_coverage", language, of=number(whole, language))
    keys = ((COVERED, say("years.covered", language)), ("url(#h)", say("years.not_known", language)))
    drawn, right = "", float(WIDTH - _RIGHT)
    for fill, name in reversed(keys):
        right -= 8 * len(name)
        drawn += (
            f'<rect x="{right - 16:.1f}" y="{_COVERAGE[0] - 19}" width="12" height="12" fill="{fill}" stroke="{INK}" stroke-width=".7"/>'
        )
        drawn += f'<text x="{right:.1f}" y="{_COVERAGE[0] - 8}" font-size="13" fill="{INK}">{escape(name)}</text>'
        right -= 30
    return f'{_lines([value for value in values if value <= whole], y, language)}<g stroke="{INK}" stroke-width=".5">{bars}</g>{_title(title, _COVERAGE)}{drawn}'


def _people(growth: pd.DataFrame, x: Callable[[float], float], wide: float, language: str) -> str:
    """A line through the years of which the population is known, its ends by their figures; it breaks where a year is not known."""
    values = growth["inhabitants_in_year"].iloc[:-1].astype("float64")
    title = _title(say("years.panel_population", language), _PEOPLE)
    known = values.dropna() / 1000
    if known.empty:
        return (
            f'{title}<text x="{_LEFT}" y="{_PEOPLE[0] + 30}" font-size="13" fill="{SOFT}">{escape(say("years.not_known", language))}</text>'
        )
    low, high = float(known.min()), float(known.max())
    span = (high - low) or 1.0

    def y(value: float) -> float:
        return _PEOPLE[1] - 8 - (value - low) / span * (_PEOPLE[1] - _PEOPLE[0] - 24)

    points = [(place, x(place) + wide / 2, y(value)) for place, value in known.items()]
    lines = "".join(
        f'<path d="M{one[1]:.1f} {one[2]:.1f}L{other[1]:.1f} {other[2]:.1f}"/>' for one, other in pairwise(points) if other[0] - one[0] == 1
    )
    ends = ""
    for (_, left, top), value, anchor, by in ((points[0], known.iloc[0], "end", -8), (points[-1], known.iloc[-1], "start", 8)):
        ends += f'<circle cx="{left:.1f}" cy="{top:.1f}" r="4" fill="{DRAWN}"/>'
        ends += f'<text x="{left + by:.1f}" y="{top + 4.5:.1f}" text-anchor="{anchor}" font-size="13" fill="{INK}">{escape(number(round(value), language))}</text>'
    return f'{title}<g stroke="{DRAWN}" stroke-width="2.2">{lines}</g>{ends}'


def _axis(years: Years, x: Callable[[float], float], wide: float) -> str:
    """The years below, as many as can be read; the one in view always, in bold."""
    every = -(-len(years.axis) // _WRITTEN)
    shown = years.selection.until
    words = ""
    for place, year in enumerate(years.axis):
        near = shown in years.axis and year != shown and abs(year - (shown or 0)) < every
        if year == shown or ((len(years.axis) - 1 - place) % every == 0 and not near):
            bold = ' font-weight="700"' if year == shown else ""
            words += f'<text x="{x(place) + wide / 2:.1f}" y="{HEIGHT - 16}" text-anchor="middle"{bold}>{year}</text>'
    return f'<path d="M{_LEFT} {_PEOPLE[1]}H{x(len(years.axis)):.1f}" stroke="{RULE}"/><g fill="{INK}" font-size="13">{words}</g>'


def _title(text: str, panel: tuple[int, int]) -> str:
    return f'<text x="4" y="{panel[0] - 8}" font-size="14" font-weight="600" fill="{INK}">{escape(text)}</text>'


def _up(panel: tuple[int, int], most: float) -> Callable[[float], float]:
    return lambda value: panel[1] - value / (most or 1) * (panel[1] - panel[0])


def _lines(values: Sequence[float], y: Callable[[float], float], language: str) -> str:
    """Thin lines at round values, and the values."""
    lines = "".join(f'<path d="M{_LEFT} {y(value):.1f}H{WIDTH - _RIGHT}"/>' for value in values)
    words = "".join(
        f'<text x="{_LEFT - 8}" y="{y(value) + 4.5:.1f}" text-anchor="end">{escape(number(value, language))}</text>' for value in values
    )
    return f'<g stroke="{RULE}" stroke-width="1">{lines}</g><g fill="{SOFT}" font-size="13">{words}</g>'
