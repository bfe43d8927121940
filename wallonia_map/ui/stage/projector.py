"""The stage: one scene without chrome, driven by keys, with the speaker's window beside it."""

import json
from dataclasses import replace
from html import escape
from pathlib import Path

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.shared import talk_state
from wallonia_map.ui.stage import scenes as drawn
from wallonia_map.ui.stage import year_step
from wallonia_map.ui.stage.talk_slides import slide_of
from wallonia_map.ui.stage.thumbnail import thumbnails
from wallonia_map.views.talk import Scene

_HERE = Path(__file__).parent
DIGITS = 10


def stage(atlas: Atlas, language: Language) -> None:
    """Show the scene that is on the stage."""
    scenes = year_step.stepped(atlas, talk_state.talk().scenes)
    index = min(talk_state.current() or 0, len(scenes) - 1)
    shown = drawn.stage_scene(scenes[index], atlas, language)
    st.html(_HERE / "stage.css")
    position = say("stage.position", language, n=index + 1, of=len(scenes))
    with st.container(key="stage_hall"):
        st.html(drawn.head_html(shown))
        with st.container(key="stage_scene"):
            drawn.draw(shown)
        st.html(
            f'<footer class="stage-foot"><p>{escape(shown.source_line)}</p><span class="stage-position">{escape(position)}</span>'
            f'<div class="stage-end" role="status" aria-live="polite"></div>'
            f'<div class="stage-progress" aria-hidden="true"><span style="width:{(index + 1) / len(scenes):.1%}"></span></div></footer>'
        )
    _controls(index, len(scenes), language)
    year_step.year_buttons(atlas, scenes[index], language)
    following = scenes[index + 1] if index + 1 < len(scenes) else None
    _script(shown, following, position)


def _controls(index: int, count: int, language: Language) -> None:
    """What keys and clickers press: real buttons, so that a screen reader and a finger can press them too."""
    with st.container(horizontal=True, key="stage_controls"):
        moves = {"first": 0, "previous": index - 1, "next": index + 1, "last": count - 1}
        for name, target in moves.items():
            icon = {"previous": ":material/chevron_left:", "next": ":material/chevron_right:"}.get(name)
            st.button(say(f"stage.{name}", language), key=f"stage_{name}", on_click=talk_state.go, args=(target,), icon=icon)
        for number_ in range(1, min(count, DIGITS) + 1):
            st.button(say("stage.jump", language, n=number_), key=f"stage_go_{number_ % 10}", on_click=talk_state.go, args=(number_ - 1,))
        st.button(say("stage.theme", language), key="stage_theme", on_click=darken)
        st.button(say("stage.exit", language), key="stage_exit", on_click=talk_state.go, args=(None,))


def _script(shown: drawn.StageScene, following: Scene | None, position: str) -> None:
    """Keys, black screen, full screen, and the speaker's window; texts travel as data, never as markup."""
    summary, language = shown.summary, shown.summary.language
    after, after_pictures = say("stage.end", language), []
    if following is not None:
        slide = slide_of(following, "", summary.atlas, language)
        after, after_pictures = slide.told, thumbnails(following, slide)
    told = {
        "window": say("stage.notes", language), "position": position, "title": shown.title, "note": talk_state.note_of(shown.scene, summary.atlas, language),
        "sentence": shown.notes, "next": say("stage.next_scene", language, title=after), "end": "" if following is not None else say("stage.end_said", language),
        "pictures": thumbnails(shown.scene, slide_of(shown.scene, "", summary.atlas, language)), "nextPictures": after_pictures, "lang": language.value,
        "away": say("streamlit.connection", language), "style": (_HERE / "speaker.css").read_text(encoding="utf-8"),
    }  # fmt: skip
    safe = json.dumps(told, ensure_ascii=True).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    code = "\n".join((_HERE / f"{name}.js").read_text(encoding="utf-8") for name in ("speaker", "stage"))
    st.html(f"<script>{code}\natlasStage({safe});</script>", unsafe_allow_javascript=True)


def darken() -> None:
    """Show the talk light on black, or as the page is again."""
    talk_state.keep(replace(talk_state.talk(), is_dark=not talk_state.talk().is_dark))
