"""How much room a text takes on a slide: fonts are the reader's, so it is estimated, on the wide side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pptx.util import Emu, Inches

WIDTH_IN, HEIGHT_IN = 13.333, 7.5
#: Line height of a text, as a share of its size; points in an inch.
_LEADING, _POINTS = 1.2, 72
#: A serif beside the widest of the typefaces without.
_SERIF_IS_WIDER = 1.03
#: Widths of letters as a share of the size, in the widest of the typefaces that stand in where Calibri is not installed: Carlito, Liberation Sans,
#: DejaVu Sans.
_WIDTHS = {
    letter: width
    for letters, width in (
        ("ijlî'|", 0.29), (" .,’·I\u00a0\u202f", 0.33), ("f:;-rt!()[]/²", 0.42), ("sJckzL–ç", 0.56), ("ABRVX", 0.7), ("CZ", 0.71), ("DHNU", 0.78),
        ("wGOQ+=", 0.84), ("mMW%—…œ", 1.0),
    )
    for letter in letters
}  # fmt: skip
_OTHERS, _SPACE = 0.64, _WIDTHS[" "]
#: What Calibri itself takes of that at most. Tables and the figures beside bars are laid out by it: a legend on a slide of its own, for the sake of
#: a typeface that few lack, would be the greater evil; a table's rows grow by themselves.
CALIBRI = 0.82
#: Margins of a cell of the legend, in inches: left and right together, above and below together.
CELL_SIDES, CELL_ENDS = 0.12, 0.05


Mark = TypeVar("Mark")


@dataclass(frozen=True)
class BoxIn:
    """A rectangle on the slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Emu, Emu, Emu, Emu]:
        """The same as python-pptx takes it."""
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)


def lines_of(text: str, size: float, width: float, *, serif: bool = False) -> int:
    """How many lines `text` takes at most, in inches and points: fonts are the reader's, so this errs on the wide side."""
    room, used, lines = width * _POINTS / size / (_SERIF_IS_WIDER if serif else 1), 0.0, 1
    for word in text.split(" "):
        wide = _width(word)
        if used and used + _SPACE + wide > room:
            lines, used = lines + 1, wide
        else:
            used += wide + (_SPACE if used else 0)
        lines, used = lines + int(used // room), used % room  # a word wider than the line is broken
    return lines


def width_of(text: str, size: float) -> float:
    """How wide a text is at most on one line, in inches."""
    return _width(text) * size / _POINTS


def _width(text: str) -> float:
    """How wide a text is at most, as a share of its size."""
    return sum(_WIDTHS.get(letter, _OTHERS) for letter in text)


def fitted(text: str, width: float, sizes: Sequence[int], most: int, *, serif: bool = False) -> tuple[str, int, float]:
    """`text` at the first of `sizes` that needs at most `most` lines (else shortened at the last): text, size, height in inches."""
    for size in sizes:
        lines = lines_of(text, size, width, serif=serif)
        if lines <= most:
            return text, size, lines * line_height(size)
    while lines_of(f"{text}…", sizes[-1], width, serif=serif) > most:
        text = text[:-1].rstrip(" ,;:.—–-")
    return f"{text}…", sizes[-1], most * line_height(sizes[-1])


def fitted_title(text: str, width: float) -> tuple[str, int, float]:
    """The title of a scene, as `fitted` gives it: rather on one line than large."""
    told, size, height = fitted(text, width, (28, 26, 24), 1, serif=True)
    return (told, size, height) if told == text else fitted(text, width, (28, 26, 24, 22), 2, serif=True)


def fitted_sentence(text: str, width: float) -> tuple[str, int, float]:
    """The sentence of a scene, as `fitted` gives it: rather on two lines than large, and rather on many lines than half of it."""
    for sizes, most in (((20, 18), 2), ((20, 18, 16, 14), 3)):
        told, size, height = fitted(text, width, sizes, most)
        if told == text:
            return told, size, height
    return fitted(text, width, (16, 14), 5)


def line_height(size: float) -> float:
    """The height of one line, in inches."""
    return size * _LEADING / _POINTS


def row_height(label: str, width: float, size: float, ends: float = CELL_ENDS) -> float:
    """The height of a row of a table in which `label` has `width` inches, with `ends` above and below together."""
    return lines_of(label, size, (width - CELL_SIDES) / CALIBRI) * line_height(size) + ends


def marks_in_rows(
    marks: Iterable[tuple[Mark, str]], size: float, width: float, *, sample: float, gap: float
) -> list[list[tuple[Mark, str, float]]]:
    """Each mark of a key with its words and their width, as many to a row as there is room for.

    `size` is in points; `width`, that of a `sample` of a mark and the `gap` before and after its words in inches.
    """
    rows: list[list[tuple[Mark, str, float]]] = []
    used = width
    for mark, words in marks:
        wide = width_of(words, size) + 0.05
        if used + sample + gap + wide > width:
            rows.append([])
            used = 0.0
        rows[-1].append((mark, words, wide))
        used += sample + 2 * gap + wide
    return rows
