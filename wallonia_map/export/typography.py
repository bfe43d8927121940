"""Fonts, measured text and a sheet of paper in millimetres: what a drawn page is set with.

Import this module late: it brings matplotlib, a third of a second.
"""

import base64
import io
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

import matplotlib as mpl
import numpy as np
from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.textpath import TextPath, text_to_path

from wallonia_map.views.palette import INK

MM_PER_POINT = 25.4 / 72
#: Each family, and what stands in for a sign that it lacks or for itself where its package is not installed.
SANS, SERIF = ("Source Sans Pro", "DejaVu Sans"), ("Source Serif Pro", "DejaVu Serif", "DejaVu Sans")
_FILES = {
    ("Source Sans Pro", 400): ("font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    ("Source Sans Pro", 700): ("font_source_sans_pro", "SourceSansPro-Bold.ttf"),
    ("Source Serif Pro", 400): ("font_source_serif_pro", "SourceSerifPro-Regular.ttf"),
}
_UNKNOWN = "\ufffd"
#: A line of text has no break within it.
_BREAKS = dict.fromkeys(map(ord, "\t\n\r\v\f\u2028\u2029"), " ")
_EUROPEAN = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) + "–—‘’‚“”„…•€"
#: matplotlib's settings and font objects belong to the whole process: one drawing at a time.
_LOCK = Lock()
_SETTINGS: dict[Any, Any] = {"svg.fonttype": "none", "svg.hashsalt": "wallonia-map", "path.simplify": False, "axes.unicode_minus": False}


@lru_cache
def font_files() -> dict[tuple[str, int], Path]:
    """The font files that are installed, by family and weight; found without importing the packages."""
    found = {}
    for key, (package, name) in _FILES.items():
        spec = find_spec(package)
        path = Path(spec.origin).parent / "files" / name if spec and spec.origin else None
        if path and path.is_file():
            found[key] = path
    return found


def spare_fonts() -> Path:
    """The folder of the fonts that come with matplotlib, for signs that the others lack."""
    return Path(mpl.get_data_path()) / "fonts" / "ttf"


@contextmanager
def drawing() -> Iterator[None]:
    """Settle matplotlib's settings and fonts for one drawing; another thread waits."""
    with _LOCK, mpl.rc_context(_SETTINGS):
        _register_fonts()
        yield


@lru_cache
def _register_fonts() -> None:
    for path in font_files().values():
        font_manager.fontManager.addfont(str(path))


@dataclass(frozen=True)
class Face:
    """How a text is set: families in order of preference, size in points, weight."""

    families: tuple[str, ...]
    size: float
    weight: int = 400

    @property
    def properties(self) -> font_manager.FontProperties:
        """The same in matplotlib's words; families that are not installed are left out."""
        there = {family for family, _ in font_files()}
        families = [family for family in self.families if family in there or family.startswith("DejaVu")]
        return font_manager.FontProperties(family=families, size=self.size, weight=self.weight)

    @property
    def leading(self) -> float:
        """From one baseline to the next, in millimetres."""
        return self.size * 1.32 * MM_PER_POINT

    @property
    def x_height(self) -> float:
        """About the height of a small letter, in millimetres."""
        return self.size * 0.48 * MM_PER_POINT

    def width(self, text: str) -> float:
        """The width of `text` in millimetres."""
        return _width(self, text)

    def clean(self, text: str) -> str:
        """`text` without signs that no font has: each would be a warning and an empty box."""
        known = _signs(tuple(self.properties.get_family()))
        return _told(text.replace("\u202f", "\u00a0"), known)

    def lines(self, text: str, width: float, most: int = 99) -> list[str]:
        """`text` broken into lines of at most `width` millimetres; more than `most` lines end in an ellipsis."""
        lines = [""]
        for word in text.split(" "):
            whole = f"{lines[-1]} {word}" if lines[-1] else word
            if not lines[-1] or self.width(whole) <= width:
                lines[-1] = whole
            else:
                lines.append(word)
        lines = [part for line in lines for part in self._cut(line, width)]
        if len(lines) > most:
            lines = [*lines[: most - 1], self.shortened(f"{lines[most - 1]}…", width)]
        return lines

    def _cut(self, line: str, width: float) -> list[str]:
        """A word that is wider than the line, in pieces."""
        parts = [""]
        for sign in line if self.width(line) > width else ():
            if self.width(parts[-1] + sign) > width:
                parts.append("")
            parts[-1] += sign
        return parts if parts[0] else [line]

    def shortened(self, text: str, width: float) -> str:
        """`text`, or as much of it as `width` holds with an ellipsis."""
        if self.width(text) <= width:
            return text
        kept = text.rstrip("…")
        while kept and self.width(f"{kept}…") > width:
            kept = kept[:-1].rstrip()
        return f"{kept}…"


@lru_cache(maxsize=4096)
def _width(face: Face, text: str) -> float:
    wide, _, _ = text_to_path.get_text_width_height_descent(face.clean(text), face.properties, False)
    return float(wide) * MM_PER_POINT


@lru_cache
def _signs(families: tuple[str, ...]) -> frozenset[int]:
    paths = [font_manager.findfont(font_manager.FontProperties(family=family)) for family in families]
    return frozenset(code for path in paths for code in font_manager.get_font(path).get_charmap())


def _told(text: str, known: frozenset[int]) -> str:
    """`text` on one line, without signs that command (they may turn what follows around) and without those that no font has."""
    kept = (sign for sign in text.translate(_BREAKS) if not unicodedata.category(sign).startswith("C"))
    return "".join(sign if ord(sign) in known else _UNKNOWN for sign in kept)


def displayable(told: object) -> object:
    """Data whose every text has only signs that our fonts have, lists and tables within it too."""
    if isinstance(told, str):
        return _told(told, _signs(tuple(Face(SANS, 10).properties.get_family())))
    if isinstance(told, dict):
        return {name: displayable(value) for name, value in told.items()}
    return [displayable(value) for value in told] if isinstance(told, list | tuple) else told


class Canvas:
    """A page in millimetres from its upper left corner; everything is text, path or rectangle."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.figure = Figure(figsize=(width / 25.4, height / 25.4), facecolor="white")
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set(xlim=(0, width), ylim=(height, 0))
        self.axes.set_axis_off()

    def text(self, x: float, y: float, text: str, face: Face, *, colour: str = INK, align: str = "left", halo: str = "") -> None:
        """One line of text, its baseline at `y`; a halo of a colour is drawn as outlines below it, so that the text stays text."""
        told = face.clean(text)
        if halo:
            left = x - face.width(text) * {"left": 0, "center": 0.5, "right": 1}[align]
            glyphs = TextPath((0, 0), told, size=face.size, prop=face.properties, usetex=False, _interpolation_steps=1)  # outlines only
            placed = Outline(np.asarray(glyphs.vertices) * (MM_PER_POINT, -MM_PER_POINT) + (left, y), glyphs.codes)
            self.axes.add_artist(PathPatch(placed, facecolor=halo, edgecolor=halo, linewidth=face.size * 0.26, joinstyle="round", zorder=8))
        self.axes.text(
            x, y, told, fontproperties=face.properties, color=colour, ha=align, va="baseline", parse_math=False, zorder=9, clip_on=False
        )

    def paragraph(self, x: float, y: float, lines: list[str], face: Face, *, colour: str = INK) -> float:
        """Lines below each other from the top `y`; returns where the next thing may begin."""
        for number, line in enumerate(lines):
            self.text(x, y + face.size * 0.95 * MM_PER_POINT + number * face.leading, line, face, colour=colour)
        return y + len(lines) * face.leading

    def rectangle(self, x: float, y: float, width: float, height: float, **style: object) -> None:
        """A rectangle from its upper left corner."""
        self.axes.add_artist(Rectangle((x, y), width, height, **({"linewidth": 0, "zorder": 6} | style)))  # type: ignore[arg-type]

    def line(self, points: list[tuple[float, float]], *, colour: str = INK, weight: float = 0.7) -> None:
        """A line of `weight` points."""
        self.axes.add_artist(PathPatch(Outline(np.array(points)), facecolor="none", edgecolor=colour, linewidth=weight, zorder=7))

    def saved(self, form: str, *, dpi: int, metadata: dict[str, str | None]) -> bytes:
        """The sheet as a file of `form`."""
        kept = io.BytesIO()
        self.figure.savefig(kept, format=form, dpi=dpi, metadata=metadata)
        return kept.getvalue()


def _face_rule(family: str, weight: int, file: Path) -> str:
    options = subset.Options(layout_features=["kern"], hinting=False, notdef_outline=True)
    font = TTFont(file, recalcTimestamp=False)
    chosen = subset.Subsetter(options)
    chosen.populate(text=_EUROPEAN)
    chosen.subset(font)
    kept = io.BytesIO()
    font.save(kept)
    told = base64.b64encode(kept.getvalue()).decode("ascii")
    return f"@font-face{{font-family:'{family}';font-weight:{weight};src:url(data:font/ttf;base64,{told}) format('truetype')}}"


@lru_cache
def face_rules() -> str:
    """@font-face rules with the signs of our languages, so that an SVG looks the same where the fonts are not installed."""
    return "".join(_face_rule(*key, file) for key, file in font_files().items())
