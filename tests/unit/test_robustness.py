import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.strategies import selections
from wallonia_map.errors import UnknownValueError
from wallonia_map.i18n import Language, say
from wallonia_map.model import RoleRule, Selection, Vintage
from wallonia_map.questions.coverage import coverage
from wallonia_map.views.class_choice import ClassChoice, scale_of
from wallonia_map.views.classing import COUNTS, INFINITE, classes
from wallonia_map.views.measures import Measure, measured
from wallonia_map.views.sensitivity import (
    CHOROPLETHS,
    VARIANT_COLUMNS,
    Method,
    Variant,
    classification_changes,
    coverage_variants,
    in_vintage,
    scale_by,
    variant_name,
)

VALUES = st.lists(st.one_of(st.just(0.0), st.integers(1, 40).map(float), st.floats(0.01, 500), st.just(float("nan"))), max_size=60)


def test_variants_by_hand(small):
    table = coverage_variants(small, Selection())
    assert tuple(table.columns) == VARIANT_COLUMNS
    assert list(table.index) == [item.value for item in Variant]
    # Strict: A, B, E, F. The agency's perimeter adds C. In 2025, E and F are one. Nothing hangs on low or medium alone.
    assert table["municipalities_covered"].tolist() == [4, 4, 5, 4, 3, 4, 4, 4]
    assert table["municipalities"].tolist() == [6, 6, 6, 6, 5, 6, 6, 6]
    assert table["difference_inhabitants"].tolist() == [0, 0, 3000, 0, 0, 0, 0, 0]  # the same year in both vintages


def test_another_vintage_takes_its_own_year_where_it_must(small):
    table = coverage_variants(small, Selection(vintage=Vintage.V2025))
    assert table["population_year"].to_dict()["vintage-2019"] == 2019
    assert table.loc["as-asked", "population_year"] == 2025
    assert coverage_variants(small, Selection(population_year=2018))["population_year"].tolist() == [2018] * 8


def test_chosen_municipalities_are_followed_into_the_other_vintage(small):
    there = in_vintage(small, Selection(municipalities=("31001", "12001")), Vintage.V2025)
    assert there.municipalities == ("12001", "31003")
    assert in_vintage(small, there, Vintage.V2019).municipalities == ("12001", "31001", "31002")


def test_a_statement_that_rests_on_doubtful_rows_alone_falls_to_nothing(small):
    doubtful = Selection(programmes=("leader-projects",), confidences=("medium",))  # the shop, in Aubois
    table = coverage_variants(small, doubtful)
    assert table["municipalities_covered"].to_dict()["as-asked"] == 1
    assert table["municipalities_covered"].to_dict()["without-medium-and-low"] == 0
    assert table.loc["without-medium-and-low", "municipalities"] == 6


def test_the_other_projects_without_the_rows_of_medium_confidence(atlas):
    rows = atlas.initiatives[atlas.initiatives["programme"] == "projects"]
    kept = rows[rows["stage"].isin(["running", "finished", "unknown"])]
    parts = atlas.tables["participations"].query("role in ['lead', 'partner']")

    def reached(initiatives: pd.DataFrame) -> int:
        return parts.loc[parts["initiative_id"].isin(initiatives.index), "nis_2019"].nunique()

    table = coverage_variants(atlas, Selection(programmes=("projects",), vintage=Vintage.V2019))
    assert table.loc["as-asked", "municipalities_covered"] == reached(kept)
    assert table.loc["without-medium-and-low", "municipalities_covered"] == reached(kept[kept["confidence"] == "high"]) < reached(kept)


@given(selection=selections())
def test_variants_are_what_coverage_says(small, selection):
    table = coverage_variants(small, selection)
    for variant, asked in (
        ("as-asked", selection),
        ("strict", selection.replace(rule=RoleRule.STRICT)),
        ("extended", selection.replace(rule=RoleRule.EXTENDED)),
        ("vintage-2025", in_vintage(small, selection, Vintage.V2025)),
    ):
        told = coverage(small, asked)
        assert table.loc[variant, "municipalities_covered"] == told.municipalities_covered
        assert table.loc[variant, "inhabitants_covered"] == told.inhabitants_covered
        assert table.loc[variant, "area_covered_km2"] == pytest.approx(told.area_covered_km2)
    covered = table["municipalities_covered"]
    assert covered["strict"] <= covered["extended"]
    assert covered["without-medium-and-low"] <= covered["without-low"] <= covered["as-asked"]


def test_classes_by_each_method_by_hand():
    values = pd.Series([0, 1, 1, 2, 2, 3, 4, 9, 20, float("nan")])
    # Above zero: 1 1 2 2 3 4 9 20; quartiles 1.75, 2.5, 5.25; equal steps of 4.75; means 5.25, then 14.5 of 9 and 20.
    assert scale_by(values, Method.QUANTILES, 4).upper == (1.75, 2.5, 5.25, INFINITE)
    assert scale_by(values, Method.EQUAL_INTERVAL, 4).upper == (5.75, 10.5, 15.25, INFINITE)
    assert scale_by(values, Method.HEAD_TAIL, 4).upper == (5.25, 14.5, INFINITE)
    # 1 1 2 2 | 3 4 | 9 | 20: inner squares 1 + 0.5; any other cut of four has more.
    assert scale_by(values, Method.NATURAL_BREAKS, 4).upper == (2, 4, 9, INFINITE)


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("values", [[], [0.0], [float("nan")], [3.0, 3.0, 0.0], [1.0, 2.0], [1.0] * 50 + [2.0, 3.0]])
def test_few_values_make_few_classes_and_no_complaint(method, values):
    scale = scale_by(pd.Series(values, dtype="float64"), method, 4)
    assert len(scale.colours) == len(scale.upper) + 1
    assert len(scale.upper) <= max(1, len({value for value in values if value > 0}))
    assert scale.upper[-1] == INFINITE


@given(given_values=VALUES, method=st.sampled_from(Method), most=st.integers(1, 4))
def test_bounds_rise_and_zero_and_not_known_stay_apart(given_values, method, most):
    values = pd.Series(given_values, dtype="float64")
    scale = scale_by(values, method, most)
    assert list(scale.upper) == sorted(set(scale.upper))
    assert len(scale.upper) <= most
    numbers = classes(values, scale)
    assert (numbers[values == 0] == 0).all()
    assert (numbers[values.isna()] == -1).all()
    assert (numbers[values > 0] >= 1).all()


@pytest.mark.parametrize("measure", [measure for measure in CHOROPLETHS if not measure.indicator])
def test_changes_of_the_real_data_are_real(atlas, measure):
    found, shown = classification_changes(atlas, Selection(), measure), measured(atlas, Selection(), measure)
    assert list(found.summary.index) == [item.value for item in Method]
    for method in Method:
        scale = scale_by(shown.values, method, 4)
        other = classes(shown.values, scale)
        changed = other.index[other != shown.classes]
        assert found.summary.at[method.value, "municipalities_changed"] == len(changed)
        assert {*changed} == {*found.municipalities.index[found.municipalities[method.value] != found.municipalities["class"]]}
    assert (found.municipalities["value"] > 0).all()
    assert found.summary["inhabitants_changed"].max() <= atlas.population().sum()


def test_quantiles_of_the_number_of_initiatives(atlas):
    """Those that stand elsewhere when the bounds are the quarters of the municipalities with some, instead of 1, 2, 5."""
    found = classification_changes(atlas, Selection(), Measure.INITIATIVES)
    shown = measured(atlas, Selection(), Measure.INITIATIVES).values
    some = shown[shown > 0]
    quarters = [float(bound) for bound in some.quantile([0.25, 0.5, 0.75])]
    assert found.summary.at["quantiles", "upper"] == (*quarters, INFINITE)
    assert COUNTS.upper == (1, 2, 5, INFINITE)
    by_hand = [(sum(value > bound for bound in COUNTS.upper), sum(value > bound for bound in quarters)) for value in some]
    assert found.summary.at["quantiles", "municipalities_changed"] == sum(before != after for before, after in by_hand)


def test_nothing_to_class_changes_nothing(small):
    found = classification_changes(small, Selection(words="nothing at all"), Measure.PER_10000)
    assert found.municipalities.empty
    assert found.summary["municipalities_changed"].tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("measure", [Measure.COVERED, Measure.LAG_2014])
def test_categories_have_no_other_classification(small, measure):
    with pytest.raises(UnknownValueError, match="per-10000"):
        classification_changes(small, Selection(), measure)


@pytest.mark.parametrize("language", Language)
def test_a_row_of_another_vintage_says_of_which_year_its_inhabitants_are(atlas, language):
    table = coverage_variants(atlas, Selection(programmes=("leader-2023-2027",), vintage=Vintage.V2025, population_year=2025))
    assert table["population_year"].to_dict() | {"vintage-2019": 2025} == dict.fromkeys(table.index, 2025)
    assert table.at["vintage-2019", "population_year"] == 2019  # of 2025, the two parts of a merger have no figure
    names = {str(variant): variant_name(str(variant), row, language) for variant, row in table.iterrows()}
    for vintage, year in (("2019", " 2019"), ("2025", " 2025")):
        assert year in names[f"vintage-{vintage}"].removeprefix(say(f"robust.variant.vintage-{vintage}", language))
    assert names["extended"] == say("robust.variant.extended", language)


@pytest.mark.parametrize("measure", [measure for measure in CHOROPLETHS if measure.indicator])
def test_an_official_figure_holds_or_does_not_by_the_same_classes(atlas, measure):
    """Quantiles are what is shown, so nothing changes under them; every other change is one of classes drawn anew."""
    asked = Selection(vintage=Vintage("2025"))
    found, shown = classification_changes(atlas, asked, measure), measured(atlas, asked, measure)
    assert found.summary.at["quantiles", "municipalities_changed"] == 0
    for method in Method:
        other = classes(shown.values, scale_of(shown.values, ClassChoice(method.value)))
        assert found.summary.at[method.value, "municipalities_changed"] == (other != shown.classes).sum()
    assert found.summary["municipalities_changed"].max() > 0
