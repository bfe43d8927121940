"""The years as a drawing: initiatives that began, by programme; municipalities covered; inhabitants. Three panels over one axis."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape

import pandas as pd

from wallonia_map.export.scatter import ticks
from wallonia_map.export.web_faces import web_face
from wallonia_map.i18n import number, say
from wallonia_map.model import Programme
from wallonia_map.questions.years import Years
from wallonia_map.views.palette import COVERED, DRAWN, HATCH_GROUND, INK, NOBODY, NOT_KNOWN, PAPER, RULE, SOFT

_LEFT, _RIGHT = 56, 12
#: What stands between the last year and what has no year, in years; how much of a year a bar takes.
_GAP, _BAR = 0.6, 0.78
_HATCH = (
    f'<pattern id="h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="{HATCH_GROUND}"/>'
    f'<path d="M0 0V6" stroke="{NOT_KNOWN}" stroke-width="2.4"/></pattern>'
)


@dataclass(frozen=True)
class YearsLayout:
    """How large the drawing is, in pixels of its own.

    Attributes
    ----------
    width, height
        Of all of it.
    starts, coverage, people
        Where each panel begins and ends, from the top.
    written
        How many years are written below, at most.
    title
        The size of a panel's title.
    is_narrow
        Whether the key of coverage needs a line of its own below the title.
    """

    width: int
    height: int
    starts: tuple[int, int]
    coverage: tuple[int, int]
    people: tuple[int, int]
    written: int
    title: int
    is_narrow: bool = False


#: Beside the words, and on a phone, where what is written is as large.
WIDE = YearsLayout(760, 500, (30, 190), (230, 350), (390, 460), 12, 14)
NARROW = YearsLayout(360, 520, (30, 190), (250, 370), (410, 480), 5, 12, is_narrow=True)


def years_svg(years: Years, language: str, told: str, layout: YearsLayout = WIDE) -> str:
    """The drawing as SVG; `told` says it in words. The year in view stands on a band; empty where the atlas knows no year."""
    axis = years.axis
    if not axis or not years.listed:
        return ""
    wide = (layout.width - _LEFT - _RIGHT) / (len(axis) + _GAP + 1.6)
    width, height = layout.width, layout.height

    def x(place: float) -> float:
        return _LEFT + place * wide

    parts = [draw(years, x, wide, language, layout) for draw in (_starts, _coverage, _people)]
    title = escape(say("years.heading", language))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{language}" role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="Atlas Sans, sans-serif"><title>{title}</title><desc>{escape(told)}</desc>'
        f'<defs><style type="text/css">{web_face("Atlas Sans")}</style>{_HATCH}</defs>'
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>{_band(years, x, wide, layout)}{"".join(parts)}{_axis(years, x, wide, layout)}</svg>'
    )


def _band(years: Years, x: Callable[[float], float], wide: float, layout: YearsLayout) -> str:
    """The ground of the year that the map shows, through all panels."""
    if years.selection.until not in years.axis:
        return ""
    left = x(years.axis.index(years.selection.until))
    return f'<rect x="{left:.1f}" y="{layout.starts[0]}" width="{wide:.1f}" height="{layout.people[1] - layout.starts[0]}" fill="{RULE}" fill-opacity=".55"/>'


def _starts(years: Years, x: Callable[[float], float], wide: float, language: str, layout: YearsLayout) -> str:
    """A bar a year, its programmes from the bottom up in menu order; what has no year apart, on the right."""
    floor, values = layout.starts[1], ticks(0, float(years.growth["initiatives"].max()), 4)
    y = _up(layout.starts, values[-1])
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
    words = _title(say("years.panel_starts", language), layout.starts, layout)
    apart, anchor = (layout.width - 4.0, "end") if layout.is_narrow else (x(len(years.axis) + _GAP) + wide / 2, "middle")
    words += f'<text x="{apart:.1f}" y="{floor + 16}" text-anchor="{anchor}" font-size="12" fill="{SOFT}">{escape(say("years.no_year", language))}</text>'
    return f'{_lines(values, y, language, layout)}<g stroke="{INK}" stroke-width=".7">{bars}</g>{words}'


def _coverage(years: Years, x: Callable[[float], float], wide: float, language: str, layout: YearsLayout) -> str:
    """A bar a year: covered, not known on top of it, up to all municipalities in view."""
    whole = float(years.growth["municipalities"].max())
    values = ticks(0, whole, 4)
    y = _up(layout.coverage, max(whole, 1))
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
    drawn, right, line = "", float(layout.width - _RIGHT), layout.coverage[0] - 8
    for fill, name in reversed(keys):
        right -= 8 * len(name)
        drawn += f'<rect x="{right - 16:.1f}" y="{line - 11}" width="12" height="12" fill="{fill}" stroke="{INK}" stroke-width=".7"/>'
        drawn += f'<text x="{right:.1f}" y="{line}" font-size="13" fill="{INK}">{escape(name)}</text>'
        right -= 30
    above = (layout.coverage[0] - 22, layout.coverage[1]) if layout.is_narrow else layout.coverage
    lines = _lines([value for value in values if value <= whole], y, language, layout)
    return f'{lines}<g stroke="{INK}" stroke-width=".5">{bars}</g>{_title(title, above, layout)}{drawn}'


def _people(years: Years, x: Callable[[float], float], wide: float, language: str, layout: YearsLayout) -> str:
    """A line through the years of which the population is known, its ends by their figures; it breaks where a year is not known."""
    panel, values = layout.people, years.growth["inhabitants_in_year"].iloc[:-1].astype("float64")
    title = _title(say("years.panel_population", language), panel, layout)
    known = values.dropna() / 1000
    if known.empty:
        return (
            f'{title}<text x="{_LEFT}" y="{panel[0] + 30}" font-size="13" fill="{SOFT}">{escape(say("years.not_known", language))}</text>'
        )
    low, high = float(known.min()), float(known.max())
    span = (high - low) or 1.0

    def y(value: float) -> float:
        return panel[1] - 8 - (value - low) / span * (panel[1] - panel[0] - 24)

    points = [(place, x(place) + wide / 2, y(value)) for place, value in known.items()]
    lines = "".join(
        f'<path d="M{one[1]:.1f} {one[2]:.1f}L{other[1]:.1f} {other[2]:.1f}"/>' for one, other in pairwise(points) if other[0] - one[0] == 1
    )
    ends = ""
    for (_, left, top), value, anchor, by in ((points[0], known.iloc[0], "end", -8), (points[-1], known.iloc[-1], "start", 8)):
        ends += f'<circle cx="{left:.1f}" cy="{top:.1f}" r="4" fill="{DRAWN}"/>'
        ends += f'<text x="{left + by:.1f}" y="{top + 4.5:.1f}" text-anchor="{anchor}" font-size="13" fill="{INK}">{escape(number(round(value), language))}</text>'
    return f'{title}<g stroke="{DRAWN}" stroke-width="2.2">{lines}</g>{ends}'


def _axis(years: Years, x: Callable[[float], float], wide: float, layout: YearsLayout) -> str:
    """The years below, as many as can be read; the one in view always, in bold."""
    every = -(-len(years.axis) // layout.written)
    shown = years.selection.until
    words = ""
    for place, year in enumerate(years.axis):
        near = shown in years.axis and year != shown and abs(year - (shown or 0)) < every
        if year == shown or ((len(years.axis) - 1 - place) % every == 0 and not near):
            bold = ' font-weight="700"' if year == shown else ""
            words += f'<text x="{x(place) + wide / 2:.1f}" y="{layout.height - 16}" text-anchor="middle"{bold}>{year}</text>'
    return f'<path d="M{_LEFT} {layout.people[1]}H{x(len(years.axis)):.1f}" stroke="{RULE}"/><g fill="{INK}" font-size="13">{words}</g>'


def _title(text: str, panel: tuple[int, int], layout: YearsLayout) -> str:
    return f'<text x="4" y="{panel[0] - 8}" font-size="{layout.title}" font-weight="600" fill="{INK}">{escape(text)}</text>'


def _up(panel: tuple[int, int], most: float) -> Callable[[float], float]:
    return lambda value: panel[1] - value / (most or 1) * (panel[1] - panel[0])


def _lines(values: Sequence[float], y: Callable[[float], float], language: str, layout: YearsLayout) -> str:
    """Thin lines at round values, and the values."""
    lines = "".join(f'<path d="M{_LEFT} {y(value):.1f}H{layout.width - _RIGHT}"/>' for value in values)
    words = "".join(
        f'<text x="{_LEFT - 8}" y="{y(value) + 4.5:.1f}" text-anchor="end">{escape(number(value, language))}</text>' for value in values
    )
    return f'<g stroke="{RULE}" stroke-width="1">{lines}</g><g fill="{SOFT}" font-size="13">{words}</g>'
