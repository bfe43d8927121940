"""The state of a page: its fields declared once, checked always, and the same in the URL, the widgets and undo.

The values of a field are texts, as a link has them. A visitor who comes by a link gets what it says; afterwards the widgets rule and the
URL follows. What a link or a widget says is hostile input: it is looked up before anything uses it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.ui.frame import address, widgets

MOST_UNDONE = 30
_UNDOING = "_undoing"
_NOT_HELD = object()
#: The values of a page: field → its values; none where nothing is chosen.
Values = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Field:
    """One field of a page.

    Attributes
    ----------
    valid
        The values that may be chosen; None where the page's own check decides.
    default
        What is chosen at first; the URL leaves it out. Asked for anew each time where it is a function: words of the data come with it.
    most
        How many may be chosen. Of one value, the default stands wherever none is chosen.
    empty
        What the widget holds where nothing is chosen: None for a select box, `""` for a text, False for a toggle.
    undo
        Whether a change of this field can be undone.
    """

    valid: Collection[str] | None = None
    default: tuple[str, ...] | Callable[[], tuple[str, ...]] = ()
    most: int = 1
    empty: object = None
    undo: bool = True

    @property
    def first(self) -> tuple[str, ...]:
        """What is chosen at first."""
        return self.default() if callable(self.default) else self.default

    def from_widget(self, held: object) -> tuple[str, ...]:
        """The values of what a widget holds."""
        if isinstance(held, list | tuple):
            return tuple(map(str, held))
        if isinstance(held, bool):
            return ("1",) if held else ()
        return () if held is None or held == "" else (str(held),)

    def to_widget(self, values: tuple[str, ...]) -> object:
        """What a widget holds where it shows `values`."""
        if self.most > 1:
            return list(values)
        if isinstance(self.empty, bool):
            return bool(values)
        return values[0] if values else self.empty

    def checked(self, values: Iterable[str]) -> tuple[str, ...]:
        """The valid ones of `values`, each once, as many as may be; the default where a value is needed and there is none."""
        found = tuple(dict.fromkeys(value for value in values if self.valid is None or value in self.valid))[: self.most]
        return found or (self.first if self.most == 1 else ())


def key(page: str, name: str) -> str:
    """The session key of a field, which is the key of its widget."""
    return f"p_{page}_{name}"


def one(chosen: Mapping[str, Sequence[str]], name: str) -> str:
    """The one value of a field, or the empty text."""
    return chosen[name][0] if chosen[name] else ""


@dataclass(frozen=True)
class PageState:
    """The fields of `page` by name; a field's name is its parameter in the URL.

    `beginning` is what a URL without parameters stands for where that is not every field at its default; then, every field at its
    default is said by the fields that it names.
    """

    page: str
    fields: Mapping[str, Field]
    beginning: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def begin(self, check: Callable[[Values], Mapping[str, Sequence[str]]] | None = None) -> Values:
        """Settle the page's values for this run, write them back to the widgets, and make the URL say them.

        `check` looks the values up where one field depends on another; what it leaves out is at its default.

        A widget that the session holds nothing of keeps its value: Streamlit forgets it on another page, and where a browser asks for a run
        before it has drawn the widget.
        """
        known = self._known()
        came = self.comes_from_url
        held = st.session_state.to_dict()  # read once: dozens of fields, and each look at the session asks Streamlit anew
        given = address.parameters() if came else {}
        link: Mapping[str, Sequence[str]] = given or self.beginning
        asked = {
            name: tuple(link.get(name, field.first)) if came or known is None else self._held(name, known[name], held)
            for name, field in self.fields.items()
        }
        looked_up = asked if check is None else check(asked)
        chosen = {name: field.checked(looked_up.get(name, ())) for name, field in self.fields.items()}
        self._write(chosen, held)
        undoing = st.session_state.pop(_UNDOING, False)
        if known is not None and not came and not undoing and self._undoable(known) != self._undoable(chosen):
            st.session_state[self._past] = [*st.session_state.get(self._past, []), self._undoable(known)][-MOST_UNDONE:]
        st.session_state[self._slot] = chosen
        if came:
            st.session_state[self._arrival] = (given, chosen)
        address.write(self._in_url(chosen), {name: list(values) for name, values in chosen.items() if values})
        return chosen

    @property
    def comes_from_url(self) -> bool:
        """Whether this run begins with what the URL says: the visitor came by it, or the session has not seen the page yet."""
        return address.arrived() or self._known() is None

    @property
    def arrival(self) -> tuple[Mapping[str, Sequence[str]], Values]:
        """What the last link to the page said, and the values that the page made of it; nothing once it is settled."""
        found: tuple[Mapping[str, Sequence[str]], Values] = st.session_state.get(self._arrival, ({}, {}))
        return found

    def settle(self) -> None:
        """Forget what the last link said. For a callback."""
        st.session_state.pop(self._arrival, None)

    def count(self, *names: str) -> int:
        """How many values of these fields are chosen; none of a field that is at its default."""
        known = self._known() or {}
        return sum(len(known.get(name, ())) for name in names if known.get(name, ()) != self.fields[name].first)

    def can_undo(self) -> bool:
        """Whether there is a change to undo."""
        return bool(st.session_state.get(self._past))

    def is_changed(self) -> bool:
        """Whether any field that can be reset is not at its default."""
        known = self._known()
        return known is not None and any(known[name] != field.first for name, field in self.fields.items() if field.undo)

    def undo(self) -> None:
        """Go back to the values before the last change. For a callback."""
        past: list[Values] = st.session_state.get(self._past, [])
        if past:
            st.session_state[_UNDOING] = True
            st.session_state[self._past] = past[:-1]
            self._write(past[-1])

    def reset(self, *keep: str) -> None:
        """Put every field that can be undone back to its default, but those to `keep`. For a callback."""
        self._write({name: field.first for name, field in self.fields.items() if field.undo and name not in keep})

    def set(self, name: str, *values: str) -> None:
        """Choose `values` of a field, in widget and link. For a callback, or before the widget is drawn."""
        self._write({name: values})

    def remove(self, name: str, *values: str) -> None:
        """Take `values` out of a field, or all if none is named; a field of one value goes back to its default. For a callback."""
        field = self.fields[name]
        known = (self._known() or {}).get(name, ())
        held = self._held(name, known, st.session_state) if field.most > 1 else ()  # in a closed panel is no widget
        self._write({name: tuple(value for value in held if values and value not in values) or field.first})

    def ways_back(self, language: Language) -> None:
        """Draw « undo » and « reset » where the page keeps a place for them, each as soon as there is something to undo."""
        if self.can_undo():
            st.button(say("steps.undo", language), key=f"{self.page}_undo", type="tertiary", icon=":material/undo:", on_click=self.undo)
        if self.is_changed():
            st.button(
                say("steps.reset", language), key=f"{self.page}_reset", type="tertiary", icon=":material/restart_alt:", on_click=self.reset,
            )  # fmt: skip

    @property
    def _slot(self) -> str:
        return f"_{self.page}"

    @property
    def _arrival(self) -> str:
        return f"_{self.page}_arrival"

    @property
    def _past(self) -> str:
        return f"_{self.page}_past"

    def _known(self) -> Values | None:
        known: Values | None = st.session_state.get(self._slot)
        return known

    def _in_url(self, chosen: Values) -> dict[str, list[str]]:
        """What the URL says of `chosen`: what is not at its default, and nothing of what the page begins with."""
        told = {name: list(values) for name, values in chosen.items() if values and values != self.fields[name].first}
        if not self.beginning:
            return told
        if told == {name: list(values) for name, values in self.beginning.items()}:
            return {}
        return told or {name: list(chosen[name]) for name in self.beginning}

    def _undoable(self, values: Values) -> Values:
        return {name: values[name] for name, field in self.fields.items() if field.undo}

    def _held(self, name: str, known: tuple[str, ...], state: Mapping[Any, Any]) -> tuple[str, ...]:
        held = widgets.held(key(self.page, name), _NOT_HELD, state)
        return known if held is _NOT_HELD else self.fields[name].from_widget(held)

    def _write(self, values: Values, state: Mapping[Any, Any] | None = None) -> None:
        """Write validated values back to the widgets that hold something else in `state`, the session's of now."""
        state = st.session_state if state is None else state
        for name, chosen in values.items():
            slot, shown = key(self.page, name), self.fields[name].to_widget(chosen)
            if state.get(slot, _NOT_HELD) != shown:
                st.session_state[slot] = shown
