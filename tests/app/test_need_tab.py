"""The tab of need on Explore: a link opens it, its scene goes into the talk, and the plain scene of the page stays what it was."""

import pytest

from tests.app.test_pages import open_app, texts
from wallonia_map.i18n import Language, say
from wallonia_map.model import Indicator, Selection, Vintage
from wallonia_map.questions.need import need_by_fifths
from wallonia_map.ui.shared import talk_state
from wallonia_map.views.link_summary import summary_from_params
from wallonia_map.views.need_summary import NeedSummary
from wallonia_map.views.need_words import describe_need

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
LINK = {"vintage": "2019", "programme": "leader-2023-2027", "need": "unemployment-ilo"}
ASKED = Selection(programmes=("leader-2023-2027",), vintage=Vintage("2019"))


def test_a_link_opens_the_tab_and_its_scene_says_the_same(atlas):
    at = open_app("explore", lang="fr", **LINK)
    assert not at.exception
    found = need_by_fifths(atlas, Indicator("unemployment-ilo"), ASKED)
    assert describe_need(atlas, found, "fr") in texts(at)
    at.button(key="stage_add_need").click().run()
    at.button(key="stage_add").click().run()
    need, plain = at.session_state[talk_state._TALK].scenes[-2:]
    told = summary_from_params(need.page, need.params, atlas, Language.FR)
    assert isinstance(told, NeedSummary)
    assert told.need.table.equals(found.table)
    assert not isinstance(summary_from_params(plain.page, plain.params, atlas, Language.FR), NeedSummary)


@pytest.mark.parametrize(("programme", "message"), [("leader-2023-2027", "not-covered"), ("smart-region-2019", "none-known")])
def test_the_municipalities_of_a_cell_are_not_covered_only_where_the_list_is_complete(atlas, programme, message):
    found = need_by_fifths(atlas, Indicator("unemployment-ilo"), ASKED.replace(programmes=(programme,)))
    said = texts(open_app("explore", lang="en", **LINK | {"programme": programme}))
    assert say("need.places_heading", "en") in said
    for fifth in range(1, 6):
        assert say(f"need.{message}", "en", n=len(found.municipalities_of(fifth, "not-covered"))) in said
    assert ("municipalities not covered:" in said) == (message == "not-covered")


def test_a_hostile_indicator_opens_the_page_as_it_is():
    at = open_app("explore", need="<script>", vintage="2019")
    assert not at.exception
    assert say("need.choose", "fr") not in texts(at)
