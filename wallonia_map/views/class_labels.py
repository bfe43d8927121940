"""Class labels of the atlas's own measures in the reader's language."""

from wallonia_map.i18n import decimal, number, say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import lag_name
from wallonia_map.views.classing import INFINITE, MISSING, LegendRow
from wallonia_map.views.measures import Measure


def class_label(atlas: Atlas, row: LegendRow, measure: Measure, language: str) -> str:
    """What a class is called: an interval, a LAG, yes or no."""
    if row.number == MISSING:
        return say("legend.not_known", language)
    if measure.programme is not None:
        return lag_name(atlas, row.label, language) if row.label else say("legend.no_lag", language)
    if measure is Measure.COVERED:
        return say("legend.covered" if row.number else "legend.not_covered", language)
    if row.number == 0 or row.low is None or row.high is None:
        return say("legend.zero", language)
    if measure is Measure.INITIATIVES:
        low = int(row.low) + 1
        if row.high == INFINITE:
            return say("legend.more", language, low=low)
        return number(low, language) if low == row.high else say("legend.range", language, low=low, high=int(row.high))
    if row.high == INFINITE:
        return say("legend.above", language, low=decimal(row.low, language))
    if row.low == 0:
        return say("legend.up_to", language, high=decimal(row.high, language))
    return say("legend.between", language, low=decimal(row.low, language), high=decimal(row.high, language))
