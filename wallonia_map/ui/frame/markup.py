"""HTML of our own, handed to Streamlit as it stands."""

from dataclasses import dataclass
from html import escape
from typing import Literal
from urllib.parse import urlsplit

import streamlit as st


@dataclass(frozen=True)
class _Ready:
    """To Streamlit a text may be a file's name, or indented as code is: each is looked into, in every run. What draws itself is not."""

    text: str

    def _repr_html_(self) -> str:
        return self.text


def html(text: str, *, width: Literal["stretch", "content"] = "stretch", scripts: bool = False) -> None:
    """Draw `text`, whose parts are escaped already; what it says by script is run only where `scripts` allows it."""
    st.html(_Ready(text), width=width, unsafe_allow_javascript=scripts)


def outside_link(address: str, text: str = "") -> str:
    """A link that leads out of the atlas, in a tab of its own; without a `text`, it is called as the site."""
    text = text or (urlsplit(address).hostname or address).removeprefix("www.")
    return f'<a href="{escape(address, quote=True)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>'
