"""The scenes of a talk as one list of cards: put in order by dragging or by keys, each the way onto the stage and into its editor."""

import json
import secrets
import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import session_memo
from wallonia_map.ui.shared import talk_state
from wallonia_map.ui.stage import scene_editor
from wallonia_map.ui.stage.talk_slides import talk_slides
from wallonia_map.ui.stage.thumbnail import thumbnails
from wallonia_map.views.scene_kinds import KINDS, PLAIN, WORDS
from wallonia_map.views.talk import MOST_SCENES, Scene, Talk

_KEY, _SESSION, _HERE = "stage_list", "_stage_list_session", Path(__file__).parent
#: What tells the move that was made last from others.
_MOVED = "_stage_list_moved"
#: Letters of an answer: the name of each scene and a comma.
_MOST_ANSWER = MOST_SCENES * 16
_MARKUP = '<h2></h2><p class="help" id="help"></p><ol></ol><div class="additions"></div><div role="status"></div>'
#: What stands for a kind of scene that a speaker adds here.
_ICONS = {"title": "title", "text": "notes", "closing": "qr_code_2"}


@cache
def _source(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def room_html(count: int) -> str:
    """A rule that keeps the room of a list of so many scenes: the list stands a moment after the rest of the page."""
    return f"<style>.st-key-{_KEY} {{ min-height: calc({count} * var(--card) + var(--card-more)); }}</style>"


def scene_list(talk: Talk, atlas: Atlas, language: Language) -> None:
    """How many scenes there are, the scenes, and what can be added here: scenes of the speaker's own words; views come from their pages."""
    now = {"opened": scene_editor.opened(), "returned": scene_editor.returned(), "seen": _asked()[0], "session": _session()}
    # As bytes, which are the same as long as nothing changes: Streamlit looks through anything else for tables and writes it twice in every run.
    told = session_memo.kept(
        "scene list", atlas, (talk, language, *now.values()), lambda: json.dumps(_told(talk, atlas, language) | now).encode()
    )
    component: Any = st.components.v2.component(
        "atlas_scene_list", html=_MARKUP, css=_source("scene_list.css"), js=_source("scene_list.js")
    )
    component(
        key=_KEY, data=told, on_order_change=_reorder, on_start_change=_start, on_edit_change=_edit, on_add_change=_add,
    )  # fmt: skip


def _told(talk: Talk, atlas: Atlas, language: Language) -> dict[str, object]:
    """What the list writes."""
    count = len(talk.scenes)
    words = {
        "scenes": say("stage.scenes", language, n=count), "move": say("stage.order_item", language, n="{n}", of="{of}", title="{title}"),
        "start": say("stage.start_here", language), "edit": say("stage.edit", language, n="{n}"),
        "help": say("stage.order_help", language) if count > 1 else "",
    }  # fmt: skip
    additions = [{"kind": kind, "label": say(f"scene_add.{kind}", language), "icon": _ICONS[kind]} for kind in WORDS]
    return {"scenes": _cards(talk, atlas, language), "words": words, "additions": additions, "full": count >= MOST_SCENES}


def scene_names(scenes: Sequence[Scene]) -> list[str]:
    """A short name of each scene, which it keeps wherever it stands; of scenes that are alike, the first, the second … have one."""
    sums = [f"{zlib.crc32(repr(scene).encode()):x}" for scene in scenes]
    return [f"{name}-{sums[:place].count(name)}" for place, name in enumerate(sums)]


def _cards(talk: Talk, atlas: Atlas, language: Language) -> list[dict[str, object]]:
    """Name, title, what is told below it, and pictures of every scene."""
    cards: list[dict[str, object]] = []
    for name, scene, slide in zip(scene_names(talk.scenes), talk.scenes, talk_slides(talk, atlas, language), strict=True):
        kind = say(f"scene_kind.{slide.kind}", language)
        what = " · ".join(side.title for side in slide.sides) if slide.sides else " · ".join(slide.lines)
        told = [what if slide.kind == PLAIN else say("panel.labelled", language, name=kind, value=what) if what else kind]
        if KINDS[slide.kind].has_address and not talk.address:
            told.append(say("stage.closing_no_address", language))
        cards.append({"id": name, "title": slide.told, "told": told, "pictures": thumbnails(scene, slide)})
    return cards


def _reorder() -> None:
    """Put the scenes in the order that the browser asks for, if it names each of them once."""
    talk, (move, names) = talk_state.talk(), _asked()
    if move == st.session_state.get(_MOVED):
        return  # said again by a browser that does not know yet that the list is gone
    st.session_state[_MOVED] = move
    places = {name: place for place, name in enumerate(scene_names(talk.scenes))}
    wanted = [places.get(name, -1) for name in names.split(",")]
    if talk.reordered(wanted) != talk:
        talk_state.keep(talk.reordered(wanted))
        scene_editor.follow(wanted)


def _start() -> None:
    place = _place_of("start")
    if place is not None:
        talk_state.go(place)


def _edit() -> None:
    place = _place_of("edit")
    if place is not None:
        scene_editor.toggle(place)


def _add() -> None:
    """Add a scene of a kind that the speaker's own words make."""
    kind = _pressed("add")
    if kind in WORDS:
        talk_state.keep(talk_state.talk().plus(Scene(kind=kind)))
        scene_editor.close()


def _place_of(answer: str) -> int | None:
    """Where the scene stands that the browser names in `answer`; None where it names none of the talk's."""
    name, names = _pressed(answer), scene_names(talk_state.talk().scenes)
    return names.index(name) if name in names else None


def _session() -> str:
    """A name of this session that its page repeats with every press."""
    name: str = st.session_state.setdefault(_SESSION, secrets.token_hex(4))
    return name


def _pressed(answer: str) -> str:
    """What a press says; nothing of one that an earlier session has answered: a browser that lost its server tells the new one again."""
    told = getattr(st.session_state.get(_KEY), answer, None)
    session, _, said = told.partition("|") if isinstance(told, str) else ("", "", "")
    return said if session == _session() else ""


def _asked() -> tuple[str, str]:
    """What tells the last move of the browser from others, and the order that it asks for; nothing of what is no such answer."""
    asked = getattr(st.session_state.get(_KEY), "order", None)
    if not isinstance(asked, str) or len(asked) > _MOST_ANSWER:
        return "", ""
    move, _, names = asked.partition("|")
    return move, names
