"""A perimeter of one's own: as links carry it, and what it is made of."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from wallonia_map.i18n import say
from wallonia_map.model import Vintage
from wallonia_map.place import Bounds, Perimeter
from wallonia_map.questions.neighbours import borders
from wallonia_map.questions.perimeter_bounds import bounds_of, bounds_text
from wallonia_map.tables.atlas import Atlas

#: Most perimeters of a link, and the longest name of one.
MOST, LONGEST_NAME = 6, 60
_LONGEST_LIST = 4_000
_NAME_ENDS, _BETWEEN = "~", "-"


def perimeter_text(perimeter: Perimeter) -> str:
    """As links write it: `Haute Ardenne~63001-63038`, with bounds to test it against after another sign: `~5::10000:`."""
    bounds = bounds_text(perimeter.bounds)
    return perimeter.name + _NAME_ENDS + _BETWEEN.join(perimeter.codes) + (f"{_NAME_ENDS}{bounds}" if bounds else "")


def text_bounds(text: str) -> Bounds:
    """The bounds in the text of a perimeter; what is none of that form is left out."""
    _, _, bounds = _sections(text)
    return bounds_of(bounds) or Bounds()


def _sections(text: str) -> tuple[str, str, str]:
    """Name, codes and bounds in the text of a perimeter."""
    name, _, rest = text.partition(_NAME_ENDS)
    codes, _, bounds = rest[:_LONGEST_LIST].partition(_NAME_ENDS)
    return name, codes, bounds


def perimeter_of(name: str, codes: Iterable[str], atlas: Atlas, vintage: Vintage) -> Perimeter | None:
    """The perimeter of municipalities by codes of any vintage; None where none of them is a municipality of `vintage`."""
    rows = atlas.municipalities(vintage).index
    found = {code for code in codes if code in rows}
    older = pd.Series([base for code in codes if code not in rows for base in atlas.gazetteer.find(code).candidates], dtype="str")
    found |= set(atlas.in_vintage(older, vintage).dropna()) if len(older) else set()
    called = " ".join("".join(letter if letter.isprintable() else " " for letter in name.replace(_NAME_ENDS, " ")).split())
    return Perimeter(called[:LONGEST_NAME].strip(), tuple(sorted(found))) if found else None


def perimeters(texts: Sequence[str], atlas: Atlas, vintage: Vintage) -> tuple[Perimeter, ...]:
    """The perimeters of a link: what is none is left out, and codes that no municipality has."""
    found: list[Perimeter] = []
    for text in texts[:MOST]:
        name, told, _ = _sections(text)
        codes = [code for code in dict.fromkeys(told.split(_BETWEEN)) if _is_code(code)]
        one = perimeter_of(name, codes, atlas, vintage)
        one = one and replace(one, bounds=text_bounds(text))
        if one is not None and one not in found:
            found.append(one)
    return tuple(found)


def is_perimeter_text(text: str) -> bool:
    """Whether a link means a perimeter by `text`, even if there is none of that kind."""
    return _NAME_ENDS in text


def unknown_codes(text: str, atlas: Atlas, vintage: Vintage) -> tuple[str, ...]:
    """What stands for codes in the text of a perimeter and leads to no municipality of `vintage`, each once; and for bounds, if it is none."""
    _, told, bounds = _sections(text)
    codes = dict.fromkeys(told.split(_BETWEEN))
    unknown = [code for code in codes if not _is_code(code) or perimeter_of("", [code], atlas, vintage) is None]
    return (*unknown, *([bounds] if bounds and bounds_of(bounds) is None else []))


def _is_code(text: str) -> bool:
    return len(text) == 5 and text.isascii() and text.isdecimal()


def parts(atlas: Atlas, codes: Sequence[str], vintage: Vintage) -> tuple[tuple[str, ...], ...]:
    """The connected parts of a set of municipalities, the one of most municipalities first; one part is contiguous.

    Two municipalities are connected where they share a border, not just a point.
    """
    pairs = borders(atlas, vintage)
    pairs = pairs[pairs["nis"].isin(codes) & pairs["neighbour_nis"].isin(codes)]
    beside = pairs.groupby("nis")["neighbour_nis"].agg(set).to_dict()
    left, found = set(codes), []
    while left:
        waiting, part = {min(left)}, set()
        while waiting:
            part |= waiting
            waiting = set().union(*(beside.get(code, set()) for code in waiting)) - part
        found.append(tuple(sorted(part)))
        left -= part
    return tuple(sorted(found, key=lambda part: (-len(part), part)))


def perimeter_name(perimeter: Perimeter, language: str) -> str:
    """A perimeter by the name that its maker gave it, or by its number of municipalities."""
    return perimeter.name or say("perimeter.unnamed", language, n=len(perimeter.codes))
