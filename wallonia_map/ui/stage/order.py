"""The order of the scenes as a short list: dragged, or moved by keys. Menus of single scenes move them, too."""

import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from wallonia_map.export.talk_scene import Slide
from wallonia_map.i18n import Language, say
from wallonia_map.ui.shared import talk_state
from wallonia_map.ui.stage import scene_menu
from wallonia_map.views.talk import MOST_SCENES, Scene

_KEY, _HERE = "stage_order_list", Path(__file__).parent
#: Letters of an answer: the name of each scene and a comma.
_MOST_ANSWER = MOST_SCENES * 16


@cache
def _source(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def order(slides: Sequence[Slide], language: Language) -> None:
    """One button; behind it the scenes by their titles, to be put in another order."""
    held = st.popover(
        say("stage.order", language), icon=":material/swap_vert:", key="stage_order", on_change="rerun", disabled=len(slides) < 2
    )
    if not held.open:
        return
    with held:
        st.caption(say("stage.order_help", language))
        markup = '<ol></ol><div role="status"></div>'
        component: Any = st.components.v2.component("atlas_scene_order", html=markup, css=_source("order.css"), js=_source("order.js"))
        told = [{"id": name, "title": slide.told} for name, slide in zip(scene_names(talk_state.talk().scenes), slides, strict=True)]
        label = say("stage.order_item", language, n="{n}", of="{of}", title="{title}")
        component(key=_KEY, data={"scenes": told, "label": label, "seen": _asked()[0]}, on_order_change=_reorder)


def scene_names(scenes: Sequence[Scene]) -> list[str]:
    """A short name of each scene, which it keeps wherever it stands; of scenes that are alike, the first, the second … have one."""
    sums = [f"{zlib.crc32(repr(scene).encode()):x}" for scene in scenes]
    return [f"{name}-{sums[:place].count(name)}" for place, name in enumerate(sums)]


def _reorder() -> None:
    """Put the scenes in the order that the browser asks for, if it names each of them once."""
    talk, (_, names) = talk_state.talk(), _asked()
    places = {name: place for place, name in enumerate(scene_names(talk.scenes))}
    wanted = [places.get(name, -1) for name in names.split(",")]
    if talk.reordered(wanted) != talk:
        talk_state.keep(talk.reordered(wanted))
        scene_menu.close_all()


def _asked() -> tuple[str, str]:
    """What tells the last move of the browser from others, and the order that it asks for; nothing of what is no such answer."""
    asked = getattr(st.session_state.get(_KEY), "order", None)
    if not isinstance(asked, str) or len(asked) > _MOST_ANSWER:
        return "", ""
    move, _, names = asked.partition("|")
    return move, names
