"""What lies below the answer, one tab a part: only the open one is worked out."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.model import Selection
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import widgets
from wallonia_map.ui.frame.page_state import PageState, Values, key, one
from wallonia_map.ui.shared import part_tabs, sensitivity
from wallonia_map.ui.shared.documents import PICTURES, documents
from wallonia_map.ui.shared.table_download import here
from wallonia_map.ui.white_spots import helpers, sections
from wallonia_map.ui.white_spots.ranked import ranked
from wallonia_map.views.category_summary import OverlapSummary
from wallonia_map.views.measures import Measure
from wallonia_map.views.view import View

_TAB = "white_part"
#: Part → the fields whose widgets stand in it, so that a link that names one opens the part.
_FIELDS = {"need": ("need",), "help": ("nis", "theme", "same", "like")}


@dataclass(frozen=True)
class Answer:
    """What the page answered, which its parts speak of.

    Attributes
    ----------
    state, chosen
        The fields of the page and their values.
    summary
        What overlaps; None where too little is laid over each other.
    whole
        Everything that is laid over each other, of which white spots have nothing.
    """

    atlas: Atlas
    state: PageState
    chosen: Values
    summary: OverlapSummary | None
    whole: Selection
    language: Language


def _need(given: Answer) -> None:
    choice = sections.row_choice(given.state, "ranked", one(given.chosen, "nis"))
    ranked(given.atlas, given.whole, given.chosen["need"], choice, given.language)


def _help(given: Answer) -> None:
    helpers.choice(given.atlas, given.whole.vintage, given.language)
    helpers.helpers(given.atlas, given.chosen, given.whole.rule, given.whole.vintage, given.language)


def _robust(given: Answer) -> None:
    sensitivity.how_it_holds(given.atlas, View(given.whole, Measure.COVERED), given.language)


def _download(given: Answer) -> None:
    sections.spots_file(given.atlas, given.whole, given.language)
    if given.summary is not None:
        st.header(say("white_spots.overlap", given.language), anchor=False)
        sections.overlap_file(given.atlas, given.summary)
        documents(given.summary, here(), PICTURES)


#: Part → what draws it, in the order of the tabs.
PARTS: dict[str, Callable[[Answer], None]] = {"need": _need, "help": _help, "robust": _robust, "download": _download}
_TITLES = {"need": "need.ranked_heading", "help": "white_spots.help", "robust": "explore.part_robust", "download": "explore.part_download"}


def tabs(given: Answer, *, is_arrival: bool) -> None:
    """The tabs; a link that the visitor comes by (`is_arrival`) opens the part that it speaks of."""
    titles = {part: say(_TITLES[part], given.language) for part in PARTS}
    part, tab = part_tabs.open_part(_TAB, titles, _asked(given.state) if is_arrival else None)
    for other, fields in _FIELDS.items():
        if other != part:  # of a widget that is no longer drawn, Streamlit would hold what the session knew before it was
            widgets.repeat(*(key(sections.PAGE, name) for name in fields))
    with tab:
        PARTS[part](given)


def _asked(state: PageState) -> str | None:
    said, _ = state.arrival
    return next((part for part, fields in _FIELDS.items() if any(name in said for name in fields)), None)
