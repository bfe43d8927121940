"""What can be done with one scene of a talk: its words, its place, its view."""

from typing import Any

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.ui.frame import app_data, navigation
from wallonia_map.ui.shared import scene_button, talk_state
from wallonia_map.views.category_summary import ChangeSummary
from wallonia_map.views.scene_kinds import PLAIN
from wallonia_map.views.talk import MOST_SCENES, MOST_WORDS, Scene, Talk
from wallonia_map.views.talk_file import fits
from wallonia_map.views.view import link_params

#: Letters of a title and of a note.
_TITLE, _NOTE = 160, 1_500


def menu(talk: Talk, title: str, index: int, language: Language) -> None:
    """The menu of the scene at `index`, whose title is `title`."""
    scene = talk.scenes[index]
    held = st.popover(
        say("stage.edit", language, n=index + 1), icon=":material/edit:", type="tertiary", key=_menu(index), on_change="rerun"
    )
    if not held.open:
        return
    with held:
        _texts(scene, title, index, language)
        _places(index, len(talk.scenes), language)
        if scene.made_of.has_view:
            _views(talk, scene, index, language)


def close_all() -> None:
    """Close every menu: the scenes have other places now."""
    for index in range(MOST_SCENES):
        if _menu(index) in st.session_state:
            st.session_state[_menu(index)] = False


def _menu(index: int) -> str:
    return f"edit-{index}"


def _texts(scene: Scene, title: str, index: int, language: Language) -> None:
    """Title, words and note. Their keys hold their texts, so that a scene that moves takes them along."""
    note, text = talk_state.note_of(scene, language), scene.text_in(language)
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
                say(f"stage.{name}", language), key=f"{name}-{index}", icon=icon, on_click=_move, args=(index, by),
                disabled=not (by and 0 <= index + by < count),
            )  # fmt: skip
        st.button(
            say("stage.double", language), key=f"double-{index}", icon=":material/content_copy:", on_click=_double, args=(index,),
            disabled=count >= MOST_SCENES,
        )  # fmt: skip
        st.button(
            say("stage.remove", language), key=f"remove-{index}", icon=":material/delete:", on_click=_remove, args=(index,), disabled=count == 1,
        )  # fmt: skip


def _views(talk: Talk, scene: Scene, index: int, language: Language) -> None:
    """Another view in its place; another one beside it, or the two apart again."""
    if scene.own is None and st.button(say("stage.edit_view", language), key=f"view-{index}", icon=":material/map:"):
        scene_button.edit_view(index)
        shown = link_params(scene.page, scene.params)
        st.switch_page(navigation.pages(language)[scene.page], query_params={"lang": [language.value], **shown})
    summary = talk_state.summary_of(scene, app_data.atlas(), language)
    if scene.kind == PLAIN and isinstance(summary, ChangeSummary):
        st.button(
            say("stage.before_after", language),
            key=f"before-{index}",
            icon=":material/compare:",
            on_click=_before_after,
            args=(index, summary),
        )
    if talk.can_pair(index):
        st.button(say("stage.pair", language), key=f"pair-{index}", icon=":material/compare:", on_click=_pair, args=(index,))
    if scene.second is not None:
        st.button(
            say("stage.part", language), key=f"part-{index}", icon=":material/splitscreen:", on_click=_part, args=(index,),
            disabled=len(talk.scenes) >= MOST_SCENES,
        )  # fmt: skip


def _move(index: int, by: int) -> None:
    talk_state.keep(talk_state.talk().moved(index, by))
    st.session_state[_menu(index)], st.session_state[_menu(index + by)] = False, True  # the menu goes along with its scene


def _double(index: int) -> None:
    talk_state.keep(talk_state.talk().doubled(index))


def _remove(index: int) -> None:
    talk_state.keep(talk_state.talk().without(index))
    st.session_state[_menu(index)] = False


def _pair(index: int) -> None:
    talk_state.keep(talk_state.talk().paired(index))
    close_all()


def _before_after(index: int, summary: ChangeSummary) -> None:
    """The coverage of the two programmes that a scene compares, side by side in its place; title and notes stay."""
    pair = scene_button.before_after(summary)
    talk_state.keep(talk_state.talk().changed(index, page=pair.page, params=pair.params, kind=pair.kind, second=pair.second))
    close_all()


def _part(index: int) -> None:
    talk_state.keep(talk_state.talk().parted(index))
    close_all()


def _word(index: int, name: str, key: str, language: str, *, apart: bool = False) -> None:
    given, talk = str(st.session_state.get(key, "")), talk_state.talk()
    if name != "text" or fits(given):
        talk_state.keep(talk.with_scene(index, talk.scenes[index].worded(name, given, language, apart=apart)))
