"""A talk handed over as one file: opened from a stick, in a fresh browser, with the network cut."""

import datetime

import pytest
from playwright.sync_api import expect

from wallonia_map.export.talk_page import talk_page
from wallonia_map.export.talk_scene import Slide
from wallonia_map.i18n import Language, say
from wallonia_map.views.link_summary import summary_from_params
from wallonia_map.views.talk import default_talk

SIZES = ((1280, 720), (1920, 1080), (3840, 2160), (1024, 768))
LINK = "https://atlas.example/explore"
#: What of the scene on show leaves the screen or its own frame.
OVER = """() => Array.from(document.querySelectorAll('.scene:not([hidden])')).flatMap(scene => Array.from(scene.querySelectorAll('header, .parts, .side, footer')))
  .filter(part => part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1 || part.getBoundingClientRect().bottom > innerHeight + 1)
  .map(part => part.className || part.tagName)"""


@pytest.fixture(scope="module", params=[Language.FR, Language.DE], ids=str)
def told(request, atlas, tmp_path_factory):
    """The default talk's file and scenes, in the language with the longest words too."""
    language = request.param
    scenes = [
        Slide(summary_from_params(scene.page, scene.params, atlas, language), f"{number}. {scene.preset}", f"note {number}", LINK)
        for number, scene in enumerate(default_talk().scenes, 1)
    ]
    file = tmp_path_factory.mktemp("talk") / "talk.html"
    file.write_bytes(talk_page(scenes, day=datetime.date(2026, 11, 27), language=language, called=file.name).content)
    return file, scenes, language


def test_a_talk_is_held_from_its_file_and_a_reload_stays_on_its_scene(told, browser):
    file, scenes, language = told
    context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    page, problems = context.new_page(), []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(file.as_uri())
    heading = page.locator(".scene:visible h2")
    expect(heading).to_have_text(scenes[0].told)
    for key, number in (("ArrowRight", 2), ("PageDown", 3), ("End", len(scenes)), ("4", 4), (" ", 5), ("ArrowLeft", 4)):
        page.keyboard.press(key)
        expect(heading).to_have_text(scenes[number - 1].told)
    page.reload()
    expect(heading).to_have_text(scenes[3].told)
    with context.expect_page() as opened:
        page.keyboard.press("n")
    expect(opened.value.locator(".note")).to_have_text("note 4")
    opened.value.keyboard.press("ArrowRight")  # keys work in both windows
    expect(heading).to_have_text(scenes[4].told)
    expect(opened.value.locator(".note")).to_have_text("note 5")
    with opened.value.expect_event("close"):
        page.reload()
    with context.expect_page() as opened:  # and not an old one that nothing reaches
        page.keyboard.press("n")
    expect(opened.value.locator(".note")).to_have_text("note 5")
    assert (
        page.locator(".scene:visible .swatch rect").first.evaluate("e => getComputedStyle(e).stroke") != "none"
    )  # the palest class is as the ground
    page.keyboard.press("End")
    page.keyboard.press("PageDown")
    expect(page.get_by_role("status")).to_have_text(say("stage.end_said", language))
    expect(heading).to_have_text(scenes[-1].told)
    assert problems == []
    context.close()


def test_no_scene_overflows_on_any_projector(told, browser):
    file, scenes, _ = told
    over = {}
    context = browser.new_context(offline=True)
    page = context.new_page()
    for number in range(1, len(scenes) + 1):
        page.goto(f"{file.as_uri()}#{number}")
        expect(page.locator(".scene:visible h2")).to_have_text(scenes[number - 1].told)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_function("wide => innerWidth === wide", arg=width)
            over[width, number] = page.evaluate(OVER)
    context.close()
    assert {where: what for where, what in over.items() if what} == {}
