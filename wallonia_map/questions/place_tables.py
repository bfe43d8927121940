"""The tables of a place's profile: themes by status, what borders on it, who could help, the official figures."""

from collections.abc import Collection, Sequence

import pandas as pd

from wallonia_map.model import COUNTING_STATUSES, Indicator, Selection, Status, Theme
from wallonia_map.questions.indicator_figures import territory_figures
from wallonia_map.questions.indicators import indicator_values
from wallonia_map.questions.neighbours import borders
from wallonia_map.questions.peers import distances
from wallonia_map.questions.places import without_place_filters
from wallonia_map.questions.selection import Selected, select
from wallonia_map.questions.territories import compare
from wallonia_map.questions.territory import Territory, TerritoryKind, territory_codes, territory_of
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache

#: The statuses in the order in which one row of several that are the same initiative speaks for all of them.
STATUSES = (Status.RUNNING, Status.FINISHED, Status.UNKNOWN, Status.NO_RESULT, Status.IDEA)
#: The columns of `themes_by_status` that are always there; a status without result only where there is one.
ALWAYS = (Status.RUNNING, Status.FINISHED, Status.IDEA, Status.UNKNOWN)
#: Rows of `themes_by_status` beside the themes: no theme is known, and all themes together.
NO_THEME, ALL = "", "all"
BORDER_COLUMNS = (
    "territory", "kind", "border_km", "municipalities", "municipalities_covered", "municipalities_not_known", "inhabitants", "initiatives",
)  # fmt: skip
HELPER_COLUMNS = ("theme", "nis", "helper_nis", "distance", "initiative_id", "role")
#: So many municipalities are named for one that could learn from them about a theme.
HELPERS_EACH = 3
FIGURE_COLUMNS = ("indicator", "value", "basis", "period", "municipalities", "municipalities_known", "region_value")


def themes_by_status(selected: Selected) -> pd.DataFrame:
    """How many distinct initiatives of `selected` stand where: a row per theme, a column per status, and `total`.

    An initiative with two themes is in both rows; the row `all` has it once. Rows that are the same initiative count once: by the
    rows that count where there are any, at the first status of `STATUSES` among them. Those of which no row has a theme are in the
    row `NO_THEME`. What is only possible is not in it.
    """
    reached = selected.initiatives[selected.initiatives.index.isin(selected.participations["initiative_id"])]
    rows = reached.assign(
        counts=reached["stage"].isin(COUNTING_STATUSES), order=reached["stage"].map({item.value: n for n, item in enumerate(STATUSES)})
    )
    rows = rows[rows["counts"] == rows.groupby("counted_as")["counts"].transform("max")]
    rows = rows.assign(
        state=rows.sort_values("order").groupby("counted_as")["stage"].transform("first"), theme=rows["themes"].str.split(";")
    ).explode("theme")
    rows = rows[["counted_as", "state", "theme"]].drop_duplicates()
    themed = rows.loc[rows["theme"] != "", "counted_as"]
    rows = rows[(rows["theme"] != "") | ~rows["counted_as"].isin(themed)]
    everything = rows.drop_duplicates("counted_as").assign(theme=ALL)
    statuses = [item.value for item in Status if item in ALWAYS or (everything["state"] == item.value).any()]
    index = [*Theme.ids(), *([NO_THEME] if (rows["theme"] == NO_THEME).any() else []), ALL]
    counted = pd.concat([rows, everything])
    table = pd.crosstab(counted["theme"], counted["state"]).reindex(index=index, columns=statuses, fill_value=0)
    return table.assign(total=table.sum(axis=1)).rename_axis(index="theme", columns=None)


def bordering(atlas: Atlas, territory: Territory, selection: Selection, *, language: str) -> pd.DataFrame:
    """What borders on a territory: those of the same kind, or the municipalities around one that has no such; `BORDER_COLUMNS` by code.

    The longest border first; a municipality in both of two groups lies on neither side.
    """
    pairs = borders(atlas, selection.vintage)
    pairs = pairs[pairs["nis"].isin(territory.members) & ~pairs["neighbour_nis"].isin(territory.members)]
    beside = pairs.groupby("neighbour_nis")["border_km"].sum()
    if territory.kind in (TerritoryKind.AGENCY, TerritoryKind.PERIMETER):
        lengths = beside
    else:
        same = [territory_of(atlas, code, selection.vintage) for code in territory_codes(atlas) if code != territory.code]
        lengths = pd.Series(
            {one.code: beside[beside.index.isin(one.members)].sum() for one in same if one.kind is territory.kind}, dtype="float64"
        )
        lengths = lengths[lengths > 0]
    lengths = lengths.rename_axis("code").round(3).sort_index().sort_values(ascending=False, kind="stable")
    told = compare(atlas, list(lengths.index), selection, language=language)
    return told.assign(border_km=lengths)[list(BORDER_COLUMNS)]


def helpers(atlas: Atlas, places: Sequence[str], selection: Selection) -> pd.DataFrame:
    """Who could help each of `places` with each theme: its `HELPERS_EACH` nearest peers that have it, `HELPER_COLUMNS`.

    Nearness is that of `distances`; named is the initiative that the peer leads, else one in which it is a partner, the first by id.
    Nobody helps with a theme that the place itself has.
    """
    return _helpers(
        atlas, tuple(places), Selection(rule=selection.rule, vintage=selection.vintage, population_year=selection.population_year)
    )


@atlas_cache(32)
def _helpers(atlas: Atlas, places: tuple[str, ...], plain: Selection) -> pd.DataFrame:
    apart = {nis: distances(atlas, nis, plain.vintage, plain.population_year) for nis in places}
    rows = []
    for theme in Theme.ids():
        counted = select(atlas, plain.replace(themes=(theme,))).participations.assign(
            is_other=lambda found: found["initiative_id"] != found["counted_as"]
        )
        first = counted.sort_values(["role", "is_other", "initiative_id"]).drop_duplicates("nis").set_index("nis")
        for nis in places:
            if nis in first.index:
                continue
            near = apart[nis][apart[nis].index.isin(first.index)].head(HELPERS_EACH)
            rows += [
                (theme, nis, helper, distance, first.at[helper, "initiative_id"], str(first.at[helper, "role"]))
                for helper, distance in near.items()
            ]
    return pd.DataFrame(rows, columns=list(HELPER_COLUMNS))


def official_figures(atlas: Atlas, members: Collection[str], selection: Selection) -> pd.DataFrame:
    """One row per official figure in menu order: `FIGURE_COLUMNS`.

    `value` is the figure of the whole where `basis` is « ratio », else the median of its municipalities; `region_value` is that of
    Wallonia on the same basis. `period` is that of the values, from the first to the last where they differ.
    """
    vintage, year, rows = selection.vintage, selection.population_year, []
    for indicator in Indicator:
        whole = territory_figures(atlas, indicator, vintage=vintage, population_year=year)
        here = territory_figures(atlas, indicator, within=members, vintage=vintage, population_year=year)
        periods = indicator_values(atlas, indicator, vintage, year).periods
        known = sorted({period for period in periods.reindex(list(members)).dropna() if period})
        if here.empty:
            continue
        one = here.iloc[0]
        rows.append((
            indicator.value, one["value"], one["basis"], "–".join(dict.fromkeys((known[0], known[-1]))) if known else "",
            int(one["municipalities"]), int(one["municipalities_known"]), whole["value"].iloc[0],
        ))  # fmt: skip
    return pd.DataFrame(rows, columns=list(FIGURE_COLUMNS))


def covered_neighbours(atlas: Atlas, places: Sequence[str], selection: Selection) -> dict[str, tuple[str, ...]]:
    """The neighbours of each of `places` that `selection` covers, in every place: a filter on place hides no neighbour."""
    covered = select(atlas, without_place_filters(selection)).covered
    pairs = borders(atlas, selection.vintage)
    pairs = pairs[pairs["nis"].isin(places) & pairs["neighbour_nis"].isin(covered)]
    found = pairs.groupby("nis")["neighbour_nis"].agg(tuple).to_dict()
    return {nis: found.get(nis, ()) for nis in places}
