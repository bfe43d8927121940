"""Choices of a page in step with its URL: declared once, looked up always."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.ui.frame import address

MOST_UNDONE = 30
_UNDOING, _SPOKEN = "_undoing_choice", "_choices_spoken"


@dataclass(frozen=True)
class Choice:
    """One choice: what may be chosen, the default, and how many (1: one value or none)."""

    valid: Collection[str]
    default: tuple[str, ...] = ()
    most: int = 1


def speak(language: Language) -> None:
    """Give the browser every choice anew in the run in which the language changes; call it before the first widget.

    Streamlit's browser side knows what is chosen by its label alone. In the next run it would send the label of the language
    before, which no option bears any more, and the choice would be lost.
    """
    before = st.session_state.get(_SPOKEN)
    st.session_state[_SPOKEN] = language.value
    if before in (None, language.value):
        return
    for name in [str(name) for name in st.session_state if not str(name).startswith("_") and name != address.LANGUAGE_KEY]:
        held = st.session_state[name]  # buttons and uploads, which may not be set, hold no text
        if isinstance(held, str) or (isinstance(held, list) and all(isinstance(item, str) for item in held)):
            st.session_state[name] = held


def key(page: str, name: str) -> str:
    """The session key of a choice."""
    return f"p_{page}_{name}"


def _past(page: str) -> str:
    return f"_{page}_past"


def _write(page: str, choices: Mapping[str, Choice], chosen: Mapping[str, tuple[str, ...]]) -> None:
    for name, choice in choices.items():
        held = chosen[name]
        st.session_state[key(page, name)] = list(held) if choice.most > 1 else (held[0] if held else None)


def _undo(page: str, choices: Mapping[str, Choice]) -> None:
    past = st.session_state.get(_past(page), [])
    if past:
        st.session_state[_UNDOING] = True
        st.session_state[_past(page)] = past[:-1]
        _write(page, choices, past[-1])


def ways_back(page: str, choices: Mapping[str, Choice], language: Language) -> None:
    """Undo the last choice, and all of them: shown as soon as there is something to undo."""
    plain = {name: choice.default for name, choice in choices.items()}
    chosen = st.session_state.get(f"_{page}", plain)
    with st.container(horizontal=True, gap="small"):
        if st.session_state.get(_past(page)):
            st.button(
                say("steps.undo", language),
                key=f"{page}_undo",
                type="tertiary",
                icon=":material/undo:",
                on_click=_undo,
                args=(page, choices),
            )
        if chosen != plain:
            st.button(
                say("steps.reset", language), key=f"{page}_reset", type="tertiary", icon=":material/restart_alt:", on_click=_write,
                args=(page, choices, plain),
            )  # fmt: skip


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
    if kept is not None and chosen != kept and not address.arrived() and not st.session_state.pop(_UNDOING, False):
        st.session_state[_past(page)] = [*st.session_state.get(_past(page), []), kept][-MOST_UNDONE:]
    st.session_state[f"_{page}"] = chosen
    address.write({name: list(values) for name, values in chosen.items() if values and values != choices[name].default})
    return chosen


def one(chosen: Mapping[str, tuple[str, ...]], name: str) -> str:
    """The one value of a choice, or the empty text."""
    return chosen[name][0] if chosen[name] else ""
