"""What stands on the stage, a drawing a kind of scene. The first map keeps its place in all of them, so that it is loaded once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.maps.updates import zoom_key
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.shared import map_panel, talk_state
from wallonia_map.ui.stage.fifths import fifths_html
from wallonia_map.ui.stage.scene_parts import code_html, legend_html, meter_html
from wallonia_map.views.pair_words import pair_point, pair_source
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.talk import Scene
from wallonia_map.views.view import versioned


@dataclass(frozen=True)
class StageScene:
    """A scene as it is shown; `link` leads to its live view (empty: nowhere), `second` stands beside it."""

    scene: Scene
    title: str
    summary: ViewSummary
    second: ViewSummary | None
    link: str

    @property
    def text(self) -> str:
        """The speaker's words in the language that is shown."""
        return self.scene.text_in(self.summary.language)

    @property
    def is_words(self) -> bool:
        """Whether it shows words alone."""
        return not self.scene.made_of.has_view

    @property
    def sentence(self) -> str:
        """What is computed of it, in one sentence; nothing where it shows words alone."""
        if self.is_words:
            return ""
        return self.summary.point if self.second is None else pair_point(self.summary, self.second)

    @property
    def source_line(self) -> str:
        """What its figures rest on; nothing where it shows words alone."""
        return "" if self.is_words else self.summary.source_line if self.second is None else pair_source(self.summary, self.second)

    @property
    def notes(self) -> str:
        """What the speaker's window says of it beside the note."""
        return self.text if self.is_words else self.summary.sentence if self.second is None else self.sentence


def stage_scene(scene: Scene, atlas: Atlas, language: Language) -> StageScene:
    """What is shown of `scene`."""
    summary = talk_state.summary_of(scene, atlas, language)
    second = talk_state.second_of(scene, atlas, language)
    return StageScene(
        scene, talk_state.title_of(scene, summary), summary, second, live_link(scene, talk_state.talk().address, atlas, language)
    )


def live_link(scene: Scene, address: str, atlas: Atlas, language: Language) -> str:
    """Where the scene is live: at the talk's `address`, with the version of the data; empty where there is none."""
    base, link = address.rstrip("/"), talk_state.link_of(scene, language)
    if not base or not link:
        return ""
    return f"{base}/{link.removesuffix('?')}" if scene.made_of.has_address else versioned(f"{base}/{link}", atlas)


def head_html(shown: StageScene) -> str:
    """Title and sentence; of a scene of words, all there is."""
    below = _words(shown) if shown.is_words else f"<p>{escape(shown.sentence)}</p>"
    told = escape(f"{shown.title}. {shown.sentence or shown.text}", quote=True)
    return (
        f'<div class="stage-head result is-{shown.scene.kind}{" is-words" if shown.is_words else ""}'
        f'{" is-dark" if talk_state.talk().is_dark else ""}{" is-awaited" if talk_state.is_fresh() else ""}" tabindex="-1" data-told="{told}">'
        f"<h1>{escape(shown.title)}</h1>{below}</div>"
    )


def _words(shown: StageScene) -> str:
    """The speaker's words, line by line; the code and the address in full, where it is that scene."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in shown.text.splitlines() if line.strip())
    address = talk_state.talk().address
    code = code_html(shown.link, shown.summary.language, address) if shown.scene.made_of.has_address else ""
    return f'<div class="stage-words">{lines}</div>{code}'


def _view(shown: StageScene) -> None:
    """One view: its map, its figures, its legend."""
    summary, language = shown.summary, shown.summary.language
    code = code_html(shown.link, language, say("stage.qr", language))
    # The whole region leaves a corner of its map free; a part of it may not.
    in_corner = not zoom_key(summary.view.selection)
    with st.container(key="stage_left"):
        map_panel.draw(summary, key="stage_map", height=None, quiet=True, label="map_label.stage", dark=talk_state.talk().is_dark)
        if code and in_corner:
            st.html(code)
    with st.container(key="stage_right"):
        chart = summary.scene_chart
        told = meter_html(summary.scene_meter) + legend_html(summary) if chart is None else fifths_html(summary, chart)
        st.html(told + ("" if in_corner else code))


def _pair(shown: StageScene) -> None:
    """Two views side by side, each with what it is, one figure and its legend."""
    sides = (("stage_left", "stage_map", shown.summary), ("stage_right", "stage_map_b", shown.second or shown.summary))
    for place, key, summary in sides:
        with st.container(key=place):
            map_panel.draw(summary, key=key, height=None, quiet=True, label="map_label.stage", dark=talk_state.talk().is_dark, name=key)
            heading = f'<h2 class="stage-side">{escape(summary.title)}</h2>'
            st.html(heading + meter_html(summary.scene_meter[:1]) + legend_html(summary))


def _only_words(shown: StageScene) -> None:
    """Nothing but the head; the map waits unseen, so that the next scene has it at once."""
    with st.container(key="stage_left"):
        map_panel.draw(shown.summary, key="stage_map", height=None, quiet=True, label="map_label.stage", dark=talk_state.talk().is_dark)


#: Kind of scene → what draws it; the others are words alone.
_DRAWINGS: Mapping[str, Callable[[StageScene], None]] = {"view": _view, "pair": _pair}


def draw(shown: StageScene) -> None:
    """Draw what stands below the head."""
    _DRAWINGS.get(shown.scene.kind, _only_words)(shown)
