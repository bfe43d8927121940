"""The page's style sheet and icon."""

from pathlib import Path

import streamlit as st

#: Given as a file, so that the browser asks nobody for one.
ICON = Path(__file__).parent / "icon.png"
SHEET = Path(__file__).parent / "style.css"


def apply() -> None:
    """Put the style on the page."""
    st.html(SHEET)
