import pytest

from wallonia_map.i18n import Language
from wallonia_map.model import RoleRule, Selection
from wallonia_map.views.measures import Measure
from wallonia_map.views.sentences import describe_coverage, describe_filters, filters_of, write_value

EVERYTHING = Selection(
    programmes=("projects",), themes=("mobility",), rule=RoleRule.EXTENDED, statuses=("idea",), provinces=("10000",), arrondissements=("11000",),
    lead_types=("lag",), confidences=("high",), first_year=2014, last_year=2020, words="eau",
)  # fmt: skip


def test_the_sentence_of_coverage_says_the_three_figures(small):
    told = describe_coverage(small, Selection(), "en")
    assert told == "4 municipalities out of 6 are covered in the strict sense (67%): 5,000 inhabitants (42%) and 8\u00a0km² (62%)."


def test_one_municipality_is_singular(small):
    told = describe_coverage(small, Selection(statuses=("idea",)), "en")
    assert told.startswith("1 municipality out of 6 is covered in the strict sense (17%)")


@pytest.mark.parametrize("language", Language)
def test_nothing_covered_is_said_in_words(small, language):
    told = describe_coverage(small, Selection(words="nothing at all"), language)
    assert "6" in told
    assert "%" not in told


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("rule", RoleRule)
def test_every_language_says_coverage_with_no_hole_left(small, language, rule):
    told = describe_coverage(small, Selection(rule=rule), language)
    assert not set("{}") & set(told)
    assert told.endswith(".")


def test_every_filter_has_a_chip_that_names_its_field_and_value(small):
    chips = filters_of(small, EVERYTHING, "fr")
    assert [(field, value) for field, value, _ in chips] == [
        ("programmes", "projects"), ("themes", "mobility"), ("rule", "extended"), ("statuses", "idea"), ("provinces", "10000"),
        ("arrondissements", "11000"), ("lead_types", "lag"), ("confidences", "high"), ("first_year", "2014"), ("last_year", "2020"), ("words", "eau"),
    ]  # fmt: skip
    assert all(label and label != value for _, value, label in chips)


def test_a_year_is_no_number_with_a_thousands_separator(small):
    labels = [label for field, _, label in filters_of(small, EVERYTHING, "en") if field.endswith("year")]
    assert labels == ["From 2014", "Up to 2020"]


def test_no_filter_has_no_chip_and_is_said_in_words(small):
    assert filters_of(small, Selection(), "fr") == []
    assert describe_filters(small, Selection(), "en") == "none"


def test_filters_are_running_text(small):
    assert (
        describe_filters(small, Selection(provinces=("10000", "20000"), words="a & b"), "en")
        == "Province: North, Province: South and “a & b”"
    )


@pytest.mark.parametrize(
    ("value", "measure", "text"),
    [
        (None, Measure.SUBSIDY, "not published"),
        (float("nan"), Measure.SUBSIDY, "not published"),
        (0.0, Measure.SUBSIDY, "€0"),
        (1.5, Measure.SUBSIDY, "€1.50"),
        (1234.0, Measure.INITIATIVES, "1,234"),
        (0.0, Measure.INITIATIVES, "0"),
        (2.345, Measure.PER_10000, "2.3"),
        (1.0, Measure.PER_10000, "1"),
        (1.04, Measure.PER_10000, "1.04"),  # of the class « more than 1 »
        (0.04, Measure.PER_10000, "0.04"),  # of the class « up to 1 », not zero
        (4.96, Measure.PER_10000, "5"),  # the bound is of the class below
        (2.0, Measure.SUBSIDY, "€2.00"),
        (2.004, Measure.SUBSIDY, "€2.004"),
        (1.0, Measure.COVERED, "yes"),
        (0.0, Measure.LAG_2014, "no"),
    ],
)
def test_values_tell_zero_from_not_known(value, measure, text):
    assert write_value(value, measure, "en") == text
