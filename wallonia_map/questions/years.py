"""Initiatives by the year in which they began, and coverage as it grew: what had begun by the end of each year, and what is not known."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from wallonia_map.model import Programme, Selection
from wallonia_map.questions.coverage import Coverage
from wallonia_map.questions.differences import DENOMINATORS
from wallonia_map.questions.selection import Selected, select
from wallonia_map.questions.start_years import every_year
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache

#: One row a year and programme.
START_COLUMNS = ("start_year", "programme", "initiatives", "initiatives_until", "municipalities_covered", "municipalities_not_known")
#: One row a year: of each denominator the whole, what is covered, and of what it is not known; what is not covered is the rest.
GROWTH_COLUMNS = (
    "start_year", "initiatives", "initiatives_until", *(f"{whole}{state}" for whole in DENOMINATORS for state in ("", "_covered", "_not_known")),
    "inhabitants_in_year",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Years:
    """What began when, of what a selection lists; its `until` is the year in view, and cuts nothing off.

    `starts` has the columns `START_COLUMNS`, one row a year and programme, `growth` the columns `GROWTH_COLUMNS`, one row a year. Both hold
    every year of the atlas in order, then what has no known year: its `start_year` is missing, and what had begun by then, too. The
    initiatives of all rows are all that the selection lists. Coverage is that of what had begun by the end of the year, finished or not,
    of the municipalities, inhabitants and km² that the selection leaves; its population is of the selection's one year, while
    `inhabitants_in_year` is that of 1 January of the row's own year, missing where it is not known of all of them.
    """

    selection: Selection
    starts: pd.DataFrame
    growth: pd.DataFrame

    @property
    def axis(self) -> tuple[int, ...]:
        """The years, in order."""
        return tuple(int(year) for year in self.growth["start_year"].dropna())

    @property
    def programmes(self) -> tuple[str, ...]:
        """The programmes that the selection asks about, in menu order."""
        return tuple(self.starts["programme"].unique())

    @property
    def listed(self) -> int:
        """All initiatives, with a year or without."""
        return int(self.growth["initiatives"].sum())

    @property
    def undated(self) -> int:
        """The initiatives without a known start year."""
        return int(self.growth["initiatives"].iloc[-1])

    @property
    def year(self) -> int | None:
        """The year in view: the one asked for, else the last; None where the atlas has none."""
        return self.selection.until or next(reversed(self.axis), None)

    def coverage(self, year: int) -> Coverage:
        """Coverage by what had begun at the end of `year`, one of the axis."""
        row = self.growth[self.growth["start_year"] == year].iloc[0]
        return Coverage(
            int(row["municipalities"]), int(row["municipalities_covered"]), int(row["inhabitants"]), int(row["inhabitants_covered"]),
            float(row["area_km2"]), float(row["area_km2_covered"]), int(row["municipalities_not_known"]), int(row["inhabitants_not_known"]),
            float(row["area_km2_not_known"]),
        )  # fmt: skip


@atlas_cache(32)
def years(atlas: Atlas, selection: Selection) -> Years:
    """What of `selection` began in which year, and what was covered by the end of each."""
    selected = select(atlas, selection.replace(until=None))
    axis = every_year(atlas)
    asked = [item.value for item in Programme if not selection.programmes or item.value in selection.programmes]
    weights = _weights(atlas, selected)
    parts = [_rows(_of(selected, (name,)), axis, weights[["municipalities"]]).assign(programme=name) for name in asked]
    starts = (
        pd.concat(parts).sort_values("start_year", kind="stable", ignore_index=True) if parts else pd.DataFrame(columns=list(START_COLUMNS))
    )
    growth = _rows(selected, axis, weights)
    growth["inhabitants_in_year"] = _population(atlas, selected, axis)
    return Years(selection, starts[list(START_COLUMNS)], growth[list(GROWTH_COLUMNS)])


def _of(selected: Selected, programmes: tuple[str, ...]) -> Selected:
    """What `selected` has of some programmes."""
    listed = selected.initiatives[selected.initiatives["programme"].isin(programmes)]
    counted, possible = (rows[rows["initiative_id"].isin(listed.index)] for rows in (selected.participations, selected.possible))
    return Selected(selected.selection, listed, counted, selected.places, possible, selected.undated)


def _weights(atlas: Atlas, selected: Selected) -> pd.DataFrame:
    """What each place counts for in each denominator."""
    chosen = selected.selection
    return pd.DataFrame({
        "municipalities": 1, "inhabitants": atlas.population(chosen.vintage, chosen.population_year).reindex(selected.places),
        "area_km2": atlas.municipalities(chosen.vintage)["area_km2"].reindex(selected.places),
    }, index=selected.places)  # fmt: skip


def _rows(selected: Selected, axis: tuple[int, ...], weights: pd.DataFrame) -> pd.DataFrame:
    """One row a year of `axis`, then what has no year: initiatives, and coverage in the columns of `weights`."""
    began = selected.initiatives["start_year"]
    each = began.value_counts().reindex(axis, fill_value=0).astype("int64")
    sure, perhaps = _first_years(selected)
    by_year = np.array(axis)[:, None]
    covered = sure.to_numpy()[None, :] <= by_year
    unsure = ~covered & (perhaps.to_numpy()[None, :] <= by_year)
    columns: dict[str, pd.Series] = {
        "start_year": pd.Series([*axis, pd.NA], dtype="Int64"),
        "initiatives": pd.Series([*each, int(began.isna().sum())], dtype="Int64"),
        "initiatives_until": pd.Series([*each.cumsum(), pd.NA], dtype="Int64"),
    }
    for whole in weights:
        counts = weights[whole].to_numpy()
        kind = "Float64" if whole == "area_km2" else "Int64"
        for state, cells in (("", [counts.sum()] * len(axis)), ("_covered", covered @ counts), ("_not_known", unsure @ counts)):
            columns[f"{whole}{state}"] = pd.Series([*(round(float(cell), 4) for cell in cells), pd.NA], dtype="Float64").astype(kind)
    return pd.DataFrame(columns)


def _first_years(selected: Selected) -> tuple[pd.Series, pd.Series]:
    """The year from which on each place is covered, and the one from which on it may be: float, missing where never."""
    began = selected.initiatives["start_year"]
    counted, possible = (rows["initiative_id"].map(began).astype("float64") for rows in (selected.participations, selected.possible))
    # Without a year it may have begun at any time: from the first year on, it is not known.
    maybe = pd.concat([possible.fillna(-np.inf), counted[counted.isna()].fillna(-np.inf)])
    where = pd.concat([selected.possible["nis"], selected.participations.loc[counted.isna(), "nis"]])
    return (
        counted.groupby(selected.participations["nis"]).min().reindex(selected.places),
        maybe.groupby(where.to_numpy()).min().reindex(selected.places),
    )


def _population(atlas: Atlas, selected: Selected, axis: tuple[int, ...]) -> pd.Series:
    """Inhabitants of the places on 1 January of each year; missing where one of them has no figure."""
    vintage = selected.selection.vintage
    known = [atlas.known_population(vintage, year).reindex(selected.places).sum(min_count=max(len(selected.places), 1)) for year in axis]
    return pd.Series([*known, np.nan], dtype="Float64").astype("Int64")
