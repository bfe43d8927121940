"""What the map shows: one value or category per municipality, its classes, and what it is made of."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import pandas as pd
from pandas.util import hash_pandas_object

from wallonia_map.model import CountingRule, Indicator, Programme, Selection, Vintage
from wallonia_map.questions.coverage import sums
from wallonia_map.questions.indicators import indicator_values
from wallonia_map.questions.places import with_places_of
from wallonia_map.questions.selection import Selected, select
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.views import classing, palette
from wallonia_map.views.class_choice import ClassChoice, scale_of
from wallonia_map.views.classing import LegendRow, Scale
from wallonia_map.views.spread import Histogram, histogram
from wallonia_map.vocabulary import Kind, Word


class _Measures(Kind):
    def ids(cls) -> tuple[str, ...]:  # noqa: N805 (a class of classes)
        maps = tuple(item.membership_map for item in Programme.groups() if item.membership_map)
        return ("per-10000", "covered", "initiatives", *maps, "subsidy", *Indicator.ids())


class Measure(Word, metaclass=_Measures):
    """What can be shown, in menu order: four measures of the atlas, a map of members for every programme of groups, official indicators."""

    kind = "measure"

    @property
    def programme(self) -> Programme | None:
        """The programme whose members are shown; None for the measures of initiatives."""
        return next((item for item in Programme.groups() if item.membership_map == self), None)

    @property
    def indicator(self) -> Indicator | None:
        """The official figure that is shown; None for what the atlas counts itself."""
        return Indicator(self.value) if self.value in Indicator else None

    @property
    def is_count(self) -> bool:
        """Whether it is a plain count, which large places have more of: no rate, no share, no category."""
        return self == "initiatives"

    @property
    def is_of_territories(self) -> bool:
        """Whether a territory has a figure of it: of which group a municipality is a member, nothing adds up."""
        return self.programme is None


SCALES = {
    Measure.INITIATIVES: classing.COUNTS,
    Measure.PER_10000: classing.PER_10000,
    Measure.COVERED: classing.YES_NO,
    Measure.SUBSIDY: classing.EUR_PER_INHABITANT,
}


@dataclass(frozen=True, eq=False)
class Measured:
    """A measure over the places of a selection.

    `values` (float, missing = not known) and `classes` (int) are indexed by the municipalities in view;
    `colours[class]` paints a class; `by_programme` counts the distinct initiatives per municipality and programme, missing
    where not known;
    `categories` names each municipality's category where the measure is categorical; `scale` holds the classes where they are
    intervals of numbers.
    """

    measure: Measure
    selected: Selected
    values: pd.Series
    classes: pd.Series
    colours: tuple[str, ...]
    legend: tuple[LegendRow, ...]
    by_programme: pd.DataFrame
    categories: pd.Series | None = None
    members: Selected | None = None
    scale: Scale = classing.YES_NO

    @property
    def counted(self) -> Selected:
        """What the fill of the map says is covered: membership for a LAG measure, else the selection itself."""
        return self.selected if self.members is None else self.members

    @cached_property
    def possible(self) -> pd.Index:
        """The municipalities in view of which it is not known whether what the fill says covers them."""
        return self.values.index[self.values.index.isin(self.counted.not_known)]

    @cached_property
    def different(self) -> int:
        """How many different values are known."""
        return int(self.values.nunique())

    @cached_property
    def histogram(self) -> Histogram:
        """The known values in bins of equal width."""
        return histogram(self.values)

    @cached_property
    def histogram_of_whole(self) -> Histogram:
        """The known values, which are whole numbers, in a bin each."""
        return histogram(self.values, whole=True)

    @cached_property
    def initiatives(self) -> pd.Series:
        """Distinct initiatives per municipality (Int64); missing where only a possible participation is known."""
        return distinct_initiatives(self.selected).reindex(self.by_programme.index)

    @cached_property
    def stamp(self) -> str:
        """A text that differs where what is measured differs, to the last digit."""
        parts = [self.values, self.classes, *([] if self.categories is None else [self.categories])]
        summed = hashlib.blake2b(b"".join(hash_pandas_object(part).to_numpy().tobytes() for part in parts), digest_size=16).hexdigest()
        return f"{self.measure} {self.selected.selection} {summed}"

    @cached_property
    def circles(self) -> pd.Series:
        """Distinct projects per municipality, LAGs themselves aside: what the circles are sized by."""
        lags = [item.value for item in Programme.groups()]
        return self.by_programme.drop(columns=lags, errors="ignore").sum(axis=1).astype("int64")


@atlas_cache(128)
def measured(atlas: Atlas, selection: Selection, measure: Measure, rule: CountingRule = CountingRule.EQUAL) -> Measured:
    """`measure` for the places of `selection`; `rule` shares out subsidies of several municipalities."""
    selected = select(atlas, selection)
    if measure.programme is not None:
        return _membership(atlas, selected, measure)
    if measure.indicator is not None:
        return _official(atlas, selected, measure, measure.indicator)
    inhabitants = atlas.population(selection.vintage, selection.population_year).reindex(selected.places)
    by_programme = distinct_by_programme(selected)
    count = _distinct(selected)
    if measure is Measure.INITIATIVES:
        values = count
    elif measure is Measure.PER_10000:
        values = count / inhabitants * 10_000
    elif measure is Measure.COVERED:
        values = (count > 0).astype("float64").where(count.notna())
    else:
        values = sums(atlas, selected, rule).by_municipality["subsidy_eur"].reindex(selected.places) / inhabitants
    scale: Scale = SCALES[measure]
    numbers = classing.classes(values, scale)
    rows = classing.legend(numbers, scale, inhabitants)
    return Measured(measure, selected, values, numbers, scale.colours, tuple(rows), by_programme, scale=scale)


def _official(atlas: Atlas, selected: Selected, measure: Measure, indicator: Indicator) -> Measured:
    """An official figure in classes of as many municipalities each; zero has a class of its own only where there is one."""
    chosen = selected.selection
    values = indicator_values(atlas, indicator, chosen.vintage, chosen.population_year).values.reindex(selected.places)
    inhabitants = atlas.population(chosen.vintage, chosen.population_year).reindex(selected.places)
    scale = scale_of(values, ClassChoice.QUANTILES)
    numbers = classing.classes(values, scale)
    rows = [row for row in classing.legend(numbers, scale, inhabitants) if row.number or row.municipalities]
    return Measured(measure, selected, values, numbers, scale.colours, tuple(rows), distinct_by_programme(selected), scale=scale)


def _distinct(selected: Selected) -> pd.Series:
    pairs = selected.participations[["nis", "counted_as"]].drop_duplicates()
    count = pairs.groupby("nis").size().reindex(selected.places, fill_value=0).astype("float64")
    return count.mask(count.index.isin(selected.not_known))


def distinct_initiatives(selected: Selected) -> pd.Series:
    """Distinct counted initiatives per municipality in view (Int64); missing where only a possible participation is known."""
    return _distinct(selected).astype("Int64")


def once_each(participations: pd.DataFrame) -> pd.DataFrame:
    """One row per municipality and distinct initiative: of rows that are one initiative, the one that stands for all."""
    stands = participations["initiative_id"] == participations["counted_as"]
    return participations.assign(stands=stands).sort_values("stands", ascending=False, kind="stable").drop_duplicates(["nis", "counted_as"])


def distinct_by_programme(selected: Selected) -> pd.DataFrame:
    """Distinct initiatives per municipality (rows) and programme (columns), Int64.

    Missing where the municipality only may take part in an initiative of the programme, whatever else it takes part in.
    """
    pairs = once_each(selected.participations)
    programme = pairs["initiative_id"].map(selected.initiatives["programme"])
    table = pd.crosstab(pairs["nis"], programme)
    table = table.reindex(index=selected.places, columns=[item.value for item in Programme], fill_value=0).astype("Int64")
    named = pd.concat([selected.initiatives["programme"], selected.undated["programme"]])
    perhaps = selected.possible["initiative_id"].map(named)
    for name, rows in selected.possible.groupby(perhaps):
        table.loc[(table[name] == 0) & table.index.isin(rows["nis"]), name] = pd.NA
    return table


def _membership(atlas: Atlas, selected: Selected, measure: Measure) -> Measured:
    chosen = selected.selection
    programme = measure.programme
    assert programme is not None
    asked = Selection(programmes=(programme.value,), vintage=chosen.vintage, population_year=chosen.population_year)
    members = select(atlas, with_places_of(asked, chosen))
    group = members.participations.drop_duplicates("nis").set_index("nis")["initiative_id"].reindex(selected.places)
    colour = lag_colours(atlas, programme, chosen.vintage)
    perhaps = pd.Series(group.index.isin(members.not_known), index=group.index)
    numbers = group.map(lambda lag: 0 if pd.isna(lag) else colour[lag] + 1).astype("int64").mask(perhaps, classing.MISSING)
    inhabitants = atlas.population(chosen.vintage, chosen.population_year).reindex(selected.places)
    nobody = group.isna() & ~perhaps
    rows = [LegendRow(0, palette.NOBODY, None, None, int(nobody.sum()), int(inhabitants[nobody].sum()))]
    for lag in sorted(group.dropna().unique()):
        inside = group == lag
        paint = palette.QUALITATIVE[colour[lag]]
        rows.append(LegendRow(colour[lag] + 1, paint, None, None, int(inside.sum()), int(inhabitants[inside].sum()), lag))
    if perhaps.any():
        rows.append(LegendRow(classing.MISSING, palette.NOT_KNOWN, None, None, int(perhaps.sum()), int(inhabitants[perhaps].sum())))
    values = group.notna().astype("float64").mask(perhaps)
    colours = (palette.NOBODY, *palette.QUALITATIVE)
    return Measured(measure, selected, values, numbers, colours, tuple(rows), distinct_by_programme(selected), group, members)


@atlas_cache(8)
def lag_colours(atlas: Atlas, programme: Programme, vintage: Vintage) -> dict[str, int]:
    """A colour number per LAG so that LAGs that touch differ."""
    members = select(atlas, Selection(programmes=(programme.value,), vintage=vintage)).participations
    group = members.drop_duplicates("nis").set_index("nis")["initiative_id"]
    shapes = atlas.shapes(f"boundaries_{vintage.value}").loc[group.index]
    frame = gpd.GeoDataFrame({"lag": group}, geometry=shapes.geometry)
    pairs = frame.sjoin(frame, predicate="touches")
    touching = [(one, other) for one, other in zip(pairs["lag_left"], pairs["lag_right"], strict=True) if one != other]
    return classing.neighbour_colours(touching, sorted(group.unique()))
