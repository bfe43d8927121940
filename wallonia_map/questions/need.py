"""Coverage against need: what covers the fifths of an indicator, and how initiatives and indicator go together."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from wallonia_map.model import CountingRule, Indicator, Selection
from wallonia_map.questions.coverage import sums
from wallonia_map.questions.differences import DENOMINATORS, three_figures
from wallonia_map.questions.engine import engine
from wallonia_map.questions.indicators import IndicatorValues, indicator_values
from wallonia_map.questions.places import places_of
from wallonia_map.questions.selection import select
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache

FIFTHS = 5
#: One column each for the whole, what is covered, and what is not known; what is not covered is the rest.
NEED_COLUMNS = (
    "fifth", "lowest", "highest", *(f"{whole}{state}" for whole in DENOMINATORS for state in ("", "_covered", "_not_known")),
)  # fmt: skip
#: Of 95 of 100 samples the interval holds the correlation of the whole: the two-sided 97.5 % point of the normal distribution.
_TWO_SIDED_95 = 1.959963984540054
#: Fewer pairs say nothing about how they go together.
FEWEST_PAIRS = 10


@dataclass(frozen=True, eq=False)
class NeedByFifths:
    """Coverage by fifths of an indicator, within the places of a selection.

    `table` has the columns `NEED_COLUMNS`, one row a fifth, the lowest values first: `lowest` and `highest` in the indicator's unit;
    of municipalities, inhabitants and km² the whole, what the selection covers, and what it is not known of. `fifth_of` says the
    fifth (1 to 5) of each municipality, by `nis`, missing where its value is not known: those are in no row. `state_of` is
    `covered`, `not-covered` or `not-known`.
    """

    selection: Selection
    found: IndicatorValues
    table: pd.DataFrame
    fifth_of: pd.Series
    state_of: pd.Series

    @property
    def without_value(self) -> pd.Index:
        """The municipalities in view whose value is not known: they belong to no fifth."""
        return self.fifth_of.index[self.fifth_of.isna()]

    def municipalities_of(self, fifth: int, state: str) -> tuple[str, ...]:
        """The municipalities of one cell: a fifth and a state."""
        return tuple(map(str, self.fifth_of.index[(self.fifth_of == fifth).fillna(False) & (self.state_of == state)]))


def fifths(values: pd.Series, parts: int = FIFTHS) -> pd.Series:
    """The fifth of each value (1 to `parts`, Int64, same index), missing where the value is.

    The known values stand in order, those that are equal by their index; part k ends after round(k·n/parts) of the n.
    """
    known = values.dropna().sort_index(kind="stable").sort_values(kind="stable")
    ends = [round(part * len(known) / parts) for part in range(1, parts + 1)]
    numbers = np.searchsorted(ends, np.arange(len(known)), side="right") + 1
    return pd.Series(numbers, index=known.index, dtype="Int64").reindex(values.index)


@atlas_cache(64)
def need_by_fifths(atlas: Atlas, indicator: Indicator, selection: Selection) -> NeedByFifths:
    """What `selection` covers of each fifth of `indicator`, among the places that its filters leave.

    Vintage, population year and the rule of counting are those of the selection; the fifths are those of the places in view.
    """
    places = places_of(atlas, selection)
    found = indicator_values(atlas, indicator, selection.vintage, selection.population_year)
    values = found.values.reindex(places)
    fifth_of = fifths(values)
    covered = places.isin(engine().covered(atlas, selection))
    unsure = places.isin(engine().possible(atlas, selection)) & ~covered
    state_of = pd.Series(np.where(covered, "covered", np.where(unsure, "not-known", "not-covered")), index=places, dtype="str")
    figures = three_figures(atlas, places, selection)[list(DENOMINATORS)]
    parts = {f"{whole}{end}": figures[whole].where(state_of == state, 0) for whole in DENOMINATORS
             for end, state in (("_covered", "covered"), ("_not_known", "not-known"))}  # fmt: skip
    summed = figures.assign(**parts).groupby(fifth_of).sum().reindex(range(1, FIFTHS + 1), fill_value=0)
    ends = values.groupby(fifth_of).agg(lowest="min", highest="max").reindex(summed.index)
    areas = [name for name in summed if name.startswith("area_km2")]
    summed[areas] = summed[areas].round(4)
    table = summed.join(ends).rename_axis("fifth").reset_index()[list(NEED_COLUMNS)]
    return NeedByFifths(selection, found, table, fifth_of, state_of)


@dataclass(frozen=True)
class RankCorrelation:
    """Spearman's rank correlation, its interval of 95 %, and of how many pairs; all missing where there are too few, or no order."""

    value: float
    low: float
    high: float
    pairs: int

    @property
    def is_told(self) -> bool:
        """Whether it says anything at all."""
        return not math.isnan(self.value)

    @property
    def is_sure(self) -> bool:
        """Whether the interval lies on one side of zero."""
        return self.is_told and (self.low > 0 or self.high < 0)


def rank_correlation(one: pd.Series, other: pd.Series) -> RankCorrelation:
    """How the ranks of two series go together, over the pairs that are both known; equal values share their mean rank.

    The interval is Fisher's, with the standard error of Bonett and Wright (2000) for ranks.
    """
    pairs = pd.DataFrame({"one": one, "other": other}).dropna().rank()
    nothing = float("nan")
    if len(pairs) < FEWEST_PAIRS or (pairs.nunique() < 2).any():
        return RankCorrelation(nothing, nothing, nothing, len(pairs))
    value = float(np.clip(pairs["one"].corr(pairs["other"]), -1, 1))
    if abs(value) > 1 - 1e-12:
        return RankCorrelation(round(value), round(value), round(value), len(pairs))
    middle = math.atanh(value)
    aside = _TWO_SIDED_95 * math.sqrt((1 + value**2 / 2) / (len(pairs) - 3))
    return RankCorrelation(value, math.tanh(middle - aside), math.tanh(middle + aside), len(pairs))


@dataclass(frozen=True, eq=False)
class NeedScatter:
    """One row per municipality in view (index `nis`): `municipality`, `value`, `initiatives_per_10000`, `inhabitants`, `is_chosen`.

    A value that is not known is missing, and so is a number of initiatives where the municipality only may take part.
    """

    rows: pd.DataFrame
    correlation: RankCorrelation


def need_scatter(
    atlas: Atlas, indicator: Indicator, selection: Selection, *, chosen: Sequence[str] = (), language: str = "fr"
) -> NeedScatter:
    """The indicator beside initiatives per 10,000 inhabitants, with the `chosen` municipalities marked."""
    selected = select(atlas, selection)
    counted = sums(atlas, selected, CountingRule.FULL).by_municipality["initiatives"].reindex(selected.places)
    inhabitants = atlas.population(selection.vintage, selection.population_year).reindex(selected.places)
    values = indicator_values(atlas, indicator, selection.vintage, selection.population_year).values.reindex(selected.places)
    rows = pd.DataFrame({
        "municipality": atlas.municipality_names(selection.vintage, language).reindex(selected.places), "value": values,
        "initiatives_per_10000": counted / inhabitants * 10_000, "inhabitants": inhabitants, "is_chosen": selected.places.isin(list(chosen)),
    }, index=selected.places).rename_axis("nis")  # fmt: skip
    return NeedScatter(rows, rank_correlation(rows["value"], rows["initiatives_per_10000"]))
