"""What our rows add up to, beside what was published."""

from collections.abc import Callable

import pandas as pd

from wallonia_map.model import Selection, Vintage
from wallonia_map.questions.coverage import coverage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache

COLUMNS = ("programme", "measure", "published", "ours", "difference", "unit", "year", "source", "note")
#: A project above this subsidy, in EUR, is counted by one of the published totals.
LARGE_SUBSIDY_EUR = 100_000


@atlas_cache(1)
def reconcile(atlas: Atlas) -> pd.DataFrame:
    """One row per published control total: columns `COLUMNS`.

    `ours` and `difference` (ours minus published) are missing where our tables cannot say: proposals that were not
    selected, what was carried out, and the parts of a call that is no programme of ours, are not in them.
    """
    totals = atlas.tables["control_totals"]
    ours = [_ours(atlas, row.subject, row.measure) for row in totals.itertuples()]
    table = pd.DataFrame({
        "programme": totals["subject"], "measure": totals["measure"], "published": totals["value"].astype("float64"),
        "ours": pd.Series(ours, dtype="float64"), "unit": totals["unit"], "year": totals["year"],
        "source": totals["source_url"], "note": totals["note"],
    })  # fmt: skip
    table["difference"] = (table["ours"] - table["published"]).round(2)
    return table[list(COLUMNS)]


def _ours(atlas: Atlas, subject: str, measure: str) -> float | None:
    if subject not in {*atlas.tables["programmes"]["programme"], "municipalities"}:
        return None  # a call that is one row among the other projects: its parts are not rows of ours
    rows = atlas.initiatives[atlas.initiatives["programme"] == subject]
    known: dict[str, Callable[[], float]] = {
        "projects_selected": lambda: len(rows),
        "lags_selected": lambda: len(rows),
        "subsidy_eur": lambda: rows["subsidy_eur"].sum(),
        "total_budget_eur": lambda: rows["budget_eur"].sum(),
        "projects_above_100000_eur": lambda: (rows["subsidy_eur"] > LARGE_SUBSIDY_EUR).sum(),
        "municipalities_involved_at_least": lambda: coverage(atlas, Selection(programmes=(subject,))).municipalities_covered,
        "intermunicipal_agencies": lambda: rows.loc[rows["lead_type"] == "agency", "lead"].nunique(),
        "phase_1_selected": lambda: (rows["phase"] == "1").sum(),
        "phase_2_selected": lambda: (rows["phase"] == "2").sum(),
        "phase_1_subsidy_eur": lambda: rows.loc[rows["phase"] == "1", "subsidy_eur"].sum(),
        "phase_2_subsidy_eur": lambda: rows.loc[rows["phase"] == "2", "subsidy_eur"].sum(),
        "inhabitants_covered": lambda: coverage(atlas, Selection(programmes=(subject,))).inhabitants_covered,
        "area_statbel_km2": lambda: atlas.municipalities(Vintage.base())["area_km2"].sum(),
    }
    kind, _, year = measure.rpartition("_")
    if kind in ("count", "population") and year.isdigit():
        vintage = next((item for item in reversed(list(Vintage)) if item.row["valid_from"][:4] <= year), Vintage.base())
        if int(year) not in atlas.population_years(vintage):
            return None
        people = atlas.population(vintage, int(year))
        return float(len(people) if kind == "count" else people.sum())
    return round(float(known[measure]()), 4) if measure in known else None


@atlas_cache(64)
def known_of_published(atlas: Atlas, programme: str) -> tuple[int, int]:
    """How many initiatives of a call we hold, and how many were selected (all phases): 24 of 43, 7 of 80."""
    table = reconcile(atlas)
    rows = table[(table["programme"] == programme) & table["measure"].str.endswith("_selected")]
    return int(rows["ours"].sum()), int(rows["published"].sum())
