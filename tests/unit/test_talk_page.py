"""A talk in one HTML file: it needs nothing from outside, and says what the scenes say."""

import datetime
import re
from html.parser import HTMLParser

import pytest

from wallonia_map.export.talk_page import talk_page
from wallonia_map.export.talk_scene import Slide
from wallonia_map.i18n import Language, number
from wallonia_map.model import Selection
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.view import View

DAY = datetime.date(2026, 11, 27)
EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
LINK = "https://atlas.example/explore?programme=leader-2023-2027"


def plain(text: str) -> str:
    """A text with single spaces, whatever they were."""
    return " ".join(text.split())


class Read(HTMLParser):
    """Texts, identifiers, and every address that the page could ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.asked: list[str] = []
        self.uses: list[str] = []
        self.scripts = 0
        self.texts: list[str] = []

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.ids += [told["id"]] if "id" in told else []
        self.asked += [told[name] for name in ("src", "srcset", "data", "action", "poster") if name in told]
        self.uses += [told["href"]] if tag == "use" else []
        self.asked += [told["href"]] if tag in ("link", "a") else []
        self.scripts += tag == "script"
        assert not any(name.startswith("on") or name == "style" for name in told), "the page's own policy would stop it"

    def handle_data(self, data):
        self.texts.append(data)


def scenes(atlas, language, *, title=None, note="note"):
    lags = Selection(programmes=("leader-2023-2027",))
    views = [View(), View(lags, Measure.COVERED), View(measure=Measure.SUBSIDY), View(Selection(provinces=("50000",)), circles=True)]
    return [Slide(view_summary(atlas, view, language), title, note, LINK) for view in views]


def read(atlas, language=Language.FR, **told):
    file = talk_page(scenes(atlas, language, **told), day=DAY, language=language, called="talk.html")
    page = Read()
    page.feed(file.content.decode("utf-8"))
    return file, page


@pytest.mark.parametrize("language", Language)
def test_the_figures_of_each_scene_are_those_of_its_view(atlas, language):
    _, page = read(atlas, language)
    told = plain(" ".join(page.texts))
    for scene in scenes(atlas, language):
        assert plain(scene.summary.point) in told
        assert plain(scene.summary.sentence) in told  # in the notes
        for line in scene.summary.meter:
            assert plain(line.figures) in told
            assert plain(line.share_written) in told
        for row in scene.summary.short_legend:
            assert not row.municipalities or plain(f"{row.label} ({number(row.municipalities, language)})") in told


def test_nothing_is_asked_for_and_the_file_is_small(atlas):
    file, page = read(atlas)
    assert {address for address in page.asked if not address.startswith("data:")} == set()
    assert not re.search(rb"url\((?!data:|#)", file.content)
    assert len(file.content) < 3_000_000


def test_every_shape_that_a_scene_uses_is_in_the_file_once(atlas):
    _, page = read(atlas)
    assert len(page.ids) == len(set(page.ids))
    assert {address.removeprefix("#") for address in page.uses} <= set(page.ids)
    assert sum(address.startswith("#m2025-") for address in page.uses) == 4 * len(
        atlas.municipalities(scenes(atlas, Language.FR)[0].summary.view.selection.vintage)
    )


def test_titles_and_notes_are_texts_and_nothing_else(atlas):
    file, page = read(atlas, title=EVIL, note=EVIL)
    assert page.scripts == 2  # the words, and ours
    assert b"<img" not in file.content
    assert "alert(1)" in " ".join(page.texts)


def test_a_talk_without_scenes_is_refused():
    with pytest.raises(ValueError, match="at least one scene"):
        talk_page([], day=DAY, language=Language.FR, called="talk.html")
