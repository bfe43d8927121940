"""A plain count is proportional circles: their sizes, their legend, and what stays apart from them."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallonia_map.i18n import Language
from wallonia_map.model import Selection, Vintage
from wallonia_map.questions.territory import TerritoryKind
from wallonia_map.views import circles
from wallonia_map.views.classing import MISSING, ZERO
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.view import View

LEVELS = (TerritoryKind.MUNICIPALITY, TerritoryKind.PROVINCE, TerritoryKind.ARRONDISSEMENT)


@given(values=st.lists(st.integers(0, 10**7), min_size=1, max_size=40))
def test_areas_are_proportional_and_the_largest_is_bounded(values):
    sizes = circles.sizes(pd.Series(values, dtype="float64"))
    assert sizes.empty == (max(values) == 0)
    assert all(size <= circles.LARGEST * (1 + 1e-9) for size in sizes)
    known = pd.Series(values, dtype="float64").loc[sizes.index]
    areas = sizes.map(circles.radius_points) ** 2 / known
    assert sizes.empty or areas.max() == pytest.approx(areas.min())


def test_zero_and_not_known_have_no_circle():
    assert list(circles.sizes(pd.Series([0.0, None, 3.0]))) == [3.0]


@given(most=st.integers(1, 10**6))
def test_a_key_has_two_or_three_sizes_up_to_the_largest(most):
    key = circles.key_of(pd.Series([float(most)]), lambda value: f"{value:g}")
    sizes = [size for size, _ in key]
    assert sizes == sorted(set(sizes))
    assert len(key) in ((1,) if most == 1 else (2, 3))
    assert key[-1] == (pytest.approx(circles.sizes(pd.Series([float(most)])).iloc[0]), f"{most:g}")


def test_nothing_counted_has_no_key():
    assert circles.key_of(pd.Series([0.0, None]), str) == ()


@pytest.mark.parametrize("level", LEVELS)
def test_a_count_is_circles_and_its_classes_are_those_of_its_key(atlas, level):
    summary, filled = (view_summary(atlas, View(level=level, fill=fill), Language.FR) for fill in (False, True))
    assert (summary.as_circles, filled.as_circles) == (True, False)
    assert set(summary.circles.index) == set(filled.measured.values.index[filled.measured.values > 0])
    assert set(summary.fills) == {filled.fills[ZERO]}
    for shown in (summary, filled):
        names = shown.class_names.reindex(shown.measured.classes.index)
        assert names.value_counts().to_dict() == {line.label: line.municipalities for line in shown.legend if line.municipalities}
    assert summary.classed.equals(filled.classed)


@pytest.mark.parametrize("level", LEVELS)
def test_the_legend_holds_what_is_painted(atlas, level):
    summary = view_summary(atlas, View(Selection(vintage=Vintage.V2019), level=level), Language.FR)
    held = {line.number: line.municipalities for line in summary.legend}
    painted = summary.measured.classes.clip(upper=1).value_counts().to_dict()
    assert {number: count for number, count in held.items() if count} == painted
    assert [line.is_circle for line in summary.legend if line.number > ZERO] == [True]
    assert summary.legend[-1].number == MISSING or MISSING not in painted


@pytest.mark.parametrize("measure", [item for item in Measure if item is not Measure.INITIATIVES])
def test_rates_shares_and_categories_stay_a_fill(atlas, measure):
    summary = view_summary(atlas, View(measure=measure), Language.EN)
    assert not summary.as_circles
    assert not summary.has_circles
    assert summary.painted.equals(summary.measured.classes)


def test_links_that_ask_for_circles_over_a_fill_keep_what_they_show(atlas):
    over = view_summary(atlas, View(fill=True, circles=True), Language.FR)
    assert over.has_circles
    assert over.is_over_fill
    assert over.fills == over.measured.colours
