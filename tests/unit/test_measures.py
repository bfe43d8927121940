import gc
import weakref
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.strategies import selections
from wallonia_map.model import CountingRule, Programme, RoleRule, Selection, Vintage
from wallonia_map.views.measures import Measure, lag_colours, measured
from wallonia_map.views.palette import NOBODY

CODES = ["11001", "12001", "21001", "21002", "31001", "31002"]


@pytest.mark.parametrize(
    ("measure", "values", "numbers"),
    [
        (Measure.INITIATIVES, [5, 3, 0, 0, 3, 2], [3, 3, 0, 0, 3, 2]),
        (Measure.PER_10000, [50, 15, 0, 0, 60, 2 / 0.15], [4, 4, 0, 0, 4, 4]),
        (Measure.COVERED, [1, 1, 0, 0, 1, 1], [1, 1, 0, 0, 1, 1]),
        (Measure.SUBSIDY, [0.25, 0.075, 0, 0, 0.06, 0.02], [1, 1, 0, 0, 1, 1]),
        (Measure.LAG_2014, [1, 1, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0]),
    ],
)
def test_each_measure_by_hand(small, measure, values, numbers):
    shown = measured(small, Selection(), measure)
    assert list(shown.values.index) == CODES
    assert list(shown.values) == pytest.approx(values)
    assert list(shown.classes) == numbers


def test_per_10000_is_the_number_of_initiatives_over_the_inhabitants_of_the_year_asked_for(small):
    selection = Selection(population_year=2018)
    count, per = (measured(small, selection, measure).values for measure in (Measure.INITIATIVES, Measure.PER_10000))
    assert per["11001"] == pytest.approx(5 / 900 * 10_000)
    assert per.to_dict() == pytest.approx((count / small.population(year=2018) * 10_000).to_dict())


def test_a_subsidy_that_nobody_published_is_not_known_and_differs_from_none(small):
    shown = measured(small, Selection(programmes=("leader-2014-2020",)), Measure.SUBSIDY)
    assert shown.values.isna().to_list() == [True, True, False, False, False, False]
    assert list(shown.classes) == [-1, -1, 0, 0, 0, 0]
    assert (shown.legend[-1].number, shown.legend[-1].municipalities) == (-1, 2)


def test_the_counting_rule_shares_out_the_subsidy(small):
    shown = measured(small, Selection(), Measure.SUBSIDY, CountingRule.FULL)
    assert shown.values["12001"] == pytest.approx(0.15)


def test_membership_is_a_category_and_colours_nobody_apart(small):
    shown = measured(small, Selection(), Measure.LAG_2023)
    assert shown.categories.dropna().to_dict() == {"11001": "lag23-nord", "12001": "lag23-nord", "31001": "lag23-est", "31002": "lag23-est"}
    assert shown.legend[0].colour == NOBODY
    assert [(row.label, row.municipalities, row.inhabitants) for row in shown.legend] == [
        ("", 2, 7000),
        ("lag23-est", 2, 2000),
        ("lag23-nord", 2, 3000),
    ]


def test_lags_that_touch_differ_in_colour(small):
    for vintage in Vintage:
        colours = lag_colours(small, Programme.LEADER_2023, vintage)
        assert colours["lag23-est"] != colours["lag23-nord"]


def test_the_same_question_is_worked_out_once_per_atlas(small):
    asked = measured(small, Selection(themes=("energy",)), Measure.COVERED)
    assert measured(small, Selection(themes=("energy",)), Measure.COVERED) is asked
    assert measured(replace(small), Selection(themes=("energy",)), Measure.COVERED) is not asked


def test_what_is_remembered_lives_no_longer_than_its_atlas(small):
    other = replace(small)
    measured(other, Selection(), Measure.LAG_2023)
    gone = weakref.ref(other)
    del other
    gc.collect()
    assert gone() is None


def test_circles_count_projects_and_leave_the_groups_themselves_aside(small):
    assert measured(small, Selection(), Measure.LAG_2014).circles.to_dict() == dict(zip(CODES, [3, 1, 0, 0, 2, 1], strict=True))


def test_what_a_value_is_made_of_adds_up_to_it(small):
    shown = measured(small, Selection(rule=RoleRule.EXTENDED), Measure.INITIATIVES)
    assert shown.by_programme.sum(axis=1).to_list() == list(shown.values)


def test_a_duplicate_belongs_to_the_programme_of_the_row_that_stands_for_it(small):
    told = measured(small, Selection(), Measure.INITIATIVES).by_programme.loc["11001"]
    assert (told["territoire-intelligent-2024"], told["projects"]) == (1, 0)


@pytest.mark.parametrize("measure", list(Measure))
@settings(max_examples=12)  # for each measure
@given(selection=selections(), rule=st.sampled_from(CountingRule))
def test_every_measure_speaks_of_the_places_in_view(small, measure, selection, rule):
    shown = measured(small, selection, measure, rule)
    for figures in (shown.values, shown.classes, shown.by_programme, shown.circles):
        assert list(figures.index) == list(shown.selected.places)
    assert sum(row.municipalities for row in shown.legend) == len(shown.selected.places)
    assert shown.classes.between(-1, len(shown.colours) - 1).all()
    assert (shown.values.isna() == (shown.classes == -1)).all()
