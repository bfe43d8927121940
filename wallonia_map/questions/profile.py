"""Everything that the atlas knows about one municipality."""

from dataclasses import dataclass

import pandas as pd

from wallonia_map.errors import UnknownValueError
from wallonia_map.model import Indicator, Programme, Role, RoleRule, Scope, Selection, Vintage
from wallonia_map.questions.character import features
from wallonia_map.questions.completeness import is_partial
from wallonia_map.questions.indicator_standing import indicator_standing
from wallonia_map.questions.neighbours import borders
from wallonia_map.questions.peers import PEERS_FOR_RANKS, not_compared, peers
from wallonia_map.questions.selection import Selected, select
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache

INITIATIVE_COLUMNS = (
    "initiative_id", "programme", "title", "role", "is_counted", "municipalities", "partner_nis", "partners", "themes", "stage", "status", "start_year",
    "end_year", "subsidy_eur", "subsidy_basis", "budget_eur", "budget_basis", "lead", "summary", "website", "confidence", "inferred",
    "source_urls", "counted_as",
)  # fmt: skip
STANDING_COLUMNS = ("measure", "among", "value", "rank", "equal", "of", "median")


@dataclass(frozen=True)
class Identity:
    """Who the municipality is. `codes` leads from each year of which codes are known to its codes, several where it was merged since.

    `population` are the inhabitants on 1 January, by year; `inhabitants` those of `population_year`; density is per km².
    """

    nis: str
    vintage: Vintage
    names: dict[str, str]
    codes: dict[str, tuple[str, ...]]
    parts: tuple[str, ...]
    arrondissement_nis: str
    province_nis: str
    is_german_speaking_community: bool
    language_facilities: str
    area_km2: float
    population: pd.Series
    population_year: int
    inhabitants: int
    inhabitants_per_km2: float
    character: str


@dataclass(frozen=True, eq=False)
class Profile:
    """One municipality's sheet; every table is for reading.

    `programmes`: one row per programme present: `programme`, `initiatives` (distinct, counted), `listed` (rows of any
    role and stage). `initiatives`: `INITIATIVE_COLUMNS`, every role and stage; `is_counted` tells which count under the
    rule (missing where it may take part: that is not known, and neither is the number of a programme that has only such rows); `municipalities` take part in any role, `partner_nis` are the others that lead or are partners (codes, `;`),
    `partners` the organisations as the sources name them.
    `lags`: the LAGs of each period (programme → ids); `possible_lags` those of which no source says whether it is a member. `wide`: province-wide initiatives that reach it, never counted.
    `standing`: `STANDING_COLUMNS`, one row per measure (`initiatives`, `per_10000`) and group (`all`, `peers`): rank 1 is
    the highest, `equal` others share it, `of` the municipality included. `counts` (`initiatives`, `per_10000` by `nis`) and `peers`
    (codes, nearest first) let a plot show the whole group. `neighbours`: by `nis`: `municipality`, `border_km`,
    `initiatives`, `per_10000`, and its LAG of each period. `is_partial`: not every programme is known in full, so no initiative
    is « none known ». `official`: `OFFICIAL_COLUMNS`, one row per official figure. `likeness` are the indicators by which the peers are alike
    (none: population, density and character), `not_compared` the codes without a known value of one.
    """

    identity: Identity
    rule: RoleRule
    programmes: pd.DataFrame
    initiatives: pd.DataFrame
    lags: dict[str, tuple[str, ...]]
    possible_lags: dict[str, tuple[str, ...]]
    wide: pd.DataFrame
    organisations: pd.DataFrame
    indicators: pd.DataFrame
    counts: pd.DataFrame
    peers: tuple[str, ...]
    standing: pd.DataFrame
    neighbours: pd.DataFrame
    is_partial: bool
    official: pd.DataFrame
    likeness: tuple[Indicator, ...] = ()
    not_compared: tuple[str, ...] = ()


@atlas_cache(256)
def municipality_profile(
    atlas: Atlas, nis: str, vintage: Vintage | None = None, population_year: int | None = None, *,
    rule: RoleRule = RoleRule.STRICT, by: tuple[Indicator, ...] = (), language: str = "fr",
) -> Profile:  # fmt: skip
    """The sheet of municipality `nis` of `vintage`; counts and ranks under `rule`, inhabitants on 1 January of `population_year`.

    Its peers are alike in the indicators `by`, or in population, density and character.

    Raises
    ------
    UnknownValueError
        If the vintage has no such municipality or population year.
    """
    vintage = vintage or Vintage.default()
    if nis not in atlas.municipalities(vintage).index:
        raise UnknownValueError(f"municipality code of {vintage.value}", nis, tuple(atlas.municipalities(vintage).index))
    who = _identity(atlas, nis, vintage, population_year)
    selected = select(atlas, Selection(rule=rule, vintage=vintage, population_year=population_year))
    members, perhaps = _lag_members(atlas, vintage), _lag_members(atlas, vintage, possible=True)
    counts = _counts(atlas, selected)
    alike = tuple(peers(atlas, nis, n=PEERS_FOR_RANKS, vintage=vintage, population_year=population_year, by=by).index)
    among = [("all", counts), *([("peers", counts.loc[[nis, *alike]])] if alike else [])]
    listed = _initiatives(atlas, who, selected)
    province = atlas.territory_name(who.province_nis, "fr")
    wide = atlas.wide[(atlas.wide["scope"] == Scope.PROVINCE) & atlas.wide["provinces"].str.split(";").map(lambda names: province in names)]
    return Profile(
        identity=who, rule=rule, programmes=_programmes(listed), initiatives=listed,
        lags={period: tuple(lag for lag in members.at[nis, period].split(";") if lag) for period in members},
        possible_lags={period: tuple(lag for lag in perhaps.at[nis, period].split(";") if lag) for period in perhaps},
        wide=wide.reset_index()[[name for name in INITIATIVE_COLUMNS if name in ("initiative_id", *wide.columns)]],
        organisations=naming(atlas, "organisations", who.parts), indicators=naming(atlas, "indicators", who.parts),
        counts=counts, peers=alike,
        standing=pd.concat([_standing(group, nis, name) for name, group in among], ignore_index=True),
        neighbours=_neighbours(atlas, who, counts, members, language), is_partial=is_partial(atlas, selected.selection),
        official=indicator_standing(atlas, nis, alike, vintage=vintage, population_year=population_year),
        likeness=by, not_compared=not_compared(atlas, by, vintage, population_year),
    )  # fmt: skip


def _identity(atlas: Atlas, nis: str, vintage: Vintage, population_year: int | None) -> Identity:
    row, told = atlas.municipalities(vintage).loc[nis], features(atlas, vintage, population_year).loc[nis]
    source = atlas.tables["municipalities_source"]
    parts = source[source[vintage.column] == nis].sort_values(Vintage.base().column)
    years = atlas.population_years(vintage)
    return Identity(
        nis=nis, vintage=vintage, names={language: str(row[f"name_{language}"]) for language in ("fr", "nl", "de")},
        codes={year: tuple(parts[f"nis_{year}"].drop_duplicates()) for year in sorted(name.removeprefix("nis_") for name in parts.columns if name.startswith("nis_"))}, parts=tuple(parts[Vintage.base().column]),
        arrondissement_nis=str(row["arrondissement_nis"]), province_nis=str(row["province_nis"]),
        is_german_speaking_community=bool(row["is_german_speaking_community"]), language_facilities=str(row["language_facilities"]),
        area_km2=float(row["area_km2"]),
        population=pd.Series({year: int(atlas.population(vintage, year).at[nis]) for year in years}, name="inhabitants").rename_axis("year"),
        population_year=population_year or atlas.own_year(vintage), inhabitants=int(told["inhabitants"]),
        inhabitants_per_km2=float(told["inhabitants_per_km2"]), character=str(told["character"]),
    )  # fmt: skip


def _initiatives(atlas: Atlas, who: Identity, selected: Selected) -> pd.DataFrame:
    """Every participation, strongest role first within each programme; ideas and perimeters too, marked as not counted."""
    every = atlas.participations(who.vintage)
    own = every[every["nis"] == who.nis].join(atlas.initiatives, on="initiative_id")
    beside = every[every["initiative_id"].isin(own["initiative_id"]) & (every["nis"] != who.nis)]
    partners = (
        beside[~beside["role"].isin([Role.SERVED, Role.POSSIBLE])]
        .groupby("initiative_id")["nis"]
        .agg(lambda codes: ";".join(sorted(codes)))
        .astype("str")
    )
    counted = selected.participations.loc[selected.participations["nis"] == who.nis, "initiative_id"]
    is_counted, is_possible = own["initiative_id"].isin(counted).astype("boolean"), own["role"] == Role.POSSIBLE
    known = (
        own["initiative_id"].map(beside[beside["role"] != Role.POSSIBLE].groupby("initiative_id").size()).fillna(0).astype("Int64")
        + ~is_possible
    )
    own = own.assign(
        is_counted=is_counted.mask(is_possible & ~is_counted), municipalities=known.mask(is_possible & (known == 0)),
        partner_nis=own["initiative_id"].map(partners).astype("str").fillna(""),
        order=own["programme"].map({item.value: place for place, item in enumerate(Programme)}),
    )  # fmt: skip
    own = own.sort_values(["order", "role", "initiative_id"], ignore_index=True)
    return own.astype({"role": "str"})[list(INITIATIVE_COLUMNS)]


def _programmes(initiatives: pd.DataFrame) -> pd.DataFrame:
    """How many count, and how many are listed; where only possible ones are, no number counts: that is not known."""
    listed = initiatives.groupby("programme", sort=False).size()
    # A row linked to one of another programme counts once, there where it comes first.
    counted = initiatives[initiatives["is_counted"].fillna(value=False)].drop_duplicates("counted_as").groupby("programme").size()
    perhaps = initiatives["is_counted"].isna().groupby(initiatives["programme"]).any().reindex(listed.index)
    numbers = counted.reindex(listed.index, fill_value=0).astype("Int64")
    return pd.DataFrame({"initiatives": numbers.mask(perhaps & (numbers == 0)), "listed": listed}).reset_index()


@atlas_cache(4)
def _lag_members(atlas: Atlas, vintage: Vintage, *, possible: bool = False) -> pd.DataFrame:
    """The LAG of each municipality in each period (or the possible ones): ids, `;` between them where there are several."""
    lags = [item.value for item in Programme.groups()]
    found = select(atlas, Selection(programmes=tuple(lags), vintage=vintage))
    members = found.possible if possible else found.participations
    programme = members["initiative_id"].map(atlas.initiatives["programme"])
    table = (
        members.groupby([members["nis"], programme.rename("programme")])["initiative_id"].agg(lambda ids: ";".join(sorted(ids))).unstack()
    )
    return table.reindex(index=atlas.municipalities(vintage).index, columns=lags).astype("str").fillna("")


def _counts(atlas: Atlas, selected: Selected) -> pd.DataFrame:
    """Distinct counted initiatives per municipality, and per 10,000 inhabitants."""
    chosen = selected.selection
    inhabitants = atlas.population(chosen.vintage, chosen.population_year)
    count = selected.participations[["nis", "counted_as"]].drop_duplicates().groupby("nis").size().reindex(inhabitants.index, fill_value=0)
    if len(selected.not_known):  # neither zero nor one
        count = count.astype("float64").mask(count.index.isin(selected.not_known))
    return pd.DataFrame({"initiatives": count, "per_10000": count / inhabitants * 10_000}).rename_axis("nis")


def _standing(group: pd.DataFrame, nis: str, among: str) -> pd.DataFrame:
    own = group.loc[nis]
    if own.isna().any():
        return pd.DataFrame(columns=list(STANDING_COLUMNS))  # what is not known has no rank
    group = group.dropna()
    return pd.DataFrame([
        {"measure": measure, "among": among, "value": float(own[measure]), "rank": int((group[measure] > own[measure]).sum()) + 1,
         "equal": int((group[measure] == own[measure]).sum()) - 1, "of": len(group), "median": float(group[measure].median())}
        for measure in group
    ], columns=list(STANDING_COLUMNS))  # fmt: skip


def naming(atlas: Atlas, table: str, parts: tuple[str, ...]) -> pd.DataFrame:
    """The rows that name the municipality or one of the parts it was merged from."""
    source = atlas.tables["municipalities_source"]
    names = source.loc[source[Vintage.base().column].isin(parts), "name_fr"]
    rows = atlas.tables[table]
    return rows[rows["municipality"].isin(names)].reset_index(drop=True)


def _neighbours(atlas: Atlas, who: Identity, counts: pd.DataFrame, members: pd.DataFrame, language: str) -> pd.DataFrame:
    pairs = borders(atlas, who.vintage)
    beside = pairs[pairs["nis"] == who.nis].set_index("neighbour_nis")[["border_km"]].rename_axis("nis")
    beside.insert(0, "municipality", [atlas.municipality_name(other, who.vintage, language) for other in beside.index])
    return beside.join(counts).join(members.rename(columns={item.value: f"lag_{item.short_key}" for item in Programme.groups()}))
