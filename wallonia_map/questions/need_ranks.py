"""White spots in the order of need: the mean rank in up to three indicators, with its parts and what each of them weighs."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from wallonia_map.errors import UnknownValueError
from wallonia_map.model import Direction, Indicator, Selection
from wallonia_map.questions.indicators import indicator_values
from wallonia_map.questions.overlaps import white_spots
from wallonia_map.tables.atlas import Atlas

MOST_CRITERIA = 3


@dataclass(frozen=True)
class Criterion:
    """An indicator, and which of its ends means more need: a visitor says so where the indicator itself does not."""

    indicator: Indicator
    direction: Direction

    @classmethod
    def of(cls, indicator: Indicator, direction: Direction | None = None) -> "Criterion":
        """The indicator with its own direction, unless another is chosen; one that has none takes the higher values."""
        own = indicator.direction if direction is None else direction
        return cls(indicator, Direction.HIGHER if own is Direction.CONTEXTUAL else own)


def criterion_text(criterion: Criterion) -> str:
    """As links and commands write it: `income-per-return:lower`."""
    return f"{criterion.indicator.value}:{criterion.direction.value}"


def every_criterion() -> dict[str, Criterion]:
    """Each indicator in both directions by its text, in menu order, its own direction first."""
    found: dict[str, Criterion] = {}
    for indicator in Indicator:
        own = Criterion.of(indicator)
        other = Criterion(indicator, Direction.LOWER if own.direction is Direction.HIGHER else Direction.HIGHER)
        found |= {criterion_text(item): item for item in (own, other)}
    return found


def criteria_of(texts: Sequence[str]) -> tuple[Criterion, ...]:
    """The criteria of a link in the order of choice: what is none is left out, and so is an indicator's second and whatever is too many."""
    valid, found = every_criterion(), dict[str, Criterion]()
    for text in texts:
        if text in valid:
            found.setdefault(valid[text].indicator.value, valid[text])
    return tuple(found.values())[:MOST_CRITERIA]


@dataclass(frozen=True, eq=False)
class NeedRanks:
    """White spots by need, the greatest first; those of which an indicator is not known stand last, without a rank.

    `table` has one row per white spot (index `nis`): `municipality`, `province_nis`, `inhabitants`, `position` (1 is the greatest
    need; equal scores share the best), `score` (the mean of the ranks), `value_1` … and `rank_1` … of each criterion,
    and `position_without_1` … with that one left out, where there are several. `best` and `worst` are the ends of
    all these positions: where they lie far apart, the order is one of the choice of indicators.
    """

    criteria: tuple[Criterion, ...]
    table: pd.DataFrame

    @property
    def largest_shift(self) -> pd.Series:
        """By how many places each white spot moves at most if one criterion is left out (Int64); missing where it has no rank."""
        return (self.table["worst"] - self.table["best"]).rename("largest_shift")


def need_ranks(atlas: Atlas, selection: Selection, criteria: Sequence[Criterion], *, language: str = "fr") -> NeedRanks:
    """The municipalities that nothing in `selection` covers, ranked by `criteria` among themselves.

    Rank 1 is the greatest need in a criterion; equal values share their mean rank.

    Raises
    ------
    UnknownValueError
        If there are none or more than three criteria, or one indicator twice.
    """
    asked = [item.indicator.value for item in criteria]
    if not 0 < len(asked) <= MOST_CRITERIA or len(set(asked)) < len(asked):
        raise UnknownValueError("number of different indicators", len(set(asked)), tuple(map(str, range(1, MOST_CRITERIA + 1))))
    spots = white_spots(atlas, selection, language=language)[["municipality", "province_nis", "inhabitants"]]
    table = spots.copy()
    for number, item in enumerate(criteria, start=1):
        values = indicator_values(atlas, item.indicator, selection.vintage, selection.population_year).values.reindex(spots.index)
        table[f"value_{number}"] = values
    known = table.filter(regex=r"^value_").notna().all(axis=1)
    for number, item in enumerate(criteria, start=1):
        table[f"rank_{number}"] = table.loc[known, f"value_{number}"].rank(ascending=item.direction is Direction.LOWER)
    ranks = table.filter(regex=r"^rank_")
    table.insert(3, "position", _position(ranks.mean(axis=1)))
    table.insert(4, "score", ranks.mean(axis=1))
    others = [f"position_without_{number}" for number in range(1, len(asked) + 1)] if len(asked) > 1 else []
    for name, left_out in zip(others, ranks, strict=False):
        table[name] = _position(ranks.drop(columns=left_out).mean(axis=1))
    every = table[["position", *others]]
    table["best"], table["worst"] = every.min(axis=1).astype("Int64"), every.max(axis=1).astype("Int64")
    ordered = table.rename_axis("nis").reset_index().sort_values(["position", "nis"], na_position="last", kind="stable")
    return NeedRanks(tuple(criteria), ordered.set_index("nis"))


def _position(score: pd.Series) -> pd.Series:
    """Which place a score has, the lowest first; equal ones share the best."""
    return score.round(9).rank(method="min").astype("Int64")
