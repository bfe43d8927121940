"""The page of one organisation, laid out."""

from html import escape

import streamlit as st

from wallonia_map.export.citation import CitedPart
from wallonia_map.export.organisation_rows import organisation_rows
from wallonia_map.export.planner_tables import worded
from wallonia_map.i18n import Language, say
from wallonia_map.model import Selection
from wallonia_map.questions.organisation_profile import OrganisationProfile
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.organisations import Involvement
from wallonia_map.ui.frame import page_parts
from wallonia_map.ui.organisation.facts import facts_html
from wallonia_map.ui.shared import map_panel, tables
from wallonia_map.ui.shared.citing import cite
from wallonia_map.ui.shared.legend import legend
from wallonia_map.ui.shared.table_download import here, take_away
from wallonia_map.views.organisation_summary import organisation_summary
from wallonia_map.views.organisation_words import PAGE, organisation_names, organisation_sentence, role_written, unknown_lines

MAP_KEY = "organisation_map"


def show(atlas: Atlas, profile: OrganisationProfile, language: Language) -> None:
    """Everything of the organisation: what it is, where, what it leads and takes part in, what is not known, its file, its citation."""
    name = organisation_names(atlas, language)[profile.organisation_id]
    page_parts.result(organisation_sentence(profile, language))
    page_parts.lead(role_written(atlas, profile, language))
    left, right = st.columns([7, 6], gap="large")
    with left:
        st.html(facts_html(atlas, profile, language))
    with right:
        _map(atlas, profile, language)
    for role in Involvement:
        identifiers = profile.identifiers(role)
        if identifiers:
            heading = say(f"organisation.listed.{role.value}", language, n=len(identifiers))
            st.header(heading, anchor=False)
            tables.initiative_table(atlas, identifiers, language, name=f"{name}: {heading}")
    if not profile.initiatives.empty:
        rows = worded(organisation_rows(atlas, profile, language), language)
        said = say("panel.labelled", language, name=say("page.organisation", language), value=name)
        cited = set(profile.initiatives["initiative_id"])
        take_away(atlas, rows, Selection(), language, name=PAGE, called=profile.organisation_id, said=said, cited=cited)
    st.header(say("report.unknown", language), anchor=False)
    st.html(f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in unknown_lines(profile, language))}</ul>")
    st.header(say("cite.heading", language), anchor=False)
    cite(atlas, language, here(), CitedPart(profile.organisation_id, name))


def _map(atlas: Atlas, profile: OrganisationProfile, language: Language) -> None:
    summary = organisation_summary(atlas, profile, language)
    if summary is None:
        page_parts.text_alternative(say("organisation.no_map", language))
        return
    map_panel.draw(summary, key=MAP_KEY, height=360, quiet=True, label="map_label.quiet")
    legend(summary, map_key=MAP_KEY)
