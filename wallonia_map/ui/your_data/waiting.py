"""What stands on the page while a process of its own reads a visitor's file: a line, its seconds, and « Cancel »."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from wallonia_map.i18n import Language, number, say

_CANCELLED = "_own_cancelled"
#: Small files are read before anybody could read a line about it, in seconds.
_QUICK = 0.6


@contextmanager
def progress(token: str, language: Language, message: str = "own_read.reading", **values: object) -> Iterator[Callable[[], None]]:
    """Give what the reader calls while it works: from `_QUICK` on a line tells the seconds, with a button to cancel.

    Each call writes an element, and there Streamlit ends the run of a visitor who pressed something or left: the exception
    passes through the reader, which is ended with it.
    """
    place, began = st.empty(), time.monotonic()
    lines: list[st.delta_generator.DeltaGenerator] = []

    def tick() -> None:
        seconds = time.monotonic() - began
        if seconds < _QUICK:
            place.empty()
            return
        if not lines:
            with place.container(horizontal=True, vertical_alignment="center"):
                lines.append(st.empty())
                st.button(
                    say("own_read.cancel", language), key=f"own_cancel_{token}", on_click=_cancel, args=(token,), icon=":material/close:"
                )
        lines[0].caption(say(message, language, seconds=number(int(seconds), language), **values))

    yield tick
    place.empty()


def _cancel(token: str) -> None:
    st.session_state[_CANCELLED] = token


def was_cancelled(token: str, language: Language) -> bool:
    """Whether the visitor cancelled the reading of this upload; then say so, and offer to read it after all."""
    if st.session_state.get(_CANCELLED) != token:
        return False
    st.info(say("own_read.cancelled", language), icon=":material/cancel:")
    st.button(say("own_read.again", language), key=f"own_again_{token}", on_click=st.session_state.pop, args=(_CANCELLED, None))
    return True
