from wallonia_map.i18n import say
from wallonia_map.model import Vintage
from wallonia_map.ui.frame import app_data, link_notice, navigation, page_parts
from wallonia_map.ui.municipality import layout
from wallonia_map.ui.municipality.choice import STATE, choices, chooser
from wallonia_map.ui.municipality.index import municipalities_by_province
from wallonia_map.ui.shared.name_index import name_index

language = navigation.language()
atlas = app_data.atlas()
chosen = choices(atlas)
vintage = Vintage(chosen.vintage)

link_notice.notice(atlas, STATE, language)
page_parts.heading(atlas.municipality_name(chosen.nis, vintage, language) if chosen.nis else say("municipality.heading", language))
chooser(atlas, vintage, language)
if chosen.nis:
    layout.show(atlas, chosen, language)
else:
    page_parts.lead(say("municipality.lead", language))
    name_index(municipalities_by_province(atlas, vintage, language), language)
