from wallonia_map.i18n import say
from wallonia_map.model import Vintage
from wallonia_map.ui import data, navigation, page_parts, sheet_page
from wallonia_map.ui.sheet_choice import choices, chooser

navigation.require_frame()
language = navigation.language()
atlas = data.atlas()
chosen = choices(atlas)
vintage = Vintage(chosen.vintage)

page_parts.heading(atlas.municipality_name(chosen.nis, vintage, language) if chosen.nis else say("municipality.heading", language))
chooser(atlas, vintage, language)
if chosen.nis:
    sheet_page.show(atlas, chosen, language)
else:
    page_parts.lead(say("municipality.lead", language))
