"""What may be chosen on Explore: its view as the fields of a page. What a link may say is for `views.view` to tell."""

from collections.abc import Mapping, Sequence

import streamlit as st

from wallonia_map.model import CountingRule, RoleRule, Vintage
from wallonia_map.questions.territory import TerritoryKind
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.ui.frame import page_state
from wallonia_map.ui.frame.page_state import Field, PageState, Values
from wallonia_map.views.measures import Measure
from wallonia_map.views.view import BEGINNING, View, view_from_params, view_params

PAGE = "explore"
_OPENED = "_explore_opened"
_SEVERAL = Field(most=1_000)
STATE = PageState(PAGE, {
    "programme": _SEVERAL, "theme": _SEVERAL, "stage": _SEVERAL, "province": _SEVERAL, "arrondissement": _SEVERAL, "municipality": _SEVERAL,
    "community": _SEVERAL, "character": _SEVERAL, "group": _SEVERAL, "perimeter": _SEVERAL, "indicator": _SEVERAL, "lead": _SEVERAL, "confidence": _SEVERAL, "role": Field(default=(RoleRule.STRICT.value,)),
    "vintage": Field(default=lambda: (Vintage.default().value,)), "q": Field(empty=""), "from": Field(), "to": Field(), "until": Field(), "year": Field(),
    "show": Field(default=(Measure.INITIATIVES.value,), undo=False), "share": Field(default=(CountingRule.EQUAL.value,), undo=False),
    "nis": Field(undo=False), "circles": Field(empty=False, undo=False), "dots": Field(empty=False, undo=False),
    "tiles": Field(empty=False, undo=False), "fill": Field(empty=False, undo=False), "need": Field(undo=False),
    "level": Field(default=lambda: (TerritoryKind.MUNICIPALITY.value,), undo=False),
}, beginning={name: tuple(values) for name, values in view_params(BEGINNING).items()})  # fmt: skip
#: Field of a selection → field of the page.
FIELD_OF = {
    "programmes": "programme", "themes": "theme", "statuses": "stage", "provinces": "province", "arrondissements": "arrondissement",
    "communities": "community", "characters": "character", "groups": "group", "perimeters": "perimeter",
    "municipalities": "municipality", "indicators": "indicator", "lead_types": "lead", "confidences": "confidence", "rule": "role", "first_year": "from",
    "last_year": "to", "until": "until", "words": "q",
}  # fmt: skip


def begin(atlas: Atlas) -> View:
    """The view of this run, in step with widgets, URL and undo."""

    def check(values: Values) -> Mapping[str, Sequence[str]]:
        return view_params(_view(atlas, tuple(values.items())))

    return _view(atlas, tuple(STATE.begin(check).items()))


@atlas_cache(128)
def _view(atlas: Atlas, values: tuple[tuple[str, tuple[str, ...]], ...]) -> View:
    """What the values of the page's fields stand for: looked up twice in every run, nearly always the same ones."""
    return view_from_params(dict(values), atlas)


def key(name: str) -> str:
    """The session key of a field."""
    return page_state.key(PAGE, name)


def clear() -> None:
    """Take every filter away; vintage and population year are no filters."""
    STATE.reset("vintage", "year")


def remove(field: str, *values: str) -> None:
    """Take `values`, or all, out of a filter, named as the selection names it."""
    STATE.remove(FIELD_OF[field], *values)


def choose_municipality(nis: str | None) -> None:
    """Make `nis` the chosen municipality, or none, in map, list and link."""
    STATE.set("nis", *filter(None, [nis]))


def choose_level(level: str) -> None:
    """Draw the map by `level`, in panel, tab and link."""
    STATE.set("level", level)


def open_territory(code: str) -> None:
    """Have the page of a territory opened in this run: a callback cannot leave its page."""
    st.session_state[_OPENED] = code


def opened_territory() -> str | None:
    """The territory whose page is asked for, once."""
    found: str | None = st.session_state.pop(_OPENED, None)
    return found
