import base64
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallonia_map.i18n import Language, message_ids
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.talk import (
    MOST_BYTES,
    MOST_SCENES,
    PRESETS,
    Scene,
    Talk,
    TalkError,
    default_talk,
    from_json,
    from_link,
    to_json,
    to_link,
)
from wallonia_map.views.view import view_from_params, view_params

short = st.text(max_size=40)
scenes = st.builds(
    Scene,
    params=st.dictionaries(st.text(min_size=1, max_size=20), st.lists(short, max_size=3), max_size=4),
    title=short,
    note=short,
    preset=st.sampled_from(["", *PRESETS]),
)
talks = st.builds(lambda items: Talk(tuple(items)), st.lists(scenes, min_size=1, max_size=6))


@given(talks)
def test_a_file_gives_back_the_talk(talk):
    assert from_json(to_json(talk).encode()) == talk


@given(talks)
def test_a_link_gives_back_the_talk_or_there_is_none(talk):
    link = to_link(talk)
    assert link is None or from_link(link) == talk


@given(talks, st.integers(-1, 7), st.integers(-3, 3))
def test_moving_keeps_every_scene(talk, index, by):
    assert sorted(map(repr, talk.moved(index, by).scenes)) == sorted(map(repr, talk.scenes))


def test_the_default_talk_fits_a_link_and_every_view_of_it_is_known(atlas):
    talk = default_talk()
    assert from_link(to_link(talk) or "") == talk
    for scene in talk.scenes:
        assert view_params(view_from_params(scene.params, atlas)) == scene.params


@pytest.mark.parametrize("language", list(Language))
def test_every_preset_has_a_title_and_a_note_in_every_language(language):
    ids = message_ids(language)
    assert all(f"preset.{preset}" in ids and f"preset_note.{preset}" in ids for preset in PRESETS)


@pytest.mark.parametrize("language", list(Language))
def test_every_scene_of_the_default_talk_says_a_sentence(atlas, language):
    said = {view_summary(atlas, view_from_params(scene.params, atlas), language).sentence for scene in default_talk().scenes}
    assert all("{" not in sentence and len(sentence) > 40 for sentence in said)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not_a_talk"),
        (b"\xff\xfe", "not_a_talk"),
        (b"[]", "not_a_talk"),
        (b"[" * 5_000, "not_a_talk"),
        (b'{"format":"wallonia-map-talk","version":99,"scenes":[{}]}', "other_version"),
        (b'{"format":"wallonia-map-talk","version":1,"scenes":[]}', "not_a_talk"),
        (b'{"format":"wallonia-map-talk","version":1,"scenes":[{"page":"../../etc"}]}', "not_a_talk"),
        (b'{"format":"wallonia-map-talk","version":1,"scenes":[{"preset":"<script>"}]}', "not_a_talk"),
        (b'{"format":"wallonia-map-talk","version":1,"scenes":[{"params":{"q":[1]}}]}', "not_a_talk"),
        (b'{"format":"wallonia-map-talk","version":1,"scenes":[{"code":"x"}]}', "not_a_talk"),
        (b" " * (MOST_BYTES + 1), "too_large"),
    ],
)
def test_what_is_no_talk_is_refused_with_its_reason(content, reason):
    with pytest.raises(TalkError) as caught:
        from_json(content)
    assert caught.value.reason == reason


def test_too_many_scenes_are_refused():
    told = {"format": "wallonia-map-talk", "version": 1, "scenes": [{}] * (MOST_SCENES + 1)}
    with pytest.raises(TalkError):
        from_json(json.dumps(told).encode())


def test_a_small_link_that_unpacks_to_a_large_text_is_refused():
    bomb = base64.urlsafe_b64encode(zlib.compress(b" " * 5_000_000, 9)).decode()
    with pytest.raises(TalkError) as caught:
        from_link(bomb[:5_900] if len(bomb) > 6_000 else bomb)
    assert caught.value.reason in ("too_large", "not_a_talk")


@given(st.text(max_size=200))
def test_no_text_in_the_place_of_a_link_breaks_the_reader(text):
    try:
        from_link(text)
    except TalkError as error:
        assert error.reason


def test_half_a_sign_in_a_link_or_a_file_is_no_talk():
    text = to_json(Talk((Scene(title="half"),))).replace("half", "\\ud800")
    link = base64.urlsafe_b64encode(zlib.compress(text.encode())).decode().rstrip("=")
    for opened, told in ((from_json, text.encode()), (from_link, link), (from_link, "\ud800")):
        with pytest.raises(TalkError, match="not_a_talk"):
            opened(told)
