import streamlit as st

from wallonia_map.i18n import say
from wallonia_map.model import CountingRule, Programme, RoleRule, Vintage
from wallonia_map.questions.coverage import REGION
from wallonia_map.ui.compare import programmes, sections, territories
from wallonia_map.ui.frame import app_data, navigation, page_parts, page_state
from wallonia_map.ui.frame.glossary import meaning
from wallonia_map.ui.frame.page_state import Choice, key, one

navigation.require_frame()
language = navigation.language()
atlas = app_data.atlas()
every = {code for vintage in Vintage for code in sections.options(atlas, vintage)}
choices = {
    "mode": Choice(("programmes", "territories"), ("programmes",)), "a": Choice(list(Programme), (Programme.LEADER_2014.value,)),
    "b": Choice(list(Programme), (Programme.LEADER_2023.value,)), "t": Choice(every, most=4), "ref": Choice(every, (REGION,)),
    "programme": Choice(list(Programme), most=6), "share": Choice(list(CountingRule), (CountingRule.EQUAL.value,)),
    "vintage": Choice(list(Vintage), (Vintage.V2019.value,)), "role": Choice(list(RoleRule), (RoleRule.STRICT.value,)),
}  # fmt: skip
chosen = page_state.begin("compare", choices)

page_parts.heading(say("compare.heading", language))
page_parts.lead(say("compare.lead", language))
with st.container(horizontal=True, vertical_alignment="bottom"):
    st.segmented_control(
        say("compare.mode", language), ["programmes", "territories"], key=key("compare", "mode"), required=True,
        format_func=lambda mode: say(f"compare.mode_{mode}", language),
    )  # fmt: skip
    st.segmented_control(
        say("explore.vintage", language),
        [item.value for item in Vintage],
        key=key("compare", "vintage"),
        required=True,
        help=meaning("vintage", language),
    )
    st.segmented_control(
        say("filter.rule", language), [item.value for item in RoleRule], key=key("compare", "role"), required=True, help=say("meter.how_text", language),
        format_func=lambda rule: say(f"rule.{rule}.short", language),
    )  # fmt: skip
page_state.ways_back("compare", choices, language)
if one(chosen, "mode") == "territories":
    territories.show(atlas, chosen, language)
else:
    programmes.show(atlas, chosen, language)
