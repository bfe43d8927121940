"""Filters on official figures: which municipalities lie between two bounds, and how a link writes that."""

import math
import re
from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from wallonia_map.model import Indicator, IndicatorRange, Selection
from wallonia_map.questions.indicators import indicator_values
from wallonia_map.tables.atlas import Atlas

#: Longest text of a range, and what its bounds look like.
_LONGEST, _BOUND = 120, re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?", re.ASCII)


def in_ranges(atlas: Atlas, selection: Selection) -> pd.Series:
    """Which municipalities every range of the selection leaves: boolean, by `nis`. A value that is not known lies in none."""
    kept = pd.Series(True, index=atlas.municipalities(selection.vintage).index)
    for asked in selection.indicators:
        values = indicator_values(atlas, asked.indicator, selection.vintage, selection.population_year).values
        low, high = (-math.inf if asked.low is None else asked.low), (math.inf if asked.high is None else asked.high)
        kept &= values.between(low, high)  # missing is between nothing
    return kept


def range_text(asked: IndicatorRange) -> str:
    """As links write it: `unemployment-ilo:7.5:` is from 7.5 on."""
    return ":".join([asked.indicator.value, *("" if bound is None else _bound_text(bound) for bound in (asked.low, asked.high))])


def _bound_text(bound: float) -> str:
    """A bound with twelve digits that count and no exponent, so that it is read back."""
    return f"{round(Decimal(f'{bound:.12g}'), 12).normalize():f}"


def ranges(texts: Sequence[str]) -> tuple[IndicatorRange, ...]:
    """The ranges of a link, one an indicator at most, in menu order; what is none, or has no bound, is left out."""
    found: dict[str, IndicatorRange] = {}
    for text in texts:
        name, *bounds = text.split(":") if len(text) <= _LONGEST else [""]
        if name not in Indicator or len(bounds) != 2 or not any(bounds) or not all(not one or _BOUND.fullmatch(one) for one in bounds):
            continue
        low, high = (float(one) if one else None for one in bounds)
        found.setdefault(name, IndicatorRange(Indicator(name), low, high))
    return tuple(found[name] for name in Indicator.ids() if name in found)
