"""The official figures of the municipalities: values in any vintage, with the period of each."""

from dataclasses import dataclass

import pandas as pd

from wallonia_map.model import Indicator, Vintage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache

#: Enough digits for any published figure; what a division adds beyond is noise, and would tell equal values apart.
_DIGITS = 12


@dataclass(frozen=True, eq=False)
class IndicatorValues:
    """An indicator over every municipality of a vintage; all series are indexed by its codes.

    `values` (float) is what is shown, in the indicator's unit; missing is not known. `periods` and `published_for` are texts:
    the period of each value, and the vintage under whose code it was published; empty where the value is not known.
    `numerator` and `denominator` are its parts, missing where not known, or None where they are not held. `period` is that of
    most values: those of another show theirs.
    """

    indicator: Indicator
    vintage: Vintage
    values: pd.Series
    periods: pd.Series
    published_for: pd.Series
    numerator: pd.Series | None
    denominator: pd.Series | None
    period: str

    @property
    def of_another_period(self) -> pd.Series:
        """The periods of the values that are not of `period`, by `nis`: they stand beside the value wherever it is shown."""
        return self.periods[self.values.notna() & (self.periods != self.period)]


@atlas_cache(64)
def indicator_values(atlas: Atlas, indicator: Indicator, vintage: Vintage, population_year: int | None = None) -> IndicatorValues:
    """The newest known value of every municipality of `vintage`.

    A value published under a code of another vintage is taken where that code stood for the same territory. Where territories
    were united, counts are added up if all parts are known for the same period; anything else is not known.

    Parameters
    ----------
    atlas, indicator
        What is asked.
    vintage
        Whose municipalities.
    population_year
        Of indicators that are worked out from the population (default: the vintage's own year); published ones have their period.
    """
    if indicator.is_derived:
        return _derived(atlas, indicator, vintage, atlas.own_year(vintage) if population_year is None else population_year)
    stored = _stored(atlas, indicator, vintage)
    index = atlas.municipalities(vintage).index
    stored = stored.reindex(index)
    values, periods = stored["value"].astype("float64"), stored["period"].fillna("").astype("str")
    numerator = denominator = None
    if indicator.is_ratio:
        numerator, denominator = values, _population_of(atlas, indicator, vintage, periods)
        values = shown_digits(numerator / denominator * indicator.row["per"])
    known = values.notna()
    published = stored["vintage"].fillna("").astype("str").where(known, "")
    return IndicatorValues(indicator, vintage, values, periods.where(known, ""), published, numerator, denominator, _usual(periods[known]))


def _stored(atlas: Atlas, indicator: Indicator, vintage: Vintage) -> pd.DataFrame:
    """The newest known stored value by code of `vintage`: `value`, `period`, `vintage` (that of the code it was published for)."""
    rows = atlas.tables["municipal_indicators"]
    rows = rows[(rows["indicator"] == indicator.value) & rows["value"].notna()]
    places = atlas.tables["municipalities_source"]
    base = Vintage.base().column
    wholes = places.groupby(vintage.column)[base].agg(frozenset)
    same = pd.Series(wholes.index, index=pd.Index(wholes.array, dtype="object"))
    found = []
    for rank, other in enumerate([vintage, *(item for item in reversed(list(Vintage)) if item != vintage)]):
        own = rows[rows["vintage"] == other.value]
        territory = places.groupby(other.column)[base].agg(frozenset)
        code = own["nis"].map(territory).map(same)
        found.append(own.assign(nis=code, rank=rank)[code.notna()])
        if indicator.row["is_additive"] and other != vintage:
            found.append(_united(own, places, other, vintage).assign(rank=rank))
    every = pd.concat(found)[["nis", "period", "value", "vintage", "rank"]]
    # Of one municipality the newest value, of one period that of its own vintage.
    every = every.sort_values(["nis", "period", "rank"], ascending=[True, False, True], kind="stable").drop_duplicates("nis")
    return every.set_index("nis")[["value", "period", "vintage"]]


def _united(own: pd.DataFrame, places: pd.DataFrame, other: Vintage, vintage: Vintage) -> pd.DataFrame:
    """Counts of the parts that a municipality of `vintage` was made of, added up where every part has one for the period."""
    pairs = places[[other.column, vintage.column]].drop_duplicates()
    parts = pairs.groupby(vintage.column).size()
    split = pairs.loc[pairs[other.column].duplicated(keep=False), vintage.column]  # a part that was split belongs to no single whole
    merged = parts[(parts > 1) & ~parts.index.isin(split)]
    joined = own.merge(pairs, left_on="nis", right_on=other.column)
    summed = joined.groupby([vintage.column, "period"]).agg(value=("value", "sum"), found=("nis", "nunique")).reset_index()
    complete = summed[summed["found"] == summed[vintage.column].map(merged)]
    return complete.drop(columns="found").rename(columns={vintage.column: "nis"}).assign(vintage=other.value)


def _population_of(atlas: Atlas, indicator: Indicator, vintage: Vintage, periods: pd.Series) -> pd.Series:
    """Inhabitants of each municipality on the 1 January that the indicator divides by: of its period's year, shifted."""
    people = pd.Series(float("nan"), index=periods.index)
    for period in sorted(set(periods) - {""}):
        year = int(period[:4]) + int(indicator.row["denominator_shift"])
        people = people.where(periods != period, atlas.known_population(vintage, year))
    return people


def _derived(atlas: Atlas, indicator: Indicator, vintage: Vintage, year: int) -> IndicatorValues:
    """An indicator of the atlas's own tables, for 1 January of `year`."""
    people = atlas.known_population(vintage, year)
    if indicator.row["denominator"] == "area":
        numerator, denominator, period = people, atlas.municipalities(vintage)["area_km2"].astype("float64"), str(year)
    else:
        before = year + int(indicator.row["denominator_shift"])
        denominator = atlas.known_population(vintage, before)
        numerator, period = people - denominator, f"{before}–{year}"
    values = shown_digits(numerator / denominator * indicator.row["per"]).rename("value")
    told = values.notna()
    periods, published = (pd.Series(text, index=values.index, dtype="str").where(told, "") for text in (period, vintage.value))
    return IndicatorValues(indicator, vintage, values, periods, published, numerator, denominator, period)


def _usual(periods: pd.Series) -> str:
    """The period of most values, the newest of those with as many; empty where nothing is known."""
    counts = periods.value_counts()
    return "" if counts.empty else str(max(counts.index[counts == counts.max()]))


def shown_digits(values: pd.Series) -> pd.Series:
    """Each value without the noise that a division adds: equal figures are equal to the last digit."""
    return values.map(lambda value: float(f"{value:.{_DIGITS}g}"), na_action="ignore").astype("float64")
