"""Plain counts on a map: proportional circles on a calm ground, unless the view asks for a fill."""

from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from wallonia_map.i18n import number, say
from wallonia_map.views import circles
from wallonia_map.views.legend_line import LegendLine
from wallonia_map.views.measure_view import MeasureSummary
from wallonia_map.views.measures import Measure
from wallonia_map.views.palette import CIRCLE

#: The class of every place with a circle, on the map and in its legend.
_COUNTED = 1


@dataclass(frozen=True)
class CountedSummary(MeasureSummary):
    """A figure that the atlas counts itself.

    A large municipality filled in a dark colour would seem to have more than it has: a plain count is a circle. Tables and files
    then name the classes of its key: none, one or more, not known.
    """

    @property
    def counts_initiatives(self) -> bool:
        """Whether the values are numbers of initiatives."""
        return self.view.measure is Measure.INITIATIVES

    @property
    def shares_amounts(self) -> bool:
        """Whether the values are amounts of money."""
        return self.view.measure is Measure.SUBSIDY

    @property
    def as_circles(self) -> bool:
        """Whether the values are circles: those of a plain count, unless a fill is asked for."""
        return self.view.measure.is_count and not self.view.fill

    @property
    def painted(self) -> pd.Series:
        """The class that each shape of the map is painted as: where a circle says how many, only whether there are any."""
        return self.classed.clip(upper=_COUNTED) if self.as_circles else self.classed

    @property
    def fills(self) -> tuple[str, ...]:
        """The fill of each class; below circles, of every class that of zero."""
        filled = self.measured.colours
        return (filled[0],) * len(filled) if self.as_circles else filled

    @cached_property
    def circles(self) -> pd.Series:
        """The size of each circle, by the code of its place."""
        return circles.sizes(self.measured.values) if self.as_circles else super().circles

    @property
    def circle_colour(self) -> str:
        """What circles are filled in."""
        return CIRCLE if self.as_circles else super().circle_colour

    @property
    def circles_told(self) -> str:
        """What the circles mean."""
        return say("own.circles_value", self.language, name=self.unit) if self.as_circles else super().circles_told

    @cached_property
    def circle_key(self) -> tuple[tuple[float, str], ...]:
        """Sizes that the legend shows, with their figures."""
        return circles.key_of(self.measured.values, lambda value: number(value, self.language)) if self.as_circles else super().circle_key

    @cached_property
    def legend(self) -> tuple[LegendLine, ...]:
        """The classes as every legend writes them; where values are circles, one line for all that have one."""
        if not self.as_circles:
            return super().legend
        counted = [line for line in self.rows if line.number >= _COUNTED]
        one = LegendLine(
            _COUNTED, self.fills[0], say("legend.more", self.language, low=number(1, self.language)), sum(line.municipalities for line in counted),
            sum(line.inhabitants for line in counted), is_circle=True,
        )  # fmt: skip
        zero = [replace(line, colour=self.fills[0]) for line in self.rows if line.number == 0]
        apart = [line for line in self.rows if line.number < 0]
        return (*zero, *([one] if counted else ()), *apart)
