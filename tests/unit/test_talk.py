import base64
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallonia_map.i18n import Language, message_ids
from wallonia_map.place import Character
from wallonia_map.questions.character import features
from wallonia_map.questions.peers import who_could_help
from wallonia_map.questions.reconciliation import known_of_published
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.scene_kinds import KINDS, WORDS
from wallonia_map.views.talk import MOST_SCENES, MOST_WORDS, PRESETS, Scene, Talk, TalkError, default_talk, first_of
from wallonia_map.views.talk_file import MOST_BYTES, from_json, from_link, is_address, to_json, to_link
from wallonia_map.views.view import view_from_params, view_params

short = st.text(max_size=40)
scenes = st.builds(
    Scene,
    params=st.dictionaries(st.text(min_size=1, max_size=20), st.lists(short, max_size=3), max_size=4),
    title=short,
    note=short,
    preset=st.sampled_from(["", *PRESETS]),
    notes=st.dictionaries(st.sampled_from([item.value for item in Language]), short, max_size=2),
)
by_language = st.dictionaries(st.sampled_from([item.value for item in Language]), st.just("autrement dit"), max_size=3)
words = st.builds(
    Scene,
    titles=by_language,
    texts=by_language,
    notes=by_language,
    title=short,
    note=short,
    kind=st.sampled_from(WORDS),
    text=short.filter(lambda text: len(text.splitlines()) < 7),
)
pairs = st.builds(Scene, title=short, kind=st.just("pair"), second=scenes)
talks = st.builds(
    lambda items, address, is_dark: Talk(tuple(items), address, is_dark),
    st.lists(st.one_of(scenes, words, pairs), min_size=1, max_size=6),
    st.sampled_from(["", "https://atlas.example/map"]),
    st.booleans(),
)


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


def a_scene(**told) -> bytes:
    return json.dumps({"format": "wallonia-map-talk", "version": 1, "scenes": [told]}).encode()


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
        (a_scene(kind="film"), "not_a_talk"),
        (a_scene(titles={"xx": "title"}), "not_a_talk"),
        (a_scene(titles={"nl": ["title"]}), "not_a_talk"),
        (a_scene(notes={"nl": 1}), "not_a_talk"),
        (a_scene(kind="text", texts={"nl": "x" * (MOST_WORDS + 1)}), "not_a_talk"),
        (a_scene(texts={"nl": "beside a view"}), "not_a_talk"),
        (a_scene(kind=["view"]), "not_a_talk"),
        (a_scene(page=["explore"]), "not_a_talk"),
        (a_scene(kind="pair"), "not_a_talk"),
        (a_scene(second={}), "not_a_talk"),
        (a_scene(kind="pair", second={"kind": "pair", "second": {}}), "not_a_talk"),
        (a_scene(kind="pair", second={"kind": "text", "text": "x"}), "not_a_talk"),
        (a_scene(kind="text", text="x" * (MOST_WORDS + 1)), "not_a_talk"),
        (a_scene(kind="text", text="x\n" * 9), "not_a_talk"),
        (a_scene(text="beside a view"), "not_a_talk"),
        (b'{"format":"wallonia-map-talk","version":1,"address":"javascript:alert(1)","scenes":[{}]}', "not_a_talk"),
        (b'{"format":"wallonia-map-talk","version":1,"address":["https://a.be"],"scenes":[{}]}', "not_a_talk"),
        (b'{"format":"wallonia-map-talk","version":1,"dark":"yes","scenes":[{}]}', "not_a_talk"),
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


def test_two_views_are_paired_and_parted_without_loss():
    talk = Talk(
        (Scene(title="one"), Scene(params={"show": ["covered"]}, title="two", note="n"), Scene(kind="text", text="x")), "https://a.be"
    )
    paired = talk.paired(0)
    assert [scene.kind for scene in paired.scenes] == ["pair", "text"]
    assert paired.parted(0) == talk
    assert talk.paired(1) == talk  # words stand beside nothing
    assert not talk.can_pair(2)


def test_a_title_opens_the_talk_and_the_other_words_come_last():
    talk = Talk((Scene(),))
    for kind in WORDS:
        talk = talk.plus(Scene(kind=kind))
    assert [scene.kind for scene in talk.scenes] == ["title", "view", *(kind for kind in WORDS if kind != "title")]


@pytest.mark.parametrize("language", list(Language))
def test_every_kind_of_scene_has_its_name_in_every_language(language):
    ids = message_ids(language)
    assert all(f"scene_kind.{kind}" in ids for kind in KINDS)
    assert all(f"scene_add.{kind}" in ids for kind in WORDS)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://atlas.example", True), ("http://localhost:8501/map", True), ("javascript:alert(1)", False), ("https://", False), ("ftp://a.be", False),
        ("https://name@evil.example", False), ("https://a.be/?q=1", False), ("https://a.be/#x", False), ("https://a b.be", False),
        ("https://a.be/\u202e", False), ("https://[", False), ("https://a.be/" + "x" * 200, False), ("", False),
    ],
)  # fmt: skip
def test_an_address_is_one_of_the_web_and_nothing_that_misleads(text, is_one):
    assert is_address(text) is is_one


@pytest.mark.parametrize("name", ["title", "text", "note"])
def test_words_in_a_language_are_its_own_and_the_talk_s_elsewhere(name):
    def told(scene, language):
        return {"title": scene.title_in, "text": scene.text_in, "note": scene.note_in}[name](language)

    plain = Scene(**{name: "Bonjour"})
    scene = plain.worded(name, "Hallo", "de", apart=True)
    assert [told(scene, language) for language in Language] == ["Hallo" if item == "de" else "Bonjour" for item in Language]
    assert told(scene.worded(name, "Salut", "fr", apart=False), "nl") == "Salut"
    changed = scene.worded(name, "Guten Tag", "de", apart=False)
    assert (told(changed, "de"), told(changed, "fr")) == ("Guten Tag", "Bonjour")
    assert scene.worded(name, "", "de", apart=True) == plain


def test_each_title_of_the_default_talk_is_proven_by_its_scene(atlas):
    shown = {scene.preset: view_summary(atlas, view_from_params(scene.params, atlas), Language.EN) for scene in default_talk().scenes}
    low = {
        name: dict(zip(("municipalities", "inhabitants", "area"), summary.coverage.shares, strict=True)) for name, summary in shown.items()
    }
    most = {name: [line.share + line.not_known for line in summary.meter] for name, summary in shown.items()}
    assert low["aim"]["municipalities"] > 0.8  # « almost everywhere »
    rates, rural = shown["where"].measured.values.dropna(), features(atlas, shown["where"].view.selection.vintage, None)["character"]
    medians = rates.groupby(rural.reindex(rates.index)).median()
    assert medians[Character.RURAL.value] > medians[Character.URBAN.value]
    assert low["leader"]["area"] > 1.5 * most["leader"][1]  # « far more », whatever is not known
    villages = rural.reindex(list(shown["villages"].selected.covered))
    assert (villages == Character.RURAL.value).mean() > 0.5
    assert low["perimeter"]["area"] > 0.5 > low["call"]["area"]
    without = next(line.municipalities for line in shown["white_spots"].legend if line.number == 0)
    assert 0 < without < 0.2 * shown["white_spots"].coverage.municipalities  # « a few »
    assert 0.1 < low["learn"]["municipalities"] < 0.9
    assert f"In {without} municipalities no initiative is known" in shown["white_spots"].point
    known, published = known_of_published(atlas, first_of("smart-region").value)
    assert f"{known} projects out of {published} are known" in shown["call"].point
    assert " no initiative on this theme is known" in shown["learn"].point  # fewer municipalities lack an initiative of any kind
    narrowed = view_summary(atlas, view_from_params({"show": ["covered"], "theme": ["mobility", "health"]}, atlas), Language.EN)
    assert " no initiative of this selection is known" in narrowed.point
    learn = shown["learn"].selected
    peers = [who_could_help(atlas, nis, "mobility") for nis in sorted(set(learn.places) - set(learn.covered))[::12]]
    assert peers
    assert all(map(len, peers))  # « every municipality … has others like it that have one »
    unknown = next(line.municipalities for line in shown["unknown"].legend if not line.is_known)
    assert unknown > 0.5 * shown["unknown"].coverage.municipalities  # « most »
