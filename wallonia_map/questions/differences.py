"""Two selections against each other: who gained, kept, lost, or never had coverage."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from wallonia_map.errors import UnknownValueError
from wallonia_map.model import Role, Scope, Selection, Vintage
from wallonia_map.questions.places import places_of, without_place_filters
from wallonia_map.questions.selection import Selected, has_any, select
from wallonia_map.tables.atlas import Atlas

DENOMINATORS = ("municipalities", "inhabitants", "area_km2")
SHARES = ("share_municipalities", "share_inhabitants", "share_area")


class CoverageChange(StrEnum):
    """What became of a municipality from the first selection to the second, in the order of tables and keys."""

    GAINED = "gained"
    KEPT = "kept"
    LOST = "lost"
    NEVER = "never"
    NOT_KNOWN = "not-known"


@dataclass(frozen=True)
class MergedNote:
    """Through which of its parts a merged municipality is covered; all codes but `nis` are of 2019."""

    nis: str
    parts: tuple[str, ...]
    through_a: tuple[str, ...]
    through_b: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """What changed from selection `a` to selection `b`.

    `table` has one row per outcome (index, always four, and « not known » where there is any): `DENOMINATORS` and `SHARES`
    (0 to 1, of the places compared). Not known is what a possible participation in either could turn into something else.
    `municipalities` has one row per municipality (index `nis`): `municipality`, `province_nis`, `outcome`,
    `is_uncertain`, `inhabitants`, `area_km2`. `unplaced_a` and `unplaced_b` are counting initiatives whose
    municipalities are not known; a row is uncertain where such an initiative of the same LAG may turn lost (or gained)
    into kept. `merged_note` has one note per municipality of 2025 that was several before, nothing in 2019.
    """

    a: Selection
    b: Selection
    table: pd.DataFrame
    municipalities: pd.DataFrame
    unplaced_a: tuple[str, ...]
    unplaced_b: tuple[str, ...]
    merged_note: tuple[MergedNote, ...]

    @property
    def outcomes(self) -> pd.Series:
        """The outcome of each municipality, by `nis`."""
        return self.municipalities["outcome"]


def difference(atlas: Atlas, a: Selection, b: Selection, *, language: str = "fr") -> Difference:
    """Compare two selections of the same vintage and population year, where both look (all places without filters).

    Raises
    ------
    UnknownValueError
        If the second selection is of another vintage or population year than the first.
    """
    places = common_places(atlas, (a, b))
    first, second = select(atlas, a), select(atlas, b)
    in_a, in_b = places.isin(first.covered), places.isin(second.covered)
    step = np.array(
        [CoverageChange.NEVER.value, CoverageChange.GAINED.value, CoverageChange.LOST.value, CoverageChange.KEPT.value], dtype=object
    )
    unsure = places.isin(first.not_known) | places.isin(second.not_known)
    outcome = pd.Series(step[2 * in_a + in_b], index=places, dtype="str").mask(unsure, CoverageChange.NOT_KNOWN.value)
    unplaced_a, unplaced_b = unplaced(atlas, a), unplaced(atlas, b)
    uncertain = _uncertain(atlas, first, unplaced_b, places) & (outcome == CoverageChange.LOST)
    uncertain |= _uncertain(atlas, second, unplaced_a, places) & (outcome == CoverageChange.GAINED)
    uncertain |= unsure
    figures = three_figures(atlas, places, a)
    told = [item.value for item in CoverageChange if item is not CoverageChange.NOT_KNOWN or unsure.any()]
    table = figures.groupby(outcome).sum().reindex(told, fill_value=0)
    table.index.name = "outcome"
    municipalities = pd.DataFrame({
        "municipality": atlas.municipality_names(a.vintage, language).reindex(places),
        "province_nis": atlas.municipalities(a.vintage)["province_nis"].reindex(places), "outcome": outcome,
        "is_uncertain": uncertain, "inhabitants": figures["inhabitants"], "area_km2": figures["area_km2"],
    }, index=places)  # fmt: skip
    return Difference(a, b, with_shares(table), municipalities, unplaced_a, unplaced_b, _merged_notes(atlas, a, b, places))


def common_places(atlas: Atlas, selections: Sequence[Selection]) -> pd.Index:
    """The municipalities that every selection looks at; all must be of one vintage and one population year.

    Raises
    ------
    UnknownValueError
        If a selection is of another vintage or population year than the first.
    """
    first = selections[0]
    year = first.population_year or atlas.own_year(first.vintage)
    places = places_of(atlas, first)
    for other in selections[1:]:
        if other.vintage is not first.vintage:
            raise UnknownValueError("vintage to compare with", other.vintage.value, (first.vintage.value,))
        if (other.population_year or atlas.own_year(other.vintage)) != year:
            raise UnknownValueError("population year to compare with", other.population_year, (str(year),))
        places = places[places.isin(places_of(atlas, other))]
    return places


def three_figures(atlas: Atlas, places: pd.Index, selection: Selection) -> pd.DataFrame:
    """One row per place: `municipalities` (1), `inhabitants` of the selection's year, official `area_km2`; made to be summed."""
    return pd.DataFrame({
        "municipalities": 1, "inhabitants": atlas.population(selection.vintage, selection.population_year).reindex(places),
        "area_km2": atlas.municipalities(selection.vintage)["area_km2"].reindex(places),
    }, index=places)  # fmt: skip


def with_shares(table: pd.DataFrame) -> pd.DataFrame:
    """`table` of `DENOMINATORS` whose rows make up a whole, with each row's share of it (0 of an empty whole is 0)."""
    shares = {share: table[measure] / (table[measure].sum() or 1) for share, measure in zip(SHARES, DENOMINATORS, strict=True)}
    return table.assign(area_km2=table["area_km2"].astype("float64").round(4), **shares)


def unplaced(atlas: Atlas, selection: Selection) -> tuple[str, ...]:
    """Counting initiatives of `selection` whose municipalities are not known; province- and region-wide ones aside."""
    listed = select(atlas, without_place_filters(selection)).initiatives
    local = listed[listed["stage"].isin(selection.counted_statuses) & ~listed["scope"].isin([Scope.PROVINCE, Scope.REGION])]
    placed = np.zeros(len(atlas.initiatives), dtype=bool)
    codes = atlas.positions(selection.vintage)
    placed[codes.initiative[codes.role != list(Role).index(Role.POSSIBLE)]] = True  # a possible member is none that is known
    return tuple(local.index[~placed[atlas.initiatives.index.get_indexer(local.index)]])


def _uncertain(atlas: Atlas, selected: Selected, elsewhere: tuple[str, ...], places: pd.Index) -> pd.Series:
    """Places covered here by a LAG that the other selection has too, there without a known member."""
    lags = {lag for cell in atlas.initiatives.loc[list(elsewhere), "lags"] for lag in cell.split(";") if lag}
    here = has_any(selected.initiatives["lags"], lags)
    theirs = here.to_numpy()[selected.initiatives.index.get_indexer(selected.participations["initiative_id"])]
    return pd.Series(places.isin(selected.participations.loc[theirs, "nis"].unique()), index=places)


def _merged_notes(atlas: Atlas, a: Selection, b: Selection, places: pd.Index) -> tuple[MergedNote, ...]:
    source = atlas.tables["municipalities_source"]
    merged = source[source[a.vintage.column].duplicated(keep=False)]
    if merged.empty:
        return ()
    before = [select(atlas, item.replace(vintage=Vintage.base(), population_year=None, municipalities=())).covered for item in (a, b)]
    notes = []
    for nis, parts in merged.groupby(a.vintage.column)[Vintage.base().column]:
        if nis in places:
            through_a, through_b = (tuple(sorted(parts[parts.isin(covered)])) for covered in before)
            notes.append(MergedNote(str(nis), tuple(sorted(parts)), through_a, through_b))
    return tuple(notes)
