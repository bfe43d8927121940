"""The values of a visitor's own column in view: what is known, what covers it, how it is filled."""

from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from wallonia_map.i18n import say
from wallonia_map.model import Selection
from wallonia_map.questions.selection import Selected, select
from wallonia_map.views.class_choice import scale_of
from wallonia_map.views.classing import INFINITE, YES_NO, Scale
from wallonia_map.views.own_column import OwnColumn, figure_of
from wallonia_map.views.own_display import ColumnDisplay
from wallonia_map.views.palette import SEQUENTIAL
from wallonia_map.views.summary import ViewSummary

PER = 10_000


@dataclass(frozen=True)
class OwnValues(ViewSummary):
    """The figures of a visitor's column; what is said of them stands in `OwnColumnSummary`."""

    column: OwnColumn = field(default_factory=lambda: OwnColumn("", Selection().vintage, False))
    look: ColumnDisplay = field(default_factory=ColumnDisplay)

    @cached_property
    def asked(self) -> Selected:
        """What the programme covers; nothing at all where none is compared."""
        found = select(self.atlas, self.view.selection)
        if self.look.programme:
            return found
        return replace(
            found, initiatives=found.initiatives[:0], participations=found.participations[:0], possible=found.possible[:0], undated=found.undated[:0],
        )  # fmt: skip

    @cached_property
    def places(self) -> pd.Index:
        """The municipalities that the coverage filter leaves."""
        every = self.asked.places
        inside = every.isin(self.asked.covered)
        return (
            every if not self.look.only else every[inside if self.look.only == "covered" else ~inside & ~every.isin(self.asked.not_known)]
        )

    @cached_property
    def inhabitants(self) -> pd.Series:
        """Inhabitants of every municipality in view."""
        return self.atlas.population(self.column.vintage, self.view.selection.population_year).reindex(self.places)

    @cached_property
    def values(self) -> pd.Series:
        """The column's values in view, per 10,000 inhabitants if asked; missing where not known."""
        values = self.column.series(self.places)
        if not self.is_divided:
            return values
        return (values / self.inhabitants * PER).map(figure_of)  # two shares that are equal are equal to the last digit

    @property
    def is_divided(self) -> bool:
        """Whether a number is shown per inhabitants; a rate never is."""
        return self.look.per and not self.column.is_rate

    @property
    def as_circles(self) -> bool:
        """Whether the column itself is the circles."""
        return not self.column.is_rate and not self.look.per and all(value >= 0 for value in self.column.values.values())

    @property
    def has_circles(self) -> bool:
        """Whether there are circles: the column's own, or those of coverage."""
        return self.as_circles or bool(self.look.programme)

    @cached_property
    def covered(self) -> pd.Series:
        """Whether the programme covers each municipality in view, as boolean."""
        return pd.Series(self.places.isin(self.asked.covered), index=self.places)

    @cached_property
    def scale(self) -> Scale:
        """The classes of the fill."""
        if not self.as_circles:
            return scale_of(self.values, self.look.choice, self.look.bounds)
        return YES_NO if self.look.programme else Scale((INFINITE,), (SEQUENTIAL[0], SEQUENTIAL[0]))

    @property
    def programme_name(self) -> str:
        """The programme that is compared, or nothing."""
        return say(f"programme.{self.look.programme}", self.language) if self.look.programme else ""

    @property
    def value_name(self) -> str:
        """The column's name, with what it is divided by."""
        return say("own.per", self.language, name=self.column.name) if self.is_divided else self.column.name
