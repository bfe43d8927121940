"""A map in words, for those who do not see it: its sentence, and what lies over its fill."""

from wallonia_map.i18n import number, say
from wallonia_map.views.dots import COVERED
from wallonia_map.views.summary import ViewSummary


def map_alternative(summary: ViewSummary) -> str:
    """What the map of `summary` shows: the sentence of its fill, then its circles and dots, where it has any."""
    return " ".join(filter(None, (summary.sentence, marks_told(summary))))


def marks_told(summary: ViewSummary) -> str:
    """What the circles and dots over the fill stand for, with the number of each kind of dot; empty where there are none."""
    told = [f"{summary.circles_told}."] if summary.has_circles else []
    for line in summary.dot_key:
        kind = "dot" if line.state == COVERED else "ring"
        told.append(say(f"legend.{kind}_told", summary.language, label=line.label, n=number(line.municipalities, summary.language)))
    return " ".join(told)
