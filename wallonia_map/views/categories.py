"""Maps of categories: outcomes and combinations, painted like every other map."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from wallonia_map.questions.selection import Selected
from wallonia_map.views.classing import MISSING, LegendRow
from wallonia_map.views.measures import Measure, Measured, distinct_by_programme


def categorical(categories: pd.Series, colours: Mapping[Any, str], selected: Selected) -> Measured:
    """What the map needs to paint `categories` (by `nis`) in `colours`; the order of `colours` is the order of classes.

    A category without a colour is « not known »: hatched, never coloured.
    """
    numbers = {name: number for number, name in enumerate(colours)}
    classes = categories.map(numbers).fillna(MISSING).astype("int64")
    rows = tuple(
        LegendRow(number, colours[name], None, None, int((classes == number).sum()), 0, str(name)) for name, number in numbers.items()
    )
    values = classes.astype("float64").mask(classes == MISSING)
    by_programme = distinct_by_programme(selected).reindex(categories.index)
    return Measured(Measure.COVERED, selected, values, classes, tuple(colours.values()), rows, by_programme, categories.map(str))
