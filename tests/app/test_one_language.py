"""No page says a word that its language does not have."""

import pytest

from tests.app.rendered import said
from tests.app.test_pages import open_app
from tests.vocabulary import LANGUAGES, Vocabulary

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")

VISITS = {
    "home": ("home", {}),
    "explore": ("explore", {}),
    "a town": ("explore", {"nis": "62063", "show": "subsidy", "role": "extended", "from": "2015", "circles": "1"}),
    "nothing found": ("explore", {"programme": "smart-region-2019", "province": "90000", "theme": "health", "stage": "no-result"}),
    "no municipality": ("municipality", {}),
    "a sheet": ("municipality", {"nis": "63023"}),
    "a sheet by an old code": ("municipality", {"nis": "52063"}),
    "programmes": ("compare", {}),
    "the same programme twice": ("compare", {"a": "projects", "b": "projects"}),
    "territories": ("compare", {"mode": "territories", "t": ["90000", "62063"]}),
    "programmes crossed": ("white_spots", {"nis": "91034"}),
    "themes crossed": ("white_spots", {"kind": "themes"}),
    "a talk": ("stage", {}),
    "a scene": ("stage", {"scene": "1"}),
    "a spoilt talk": ("stage", {"talk": "spoilt"}),
    "your data": ("your_data", {}),
    "data": ("data", {}),
}
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
    assert len(told) > 10
    lists, prose = ([text for kind, text in told if (kind in SEARCHED) is searched] for searched in (True, False))
    assert vocabulary.strange(prose, language) | vocabulary.strange(lists, language, every_name=True) == {}


def test_a_word_of_another_language_is_found(vocabulary):
    assert set(vocabulary.strange(["Download de rijen von Lüttich"], "fr")) == {"download", "rijen", "von", "lüttich"}
    assert vocabulary.strange(["Lüttich"], "fr", every_name=True) == {}
    for one in LANGUAGES:
        for other in set(LANGUAGES) - {one}:
            assert len(vocabulary.own[other] - vocabulary.own[one]) > 1_000
