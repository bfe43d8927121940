"""Everything that the atlas knows about a place larger than a municipality: what page, paper, file and command read."""

from dataclasses import dataclass

import pandas as pd

from wallonia_map.model import CountingRule, Programme, RoleRule, Scope, Selection, Status, Vintage
from wallonia_map.questions.completeness import is_partial
from wallonia_map.questions.coverage import Coverage, coverage_of
from wallonia_map.questions.overlaps import white_spots
from wallonia_map.questions.perimeters import parts
from wallonia_map.questions.place_tables import bordering, helpers, official_figures, themes_by_status
from wallonia_map.questions.profile import naming
from wallonia_map.questions.selection import Selected, select
from wallonia_map.questions.territories import compare, subsidies_by_rule
from wallonia_map.questions.territory import Territory, territory_of, territory_selection
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache

INITIATIVE_COLUMNS = (
    "initiative_id", "programme", "title", "stage", "themes", "start_year", "end_year", "subsidy_eur", "subsidy_basis", "lead",
    "municipalities", "is_possible", "is_counted", "counted_as", "confidence", "source_urls",
)  # fmt: skip
#: A filter on a municipality that there is not: a group without a known member has no place.
_NOWHERE = ("",)


#: The row of what no programme has alone: probable duplicates are one initiative in the whole, and in each programme its own.
DUPLICATES = "duplicates"
#: Less, in EUR, is no amount.
_CENT = 0.005


@dataclass(frozen=True)
class Money:
    """Known subsidies in EUR of the distinct initiatives counted in a place.

    `whole_eur` counts each initiative in full; `shared_eur` only the place's equal part of those that reach beyond it. Both are
    missing where no amount is known. Of `initiatives`, `known` have an amount; the others' is not published.
    """

    initiatives: int
    known: int
    whole_eur: float
    shared_eur: float

    @property
    def not_published(self) -> int:
        """How many have no published amount."""
        return self.initiatives - self.known


@dataclass(frozen=True, eq=False)
class PlaceProfile:
    """One place; every table is for reading.

    `selection` counts in it: role rule, vintage, year and the filter that is the place. `selected` is what it leads to. `parts` are its connected
    parts. `population` are its inhabitants by year. `initiatives`: `INITIATIVE_COLUMNS`, every role and status; `municipalities` of the
    place take part in any role, `is_possible`: only perhaps, `is_counted`: under the rule. `wide`: initiatives of its provinces as a
    whole, never counted. `themes`: see `themes_by_status`; of ideas and of what ended without result, too. `spots`: see `white_spots`.
    `subsidies`: the known ones in EUR of each programme that has any here (index), a column per counting rule; rows as the programmes stand, then
    `DUPLICATES`, where an initiative stands in two programmes: the place may be known from one of them and the amount from the other.
    `helpers` are for `helped`: its white spots, or all its municipalities where there are none.
    """

    territory: Territory
    selection: Selection
    selected: Selected
    coverage: Coverage
    parts: tuple[tuple[str, ...], ...]
    population_year: int
    population: pd.Series
    initiatives: pd.DataFrame
    wide: pd.DataFrame
    themes: pd.DataFrame
    money: Money
    subsidies: pd.DataFrame
    official: pd.DataFrame
    neighbours: pd.DataFrame
    organisations: pd.DataFrame
    spots: pd.DataFrame
    helped: tuple[str, ...]
    helpers: pd.DataFrame
    is_partial: bool

    @property
    def distinct(self) -> int:
        """Distinct initiatives that count here."""
        return self.money.initiatives

    @property
    def has_members(self) -> bool:
        """Whether any municipality of it is known."""
        return bool(self.territory.members)

    @property
    def map_selection(self) -> Selection:
        """What a map of the place shows: of a group without a known member, its possible ones."""
        return self.selection if self.has_members else self.selection.replace(municipalities=(), groups=(self.territory.code,))


@atlas_cache(64)
def place_profile(
    atlas: Atlas, code: str, vintage: Vintage | None = None, population_year: int | None = None, *,
    rule: RoleRule = RoleRule.STRICT, language: str = "fr",
) -> PlaceProfile:  # fmt: skip
    """The profile of the territory `code`, counted under `rule`, with inhabitants on 1 January of `population_year`.

    Raises
    ------
    UnknownValueError
        If there is no such territory or population year.
    """
    vintage = vintage or Vintage.default()
    plain = Selection(rule=rule, vintage=vintage, population_year=population_year)
    territory = territory_of(atlas, code, vintage)
    inside = territory_selection(atlas, territory, plain) or plain.replace(municipalities=_NOWHERE)
    selected, members = select(atlas, inside), list(territory.members)
    every = select(atlas, inside.replace(rule=RoleRule.EXTENDED, statuses=tuple(item.value for item in Status)))
    spots = white_spots(atlas, inside, language=language)
    helped = tuple(map(str, spots.index)) or territory.members
    years = atlas.population_years(vintage)
    return PlaceProfile(
        territory=territory, selection=inside, selected=selected, coverage=coverage_of(atlas, inside), parts=parts(atlas, members, vintage),
        population_year=population_year or atlas.own_year(vintage),
        population=pd.Series({year: int(atlas.population(vintage, year).reindex(members).sum()) for year in years}, name="inhabitants").rename_axis("year"),
        initiatives=_initiatives(atlas, territory, every, selected), wide=_wide(atlas, territory, vintage),
        themes=themes_by_status(select(atlas, inside.replace(statuses=tuple(item.value for item in Status)))),
        money=_money(atlas, territory, plain), subsidies=_subsidies(atlas, territory, selected), official=official_figures(atlas, members, inside),
        neighbours=bordering(atlas, territory, plain, language=language), organisations=_organisations(atlas, members, vintage), spots=spots,
        helped=helped, helpers=helpers(atlas, helped, inside), is_partial=is_partial(atlas, inside),
    )  # fmt: skip


def _initiatives(atlas: Atlas, territory: Territory, every: Selected, selected: Selected) -> pd.DataFrame:
    """Every initiative that reaches the place or may do so: those that count first, then as the programmes stand."""
    sure = every.participations.groupby("initiative_id")["nis"].nunique()
    reached = [*sure.index, *every.possible.loc[~every.possible["initiative_id"].isin(sure.index), "initiative_id"].unique()]
    if territory.is_group and territory.code not in reached:  # no member of it is known: it is there all the same
        reached.append(territory.code)
    rows = atlas.initiatives.loc[reached]
    rows = rows.assign(
        municipalities=sure.reindex(rows.index, fill_value=0).astype("int64"), is_possible=rows.index.isin(every.possible["initiative_id"]) & ~rows.index.isin(sure.index),
        is_counted=rows.index.isin(selected.participations["initiative_id"]), 
        order=rows["programme"].map({item.value: place for place, item in enumerate(Programme)}),
    )  # fmt: skip
    rows = rows.rename_axis("initiative_id").reset_index()
    return rows.sort_values(["is_counted", "order", "initiative_id"], ascending=[False, True, True], ignore_index=True)[
        list(INITIATIVE_COLUMNS)
    ]


def _wide(atlas: Atlas, territory: Territory, vintage: Vintage) -> pd.DataFrame:
    """The initiatives of a whole province that the place lies in, in part or as a whole; of the region none: it is not narrower."""
    nis = atlas.municipalities(vintage)["province_nis"].reindex(list(territory.members)).unique()
    names = {atlas.territory_name(str(code), "fr") for code in nis}
    rows = atlas.wide[
        (atlas.wide["scope"] == Scope.PROVINCE) & atlas.wide["provinces"].str.split(";").map(lambda told: not names.isdisjoint(told))
    ]
    return rows.rename_axis("initiative_id").reset_index()


def _money(atlas: Atlas, territory: Territory, plain: Selection) -> Money:
    whole, shared = (compare(atlas, [territory.code], plain, rule).iloc[0] for rule in (CountingRule.FULL, CountingRule.EQUAL))
    if pd.isna(whole["initiatives"]):
        return Money(0, 0, float("nan"), float("nan"))
    known = int(whole["known_amounts"])
    amounts = [float(row["subsidy_eur"]) if known else float("nan") for row in (whole, shared)]
    return Money(int(whole["initiatives"]), known, *amounts)


def _subsidies(atlas: Atlas, territory: Territory, selected: Selected) -> pd.DataFrame:
    """The known subsidies of each programme under each counting rule, and what `DUPLICATES` add or take, so that all add up."""
    counted = selected.initiatives.loc[selected.initiatives.index.isin(selected.participations["initiative_id"])]
    known = set(counted.loc[counted["subsidy_eur"].notna(), "programme"])
    rows = {
        item.value: subsidies_by_rule(atlas, [territory.code], selected.selection.replace(programmes=(item.value,))).iloc[0]
        for item in Programme
        if item in known
    }
    table = pd.DataFrame.from_dict(rows, orient="index", columns=[rule.value for rule in CountingRule], dtype="float64").rename_axis(
        "programme"
    )
    rest = subsidies_by_rule(atlas, [territory.code], selected.selection).iloc[0].astype("float64") - table.sum()
    if (rest.abs() >= _CENT).any():
        table.loc[DUPLICATES] = rest
    return table


def _organisations(atlas: Atlas, members: list[str], vintage: Vintage) -> pd.DataFrame:
    source = atlas.tables["municipalities_source"]
    return naming(atlas, "organisations", tuple(source.loc[source[vintage.column].isin(members), Vintage.base().column]))
