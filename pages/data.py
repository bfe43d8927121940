import streamlit as st

from wallonia_map.i18n import say
from wallonia_map.ui import address, data, data_parts, navigation, page_parts
from wallonia_map.ui.glossary import meaning

navigation.require_frame()
language = navigation.language()
atlas = data.atlas()
address.write({})

page_parts.heading(say("data.heading", language))
page_parts.lead(say("data.lead", language))
st.header(say("data.reconciliation", language), anchor=False, help=meaning("reconciliation", language))
st.write(say("data.reconciliation_text", language))
data_parts.reconciliation(atlas, language)
data_parts.wanted(atlas, language)
st.header(say("data.counting", language), anchor=False)
st.write(say("data.counting_text", language))
st.header(say("data.tables", language), anchor=False)
data_parts.tables(atlas, language)
st.header(say("data.context", language), anchor=False)
data_parts.context(language)
