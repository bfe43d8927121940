import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.strategies import selections
from wallonia_map.i18n import Language
from wallonia_map.model import Selection, Vintage
from wallonia_map.tables.names import initiative_title, lag_name
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.view import View


def summary(small, measure: Measure = Measure.INITIATIVES, language: Language = Language.EN, **filters) -> ViewSummary:
    return view_summary(small, View(Selection(**filters), measure), language)


def test_the_sentence_of_a_view_says_coverage_extremes_and_gaps(small):
    told = summary(small).sentence
    for figure in ("4 municipalities out of 6", "In 2 municipalities no initiative is known", "2 projects out of 5", "1 project out of 3"):
        assert figure in told
    assert "least" not in told  # no superlative from programmes that are not known in full
    assert not set("{}") & set(told)


def test_the_meter_says_the_three_figures(small):
    lines = summary(small).meter
    assert [line.share_written for line in lines] == ["67%", "42%", "62%"]
    assert [line.figures for line in lines] == [
        "4 municipalities out of 6", "5,000 inhabitants out of 12,000", "8\u00a0km² out of 13\u00a0km²",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "labels"),
    [
        (Measure.INITIATIVES, ["none known", "1", "2", "3–5", "6 or more"]),
        (Measure.PER_10000, ["none known", "up to 1", "more than 1, up to 2", "more than 2, up to 5", "more than 5"]),
        (Measure.COVERED, ["none known", "covered"]),
        (Measure.LAG_2023, ["not in a Local Action Group", "GAL de l'Est", "GAL du Nord"]),
    ],
)
def test_the_legend_names_its_classes(small, measure, labels):
    filled = view_summary(small, View(Selection(), measure, fill=True), Language.EN)
    assert [line.label for line in filled.legend] == labels


def test_the_legend_of_circles_tells_what_has_one_from_what_has_none(small):
    assert [(line.label, line.municipalities) for line in summary(small).legend] == [("none known", 2), ("1 or more", 4)]


def test_not_known_is_the_last_line_of_a_legend(small):
    lines = summary(small, Measure.SUBSIDY, programmes=("leader-2014-2020",)).legend
    assert [line.is_known for line in lines] == [True] * 5 + [False]
    assert (lines[-1].municipalities, lines[-1].inhabitants) == (2, 3000)


def test_the_title_names_the_filters(small):
    assert summary(small).title == "Number of initiatives"
    assert summary(small, words="water").title == "Number of initiatives — “water”"


def test_the_year_is_the_vintage_s_own_unless_asked(small):
    assert summary(small).year == 2019
    assert summary(small, vintage=Vintage.V2025).year == 2025
    assert summary(small, population_year=2018).year == 2018
    assert "2018" in summary(small, population_year=2018).source_line


def test_names_leave_remarks_in_brackets_aside_and_an_untitled_initiative_is_named_so(small):
    assert lag_name(small, "lag14-nord", "fr") == "GAL du Nord"
    assert initiative_title(small, "sr-water", "fr") == "Capteurs d'eau"


@pytest.mark.parametrize("language", Language)
@given(selection=selections(), measure=st.sampled_from(list(Measure)))
def test_every_view_is_described_in_every_language(small, language, selection, measure):
    told = view_summary(small, View(selection, measure), language)
    for text in (told.title, told.unit, told.sentence, told.source_line, *(line.label for line in told.legend)):
        assert text
        assert not set("{}") & set(text)
    assert sum(line.municipalities for line in told.legend) == len(told.selected.places)
