"""Dots on a map: which municipalities the filters cover, and of which that is not known, beside whatever the fill says."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from wallonia_map.i18n import number, say

#: A full dot, and a ring: what is not covered has neither.
COVERED, UNSURE = "covered", "not-known"
_LABELS = {COVERED: "legend.dot_covered", UNSURE: "legend.dot_not_known"}


@dataclass(frozen=True)
class DotLine:
    """One kind of dot as a legend writes it: `state` is `COVERED` or `UNSURE`."""

    state: str
    label: str
    municipalities: int
    inhabitants: int

    def count_written(self, language: str) -> str:
        """How many municipalities have it."""
        return number(self.municipalities, language)


def dot_lines(dots: Mapping[str, str], inhabitants: pd.Series, language: str) -> tuple[DotLine, ...]:
    """The dots of a map with what they stand for: covered always, « not known » where there is any.

    `dots` is the state of each municipality that has one, by `nis`, as is `inhabitants`.
    """
    states = pd.Series(dots, dtype="object")
    lines = []
    for state, label in _LABELS.items():
        inside = states.index[states == state]
        if len(inside) or state == COVERED:
            lines.append(DotLine(state, say(label, language), len(inside), int(inhabitants.reindex(inside).sum())))
    return tuple(lines)
