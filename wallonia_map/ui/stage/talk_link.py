"""The link of a talk: the talk, private notes and all, stands behind its #, which a browser sends to no server and no log holds."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from wallonia_map.ui.shared import talk_state

_KEY = "talk_link"


@cache
def _code() -> str:
    return (Path(__file__).parent / "talk_link.js").read_text(encoding="utf-8")


def follow() -> None:
    """Take up the talk of the link that the visitor came by, or that this tab has kept; make link and tab say the talk as it stands.

    By Streamlit's own components: the script reads and writes the address, nothing else of the page.
    """
    mount: Any = st.components.v2.component("atlas_talk_link", js=_code(), isolate_styles=False)
    # Streamlit drops what stands behind the # where it changes the address: with each scene the script looks again.
    told = {"talk": talk_state.link() or "", "file": talk_state.file(), "fresh": talk_state.is_fresh(), "scene": talk_state.current()}
    mount(key=_KEY, data=told, height=1, on_opened_change=_opened, on_kept_change=_kept)


def _opened() -> None:
    packed = _given("opened")
    if packed:
        talk_state.open_link(packed)


def _kept() -> None:
    """The tab's own copy, where the session is a new one; it is read as hostile as any file."""
    text = _given("kept")
    if text and talk_state.is_fresh():
        talk_state.open_kept(text)


def _given(name: str) -> str:
    told = getattr(st.session_state.get(_KEY), name, None)
    return told if isinstance(told, str) else ""
