"""The histogram beside Explore's legend holds the municipalities of its classes, and ends its classes where the legend does."""

import base64
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallonia_map.i18n import Language, number, say
from wallonia_map.model import Selection
from wallonia_map.ui.shared import histogram as drawing
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure, measured
from wallonia_map.views.spread import MOST_WHOLE, histogram
from wallonia_map.views.view import View

NUMBERS = [Measure.INITIATIVES, Measure.PER_10000, Measure.SUBSIDY]


def spread_of(atlas, measure, selection=Selection(), language=Language.FR):  # noqa: B008 (frozen)
    """The histogram beside the legend of classes, as HTML."""
    return drawing.histogram(view_summary(atlas, View(selection, measure, fill=True), language).spread, language)


@given(st.lists(st.integers(0, MOST_WHOLE - 1).map(float), min_size=1, max_size=60))
def test_a_whole_number_has_a_bar_of_its_own(values):
    known = pd.Series(values)
    spread = histogram(known, whole=True)
    counts = known.value_counts()
    if len(counts) > 1:
        assert list(spread.counts) == [int(counts.get(float(n), 0)) for n in range(int(known.min()), int(known.max()) + 1)]
        assert (spread.edges[0], spread.edges[-1]) == (known.min() - 0.5, known.max() + 0.5)


@pytest.mark.parametrize("measure", NUMBERS)
def test_the_histogram_tells_what_the_legend_tells(atlas, measure):
    shown = measured(atlas, Selection(), measure)
    told = spread_of(atlas, measure)
    known = shown.values.dropna()
    assert f"Histogramme\u00a0: {number(len(known), Language.FR)} communes" in told
    bounds = [row.high for row in shown.legend if row.number > 0][:-1]
    first = ["0"] if measure is Measure.INITIATIVES else []
    assert f"limites des classes\u00a0: {'; '.join([*first, *(f'{bound:g}' for bound in bounds)])}." in told
    svg = base64.b64decode(re.search(r"base64,([^\"]+)", told)[1]).decode()
    strip = re.findall(r'fill="(#[0-9a-f]{6})" stroke', svg)
    assert strip == [row.colour for row in shown.legend if row.number > 0 or (first and row.number == 0)]


@pytest.mark.parametrize("measure", [measure for measure in Measure if measure not in NUMBERS and not measure.indicator])
def test_what_is_no_number_has_no_histogram(atlas, measure):
    assert spread_of(atlas, measure) == ""


def test_so_few_values_that_the_legend_says_it_have_none(atlas):
    assert spread_of(atlas, Measure.INITIATIVES, Selection(programmes=("leader-2023-2027",))) == ""


@pytest.mark.parametrize("language", list(Language))
def test_the_histogram_speaks_the_page_s_language(atlas, language):
    assert say("class_choice.histogram", language) in spread_of(atlas, Measure.INITIATIVES, language=language)
