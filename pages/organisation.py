import streamlit as st

from wallonia_map.i18n import say
from wallonia_map.questions.organisation_profile import organisation_profile
from wallonia_map.ui.frame import app_data, navigation, page_parts
from wallonia_map.ui.organisation import layout
from wallonia_map.ui.organisation.choice import ask, choice
from wallonia_map.views.organisation_words import organisation_names

language = navigation.language()
atlas = app_data.atlas()
chosen = choice(atlas)

title = organisation_names(atlas, language)[chosen.identifier] if chosen.identifier else say("organisation.heading", language)
st.set_page_config(page_title=title)  # several are open at a time, each in a tab that says which
page_parts.heading(title)
if chosen.identifier:
    layout.show(atlas, organisation_profile(atlas, chosen.identifier), language)
else:
    ask(atlas, chosen, language)
