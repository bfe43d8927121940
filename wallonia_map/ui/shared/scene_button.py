"""The button that makes a view a scene of the talk, and the one that puts it in a scene's place; the browser keeps the talk at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.ui.shared import talk_link, talk_state
from wallonia_map.views.category_summary import ChangeSummary
from wallonia_map.views.measures import Measure
from wallonia_map.views.own_column import OwnColumn
from wallonia_map.views.talk import Scene
from wallonia_map.views.view import view_params

#: The scene whose view is being changed on its own page.
_EDITED = "_scene_edited"


def add_button(
    page: str, params: Mapping[str, Sequence[str]], title: str, language: Language, *, name: str = "", own: OwnColumn | None = None
) -> None:
    """A button that adds this view as the last scene, and says so.

    `name` tells two buttons of a page apart; `own` is the column that the scene carries.
    """
    scene = Scene(params={field: list(values) for field, values in params.items()}, page=page, own=own)
    st.button(
        say("stage.add", language), icon=":material/slideshow:", key=f"stage_add{name}", on_click=_add,
        args=(scene, say("stage.added", language, title=title)),
    )  # fmt: skip
    index = st.session_state.get(_EDITED)
    if index is not None and index < len(talk_state.talk().scenes) and talk_state.talk().scenes[index].page == page and not name:
        st.button(
            say("stage.replace", language, n=index + 1), icon=":material/sync_alt:", key="stage_replace", on_click=_replace,
            args=(index, scene, say("stage.replaced", language, n=index + 1)),
        )  # fmt: skip
    # Only where there is something to keep: an ordinary run sends no more than it did. A page of two such buttons keeps once.
    if talk_state.take_change():
        talk_link.keep()


def before_after(summary: ChangeSummary) -> Scene:
    """The coverage of the two programmes that a comparison shows, side by side, under the same filters."""
    before, after = (
        Scene(
            params=view_params(replace(summary.view, selection=summary.view.selection.replace(programmes=(name,)), measure=Measure.COVERED))
        )
        for name in (summary.a, summary.b)
    )
    return replace(before, kind="pair", second=after)


@atlas_cache(32)
def _before_after(atlas: Atlas, question: tuple[Any, ...]) -> Scene:
    return before_after(ChangeSummary(atlas, *question))


def before_after_button(summary: ChangeSummary, language: Language) -> None:
    """A button that adds a comparison as one scene of before and after; the page's `add_button` has the browser keep it."""
    st.button(
        say("stage.add_before_after", language), icon=":material/compare:", key="stage_add_before_after", on_click=_add,
        args=(_before_after(summary.atlas, summary.question), say("stage.added", language, title=summary.title)),
    )  # fmt: skip


def edit_view(index: int | None) -> None:
    """Offer, on the page of the scene at `index`, to put the view that is shown there in its place."""
    st.session_state[_EDITED] = index


def _replace(index: int, scene: Scene, told: str) -> None:
    """The speaker's own title and note stay; those of the default talk spoke of another view."""
    talk_state.keep(talk_state.talk().changed(index, params=scene.params, page=scene.page, own=scene.own, preset=""))
    edit_view(None)
    st.toast(told, icon=":material/slideshow:")


def _add(scene: Scene, told: str) -> None:
    talk_state.add(scene)
    st.toast(told, icon=":material/slideshow:")
