"""A scene of years: its view asks for the state at the end of a year, and up and down lead through the years. Nothing plays by itself."""

from dataclasses import replace

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.questions.start_years import every_year
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.shared import talk_state
from wallonia_map.views.talk import Scene

#: The scene that was stepped through, and the year that it stands at: the talk itself stays as it is.
_STEPPED = "_scene_year"


def stepped(atlas: Atlas, scenes: tuple[Scene, ...]) -> tuple[Scene, ...]:
    """The scenes of a talk, the one on the stage at the year that the speaker went to; another scene begins at its own year again."""
    index = min(talk_state.current() or 0, len(scenes) - 1)
    at, year = st.session_state.get(_STEPPED) or (None, None)
    if at != index or year not in every_year(atlas) or year_of(atlas, scenes[index]) is None:
        st.session_state.pop(_STEPPED, None)
        return scenes
    there = replace(scenes[index], params={**scenes[index].params, "until": [str(year)]})
    return (*scenes[:index], there, *scenes[index + 1 :])


def year_of(atlas: Atlas, scene: Scene) -> int | None:
    """The year that a scene asks for; None where it is no scene of years."""
    asked = next(iter(scene.params.get("until", ())), "") if scene.page == "explore" else ""
    return next((year for year in every_year(atlas) if str(year) == asked), None)


def year_buttons(atlas: Atlas, scene: Scene, language: Language) -> None:
    """What the keys up and down press, on a scene of years: one year on, one year back, as far as there are years."""
    year, axis = year_of(atlas, scene), every_year(atlas)
    if year is None:
        return
    index = min(talk_state.current() or 0, len(talk_state.talk().scenes) - 1)
    with st.container(horizontal=True, key="stage_years"):
        for name, target in (("previous", max(year - 1, axis[0])), ("next", min(year + 1, axis[-1]))):
            st.button(say(f"years.{name}", language), key=f"stage_year_{name}", on_click=_go, args=(index, target))


def _go(index: int, year: int) -> None:
    st.session_state[_STEPPED] = (index, year)
