"""A perimeter of one's own: as links carry it, and what it is made of."""

from collections.abc import Iterable, Sequence

import pandas as pd

from wallonia_map.model import Vintage
from wallonia_map.place import Perimeter
from wallonia_map.questions.neighbours import borders
from wallonia_map.tables.atlas import Atlas

#: Most perimeters of a link, and the longest name of one.
MOST, LONGEST_NAME = 6, 60
_NAME_ENDS, _BETWEEN = "~", "-"


def perimeter_text(perimeter: Perimeter) -> str:
    """As links write it: `Haute Ardenne~63001-63038`."""
    return perimeter.name + _NAME_ENDS + _BETWEEN.join(perimeter.codes)


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
        name, _, told = text.partition(_NAME_ENDS)
        codes = [code for code in dict.fromkeys(told[:4_000].split(_BETWEEN)) if len(code) == 5 and code.isascii() and code.isdecimal()]
        one = perimeter_of(name, codes, atlas, vintage)
        if one is not None and one not in found:
            found.append(one)
    return tuple(found)


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
