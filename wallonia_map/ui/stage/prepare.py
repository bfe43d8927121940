"""Preparing a talk: its scenes in order, what can be added to them, and beside them what can be done with the whole."""

from html import escape

import streamlit as st

from wallonia_map.export.talk_scene import Slide
from wallonia_map.i18n import Language, say
from wallonia_map.i18n.formats import date_long
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import page_parts
from wallonia_map.ui.shared import talk_link, talk_state
from wallonia_map.ui.stage import order, scene_menu, share, thumbnail
from wallonia_map.ui.stage.scenes import live_link
from wallonia_map.ui.stage.year_step import year_of
from wallonia_map.views.scene_kinds import KINDS, PLAIN, WORDS
from wallonia_map.views.talk import MOST_SCENES, Scene, Talk, TalkError
from wallonia_map.views.view import versioned

#: What stands for a kind that a speaker adds here.
_ICONS = {"title": ":material/title:", "text": ":material/notes:", "closing": ":material/qr_code_2:"}


def prepare(atlas: Atlas, language: Language, problem: TalkError | None) -> None:
    """The talk's scenes, and what can be done with it."""
    page_parts.heading(say("stage.heading", language))
    page_parts.lead(say("stage.lead", language))
    if problem is not None:
        st.error(say(f"talk_error.{problem.reason}", language), icon=":material/error:")
    _resumed(language)
    talk = talk_state.talk()
    slides = [_slide(scene, atlas, language) for scene in talk.scenes]
    with st.container(horizontal=True):
        st.button(
            say("stage.start", language), type="primary", icon=":material/slideshow:", key="stage_start", on_click=talk_state.go, args=(0,)
        )
        place = talk_link.place()
        if place is not None:
            st.button(
                say("stage.resume", language, n=place),
                icon=":material/play_arrow:",
                key="stage_resume",
                on_click=talk_state.go,
                args=(place - 1,),
            )
        st.button(
            say("stage.undo", language), icon=":material/undo:", key="stage_undo", on_click=_undo, disabled=not talk_state.can_undo(),
        )  # fmt: skip
        order.order(slides, language)
    st.caption(say("stage.keys", language))
    if any(year_of(atlas, scene) for scene in talk.scenes):
        st.caption(say("years.keys", language))
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.header(say("stage.scenes", language, n=len(talk.scenes)), anchor=False)
        for index, slide in enumerate(slides):
            _scene(talk, slide, index, language)
        _additions(talk, language)
    with right:
        share.share(slides, language)


def _resumed(language: Language) -> None:
    """That the talk of another day was taken up again, and the way to forget it."""
    day = talk_state.day_kept()
    if day is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(say("stage.resumed", language, date=date_long(day, language)), width="content")
            st.button(say("stage.forget", language), key="stage_forget", type="tertiary", icon=":material/restart_alt:", on_click=_forget)


def _scene(talk: Talk, slide: Slide, index: int, language: Language) -> None:
    """One line a scene: what it is, « start here », and one menu that holds the rest."""
    with st.container(border=True, key=f"scene-{index}", horizontal=True, vertical_alignment="center", gap="small"):
        kind = say(f"scene_kind.{slide.kind}", language)
        what = " · ".join(side.title for side in slide.sides) if slide.sides else " · ".join(slide.lines)
        told = [what if slide.kind == PLAIN else say("panel.labelled", language, name=kind, value=what) if what else kind]
        if KINDS[slide.kind].has_address and not talk.address:
            told.append(say("stage.closing_no_address", language))
        words = f"<strong>{index + 1}. {escape(slide.told)}</strong>" + "".join(f'<p class="note">{escape(line)}</p>' for line in told)
        st.html(
            f'<div class="scene">{thumbnail.thumbnail(talk.scenes[index], slide)}<div>{words}</div></div>'
        )  # one element: there are many scenes
        st.button(
            say("stage.start_here", language), key=f"here-{index}", icon=":material/play_arrow:", type="tertiary", on_click=talk_state.go,
            args=(index,),
        )  # fmt: skip
        scene_menu.menu(talk, slide.told, index, language)


def _additions(talk: Talk, language: Language) -> None:
    """Scenes of the speaker's own words; views come from the pages that show them."""
    with st.container(horizontal=True, key="stage_additions"):
        for kind in WORDS:
            st.button(
                say(f"scene_add.{kind}", language), key=f"add-{kind}", icon=_ICONS[kind], on_click=_add, args=(kind,),
                disabled=len(talk.scenes) >= MOST_SCENES,
            )  # fmt: skip


def _slide(scene: Scene, atlas: Atlas, language: Language) -> Slide:
    """What lists and files are made from, read here: the thread that makes a file has no session."""
    summary = talk_state.summary_of(scene, atlas, language)
    link = live_link(scene, atlas, language)
    if not link and scene.made_of.has_view and talk_state.link_of(scene, language):
        link = versioned(f"http://localhost:8501/{talk_state.link_of(scene, language)}", atlas)
    return Slide(
        summary, talk_state.title_of(scene, summary), talk_state.note_of(scene, language), link, scene.kind, scene.text_in(language),
        talk_state.second_of(scene, atlas, language),
    )  # fmt: skip


def _add(kind: str) -> None:
    talk_state.keep(talk_state.talk().plus(Scene(kind=kind)))
    scene_menu.close_all()


def _forget() -> None:
    talk_state.forget()
    talk_link.forget_place()
    scene_menu.close_all()


def _undo() -> None:
    talk_state.undo()
    scene_menu.close_all()  # the scene whose menu stands open may be another one now
