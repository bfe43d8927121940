"""One class of a map as a legend writes it."""

from dataclasses import dataclass

from wallonia_map.i18n import number
from wallonia_map.views.classing import MISSING, NOT_APPLICABLE, LegendRow


@dataclass(frozen=True)
class LegendLine:
    """One class as a legend writes it: its number on the map, its colour, what it is called and what it holds.

    `category` is the key of its category in `labels`, where classes are categories; `mark` the number that tells it
    from others on a drawn map, which has more categories than colours; `is_circle` whether a circle stands
    on its colour.
    """

    number: int
    colour: str
    label: str
    municipalities: int
    inhabitants: int
    category: str = ""
    mark: str = ""
    is_circle: bool = False

    @property
    def is_known(self) -> bool:
        """Whether it is a class of values: « not known » is hatched, never coloured."""
        return self.number != MISSING

    @property
    def is_applicable(self) -> bool:
        """Whether it says something: what belongs to no territory is dotted, and counts none."""
        return self.number != NOT_APPLICABLE

    def count_written(self, language: str) -> str:
        """How many places it holds; a dash where it counts none, because it is said of none."""
        return number(self.municipalities, language) if self.is_applicable else "–"


def line_of(row: LegendRow, label: str) -> LegendLine:
    """A row of the map's classes as a line of the legend, called `label`."""
    return LegendLine(row.number, row.colour, label, row.municipalities, row.inhabitants, row.label)
