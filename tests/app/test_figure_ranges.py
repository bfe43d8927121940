"""Explore's filter on the range of an official figure: popover, chip, link."""

import pytest

from tests.app.test_pages import open_app, open_panel, texts
from wallonia_map.i18n import Language
from wallonia_map.model import Indicator, IndicatorRange, Vintage
from wallonia_map.questions.indicators import indicator_values
from wallonia_map.ui.explore.figure_range import FIGURE, bound_key
from wallonia_map.views.indicator_words import range_name

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
OLD = Indicator("persons-65-plus")


def chips(at):
    return [button.label for button in at.button if str(button.key).startswith("chip-indicators-")]


def test_a_range_is_chosen_in_the_popover_and_taken_away_by_its_chip(atlas):
    at = open_panel(open_app("explore", vintage="2019"), "ask_more")
    at.selectbox(key=FIGURE).select(OLD.value).run()
    at.number_input(key=bound_key(OLD, "low")).set_value(22.0).run()
    assert not at.exception
    assert at.session_state["p_explore_indicator"] == [f"{OLD.value}:22:"]
    assert at.query_params["indicator"] == f"{OLD.value}:22:"
    assert chips(at) == [range_name(IndicatorRange(OLD, 22.0), "fr")]
    older = int((indicator_values(atlas, OLD, Vintage("2019")).values >= 22).sum())
    assert 0 < older < 262
    assert "data:image/svg+xml" in "".join(part.proto.body for part in at.get("html"))  # its values as a small histogram
    assert f"sur {older}" in texts(at).replace("\u202f", " ")  # the meter counts them alone
    next(button for button in at.button if str(button.key).startswith("chip-indicators-")).click().run()
    assert chips(at) == []
    assert at.number_input(key=bound_key(OLD, "low")).value is None
    assert "indicator" not in at.query_params
    at.button(key="undo").click().run()
    assert at.number_input(key=bound_key(OLD, "low")).value == 22.0


@pytest.mark.parametrize("language", list(Language))
def test_a_link_restores_a_range_and_what_is_none_is_left_out(language):
    hostile = ["poverty:1:2", "unemployment-ilo:<b>:", "income-per-return::", "persons-65-plus:1e9:", "x" * 500, "local-units:nan:inf"]
    asked = [*hostile, "unemployment-ilo:7.5:12.25"]
    at = open_panel(open_app("explore", lang=language.value, vintage="2019", province="50000", indicator=asked), "ask_more")
    assert not at.exception
    assert not at.error
    assert at.session_state["p_explore_indicator"] == ["unemployment-ilo:7.5:12.25"]
    assert at.session_state["p_explore_province"] == ["50000"]
    indicator = Indicator("unemployment-ilo")
    assert chips(at) == [range_name(IndicatorRange(indicator, 7.5, 12.25), language)]
    assert at.selectbox(key=FIGURE).value == indicator.value
    assert [at.number_input(key=bound_key(indicator, end)).value for end in ("low", "high")] == [7.5, 12.25]


def test_bounds_typed_the_wrong_way_round_are_turned():
    at = open_panel(open_app("explore", vintage="2019", indicator=["unemployment-ilo:8:", "income-per-return::40000"]), "ask_more")
    indicator = Indicator("unemployment-ilo")
    assert at.selectbox(key=FIGURE).value == "income-per-return"  # the first in menu order
    at.selectbox(key=FIGURE).select(indicator.value).run()
    at.number_input(key=bound_key(indicator, "high")).set_value(5.0).run()
    assert at.session_state["p_explore_indicator"] == ["income-per-return::40000", "unemployment-ilo:5:8"]
