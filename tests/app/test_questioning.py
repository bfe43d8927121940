"""« Is this right? » where an initiative stands, and the keeper's templates, in four languages."""

import pytest

from tests.app.test_pages import open_app, open_part, texts
from wallonia_map.i18n import Language, say

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("page", ["municipality", "explore"])
def test_an_initiative_can_be_questioned_where_it_stands(page, language):
    at = open_app(page, lang=language.value, nis="92094")
    assert say("question.not_confirmed", language) in texts(at)
    links = [element.proto.body for element in at.get("html")]
    assert any('href="mailto:?subject=' in body for body in links)
    assert not at.exception
    if page == "explore":
        open_part(at, "initiatives", language.value)
    assert any(say("question.label", language) in expander.label for expander in at.expander)
