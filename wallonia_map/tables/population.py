"""Inhabitants of the municipalities of a vintage, year by year, from rows under the codes in force in each year."""

import pandas as pd

from wallonia_map.model import Vintage


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
