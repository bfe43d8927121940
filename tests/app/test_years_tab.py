"""The tab of years on Explore: a link opens it, the step changes map and address, all years come after the last, a wrong year is named."""

import csv
import io

import pytest
import streamlit as st

from tests.app.test_pages import open_app, open_part, texts
from wallonia_map.i18n import say
from wallonia_map.model import Selection
from wallonia_map.questions.start_years import every_year
from wallonia_map.questions.years import years
from wallonia_map.ui.explore.years import BOX
from wallonia_map.ui.shared import talk_state
from wallonia_map.views.talk import Scene, Talk
from wallonia_map.views.years_words import at_end_told, dated_told

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


def in_address(at) -> str:
    """The year that the address says; empty where it says none."""
    return "".join(at.query_params.get("until", ""))


def test_a_step_through_the_years_changes_map_sentence_and_address(atlas):
    axis = every_year(atlas)
    at = open_app("explore", lang="de", until=str(axis[-2]))
    assert not at.exception
    for year in (axis[-2], axis[-1], None):
        found = years(atlas, Selection(until=year))
        assert at_end_told(atlas, found, "de") in texts(at)
        assert dated_told(found, "de") in texts(at)
        assert in_address(at) == ("" if year is None else str(year))
        assert (f"chip-until-{year}" in {button.key for button in at.button}) is (year is not None)
        assert at.button(key="years_next").disabled is (year is None)
        if year is not None:
            at.button(key="years_next").click().run()
    at.button(key="years_previous").click().run()
    assert in_address(at) == str(axis[-1])
    at.selectbox(key=BOX).select(str(axis[0])).run()
    assert in_address(at) == str(axis[0])
    assert at.button(key="years_previous").disabled


def test_the_files_of_the_tab_hold_the_rows_in_the_reader_s_language(atlas, monkeypatch):
    files = {}
    monkeypatch.setattr(
        st, "download_button", lambda _label, content, name, *_more, **_named: files.update({name: content().decode("utf-8-sig")})
    )
    at = open_app("explore", lang="nl", until=str(every_year(atlas)[-2]))
    assert not at.exception
    found = years(atlas, Selection(until=every_year(atlas)[-2]))
    starts, growth = (list(csv.DictReader(io.StringIO(text), delimiter=";")) for name, text in files.items() if name.endswith(".csv"))
    name, count = say("column.programme", "nl"), say("column.initiatives", "nl")
    assert {row[name] for row in starts} == {say(f"programme.{programme}", "nl") for programme in found.starts["programme"]}
    assert sum(int(row[count]) for row in starts) == sum(int(row[count]) for row in growth) == len(atlas.initiatives)
    assert sum(name.endswith(".txt") for name in files) == 2


def test_a_wrong_year_is_named_and_the_page_is_the_one_of_all_years():
    at = open_app("explore", until="1830")
    assert not at.exception
    assert "until" not in at.query_params
    assert "1830" in texts(at) + " ".join(warning.value for warning in at.warning)
    assert say("years.step", "fr") not in [box.label for box in at.selectbox]  # the tab of years is not open
    at = open_part(at, "years")
    assert not at.exception
    assert at.selectbox(key=BOX).value is None


def test_a_scene_of_years_steps_on_the_stage_and_the_talk_stays_as_it_is(atlas):
    at = open_app("stage", lang="en")
    talk = Talk((Scene(params={"show": ["covered"], "until": [str(every_year(atlas)[-2])]}), Scene()))
    at.session_state[talk_state._TALK] = talk
    at.session_state[talk_state._SCENE] = 0
    at.run()
    for year in (*every_year(atlas)[-2:], every_year(atlas)[-1]):  # after the last year it stays at that
        assert say("filter.until_chip", "en", year=str(year)) in texts(at)
        assert say("years.apart", "en", n=years(atlas, Selection()).undated) in texts(at)
        at.button(key="stage_year_next").click().run()
        assert not at.exception
    assert at.session_state[talk_state._TALK] == talk
    at.button(key="stage_next").click().run()
    assert "stage_year_next" not in {button.key for button in at.button}
    at.button(key="stage_previous").click().run()
    assert say("filter.until_chip", "en", year=str(every_year(atlas)[-2])) in texts(at)
