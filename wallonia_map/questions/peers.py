"""Likeness: which municipalities are alike, by a stated distance, and who of them could help with a theme."""

import math
from collections.abc import Iterable

import pandas as pd

from wallonia_map.errors import UnknownValueError
from wallonia_map.model import Indicator, RoleRule, Selection, Vintage
from wallonia_map.place import Character
from wallonia_map.questions.character import features
from wallonia_map.questions.indicators import indicator_values
from wallonia_map.questions.selection import checked, select
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache

#: Id of the text that defines likeness for the reader; its numbers are the constants below.
DEFINITION = "peers.definition"
#: Enough to rank a municipality among, few enough to read.
PEERS_FOR_RANKS = 20
#: Indicators of a likeness at most: more, and nobody sees what it is of.
MOST_LIKENESS = 3
HELP_COLUMNS = (
    "nis", "municipality", "distance", "inhabitants", "inhabitants_per_km2", "character", "initiative_id", "programme", "title", "role",
    "stage", "status", "start_year", "end_year", "is_shared", "confidence", "source_urls",
)  # fmt: skip


def likeness_of(texts: Iterable[str]) -> tuple[Indicator, ...]:
    """The indicators of a link or a widget that likeness may be measured by: what is none is left out, so is a second time, and whatever is too many."""
    return tuple(Indicator(text) for text in dict.fromkeys(texts) if text in Indicator)[:MOST_LIKENESS]


@atlas_cache(16)
def standardised(
    atlas: Atlas, vintage: Vintage | None = None, population_year: int | None = None, by: tuple[Indicator, ...] = ()
) -> pd.DataFrame:
    """The axes of likeness, by `nis`: log₁₀ of inhabitants, log₁₀ of density, and character (0, 1, 2); or the indicators `by`.

    Each is centred and divided by its standard deviation over every municipality that has a place on all of them, so that one unit
    means the same on each; an axis on which all are equal says nothing and is 0. Who has no known value of one has no row.
    """
    vintage = vintage or Vintage.default()
    if by:
        values = pd.DataFrame({item.value: indicator_values(atlas, item, vintage, population_year).values for item in by}).dropna()
        return _centred(values)
    told = features(atlas, vintage, population_year)
    step = told["character"].map({item.value: number for number, item in enumerate(Character)})
    axes = pd.DataFrame({
        "log_inhabitants": told["inhabitants"].map(math.log10), "log_density": told["inhabitants_per_km2"].map(math.log10),
        "character": step.astype("float64"),
    })  # fmt: skip
    return _centred(axes)


def _centred(axes: pd.DataFrame) -> pd.DataFrame:
    deviation = axes.std(ddof=0)
    return (axes - axes.mean()) / deviation.where(deviation > 0, 1.0)


def not_compared(
    atlas: Atlas, by: tuple[Indicator, ...], vintage: Vintage | None = None, population_year: int | None = None
) -> tuple[str, ...]:
    """The municipalities that a likeness in `by` leaves out, since a value of theirs is not known: never taken as zero."""
    vintage = vintage or Vintage.default()
    places = atlas.municipalities(vintage).index
    return tuple(map(str, places.difference(standardised(atlas, vintage, population_year, by).index))) if by else ()


def distances(
    atlas: Atlas, nis: str, vintage: Vintage | None = None, population_year: int | None = None, *, by: tuple[Indicator, ...] = ()
) -> pd.Series:
    """Distance of every other municipality from `nis`, nearest first, ties by code.

    The straight line through the axes of `standardised`: 0 is the same size, density and character, or the same values of `by`. Symmetric;
    `nis` itself is left out. Empty where a value of its own is not known.

    Raises
    ------
    UnknownValueError
        If `vintage` has no municipality with that code, or `by` has more than `MOST_LIKENESS` indicators.
    """
    vintage = vintage or Vintage.default()
    if nis not in atlas.municipalities(vintage).index:
        raise UnknownValueError(f"municipality code of {vintage.value}", nis, tuple(atlas.municipalities(vintage).index))
    if len(set(by)) > MOST_LIKENESS:
        raise UnknownValueError("number of indicators of a likeness", len(set(by)), tuple(map(str, range(MOST_LIKENESS + 1))))
    axes = standardised(atlas, vintage, population_year, by)
    if nis not in axes.index:
        return pd.Series(dtype="float64", name="distance", index=axes.index[:0])
    # Rounded so that equal municipalities tie whatever the order in which a machine adds.
    apart = ((axes - axes.loc[nis]) ** 2).sum(axis=1).pow(0.5).drop(nis).round(9)
    return apart.rename("distance").sort_index().sort_values(kind="stable")


@atlas_cache(4)
def language_regimes(atlas: Atlas, vintage: Vintage | None = None) -> pd.Series:
    """The language of the administration and that of the facilities, by `nis`: `fr`, `fr+nl`, `fr+de` or `de+fr`."""
    vintage = vintage or Vintage.default()
    rows = atlas.municipalities(vintage)
    language = rows["is_german_speaking_community"].map({True: "de", False: "fr"})
    facilities = rows["language_facilities"]
    return language.where(facilities == "", language + "+" + facilities)


def peers(
    atlas: Atlas, nis: str, *, n: int = 10, vintage: Vintage | None = None, population_year: int | None = None,
    same_province: bool = False, same_language: bool = False, by: tuple[Indicator, ...] = (), language: str = "fr",
) -> pd.DataFrame:  # fmt: skip
    """The `n` municipalities most like `nis`, nearest first (fewer where the options leave fewer).

    By `nis`: `municipality`, `distance`, `inhabitants`, `inhabitants_per_km2`, `character`, `province_nis`,
    `language_regime`, then a column of each indicator of `by`. The other options leave municipalities out; they never change a distance.
    """
    vintage = vintage or Vintage.default()
    apart = distances(atlas, nis, vintage, population_year, by=by)
    rows, regimes = atlas.municipalities(vintage), language_regimes(atlas, vintage)
    if same_province:
        apart = apart[rows["province_nis"].reindex(apart.index) == rows.at[nis, "province_nis"]]
    if same_language:
        apart = apart[regimes.reindex(apart.index) == regimes.at[nis]]
    apart = apart.head(max(n, 0))
    table = apart.to_frame().join(features(atlas, vintage, population_year))
    table.insert(0, "municipality", [atlas.municipality_name(other, vintage, language) for other in apart.index])
    table = table.join(rows["province_nis"]).join(regimes.rename("language_regime")).rename_axis("nis")
    values = {item.value: indicator_values(atlas, item, vintage, population_year).values.reindex(table.index) for item in by}
    return table.assign(**values)


@atlas_cache(64)
def who_could_help(
    atlas: Atlas, nis: str, theme: str, *, n: int = 10, rule: RoleRule = RoleRule.STRICT, vintage: Vintage | None = None,
    population_year: int | None = None, same_province: bool = False, same_language: bool = False, by: tuple[Indicator, ...] = (),
    language: str = "fr",
) -> pd.DataFrame:  # fmt: skip
    """What the `n` nearest peers with an initiative of `theme` have: one row per peer and initiative, `HELP_COLUMNS`.

    Counted are initiatives in which the peer takes part (lead or partner under « strict »), at a stage that counts;
    rows that are or may be the same initiative appear once. `is_shared`: `nis` takes part in it too. Nearest first,
    then lead before partner, then by id; titles and sources as the data has them.

    Raises
    ------
    UnknownValueError
        If there is no such theme, municipality or population year.
    """
    vintage = vintage or Vintage.default()
    asked = checked(Selection(themes=(theme,), rule=rule, vintage=vintage, population_year=population_year), atlas)
    taking_part = select(atlas, asked).participations
    everyone = peers(
        atlas, nis, n=len(atlas.municipalities(vintage)), vintage=vintage, population_year=population_year,
        same_province=same_province, same_language=same_language, by=by, language=language,
    )  # fmt: skip
    helpers = everyone[everyone.index.isin(taking_part["nis"])].head(max(n, 0))
    own = set(taking_part.loc[taking_part["nis"] == nis, "counted_as"])
    rows = taking_part[taking_part["nis"].isin(helpers.index)]
    rows = rows.assign(is_other=rows["initiative_id"] != rows["counted_as"], is_shared=rows["counted_as"].isin(own))
    rows = rows.sort_values(["is_other", "initiative_id"]).drop_duplicates(["nis", "counted_as"])
    told = ["programme", "title", "stage", "status", "start_year", "end_year", "confidence", "source_urls"]
    table = rows.join(atlas.initiatives[told], on="initiative_id").join(
        helpers.drop(columns=["province_nis", "language_regime", *(item.value for item in by)]), on="nis"
    )
    table = table.sort_values(["distance", "nis", "role", "initiative_id"], ignore_index=True)
    return table.astype({"role": "str"})[list(HELP_COLUMNS)]
