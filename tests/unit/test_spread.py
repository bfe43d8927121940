"""The histogram beside Explore's legend holds the municipalities of its classes, and ends its classes where the legend does."""

import base64
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallonia_map.i18n import Language, number, say
from wallonia_map.model import Selection
from wallonia_map.ui.shared.histogram import spread_of
from wallonia_map.views.class_choice import MOST_WHOLE, histogram
from wallonia_map.views.measures import Measure, measured

NUMBERS = [Measure.INITIATIVES, Measure.PER_10000, Measure.SUBSIDY]


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
    told = spread_of(shown, Language.FR)
    known = shown.values.dropna()
    assert f"Histogramme : {number(len(known), Language.FR)} communes" in told
    bounds = [row.high for row in shown.legend if row.number > 0][:-1]
    first = ["0"] if measure is Measure.INITIATIVES else []
    assert f"limites des classes : {'; '.join([*first, *(f'{bound:g}' for bound in bounds)])}." in told
    drawing = base64.b64decode(re.search(r"base64,([^\"]+)", told)[1]).decode()
    strip = re.findall(r'fill="(#[0-9a-f]{6})" stroke', drawing)
    assert strip == [row.colour for row in shown.legend if row.number > 0 or (first and row.number == 0)]


@pytest.mark.parametrize("measure", [measure for measure in Measure if measure not in NUMBERS])
def test_what_is_no_number_has_no_histogram(atlas, measure):
    assert spread_of(measured(atlas, Selection(), measure), Language.FR) == ""


def test_so_few_values_that_the_legend_says_it_have_none(atlas):
    assert spread_of(measured(atlas, Selection(programmes=("leader-2023-2027",)), Measure.INITIATIVES), Language.FR) == ""


@pytest.mark.parametrize("language", list(Language))
def test_the_histogram_speaks_the_page_s_language(atlas, language):
    assert say("class_choice.histogram", language) in spread_of(measured(atlas, Selection(), Measure.INITIATIVES), language)
