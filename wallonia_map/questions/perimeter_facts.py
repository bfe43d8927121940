"""What a perimeter is made of: its size, its parts, the groups that it takes municipalities from, the white spots in it."""

from dataclasses import dataclass

import pandas as pd

from wallonia_map.model import Programme, Selection, Vintage
from wallonia_map.place import Bounds
from wallonia_map.questions.neighbours import borders
from wallonia_map.questions.overlaps import white_spots
from wallonia_map.questions.perimeter_bounds import bound_checks
from wallonia_map.questions.perimeters import parts
from wallonia_map.questions.places import group_members
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache

FACT_COLUMNS = ("fact", "about", "value", "of", "municipalities")


@dataclass(frozen=True)
class GroupShare:
    """A group with members in a perimeter: those, and how many municipalities it has in all, possible ones included."""

    group: str
    members: tuple[str, ...]
    size: int


@dataclass(frozen=True)
class PeriodFacts:
    """The municipalities of a perimeter against the groups of one period; each is in one of three states.

    `members` have a group (`groups` says which, and a municipality may have two), `possible` may have one, and `without` have none: they
    would join.
    """

    programme: Programme
    without: tuple[str, ...]
    members: tuple[str, ...]
    possible: tuple[str, ...]
    groups: tuple[GroupShare, ...]


@dataclass(frozen=True)
class PerimeterFacts:
    """The figures of a perimeter: inhabitants of the selection's year, official area, connected parts, groups of every period, white spots."""

    codes: tuple[str, ...]
    inhabitants: int
    area_km2: float
    parts: tuple[tuple[str, ...], ...]
    periods: tuple[PeriodFacts, ...]
    white_spots: tuple[str, ...]

    @property
    def is_contiguous(self) -> bool:
        """Whether each municipality is reached from each other one within the perimeter."""
        return len(self.parts) <= 1


@atlas_cache(32)
def perimeter_facts(atlas: Atlas, codes: tuple[str, ...], selection: Selection) -> PerimeterFacts:
    """What the municipalities `codes` (of the selection's vintage) are together.

    White spots are those that nothing covers under the selection's rule, whatever else it filters on.
    """
    vintage, year = selection.vintage, selection.population_year
    inside = Selection(rule=selection.rule, vintage=vintage, population_year=year, municipalities=codes)
    area = float(atlas.municipalities(vintage)["area_km2"].reindex(list(codes)).sum())
    return PerimeterFacts(
        codes, int(atlas.population(vintage, year).reindex(list(codes)).sum()), round(area, 4), parts(atlas, codes, vintage),
        tuple(_period(atlas, programme, codes, selection) for programme in reversed(Programme.groups())),
        tuple(sorted(white_spots(atlas, inside).index)) if codes else (),
    )  # fmt: skip


def _period(atlas: Atlas, programme: Programme, codes: tuple[str, ...], selection: Selection) -> PeriodFacts:
    rows = group_members(atlas, selection.vintage)
    rows = rows[rows["group"].map(atlas.initiatives["programme"]) == programme.value]
    here = rows[rows["nis"].isin(codes)]
    sure = set(here.loc[~here["is_possible"], "nis"])
    possible = set(here.loc[here["is_possible"], "nis"]) - sure
    sizes = rows.groupby("group")["nis"].nunique()
    groups = tuple(
        GroupShare(str(group), tuple(sorted(members["nis"])), int(sizes[group]))
        for group, members in here[~here["is_possible"]].groupby("group")
    )
    return PeriodFacts(
        programme, tuple(code for code in codes if code not in sure | possible), tuple(sorted(sure)), tuple(sorted(possible)),
        tuple(sorted(groups, key=lambda one: (-len(one.members), one.group))),
    )  # fmt: skip


def facts_table(facts: PerimeterFacts, bounds: Bounds | None = None) -> pd.DataFrame:
    """The facts as rows: `FACT_COLUMNS`; `about` is a programme or a group, `of` the size of the group, `municipalities` codes with `;`.

    Of a bound (`least_…`, `most_…`) `value` is what it is about and `of` the bound; `about` says `kept` or `missed`.
    """
    rows: list[tuple[str, str, object, object, tuple[str, ...]]] = [
        ("municipalities", "", len(facts.codes), "", facts.codes), ("inhabitants", "", facts.inhabitants, "", ()),
        ("area_km2", "", facts.area_km2, "", ()),
        *(("part", str(number), len(part), "", part) for number, part in enumerate(facts.parts, start=1)),
    ]  # fmt: skip
    for period in facts.periods:
        for state in ("without", "members", "possible"):
            codes = getattr(period, state)
            rows.append((f"groups_{state}", period.programme.value, len(codes), "", codes))
        rows += [("group", one.group, len(one.members), one.size, one.members) for one in period.groups]
    rows.append(("white_spots", "", len(facts.white_spots), "", facts.white_spots))
    checks = bound_checks(bounds or Bounds(), municipalities=len(facts.codes), inhabitants=facts.inhabitants)
    rows += [(f"{one.end}_{one.measure}", "kept" if one.is_kept else "missed", one.value, one.bound, ()) for one in checks]
    told = [(fact, about, str(value), str(of), ";".join(codes)) for fact, about, value, of, codes in rows]
    return pd.DataFrame(told, columns=list(FACT_COLUMNS), dtype="str")


def with_neighbours(atlas: Atlas, codes: tuple[str, ...], vintage: Vintage) -> tuple[str, ...]:
    """The municipalities and all that share a border with one of them."""
    pairs = borders(atlas, vintage)
    return tuple(sorted({*codes, *pairs.loc[pairs["nis"].isin(codes), "neighbour_nis"]}))
