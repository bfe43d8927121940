"""The visitor's talk: in the session, opened from a file or a link, shown scene by scene."""

import datetime
import secrets

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.model import Programme
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import address, app_data
from wallonia_map.views.gaps import members_gap
from wallonia_map.views.link_summary import summary_from_params
from wallonia_map.views.own_display import display_from_params
from wallonia_map.views.own_summary import own_summary
from wallonia_map.views.scene_kinds import PLAIN
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.talk import Scene, Talk, TalkError, default_talk
from wallonia_map.views.talk_file import from_json, from_link, to_json, to_link
from wallonia_map.views.view import link_params, query

_TALK, _SCENE = "_talk", "_scene"
#: The scene that the link asked for, which its talk may have and the default one not; why the talk of a link was refused.
_ASKED, _REFUSED = "_scene_asked", "_talk_refused"
#: Whether the visitor has changed the talk; scenes added before the browser was asked what it keeps; the day of what it had kept;
#: whether it keeps nothing; the talk that the visitor has as a file.
_CHANGED, _ADDED, _DAY, _UNKEPT, _SAVED = "_talk_changed", "_scenes_added", "_talk_day", "_talk_unkept", "_talk_saved"
#: Whether the browser is still to be told of a change.
_TO_KEEP = "_talk_to_keep"
#: The name that the browser knows this session by.
_SESSION = "_talk_session"
#: The talks before each change, and how many of them are kept.
_BEFORE, _MOST_BEFORE = "_talks_before", 30


def talk() -> Talk:
    """The talk of this session; the default one until it is changed."""
    return st.session_state.get(_TALK) or default_talk()


def keep(changed: Talk) -> None:
    """Make `changed` the talk of this session; the one before it can be had back."""
    before = st.session_state.get(_TALK)
    if changed != (before or default_talk()):
        st.session_state[_CHANGED] = st.session_state[_TO_KEEP] = True
        st.session_state[_BEFORE] = [*st.session_state.get(_BEFORE, []), before][-_MOST_BEFORE:]
    st.session_state[_TALK] = changed


def can_undo() -> bool:
    """Whether the talk of this session has been changed since it began."""
    return bool(st.session_state.get(_BEFORE))


def undo() -> None:
    """The talk as it stood before its last change."""
    *earlier, before = st.session_state.get(_BEFORE) or [st.session_state.get(_TALK)]
    # Said in full where it is the default one: a talk of none is a session that waits for the talk of its link.
    st.session_state[_BEFORE], st.session_state[_TALK], st.session_state[_CHANGED] = earlier, before or default_talk(), True


def add(scene: Scene) -> None:
    """One scene more; it is added to what the browser has kept too, where that is heard of only later."""
    st.session_state[_ADDED] = [*st.session_state.get(_ADDED, []), scene]
    keep(talk().plus(scene))


def link_of(scene: Scene, language: Language) -> str:
    """The scene's live view: page and parameters; empty where no link leads to it, as to a visitor's own column or to two views at once."""
    if scene.made_of.has_address:
        return f"?{query({}, language)}"
    is_one_view = scene.made_of.has_view and scene.second is None and scene.own is None
    return f"{scene.page}?{query(link_params(scene.page, scene.params), language)}" if is_one_view else ""


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
        st.session_state[_CHANGED] = False  # to look at another's talk is no reason to forget one's own
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


def take_change() -> bool:
    """Whether the talk was changed since the browser was told of it; asked once, it is told."""
    return bool(st.session_state.pop(_TO_KEEP, False))


def told_to_browser() -> dict[str, object]:
    """What the visitor's browser is to keep: the talk's file (empty: nothing), and whether the visitor made it what it is.

    The default talk is kept nowhere: to go back to it forgets what was kept.
    """
    given = st.session_state.get(_TALK)
    return {
        "file": to_json(given) if given and given != default_talk() else "",
        "fresh": is_fresh(),
        "changed": bool(st.session_state.get(_CHANGED)),
        "unkept": is_unkept(),
        "unsaved": bool(st.session_state.get(_CHANGED)) and given not in (default_talk(), st.session_state.get(_SAVED)),
        "session": st.session_state.setdefault(_SESSION, secrets.token_hex(8)),
    }


def open_kept(text: str, day: str = "") -> None:
    """Make the talk that the visitor's browser has kept the talk of this session, with its scene; one that cannot be read is no talk.

    `day` is when it was kept, where another tab kept it. What was added meanwhile comes after it.
    """
    added = st.session_state.get(_ADDED, [])
    if not (is_fresh() or added) or open_file(text.encode("utf-8", "replace")) is not None:
        return
    st.session_state[_BEFORE], st.session_state[_ADDED], st.session_state[_CHANGED] = [], [], False  # nothing was changed
    for scene in added:
        keep(talk().plus(scene))
    try:
        st.session_state[_DAY] = datetime.date.fromisoformat(day)
    except ValueError:
        st.session_state[_DAY] = None
    go(st.session_state.get(_ASKED))


def day_kept() -> datetime.date | None:
    """The day of the talk that another tab had kept, and that was taken up in this session."""
    day = st.session_state.get(_DAY)
    return day if isinstance(day, datetime.date) else None


def forget() -> None:
    """Go back to the default talk, which the browser does not keep."""
    st.session_state[_DAY] = None
    keep(default_talk())


def is_unkept() -> bool:
    """Whether the browser has said that it keeps nothing."""
    return bool(st.session_state.get(_UNKEPT))


def set_unkept(*, unkept: bool) -> None:
    """Take down what the browser says of its storage."""
    st.session_state[_UNKEPT] = unkept


def saved() -> None:
    """The visitor takes the talk along as a file."""
    st.session_state[_SAVED] = talk()


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


def note_of(scene: Scene, atlas: Atlas, language: Language) -> str:
    """The speaker's own note, or the default talk's."""
    own = scene.note_in(language)
    if own or not scene.preset:
        return own
    asked = tuple(item for item in scene.params.get("programme", ()) if item in Programme)
    gap = members_gap(atlas, language, asked) if asked else ""
    return " ".join(filter(None, (say(f"preset_note.{scene.preset}", language), gap)))


def _programme_of(scene: Scene, language: str) -> str:
    """What the programme of a scene is called."""
    return next((say(f"programme.{item}", language) for item in scene.params.get("programme", ()) if item in Programme), "")
