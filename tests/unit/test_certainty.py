"""« None » is only said where a programme's list is complete."""

import datetime

import pytest

from wallonia_map.export.receipt import File, receipt
from wallonia_map.export.report import report_data
from wallonia_map.i18n import Language, message_ids, say
from wallonia_map.maps.updates import update_of
from wallonia_map.model import Programme, Selection, Vintage
from wallonia_map.questions.completeness import is_complete, partial_programmes
from wallonia_map.questions.profile import municipality_profile
from wallonia_map.questions.selection import select
from wallonia_map.ui.shared.meter import meter_html
from wallonia_map.ui.shared.municipality_panel import panel_html
from wallonia_map.views.category_summary import change_summary, overlap_summary
from wallonia_map.views.certainty import completeness_note
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.view import View

#: Words that say more than is known of a municipality without an initiative of a partial programme.
SURE = {"fr": ("non couverte", "n'ont aucune initiative.", "la moins couverte"), "en": ("not covered", "have no initiative", "least covered"),
        "nl": ("niet gedekt", "hebben geen initiatief", "minst gedekte"), "de": ("nicht abgedeckt", "haben keine Initiative", "am wenigsten")}  # fmt: skip
CALL, LAGS = "smart-region-2019", "leader-2014-2020"


def shown(atlas, measure, programme, language=Language.FR):
    return view_summary(atlas, View(Selection(programmes=(programme,), vintage=Vintage.V2019), measure), language)


def test_a_programme_is_complete_where_its_rows_are_as_many_as_were_published(atlas, small):
    complete = {item.value for item in Programme if is_complete(atlas, item.value)}
    assert complete == {"leader-2014-2020", "leader-2023-2027"}
    assert not is_complete(small, "leader-2014-2020")  # one group of two
    assert partial_programmes(atlas, Selection(programmes=(LAGS, CALL))) == (CALL,)
    assert len(partial_programmes(atlas, Selection())) == len(Programme) - len(complete)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("measure", [Measure.INITIATIVES, Measure.PER_10000, Measure.COVERED, Measure.SUBSIDY])
def test_legend_sentence_and_values_of_a_partial_programme_say_none_known(atlas, measure, language):
    told = shown(atlas, measure, CALL, language)
    zero = next(line for line in told.legend if line.number == 0)
    assert zero.label in (say("certainty.none_known", language), say("certainty.no_initiative", language))
    assert zero.label != told.write_value(1.0)
    assert told.write_value(0.0) not in ("0", say("answer.no", language), "0\u00a0€")
    assert not any(words in told.sentence for words in SURE[language])
    assert update_of(told, list(told.measured.values.index), dark=False)["o"] == told.write_value(0.0)


@pytest.mark.parametrize("language", Language)
def test_a_complete_programme_still_says_none_and_which_province_is_least(atlas, language):
    told = shown(atlas, Measure.COVERED, LAGS, language)
    assert [line.label for line in told.legend][:2] == [say("legend.not_covered", language), say("legend.covered", language)]
    assert any(words in told.sentence for words in SURE[language])
    assert "o" not in update_of(told, list(told.measured.values.index), dark=False)
    assert completeness_note(atlas, told.view.selection, language) == ""


def test_no_amount_is_known_is_said_of_those_not_published_and_of_those_with_nothing_known(atlas):
    told = shown(atlas, Measure.SUBSIDY, CALL, Language.EN)
    counts = told.measured.classes.value_counts()
    assert (counts[-1], counts[0]) == (11, 241)
    assert "For 252 municipalities out of 262, no amount is known: 11 with" in told.sentence
    assert told.write_value(float("nan")) == "not published"
    assert update_of(told, list(told.measured.values.index), dark=False)["h"] == "not published"
    assert "amount" not in shown(atlas, Measure.INITIATIVES, CALL, Language.EN).sentence


@pytest.mark.parametrize("language", Language)
def test_a_difference_with_a_partial_programme_loses_nothing(atlas, language):
    told = change_summary({"a": [LAGS], "b": [CALL], "vintage": ["2019"]}, atlas, language)
    sure = {say(f"compare.outcome.{name}", language) for name in ("gained", "lost", "never", "kept")}
    assert not sure & set(told.labels.values())
    assert told.sentence.startswith(told.title)
    complete = change_summary({"a": [LAGS], "b": ["leader-2023-2027"], "vintage": ["2019"]}, atlas, language)
    assert set(complete.labels.values()) >= sure


@pytest.mark.parametrize("language", Language)
def test_an_overlap_with_a_partial_programme_says_nothing_known(atlas, language):
    told = overlap_summary({"programmes": [LAGS, CALL], "vintage": ["2019"]}, atlas, language)
    assert told.combination(0) == say("certainty.nothing", language)
    both = overlap_summary({"programmes": [LAGS, "leader-2023-2027"], "vintage": ["2019"]}, atlas, language)
    assert both.combination(0) == say("white_spots.nothing", language)


@pytest.mark.parametrize("language", Language)
def test_receipt_report_and_meter_say_how_much_of_a_list_is_known(atlas, language):
    summary = shown(atlas, Measure.COVERED, CALL, language)
    note = completeness_note(atlas, summary.view.selection, language)
    assert "24" in note and "43" in note
    made = receipt(File("a.csv", "text/csv", b""), 1, atlas=atlas, selected=summary.selected, permalink="", day=datetime.date(2026, 1, 1),
                   language=language)  # fmt: skip
    assert note in made.content.decode()
    told = report_data(summary, day=datetime.date(2026, 1, 1), permalink="")
    assert told["words"]["white"] == say("certainty.white", language)
    assert "43" in meter_html("title", summary.coverage, "basis", language, note=note)


def test_the_panel_and_the_sheet_of_a_municipality_without_initiative_do_not_say_nought(atlas):
    selected = select(atlas, Selection(programmes=(CALL,), vintage=Vintage.V2019))
    nis = selected.places.difference(selected.covered)[0]
    assert "<dd>aucune connue</dd>" in "".join(panel_html(atlas, selected, nis, Language.FR))
    assert municipality_profile(atlas, nis, Vintage.V2019).is_partial


def test_every_language_says_none_and_none_known_differently():
    for language in Language:
        told = message_ids(language)
        assert told["certainty.none_known"] != told["value.none"]
        assert told["certainty.not_published"] != told["value.not_known"]
