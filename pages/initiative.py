import streamlit as st

from wallonia_map.i18n import say
from wallonia_map.tables.names import initiative_title
from wallonia_map.ui.frame import app_data, navigation, page_parts
from wallonia_map.ui.initiative import layout
from wallonia_map.ui.initiative.choice import ask, choice

language = navigation.language()
atlas = app_data.atlas()
chosen = choice(atlas)

title = initiative_title(atlas, chosen.identifier, language) if chosen.identifier else say("initiative.heading", language)
st.set_page_config(page_title=title)  # several are open at a time, each in a tab that says which
page_parts.heading(title)
if chosen.identifier:
    layout.show(atlas, chosen.identifier, language)
else:
    ask(atlas, chosen, language)
