"""No page says a word that its language does not have."""

import pytest

from tests.app.rendered import said
from tests.app.test_pages import open_app
from tests.vocabulary import LANGUAGES, Vocabulary
from wallonia_map.i18n import say
from wallonia_map.model import Vintage

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")

VISITS = {
    "home": ("home", {}),
    "explore": ("explore", {}),
    "a town": ("explore", {"nis": "62063", "show": "subsidy", "role": "extended", "from": "2015", "circles": "1"}),
    "nothing found": ("explore", {"programme": "smart-region-2019", "province": "90000", "theme": "health", "stage": "no-result"}),
    "no municipality": ("municipality", {}),
    "a sheet": ("municipality", {"nis": "63023"}),
    "a sheet by an old code": ("municipality", {"nis": "52063"}),
    "no initiative": ("initiative", {}),
    "an initiative": ("initiative", {"id": "sr2019-24"}),
    "a group": ("initiative", {"id": "lag2023-plaines-de-l-escaut"}),
    "no organisation": ("organisation", {}),
    "an organisation": ("organisation", {"id": "bep"}),
    "programmes": ("compare", {}),
    "the same programme twice": ("compare", {"a": "projects", "b": "projects"}),
    "territories": ("compare", {"mode": "territories", "t": ["90000", "62063"]}),
    "programmes crossed": ("white_spots", {"nis": "91034"}),
    "themes crossed": ("white_spots", {"kind": "themes"}),
    "white spots ranked": ("white_spots", {"need": "unemployment-ilo:higher"}),
    "a place": ("place", {"code": "90000"}),
    "a perimeter": ("place", {"perimeter": "Haute Ardenne~63001-63013"}),
    "need": ("explore", {"show": "unemployment-ilo", "need": "unemployment-ilo"}),
    "a talk": ("stage", {}),
    "a scene": ("stage", {"scene": "1"}),
    "a spoilt talk": ("stage", {"talk": "spoilt"}),
    "your data": ("your_data", {}),
    "data": ("data", {}),
}
#: What the frame says around a page that says nothing: glossary, languages, the head of paper, the foot.
ALONE = 4
#: Lists to search hold a place by all its names; code is a link; a raw file keeps its own column names.
SEARCHED = {"Selectbox", "Multiselect"}
CODE = {"Code"}


@pytest.fixture(scope="module")
def vocabulary(atlas):
    return Vocabulary(atlas)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("visit", VISITS)
def test_a_page_speaks_one_language(visit, language, vocabulary):
    page, params = VISITS[visit]
    at = open_app(page, lang=language, **params)
    assert not at.exception
    told = [(kind, text) for kind, text in said(at) if kind not in CODE and not (page == "data" and kind == "Dataframe")]
    assert len(told) > ALONE
    lists, prose = ([text for kind, text in told if (kind in SEARCHED) is searched] for searched in (True, False))
    assert vocabulary.strange(prose, language) | vocabulary.strange(lists, language, every_name=True) == {}


def test_a_word_of_another_language_is_found(vocabulary):
    assert set(vocabulary.strange(["Download de rijen von Lüttich"], "fr")) == {"download", "rijen", "von", "lüttich"}
    assert vocabulary.strange(["Lüttich"], "fr", every_name=True) == {}
    for one in LANGUAGES:
        for other in set(LANGUAGES) - {one}:
            assert len(vocabulary.own[other] - vocabulary.own[one]) > 1_000


#: Every box in which one looks for a municipality.
BOXES = {
    "home": ("home", {}, "home_nis"),
    "explore": ("explore", {}, "p_explore_nis"),
    "sheet": ("municipality", {}, "p_municipality_nis"),
    "territories": ("compare", {"mode": "territories"}, "p_compare_t"),
    "reference": ("compare", {"mode": "territories"}, "p_compare_ref"),
    "help": ("white_spots", {"theme": "mobility"}, "p_white_nis"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("box", BOXES)
def test_a_municipality_is_found_by_all_its_names(box, language):
    page, params, key = BOXES[box]
    at = open_app(page, lang=language, **params)
    options = next(one.options for one in (*at.selectbox, *at.multiselect) if one.key == key)
    town = " (" + say("compare.kind.municipality", language) + ")" if page == "compare" else ""
    found = [{option for option in options if name in option and option.endswith(town)} for name in ("Liège", "Luik", "Lüttich")]
    [label] = {option for option in set.intersection(*found) if not option.startswith("Saint-Nicolas")}
    assert label.startswith({"nl": "Luik", "de": "Lüttich"}.get(language, "Liège"))


GERMAN = {"63001": "Amel", "63012": "Büllingen", "63013": "Bütgenbach", "63023": "Eupen", "63040": "Kelmis", "63048": "Lontzen", "63061": "Raeren",
          "63067": "Sankt Vith", "63087": "Burg-Reuland"}  # fmt: skip
ESTABLISHED = {"62063": ("Liège", "Luik", "Lüttich"), "92094": ("Namur", "Namen", "Namur"), "53053": ("Mons", "Bergen", "Mons"),
               "57081": ("Tournai", "Doornik", "Tournai"), "25112": ("Wavre", "Waver", "Wavre"), "25072": ("Nivelles", "Nijvel", "Nivelles")}  # fmt: skip


@pytest.mark.parametrize("vintage", list(Vintage))
def test_the_german_speaking_municipalities_have_their_german_names(vintage, atlas):
    rows = atlas.municipalities(vintage)
    assert set(rows.index[rows["is_german_speaking_community"]]) == set(GERMAN)
    assert {nis: atlas.municipality_name(nis, vintage, "de") for nis in GERMAN} == GERMAN


@pytest.mark.parametrize("nis", ESTABLISHED)
def test_a_town_bears_its_established_name_in_each_language(nis, atlas):
    assert tuple(atlas.municipality_name(nis, Vintage.V2019, language) for language in ("fr", "nl", "de")) == ESTABLISHED[nis]
    heading = {language: open_app("municipality", lang=language, nis=nis).title[0].value for language in ("fr", "nl", "de")}
    assert tuple(heading.values()) == ESTABLISHED[nis]
