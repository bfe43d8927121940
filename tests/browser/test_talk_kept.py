"""A talk of eight kinds of scenes, a visitor's own data among them: nothing that happens to tab, line or server changes it, and its files hold it whole."""

import io
import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pptx import Presentation

from tests.browser.conftest import free_port, running_app
from wallonia_map.i18n import Language, say
from wallonia_map.model import Vintage
from wallonia_map.questions.start_years import every_year
from wallonia_map.views.own_column import own_column
from wallonia_map.views.talk import Scene, Talk
from wallonia_map.views.talk_file import from_json, to_json

FR = Language.FR
#: What of a scene is looked at, on the stage, in the file for a stick and on a slide: a class on the screen, the name of a shape.
STAGE = {"sentence": ".stage-head p", "figures": ".stage-meter .what, .stage-fifths td:nth-child(2)", "classes": ".stage-legend small"}
STICK = {"sentence": "header .sentence", "figures": ".meter .what, .need td:nth-child(2)", "classes": ".legend ul small"}


@dataclass(frozen=True)
class Shown:
    """What of a scene can be compared: its heading, and the numbers."""

    heading: str
    sentence: str
    figures: tuple[str, ...]
    classes: tuple[str, ...]


@pytest.fixture(scope="module")
def talk(atlas) -> Talk:
    """Seven scenes; the eighth is added by a press."""
    vintage = Vintage("2019")
    people = atlas.population(vintage)
    own = own_column("bornes", people.iloc[::2] / 50, vintage=vintage, is_rate=True, file="bornes.csv")
    scenes = (
        Scene(kind="title", text="Namur"),
        Scene(params={"show": ["covered"]}),
        Scene(params={"need": ["income-per-return"]}),
        Scene(params={"until": [str(every_year(atlas)[-2])]}),
        Scene(page="compare"),
        Scene(params={"show": ["covered"]}, kind="pair", second=Scene(page="white_spots")),
        Scene(page="your_data", own=own),
    )
    return Talk(tuple(replace(scene, title=f"Scène {n}", note=f"Ce que je dis à {n}") for n, scene in enumerate(scenes, 1)))


def shown(page: Page, heading: str, parts: dict[str, str], within: str = "") -> Shown:
    """What stands on the screen, once the scene with this heading does."""
    expect(page.locator(heading)).to_be_visible()

    def texts(selector: str) -> tuple[str, ...]:
        where = ", ".join(f"{within} {part}" for part in selector.split(", "))
        return tuple(" ".join(text.split()) for text in page.locator(where).all_inner_texts())

    sentence, figures, classes = (texts(selector) for selector in parts.values())
    return Shown(page.locator(heading).inner_text(), " ".join(sentence), figures, classes)


def on_stage(page: Page, number: int, of: int) -> Shown:
    expect(page.locator(".stage-position")).to_have_text(say("stage.position", FR, n=number, of=of))
    page.wait_for_function("() => Boolean(window.__stageKeys)")
    return shown(page, ".stage-head h1", STAGE)


def walked(page: Page, of: int, *, again: bool = False) -> list[Shown]:
    """Every scene of the talk whose first one is on the stage, by key; each loaded `again`."""
    seen = []
    for number in range(1, of + 1):
        seen.append(on_stage(page, number, of))
        if again:
            page.reload()
            assert on_stage(page, number, of) == seen[-1]
        page.keyboard.press("PageDown")
    return seen


def opened(page: Page, file: Path, url: str) -> None:
    """Open a talk's file on Present."""
    page.goto(f"{url}/stage")
    page.get_by_role("button", name=say("stage.panel_other", FR)).click()
    page.locator("input[type=file]").set_input_files(file)


def downloaded(page: Page, key: str, folder: Path) -> Path:
    with page.expect_download() as told:
        page.locator(f".st-key-{key}").get_by_role("button").click()
    saved = folder / told.value.suggested_filename
    told.value.save_as(saved)
    return saved


def test_a_talk_is_the_same_after_reload_cut_and_in_every_file(talk, browser, tmp_path):
    given, port = tmp_path / "talk.json", free_port()
    given.write_text(to_json(talk), encoding="utf-8")
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="fr-BE", accept_downloads=True)
    page, count = context.new_page(), len(talk.scenes) + 1
    page.set_default_timeout(30_000)
    with running_app(port=port) as app:
        opened(page, given, app.url)
        expect(page.get_by_text(say("stage.scenes", FR, n=count - 1)).first).to_be_visible()
        page.get_by_role("button", name=say("scene_add.closing", FR)).click()  # and at once, before the answer
        page.get_by_role("button", name=say("stage.start", FR)).click()
        scenes = walked(page, count, again=True)
        assert [scene.heading for scene in scenes] == [*(scene.title for scene in talk.scenes), say("scene_title.closing", FR)]
        assert all(scene.sentence and scene.figures for scene in scenes[1:-1])
        page.keyboard.press("7")  # the visitor's own data
        on_stage(page, 7, count)
        with page.expect_popup() as speaker:
            page.keyboard.press("n")
        app.process.kill()
        app.process.wait(15)
        page.locator(".stDialog").wait_for(state="attached")
        expect(page.locator(".stDialog")).to_be_hidden()  # the hall does not read it
        page.keyboard.press("PageDown")
        expect(page.get_by_role("status").filter(has_text=say("streamlit.connection", FR))).to_be_visible()
        expect(speaker.value.get_by_text(say("streamlit.connection", FR))).to_be_visible()
        speaker.value.close()
    with running_app(port=port) as app:
        expect(page.locator('[data-test-connection-state="CONNECTED"]')).to_be_visible()
        assert on_stage(page, 7, count) == scenes[6]
        page.keyboard.press("PageUp")
        assert on_stage(page, 6, count) == scenes[5]
        page.close()
        page = context.new_page()  # a tab that knows no talk, at an address that names no scene
        page.goto(f"{app.url}/stage")
        page.get_by_role("button", name=say("stage.resume", FR, n=6)).click()
        assert on_stage(page, 6, count) == scenes[5]
        page.keyboard.press("Escape")
        page.get_by_role("button", name=say("stage.panel_link", FR)).click()
        file, slides, stick = (downloaded(page, key, tmp_path) for key in ("stage_file", "stage_slides", "stage_page"))
        context.close()
        assert from_json(file.read_bytes()).scenes == (*talk.scenes, Scene(kind="closing"))
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="fr-BE")
        page = context.new_page()
        opened(page, file, app.url)
        expect(page.get_by_text(say("stage.scenes", FR, n=count)).first).to_be_visible()
        page.get_by_role("button", name=say("stage.start", FR)).click()
        assert walked(page, count) == scenes
        context.close()
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page = context.new_page()
    page.goto(stick.as_uri())
    with context.expect_page() as speaker:
        page.keyboard.press("n")
    for number, scene in enumerate(scenes, 1):
        expect(page.locator(".scene:visible h2")).to_have_text(scene.heading)
        found = shown(page, ".scene:visible h2", STICK, ".scene:visible")
        assert found == (scene if number not in (1, count) else replace(scene, sentence="")), number
        expect(speaker.value.locator(".note")).to_have_text(talk.scenes[number - 1].note if number < count else "")
        page.keyboard.press("ArrowRight")
    context.close()
    on_slides(slides.read_bytes(), scenes, talk)


def numbers(figure: str) -> list[str]:
    """The numbers in a figure: a slide says « 49 / 52 » where the stage has room for words, or the other way round."""
    return re.findall(r"\d+", re.sub(r"(?<=\d)\s(?=\d{3})", "", figure))


def on_slides(content: bytes, scenes: list[Shown], talk: Talk) -> None:
    """Every scene has its slide, with the same sentence, figures and note."""
    pages = {page.shapes.title.text: page for page in Presentation(io.BytesIO(content)).slides}
    assert [title for title in pages if title in {scene.heading for scene in scenes}] == [scene.heading for scene in scenes]
    for scene, source in zip(scenes[:-1], talk.scenes, strict=True):
        page = pages[scene.heading]
        assert page.notes_slide.notes_text_frame.text.splitlines()[0] == source.note
        if source.made_of.has_view:
            named = {name: [shape.text_frame.text for shape in page.shapes if shape.name == name] for name in ("sentence", "figure")}
            assert [" ".join(text.split()) for text in named["sentence"]] == [scene.sentence]
            assert list(map(numbers, named["figure"])) == list(map(numbers, scene.figures))
