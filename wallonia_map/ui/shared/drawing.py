"""Small drawings as inline SVG and HTML bars: a line, a strip of all municipalities, aligned bars. Text stands beside each."""

import base64
from collections.abc import Sequence
from html import escape

from wallonia_map.i18n import Language, say
from wallonia_map.views.circles import OVER_FILL
from wallonia_map.views.legend_line import LegendLine
from wallonia_map.views.palette import CIRCLE, DRAWN, DRAWN_PALE, INK


def picture(svg: str, alt: str, name: str = "drawing") -> str:
    """An SVG as an image with its text alternative: Streamlit strips drawings from HTML, images of them it keeps."""
    packed = base64.b64encode(svg.encode("utf-8")).decode()
    return f'<img class="{name}" alt="{escape(alt, quote=True)}" src="data:image/svg+xml;base64,{packed}">'


def svg(body: str, alt: str, width: int, height: int) -> str:
    """Marks of our own making as a drawing of `width` by `height`, with its text alternative."""
    return picture(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">{body}</svg>', alt
    )


def line(values: Sequence[tuple[float, float]], alt: str, *, width: int = 420, height: int = 110) -> str:
    """A line through (x, y), both scaled to the drawing; first and last point marked."""
    xs, ys = [x for x, _ in values], [y for _, y in values]
    spread_x, spread_y = (max(xs) - min(xs)) or 1, (max(ys) - min(ys)) or 1
    points = [(8 + (x - min(xs)) / spread_x * (width - 16), height - 10 - (y - min(ys)) / spread_y * (height - 24)) for x, y in values]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in (points[0], points[-1]))
    return svg(
        f'<polyline points="{path}" fill="none" stroke="{DRAWN}" stroke-width="2.2"/><g fill="{DRAWN}">{dots}</g>', alt, width, height
    )


def strip(values: Sequence[float], own: float, alt: str, *, width: int = 420, height: int = 46) -> str:
    """One thin mark per municipality along a scale from zero, and a bold one for the municipality itself."""
    most = max([*values, own]) or 1

    def at(value: float) -> float:
        return 8 + value / most * (width - 16)

    marks = "".join(f'<line x1="{at(value):.1f}" x2="{at(value):.1f}" y1="16" y2="38"/>' for value in values)
    x = at(own)
    return svg(
        f'<line x1="8" x2="{width - 8}" y1="38" y2="38" stroke="{DRAWN_PALE}" stroke-width="1"/>'
        f'<g stroke="{DRAWN_PALE}" stroke-width="1.2" opacity=".55">{marks}</g><path d="M{x - 7:.1f} 2 h14 l-7 11z" fill="{DRAWN}"/>'
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="13" y2="40" stroke="{DRAWN}" stroke-width="3"/>',
        alt, width, height,
    )  # fmt: skip


def bar(share: float) -> str:
    """A bar from 0 to 1; the figure stands beside it."""
    return f'<span class="mini" aria-hidden="true"><span style="width:{max(0.0, min(share, 1.0)):.1%}"></span></span>'


def facts(pairs: Sequence[tuple[str, str]]) -> str:
    """Names and values, large."""
    items = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in pairs)
    return f'<dl class="facts">{items}</dl>'


def labelled(pairs: Sequence[tuple[str, str]], language: Language) -> str:
    """Lines of a bold label and its value, both text, with the colon of the language between them."""
    return "".join(
        f"<p class='plain'>{say('panel.labelled', language, name=f'<strong>{escape(name)}</strong>', value=escape(value))}</p>"
        for name, value in pairs
    )


def table(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Sequence[int] = (), caption: str = "", map_key: str = ""
) -> str:
    """A plain table; cells are HTML that the caller has escaped, header and caption are text.

    With `map_key` it is the legend of that map: each row begins with a `key_button`.
    """
    head = "".join(
        f'<th scope="col"{" class=n" if place in numbers else ""}>{escape(name)}</th>' if name else "<td></td>"
        for place, name in enumerate(header)
    )
    body = "".join(
        "<tr>" + "".join(f"<td{' class=n' if place in numbers else ''}>{cell}</td>" for place, cell in enumerate(row)) + "</tr>"
        for row in rows
    )
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    link = f' data-map="{escape(map_key, quote=True)}"' if map_key else ""
    return f'<div class="scroll"><table class="atlas-table"{link}>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def key_button(mark: str, sample: str, told: str, *, group: str = "") -> str:
    """What a row of a legend begins with; the map listens to it (maps/map-around.js): hover and focus show, a press holds.

    `mark` is the sign of the class on the map, `group` that of the category where several share a class; `sample` and `told` are HTML.
    """
    return f'<button type="button" aria-pressed="false" data-mark="{mark}" data-group="{group}">{sample}<span>{told}</span></button>'


def stack(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Sequence[int] = (), with_unit: Sequence[int] = (), thirds: Sequence[int]
) -> str:  # fmt: skip
    """A table whose rows become cards on a phone, their numbers under small headings; cells are HTML that the caller has escaped.

    `thirds` says how much of a card's line each cell takes; a number `with_unit` (« 8 rows ») says itself what it is, and needs no heading.

    Roles are said, because a browser forgets that a table is one when its cells are laid out otherwise.
    """

    def kind(place: int) -> str:
        return f' class="{"n " if place in numbers else ""}third-{thirds[place]}"'

    def named(place: int) -> str:
        return f' data-name="{escape(header[place], quote=True)}"'

    head = "".join(f'<th scope="col" role="columnheader"{kind(place)}>{escape(name)}</th>' for place, name in enumerate(header))
    body = ""
    for first, *rest in rows:
        cells = "".join(
            f'<td role="cell"{kind(place)}{"" if place in with_unit else named(place)}>{cell}</td>' for place, cell in enumerate(rest, 1)
        )
        body += f'<tr role="row"><th scope="row" role="rowheader">{first}</th>{cells}</tr>'
    return (
        f'<table class="atlas-table stack" role="table"><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def dot(*, is_covered: bool) -> str:
    """A dot of the map's legend: full, or a ring where it is not known."""
    return f'<span class="dot{"" if is_covered else " ring"}" aria-hidden="true"></span>'


def swatch(colour: str) -> str:
    """A colour sample with an outline."""
    return f'<span class="swatch" style="background:{escape(colour, quote=True)}"></span>'


def circle_key(radii: Sequence[tuple[float, str]], colour: str) -> str:
    """Circles of some radii in pixels, each before its figure: as large as on the map, which says what it multiplies them by (maps/atlas-map.js)."""
    edge = INK if colour == OVER_FILL else OVER_FILL
    items = "".join(
        f'<li><span style="width:{2 * radius:.1f}px;height:{2 * radius:.1f}px;background:{colour};border-color:{edge}"></span>{escape(told)}</li>'
        for radius, told in radii
    )
    return f'<ul class="circle-key">{items}</ul>' if items else ""


def class_swatch(line: LegendLine) -> str:
    """A sample of a class as the map fills it: its colour, hatched where not known, dotted where not applicable."""
    if line.is_circle:
        return swatch(f"radial-gradient(circle, {CIRCLE} 4.5px, {OVER_FILL} 4.8px 5.6px, {line.colour} 5.9px)")
    if line.is_known and line.is_applicable:
        return swatch(line.colour)
    return f'<span class="swatch {"not-applicable" if line.is_known else "not-known"}"></span>'
