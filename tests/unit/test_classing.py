import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallonia_map.views.classing import (
    COUNTS,
    EUR_PER_INHABITANT,
    MISSING,
    NOT_KNOWN,
    PER_10000,
    YES_NO,
    Scale,
    classes,
    legend,
    neighbour_colours,
)

SCALES = [COUNTS, PER_10000, EUR_PER_INHABITANT, YES_NO]


@pytest.mark.parametrize(
    ("value", "number"),
    [(0, 0), (0.0, 0), (0.001, 1), (1, 1), (1.001, 2), (2, 2), (3, 3), (5, 3), (6, 4), (1e9, 4), (math.inf, 4), (None, -1), (math.nan, -1)],
)
def test_classes_include_their_upper_bound_and_zero_stands_alone(value, number):
    assert COUNTS.class_of(value) == number


def test_a_value_above_a_finite_last_bound_is_in_the_last_class():
    assert Scale((1.0, 2.0), ("a", "b", "c")).class_of(3) == 2


@pytest.mark.parametrize("scale", SCALES)
def test_a_scale_has_a_colour_for_zero_and_one_per_class(scale):
    assert len(scale.colours) == len(scale.upper) + 1
    assert len(set(scale.colours)) == len(scale.colours)
    assert NOT_KNOWN not in scale.colours
    assert list(scale.upper) == sorted(scale.upper)


@pytest.mark.parametrize("scale", SCALES)
@given(value=st.floats(min_value=0, allow_nan=False, exclude_min=True))
def test_a_value_lies_between_the_bounds_of_its_class(scale, value):
    low, high = scale.bounds(scale.class_of(value))
    assert low < value <= high


@given(values=st.lists(st.none() | st.floats(0, 50) | st.just(math.nan), min_size=1, max_size=40))
def test_the_legend_counts_every_municipality_once(values):
    index = pd.Index([f"{10_000 + number}" for number in range(len(values))])
    numbers = classes(pd.Series(values, index=index, dtype="float64"), COUNTS)
    rows = legend(numbers, COUNTS, pd.Series(10, index=index))
    assert sum(row.municipalities for row in rows) == len(values)
    assert sum(row.inhabitants for row in rows) == 10 * len(values)
    assert [row.number for row in rows[:5]] == [0, 1, 2, 3, 4]
    assert (rows[-1].number == MISSING) == bool((numbers == MISSING).any())


def test_not_known_is_a_legend_row_of_its_own_with_no_data_colour():
    index = pd.Index(["10001", "10002", "10003"])
    numbers = classes(pd.Series([0, None, 3], index=index, dtype="float64"), COUNTS)
    rows = legend(numbers, COUNTS, pd.Series([1, 20, 300], index=index))
    assert (rows[-1].colour, rows[-1].municipalities, rows[-1].inhabitants, rows[-1].low) == (NOT_KNOWN, 1, 20, None)
    assert (rows[0].municipalities, rows[0].inhabitants) == (1, 1)
    assert (rows[3].low, rows[3].high, rows[3].inhabitants) == (2, 5, 300)


PAIRS = st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")).filter(lambda pair: pair[0] != pair[1]), max_size=20)


@given(touching=PAIRS)
def test_neighbours_differ_in_colour(touching):
    colours = neighbour_colours(touching, list("abcdefg"))
    assert set(colours) == set("abcdefg")
    assert all(colours[one] != colours[other] for one, other in touching)


def test_colours_do_not_depend_on_the_order_of_the_pairs():
    pairs = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]
    assert neighbour_colours(pairs, list("abcd")) == neighbour_colours([pair[::-1] for pair in reversed(pairs)], list("dcba"))


def test_names_that_touch_nobody_share_the_first_colour():
    assert neighbour_colours([], ["a", "b"]) == {"a": 0, "b": 0}
