"""Select boxes and their kin: choices known by an id that no language changes, called by a label that any may.

Streamlit's browser side holds a choice by its **label**, and Streamlit turns what the browser sends back into an id with the labels of the
last run that drew the widget. So a label that changes (another language, another count behind a name) leaves the browser with a name that
Streamlit no longer knows: it would take the next click for a choice of nothing. Everything that Streamlit needs for that is here:

1. A widget's identity is its key alone, never its language, so what it holds outlives a change of language.
2. Where a chosen id is called otherwise than in the run before, the id is written back to the widget: the browser then gets the new label.
3. A label of a moment ago (a click while the page was still being drawn) is still understood: the last labellings are remembered.
4. What is no choice of the widget is replaced by its default: what a widget holds came from a browser.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Literal, TypedDict, Unpack

import streamlit as st

_LABELS = "_labels"
_PANELS = "_panels"
#: So many labellings of a widget are remembered: a browser is at most a few runs behind.
_REMEMBERED = 4
_NOT_HELD = object()


class _Common(TypedDict, total=False):
    help: str | None
    label_visibility: Literal["visible", "hidden", "collapsed"]
    persist_state: Literal["page", "session"] | None
    on_change: Callable[..., None]
    args: tuple[object, ...]


class _Box(_Common, total=False):
    placeholder: str
    width: int | Literal["stretch"]
    filter_mode: Literal["fuzzy", "contains", "prefix"]


class _Boxes(_Box, total=False):
    max_selections: int
    select_all: bool
    wrap: bool


class _Popover(TypedDict, total=False):
    icon: str | None
    help: str | None
    type: Literal["primary", "secondary", "tertiary"]


class _Segments(_Common, total=False):
    required: bool


def held(key: str, missing: object = None, state: Mapping[Any, Any] | None = None) -> object:
    """What the widget `key` holds in `state`, the session's of now, as ids; `missing` where it holds nothing yet. Not checked: it came from a browser."""
    known: Mapping[Any, Any] = st.session_state if state is None else state
    value = known.get(key, _NOT_HELD)
    if value is _NOT_HELD:
        return missing
    labellings = known.get(_LABELS, {}).get(key, [])
    return [_id_of(labellings, item) for item in value] if isinstance(value, list | tuple) else _id_of(labellings, value)


def repeat(*keys: str) -> None:
    """Tell the browser again what these widgets hold: what it has not drawn yet would begin with nothing."""
    for key in keys:
        with suppress(KeyError):
            st.session_state[key] = st.session_state[key]


@contextmanager
def popover(label: str, holding: Sequence[str] = (), *, key: str, **more: Unpack[_Popover]) -> Iterator[bool]:
    """Draw a button that opens a panel, and say whether it is open: only then is anything drawn in it.

    Parameters
    ----------
    label, more
        What `streamlit.popover` takes.
    holding
        The keys of the widgets that the panel holds, which begin with what the session knows.
    key
        The session key. To Streamlit a panel of another label is another one, which is closed: while it is open, it is called as it was
        when it opened, however many choices are made in it.
    """
    faces: dict[str, tuple[str, _Popover]] = st.session_state.setdefault(_PANELS, {})
    if key not in faces or not st.session_state.get(key):
        faces[key] = label, more
    label, more = faces[key]
    panel = st.popover(label, key=key, on_change="rerun", **more)
    repeat(*holding)  # closed as well: of a widget that is no longer drawn, Streamlit would hold what the session knew before it was
    with panel:
        yield bool(panel.open)


def selectbox(
    label: str, options: Mapping[str, str], *, key: str, default: str | None = None, clearable: bool = False, **more: Unpack[_Box]
) -> str | None:
    """Draw a select box.

    Parameters
    ----------
    label, more
        What `streamlit.selectbox` takes.
    options
        The choices in their order: id → label.
    key
        The session key, which is the widget's identity.
    default
        The id that is chosen at first; the first one if it is not given and the box is not `clearable`.
    clearable
        Whether nothing need be chosen: the box then begins empty.

    Returns
    -------
    str | None
        The chosen id.
    """
    first = default if default is not None or clearable else next(iter(options), None)
    _write_back(key, options, first)
    return st.selectbox(label, list(options), index=None if clearable else 0, key=key, format_func=_caller(options), **more)


def multiselect(label: str, options: Mapping[str, str], *, key: str, default: Sequence[str] = (), **more: Unpack[_Boxes]) -> list[str]:
    """Draw a select box for several choices; parameters as for `selectbox`. Returns the chosen ids in the order of choice."""
    _write_back(key, options, list(default))
    return st.multiselect(label, list(options), key=key, format_func=_caller(options), **more)


def segmented_control(
    label: str, options: Mapping[str, str], *, key: str, default: str | None = None, **more: Unpack[_Segments]
) -> str | None:
    """Draw choices side by side, one of which may be chosen; parameters as for `selectbox`. Returns the chosen id."""
    _write_back(key, options, default)
    return st.segmented_control(label, list(options), key=key, format_func=_caller(options), **more)


def pills(label: str, options: Mapping[str, str], *, key: str, **more: Unpack[_Common]) -> list[str]:
    """Draw choices side by side, any of which may be chosen; parameters as for `selectbox`. Returns the chosen ids."""
    _write_back(key, options, [])
    return st.pills(label, list(options), selection_mode="multi", key=key, format_func=_caller(options), **more)


def number_or_none(
    label: str, value: float | None, *, key: str, most: float, step: float, on_change: Callable[..., None], args: tuple[object, ...] = (),
    placeholder: str = "",
) -> None:  # fmt: skip
    """Draw an input for one number, or none, that shows `value` of the page's state; `on_change` writes there what a visitor types.

    Parameters
    ----------
    label, placeholder, on_change, args
        What `streamlit.number_input` takes.
    value
        What the page's state holds; the widget is made to show it.
    key
        The session key, which is the widget's identity.
    most
        The largest number, and its opposite the smallest.
    step
        What an arrow adds.
    """
    held = None if value is None else min(max(value, -most), most)
    if st.session_state.get(key, _NOT_HELD) != held:
        st.session_state[key] = held
    st.number_input(
        label, value=None, key=key, min_value=-most, max_value=most, step=step, format="%.12g", on_change=on_change, args=args,
        placeholder=placeholder,
    )  # fmt: skip


def _caller(options: Mapping[str, str]) -> Callable[[str], str]:
    return lambda item: options.get(item, item)


def _write_back(key: str, options: Mapping[str, str], default: str | list[str] | None) -> None:
    """Give the widget its validated choice, unless it holds just that under the labels that the browser has."""
    now = held(key, default)
    if isinstance(default, list):
        chosen: str | list[str] | None = [item for item in now if item in options] if isinstance(now, list) else default
        named = list(chosen or ())
    else:
        chosen = now if isinstance(now, str) and now in options else default
        named = [chosen] if isinstance(chosen, str) else []
    labellings: list[Mapping[str, str]] = st.session_state.setdefault(_LABELS, {}).setdefault(key, [])
    before = labellings[-1] if labellings else options
    if st.session_state.get(key, _NOT_HELD) != chosen or any(before.get(item) != options.get(item) for item in named):
        st.session_state[key] = chosen
    if not labellings or labellings[-1] != options:
        labellings.append(options)
        del labellings[:-_REMEMBERED]


def _id_of(labellings: Sequence[Mapping[str, str]], item: object) -> object:
    """The id of a choice by its label of now or of a moment ago; anything else as it is."""
    if not isinstance(item, str) or any(item in options for options in labellings):
        return item
    found = (one for options in reversed(labellings) for one, label in options.items() if label == item)
    return next(found, item)
