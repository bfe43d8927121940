"""Choices of a page in step with its URL: declared once, looked up always."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from wallonia_map.ui import address


@dataclass(frozen=True)
class Choice:
    """One choice: what may be chosen, the default, and how many (1: one value or none)."""

    valid: Collection[str]
    default: tuple[str, ...] = ()
    most: int = 1


def key(page: str, name: str) -> str:
    """The session key of a choice."""
    return f"p_{page}_{name}"


def begin(page: str, choices: Mapping[str, Choice]) -> dict[str, tuple[str, ...]]:
    """The page's choices: from the URL if the visitor came by it, else from the widgets; the URL then says them.

    What is not valid is left out: both come from a browser.
    """
    kept: dict[str, tuple[str, ...]] | None = st.session_state.get(f"_{page}")
    given = address.parameters()
    chosen: dict[str, tuple[str, ...]] = {}
    for name, choice in choices.items():
        slot = key(page, name)
        if address.arrived() or kept is None:
            values: Sequence[str] = given.get(name, choice.default)
        elif slot not in st.session_state:
            values = kept[name]
        else:
            held = st.session_state[slot]
            values = held if isinstance(held, list | tuple) else [] if held is None else [str(held)]
        looked_up = tuple(dict.fromkeys(value for value in values if value in choice.valid))[: choice.most]
        chosen[name] = looked_up or (choice.default if choice.most == 1 else ())
        held = list(chosen[name]) if choice.most > 1 else (chosen[name][0] if chosen[name] else None)
        if st.session_state.get(slot, "unset") != held:
            st.session_state[slot] = held
    st.session_state[f"_{page}"] = chosen
    address.write({name: list(values) for name, values in chosen.items() if values and values != choices[name].default})
    return chosen


def one(chosen: Mapping[str, tuple[str, ...]], name: str) -> str:
    """The one value of a choice, or the empty text."""
    return chosen[name][0] if chosen[name] else ""
