"""Coverage in three denominators, and sums under the three counting rules with the proof that they add up."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from wallonia_map.model import CountingRule, Level, Selection, Vintage
from wallonia_map.questions.engine import Embedded, Engine, engine
from wallonia_map.questions.places import places_of
from wallonia_map.questions.selection import Selected
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache

REGION = "03000"
COVERAGE_COLUMNS = (
    "territory_nis", "territory", "municipalities", "municipalities_covered", "municipalities_not_known", "share_municipalities",
    "inhabitants", "inhabitants_covered", "inhabitants_not_known", "share_inhabitants", "area_km2", "area_covered_km2",
    "area_not_known_km2", "share_area",
)  # fmt: skip


@dataclass(frozen=True)
class Coverage:
    """One territory's coverage: how much there is of each, how much of it is covered, and of how much that is not known.

    What is not covered is the rest: the three make up the whole.
    """

    municipalities: int
    municipalities_covered: int
    inhabitants: int
    inhabitants_covered: int
    area_km2: float
    area_covered_km2: float
    municipalities_not_known: int = 0
    inhabitants_not_known: int = 0
    area_not_known_km2: float = 0.0

    @property
    def most(self) -> tuple[int, int, float]:
        """Municipalities, inhabitants and km² that are covered if all that is not known is."""
        return (
            self.municipalities_covered + self.municipalities_not_known, self.inhabitants_covered + self.inhabitants_not_known,
            round(self.area_covered_km2 + self.area_not_known_km2, 4),
        )  # fmt: skip

    @property
    def not_known_shares(self) -> tuple[float, float, float]:
        """Shares from 0 to 1 of which it is not known whether they are covered; 0 of an empty territory is 0."""
        return _shares(
            (self.municipalities_not_known, self.municipalities), (self.inhabitants_not_known, self.inhabitants),
            (self.area_not_known_km2, self.area_km2),
        )  # fmt: skip

    @property
    def shares(self) -> tuple[float, float, float]:
        """Shares from 0 to 1 of municipalities, inhabitants and area; 0 of an empty territory is 0."""
        return _shares(
            (self.municipalities_covered, self.municipalities), (self.inhabitants_covered, self.inhabitants),
            (self.area_covered_km2, self.area_km2),
        )  # fmt: skip


def _shares(*pairs: tuple[float, float]) -> tuple[float, float, float]:
    municipalities, inhabitants, area = (part / whole if whole else 0.0 for part, whole in pairs)
    return municipalities, inhabitants, area


def coverage_table(
    atlas: Atlas, covered: Iterable[str], *, not_known: Iterable[str] = (), by: Level = Level.REGION, vintage: Vintage | None = None,
    population_year: int | None = None, within: Iterable[str] | None = None, language: str = "fr",
) -> pd.DataFrame:  # fmt: skip
    """Coverage of each territory of level `by`: columns `COVERAGE_COLUMNS`, one row per territory, sorted by code.

    `covered` are municipalities (codes of `vintage`), `not_known` those of which it is not known, less the covered ones;
    `within` narrows the whole to some municipalities.
    Inhabitants on 1 January of `population_year`, area official in km², shares from 0 to 1, unrounded.
    """
    vintage = vintage or Vintage.default()
    rows = atlas.municipalities(vintage)
    keys = {
        Level.REGION: pd.Series(REGION, index=rows.index),
        Level.PROVINCE: rows["province_nis"],
        Level.ARRONDISSEMENT: rows["arrondissement_nis"],
        Level.MUNICIPALITY: rows.index.to_series(),
    }
    frame = pd.DataFrame({
        "territory_nis": keys[by], "municipalities": 1, "inhabitants": atlas.population(vintage, population_year),
        "area_km2": rows["area_km2"],
    })  # fmt: skip
    inside = frame.index.isin(list(covered))
    perhaps = frame.index.isin(list(not_known)) & ~inside
    for state, here in (("covered", inside), ("not_known", perhaps)):
        for whole in ("municipalities", "inhabitants"):
            frame[f"{whole}_{state}"] = frame[whole].where(here, 0)
        frame[f"area_{state}_km2"] = frame["area_km2"].where(here, 0.0)
    if within is not None:
        frame = frame[frame.index.isin(list(within))]
    table = frame.groupby("territory_nis").sum().reset_index()
    for share, part, whole in (
        ("share_municipalities", "municipalities_covered", "municipalities"),
        ("share_inhabitants", "inhabitants_covered", "inhabitants"),
        ("share_area", "area_covered_km2", "area_km2"),
    ):
        table[share] = table[part] / table[whole]
    areas = ["area_km2", "area_covered_km2", "area_not_known_km2"]
    table[areas] = table[areas].round(4)
    names = atlas.municipality_names(vintage, language) if by is Level.MUNICIPALITY else atlas.territories[f"name_{language}"]
    table["territory"] = names.reindex(table["territory_nis"]).to_numpy()
    return table[list(COVERAGE_COLUMNS)]


def coverage_of(atlas: Atlas, selection: Selection) -> Coverage:
    """Coverage by what `selection` asks for of the places that it leaves, counted in this process."""
    return _counted_by(atlas, selection, Embedded())


def coverage(atlas: Atlas, selection: Selection) -> Coverage:
    """As `coverage_of`, counted by the engine that the setting names."""
    return _counted_by(atlas, selection, engine())


@atlas_cache(256)
def _counted_by(atlas: Atlas, selection: Selection, counting: Engine) -> Coverage:
    covered, possible = counting.covered(atlas, selection), counting.possible(atlas, selection)
    return coverage_by(atlas, covered, selection, within=places_of(atlas, selection), not_known=possible)


def coverage_by(
    atlas: Atlas, covered: Iterable[str], selection: Selection, *, within: Iterable[str], not_known: Iterable[str] = ()
) -> Coverage:
    """Coverage of the municipalities `within` by those `covered`, whatever covers them; nothing of it is remembered.

    Of those `not_known` that are not covered, it is not known whether they are.

    Vintage and population year are those of `selection`.
    """
    table = coverage_table(
        atlas, covered, not_known=not_known, vintage=selection.vintage, population_year=selection.population_year, within=within
    )
    if table.empty:
        return Coverage(0, 0, 0, 0, 0.0, 0.0)
    row = table.iloc[0]
    return Coverage(
        int(row["municipalities"]), int(row["municipalities_covered"]), int(row["inhabitants"]),
        int(row["inhabitants_covered"]), float(row["area_km2"]), float(row["area_covered_km2"]),
        int(row["municipalities_not_known"]), int(row["inhabitants_not_known"]), float(row["area_not_known_km2"]),
    )  # fmt: skip


@dataclass(frozen=True)
class Sums:
    """Initiatives and known subsidy shared out over municipalities, and the proof that the parts add up.

    `by_municipality` has one row per municipality of the vintage: `initiatives`, `known_amounts` (initiatives with a
    known amount), `subsidy_eur` (missing where a municipality takes part but no amount is known); all three are missing
    where it is not known whether the municipality takes part in anything. `placed_*` is what was shared out, `listed_*` what the selection lists: the difference has no municipality, or does not count.
    """

    rule: CountingRule
    by_municipality: pd.DataFrame
    placed_initiatives: int
    placed_subsidy_eur: float
    listed_initiatives: int
    listed_subsidy_eur: float


def sums(atlas: Atlas, selected: Selected, rule: CountingRule) -> Sums:
    """Number of initiatives and known subsidy (EUR) per municipality under a counting rule.

    `full` gives each municipality the whole; `equal` one nth; `population` its share of the inhabitants of the
    municipalities that take part. Rows that are or may be the same initiative count once, with the first known amount.
    """
    chosen = selected.selection
    amounts = known_amounts(selected.initiatives)
    pairs = selected.participations[["counted_as", "nis"]].drop_duplicates()
    if rule is CountingRule.FULL:
        weight = pd.Series(1.0, index=pairs.index)
    elif rule is CountingRule.EQUAL:
        weight = 1.0 / pairs.groupby("counted_as")["nis"].transform("size")
    else:
        inhabitants = pairs["nis"].map(atlas.population(chosen.vintage, chosen.population_year)).astype("float64")
        weight = inhabitants / inhabitants.groupby(pairs["counted_as"]).transform("sum")
    amount = pairs["counted_as"].map(amounts).astype("float64")  # an empty selection has no numbers to tell the type
    shared = pd.DataFrame({"nis": pairs["nis"], "initiatives": weight, "known_amounts": amount.notna(), "subsidy_eur": weight * amount})
    by_nis = shared.groupby("nis").agg(
        initiatives=("initiatives", "sum"),
        known_amounts=("known_amounts", "sum"),
    )
    by_nis["subsidy_eur"] = shared.groupby("nis")["subsidy_eur"].sum(min_count=1)
    every = by_nis.reindex(atlas.municipalities(chosen.vintage).index)
    nothing = every["initiatives"].isna()
    every["subsidy_eur"] = every["subsidy_eur"].mask(nothing, 0.0)
    every[["initiatives", "known_amounts"]] = every[["initiatives", "known_amounts"]].fillna(0)
    every.loc[every.index.isin(selected.not_known)] = float("nan")  # only possible: neither zero nor one
    placed = pd.Index(pairs["counted_as"].unique())
    return Sums(rule, every, len(placed), float(amounts.reindex(placed).sum()), int(amounts.size), float(amounts.sum()))


def known_amounts(initiatives: pd.DataFrame) -> pd.Series:
    """Known subsidy by `counted_as`, missing where none of its rows knows one."""
    first = initiatives.assign(own=initiatives.index == initiatives["counted_as"]).sort_values("own", ascending=False, kind="stable")
    return first.groupby("counted_as")["subsidy_eur"].first()
