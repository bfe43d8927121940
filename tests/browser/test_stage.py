"""The talk from the first to the last scene, by keyboard, with the network cut."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_explore import fills, map_frame
from wallonia_map.i18n import say
from wallonia_map.views.talk import default_talk

LAST = len(default_talk().scenes)
#: The titles on the cards of Present's list.
CARDS = ".st-key-stage_list h3"
KEYS_ON = {"ArrowRight": 1, "PageDown": 1, "ArrowLeft": -1, " ": 1, "PageUp": -1}


def position(page) -> str:
    return page.locator(".stage-position").inner_text()


def panel(page, name: str) -> None:
    """Open one of the panels beside the scenes."""
    page.get_by_role("button", name=say(f"stage.panel_{name}", "fr")).click()


def at_scene(page, number: int) -> None:
    expect(page.locator(".stage-position")).to_have_text(re.compile(rf"^{number}\s*/\s*{LAST}$"))
    page.wait_for_function("() => Boolean(window.__stageKeys)")  # the keys are heard once the scene's script has run


def test_the_default_talk_runs_from_the_first_to_the_last_scene_without_a_new_map(app, visit):
    page = visit.page
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"{app.url}/stage")
    page.get_by_role("button", name="Lancer la présentation").click()
    at_scene(page, 1)
    frame = map_frame(page)
    frame.evaluate("() => { window.__same = true; }")
    titles = set()
    for number in range(1, LAST + 1):
        at_scene(page, number)
        titles.add(page.locator(".stage-head h1").inner_text())
        assert page.locator(".stage-meter .share").count() == 3
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight + 1")
        if number < LAST:
            page.keyboard.press("ArrowRight")
    assert len(titles) == LAST
    assert map_frame(page).evaluate("() => window.__same === true")
    assert visit.outside == set()
    assert visit.errors == []


def test_keys_and_clicker_move(app, visit):
    page, number = visit.page, 4
    page.goto(f"{app.url}/stage?scene={number}")
    at_scene(page, number)
    for key, step in KEYS_ON.items():
        number += step
        page.keyboard.press(key)
        at_scene(page, number)


def test_scenes_are_put_in_another_order_by_keys_and_by_pointer(app, visit):
    page = visit.page
    page.goto(f"{app.url}/stage")
    grips = page.get_by_role("button", name=re.compile(r"^Scène \d+ sur"))
    expect(grips).to_have_count(LAST)
    titles = [re.sub(r"^\d+\. ", "", text) for text in page.locator(CARDS).all_inner_texts()]

    def stand(*places: int) -> None:
        for number, place in enumerate(places, 1):
            expect(page.locator(CARDS).nth(number - 1)).to_have_text(f"{number}. {titles[place - 1]}")

    grips.first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")  # quicker than the answer: both count
    stand(2, 3, 1)
    expect(grips.nth(2)).to_be_focused()
    first, third = page.locator(CARDS).first.bounding_box(), page.locator(CARDS).nth(2).bounding_box()
    page.mouse.move(third["x"] + 60, third["y"] + 9)
    page.mouse.down()
    page.mouse.move(first["x"] + 60, first["y"] + 2, steps=6)
    page.mouse.up()
    stand(1, 2, 3)
    edit = page.get_by_role("button", name=say("stage.edit", "fr", n=2))
    edit.press("Enter")
    expect(page.get_by_role("heading", name=say("stage.order_item", "fr", n=2, of=LAST, title=titles[1]))).to_be_focused()
    page.get_by_role("button", name=say("stage.close", "fr")).press("Enter")
    expect(edit).to_be_focused()
    assert visit.errors == []


def test_no_press_of_a_quick_clicker_is_lost(app, visit):
    page = visit.page
    page.goto(f"{app.url}/stage?scene=1")
    at_scene(page, 1)
    for number in range(2, 6):
        page.keyboard.press("PageDown")
        expect(page.locator(".stage-position")).to_have_text(re.compile(rf"^{number}\s*/"))  # the scene, not yet its map or its URL
    page.go_back()
    at_scene(page, 4)


def test_no_press_counts_twice_on_a_slow_machine(app, visit):
    page = visit.page
    page.goto(f"{app.url}/stage?scene=1")
    at_scene(page, 1)
    slow = page.context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 8})
    page.evaluate("""() => { window.__clicks = 0;
        document.addEventListener('click', e => { if (e.target.closest('.st-key-stage_next')) window.__clicks += 1; }, true); }""")
    for _ in range(4):
        page.keyboard.press("PageDown")  # faster than the scenes come: each waits for the one before
    at_scene(page, 5)
    page.wait_for_function("() => window.__stageQueue.length === 0")
    at_scene(page, 5)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})  # the tabs of other tests share the process
    assert page.evaluate("window.__clicks") == 4


def test_home_end_digits_and_escape(app, visit):
    page = visit.page
    page.goto(f"{app.url}/stage?scene=2")
    at_scene(page, 2)
    for key, number in (("End", LAST), ("Home", 1), ("5", 5)):
        page.keyboard.press(key)
        at_scene(page, number)
    expect(page).to_have_url(re.compile("scene=5"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Présenter", exact=True)).to_be_visible()


def test_b_makes_the_screen_black_and_back_and_keys_reach_the_stage_from_inside_the_map(app, visit):
    page = visit.page
    page.goto(f"{app.url}/stage?scene=1")
    at_scene(page, 1)
    page.keyboard.press("b")
    assert page.evaluate("getComputedStyle(document.body, '::after').backgroundColor") == "rgb(0, 0, 0)"
    page.keyboard.press("b")
    assert not page.evaluate("document.body.classList.contains('stage-black')")
    map_frame(page).locator("#map_div").click(position={"x": 5, "y": 5})
    page.keyboard.press("PageDown")
    at_scene(page, 2)


def speakers_window(page: Page) -> Page:
    """The window that the key N opens."""
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    return opened.value


def test_the_speakers_window_has_the_note_and_the_stage_has_not(app, visit):
    page = visit.page
    page.goto(f"{app.url}/stage?scene=5&lang=en")
    at_scene(page, 5)
    speaker = speakers_window(page)
    expect(speaker.get_by_text("Only part of the selected projects is known")).to_be_visible()
    assert "Only part of the selected projects" not in page.locator("body").inner_text()
    page.keyboard.press("ArrowRight")
    expect(speaker.get_by_text(re.compile(rf"6\s*/\s*{LAST}"))).to_be_visible()


def test_the_speakers_window_outlives_a_reload_and_shows_clock_and_pictures_in_the_page_s_typefaces(app, visit):
    page = visit.page
    page.goto(f"{app.url}/stage?scene=2")
    at_scene(page, 2)
    speaker = speakers_window(page)
    expect(speaker.get_by_text(re.compile(rf"2\s*/\s*{LAST}"))).to_be_visible()
    speaker.wait_for_function(
        "() => [...document.images].length === 2 && [...document.images].every(e => e.complete && e.naturalWidth > 100)"
    )
    for selector, family in (("h1", "Source Serif"), (".note", "Source Sans")):
        assert speaker.locator(selector).evaluate("e => getComputedStyle(e).fontFamily").startswith(f'"{family}"')
        assert speaker.evaluate(
            'family => document.fonts.check(`20px "${family}"`) && [...document.fonts].some(f => f.family.includes(family))', family
        )
    expect(speaker.locator(".timer")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    expect(speaker.locator(".time")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    speaker.keyboard.press("PageDown")
    at_scene(page, 3)
    page.reload()
    at_scene(page, 3)
    speaker.keyboard.press("PageDown")
    at_scene(page, 4)
    expect(speaker.get_by_text(re.compile(rf"4\s*/\s*{LAST}"))).to_be_visible()
    windows = len(page.context.pages)
    page.keyboard.press("n")  # the same window, not another
    assert len(page.context.pages) == windows
    page.keyboard.press(str(LAST))
    at_scene(page, LAST)
    expect(speaker.get_by_role("img")).to_have_count(1)
    assert visit.errors == []


def test_no_text_on_the_stage_is_smaller_than_24_pixels_on_a_projector(app, visit):
    page = visit.page
    page.set_viewport_size({"width": 1920, "height": 1080})
    for number in (1, 3, LAST):
        page.goto(f"{app.url}/stage?scene={number}")
        at_scene(page, number)
        sizes = page.evaluate(
            """() => [...document.querySelectorAll('.stage-head *, .stage-meter *, .stage-legend *, .stage-foot *')]
            .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
            .map(e => [parseFloat(getComputedStyle(e).fontSize), e.textContent])"""
        )
        assert min(sizes)[0] >= 23.9, min(sizes)


def test_a_view_of_explore_becomes_a_scene_and_comes_home_in_a_file(app, visit, tmp_path):
    page = visit.page
    page.goto(f"{app.url}/explore?programme=smart-region-2019&show=covered")
    colours = fills(map_frame(page))
    page.get_by_role("button", name="Ajouter à la présentation").click()
    expect(page.get_by_text("Ajouté à la présentation").first).to_be_visible()
    page.get_by_role("link", name="Présenter").click()
    expect(page.get_by_text(f"{LAST + 1} scènes").first).to_be_visible()
    panel(page, "link")
    with page.expect_download() as told:
        page.get_by_role("button", name="Télécharger la présentation (fichier)").click()
    page.keyboard.press("Escape")
    saved = tmp_path / "talk.json"
    told.value.save_as(saved)
    assert json.loads(saved.read_text(encoding="utf-8"))["scenes"][-1]["params"] == {
        "programme": ["smart-region-2019"],
        "show": ["covered"],
    }
    panel(page, "other")
    page.get_by_role("button", name="Reprendre la présentation par défaut").click()
    expect(page.get_by_text(f"{LAST} scènes").first).to_be_visible()
    page.locator("input[type=file]").set_input_files(saved)
    expect(page.get_by_text(f"{LAST + 1} scènes").first).to_be_visible()
    page.get_by_role("button", name="Commencer ici").nth(LAST).click()
    expect(page.locator(".stage-position")).to_have_text(re.compile(rf"^{LAST + 1}"))
    assert fills(map_frame(page)) == colours


def test_a_file_that_is_no_talk_gets_one_sentence(app, visit, tmp_path):
    page = visit.page
    page.goto(f"{app.url}/stage")
    expect(page.get_by_text(f"{LAST} scènes").first).to_be_visible()
    wrong = tmp_path / "wrong.json"
    panel(page, "other")
    wrong.write_text('{"format": "something else"}', encoding="utf-8")
    page.locator("input[type=file]").set_input_files(wrong)
    expect(page.get_by_text("Ce n’est pas une présentation de l’atlas.").first).to_be_visible()


def test_a_comparison_becomes_a_scene_too(app, visit):
    page = visit.page
    page.goto(f"{app.url}/compare")
    colours = fills(map_frame(page))
    page.get_by_role("button", name="Ajouter à la présentation").click()
    expect(page.get_by_text("Ajouté à la présentation").first).to_be_visible()
    page.get_by_role("link", name="Présenter").click()
    expect(page.get_by_text(f"{LAST + 1} scènes").first).to_be_visible()
    page.get_by_role("button", name="Commencer ici").nth(LAST).click()
    expect(page.locator(".stage-head h1")).to_have_text("Des GAL 2014–2020 aux GAL 2023–2027")
    assert fills(map_frame(page)) == colours


def test_a_scene_shows_a_code_once_the_speaker_gives_an_address(app, visit):
    page = visit.page
    page.goto(f"{app.url}/stage")
    panel(page, "link")
    field = page.get_by_role("textbox", name="Adresse publique")
    field.fill("https://atlas.example.be")
    field.press("Enter")
    page.get_by_role("button", name="Lancer la présentation").click()
    at_scene(page, 1)
    code = page.get_by_role("img", name="Cette vue en direct")
    expect(code).to_be_visible()
    assert code.evaluate("image => image.naturalWidth") > 100


def shared(app, visit) -> str:
    """The link to a talk with one scene more than the default one."""
    page = visit.page
    page.goto(f"{app.url}/explore?programme=smart-region-2019&show=covered")
    map_frame(page)
    page.get_by_role("button", name="Ajouter à la présentation").click()
    expect(page.get_by_text("Ajouté à la présentation").first).to_be_visible()
    page.get_by_role("link", name="Présenter").click()
    expect(page.get_by_text(f"{LAST + 1} scènes").first).to_be_visible()
    panel(page, "link")
    told = str(page.get_by_test_id("stCode").inner_text().strip())
    page.keyboard.press("Escape")
    return told


@pytest.mark.parametrize("form", ["now", "of old"])
def test_a_link_carries_the_whole_talk_and_no_server_sees_it(app, browser, visit, form):
    base, packed = shared(app, visit).split("#talk=")
    expect(visit.page).to_have_url(re.compile(rf"/stage#talk={re.escape(packed)}$"))
    other, asked = browser.new_context().new_page(), []
    other.on("request", lambda request: asked.append(request.url + str(request.headers)))
    query = f"?scene={LAST + 1}"
    other.goto(f"{base}{query}#talk={packed}" if form == "now" else f"{base}{query}&talk={packed}")
    expect(other.locator(".stage-position")).to_have_text(re.compile(rf"^{LAST + 1}"))
    expect(other).to_have_url(re.compile(rf"\?scene={LAST + 1}#talk={re.escape(packed)}$"))
    if form == "now":
        assert [url for url in asked if packed[:40] in url.partition("#")[0]] == []
        other.reload()
        expect(other.locator(".stage-position")).to_have_text(re.compile(rf"^{LAST + 1}"))
    other.context.close()


def test_a_link_whose_talk_is_none_is_told_in_a_sentence(app, visit):
    visit.page.goto(f"{app.url}/stage#talk=nothing-of-the-kind")
    expect(visit.page.get_by_text("Ce n’est pas une présentation de l’atlas.").first).to_be_visible()
    expect(visit.page).to_have_url(re.compile("/stage$"))


def test_the_code_of_a_scene_leads_to_its_view_alone(app, visit):
    """What stands behind the # never comes into a code that is shown to everybody."""
    link = shared(app, visit)
    assert "#talk=" in link
    page = visit.page
    panel(page, "link")
    field = page.get_by_role("textbox", name="Adresse publique")
    field.fill("https://atlas.example.be")
    field.press("Enter")
    page.get_by_role("button", name="Lancer la présentation").click()
    expect(page.get_by_role("img", name="Cette vue en direct")).to_be_visible()
    page.keyboard.press("End")
    expect(page.locator(".stage-position")).to_have_text(re.compile(rf"^{LAST + 1}"))
    expect(page.get_by_role("img", name="Cette vue en direct")).to_be_visible()
    expect(page).to_have_url(re.compile(rf"scene={LAST + 1}#talk="))
