"""Territories side by side, and the proof that what is shared out adds up."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from wallonia_map.model import CountingRule, Programme, Selection, Theme, Vintage
from wallonia_map.questions.completeness import is_partial
from wallonia_map.questions.coverage import Sums, known_amounts, sums
from wallonia_map.questions.differences import DENOMINATORS, SHARES, three_figures
from wallonia_map.questions.places import has_place_filter, places_of, without_place_filters
from wallonia_map.questions.selection import Selected, select
from wallonia_map.questions.territory import TerritoryKind, territory_codes, territory_of, territory_title
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache

COMPARE_COLUMNS = (
    "territory", "kind", "municipalities", "municipalities_covered", "share_municipalities", "inhabitants", "inhabitants_covered",
    "share_inhabitants", "area_km2", "area_covered_km2", "share_area",
    "municipalities_not_known", "inhabitants_not_known", "area_not_known_km2", "initiatives", "per_10000", "initiatives_shared",
    "known_amounts", "subsidy_eur", "subsidy_eur_per_inhabitant", *(f"theme_{theme.value}" for theme in Theme),
)  # fmt: skip


#: The columns that count initiatives, and those that say what is covered.
_COUNTED = COMPARE_COLUMNS[COMPARE_COLUMNS.index("initiatives") :]
_COVERED = ("municipalities_covered", "inhabitants_covered", "area_covered_km2", *SHARES)


@dataclass(frozen=True)
class Published:
    """A published total of a programme's subsidies in EUR; `measure` says what of: the whole, or its first phase."""

    programme: str
    measure: str
    subsidy_eur: float


@dataclass(frozen=True)
class Proof:
    """That the parts add up: over all municipalities they make `parts_initiatives` and `parts_subsidy_eur`.

    Under `equal` and `population` these are `placed_*`, what was shared out; under `full` they exceed it. `listed_*` is
    all that the selection lists: the difference has no municipality or does not count. `published` are the totals to
    hold it against, and is empty where the selection is narrower than whole programmes.
    """

    rule: CountingRule
    parts_initiatives: float
    parts_subsidy_eur: float
    placed_initiatives: int
    placed_subsidy_eur: float
    listed_initiatives: int
    listed_subsidy_eur: float
    published: tuple[Published, ...]


def levels() -> tuple[TerritoryKind, ...]:
    """The kinds of territory that lie side by side over the whole region, the largest first; groups of each period are a kind of their own."""
    groups = (TerritoryKind(item.membership_map) for item in Programme.groups())
    return (TerritoryKind.PROVINCE, TerritoryKind.ARRONDISSEMENT, TerritoryKind.COMMUNITY, TerritoryKind.CHARACTER, *groups)


@atlas_cache(32)
def by_level(
    atlas: Atlas, level: TerritoryKind, selection: Selection, rule: CountingRule = CountingRule.EQUAL, *, language: str = "fr"
) -> pd.DataFrame:
    """Every territory of one of the `levels` that has a municipality in the places of `selection`, each as a whole: as `compare` answers.

    A group of which no member is known has a row only where no filter on place is chosen: nobody knows where it lies.
    """
    places, everywhere = set(places_of(atlas, selection)), not has_place_filter(selection)
    found = [territory_of(atlas, code, selection.vintage) for code in territory_codes(atlas)]
    codes = [one.code for one in found if one.kind is level and (places.intersection(one.members) or (everywhere and not one.members))]
    return compare(atlas, codes, selection, rule, language=language)


def compare(
    atlas: Atlas, territories: Sequence[str], selection: Selection, rule: CountingRule = CountingRule.EQUAL, *, language: str = "fr"
) -> pd.DataFrame:
    """One row per territory (codes as `territory_of` takes them; index `code`, in the given order): `COMPARE_COLUMNS`.

    Filters on place in `selection` are left aside: the territories are the places. `initiatives` and `theme_…` are the
    distinct counted initiatives that touch the territory (one with two themes counts in both); `per_10000` divides them
    by its inhabitants. `initiatives_shared` and `subsidy_eur` (known subsidies, EUR) follow the counting rule: under
    `full`, the territory counts the whole of each initiative that touches it, once; under the others the sum of its
    municipalities' parts. `known_amounts` of its initiatives have an amount; without any, `subsidy_eur` is missing, also
    of a territory without an initiative where a programme is not complete.
    Of a LAG without a known member, every figure is missing. Where only possible participations reach a territory, its
    initiatives and amounts are missing; where all of it is not known, so is what is covered and its shares.
    """
    selected = select(atlas, without_place_filters(selection))
    found = [territory_of(atlas, code, selection.vintage) for code in dict.fromkeys(territories)]
    codes = pd.Index([one.code for one in found], name="code")
    members = pd.DataFrame([(one.code, nis) for one in found for nis in one.members], columns=["code", "nis"])
    figures = three_figures(atlas, atlas.municipalities(selection.vintage).index, selection)
    whole = members.join(figures, on="nis").groupby("code")[list(DENOMINATORS)].sum().reindex(codes, fill_value=0)
    reached = members[members["nis"].isin(selected.covered)]
    covered = reached.join(figures, on="nis").groupby("code")[list(DENOMINATORS)].sum().reindex(codes, fill_value=0)
    perhaps = members[members["nis"].isin(selected.not_known)]
    unsure = perhaps.join(figures, on="nis").groupby("code")[list(DENOMINATORS)].sum().reindex(codes, fill_value=0)
    table = whole.assign(
        territory=[territory_title(atlas, one, selection.vintage, language) for one in found], kind=[one.kind.value for one in found],
        municipalities_covered=covered["municipalities"], inhabitants_covered=covered["inhabitants"], area_covered_km2=covered["area_km2"],
        municipalities_not_known=unsure["municipalities"], inhabitants_not_known=unsure["inhabitants"], area_not_known_km2=unsure["area_km2"],
    )  # fmt: skip
    for share, part, of in (
        ("share_municipalities", "municipalities_covered", "municipalities"), ("share_inhabitants", "inhabitants_covered", "inhabitants"),
        ("share_area", "area_covered_km2", "area_km2"),
    ):  # fmt: skip
        table[share] = table[part] / table[of]
    areas = ["area_km2", "area_covered_km2", "area_not_known_km2"]
    table[areas] = table[areas].astype("float64").round(4)
    touching = members.merge(selected.participations[["initiative_id", "counted_as", "nis"]], on="nis")
    table = table.join(_by_theme(atlas, touching, codes)).join(
        _shared(atlas, selected, rule, members=members, touching=touching, codes=codes)
    )
    table["per_10000"] = table["initiatives"] / table["inhabitants"] * 10_000
    table["subsidy_eur_per_inhabitant"] = table["subsidy_eur"] / table["inhabitants"]
    counts = table.select_dtypes("int64").columns
    table[counts] = table[counts].astype("Int64")
    table.loc[[not one.members for one in found], [name for name in COMPARE_COLUMNS if name not in ("territory", "kind")]] = pd.NA
    only = (table["initiatives"] == 0) & (table["municipalities_not_known"] > 0)
    table.loc[only.fillna(False), list(_COUNTED)] = pd.NA
    whole_unsure = table["municipalities"] == table["municipalities_not_known"]
    table.loc[whole_unsure.fillna(False) & only.fillna(False), list(_COVERED)] = pd.NA
    return table[list(COMPARE_COLUMNS)]


def subsidies_by_rule(atlas: Atlas, territories: Sequence[str], selection: Selection) -> pd.DataFrame:
    """Known subsidies of each territory in EUR, a column per counting rule; rows, and what is missing, as in `compare`."""
    return pd.DataFrame({rule.value: compare(atlas, territories, selection, rule)["subsidy_eur"] for rule in CountingRule})


def _by_theme(atlas: Atlas, touching: pd.DataFrame, codes: pd.Index) -> pd.DataFrame:
    rows = touching.assign(theme=touching["initiative_id"].map(atlas.initiatives["themes"]).str.split(";")).explode("theme")
    rows = rows[["code", "counted_as", "theme"]].drop_duplicates()
    table = pd.crosstab(rows["code"], rows["theme"]).reindex(index=codes, columns=[theme.value for theme in Theme], fill_value=0)
    return table.add_prefix("theme_").rename_axis(columns=None)


def _shared(
    atlas: Atlas, selected: Selected, rule: CountingRule, *, members: pd.DataFrame, touching: pd.DataFrame, codes: pd.Index
) -> pd.DataFrame:
    distinct = touching[["code", "counted_as"]].drop_duplicates()
    distinct = distinct.assign(subsidy_eur=distinct["counted_as"].map(known_amounts(selected.initiatives)).astype("float64"))
    by_code = distinct.groupby("code")
    count = by_code.size().reindex(codes, fill_value=0)
    known = by_code["subsidy_eur"].count().reindex(codes, fill_value=0)
    if rule is CountingRule.FULL:
        initiatives, subsidy = count.astype("float64"), by_code["subsidy_eur"].sum().reindex(codes, fill_value=0.0)
    else:
        parts = members.join(sums(atlas, selected, rule).by_municipality, on="nis").groupby("code")
        initiatives = parts["initiatives"].sum().reindex(codes, fill_value=0.0)
        subsidy = parts["subsidy_eur"].sum().reindex(codes, fill_value=0.0)
    # not known is not zero; where the list has gaps, nor is a territory without a known initiative
    subsidy = subsidy.mask((known == 0) & ((count > 0) | is_partial(atlas, selected.selection)))
    return pd.DataFrame({"initiatives": count, "initiatives_shared": initiatives, "known_amounts": known, "subsidy_eur": subsidy})


@atlas_cache(64)
def proof(atlas: Atlas, selection: Selection, rule: CountingRule) -> Proof:
    """What the parts of all municipalities add up to under `rule`, beside what was shared out and what was published."""
    whole = without_place_filters(selection)
    found: Sums = sums(atlas, select(atlas, whole), rule)
    parts = found.by_municipality
    narrowed = whole.replace(programmes=(), rule=Selection.rule, vintage=Vintage.default(), population_year=None) != Selection()
    totals = atlas.tables["control_totals"]
    told = totals[totals["subject"].isin([] if narrowed else selection.programmes) & totals["measure"].str.endswith("subsidy_eur")]
    published = tuple(Published(row.subject, row.measure, float(row.value)) for row in told.itertuples())
    return Proof(
        rule, round(float(parts["initiatives"].sum()), 6), round(float(parts["subsidy_eur"].sum()), 2), found.placed_initiatives,
        found.placed_subsidy_eur, found.listed_initiatives, found.listed_subsidy_eur, published,
    )  # fmt: skip
