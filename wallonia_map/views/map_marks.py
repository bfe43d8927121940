"""What lies on the map of a view beside its fill: circles and dots."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from wallonia_map.i18n import Language, number, say
from wallonia_map.questions.selection import Selected
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views import circles
from wallonia_map.views.dots import COVERED, UNSURE, DotLine, dot_lines
from wallonia_map.views.measures import Measured
from wallonia_map.views.view import View


@dataclass(frozen=True)
class MapMarks(ABC):
    """The circles and dots of a view, and the fill that they lie on."""

    atlas: Atlas
    view: View
    language: Language

    @property
    @abstractmethod
    def measured(self) -> Measured:
        """What the map shows: values, classes, colours per municipality in view."""

    @property
    def selected(self) -> Selected:
        """The rows that the filters leave."""
        return self.measured.selected

    @property
    def year(self) -> int:
        """The population year used."""
        return self.view.selection.population_year or self.atlas.own_year(self.view.selection.vintage)

    @property
    def classed(self) -> pd.Series:
        """The class of each shape of the map in view, by its code."""
        return self.measured.classes

    @property
    def painted(self) -> pd.Series:
        """The class that each shape of the map is painted as, by its code."""
        return self.classed

    @property
    def fills(self) -> tuple[str, ...]:
        """The fill of each class on the map."""
        return self.measured.colours

    @property
    def as_circles(self) -> bool:
        """Whether the values themselves are circles."""
        return False

    @property
    def has_circles(self) -> bool:
        """Whether there are circles on the map: the values, or the number of projects over a fill."""
        return self.as_circles or self.view.circles

    @property
    def circle_colour(self) -> str:
        """What circles are filled in: white lets the fill below be seen."""
        return circles.OVER_FILL

    @property
    def is_over_fill(self) -> bool:
        """Whether circles lie on colours that say something."""
        return self.circle_colour == circles.OVER_FILL

    @cached_property
    def circles(self) -> pd.Series:
        """The size (views/circles.py) of each circle that the map may have, by the code of its place."""
        return circles.sizes(self.measured.circles)

    @property
    def circles_told(self) -> str:
        """What the circles mean, where there are any."""
        return say("explore.circles", self.language)

    @cached_property
    def circle_key(self) -> tuple[tuple[float, str], ...]:
        """Sizes of circles that the legend shows, with what each stands for."""
        return circles.key_of(self.measured.circles, lambda count: number(count, self.language))

    @property
    def circle_key_px(self) -> tuple[tuple[float, str], ...]:
        """The same by radius in pixels; none where the view has no circles."""
        return tuple((circles.radius_px(size), told) for size, told in self.circle_key) if self.has_circles else ()

    @cached_property
    def dots(self) -> dict[str, str]:
        """What the filters cover, as dots beside whatever the fill says: `nis` → covered or not known; empty where the view has none."""
        chosen = self.selected
        return {} if not self.view.dots else dict.fromkeys(chosen.not_known, UNSURE) | dict.fromkeys(chosen.covered, COVERED)

    @property
    def dot_key(self) -> tuple[DotLine, ...]:
        """The dots as every legend writes them; none where the view has none."""
        chosen = self.view.selection
        return dot_lines(self.dots, self.atlas.population(chosen.vintage, self.year), self.language) if self.view.dots else ()
