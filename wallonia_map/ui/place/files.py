"""What can be taken away of a place: its page of paper, the note, the sheets of its municipalities, its rows."""

import datetime
from collections.abc import Callable

import streamlit as st

from wallonia_map.export.place_note import note
from wallonia_map.export.place_pdf import place_file_name, place_pdf
from wallonia_map.export.place_table import place_table
from wallonia_map.export.planner_tables import worded
from wallonia_map.export.profiles_pdf import MOST_SHEETS, profiles_pdf
from wallonia_map.i18n import Language, say
from wallonia_map.questions.place_profile import PlaceProfile
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.shared.table_download import here, take_away
from wallonia_map.views.place_lines import place_name
from wallonia_map.views.view import versioned


def papers(atlas: Atlas, profile: PlaceProfile, language: Language) -> None:
    """The profile as one page, the note with its table, and the sheets of its municipalities: each made on its click."""
    link, today = versioned(here(), atlas), datetime.date.today()

    def page() -> bytes:
        return place_pdf(atlas, profile, language, day=today, permalink=link).content

    def about() -> bytes:
        return note(atlas, profile, language, day=today, permalink=link).content

    def sheets() -> bytes:
        title = say("place.sheets_title", language, name=place_name(atlas, profile, language))
        return profiles_pdf(atlas, profile.territory.members, profile.selection, language, title=title, day=today, permalink=link)

    members = len(profile.territory.members)
    with st.container(horizontal=True):
        _button("municipality.pdf", page, f"{place_file_name(profile, language)}.pdf", "application/pdf", language)
        if members:
            _button("place.note", about, f"{place_file_name(profile, language, kind='note.file')}.zip", "application/zip", language)
        if 0 < members <= MOST_SHEETS:
            name = f"{place_file_name(profile, language, kind='municipality.file')}.pdf"
            _button("place.sheets", sheets, name, "application/pdf", language, n=members)
    if members > MOST_SHEETS:
        st.caption(say("place.sheets_too_many", language, most=MOST_SHEETS))


def _button(label: str, make: Callable[[], bytes], name: str, media_type: str, language: Language, **values: object) -> None:
    """A button whose file is made on the click."""
    key = label.replace(".", "_")
    st.download_button(
        say(label, language, **values), make, name, media_type, key=f"place_{key}", on_click="ignore", icon=":material/download:"
    )


def rows(atlas: Atlas, profile: PlaceProfile, language: Language, *, said: str) -> None:
    """Everything in the profile as one CSV with its receipt."""
    called = (
        place_file_name(profile, language)
        .removeprefix(f"{say('download.name.atlas', language)}_")
        .rpartition(f"_{profile.selection.vintage}")[0]
    )
    take_away(
        atlas, worded(place_table(atlas, profile, language), language), profile.selection, language, name="place", called=called, said=said,
        cited=set(profile.initiatives["initiative_id"]),
    )  # fmt: skip
