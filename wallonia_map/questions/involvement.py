"""Which municipalities take part in some initiatives, and in which of them one municipality does."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from wallonia_map.model import Role, Selection
from wallonia_map.tables.atlas import Atlas


@dataclass(frozen=True)
class Involvement:
    """The municipalities of some initiatives, in the codes of a vintage, whatever the filters on place and status.

    Attributes
    ----------
    initiatives
        The initiatives, by id.
    certain, possible
        The codes of the municipalities that take part under the role rule, and of those of which that is not known; sorted, no code in both.
    by_perimeter
        The initiatives that reach municipalities by a perimeter alone, which the role rule does not count.
    unknown
        The initiatives of which no municipality is known.
    """

    initiatives: tuple[str, ...]
    certain: tuple[str, ...]
    possible: tuple[str, ...]
    by_perimeter: tuple[str, ...]
    unknown: tuple[str, ...]


def involvement(atlas: Atlas, selection: Selection, initiatives: Sequence[str]) -> Involvement:
    """The municipalities of `initiatives` under the role rule and in the vintage of `selection`."""
    rows = atlas.participations(selection.vintage)
    rows = rows[rows["initiative_id"].isin(initiatives)]
    counted, perhaps = _counted(rows, selection), rows["role"] == Role.POSSIBLE
    certain = set(rows.loc[counted, "nis"])
    reaching, known = set(rows.loc[counted | perhaps, "initiative_id"]), set(rows["initiative_id"])
    return Involvement(
        tuple(initiatives), tuple(sorted(certain)), tuple(sorted(set(rows.loc[perhaps, "nis"]) - certain)),
        tuple(item for item in initiatives if item in known - reaching), tuple(item for item in initiatives if item not in known),
    )  # fmt: skip


@dataclass(frozen=True)
class InitiativesOfPlace:
    """Those of some initiatives that a municipality takes part in, and those of which that is not known, by id and in the given order."""

    certain: tuple[str, ...]
    possible: tuple[str, ...]


def initiatives_of_place(atlas: Atlas, selection: Selection, initiatives: Sequence[str], nis: str) -> InitiativesOfPlace:
    """Those of `initiatives` that the municipality `nis` takes part in under the role rule of `selection`; `nis` is a code of its vintage."""
    rows = atlas.participations(selection.vintage)
    rows = rows[rows["nis"] == nis]
    certain = set(rows.loc[_counted(rows, selection), "initiative_id"])
    possible = set(rows.loc[rows["role"] == Role.POSSIBLE, "initiative_id"]) - certain
    return InitiativesOfPlace(
        tuple(item for item in initiatives if item in certain), tuple(item for item in initiatives if item in possible)
    )


def _counted(rows: pd.DataFrame, selection: Selection) -> pd.Series:
    return rows["role"].isin(selection.rule.roles)
