"""What the browser holds of the talk: its link, behind whose # no server looks and no log reads, and a copy in the browser's own storage."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from wallonia_map.ui.shared import talk_state
from wallonia_map.views.talk_file import MOST_BYTES

_KEY = "talk_link"
#: How often the line to the browser was lost and came back; the last scene on the stage, counted from 1 (0: of another talk; none: not heard yet).
_BACK, _PLACE = "_talk_line_back", "_talk_place"


@cache
def _code() -> str:
    return (Path(__file__).parent / "talk_link.js").read_text(encoding="utf-8")


def follow() -> None:
    """Take up the talk of the link that the visitor came by, or that the browser has kept; make link and storage say the talk as it stands.

    By Streamlit's own components: the script reads and writes address and storage, nothing else of the page.
    """
    talk_state.take_change()
    shown = talk_state.current()
    if shown is not None:
        st.session_state[_PLACE] = shown + 1
    # Streamlit drops what stands behind the # where it changes the address: with each scene the script looks again.
    _mount({"talk": talk_state.link() or "", "scene": shown, "place": st.session_state.get(_PLACE), "back": st.session_state.get(_BACK, 0)})


def keep() -> None:
    """Have the browser keep the talk, on a page that is not its own: the address there says something else."""
    _mount({})


def place() -> int | None:
    """The scene that the stage was left at, counted from 1: here, or today in a tab that was closed; None where it was the first, or none."""
    left = st.session_state.get(_PLACE) or 0
    return left if 1 < left <= len(talk_state.talk().scenes) else None


def forget_place() -> None:
    """Begin at the first scene again: the talk is another one."""
    st.session_state[_PLACE] = 0


def _mount(more: dict[str, object]) -> None:
    script: Any = st.components.v2.component("atlas_talk_link", js=_code(), isolate_styles=False)
    told = {**talk_state.told_to_browser(), **more}
    script(
        key=_KEY, data=told, height=1, on_opened_change=_opened, on_kept_change=_kept, on_storage_change=_storage, on_back_change=_come_back,
        on_place_change=_come_to_place,
    )  # fmt: skip


def _opened() -> None:
    packed = _given("opened")
    if packed:
        talk_state.open_link(packed)


def _kept() -> None:
    """The browser's own copy, where the session is a new one: a line that says its day, then what is read as hostile as any file."""
    text = _given("kept")
    if 0 < len(text) <= MOST_BYTES:
        day, _, file = text.partition("\n")
        talk_state.open_kept(file, day)


def _storage() -> None:
    talk_state.set_unkept(unkept=_given("storage") == "refused")


def _come_back() -> None:
    """With the count the browser's script looks again, although nothing else may have changed."""
    st.session_state[_BACK] = st.session_state.get(_BACK, 0) + 1


def _come_to_place() -> None:
    given = _given("place")
    st.session_state[_PLACE] = int(given) if given.isascii() and given.isdecimal() and len(given) < 4 else 0


def _given(name: str) -> str:
    told = getattr(st.session_state.get(_KEY), name, None)
    return told if isinstance(told, str) else ""
