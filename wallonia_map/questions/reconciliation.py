"""What our rows add up to, beside what was published."""

from collections.abc import Callable

import pandas as pd

from wallonia_map.model import Selection, Vintage
from wallonia_map.questions.coverage import coverage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache

COLUMNS = ("programme", "measure", "published", "ours", "difference", "unit", "year", "vintage", "population_year", "source", "note")
#: A project above this subsidy, in EUR, is counted by one of the published totals.
LARGE_SUBSIDY_EUR = 100_000
#: Totals that depend on codes and boundaries; the first on a population as well.
OF_PLACES = ("inhabitants_covered", "municipalities_involved_at_least")


@atlas_cache(1)
def reconcile(atlas: Atlas) -> pd.DataFrame:
    """One row per published control total: columns `COLUMNS`.

    `ours` and `difference` (ours minus published) are missing where our tables cannot say: proposals that were not
    selected, what was carried out, and the parts of a call that is no programme of ours, are not in them. What is counted
    from municipalities is counted in those of the year of publication, with the population that the total is of: `vintage`
    and, for inhabitants, `population_year` say which (missing for other totals).
    """
    return _beside(atlas, atlas.tables["control_totals"])


def _beside(atlas: Atlas, totals: pd.DataFrame) -> pd.DataFrame:
    """`reconcile` of some of the totals, numbered from nought."""
    chosen = [
        _as_published(atlas, *cells) for cells in zip(*(totals[name] for name in ("subject", "year", "population_year")), strict=True)
    ]
    ours = [_ours(atlas, row.measure, selection) for row, selection in zip(totals.itertuples(), chosen, strict=True)]
    placed = totals["measure"].isin(OF_PLACES) & pd.Series(ours, dtype="float64").notna()
    table = pd.DataFrame({
        "programme": totals["subject"], "measure": totals["measure"], "published": totals["value"].astype("float64"),
        "ours": pd.Series(ours, dtype="float64"), "unit": totals["unit"], "year": totals["year"],
        "vintage": pd.Series([selection.vintage.value for selection in chosen], dtype="str").where(placed),
        "population_year": pd.Series([selection.population_year for selection in chosen], dtype="Int64").where(totals["measure"].eq(OF_PLACES[0]) & placed),
        "source": totals["source_url"], "note": totals["note"],
    })  # fmt: skip
    table["difference"] = (table["ours"] - table["published"]).round(2) + 0.0  # never « -0 »
    return table[list(COLUMNS)]


def _as_published(atlas: Atlas, subject: str, published: int, population_year: int | None) -> Selection:
    """The programme in the municipalities of the year in which its total was published."""
    vintage = _in_force(int(published))
    year = atlas.own_year(vintage) if population_year is None or pd.isna(population_year) else int(population_year)
    return Selection(programmes=(subject,), vintage=vintage, population_year=year)


def _in_force(year: int) -> Vintage:
    return next((item for item in reversed(list(Vintage)) if item.row["valid_from"][:4] <= str(year)), Vintage.base())


def _ours(atlas: Atlas, measure: str, chosen: Selection) -> float | None:
    (subject,) = chosen.programmes
    if subject not in {*atlas.tables["programmes"]["programme"], "municipalities"}:
        return None  # a call that is one row among the other projects: its parts are not rows of ours
    rows = atlas.initiatives[atlas.initiatives["programme"] == subject]
    known: dict[str, Callable[[], float]] = {
        "projects_selected": lambda: len(rows),
        "lags_selected": lambda: len(rows),
        "subsidy_eur": lambda: rows["subsidy_eur"].sum(),
        "total_budget_eur": lambda: rows["budget_eur"].sum(),
        "projects_above_100000_eur": lambda: (rows["subsidy_eur"] > LARGE_SUBSIDY_EUR).sum(),
        "municipalities_involved_at_least": lambda: coverage(atlas, chosen).municipalities_covered,
        "intermunicipal_agencies": lambda: rows.loc[rows["lead_type"] == "agency", "lead"].nunique(),
        "phase_1_selected": lambda: (rows["phase"] == "1").sum(),
        "phase_2_selected": lambda: (rows["phase"] == "2").sum(),
        "phase_1_subsidy_eur": lambda: rows.loc[rows["phase"] == "1", "subsidy_eur"].sum(),
        "phase_2_subsidy_eur": lambda: rows.loc[rows["phase"] == "2", "subsidy_eur"].sum(),
        "inhabitants_covered": lambda: coverage(atlas, chosen).inhabitants_covered,
        "area_statbel_km2": lambda: atlas.municipalities(Vintage.base())["area_km2"].sum(),
    }
    kind, _, year = measure.rpartition("_")
    if kind in ("count", "population") and year.isdigit():
        vintage = _in_force(int(year))
        if int(year) not in atlas.population_years(vintage):
            return None
        people = atlas.population(vintage, int(year))
        return float(len(people) if kind == "count" else people.sum())
    return round(float(known[measure]()), 4) if measure in known else None


@atlas_cache(64)
def known_of_published(atlas: Atlas, programme: str) -> tuple[int, int]:
    """How many initiatives of a call we hold, and how many were selected (all phases): 24 of 43, 7 of 80."""
    totals = atlas.tables["control_totals"]
    counts = totals[(totals["subject"] == programme) & totals["measure"].str.endswith("_selected")]
    rows = _beside(atlas, counts.reset_index(drop=True))  # not all of them: others ask for coverage and inhabitants
    return int(rows["ours"].sum()), int(rows["published"].sum())
