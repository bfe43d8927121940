"""The page of one initiative, laid out."""

import streamlit as st

from wallonia_map.export.citation import CitedPart
from wallonia_map.export.initiative_row import initiative_row
from wallonia_map.export.planner_tables import WordedTable
from wallonia_map.i18n import Language, say
from wallonia_map.model import Selection
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import initiative_title
from wallonia_map.ui.frame import page_parts
from wallonia_map.ui.initiative.facts import facts_html
from wallonia_map.ui.shared import map_panel, questioning
from wallonia_map.ui.shared.citing import cite
from wallonia_map.ui.shared.legend import legend
from wallonia_map.ui.shared.table_download import here, take_away
from wallonia_map.views.initiative_summary import initiative_summary
from wallonia_map.views.initiative_words import PAGE, sentence_of, summary_written

MAP_KEY = "initiative_map"


def show(atlas: Atlas, identifier: str, language: Language) -> None:
    """Everything of the initiative: what it is, its fields, its map, its file, its question, its citation."""
    row = atlas.initiatives.loc[identifier]
    page_parts.result(sentence_of(row, language))
    page_parts.lead(summary_written(atlas, row, language))
    left, right = st.columns([7, 6], gap="large")
    with left:
        st.html(facts_html(atlas, identifier, language))
    with right:
        _map(atlas, identifier, language)
        _file(atlas, identifier, language)
        questioning.ask(atlas, [identifier], language, key=PAGE)
    st.header(say("cite.heading", language), anchor=False)
    cite(atlas, language, here(), CitedPart(identifier, initiative_title(atlas, identifier, language)))


def _map(atlas: Atlas, identifier: str, language: Language) -> None:
    summary = initiative_summary(atlas, identifier, language)
    if summary is None:
        page_parts.text_alternative(say("initiative.no_map", language))
        return
    map_panel.draw(summary, key=MAP_KEY, height=360, quiet=True, label="map_label.quiet")
    legend(summary, map_key=MAP_KEY)


def _file(atlas: Atlas, identifier: str, language: Language) -> None:
    """The row as CSV, under the headers of Explore's own file, with its receipt."""
    rows = initiative_row(atlas, identifier, language)
    table = WordedTable(rows, tuple(say(f"column.{name}", language) for name in rows.columns))
    said = say("panel.labelled", language, name=say("page.initiative", language), value=initiative_title(atlas, identifier, language))
    take_away(atlas, table, Selection(), language, name=PAGE, called=identifier, said=said, cited=[identifier])
