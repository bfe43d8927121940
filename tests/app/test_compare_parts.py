"""What lies below the answer of two programmes against each other: one part is worked out, at first the list of municipalities."""

import pytest

from tests.app.rendered import open_part_and_change_language
from tests.app.test_pages import open_app
from wallonia_map.i18n import Language, say

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
TAB = "compare_part"
TITLES = {"municipalities": "compare.list", "robust": "explore.part_robust", "download": "explore.part_download"}


def drawn(at):
    """The parts of which something stands on the page."""
    found = {
        "municipalities": bool(at.dataframe),
        "robust": say("robust.lead", at.session_state["lang"]) in [text.value for text in at.markdown],
        "download": any(box.key == "document_kind" for box in at.selectbox),
    }
    return [part for part, is_there in found.items() if is_there]


def test_a_link_opens_the_list_where_its_municipality_stands():
    at = open_app("compare", nis="91034", province="90000")
    assert not at.exception
    assert drawn(at) == ["municipalities"]


@pytest.mark.parametrize("language", list(Language))
def test_every_part_opens_and_stays_open_in_another_language(language):
    at = open_app("compare", lang="fr")
    for part, title in TITLES.items():
        open_part_and_change_language(at, TAB, title, language)
        assert drawn(at) == [part]
        at.session_state["lang"] = "fr"
        at.run()


def test_the_order_of_the_list_outlives_its_closing():
    at = open_app("compare", lang="fr")
    at.session_state["outcome_order"] = "not_known"
    first = at.run().dataframe[0].value["municipality"].iloc[0]
    for title in (TITLES["download"], TITLES["municipalities"]):
        at.session_state[TAB] = say(title, "fr")
        at.run()
    assert at.dataframe[0].value["municipality"].iloc[0] == first
