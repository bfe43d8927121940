"""The first steps: glossary, empty states that teach, ways back, scenes from every map."""

import pytest

from tests.app.test_pages import open_app, open_panel, texts
from wallonia_map.i18n import Language, say
from wallonia_map.model import Selection, Vintage
from wallonia_map.questions.selection import select, without
from wallonia_map.ui.frame.glossary import TERMS, explained, glossary_html
from wallonia_map.ui.frame.navigation import MENU
from wallonia_map.views.sensitivity import count_variants

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
EMPTY = {"programme": "smart-region-2019", "province": "60000", "theme": "energy-environment"}


def press(at, key):
    return next(button for button in at.button if button.key == key).click().run()


@pytest.mark.parametrize("page", list(MENU))
def test_every_page_has_the_glossary(page):
    at = open_app(page, lang="de")
    assert glossary_html(Language.DE) not in [element.proto.body for element in at.get("html")]
    at = open_panel(at, "glossary")
    assert glossary_html(Language.DE) in [element.proto.body for element in at.get("html")]


@pytest.mark.parametrize("language", list(Language))
def test_the_glossary_explains_every_term(language):
    told = glossary_html(language)
    assert told.count("<dt>") == told.count("<dd>") == len(TERMS)


#: Where words stand in a legend or a sheet, which no help of a widget reaches.
EXPLAINED = {
    "a legend of numbers": ("explore", {}, ("initiative", "vintage", "not_known")),
    "a legend of amounts": ("explore", {"show": "subsidy"}, ("initiative", "counting", "vintage", "not_known")),
    "a legend of groups": ("explore", {"show": "lag-2023-2027"}, ("lag", "vintage", "not_known")),
    "outcomes": ("compare", {}, ("coverage", "lead_partner", "lag")),
    "combinations": ("white_spots", {}, ("coverage", "white_spot")),
    "a sheet": ("municipality", {"nis": "62063"}, ("refnis", "vintage", "lag")),
}


@pytest.mark.parametrize("place", EXPLAINED)
def test_the_words_of_legends_and_sheets_open_their_meaning(place):
    page, params, terms = EXPLAINED[place]
    at = open_app(page, lang="nl", **params)
    assert any(explained(terms, Language.NL) in element.proto.body for element in at.get("html"))


def test_an_empty_view_says_which_filter_to_drop_and_one_click_does_it(atlas):
    at = open_app("explore", **EMPTY)
    assert say("explore.empty", "fr") in texts(at)
    asked = Selection(programmes=("smart-region-2019",), provinces=("60000",), themes=("energy-environment",))
    assert select(atlas, asked).initiatives.empty
    counts = {field: len(select(atlas, without(asked, field)).initiatives) for field in ("programmes", "provinces", "themes")}
    offered = {button.key.removeprefix("without-"): button.label for button in at.button if button.key.startswith("without-")}
    assert set(offered) == {field for field, count in counts.items() if count}
    best = max(counts, key=lambda field: counts[field])
    assert str(counts[best]) in offered[best]
    at = press(at, f"without-{best}")
    assert say("explore.empty", "fr") not in texts(at)
    at = press(at, "undo")
    assert say("explore.empty", "fr") in texts(at)


def test_the_way_back_from_words_that_nothing_has_quotes_them_once_and_speaks_of_no_other_filter():
    at = open_app("explore", q="zzzzzz")
    (label,) = (button.label for button in at.button if button.key == "without-words")
    assert label.count("zzzzzz") == 1
    assert (label.count("«"), label.count("»")) == (1, 1)
    assert say("steps.teach", "fr") not in " ".join(texts(at))


@pytest.mark.parametrize(("page", "short", "name"), [("compare", "compare", "role"), ("white_spots", "white", "role")])
def test_a_choice_is_undone_and_all_are_reset(page, short, name):
    at = open_app(page)
    slot = f"p_{short}_{name}"
    assert not [button for button in at.button if button.key in (f"{short}_undo", f"{short}_reset")]
    at.session_state[slot] = "extended"
    at = at.run()
    at = press(at, f"{short}_undo")
    assert at.session_state[slot] == "strict"
    at.session_state[slot] = "extended"
    at = at.run()
    at = press(at, f"{short}_reset")
    assert at.session_state[slot] == "strict"
    chosen = open_app(page, nis="91034")  # on the map: no filter, so nothing to reset, and no button that pushes the map away
    assert not [button for button in chosen.button if button.key in (f"{short}_undo", f"{short}_reset")]


def test_an_initiative_counts_in_a_municipality_under_each_rule(atlas):
    counts = count_variants(atlas, "92094", Selection(vintage=Vintage.V2019))
    assert counts["as-asked"] == counts["strict"] <= counts["extended"]
    assert counts["without-medium-and-low"] <= counts["without-low"] <= counts["as-asked"]
    assert counts["as-asked"] > 0


@pytest.mark.parametrize(
    ("page", "params", "key", "scene"),
    [
        ("home", {}, "stage_add", {"show": ["per-10000"]}),
        ("municipality", {"nis": "92094"}, "stage_add", {"nis": ["92094"]}),
        ("compare", {"mode": "territories", "t": ["90000", "62063"]}, "stage_add_1", {"municipality": ["62063"]}),
        ("compare", {"mode": "territories", "t": ["90000", "62063"]}, "stage_add_0", {"province": ["90000"]}),
    ],
)
def test_a_map_becomes_a_scene(page, params, key, scene):
    at = press(open_app(page, **params), key)
    added = at.session_state["_talk"].scenes[-1]
    assert (added.page, dict(added.params)) == ("explore", scene)
