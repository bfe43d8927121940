"""The initiatives' tab on Explore and its map answer each other."""

import re

import pytest

from tests.app.test_pages import open_app, open_part, texts
from wallonia_map.model import RoleRule, Selection
from wallonia_map.questions.involvement import initiatives_of_place, involvement
from wallonia_map.views.involvement_words import involvement_told, place_told

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


def test_what_is_ticked_is_said_and_named_to_the_map_and_the_chosen_municipality_s_rows_stand_first(atlas):
    at = open_part(open_app("explore", lang="nl", programme="smart-region-2019", nis="62063", role="extended"), "initiatives", "nl")
    chosen = Selection(programmes=("smart-region-2019",), rule=RoleRule.EXTENDED)
    listed = list(atlas.initiatives.index[atlas.initiatives["programme"] == "smart-region-2019"])
    found = initiatives_of_place(atlas, chosen, listed, "62063")
    assert place_told(found, len(listed), atlas.municipality_name("62063", chosen.vintage, "nl"), chosen.rule, "nl") in texts(at)
    assert found.certain
    pages = at.dataframe[0].value["page"].head(len(found.certain))
    assert [re.search(r"id=([\w-]+)", page)[1] for page in pages] == list(found.certain)
    at.session_state["_explore_initiatives_ticked"] = tuple(found.certain)
    at.run()
    reached = involvement(atlas, chosen, found.certain)
    assert involvement_told(reached, "nl") in texts(at)
    (line,) = [part.proto.body for part in at.get("html") if "data-outline" in part.proto.body]
    assert f'data-outline="map" data-certain="{" ".join(reached.certain)}"' in line
