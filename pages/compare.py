import streamlit as st

from wallonia_map.i18n import say
from wallonia_map.model import CountingRule, Programme, RoleRule, Selection, Vintage
from wallonia_map.questions.coverage import REGION
from wallonia_map.ui.compare import programmes, sections, territories
from wallonia_map.ui.frame import app_data, link_notice, navigation, page_parts, widgets
from wallonia_map.ui.frame.page_state import Field, PageState, key, one
from wallonia_map.ui.shared import place_filters
from wallonia_map.ui.shared.vintage_and_rule import rule_control, vintage_control

language = navigation.language()
atlas = app_data.atlas()
every = {code for vintage in Vintage for code in atlas.municipalities(vintage).index}
state = PageState("compare", {
    "mode": Field(("programmes", "territories"), ("programmes",)), "a": Field(list(Programme), (Programme.compared()[0],)),
    "b": Field(list(Programme), (Programme.compared()[1],)), "t": Field(most=territories.MOST), "ref": Field(default=(REGION,)), "nis": Field(every, undo=False),
    "programme": Field(list(Programme), most=6), "share": Field(list(CountingRule), (CountingRule.EQUAL.value,)),
    "vintage": Field(list(Vintage), (Vintage.default().value,)), "role": Field(list(RoleRule), (RoleRule.STRICT.value,)),
    **place_filters.place_fields(),
})  # fmt: skip
chosen = state.begin(lambda values: territories.check(place_filters.checked(values, atlas), atlas))

places = place_filters.narrowed(Selection(rule=RoleRule(one(chosen, "role")), vintage=Vintage(one(chosen, "vintage"))), chosen, atlas)

link_notice.notice(atlas, state, language, dict.fromkeys(("t", "ref"), sections.options(atlas, Vintage(one(chosen, "vintage")))))
page_parts.heading(say("compare.heading", language))
page_parts.lead(say("compare.lead", language))
with st.container(horizontal=True, vertical_alignment="bottom"):
    modes = {mode: say(f"compare.mode_{mode}", language) for mode in ("programmes", "territories")}
    widgets.segmented_control(say("compare.mode", language), modes, key=key("compare", "mode"), required=True)
    vintage_control("compare", language)
    rule_control("compare", language)
    if one(chosen, "mode") == "programmes":  # in the other mode, the territories are the places
        place_filters.popover(atlas, state, places, language)
state.ways_back(language)
if one(chosen, "mode") == "territories":
    territories.show(atlas, state, chosen, language)
else:
    programmes.show(atlas, state, chosen, places, language)
