import streamlit as st

from wallonia_map.i18n import say
from wallonia_map.ui import data, data_parts, navigation, page_parts
from wallonia_map.ui.glossary import meaning

navigation.require_frame()
language = navigation.language()
atlas = data.atlas()

page_parts.heading(say("data.heading", language))
page_parts.lead(say("data.lead", language))
tables, totals, counting, context = data_parts.tabs(language)
with tables:
    st.header(say("data.tables", language), anchor=False)
    data_parts.tables(atlas, language)
with totals:
    st.header(say("data.reconciliation", language), anchor=False, help=meaning("reconciliation", language))
    st.write(say("data.reconciliation_text", language))
    data_parts.wanted(atlas, language)
    data_parts.reconciliation(atlas, language)
with counting:
    st.header(say("data.counting", language), anchor=False)
    st.write(say("data.counting_text", language))
with context:
    st.header(say("data.context", language), anchor=False)
    data_parts.context(language)
