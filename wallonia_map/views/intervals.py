"""What the classes of any numbers are called, those below zero too."""

from wallonia_map.i18n import exact, say
from wallonia_map.views.classing import INFINITE, LegendRow


def interval(row: LegendRow, language: str, *, is_lowest: bool) -> str:
    """A right-closed class in words, but that below zero ends before it; the lowest has no lower bound."""
    if row.number == 0 or row.low is None or row.high is None:
        return say("legend.zero", language)
    if row.high == 0:
        return say("own.below_zero" if is_lowest else "own.up_to_zero", language, low=bound(row.low, language))
    low, high = bound(row.low, language), bound(row.high, language)
    if row.high == INFINITE:
        return say("own.any", language) if is_lowest else say("legend.above", language, low=low)
    return say("legend.up_to", language, high=high) if is_lowest else say("legend.between", language, low=low, high=high)


def bound(value: float, language: str) -> str:
    """A bound exactly, so that a person can check a value against it."""
    return "" if abs(value) == INFINITE else exact(value, language)
