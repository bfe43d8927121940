"""The visitor's talk: in the session, opened from a file or a link, shown scene by scene."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.model import Programme
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import address, app_data
from wallonia_map.views.gaps import members_gap
from wallonia_map.views.link_summary import summary_from_params
from wallonia_map.views.own_column import OwnColumn
from wallonia_map.views.own_display import display_from_params
from wallonia_map.views.own_summary import own_summary
from wallonia_map.views.scene_kinds import PLAIN
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.talk import Scene, Talk, TalkError, default_talk
from wallonia_map.views.talk_file import from_json, from_link, to_json, to_link
from wallonia_map.views.view import query

_TALK, _SCENE = "_talk", "_scene"
#: The scene that the link asked for, which its talk may have and the default one not; why the talk of a link was refused.
_ASKED, _REFUSED = "_scene_asked", "_talk_refused"
#: The scene whose view is being changed on its own page.
_EDITED = "_scene_edited"
#: The talks before each change, and how many of them are kept.
_BEFORE, _MOST_BEFORE = "_talks_before", 30


def talk() -> Talk:
    """The talk of this session; the default one until it is changed."""
    return st.session_state.get(_TALK) or default_talk()


def keep(changed: Talk) -> None:
    """Make `changed` the talk of this session; the one before it can be had back."""
    before = st.session_state.get(_TALK)
    if changed != (before or default_talk()):
        st.session_state[_BEFORE] = [*st.session_state.get(_BEFORE, []), before][-_MOST_BEFORE:]
    st.session_state[_TALK] = changed


def can_undo() -> bool:
    """Whether the talk of this session has been changed since it began."""
    return bool(st.session_state.get(_BEFORE))


def undo() -> None:
    """The talk as it stood before its last change."""
    *earlier, before = st.session_state.get(_BEFORE) or [st.session_state.get(_TALK)]
    # Said in full where it is the default one: a talk of none is a session that waits for the talk of its link.
    st.session_state[_BEFORE], st.session_state[_TALK] = earlier, before or default_talk()


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
    if index is not None and index < len(talk().scenes) and talk().scenes[index].page == page and not name:
        st.button(
            say("stage.replace", language, n=index + 1), icon=":material/sync_alt:", key="stage_replace", on_click=_replace,
            args=(index, scene, say("stage.replaced", language, n=index + 1)),
        )  # fmt: skip


def darken() -> None:
    """Show the talk light on black, or as the page is again."""
    keep(replace(talk(), is_dark=not talk().is_dark))


def edit_view(index: int | None) -> None:
    """Offer, on the page of the scene at `index`, to put the view that is shown there in its place."""
    st.session_state[_EDITED] = index


def _replace(index: int, scene: Scene, told: str) -> None:
    """The speaker's own title and note stay; those of the default talk spoke of another view."""
    keep(talk().changed(index, params=scene.params, page=scene.page, own=scene.own, preset=""))
    edit_view(None)
    st.toast(told, icon=":material/slideshow:")


def _add(scene: Scene, told: str) -> None:
    keep(talk().plus(scene))
    st.toast(told, icon=":material/slideshow:")


def link_of(scene: Scene, language: Language) -> str:
    """The scene's live view: page and parameters; empty where no link leads to it, as to a visitor's own column or to two views at once."""
    if scene.made_of.has_address:
        return f"?{query({}, language)}"
    is_one_view = scene.made_of.has_view and scene.second is None and scene.own is None
    return f"{scene.page}?{query(scene.params, language)}" if is_one_view else ""


def current() -> int | None:
    """The scene on the stage, counted from 0; None while the talk is prepared."""
    return st.session_state.get(_SCENE)


def go(scene: int | None) -> None:
    """Show scene `scene` (bounded), or leave the stage."""
    st.session_state[_SCENE] = None if scene is None else max(0, min(scene, len(talk().scenes) - 1))


def begin() -> TalkError | None:
    """Take talk and scene from the URL where the visitor came by it; the URL then says them."""
    problem = None
    if address.arrived():
        given = address.parameters()
        packed, number = (next(iter(given.get(name, ())), "") for name in ("talk", "scene"))
        asked = int(number) - 1 if number.isascii() and number.isdecimal() and 0 < len(number) < 4 else None
        st.session_state[_ASKED] = asked
        if packed:  # as links were until November 2026; ours now stand behind the #
            problem = open_link(packed)
        go(asked)
    address.write(params())
    return problem or st.session_state.get(_REFUSED)


def open_link(packed: str) -> TalkError | None:
    """Make the talk of a link the talk of this session and show the scene that was asked for with it, or say why not."""
    st.session_state[_REFUSED] = None
    try:
        keep(from_link(packed))
    except TalkError as error:
        st.session_state[_REFUSED] = error
        return error
    go(st.session_state.get(_ASKED))
    return None


def is_fresh() -> bool:
    """Whether this session has neither been given a talk nor refused one."""
    return not st.session_state.get(_TALK) and not st.session_state.get(_REFUSED)


def params() -> dict[str, list[str]]:
    """The parameters of a link to the stage as it stands; its talk stands behind the #, where no server sees it.

    Until that has come, the scene is the one that was asked for, which the default talk may not have: a changed address would lose the #.
    """
    shown = current()
    asked = st.session_state.get(_ASKED) if is_fresh() and address.arrived() else None
    return {} if shown is None else {"scene": [str((shown if asked is None else asked) + 1)]}


def link() -> str | None:
    """The talk of this session as its link says it; None for the default one, and for one that no link holds."""
    return to_link(talk()) if st.session_state.get(_TALK) else None


def file() -> str:
    """The talk of this session as its file says it, for the visitor's own tab to keep; empty for the default one."""
    return to_json(talk()) if st.session_state.get(_TALK) else ""


def open_kept(text: str) -> None:
    """Make the talk that the visitor's tab has kept the talk of this session, with its scene; one that cannot be read is no talk."""
    if open_file(text.encode("utf-8", "replace")) is None:
        st.session_state[_BEFORE] = []  # nothing was changed
        go(st.session_state.get(_ASKED))


def open_file(content: bytes) -> TalkError | None:
    """Make the talk in a file the talk of this session, or say why not."""
    try:
        opened = from_json(content)
        for own in opened.own_columns():
            if not set(own.values) <= set(app_data.atlas().municipalities(own.vintage).index):
                raise TalkError("not_a_talk", "an unknown municipality")
        keep(opened)
    except TalkError as error:
        return error
    return None


def summary_of(scene: Scene, atlas: Atlas, language: Language) -> ViewSummary:
    """What a scene shows; its parameters go through the gate that every link goes through. Beside words alone: the whole region."""
    if scene.own is not None:
        return own_summary(scene.own, display_from_params(scene.params), atlas, language)
    return summary_from_params(scene.page, scene.params, atlas, language)


def second_of(scene: Scene, atlas: Atlas, language: Language) -> ViewSummary | None:
    """What stands beside it, if anything does."""
    return None if scene.second is None else summary_of(scene.second, atlas, language)


def title_of(scene: Scene, summary: ViewSummary) -> str:
    """The speaker's own title, the default talk's, what the map shows, or what such a scene is headed by."""
    own = scene.title_in(summary.language)
    if own:
        return own
    if not scene.preset:
        if scene.kind == PLAIN:
            return summary.title
        return say("app.title" if scene.made_of.opens else f"scene_title.{scene.kind}", summary.language)
    return say(f"preset.{scene.preset}", summary.language, programme=_programme_of(scene, summary.language))


def note_of(scene: Scene, language: Language) -> str:
    """The speaker's own note, or the default talk's."""
    if scene.note or not scene.preset:
        return scene.note
    asked = tuple(item for item in scene.params.get("programme", ()) if item in Programme)
    gap = members_gap(app_data.atlas(), language, asked) if asked else ""
    return " ".join(filter(None, (say(f"preset_note.{scene.preset}", language), gap)))


def _programme_of(scene: Scene, language: str) -> str:
    """What the programme of a scene is called."""
    return next((say(f"programme.{item}", language) for item in scene.params.get("programme", ()) if item in Programme), "")
