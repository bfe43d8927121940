"""The editor of a talk's scenes, open on one at a time: its words, its place, its view."""

from collections.abc import Sequence
from html import escape
from typing import Any

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import navigation
from wallonia_map.ui.shared import scene_button, talk_state
from wallonia_map.views.category_summary import ChangeSummary
from wallonia_map.views.scene_kinds import PLAIN
from wallonia_map.views.talk import MOST_SCENES, MOST_WORDS, Scene, Talk
from wallonia_map.views.talk_file import fits
from wallonia_map.views.view import link_params

#: The place of the scene that is edited; how often the editor was left, and for which place; how often the focus was called to it.
_OPENED, _RETURNED, _CALLED = "_scene_opened", "_scene_returned", "_scene_called"
#: Letters of a title and of a note.
_TITLE, _NOTE = 160, 1_500


def opened() -> int | None:
    """Where the scene stands that is being edited; None where none is, or where it is no longer there."""
    index = st.session_state.get(_OPENED)
    return index if isinstance(index, int) and 0 <= index < len(talk_state.talk().scenes) else None


def returned() -> tuple[int, int]:
    """How often a speaker has left the editor, and the place of the scene that was left last: there the focus goes back to."""
    count, place = st.session_state.get(_RETURNED, (0, 0))
    return int(count), int(place)


def toggle(index: int) -> None:
    """Open the editor on the scene at `index`, or close it where it is open on that one."""
    if opened() == index:
        leave()
    else:
        st.session_state[_OPENED] = index
        _call()


def follow(places: Sequence[int]) -> None:
    """Stay with the scene that is edited: where each scene of the new order stood before."""
    index = opened()
    if index is not None and index in places:
        st.session_state[_OPENED] = list(places).index(index)


def leave() -> None:
    """Close the editor; the speaker goes on at the scene's card."""
    st.session_state[_RETURNED] = (returned()[0] + 1, opened() or 0)
    close()


def close() -> None:
    """Close the editor: the scene may be another one now."""
    st.session_state[_OPENED] = None


def editor(talk: Talk, index: int, title: str, atlas: Atlas, language: Language) -> None:
    """What can be done with the scene at `index`, whose title is `title`."""
    # The buttons have the same keys for every scene, so that the one that moves a scene stays under the finger and keeps the focus.
    scene, count = talk.scenes[index], len(talk.scenes)
    heading = say("stage.order_item", language, n=index + 1, of=count, title=title)
    with st.container(horizontal=True, vertical_alignment="top", key="stage_editor_head"):
        st.html(f'<h2 class="scenes" tabindex="-1" data-focus="{st.session_state.get(_CALLED, 0)}">{escape(heading)}</h2>')
        st.button(say("stage.close", language), icon=":material/close:", type="tertiary", key="scene_close", on_click=leave)
    _texts(scene, title, index, atlas, language)
    _places(index, count, language)
    if scene.made_of.has_view:
        _views(talk, scene, index, atlas, language)


def _call() -> None:
    """Have the page bring the focus to the editor's heading (page.js)."""
    st.session_state[_CALLED] = st.session_state.get(_CALLED, 0) + 1


def _texts(scene: Scene, title: str, index: int, atlas: Atlas, language: Language) -> None:
    """Title, words and note. Their keys hold their texts, so that a scene that moves takes them along."""
    note, text = talk_state.note_of(scene, atlas, language), scene.text_in(language)
    key = _key("title", index, title)
    st.text_input(say("stage.title", language), title, max_chars=_TITLE, key=key, on_change=_word, args=(index, "title", key, language))
    if not scene.made_of.has_view:
        key, told = _key("text", index, text), say("stage.words_help", language, n=MOST_WORDS)
        words = st.text_area(
            say("stage.words", language),
            text,
            max_chars=MOST_WORDS,
            help=told,
            key=key,
            on_change=_word,
            args=(index, "text", key, language),
        )
        if not fits(words):
            st.warning(say("stage.words_long", language, n=MOST_WORDS), icon=":material/error:")
    key = _key("note", index, note)
    st.text_area(say("stage.note", language), note, max_chars=_NOTE, key=key, on_change=_word, args=(index, "note", key, language))
    with st.expander(say("stage.other_languages", language)):
        for other in (item for item in Language if item is not language):
            _translations(scene, index, other, language)


def _translations(scene: Scene, index: int, other: Language, language: Language) -> None:
    """Title, words and note in another language than the page's; empty: those of the talk."""
    fields = [("title", "title", scene.titles.get(other, ""), scene.title, _TITLE)]
    if not scene.made_of.has_view:
        fields.append(("text", "words", scene.texts.get(other, ""), scene.text, MOST_WORDS))
    fields.append(("note", "note", scene.notes.get(other, ""), scene.note, _NOTE))
    for name, called, value, instead, most in fields:
        key = _key(f"{name}-{other.value}", index, value)
        label = say("panel.labelled", language, name=say(f"stage.{called}", language), value=other.value.upper())
        changed: dict[str, Any] = {
            "key": key,
            "placeholder": instead,
            "on_change": _word,
            "args": (index, name, key, other),
            "kwargs": {"apart": True},
        }
        if name == "title":
            st.text_input(label, value, max_chars=most, **changed)
        else:
            st.text_area(label, value, max_chars=most, **changed)


def _key(field: str, index: int, value: str) -> str:
    return f"{field}-{index}-{hash(value)}"


def _places(index: int, count: int, language: Language) -> None:
    """Up, down, to either end, twice, away."""
    with st.container(horizontal=True):
        moves = (
            (-1, "up", ":material/arrow_upward:"), (1, "down", ":material/arrow_downward:"),
            (-index, "to_start", ":material/vertical_align_top:"), (count - 1 - index, "to_end", ":material/vertical_align_bottom:"),
        )  # fmt: skip
        for by, name, icon in moves:
            st.button(
                say(f"stage.{name}", language), key=f"scene_{name}", icon=icon, on_click=_move, args=(index, by),
                disabled=not (by and 0 <= index + by < count),
            )  # fmt: skip
        st.button(
            say("stage.double", language), key="scene_double", icon=":material/content_copy:", on_click=_double, args=(index,),
            disabled=count >= MOST_SCENES,
        )  # fmt: skip
        st.button(
            say("stage.remove", language), key="scene_remove", icon=":material/delete:", on_click=_remove, args=(index,), disabled=count == 1,
        )  # fmt: skip


def _views(talk: Talk, scene: Scene, index: int, atlas: Atlas, language: Language) -> None:
    """Another view in its place; another one beside it, or the two apart again."""
    if scene.own is None and st.button(say("stage.edit_view", language), key="scene_view", icon=":material/map:"):
        scene_button.edit_view(index)
        shown = link_params(scene.page, scene.params)
        st.switch_page(navigation.pages(language)[scene.page], query_params={"lang": [language.value], **shown})
    summary = talk_state.summary_of(scene, atlas, language)
    if scene.kind == PLAIN and isinstance(summary, ChangeSummary):
        st.button(
            say("stage.before_after", language),
            key="scene_before",
            icon=":material/compare:",
            on_click=_before_after,
            args=(index, summary),
        )
    if talk.can_pair(index):
        st.button(say("stage.pair", language), key="scene_pair", icon=":material/compare:", on_click=_pair, args=(index,))
    if scene.second is not None:
        st.button(
            say("stage.part", language), key="scene_part", icon=":material/splitscreen:", on_click=_part, args=(index,),
            disabled=len(talk.scenes) >= MOST_SCENES,
        )  # fmt: skip


def _move(index: int, by: int) -> None:
    moved = talk_state.talk().moved(index, by)
    talk_state.keep(moved)
    st.session_state[_OPENED] = index + by
    if index + by in (0, len(moved.scenes) - 1):
        _call()  # the button that was pressed is one that no longer can be


def _double(index: int) -> None:
    talk_state.keep(talk_state.talk().doubled(index))


def _remove(index: int) -> None:
    leave()
    talk_state.keep(talk_state.talk().without(index))


def _pair(index: int) -> None:
    talk_state.keep(talk_state.talk().paired(index))
    _call()


def _before_after(index: int, summary: ChangeSummary) -> None:
    """The coverage of the two programmes that a scene compares, side by side in its place; title and notes stay."""
    pair = scene_button.before_after(summary)
    talk_state.keep(talk_state.talk().changed(index, page=pair.page, params=pair.params, kind=pair.kind, second=pair.second))
    _call()


def _part(index: int) -> None:
    talk_state.keep(talk_state.talk().parted(index))
    _call()


def _word(index: int, name: str, key: str, language: str, *, apart: bool = False) -> None:
    given, talk = str(st.session_state.get(key, "")), talk_state.talk()
    if name != "text" or fits(given):
        talk_state.keep(talk.with_scene(index, talk.scenes[index].worded(name, given, language, apart=apart)))
