"""Preparing a talk: its scenes in order, with title and note; file, link, address for the code."""

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import navigation, page_parts
from wallonia_map.ui.shared import talk_state
from wallonia_map.ui.shared.documents import MEDIA_TYPES, page_of, slides_of
from wallonia_map.ui.stage.projector import live_address
from wallonia_map.ui.stage.year_step import year_of
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.talk import MOST_SCENES, Scene, TalkError, default_talk, to_json, to_link
from wallonia_map.views.view import versioned


def prepare(atlas: Atlas, language: Language, problem: TalkError | None) -> None:
    """The talk's scenes, and what can be done with it."""
    page_parts.heading(say("stage.heading", language))
    page_parts.lead(say("stage.lead", language))
    if problem is not None:
        st.error(say(f"talk_error.{problem.reason}", language), icon=":material/error:")
    talk = talk_state.talk()
    with st.container(horizontal=True):
        st.button(
            say("stage.start", language), type="primary", icon=":material/slideshow:", key="stage_start", on_click=talk_state.go, args=(0,)
        )
        st.button(
            say("stage.undo", language), icon=":material/undo:", key="stage_undo", on_click=_undo, disabled=not talk_state.can_undo(),
        )  # fmt: skip
    st.caption(say("stage.keys", language))
    if any(year_of(atlas, scene) for scene in talk.scenes):
        st.caption(say("years.keys", language))
    scenes = _scenes(atlas, language)
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.header(say("stage.scenes", language, n=len(talk.scenes)), anchor=False)
        for index, (scene, (summary, title, *_)) in enumerate(zip(talk.scenes, scenes, strict=True)):
            _scene(scene, summary, title, index, len(talk.scenes))
    with right:
        _share(scenes, language)


def _scene(scene: Scene, summary: ViewSummary, title: str, index: int, count: int) -> None:
    """One line a scene: what it is, « start here », and one menu that holds the rest."""
    language = summary.language
    with st.container(border=True, key=f"scene-{index}", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap=None):
            st.markdown(f"**{index + 1}. {page_parts.plain(title)}**")
            st.caption(page_parts.plain(summary.title))
        st.button(
            say("stage.start_here", language), key=f"here-{index}", icon=":material/play_arrow:", type="tertiary", on_click=talk_state.go,
            args=(index,),
        )  # fmt: skip
        menu = st.popover(
            say("stage.edit", language, n=index + 1), icon=":material/edit:", type="tertiary", key=_menu(index), on_change="rerun",
        )  # fmt: skip
        if menu.open:
            with menu:
                _texts(scene, title, index, language)
                _places(index, count, language)
                if scene.own is None and st.button(say("stage.edit_view", language), key=f"view-{index}", icon=":material/map:"):
                    talk_state.edit_view(index)
                    st.switch_page(navigation.pages(language)[scene.page], query_params={"lang": [language.value], **_lists(scene)})


def _lists(scene: Scene) -> dict[str, list[str]]:
    return {name: list(values) for name, values in scene.params.items()}


def _menu(index: int) -> str:
    return f"edit-{index}"


def _places(index: int, count: int, language: Language) -> None:
    """Up, down, away."""
    with st.container(horizontal=True):
        for by, name, icon in ((-1, "up", ":material/arrow_upward:"), (1, "down", ":material/arrow_downward:")):
            st.button(
                say(f"stage.{name}", language), key=f"{name}-{index}", icon=icon, on_click=_move, args=(index, by),
                disabled=not 0 <= index + by < count,
            )  # fmt: skip
        st.button(
            say("stage.double", language), key=f"double-{index}", icon=":material/content_copy:", on_click=_double, args=(index,),
            disabled=count >= MOST_SCENES,
        )  # fmt: skip
        st.button(
            say("stage.remove", language), key=f"remove-{index}", icon=":material/delete:", on_click=_remove, args=(index,), disabled=count == 1,
        )  # fmt: skip


def _texts(scene: Scene, title: str, index: int, language: Language) -> None:
    """Title and note. Their keys hold their texts, so that a scene that moves takes them along."""
    note = talk_state.note_of(scene, language)
    for field, value, widget, most in (("title", title, st.text_input, 160), ("note", note, st.text_area, 1_500)):
        key = f"{field}-{index}-{hash(value)}"
        widget(say(f"stage.{field}", language), value, max_chars=most, key=key, on_change=_write, args=(index, field, key))


def _scenes(atlas: Atlas, language: Language) -> list[tuple[ViewSummary, str, str, str]]:
    """What the slides are made from, read here: the thread that makes the file has no session."""
    base = live_address() or "http://localhost:8501"
    scenes = []
    for scene in talk_state.talk().scenes:
        summary = talk_state.summary_of(scene, atlas, language)
        link = talk_state.link_of(scene, language)
        live = versioned(f"{base}/{link}", atlas) if link else ""
        scenes.append((summary, talk_state.title_of(scene, summary), talk_state.note_of(scene, language), live))
    return scenes


def _move(index: int, by: int) -> None:
    talk_state.keep(talk_state.talk().moved(index, by))
    st.session_state[_menu(index)], st.session_state[_menu(index + by)] = False, True  # the menu goes along with its scene


def _double(index: int) -> None:
    talk_state.keep(talk_state.talk().doubled(index))


def _remove(index: int) -> None:
    talk_state.keep(talk_state.talk().without(index))
    st.session_state[_menu(index)] = False


def _undo() -> None:
    talk_state.undo()
    for index in range(MOST_SCENES):  # the scene whose menu stands open may be another one now
        if _menu(index) in st.session_state:
            st.session_state[_menu(index)] = False


def _write(index: int, field: str, key: str) -> None:
    talk_state.keep(talk_state.talk().changed(index, **{field: str(st.session_state.get(key, ""))}))


def _opened() -> None:
    given = st.session_state.get("stage_open")
    if given is not None:
        st.session_state["_talk_problem"] = talk_state.open_file(given.getvalue())


def _share(scenes: list[tuple[ViewSummary, str, str, str]], language: Language) -> None:
    talk = talk_state.talk()
    called = f"{say('download.name.atlas', language)}_{say('slug.talk', language)}_{language.value}"
    st.download_button(
        say("stage.file", language), to_json(talk).encode("utf-8"), f"{called}.json", "application/json", key="stage_file", on_click="ignore",
        icon=":material/download:",
    )  # fmt: skip
    st.download_button(
        say("stage.slides", language), lambda: slides_of(scenes, language).content, f"{called}.pptx", MEDIA_TYPES["pptx"], key="stage_slides",
        on_click="ignore", icon=":material/co_present:", help=say("documents.hint", language),
    )  # fmt: skip
    # Without the atlas's public address a code would lead to nobody's machine.
    coded = [(*scene[:3], scene[3] if live_address() else "") for scene in scenes]
    st.download_button(
        say("stage.page", language), lambda: page_of(coded, language, f"{called}.html").content, f"{called}.html", MEDIA_TYPES["html"],
        key="stage_page", on_click="ignore", icon=":material/usb:", help=say("stage.page_help", language),
    )  # fmt: skip
    st.file_uploader(say("stage.open", language), type=["json"], key="stage_open", on_change=_opened, max_upload_size=1)
    problem = st.session_state.get("_talk_problem")
    if problem is not None:
        st.error(say(f"talk_error.{problem.reason}", language), icon=":material/error:")
    packed = to_link(talk)
    if packed is None:
        st.caption(say("own.no_link" if talk.has_own else "stage.link_long", language))
    else:
        st.caption(say("stage.link", language))
        st.code(f"{st.context.url or ''}#talk={packed}", language=None)
    st.text_input(
        say("stage.address", language), key=talk_state.ADDRESS_KEY, max_chars=200, help=say("stage.address_help", language),
        placeholder="https://", persist_state="session",
    )  # fmt: skip
    if st.session_state.get(talk_state.ADDRESS_KEY) and not live_address():
        st.warning(say("stage.address_wrong", language), icon=":material/link_off:")
    st.button(
        say("stage.reset", language),
        key="stage_reset",
        type="tertiary",
        icon=":material/restart_alt:",
        on_click=lambda: talk_state.keep(default_talk()),
    )
