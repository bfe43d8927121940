import streamlit as st

from wallonia_map.i18n import say
from wallonia_map.ui.data import parts
from wallonia_map.ui.frame import app_data, navigation, page_parts
from wallonia_map.ui.frame.glossary import meaning

navigation.require_frame()
language = navigation.language()
atlas = app_data.atlas()

page_parts.heading(say("data.heading", language))
page_parts.lead(say("data.lead", language))
tables, totals, counting, context = parts.tabs(language)
with tables:
    st.header(say("data.tables", language), anchor=False)
    parts.tables(atlas, language)
with totals:
    st.header(say("data.reconciliation", language), anchor=False, help=meaning("reconciliation", language))
    st.write(say("data.reconciliation_text", language))
    parts.wanted(atlas, language)
    parts.reconciliation(atlas, language)
with counting:
    st.header(say("data.counting", language), anchor=False)
    st.write(say("data.counting_text", language))
with context:
    st.header(say("data.context", language), anchor=False)
    parts.context(language)
