"""Every change of a talk can be taken back, and what a tab has kept is read as any file."""

import json

import pytest

from tests.app.test_first_steps import press
from tests.app.test_pages import open_app
from wallonia_map.views.talk import default_talk

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
COUNT = len(default_talk().scenes)


def scenes(at) -> list[str]:
    """The scenes of the talk, as Prepare names them."""
    return [item.value.strip("*").split(". ", 1)[1] for item in at.markdown if item.value.startswith("**") and ". " in item.value]


def undo_of(at):
    return next(button for button in at.button if button.key == "stage_undo")


def test_each_change_is_undone_in_its_turn():
    at = open_app("stage")
    before = scenes(at)
    assert len(before) == COUNT
    assert undo_of(at).disabled
    at.session_state["edit-1"] = True
    at = press(at.run(), "remove-1")
    assert scenes(at) == [before[0], *before[2:]]
    at.session_state["edit-0"] = True
    at = press(at.run(), "down-0")
    assert scenes(at) == [before[2], before[0], *before[3:]]
    at = press(at, "stage_undo")
    assert scenes(at) == [before[0], *before[2:]]
    at = press(at, "stage_undo")
    assert scenes(at) == before
    assert undo_of(at).disabled


def test_to_press_what_changes_nothing_is_no_change():
    at = press(open_app("stage"), "stage_reset")
    assert undo_of(at).disabled


@pytest.mark.parametrize(
    "kept", ["no talk", json.dumps({"format": "other"}), '{"format": "wallonia-map-talk", "version": 1, "scenes": [{"page": "x"}]}']
)
def test_what_no_talk_is_leaves_the_talk_as_it_is(monkeypatch, kept):
    from wallonia_map.ui.shared import talk_state

    state: dict[str, object] = {}
    monkeypatch.setattr(talk_state.st, "session_state", state)
    talk_state.open_kept(kept)
    assert state == {}
    assert talk_state.talk() == default_talk()
