import streamlit as st

from wallonia_map.i18n import say
from wallonia_map.ui.data import sections
from wallonia_map.ui.frame import app_data, navigation, page_parts
from wallonia_map.ui.frame.glossary import meaning

language = navigation.language()
atlas = app_data.atlas()

page_parts.heading(say("data.heading", language))
page_parts.lead(say("data.lead", language))
tables, totals, counting, context, cite = sections.tabs(language)
with tables:
    st.header(say("data.tables", language), anchor=False)
    sections.tables(atlas, language)
with totals:
    st.header(say("data.reconciliation", language), anchor=False, help=meaning("reconciliation", language))
    st.write(say("data.reconciliation_text", language))
    sections.wanted(atlas, language)
    sections.reconciliation(atlas, language)
with counting:
    sections.counting(language)
with context:
    sections.context(language)
with cite:
    sections.cite(atlas, language)
