"""Who could help a place: on a map, and by theme with what and whose contact page."""

from html import escape

import streamlit as st

from wallonia_map.i18n import Language, listing, say
from wallonia_map.questions.place_profile import PlaceProfile
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import markup, page_parts, widgets
from wallonia_map.ui.frame.page_state import key
from wallonia_map.ui.place.choice import HELP, PAGE
from wallonia_map.ui.place.sections import bullets, folded, town
from wallonia_map.ui.shared import drawing, map_panel
from wallonia_map.ui.shared.legend import legend
from wallonia_map.views.helper_lines import HelperLine, helper_lines, helpers_note
from wallonia_map.views.helper_summary import helper_summary
from wallonia_map.views.initiative_words import initiative_address

MAP_KEY = "helpers_map"
#: More helpers of the theme that is asked for fold away; of every theme, where none is asked for, all do.
SHOWN_AT_ONCE = 3
#: More municipalities that one could help are counted.
MOST_HELPED = 8


def show(atlas: Atlas, profile: PlaceProfile, theme: str, language: Language) -> None:
    """The theme that is asked for, the map of helpers and helped, and the table of them; of every theme where none is asked for."""
    lines = helper_lines(atlas, profile, language)
    with st.container(key="helpers_shown"):  # by this name the legend is printed on the sheet of its map
        left, right = st.columns([6, 7], gap="large")
    with left:
        markup.html(f"<p class='note'>{escape(helpers_note(profile, language))}</p>")
        themes = {name: say(f"theme.{name}", language) for name in lines}
        widgets.selectbox(
            say("filter.theme", language),
            themes,
            key=key(PAGE, HELP),
            clearable=True,
            width=320,
            placeholder=say("place.any_theme", language),
        )
    with right:
        summary = helper_summary(atlas, profile, theme, language)
        if summary is None:
            page_parts.text_alternative(say("place.nobody_helps", language))
        else:
            map_panel.draw(summary, key=MAP_KEY, height=320, quiet=True, label="map_label.helpers")
            with left:
                legend(summary, map_key=MAP_KEY)
    table(atlas, profile, theme, language)


def table(atlas: Atlas, profile: PlaceProfile, theme: str, language: Language) -> None:
    """Who could help on `theme`, or on each theme where none is asked for."""
    lines = helper_lines(atlas, profile, language)
    rows = []
    for name, found in lines.items():
        if theme in ("", name):
            rows += _rows(name, found, profile, language, SHOWN_AT_ONCE if theme else 0)
    header = (say("filter.theme", language), say("place.helper", language), say("place.helped", language) if theme else "")
    markup.html(drawing.table(header, rows))


def _rows(theme: str, lines: list[HelperLine], profile: PlaceProfile, language: Language, most: int) -> list[list[str]]:
    """A row per helper, `most` of them: the municipality, its initiative and contact page, and those that it could help; the rest folds away."""
    named = f"<strong>{escape(say(f'theme.{theme}', language))}</strong>"
    if not lines:
        return [[named, escape(say("place.nobody_helps", language)), ""]]
    rows = [
        [named if place == 0 else "", _helper(line, profile, language), escape(_helped(line, language))]
        for place, line in enumerate(lines[:most])
    ]
    rest = lines[most:]
    if rest:
        items = [f"{_helper(line, profile, language)} <span class='note'>{escape(_helped(line, language))}</span>" for line in rest]
        count = say("explore.table_rows", language, n=len(rest))
        rows.append(["" if rows else named, folded(f"+ {count}" if rows else count, bullets(items)), ""])
    return rows


def _helper(line: HelperLine, profile: PlaceProfile, language: Language) -> str:
    """Who could help, by which initiative, and whose contact page: each leads there. They share a cell, which a phone is wide enough for."""
    link = f'<a href="{escape(initiative_address(line.initiative_id, language))}" target="_blank">{escape(line.initiative)}</a>'
    contact = escape(say("panel.labelled", language, name=say("place.contact", language), value="")) + _contact(line, language)
    return f"{town(line.helper_nis, line.helper, profile, language)} – {link}<br><span class='note'>{contact}</span>"


def _contact(line: HelperLine, language: Language) -> str:
    """The site of the initiative or of who leads it."""
    if not line.contact:
        return escape(say("place.no_contact", language))
    return markup.outside_link(line.contact)


def _helped(line: HelperLine, language: Language) -> str:
    left = len(line.helped) - MOST_HELPED
    return listing([*line.helped[:MOST_HELPED], *([f"… (+{left})"] if left > 0 else [])], language)
