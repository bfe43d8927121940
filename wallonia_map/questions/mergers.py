"""Municipalities that became one: which they were, since when, and what that changes in a count."""

import datetime
from dataclasses import dataclass

from wallonia_map.model import RoleRule, Selection, Vintage
from wallonia_map.questions.selection import select
from wallonia_map.tables.atlas import Atlas

#: What `municipality_changes` calls a merger.
_MERGED = "merged"


@dataclass(frozen=True)
class Merged:
    """One municipality of a merger, in the vintage that has it, and the distinct initiatives that count there."""

    nis: str
    vintage: Vintage
    initiatives: int


@dataclass(frozen=True)
class Merger:
    """A merger: the whole, the parts that it was made from, and the day on which it took effect."""

    whole: Merged
    parts: tuple[Merged, ...]
    day: datetime.date


def merger_of(atlas: Atlas, nis: str, rule: RoleRule = RoleRule.STRICT) -> Merger | None:
    """The merger that `nis` came from or went into, counted under `rule`; None where there is none.

    A programme that covered one part covers the whole, so that the whole counts as many initiatives as its parts together, once each.
    """
    changes = atlas.tables["municipality_changes"]
    merged = changes[changes["kind"] == _MERGED]
    whole = merged.loc[(merged["nis_before"] == nis) | (merged["nis_after"] == nis), "nis_after"]
    if whole.empty:
        return None
    rows = merged[merged["nis_after"] == whole.iloc[0]].sort_values("nis_before")
    found = {code: _counted(atlas, code, rule) for code in (*rows["nis_before"], str(whole.iloc[0]))}
    if any(told is None for told in found.values()):
        return None  # of another time than the vintages that are loaded
    *parts, last = [told for told in found.values() if told is not None]
    return Merger(last, tuple(parts), datetime.date.fromisoformat(str(rows["in_force_from"].iloc[0])[:10]))


def _counted(atlas: Atlas, nis: str, rule: RoleRule) -> Merged | None:
    vintage = next((item for item in Vintage if nis in atlas.municipalities(item).index), None)
    if vintage is None:
        return None
    pairs = select(atlas, Selection(rule=rule, vintage=vintage)).participations
    return Merged(str(nis), vintage, int(pairs.loc[pairs["nis"] == nis, "counted_as"].nunique()))
