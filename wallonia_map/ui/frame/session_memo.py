"""What the steps of a visitor's own table gave last: in the session, shown to nobody else, gone with it."""

from collections.abc import Callable, Hashable
from typing import TypeVar

import streamlit as st

Given = TypeVar("Given")
_KEPT = "_own_steps"


def kept(step: str, source: object, asked: Hashable, make: Callable[[], Given]) -> Given:
    """What `make` gave for `source` when `step` was last asked the same; else what it gives now.

    A large table is not matched again when a colour changes. The source is held, and known by being the same object.
    """
    steps: dict[str, tuple[object, Hashable, Given]] = st.session_state.setdefault(_KEPT, {})
    known = steps.get(step)
    if known is None or known[0] is not source or known[1] != asked:
        steps.pop(step, None)  # two large answers need not be there at once
        known = steps[step] = (source, asked, make())
    return known[2]


def forget() -> None:
    """Drop everything that was kept: the visitor's table is another, or none."""
    st.session_state.pop(_KEPT, None)
