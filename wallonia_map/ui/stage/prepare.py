"""Preparing a talk: its scenes in order, what can be added to them, and beside them the scene that is edited or what can be done with the whole."""

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.i18n.formats import date_long
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import page_parts
from wallonia_map.ui.shared import talk_link, talk_state
from wallonia_map.ui.stage import scene_editor, scene_list, share
from wallonia_map.ui.stage.year_step import year_of
from wallonia_map.views.talk import TalkError


def prepare(atlas: Atlas, language: Language, problem: TalkError | None) -> None:
    """The talk's scenes, and what can be done with it."""
    page_parts.heading(say("stage.heading", language))
    talk = talk_state.talk()
    st.html(page_parts.lead_html(say("stage.lead", language)) + scene_list.room_html(len(talk.scenes)))
    if problem is not None:
        st.error(say(f"talk_error.{problem.reason}", language), icon=":material/error:")
    _resumed(language)
    with st.container(horizontal=True):
        st.button(
            say("stage.start", language), type="primary", icon=":material/slideshow:", key="stage_start", on_click=talk_state.go, args=(0,)
        )
        place = talk_link.place()
        if place is not None:
            st.button(
                say("stage.resume", language, n=place), icon=":material/play_arrow:", key="stage_resume", on_click=talk_state.go,
                args=(place - 1,),
            )  # fmt: skip
        st.button(
            say("stage.undo", language), icon=":material/undo:", key="stage_undo", on_click=_undo, disabled=not talk_state.can_undo(),
        )  # fmt: skip
    has_years = any(year_of(atlas, scene) for scene in talk.scenes)
    st.caption("  \n".join([say("stage.keys", language), *([say("years.keys", language)] if has_years else [])]))
    left, right = st.columns([3, 2], gap="large")
    with left:
        scene_list.scene_list(talk, atlas, language)
    with right:
        index = scene_editor.opened()
        if index is None:
            share.share(talk, atlas, language)
        else:
            scene = talk.scenes[index]
            title = talk_state.title_of(scene, talk_state.summary_of(scene, atlas, language))
            scene_editor.editor(talk, index, title, atlas, language)


def _resumed(language: Language) -> None:
    """That the talk of another day was taken up again, and the way to forget it."""
    day = talk_state.day_kept()
    if day is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(say("stage.resumed", language, date=date_long(day, language)), width="content")
            st.button(say("stage.forget", language), key="stage_forget", type="tertiary", icon=":material/restart_alt:", on_click=_forget)


def _forget() -> None:
    talk_state.forget()
    talk_link.forget_place()
    scene_editor.close()


def _undo() -> None:
    talk_state.undo()
    scene_editor.close()  # the scene that is edited may be another one now
