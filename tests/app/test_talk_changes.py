"""Every change of a talk can be taken back, and what a tab has kept is read as any file."""

import datetime
import json
from types import SimpleNamespace

import pytest

from tests.app.rendered import component_data
from tests.app.test_first_steps import press
from tests.app.test_pages import open_app
from wallonia_map.model import Programme
from wallonia_map.ui.shared import talk_state
from wallonia_map.ui.stage import scene_editor, scene_list, share
from wallonia_map.views.talk import Scene, Talk, default_talk
from wallonia_map.views.talk_file import to_json, to_link

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
COUNT = len(default_talk().scenes)


def cards(at) -> dict[str, object]:
    """What the browser is told of the list of scenes."""
    return next(told for told in (component_data(element) for element in at.get("bidi_component")) if "scenes" in told)


def scenes(at) -> list[str]:
    """The scenes of the talk, as Prepare names them."""
    return [scene["title"] for scene in cards(at)["scenes"]]


def edit(at, index: int):
    """Open the editor on a scene."""
    at.session_state["_scene_opened"] = index
    return at.run()


def add(at, kind: str):
    """Add a scene of the speaker's own words, as the list does when its button is pressed."""
    at.session_state["_talk"] = (at.session_state["_talk"] if "_talk" in at.session_state else default_talk()).plus(Scene(kind=kind))
    return at.run()


def panel(at, name: str):
    """Open one of the panels beside the scenes."""
    at.session_state[f"stage_panel_{name}"] = True
    return at.run()


def undo_of(at):
    return next(button for button in at.button if button.key == "stage_undo")


def test_each_change_is_undone_in_its_turn():
    at = open_app("stage")
    before = scenes(at)
    assert len(before) == COUNT
    assert undo_of(at).disabled
    at = press(edit(at, 1), "scene_remove")
    assert scenes(at) == [before[0], *before[2:]]
    at = press(edit(at, 0), "scene_down")
    assert scenes(at) == [before[2], before[0], *before[3:]]
    at = press(at, "scene_to_end")  # the editor went along
    assert scenes(at) == [before[2], *before[3:], before[0]]
    at = press(press(at, "stage_undo"), "stage_undo")
    assert scenes(at) == [before[0], *before[2:]]
    at = press(at, "stage_undo")
    assert scenes(at) == before
    assert undo_of(at).disabled


def test_to_press_what_changes_nothing_is_no_change():
    at = press(panel(open_app("stage"), "other"), "stage_reset")
    assert undo_of(at).disabled


@pytest.mark.parametrize(
    "kept", ["no talk", json.dumps({"format": "other"}), '{"format": "wallonia-map-talk", "version": 1, "scenes": [{"page": "x"}]}']
)
def test_what_no_talk_is_leaves_the_talk_as_it_is(monkeypatch, kept):
    state: dict[str, object] = {}
    monkeypatch.setattr(talk_state.st, "session_state", state)
    talk_state.open_kept(kept)
    assert state == {}
    assert talk_state.talk() == default_talk()


def test_a_scene_is_doubled_beside_itself():
    at = open_app("stage")
    before = scenes(at)
    at = press(edit(at, 1), "scene_double")
    assert scenes(at) == [before[0], before[1], before[1], *before[2:]]


def test_the_view_of_a_scene_is_changed_on_its_page_and_its_own_title_stays():
    talk = default_talk().changed(1, title="Mon titre")
    at = open_app("explore", theme="health", show="covered")
    assert "stage_replace" not in {button.key for button in at.button}
    at.session_state["_talk"], at.session_state["_scene_edited"] = talk, 1
    at = press(at.run(), "stage_replace")
    changed = at.session_state["_talk"]
    assert (dict(changed.scenes[1].params), changed.scenes[1].title) == ({"theme": ["health"], "show": ["covered"]}, "Mon titre")
    assert changed.scenes[:1] + changed.scenes[2:] == talk.scenes[:1] + talk.scenes[2:]
    assert "stage_replace" not in {button.key for button in at.button}


def test_words_are_added_and_written_and_what_is_too_long_changes_nothing():
    at = add(add(open_app("stage"), "text"), "title")
    talk = at.session_state["_talk"]
    assert [scene.kind for scene in talk.scenes] == ["title", *["view"] * COUNT, "text"]
    at = edit(at, COUNT + 1)
    field = next(item for item in at.text_area if item.key.startswith(f"text-{COUNT + 1}"))
    at = field.set_value("one\n" * 9).run()
    assert at.session_state["_talk"] == talk
    assert len(at.warning) == 1
    field = next(item for item in at.text_area if item.key.startswith(f"text-{COUNT + 1}"))
    at = field.set_value("<b>one</b>\ntwo").run()
    assert at.session_state["_talk"].scenes[-1].text == "<b>one</b>\ntwo"
    at = press(at, "stage_undo")
    assert at.session_state["_talk"] == talk


def test_a_comparison_becomes_before_and_after_under_the_same_filters():
    groups = [item.value for item in Programme.groups()][-2:]
    at = open_app("stage")
    compared = Scene(page="compare", params={"a": groups[:1], "b": groups[1:], "province": ["90000"]}, title="Mon titre")
    at.session_state["_talk"] = Talk((compared, Scene(kind="text")))
    at = press(edit(at, 0), "scene_before")
    pair = at.session_state["_talk"].scenes[0]
    assert (pair.kind, pair.page, pair.title) == ("pair", "explore", "Mon titre")
    for side, programme in zip((pair, pair.second), groups, strict=True):
        assert {name: list(values) for name, values in side.params.items()} == {
            "programme": [programme],
            "province": ["90000"],
            "show": ["covered"],
        }
    assert not at.exception
    assert press(at, "stage_undo").session_state["_talk"].scenes[0] == compared


def test_a_comparison_is_added_as_before_and_after_in_one_step():
    groups = [item.value for item in Programme.groups()][-2:]
    at = press(open_app("compare", a=groups[0], b=groups[1], province="90000"), "stage_add_before_after")
    scene = at.session_state["_talk"].scenes[-1]
    assert (scene.kind, scene.page) == ("pair", "explore")
    assert [list(side.params["programme"]) for side in (scene, scene.second)] == [[name] for name in groups]
    assert [list(side.params["province"]) for side in (scene, scene.second)] == [["90000"]] * 2
    assert not at.exception


def pressed(talk: Talk, session: str = "now", **presses: object) -> dict[str, object]:
    """A session of the name « now » whose browser says `presses`, each with the name of the session that it was pressed in."""
    told = {way: f"{session}|{said}" if isinstance(said, str) else said for way, said in presses.items()}
    return {"_talk": talk, scene_list._SESSION: "now", scene_list._KEY: SimpleNamespace(**told)}


def browser_asks(monkeypatch, talk: Talk, answer: object) -> Talk:
    """The talk after the browser has asked for an order of its scenes."""
    state: dict[str, object] = {"_talk": talk, scene_list._KEY: SimpleNamespace(order=answer)}
    monkeypatch.setattr(talk_state.st, "session_state", state)
    scene_list._reorder()
    return state["_talk"]


def test_a_file_and_a_move_that_the_browser_names_again_take_nothing_back(monkeypatch):
    """Streamlit forgets a widget that is no longer drawn; a browser that has not heard so yet says with the next press what it held."""
    given, upload = Talk((Scene(kind="text", title="one"), Scene(kind="text", title="other"))), SimpleNamespace(file_id="1")
    upload.getvalue = lambda: to_json(given).encode()
    first, second = scene_list.scene_names(given.scenes)
    state: dict[str, object] = {"stage_open": upload, scene_list._KEY: SimpleNamespace(order=f"1|{second},{first}")}
    monkeypatch.setattr(talk_state.st, "session_state", state)
    monkeypatch.setattr(talk_state.app_data, "atlas", None)  # nothing of the visitor's own to be looked up
    share._opened()
    talk_state.keep(talk_state.talk().plus(Scene(kind="closing")))
    share._opened()
    assert [scene.kind for scene in talk_state.talk().scenes] == ["text", "text", "closing"]
    talk_state.keep(given)
    scene_list._reorder()
    assert talk_state.talk().scenes == given.scenes[::-1]
    talk_state.undo()
    scene_list._reorder()
    assert talk_state.talk() == given
    upload.file_id = "2"  # the same file, given once more
    talk_state.keep(default_talk())
    share._opened()
    assert talk_state.talk() == given


def test_a_switch_that_is_said_twice_stays_as_it_was_put(monkeypatch):
    monkeypatch.setattr(talk_state.st, "session_state", {"switch": True})
    share._darken("switch")
    share._darken("switch")
    assert talk_state.talk().is_dark


def test_scenes_stand_in_the_order_that_they_were_dragged_to_and_those_that_are_alike_are_told_apart(monkeypatch):
    one, other, alike = Scene(kind="text", title="one"), Scene(kind="text", title="other"), Scene(kind="text", title="one")
    talk = Talk((one, other, alike))
    names = scene_list.scene_names(talk.scenes)
    assert len(set(names)) == 3
    assert scene_list.scene_names((other, one)) == [names[1], names[0]]
    moved = browser_asks(monkeypatch, talk, f"1|{names[1]},{names[2]},{names[0]}")
    assert moved.scenes == (other, alike, one)
    assert talk_state.can_undo()


@pytest.mark.parametrize(
    "answer", [None, 7, "", "|", "1|", "1|0", "1|{0}", "1|{0},{0}", "1|{0},{1},{1}", "1|{1},{0},<script>", "{0}," * 9_999]
)
def test_an_order_that_does_not_name_each_scene_once_changes_nothing(monkeypatch, answer):
    talk = Talk((Scene(kind="text"), Scene(kind="title")))
    asked = answer.format(*scene_list.scene_names(talk.scenes)) if isinstance(answer, str) else answer
    assert browser_asks(monkeypatch, talk, asked) == talk


@pytest.mark.parametrize(
    ("answer", "place"), [("{0}", 0), ("{1}", 1), ("", None), ("0", None), (1, None), (["{0}"], None), ("<b>" * 9_999, None)]
)
def test_the_stage_and_the_editor_open_on_the_scene_that_is_named_and_on_no_other(monkeypatch, answer, place):
    talk = Talk((Scene(kind="text"), Scene(kind="title")))
    asked = answer.format(*scene_list.scene_names(talk.scenes)) if isinstance(answer, str) else answer
    state = pressed(talk, start=asked, edit=asked, add=asked)
    monkeypatch.setattr(talk_state.st, "session_state", state)
    scene_list._add()
    scene_list._start()
    scene_list._edit()
    assert (talk_state.current(), scene_editor.opened()) == (place, place)
    scene_list._edit()  # the same button closes it, and the focus goes back there
    assert scene_editor.opened() is None
    assert scene_editor.returned() == ((1, place) if place is not None else (0, 0))


@pytest.mark.parametrize(
    ("kind", "kinds"), [("text", "view text"), ("title", "title view"), ("view", "view"), ("pair", "view"), (None, "view"), (7, "view")]
)
def test_a_scene_is_added_of_a_kind_that_is_words_and_of_no_other(monkeypatch, kind, kinds):
    state = pressed(Talk((Scene(),)), add=kind)
    monkeypatch.setattr(talk_state.st, "session_state", state)
    scene_list._add()
    assert [scene.kind for scene in state["_talk"].scenes] == kinds.split()


@pytest.mark.parametrize("session", ["before", "", "now|now"])
def test_a_press_that_an_earlier_session_has_answered_is_told_again_in_vain(monkeypatch, session):
    talk = Talk((Scene(kind="text"), Scene(kind="title")))
    state = pressed(talk, session, add="text", start=scene_list.scene_names(talk.scenes)[1])
    monkeypatch.setattr(talk_state.st, "session_state", state)
    scene_list._add()
    scene_list._start()
    assert (state["_talk"], talk_state.current()) == (talk, None)


def test_the_editor_stays_with_its_scene_and_closes_where_another_talk_comes():
    at = edit(open_app("stage"), 2)
    title = at.text_input[0].value
    assert title == scenes(at)[2]
    assert cards(at)["opened"] == 2
    at = press(at, "scene_up")
    assert (at.text_input[0].value, cards(at)["opened"]) == (title, 1)
    at = press(at, "scene_close")
    assert (list(at.text_input), cards(at)["opened"], cards(at)["returned"]) == ([], None, [1, 1])
    at = press(edit(at, 2), "stage_undo")
    assert cards(at)["opened"] is None
    at.session_state["_scene_opened"] = COUNT  # of a talk that was longer
    assert cards(at.run())["opened"] is None
    assert not at.exception


def test_a_card_tells_kind_and_what_is_missing_and_the_page_keeps_its_room():
    at = add(open_app("stage"), "closing")
    told = cards(at)["scenes"]
    assert len(told) == COUNT + 1
    assert told[0]["told"] == ["Nombre d’initiatives"]
    assert told[-1]["told"][1].startswith("Donnez l’adresse publique")
    assert all(picture["src"].startswith(("thumbnail/", "data:image/")) for scene in told for picture in scene["pictures"])
    assert any(f"calc({COUNT + 1} * var(--card)" in element.proto.body for element in at.get("html"))


def test_a_view_is_shown_beside_the_next_one():
    at = open_app("stage")
    at = press(edit(at, 0), "scene_pair")
    assert [scene.kind for scene in at.session_state["_talk"].scenes] == ["pair", *["view"] * (COUNT - 2)]
    at = press(at, "stage_start")
    assert len(list(at.get("iframe"))) + len(at.get("component_instance")) >= 2  # both maps
    at = press(at, "stage_exit")
    at = press(edit(at, 0), "scene_part")
    assert at.session_state["_talk"] == default_talk()


def test_slides_are_dark_where_the_talk_is_unless_the_speaker_says_otherwise():
    at = panel(open_app("stage"), "dark")
    assert [item.value for item in at.toggle if item.key.startswith("stage_slides_dark")] == [False]
    at = next(item for item in at.toggle if item.key.startswith("stage_dark")).set_value(True).run()
    assert at.session_state["_talk"].is_dark
    at = next(item for item in at.toggle if item.key.startswith("stage_slides_dark")).set_value(False).run()
    assert at.session_state["_talk"].is_dark
    assert not at.exception


def test_the_address_is_part_of_the_talk_and_stays_with_the_default_one():
    at = panel(open_app("stage"), "link")
    field = next(item for item in at.text_input if item.key.startswith("stage_address"))
    at = field.set_value("javascript:alert(1)").run()
    assert "_talk" not in at.session_state
    assert len(at.warning) == 1
    at = next(item for item in at.text_input if item.key.startswith("stage_address")).set_value("https://atlas.example/").run()
    assert at.session_state["_talk"].address == "https://atlas.example"
    at = press(panel(at, "other"), "stage_reset")
    assert at.session_state["_talk"].address == "https://atlas.example"


def test_a_title_is_given_in_another_language_and_the_stage_says_it_there():
    at = open_app("stage")
    at = edit(at, 0)
    at = next(item for item in at.text_input if item.key.startswith("title-nl-0")).set_value("Een slimme regio").run()
    assert at.session_state["_talk"].scenes[0].titles == {"nl": "Een slimme regio"}
    talk, dutch = at.session_state["_talk"], open_app("stage", lang="nl")
    dutch.session_state["_talk"] = talk
    assert scenes(dutch.run())[0] == "Een slimme regio"
    assert scenes(at)[0] != "Een slimme regio"


def kept_text() -> str:
    return to_json(Talk((*default_talk().scenes, Scene(kind="title", title="Kept before"))))


def test_what_was_added_before_the_browser_was_heard_comes_after_what_it_had_kept(monkeypatch):
    state: dict[str, object] = {}
    monkeypatch.setattr(talk_state.st, "session_state", state)
    talk_state.add(Scene(kind="text", title="Added since"))
    assert talk_state.take_change()
    talk_state.open_kept(kept_text(), "2026-11-27")
    assert [scene.title for scene in talk_state.talk().scenes[-2:]] == ["Kept before", "Added since"]
    assert talk_state.day_kept() == datetime.date(2026, 11, 27)
    assert talk_state.take_change()  # the two together are to be kept
    again = talk_state.talk()
    talk_state.open_kept(kept_text(), "2026-11-27")  # heard of twice, it is added once
    assert talk_state.talk() == again


def test_the_browser_is_told_to_keep_what_the_visitor_made_and_to_forget_it(monkeypatch):
    state: dict[str, object] = {}
    monkeypatch.setattr(talk_state.st, "session_state", state)
    talk_state.open_link(to_link(Talk((Scene(kind="title", title="Another's"),))))
    told = talk_state.told_to_browser()
    assert (told["changed"], told["unsaved"]) == (False, False)
    talk_state.add(Scene())
    told = talk_state.told_to_browser()
    assert (told["changed"], told["unsaved"]) == (True, True)
    talk_state.saved()
    assert not talk_state.told_to_browser()["unsaved"]
    talk_state.forget()
    told = talk_state.told_to_browser()
    assert (told["file"], told["changed"], told["unsaved"]) == ("", True, False)


@pytest.mark.parametrize("day", ["", "yesterday", "2026-13-40", "<b>"])
def test_a_day_that_is_none_is_not_told(monkeypatch, day):
    monkeypatch.setattr(talk_state.st, "session_state", {})
    talk_state.open_kept(kept_text(), day)
    assert talk_state.day_kept() is None


def test_a_talk_can_start_empty_and_that_can_be_undone():
    at = press(panel(open_app("stage"), "other"), "stage_empty")
    assert len(scenes(at)) == 1
    assert len(scenes(press(at, "stage_undo"))) == COUNT
