import streamlit as st

from wallonia_map.i18n import say
from wallonia_map.questions.place_profile import place_profile
from wallonia_map.questions.territory import territory_codes
from wallonia_map.ui.frame import app_data, link_notice, navigation, page_parts
from wallonia_map.ui.place import layout
from wallonia_map.ui.place.choice import STATE, ask, choice, chooser
from wallonia_map.views.place_lines import place_name

language = navigation.language()
atlas = app_data.atlas()
chosen = choice(atlas)

profile = place_profile(atlas, chosen.code, chosen.vintage, rule=chosen.rule, language=language) if chosen.code else None
title = place_name(atlas, profile, language) if profile else say("place.heading", language)
if profile:
    st.set_page_config(page_title=title)  # several are open at a time, each in a tab that says which
if not chosen.not_found:  # the page says that one itself
    link_notice.notice(atlas, STATE, language, {"code": territory_codes(atlas)})
page_parts.heading(title)
chooser(atlas, chosen, language)
if profile:
    layout.show(atlas, profile, chosen, language)
else:
    ask(atlas, chosen, language)
