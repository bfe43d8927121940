"""The talk as files and as a link, where the atlas is in public, how it looks in a dark hall, and another talk in its place."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import streamlit as st

from wallonia_map.export.talk_scene import Slide
from wallonia_map.i18n import Language, say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import widgets
from wallonia_map.ui.shared import talk_link, talk_state
from wallonia_map.ui.shared.documents import MEDIA_TYPES, page_of, slides_of
from wallonia_map.ui.stage import scene_editor
from wallonia_map.ui.stage.talk_slides import talk_slides
from wallonia_map.views.talk import Scene, Talk, default_talk
from wallonia_map.views.talk_file import MOST_ADDRESS, is_address, to_json, to_link

#: The upload that was opened last.
_LAST_OPENED = "_stage_last_opened"


def share(talk: Talk, atlas: Atlas, language: Language) -> None:
    """Files of the talk; behind one button each its link and address, its look in a dark hall, another talk."""
    _files(talk, atlas, language)
    with _panel("link", ":material/link:", language) as is_open:
        if is_open:
            if not talk_state.is_unkept():
                _file(talk, language)
            _link(talk, language)
            _address(talk.address, language)
    with _panel("dark", ":material/contrast:", language, _slides_dark_key(talk)) as is_open:
        if is_open:
            _dark(talk, language)
    with _panel("other", ":material/folder_open:", language) as is_open:
        if is_open:
            _other(language)


@contextmanager
def _panel(name: str, icon: str, language: Language, *holding: str) -> Iterator[bool]:
    with widgets.popover(say(f"stage.panel_{name}", language), holding, key=f"stage_panel_{name}", icon=icon) as is_open:
        yield is_open


def _files(talk: Talk, atlas: Atlas, language: Language) -> None:
    """The slides of the talk and the page that is the talk, made when they are asked for; its file where nothing else keeps it."""
    called = _called(language)
    slides_dark = _are_slides_dark(talk)

    def coded() -> list[Slide]:
        """The slides; without the atlas's public address a code would lead to nobody's machine."""
        slides = talk_slides(talk, atlas, language)
        return slides if talk.address else [replace(slide, permalink="") for slide in slides]

    st.download_button(
        say("stage.slides", language), lambda: slides_of(talk_slides(talk, atlas, language), language, is_dark=slides_dark).content, f"{called}.pptx",
        MEDIA_TYPES["pptx"], key="stage_slides", on_click="ignore", icon=":material/co_present:", help=say("documents.hint", language),
    )  # fmt: skip
    st.download_button(
        say("stage.page", language), lambda: page_of(coded(), language, f"{called}.html", is_dark=talk.is_dark).content, f"{called}.html", MEDIA_TYPES["html"],
        key="stage_page", on_click="ignore", icon=":material/usb:", help=say("stage.page_help", language),
    )  # fmt: skip
    if talk_state.is_unkept():
        st.warning(say("stage.unkept", language), icon=":material/error:")
        _file(talk, language)
    else:
        st.caption(say("stage.kept", language))


def _file(talk: Talk, language: Language) -> None:
    st.download_button(
        say("stage.file", language), to_json(talk).encode("utf-8"), f"{_called(language)}.json", "application/json", key="stage_file",
        on_click=talk_state.saved, icon=":material/download:",
    )  # fmt: skip


def _called(language: Language) -> str:
    """What the files of the talk are called, but for their ending."""
    return f"{say('download.name.atlas', language)}_{say('slug.talk', language)}_{language.value}"


def _link(talk: Talk, language: Language) -> None:
    packed = to_link(talk)
    if packed is None:
        st.caption(say("own.no_link" if talk.has_own else "stage.link_long", language))
    else:
        st.caption(say("stage.link", language))
        st.code(f"{st.context.url or ''}#talk={packed}", language=None)


def _dark(talk: Talk, language: Language) -> None:
    """Light on black: on the stage and in the page, and apart from them on the slides, which begin as the talk is."""
    key = f"stage_dark-{talk.is_dark}"
    st.toggle(say("stage.dark", language), talk.is_dark, key=key, help=say("stage.dark_help", language), on_change=_darken, args=(key,))
    st.toggle(say("stage.slides_dark", language), talk.is_dark, key=_slides_dark_key(talk), help=say("stage.slides_dark_help", language))


def _darken(key: str) -> None:
    """As the switch says, which may say it twice."""
    talk_state.keep(replace(talk_state.talk(), is_dark=bool(st.session_state.get(key))))


def _slides_dark_key(talk: Talk) -> str:
    return f"stage_slides_dark-{talk.is_dark}"


def _are_slides_dark(talk: Talk) -> bool:
    """What the speaker chose for the slides, else as the talk is: the switch is seldom drawn."""
    return bool(st.session_state.get(_slides_dark_key(talk), talk.is_dark))


def _other(language: Language) -> None:
    """Another talk in this one's place: of a file, empty, the default one."""
    st.file_uploader(say("stage.open", language), type=["json"], key="stage_open", on_change=_opened, max_upload_size=1)
    problem = st.session_state.get("_talk_problem")
    if problem is not None:
        st.error(say(f"talk_error.{problem.reason}", language), icon=":material/error:")
    st.button(say("stage.empty", language), key="stage_empty", type="tertiary", icon=":material/notes:", on_click=_empty)
    st.button(say("stage.reset", language), key="stage_reset", type="tertiary", icon=":material/restart_alt:", on_click=_reset)


def _address(kept: str, language: Language) -> None:
    """Where the atlas is in public: part of the talk, which its codes need. Its key holds it, so that a talk that is opened brings its own."""
    key = f"stage_address-{hash(kept)}"
    st.text_input(
        say("stage.address", language), kept, key=key, max_chars=MOST_ADDRESS, help=say("stage.address_help", language), placeholder="https://",
        on_change=_write_address, args=(key,),
    )  # fmt: skip
    given = _given_address(key)
    if given and not is_address(given):
        st.warning(say("stage.address_wrong", language), icon=":material/link_off:")


def _given_address(key: str) -> str:
    return str(st.session_state.get(key) or "").strip().rstrip("/")


def _write_address(key: str) -> None:
    given = _given_address(key)
    if not given or is_address(given):
        talk_state.keep(replace(talk_state.talk(), address=given))


def _reset() -> None:
    """The default talk's scenes; where the atlas is does not change with them."""
    talk_state.keep(replace(talk_state.talk(), scenes=default_talk().scenes))
    _begin_again()


def _empty() -> None:
    """One scene of the speaker's own words, to begin with: a talk has at least one."""
    talk_state.keep(replace(talk_state.talk(), scenes=(Scene(kind="title"),)))
    _begin_again()


def _opened() -> None:
    """Open the file that was given, each upload once.

    The browser names the file again with the first press after the panel has closed, and Streamlit, which has dropped it by then, takes
    that for a new one: opened again, it would undo what was changed in between.
    """
    given = st.session_state.get("stage_open")
    if given is not None and given.file_id != st.session_state.get(_LAST_OPENED):
        st.session_state[_LAST_OPENED] = given.file_id
        problem = st.session_state["_talk_problem"] = talk_state.open_file(given.getvalue())
        if problem is None:
            _begin_again()


def _begin_again() -> None:
    talk_link.forget_place()
    scene_editor.close()
