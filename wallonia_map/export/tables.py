"""The three tables that can be taken away: initiatives, participations, municipalities."""

from collections.abc import Callable
from enum import StrEnum

import numpy as np
import pandas as pd

from wallonia_map.model import CountingRule, Programme, Role
from wallonia_map.questions.completeness import is_partial
from wallonia_map.questions.coverage import sums
from wallonia_map.questions.selection import Selected
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.confirmed import confirmed_years
from wallonia_map.tables.contracts import LIST_SEPARATOR
from wallonia_map.views.measures import distinct_by_programme, once_each

_SHARED = (
    "programme", "title", "lead", "lead_type", "scope", "themes", "status", "stage", "start_year", "end_year", "subsidy_eur",
    "subsidy_basis", "budget_eur", "budget_basis", "summary", "partners", "funding", "notes", "confidence", "inferred", "source_urls",
)  # fmt: skip

#: Amounts of a whole initiative, which come again in the row of each of its municipalities: called so, for they must not be added up.
_REPEATED = {"subsidy_eur": "initiative_subsidy_eur", "budget_eur": "initiative_budget_eur"}


class RowKind(StrEnum):
    """What one row of a file is."""

    INITIATIVES = "initiatives"
    PARTICIPATIONS = "participations"
    MUNICIPALITIES = "municipalities"


def table_of(what: RowKind, atlas: Atlas, selected: Selected, language: str) -> pd.DataFrame:
    """The rows of a selection as a flat table: codes and identifiers as text, lists with « ; », amounts in EUR.

    Titles, summaries and names are in `language`; everything else keeps the identifiers of the data.
    """
    makers: dict[RowKind, Callable[[Atlas, Selected, str], pd.DataFrame]] = {
        RowKind.INITIATIVES: _initiatives, RowKind.PARTICIPATIONS: _participations, RowKind.MUNICIPALITIES: _municipalities,
    }  # fmt: skip
    return makers[what](atlas, selected, language)


def _said(atlas: Atlas, rows: pd.DataFrame, language: str) -> pd.DataFrame:
    texts = atlas.texts
    return rows.assign(
        title=rows["title"].map(lambda text: texts.say(text, language)),
        lead=rows["lead"].map(lambda text: texts.say_each(text, language)),
        summary=rows["summary"].map(lambda text: texts.say(text, language)),
        partners=rows["partners"].map(lambda text: texts.say_each(text, language)),
        funding=rows["funding"].map(lambda text: texts.say(text, language)),
        status=rows["status"].map(lambda text: texts.say(text, language)),
        notes=rows["notes"].map(lambda text: " — ".join(texts.say(part, language) for part in text.split(" — "))),
    )


def _initiatives(atlas: Atlas, selected: Selected, language: str) -> pd.DataFrame:
    rows = _said(atlas, selected.initiatives, language)
    joined = atlas.participations(selected.selection.vintage)
    joined = joined[joined["initiative_id"].isin(rows.index)]
    names = atlas.municipalities(selected.selection.vintage)[_name_column(language)]
    for role in Role:
        inside = joined[joined["role"] == role]
        listed = inside["nis"].map(names).groupby(inside["initiative_id"]).agg(LIST_SEPARATOR.join)
        rows[f"{role}_municipalities"] = listed.reindex(rows.index).fillna("")
    counted = selected.participations.groupby("initiative_id")["nis"].nunique()
    perhaps = rows.index.isin(selected.possible["initiative_id"])
    counted = counted.reindex(rows.index).fillna(0).astype("Int64")
    rows["municipalities_counted"] = counted.mask((counted == 0) & perhaps)  # none for sure, some perhaps: not known
    perhaps_here = joined[joined["role"] == Role.POSSIBLE]
    coded = (
        (perhaps_here["nis"].map(names) + " (" + perhaps_here["nis"] + ")").groupby(perhaps_here["initiative_id"]).agg(LIST_SEPARATOR.join)
    )
    rows["possible_municipalities"] = coded.reindex(rows.index).fillna("")
    rows["confirmed_year"] = confirmed_years(atlas, rows.index).array
    rows["possible_reason"] = rows["possible_reason"].map(lambda text: atlas.texts.say(text, language))
    rows = rows.reset_index(names="initiative_id")
    more = (
        "lead_municipalities",
        "partner_municipalities",
        "served_municipalities",
        "possible_municipalities",
        "possible_reason",
        "municipalities_counted",
        "provinces",
        "counted_as",
    )
    return rows[["initiative_id", *_SHARED[:5], *more, *_SHARED[5:-2], "confirmed_year", *_SHARED[-2:]]]


def _participations(atlas: Atlas, selected: Selected, language: str) -> pd.DataFrame:
    chosen = selected.selection
    pairs = pd.concat([selected.participations, selected.possible]).drop(columns="counted_as").astype({"role": "str"})
    places = _places(atlas, selected, language)
    table = pairs.merge(places, on="nis", how="left", validate="many_to_one")
    told = _said(atlas, pd.concat([selected.initiatives, selected.undated]), language)[list(_SHARED)]
    table = table.merge(told, left_on="initiative_id", right_index=True, how="left", validate="many_to_one").rename(columns=_REPEATED)
    return table.assign(vintage=chosen.vintage.value).sort_values(["nis", "initiative_id"], ignore_index=True)


def _municipalities(atlas: Atlas, selected: Selected, language: str) -> pd.DataFrame:
    chosen = selected.selection
    table = _places(atlas, selected, language).set_index("nis")
    table["inhabitants"] = atlas.population(chosen.vintage, chosen.population_year).reindex(table.index)
    table["population_year"] = chosen.population_year or atlas.own_year(chosen.vintage)
    pairs = once_each(selected.participations)
    unsure = table.index.isin(selected.not_known)
    table["initiatives"] = _whole(pairs.groupby("nis").size().reindex(table.index, fill_value=0), unsure)
    table["initiatives_per_10000"] = (table["initiatives"].astype("float64") / table["inhabitants"] * 10_000).round(4)
    table["is_covered"] = table["initiatives"] > 0
    shared = sums(atlas, selected, CountingRule.EQUAL).by_municipality.reindex(table.index)
    table["known_amounts"] = _whole(shared["known_amounts"], unsure)
    money = shared["subsidy_eur"].round(2)
    # Of a list that is not complete, no known initiative is no proof of no subsidy: not known, and never 0.
    table["subsidy_eur_equal_shares"] = money.mask(shared["known_amounts"] == 0) if is_partial(atlas, chosen) else money
    counts = distinct_by_programme(selected)
    for item in Programme:
        if chosen.programmes and item.value not in chosen.programmes:
            continue  # filtered away: neither zero nor not known, it is not in this file
        count = counts[item.value]
        table[f"initiatives_{item.value.replace('-', '_')}"] = _whole(count, count.isna().to_numpy())
    return table.assign(vintage=chosen.vintage.value).reset_index(names="nis")


def _whole(counts: pd.Series, unsure: np.ndarray) -> pd.Series:
    """Counts as whole numbers; missing where they are not known."""
    return counts.astype("Int64").mask(unsure) if unsure.any() else counts.astype("int64")


def _name_column(language: str) -> str:
    return f"name_{language}" if language in ("nl", "de") else "name_fr"


def _places(atlas: Atlas, selected: Selected, language: str) -> pd.DataFrame:
    rows = atlas.municipalities(selected.selection.vintage).reindex(selected.places)
    names = atlas.territories[f"name_{language}"]
    return pd.DataFrame({
        "nis": rows.index, "municipality": rows[_name_column(language)].to_numpy(),
        "arrondissement": rows["arrondissement_nis"].map(names).to_numpy(),
        "province": rows["province_nis"].map(names).to_numpy(), "area_km2": rows["area_km2"].to_numpy(),
    })  # fmt: skip
