"""What another site's frame is given, and the snippet that asks for it."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.app.test_pages import open_app, open_part, texts
from wallonia_map.i18n import Language, say
from wallonia_map.model import Selection
from wallonia_map.ui.explore.embed import EmbeddedPart, snippet
from wallonia_map.views.view import View

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
HERE = "https://atlas.example/wallonia/explore?stray=1"


class Tags(HTMLParser):
    """Every tag of a text with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


@given(words=st.text(max_size=30), title=st.text(max_size=60))
def test_a_snippet_is_one_frame_whatever_the_view_says(words, title):
    made = snippet(View(Selection(words=words)), Language.DE, EmbeddedPart.METER, title=title, here=HERE, height=420)
    seen = Tags(made).seen
    assert [tag for tag, _ in seen] == ["iframe"]
    assert set(seen[0][1]) == {"src", "title", "lang", "width", "height", "loading", "style"}
    assert seen[0][1]["src"].startswith("https://atlas.example/wallonia/explore?lang=de&embed=true&figure=meter")
    assert "stray" not in made


def test_a_frame_is_named_and_keeps_language_and_filters():
    view = View(Selection(programmes=("leader-2014-2020",)), municipality="92094")
    (_, attributes), *_ = Tags(snippet(view, Language.FR, EmbeddedPart.MAP, title="GAL « 2014 »", here=HERE, height=1000)).seen
    assert attributes["src"] == "https://atlas.example/wallonia/explore?embed=true&programme=leader-2014-2020&nis=92094"
    assert (attributes["title"], attributes["lang"]) == ("GAL « 2014 »", "fr")


@pytest.mark.parametrize("language", list(Language))
def test_explore_offers_the_snippet_of_its_view(language):
    at = open_part(open_app("explore", lang=language.value, theme="mobility"), "download", language.value)
    assert say("embed.heading", language) in texts(at)
    assert not at.code  # only who asks for the code gets what Streamlit draws it with
    at.session_state["embed_figure"] = EmbeddedPart.MAP.value
    (tag, attributes), *_ = Tags(at.run().code[-1].value).seen
    assert (tag, attributes["lang"]) == ("iframe", language.value)
    assert "theme=mobility" in attributes["src"]
    assert say("theme.mobility", language) in attributes["title"]
