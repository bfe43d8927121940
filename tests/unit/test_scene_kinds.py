"""Scenes of words and of two views: slides and the talk in one file say what the talk says, each read back."""

import datetime
import io

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from tests.unit.test_slides import drawn, overlaps, texts
from tests.unit.test_talk_page import Read, plain
from wallonia_map.export.slides import slides
from wallonia_map.export.talk_page import talk_page
from wallonia_map.export.talk_scene import Slide
from wallonia_map.i18n import Language, number, say
from wallonia_map.model import Programme, Selection, Vintage
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.pair_words import pair_point
from wallonia_map.views.view import View

DAY, ADDRESS = datetime.date(2026, 11, 27), "https://atlas.example/carte/"
WORDS = "First <b>point</b> & more\n\nSecond point"
LONG = "\n".join(["Ein langes Wort nach dem anderen, bis die Zeile voll ist und weiter"] * 6)[:400]


def pair(atlas, language, *, measure=Measure.COVERED, second=None) -> Slide:
    one, *_, other = Programme
    left, right = (view_summary(atlas, View(Selection(programmes=(item,)), measure), language) for item in (one, other))
    return Slide(left, "Before", "note", "", "pair", "", second or right)


def of_words(atlas, language, kind="text", text=WORDS, link="") -> Slide:
    return Slide(view_summary(atlas, View(), language), "What I say", "note", link, kind, text)


def deck_of(scenes, language):
    return Presentation(io.BytesIO(slides(scenes, picture=drawn, day=DAY, language=language).content))


def page_of(scenes, language) -> Read:
    page = Read()
    page.feed(talk_page(scenes, day=DAY, language=language, called="t.html").content.decode("utf-8"))
    return page


@pytest.mark.parametrize("kind", ["title", "text"])
def test_words_are_words_on_slide_and_page_and_no_map_stands_beside_them(small, kind):
    scene = of_words(small, Language.FR, kind)
    deck, page = deck_of([scene], Language.FR), page_of([scene], Language.FR)
    slide = deck.slides[0 if kind == "title" else 1]  # a title of the speaker's own is the talk's
    assert [shape.text_frame.text for shape in slide.shapes if shape.name == "words"] == ["First <b>point</b> & more", "Second point"]
    assert slide.shapes.title.text_frame.text == "What I say"
    assert not any(shape.shape_type == MSO_SHAPE_TYPE.PICTURE for shape in slide.shapes)
    assert {"First <b>point</b> & more", "Second point"} <= set(page.texts)
    assert page.uses == []
    assert scene.summary.source_line not in " ".join(page.texts)


def test_the_closing_has_the_address_large_and_as_a_code(small):
    scene = of_words(small, Language.EN, "closing", "Come and see", ADDRESS)
    slide = deck_of([scene], Language.EN).slides[1]
    assert ADDRESS in texts(slide)
    assert [shape.element.xpath(".//p:cNvPr")[0].get("descr") for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE] == [
        ADDRESS
    ]
    assert ADDRESS in page_of([scene], Language.EN).texts
    nowhere = of_words(small, Language.EN, "closing", "Come and see", "javascript:alert(1)")
    assert not any(shape.shape_type == MSO_SHAPE_TYPE.PICTURE for shape in deck_of([nowhere], Language.EN).slides[1].shapes)


@pytest.mark.parametrize("language", Language)
def test_nothing_of_a_new_kind_covers_anything_or_leaves_the_slide(small, language):
    scenes = [
        of_words(small, language, "title", LONG), of_words(small, language, "closing", LONG, "https://" + "a" * 60 + ".example/" + "b" * 100 + "/"),
        pair(small, language), pair(small, language, measure=Measure.PER_10000), pair(small, language, measure=Measure.SUBSIDY),
    ]  # fmt: skip
    assert overlaps(deck_of(scenes, language)) == []


@pytest.mark.parametrize("language", [Language.FR, Language.NL])
def test_two_views_have_two_maps_and_the_figures_of_each_on_slide_and_page(small, language):
    scene = pair(small, language)
    slide, page = deck_of([scene], language).slides[1], page_of([scene], language)
    assert sum(shape.shape_type == MSO_SHAPE_TYPE.PICTURE for shape in slide.shapes) == 2
    told, shown = texts(slide), plain(" ".join(page.texts))
    assert pair_point(scene.summary, scene.second) in told
    assert sum(address.startswith("#p") for address in page.uses) == 2
    for side in scene.sides:
        assert {side.title, side.meter[0].figures, side.meter[0].share_written} <= set(told)
        assert plain(side.meter[0].figures) in shown
        for line in side.short_legend:
            assert not line.municipalities or f"{line.label} ({number(line.municipalities, language)})" in told
        assert side.sentence in slide.notes_slide.notes_text_frame.text


def test_that_colours_differ_is_said_where_they_do_and_only_there(small):
    same, other = pair(small, Language.EN), view_summary(small, View(Selection(vintage=Vintage("2019")), Measure.INITIATIVES), Language.EN)
    told = say("scene.own_colours", "en")
    assert told not in same.point
    assert told not in pair_point(other, other)
    few = view_summary(small, View(Selection(), Measure.SUBSIDY), Language.EN)
    assert (told in pair_point(other, few)) == any(
        one.colour == two.colour and one.label != two.label
        for one in other.legend_there for two in few.legend_there if one.is_known and two.is_known
    )  # fmt: skip
