"""What lies below the answer of White spots: one part is worked out, the one that a link speaks of or that the visitor opens."""

import pytest

from tests.app.rendered import open_part_and_change_language
from tests.app.test_pages import open_app, texts
from wallonia_map.i18n import Language, say

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
TAB = "white_part"
#: Part → a widget that only it has.
WIDGETS = {"need": "p_white_need", "help": "p_white_nis", "robust": None, "download": "document_kind"}


def drawn(at):
    """The parts whose widgets stand on the page."""
    keys = {widget.key for widget in (*at.selectbox, *at.multiselect)}
    return [part for part, key in WIDGETS.items() if key in keys]


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ({}, "need"),
        ({"province": "90000"}, "need"),
        ({"nis": "91034"}, "help"),
        ({"theme": "mobility"}, "help"),
        ({"same": "province"}, "help"),
        ({"need": "unemployment-ilo:higher", "nis": "91034"}, "need"),
    ],
)
def test_a_link_opens_the_part_that_it_speaks_of(said, part):
    at = open_app("white_spots", **said)
    assert not at.exception
    assert drawn(at) == [part]


@pytest.mark.parametrize("language", list(Language))
def test_every_part_opens_and_stays_open_in_another_language(language):
    titles = {"robust": "explore.part_robust", "download": "explore.part_download", "help": "white_spots.help"}
    at = open_app("white_spots", lang="fr")
    for part, title in titles.items():
        open_part_and_change_language(at, TAB, title, language)
        assert drawn(at) == ([part] if WIDGETS[part] else [])
        at.session_state["lang"] = "fr"
        at.run()


def test_what_is_chosen_in_a_part_outlives_its_closing():
    at = open_app("white_spots", lang="fr", nis="91034", theme="mobility")
    at.session_state["p_white_theme"] = "health"
    at.run()
    for _ in range(2):
        at.session_state[TAB] = say("need.ranked_heading", "fr")
        at.run()
        at.run()
        assert at.session_state["p_white_theme"] == "health"
        at.session_state[TAB] = say("white_spots.help", "fr")
        at.run()
        assert at.session_state["p_white_theme"] == "health"
        assert at.session_state["p_white_nis"] == "91034"
    assert say("white_spots.choose", "fr") not in texts(at)
