"""Inhabitants of the municipalities of a vintage, year by year, from rows under the codes in force in each year."""

import pandas as pd

from wallonia_map.model import Vintage


class Populations:
    """The inhabitants of every vintage, each worked out when it is first asked for."""

    def __init__(self, rows: pd.DataFrame, municipalities: pd.DataFrame) -> None:
        """Take the table of inhabitants and the keeper's table of municipalities."""
        self._rows, self._municipalities = rows, municipalities
        self._known: dict[Vintage, tuple[pd.DataFrame, tuple[int, ...]]] = {}

    def of(self, vintage: Vintage) -> pd.DataFrame:
        """What `population_of` gives for `vintage`."""
        return self._both(vintage)[0]

    def years(self, vintage: Vintage) -> tuple[int, ...]:
        """The years for which every municipality of `vintage` has a figure."""
        return self._both(vintage)[1]

    def _both(self, vintage: Vintage) -> tuple[pd.DataFrame, tuple[int, ...]]:
        found = self._known.get(vintage)
        if found is None:
            known = population_of(self._rows, self._municipalities, vintage)
            found = self._known.setdefault(vintage, (known, tuple(int(year) for year in known.dropna(axis=1).columns)))
        return found


def population_of(rows: pd.DataFrame, municipalities: pd.DataFrame, vintage: Vintage) -> pd.DataFrame:
    """Inhabitants by `nis` of `vintage` (rows) and year (columns); missing where a municipality has no figure of its own.

    A row counts whole: a municipality that has become a part of a larger one has no figure of its own from then on. Which
    municipalities of the oldest vintage a row stands for, its code of the oldest vintage says, else that of a later one.
    """
    base = Vintage.base().column
    parts = pd.Series(pd.NA, index=rows.index, dtype="object")
    for other in Vintage:
        if other.column in rows:
            parts = parts.where(parts.notna(), rows[other.column].map(_parts_of(municipalities, other)))
    parts = parts.where(parts.notna(), rows["nis_in_year"].map(_parts_of(municipalities, Vintage.newest())))
    pairs = rows.assign(base=parts).dropna(subset=["base"])[["year", "population", "base"]]
    long = pairs.explode("base").reset_index(names="row")
    long["nis"] = long["base"].map(dict(zip(municipalities[base], municipalities[vintage.column], strict=True)))
    straddling = long.groupby("row")["nis"].transform("nunique") > 1
    whole = long[~straddling]
    counted = whole.drop_duplicates("row").groupby(["nis", "year"])["population"].sum().unstack()
    told = whole.groupby(["nis", "year"])["base"].nunique().unstack()
    needed = municipalities.groupby(vintage.column)[base].nunique()
    complete = told.reindex(needed.index).eq(needed, axis=0)
    return counted.reindex(needed.index).where(complete)


def _parts_of(municipalities: pd.DataFrame, vintage: Vintage) -> dict[str, frozenset[str]]:
    """The codes of the oldest vintage by the code of `vintage` that they have become."""
    found: dict[str, set[str]] = {}
    for code, part in zip(municipalities[vintage.column].tolist(), municipalities[Vintage.base().column].tolist(), strict=True):
        found.setdefault(code, set()).add(part)
    return {code: frozenset(parts) for code, parts in found.items()}
