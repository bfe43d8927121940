"""The stage: one scene without chrome, driven by keys, with the speaker's window beside it."""

import io
import json
from html import escape
from pathlib import Path

import segno
import streamlit as st

from wallonia_map.i18n import Language, number, say
from wallonia_map.maps.layers import zoom_key
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.shared import drawing, map_panel, talk_state
from wallonia_map.ui.shared.meter import bar_html
from wallonia_map.ui.stage import year_step
from wallonia_map.ui.stage.fifths import dots_told, fifths_html
from wallonia_map.views.palette import INK
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.talk import Scene
from wallonia_map.views.view import versioned

_HERE = Path(__file__).parent
DIGITS = 10


def stage(atlas: Atlas, language: Language) -> None:
    """Show the scene that is on the stage."""
    scenes = year_step.stepped(atlas, talk_state.talk().scenes)
    index = min(talk_state.current() or 0, len(scenes) - 1)
    scene = scenes[index]
    summary = talk_state.summary_of(scene, atlas, language)
    title = talk_state.title_of(scene, summary)
    st.html(_HERE / "stage.css")
    position = say("stage.position", language, n=index + 1, of=len(scenes))
    code = _code(scene, atlas, language)
    # The whole region leaves a corner of its map free; a part of it may not.
    in_corner = not zoom_key(summary.view.selection)
    with st.container(key="stage_hall"):
        st.html(
            f'<div class="stage-head result" tabindex="-1" data-told="{escape(title)}. {escape(summary.point)}"><h1>{escape(title)}</h1><p>{escape(summary.point)}</p></div>'
        )
        with st.container(key="stage_scene"):
            with st.container(key="stage_left"):
                map_panel.draw(summary, key="stage_map", height=None, quiet=True, label="map_label.stage")
                if code and in_corner:
                    st.html(code)
            with st.container(key="stage_right"):
                chart = summary.scene_chart
                told = _meter(summary) + _legend(summary) if chart is None else fifths_html(summary, chart)
                st.html(told + ("" if in_corner else code))
        st.html(
            f'<footer class="stage-foot"><p>{escape(summary.source_line)}</p><span class="stage-position">{escape(position)}</span>'
            f'<div class="stage-end" role="status" aria-live="polite"></div>'
            f'<div class="stage-progress" aria-hidden="true"><span style="width:{(index + 1) / len(scenes):.1%}"></span></div></footer>'
        )
    _controls(index, len(scenes), language)
    year_step.year_buttons(atlas, scenes[index], language)
    following = scenes[index + 1] if index + 1 < len(scenes) else None
    _script(scene, summary, title, following, position)


def _meter(summary: ViewSummary) -> str:
    rows = "".join(
        f'<div class="row"><div class="share">{escape(line.share_written)}</div>{bar_html(line)}'
        f'<div class="what">{escape(line.figures)}</div></div>'
        for line in summary.meter
    )
    return f'<section class="stage-meter">{rows}</section>'


def _legend(summary: ViewSummary) -> str:
    """The classes as one strip; as much of it as fits on a stage."""
    items = "".join(
        f'<li><span class="swatch{"" if line.is_known else " not-known"}"{f" style=background:{line.colour}" if line.is_known else ""}></span>'
        f"<span>{escape(line.label)} <small>({escape(number(line.municipalities, summary.language))})</small></span></li>"
        for line in summary.short_legend
        if line.municipalities
    )
    items += "".join(
        f"<li>{drawing.dot(is_covered=is_covered)}<span>{escape(label)} <small>({escape(count)})</small></span></li>"
        for is_covered, label, count in dots_told(summary)
    )
    circles = f"<p>○ {escape(summary.circles_told)}</p>" if summary.view.circles else ""
    return f'<div class="stage-legend"><p>{escape(summary.unit)}</p>{circles}<ul>{items}</ul></div>'


def _code(scene: Scene, atlas: Atlas, language: Language) -> str:
    base = live_address()
    link = talk_state.link_of(scene, language)
    if not base or not link:
        return ""
    drawn = segno.make(versioned(f"{base}/{link}", atlas), error="m", micro=False)
    svg = io.BytesIO()
    drawn.save(svg, kind="svg", scale=8, border=2, dark=INK, light="#ffffff", xmldecl=False)
    code = drawing.picture(svg.getvalue().decode("utf-8"), say("stage.qr", language), "code")
    return f'<figure class="stage-code">{code}<figcaption>{escape(say("stage.qr", language))}</figcaption></figure>'


def live_address() -> str:
    """The address that the speaker gave, if it is one."""
    given = str(st.session_state.get(talk_state.ADDRESS_KEY) or "").strip().rstrip("/")
    return given if given.startswith(("http://", "https://")) and len(given) <= 200 and given.isprintable() else ""


def _controls(index: int, count: int, language: Language) -> None:
    """What keys and clickers press: real buttons, so that a screen reader and a finger can press them too."""
    with st.container(horizontal=True, key="stage_controls"):
        moves = {"first": 0, "previous": index - 1, "next": index + 1, "last": count - 1}
        for name, target in moves.items():
            icon = {"previous": ":material/chevron_left:", "next": ":material/chevron_right:"}.get(name)
            st.button(say(f"stage.{name}", language), key=f"stage_{name}", on_click=talk_state.go, args=(target,), icon=icon)
        for number_ in range(1, min(count, DIGITS) + 1):
            st.button(say("stage.jump", language, n=number_), key=f"stage_go_{number_ % 10}", on_click=talk_state.go, args=(number_ - 1,))
        st.button(say("stage.exit", language), key="stage_exit", on_click=talk_state.go, args=(None,))


def _script(scene: Scene, summary: ViewSummary, title: str, following: Scene | None, position: str) -> None:
    """Keys, black screen, full screen, and the speaker's window; texts travel as data, never as markup."""
    language = summary.language
    after = say("stage.end", language)
    if following is not None:
        after = talk_state.title_of(following, talk_state.summary_of(following, summary.atlas, language))
    told = {
        "window": say("stage.notes", language), "position": position, "title": title, "note": talk_state.note_of(scene, language),
        "sentence": summary.sentence, "next": say("stage.next_scene", language, title=after), "end": "" if following is not None else say("stage.end_said", language),
    }  # fmt: skip
    safe = json.dumps(told, ensure_ascii=True).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    code = (_HERE / "stage.js").read_text(encoding="utf-8")
    st.html(f"<script>{code}\natlasStage({safe});</script>", unsafe_allow_javascript=True)
