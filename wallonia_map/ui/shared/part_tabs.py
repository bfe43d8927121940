"""The parts of a page, one tab a part: one is open, it alone is worked out, and it stays open from run to run, whatever the language."""

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def open_part(key: str, titles: Mapping[str, str], asked: str | None = None) -> tuple[str, DeltaGenerator]:
    """Draw the tabs, and return the open part with its tab.

    Parameters
    ----------
    key
        The session key of the tabs.
    titles
        Part → its title in the language of the page, in the order of the tabs.
    asked
        The part to open now, as a link asks for it; None leaves open what is open, at first the first one.
    """
    remembered = f"_{key}"
    before, named = st.session_state.get(remembered, (None, None))
    labels = list(titles.values())
    if asked is not None:
        st.session_state[key] = titles[asked]
    elif before in titles and named != labels:  # to Streamlit, tabs in another language are others, though a word be the same in both
        st.session_state[key] = titles[before]
    drawn = dict(zip(titles, st.tabs(labels, key=key, on_change="rerun"), strict=True))
    part = next((part for part, tab in drawn.items() if tab.open), next(iter(titles)))
    st.session_state[remembered] = part, labels
    return part, drawn[part]
