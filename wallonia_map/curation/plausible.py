"""What keeps every rule and is odd all the same: a keeper is asked about it, never refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from wallonia_map.curation.keeper_tables import Cells
from wallonia_map.curation.problems import Question
from wallonia_map.tables.atlas import Atlas

#: Inhabitants of a municipality change by some percent a year, also where a new quarter is built: beyond this it is a slip more often than a fact.
_MOST_CHANGE_OF_POPULATION = 0.2


@dataclass(frozen=True)
class Plausibility:
    """What is odd about a row of the table `name`: a programme, or one of the keeper's other tables."""

    atlas: Atlas
    name: str

    def questions(self, number: int, cells: Cells, before: Cells | None) -> Iterator[Question]:
        """Each odd thing about a row that would be written; what stands already as it is, is not asked about again."""
        found = self._population(cells) if self.name == "population" else self._initiative(cells)
        for columns, reason, told in found:
            if before is None or any(before.get(column) != cells[column] for column in columns):
                yield Question(number, columns[0], cells[columns[0]], reason, told)

    def _initiative(self, cells: Cells) -> Iterator[tuple[tuple[str, ...], str, dict[str, str]]]:
        start, end = _number(cells, "start_year"), _number(cells, "end_year")
        subsidy, budget = _number(cells, "subsidy_eur"), _number(cells, "budget_eur")
        if start is not None and end is not None and end < start:
            yield ("end_year", "start_year"), "end_before_start", {"start": cells["start_year"]}
        if start is not None and self._first_year is not None and start < self._first_year:
            yield ("start_year",), "before_programme", {"first": str(self._first_year)}
        if subsidy is not None and self._call_eur is not None and subsidy > self._call_eur:
            yield ("subsidy_eur",), "above_call", {"total": _written(self._call_eur)}
        if subsidy is not None and budget is not None and subsidy > budget:
            yield ("subsidy_eur", "budget_eur"), "above_budget", {"budget": cells["budget_eur"]}

    def _population(self, cells: Cells) -> Iterator[tuple[tuple[str, ...], str, dict[str, str]]]:
        year, people = _number(cells, "year"), _number(cells, "population")
        if year is None or people is None:
            return
        known = self._people.get(cells["nis_in_year"], {})
        near = min((other for other in known if other != year), key=lambda other: abs(other - year), default=None)
        if near is not None and abs(people - known[near]) > _MOST_CHANGE_OF_POPULATION * known[near] * abs(near - year):
            yield ("population",), "population_jumps", {"year": str(near), "people": str(known[near])}

    @cached_property
    def _people(self) -> dict[str, dict[int, int]]:
        """Inhabitants by code and year."""
        found: dict[str, dict[int, int]] = {}
        for row in self.atlas.tables["population"].itertuples():
            found.setdefault(str(row.nis_in_year), {})[int(row.year)] = int(row.population)
        return found

    @cached_property
    def _first_year(self) -> int | None:
        """The year in which the programme begins, where it is known."""
        rows = self.atlas.tables["programmes"]
        years = rows.loc[rows["programme"] == self.name, "first_year"].dropna()
        return int(years.iloc[0]) if len(years) else None

    @cached_property
    def _call_eur(self) -> float | None:
        """What the call awarded in all, as published: the sum over its phases where it is told so."""
        totals = self.atlas.tables["control_totals"]
        own = totals[(totals["subject"] == self.name) & totals["measure"].str.endswith("subsidy_eur")]
        return float(own["value"].sum()) if len(own) else None


def _number(cells: Cells, column: str) -> float | None:
    """The figure in a cell; none where it is empty, or is no figure (the contract has said so)."""
    try:
        return float(cells.get(column, "") or "nan") if cells.get(column) else None
    except ValueError:
        return None


def _written(value: float) -> str:
    """A figure as the tables write it."""
    return f"{value:.2f}".removesuffix(".00")
