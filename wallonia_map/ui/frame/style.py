"""The page's style sheet and icon."""

import base64
from pathlib import Path

import streamlit as st

_ICON = Path(__file__).parent / "icon.png"
#: Given whole, so that the browser asks nobody for one, and Streamlit does not open and check a picture on every rerun.
ICON = f"data:image/png;base64,{base64.b64encode(_ICON.read_bytes()).decode('ascii')}"
SHEET = Path(__file__).parent / "style.css"


def apply() -> None:
    """Put the style on the page."""
    st.html(SHEET)
