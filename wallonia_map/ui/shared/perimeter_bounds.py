"""The bounds of a perimeter that is being made: four numbers of the visitor's own, each of which may stay empty."""

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.place import Bounds
from wallonia_map.questions.perimeter_bounds import MOST_BOUND
from wallonia_map.ui.frame import widgets
from wallonia_map.views.perimeter_words import BOUND_NAMES

#: The draft: widgets' keys in the order of the fields of `Bounds`.
KEYS = tuple(f"perimeter_{end}_{measure}" for end, measure in BOUND_NAMES)


def inputs(language: Language) -> None:
    """Draw the four numbers, least and most beside each other."""
    st.caption(say("perimeter.bounds", language))
    columns = st.columns(2)
    for place, (key, name) in enumerate(zip(KEYS, BOUND_NAMES.values(), strict=True)):
        with columns[place % 2]:
            st.number_input(
                say(name, language), value=None, key=key, min_value=0, max_value=MOST_BOUND, step=1,
                placeholder=say("perimeter.no_bound", language), persist_state="session",
            )  # fmt: skip


def held() -> Bounds:
    """The bounds of the draft: what is no number between zero and the largest is none."""
    numbers = (widgets.held(key) for key in KEYS)
    return Bounds(*(int(one) if isinstance(one, int | float) and 0 <= one <= MOST_BOUND else None for one in numbers))


def write(bounds: Bounds) -> None:
    """Make the draft hold `bounds`."""
    named = (bounds.least_municipalities, bounds.most_municipalities, bounds.least_inhabitants, bounds.most_inhabitants)
    for key, bound in zip(KEYS, named, strict=True):
        st.session_state[key] = bound
