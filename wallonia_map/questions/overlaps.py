"""Two or three selections laid over each other, and the municipalities that nothing covers."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from wallonia_map.errors import UnknownValueError
from wallonia_map.model import Programme, RoleRule, Selection, Vintage
from wallonia_map.questions.differences import DENOMINATORS, common_places, three_figures, with_shares
from wallonia_map.questions.engine import engine
from wallonia_map.questions.neighbours import borders
from wallonia_map.questions.places import without_place_filters
from wallonia_map.questions.selection import select
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache

_SPOT_COLUMNS = (
    "municipality", "province_nis", "inhabitants", "area_km2", "is_only_served", "neighbours", "neighbours_covered",
    "neighbours_not_known", "initiatives_next_door",
)  # fmt: skip


def white_spot_columns() -> tuple[str, ...]:
    """The columns of `white_spots`: one for the groups of every period at the end."""
    return (*_SPOT_COLUMNS, *(f"lags_{item.short_key}_next_door" for item in Programme.groups()))


#: The code of a combination that is not known.
NOT_KNOWN = -1


@dataclass(frozen=True)
class Overlap:
    """Which parts cover which municipalities.

    A combination's code is the sum of 1, 2, 4 for the first, second and third part: 0 is none, 7 all of three. Where it is
    not known whether a part covers a municipality, neither is the combination: `NOT_KNOWN`, and the part's flag is missing.
    `table` has one row per combination (index `code`; most parts first, none last, and « not known » where there is any): one boolean column per part, then
    `DENOMINATORS` and their shares (0 to 1, of the places compared). `membership` has one row per municipality (index
    `nis`): the same boolean columns, and `code`.
    """

    parts: tuple[str, ...]
    table: pd.DataFrame
    membership: pd.DataFrame

    @property
    def codes(self) -> pd.Series:
        """The combination code of each municipality, by `nis`."""
        return self.membership["code"]


def overlap(atlas: Atlas, parts: Mapping[str, Selection]) -> Overlap:
    """Lay two or three selections of one vintage over each other; every municipality is in just one combination.

    Raises
    ------
    UnknownValueError
        If there are fewer than two or more than three parts, or their vintages or population years differ.
    """
    if len(parts) not in (2, 3):
        raise UnknownValueError("number of things to lay over each other", len(parts), ("2", "3"))
    names, selections = tuple(parts), list(parts.values())
    places = common_places(atlas, selections)
    membership = pd.DataFrame({name: places.isin(engine().covered(atlas, parts[name])) for name in names}, index=places)
    membership["code"] = sum(membership[name].astype("int64") * 2**bit for bit, name in enumerate(names))
    for name in names:
        unsure = places.isin(engine().possible(atlas, parts[name])) & ~membership[name]
        if unsure.any():
            membership[name] = membership[name].astype("boolean").mask(unsure)
            membership["code"] = membership["code"].mask(unsure, NOT_KNOWN)
    codes = sorted(range(2 ** len(names)), key=lambda code: (-code.bit_count(), _places_in_order(code, len(names))))
    codes += [NOT_KNOWN] if (membership["code"] == NOT_KNOWN).any() else []
    summed = three_figures(atlas, places, selections[0]).groupby(membership["code"]).sum().reindex(codes, fill_value=0)
    inside = pd.DataFrame({name: [bool(code >> bit & 1) for code in codes] for bit, name in enumerate(names)}, index=summed.index)
    if NOT_KNOWN in codes:
        inside = inside.astype("boolean")
        inside.loc[NOT_KNOWN] = pd.NA
    return Overlap(names, inside.join(with_shares(summed[list(DENOMINATORS)])), membership)


def _places_in_order(code: int, parts: int) -> tuple[bool, ...]:
    """Sorts the combinations of as many parts by which part comes first."""
    return tuple(not code >> bit & 1 for bit in range(parts))


@atlas_cache(32)
def white_spots(atlas: Atlas, selection: Selection, *, language: str = "fr") -> pd.DataFrame:
    """The municipalities that nothing in `selection` covers, most inhabitants first: `white_spot_columns()` by `nis`.

    One that only may be covered is not among them: nobody knows that it has none. `neighbours_not_known` are such.

    `is_only_served`: inside a perimeter, so covered under « extended » and not under the selection's « strict ».
    `neighbours` share a border and lie in Wallonia; `neighbours_covered` of them, and `initiatives_next_door` distinct
    initiatives there, are counted under the same selection, in every place: a filter on place hides no neighbour.
    `lags_…_next_door` are the LAGs of each period with a member among the neighbours (ids, `;` between them).
    """
    places = common_places(atlas, (selection,))
    found = select(atlas, selection)
    spots = places[~places.isin(found.covered) & ~places.isin(found.not_known)]
    served = select(atlas, selection.replace(rule=RoleRule.EXTENDED)).covered
    everywhere = select(atlas, without_place_filters(selection))
    counted = everywhere.participations[["nis", "counted_as"]].drop_duplicates()
    pairs = borders(atlas, selection.vintage)
    pairs = pairs[pairs["nis"].isin(spots)]
    beside = pairs.merge(counted.rename(columns={"nis": "neighbour_nis"}), on="neighbour_nis").groupby("nis")
    figures = three_figures(atlas, spots, selection)
    told = {
        f"lags_{item.short_key}_next_door": _lags_next_door(atlas, pairs, item, selection.vintage).reindex(spots, fill_value="")
        for item in Programme.groups()
    }
    table = pd.DataFrame({
        "municipality": atlas.municipality_names(selection.vintage, language).reindex(spots),
        "province_nis": atlas.municipalities(selection.vintage)["province_nis"].reindex(spots),
        "inhabitants": figures["inhabitants"], "area_km2": figures["area_km2"], "is_only_served": spots.isin(served),
        "neighbours": pairs.groupby("nis").size().reindex(spots, fill_value=0),
        "neighbours_covered": beside["neighbour_nis"].nunique().reindex(spots, fill_value=0),
        "neighbours_not_known": pairs["neighbour_nis"].isin(everywhere.not_known).groupby(pairs["nis"]).sum().reindex(spots, fill_value=0),
        "initiatives_next_door": beside["counted_as"].nunique().reindex(spots, fill_value=0),
        **told,
    }, index=spots)[list(white_spot_columns())]  # fmt: skip
    return table.rename_axis("nis").sort_values(["inhabitants", "nis"], ascending=[False, True])


def _lags_next_door(atlas: Atlas, pairs: pd.DataFrame, programme: Programme, vintage: Vintage) -> pd.Series:
    """Ids of the LAGs of a period that a neighbour is a member of, by `nis`; only where there is one."""
    members = select(atlas, Selection(programmes=(programme.value,), vintage=vintage)).participations[["nis", "initiative_id"]]
    beside = pairs.merge(members.rename(columns={"nis": "neighbour_nis"}), on="neighbour_nis")[["nis", "initiative_id"]]
    return beside.drop_duplicates().sort_values(["nis", "initiative_id"]).groupby("nis")["initiative_id"].agg(";".join)
