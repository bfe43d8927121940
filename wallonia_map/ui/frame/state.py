"""The view of Explore as widgets hold it: one session key a field, in step with the URL, with undo."""

from dataclasses import fields
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from wallonia_map.model import CountingRule, RoleRule, Selection, Vintage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import address
from wallonia_map.views.measures import Measure
from wallonia_map.views.view import View, view_from_params, view_params

_VIEW, _PAST, _LABELS = "_view", "_past", "_labels"
MOST_UNDONE = 30
_NOT_HELD = object()
_Kind = TypeVar("_Kind", bound=StrEnum)
_LISTS = ("programmes", "themes", "statuses", "provinces", "arrondissements", "municipalities", "lead_types", "confidences")


def key(field: str) -> str:
    """The session key of a field of the view."""
    return f"v_{field}"


def _held(view: View) -> dict[str, object]:
    """What the widgets hold where they show `view`: field → value; the lists apart."""
    chosen = view.selection
    return {
        "rule": chosen.rule.value, "first_year": chosen.first_year, "last_year": chosen.last_year, "words": chosen.words,
        "vintage": chosen.vintage.value, "population_year": chosen.population_year, "measure": view.measure.value,
        "counting": view.counting.value, "municipality": view.municipality, "circles": view.circles, "tiles": view.tiles,
    }  # fmt: skip


def _write(view: View) -> None:
    for name in _LISTS:
        st.session_state[key(name)] = list(getattr(view.selection, name))
    for name, value in _held(view).items():
        st.session_state[key(name)] = value


def _read(atlas: Atlas, known: View) -> tuple[View, bool]:
    """The view that the widgets hold, through the same gate as a link: what they hold came from a browser.

    What is not in the session at all stays as it is `known`: Streamlit takes a widget's value away where the browser asks for a run before
    it has drawn that widget, on a slow machine say, and a filter that was never touched is none that was cleared. Also whether the widgets
    hold the view just so.
    """
    was, odd = known.selection, []

    def held(field: str, before: object) -> object:
        value = st.session_state.get(key(field), _NOT_HELD)
        if value is _NOT_HELD:
            odd.append(field)
        return before if value is _NOT_HELD else value

    def choice(field: str, kind: type[_Kind], before: _Kind) -> _Kind:
        value = held(field, before.value)
        if value in {item.value for item in kind}:
            return kind(value)
        odd.append(field)
        return before

    lists = {name: tuple(_unlabelled(name, item) for item in held(name, getattr(was, name)) or ()) for name in _LISTS}  # type: ignore[attr-defined]
    chosen = Selection(
        **lists, rule=choice("rule", RoleRule, was.rule), first_year=held("first_year", was.first_year),  # type: ignore[arg-type]
        last_year=held("last_year", was.last_year), words=str(held("words", was.words) or ""),  # type: ignore[arg-type]
        vintage=choice("vintage", Vintage, was.vintage), population_year=held("population_year", was.population_year),  # type: ignore[arg-type]
    )  # fmt: skip
    view = View(
        chosen, choice("measure", Measure, known.measure), choice("counting", CountingRule, known.counting),
        held("municipality", known.municipality), bool(held("circles", known.circles)), bool(held("tiles", known.tiles)),  # type: ignore[arg-type]
    )  # fmt: skip
    looked_up = view_from_params(view_params(view), atlas)
    return looked_up, not odd and looked_up == view


def begin(atlas: Atlas) -> View:
    """The view of this run: from the URL if the visitor came by it, else from the widgets. The URL then says it."""
    known: View | None = st.session_state.get(_VIEW)
    if address.arrived() or known is None:
        view = view_from_params(address.parameters(), atlas)
        _write(view)
    elif any(key(field) not in st.session_state for field in ("rule", "measure", "vintage")):
        view = known  # back from another page: Streamlit has dropped what its widgets held
        _write(view)
    else:
        view, is_held = _read(atlas, known)
        if view.selection != known.selection and not st.session_state.pop("_undoing", False):
            st.session_state[_PAST] = [*st.session_state.get(_PAST, []), known.selection][-MOST_UNDONE:]
        if not is_held:
            _repair(view)
    st.session_state[_VIEW] = view
    address.write(view_params(view))
    return view


def _repair(view: View) -> None:
    """Give the widgets what the gate made of what they hold: a municipality's code in the other vintage, nothing for what is no choice."""
    for name, value in _held(view).items():
        if st.session_state.get(key(name), "unset") != value:
            st.session_state[key(name)] = value
    for name in _LISTS:
        chosen = getattr(view.selection, name)
        if sorted(_unlabelled(name, item) for item in st.session_state.get(key(name)) or ("unset",)) != sorted(chosen or ("unset",)):
            st.session_state[key(name)] = list(chosen)


def relabel(field: str, labels: dict[str, str], chosen: tuple[str, ...]) -> None:
    """Say what the choices of a filter are called in this run: the names carry counts, which change with the other filters.

    Streamlit's browser side knows a choice by its name alone. So what is chosen is given to it anew under the names of
    now, and a name of a moment ago (a click during a rerun) is still understood by `_read`.
    """
    known: dict[str, dict[str, str]] = st.session_state.setdefault(_LABELS, {})
    known[field] = {_without_count(label): item for item, label in labels.items()}
    if chosen:
        st.session_state[key(field)] = list(chosen)


def _unlabelled(field: str, item: str) -> str:
    names: dict[str, str] = st.session_state.get(_LABELS, {}).get(field, {})
    return names.get(_without_count(str(item)), item)


def _without_count(label: str) -> str:
    name, bracket, count = label.rpartition(" (")
    return name if bracket and count.endswith(")") else label


def can_undo() -> bool:
    """Whether there is a filter to undo."""
    return bool(st.session_state.get(_PAST))


def undo() -> None:
    """Go back to the filters before the last change."""
    past: list[Selection] = st.session_state.get(_PAST, [])
    if past:
        st.session_state["_undoing"] = True
        st.session_state[_PAST] = past[:-1]
        view: View = st.session_state[_VIEW]
        _write(View(past[-1], view.measure, view.counting, view.municipality, view.circles, view.tiles))


def clear() -> None:
    """Take every filter away; vintage and population year are no filters."""
    view: View = st.session_state[_VIEW]
    plain = Selection(vintage=view.selection.vintage, population_year=view.selection.population_year)
    _write(View(plain, view.measure, view.counting, view.municipality, view.circles, view.tiles))


def remove(field: str, value: str) -> None:
    """Take one filter away."""
    if field in _LISTS:
        st.session_state[key(field)] = [item for item in st.session_state.get(key(field), []) if item != value]
    else:
        default = {item.name: item.default for item in fields(Selection)}[field]
        st.session_state[key(field)] = default.value if isinstance(default, RoleRule) else default


def drop(field: str) -> None:
    """Take every value of one filter away."""
    for value in list(st.session_state.get(key(field), [])) if field in _LISTS else [""]:
        remove(field, value)


def choose_municipality(nis: str | None) -> None:
    """Make `nis` the chosen municipality, in map, list and link."""
    st.session_state[key("municipality")] = nis
