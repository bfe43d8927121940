"""The initiatives that the filters leave, the wide ones apart, and what the years left out; what is ticked is outlined on the map."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.questions.involvement import initiatives_of_place, involvement
from wallonia_map.questions.selection import Selected, select
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.explore.choices import key
from wallonia_map.ui.frame import markup
from wallonia_map.ui.shared import questioning, tables
from wallonia_map.ui.shared.row_choice import RowTicks
from wallonia_map.views.involvement_words import involvement_told, place_told
from wallonia_map.views.not_known import undated_told
from wallonia_map.views.summary import ViewSummary

#: The map of the page that outlines what is ticked, by the key that it is drawn with.
_MAP = "map"


def initiatives(summary: ViewSummary) -> None:
    """The initiatives with a place, those of the chosen municipality first, then those of a province or the region: listed, never spread."""
    atlas, selected, language = summary.atlas, summary.selected, summary.language
    _without_year(atlas, selected, language)
    everywhere = set(atlas.wide.index)
    placed = [identifier for identifier in selected.identifiers if identifier not in everywhere]
    wide = [identifier for identifier in selected.identifiers if identifier in everywhere]
    ticks = RowTicks("explore_initiatives")
    if placed:
        placed = _of_place_first(summary, placed)
        _outlined(summary, [identifier for identifier in ticks.ticked if identifier in set(placed)])
    tables.initiative_table(atlas, placed, language, name=say("explore.list_heading", language), ticks=ticks)
    if wide:
        heading = say("explore.wide_heading", language, n=len(wide))
        st.header(heading, anchor=False)
        tables.initiative_table(atlas, wide, language, name=heading)
    questioning.ask(atlas, [*placed, *wide], language, key=key("list"))


def _of_place_first(summary: ViewSummary, identifiers: list[str]) -> list[str]:
    """Say in how many of `identifiers` the chosen municipality takes part, and return them with those first, then those of which it is not known."""
    atlas, chosen, nis = summary.atlas, summary.view.selection, summary.view.municipality
    if nis is None:
        return identifiers
    found = initiatives_of_place(atlas, chosen, identifiers, nis)
    name = atlas.municipality_name(nis, chosen.vintage, summary.language)
    told = place_told(found, len(identifiers), name, chosen.rule, summary.language)
    markup.html(f'<p class="note">{escape(told)}</p>')
    return list(dict.fromkeys((*found.certain, *found.possible, *identifiers)))


def _outlined(summary: ViewSummary, ticked: Sequence[str]) -> None:
    """Say what is ticked, and name its municipalities to the map beside (maps/map-outline.js): it outlines them without being painted anew."""
    language = summary.language
    if not ticked:
        markup.html(f'<p class="note outlined">{escape(say("involvement.tick", language))}</p>')
        return
    found = involvement(summary.atlas, summary.view.selection, ticked)
    told = escape(involvement_told(found, language))
    markup.html(
        f'<p class="note outlined" data-outline="{_MAP}" data-certain="{" ".join(found.certain)}" data-possible="{" ".join(found.possible)}"'
        f' data-told="{told}">{told}</p>'
    )


def _without_year(atlas: Atlas, selected: Selected, language: Language) -> None:
    """Say how many initiatives the filter on years leaves out because their year is not known: nothing drops in silence."""
    chosen = selected.selection
    if undated := undated_told(selected, language, "years.not_in_list"):
        st.caption(undated)
    if chosen.first_year is None and chosen.last_year is None:
        return
    every = select(atlas, chosen.replace(first_year=None, last_year=None)).initiatives
    unknown = int(every["start_year"].isna().sum())
    if unknown:
        st.caption(say("explore.year_unknown", language, n=unknown))
